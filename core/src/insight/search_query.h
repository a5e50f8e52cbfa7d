// What a person searches for, read into a tree.
//
//   query  = all {"OR" all}                 all = each {["AND"] each}
//   each   = {"NOT"} near                   near = one {"NEAR" ["/" n] one}
//   one    = "(" query ")" | '"' words '"' | word
//
// Operators are written in capitals; words side by side all have to be there. A word may end in `*`.
// Words of languages that put spaces between them are found as whole words, in Korean, Japanese,
// Chinese, Thai and the like anywhere. Letter case and width make no difference. NEAR/n (10 if n is not
// said): no more than n words on, in either order, in one field.
//
// A query is read while it is being typed: a quote or parenthesis that is still open ends where the
// query does, and an operator at its end waits for its word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>

namespace earshot {

struct SearchQuery {
  /// A word, or what stands between the spaces of a phrase.
  struct Part {
    std::u32string letters;  ///< folded
    bool begins_word = false, ends_word = false;  ///< nothing of a word may stand before, behind it
    bool open = false;       ///< the word may go on
  };
  /// One word, or a phrase: parts one after another with nothing but spaces and signs between.
  using Term = std::vector<Part>;

  enum class Operator : std::uint8_t { Term, And, Or, Not, Near };
  struct Node {
    Operator what = Operator::Term;
    std::uint32_t left = 0, right = 0;  ///< nodes; of a Term `left` is its number, of Not the node
    std::uint32_t words = 0;            ///< of Near
  };

  std::vector<Term> terms;
  std::vector<Node> nodes;  ///< operands stand before what joins them; the last is the whole

  bool empty() const { return nodes.empty(); }
};

inline constexpr std::size_t kMaxSearchBytes = 4'000, kMaxSearchTerms = 64;
inline constexpr std::uint32_t kUsualNearness = 10, kMostNearness = 100;

/// Error: BadFilter, with a sentence that says what to do.
Result<SearchQuery> parse_search(std::string_view text);

}  // namespace earshot
