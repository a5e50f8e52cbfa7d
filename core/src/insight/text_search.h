// Finds what was searched for. Marks of words (text/word_marks) tell most texts that cannot hold it. The
// others are read as they stand, without folding them first: two bytes that any spelling of a word has
// to have are looked for sixteen at a time, and the rest is compared, letter by folded letter, where
// they stand. Only texts that folding would join letters of are folded.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "insight/search_query.h"
#include "table/string_pool.h"
#include "text/word_marks.h"

namespace earshot {

class TextSearch {
 public:
  /// Bytes of which one has to stand somewhere, and `distance` behind it one of others.
  struct Anchor {
    std::size_t letter = 0;  ///< of the first part: ends with the first of the two bytes
    std::size_t distance = 0;
    std::array<char, 2> first, second;
  };

  /// @param authors whoever's name has a word is found by it
  /// @param marks of the first of them, which those of the others are added to
  TextSearch(const SearchQuery& query, const StringPool& authors, WordMarks& marks);

  /// Whether a mention is one of those searched for.
  /// @param joined whether its title or its text `joins_letters`
  bool matches(std::string_view title, std::string_view text, StringPool::Id author, bool joined);

  /// Of 64 mentions: bits of those that may be searched for, and of those that surely are.
  struct Candidates {
    std::uint64_t may, surely;
  };
  /// @param marks of mentions; which 64 `block` says
  /// @param authors theirs, as many as there are
  Candidates candidates(const WordMarks& marks, std::size_t block,
                        std::span<const StringPool::Id> authors);

 private:
  struct Found {
    std::size_t begin, end;
  };
  struct Place {
    std::size_t begin, end;
    std::uint64_t words_before = 0, words_through = 0;  ///< that begin before its begin, its end
  };

  void find_authors(const StringPool& authors, WordMarks& marks);
  bool holds(std::uint32_t node);
  bool find(std::uint32_t term, std::string_view text, std::size_t from, Found& found) const;
  bool matches_at(const SearchQuery::Term& term, std::string_view text, std::size_t begin,
                  std::size_t& end) const;
  void places(std::uint32_t node, std::string_view text, std::vector<Place>& found) const;
  static void count_words(std::string_view text, std::vector<Place>& places);

  const SearchQuery& query_;
  std::vector<Anchor> anchors_;                    // by term
  std::vector<WordMarks::Sought> marks_;  // likewise
  std::vector<Candidates> of_nodes_;               // scratch
  std::vector<std::uint64_t> authors_;  // by author: bit i where term i is found; empty: none is
  std::uint64_t by_author_ = 0;         // of the mention in question
  std::string_view title_, text_;       // likewise
  std::string folded_title_, folded_text_;
};

}  // namespace earshot
