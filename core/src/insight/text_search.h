// Finds what was searched for in texts as they stand, without folding them first: two bytes that any
// spelling of a word has to have are looked for sixteen at a time, and the rest is compared, letter by
// folded letter, where they stand. Only texts that folding would join letters of are folded.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "insight/search_query.h"
#include "table/string_pool.h"

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
  TextSearch(const SearchQuery& query, const StringPool& authors);

  /// Whether a mention is one of those searched for.
  /// @param joined what `joins_letters` says of the title or the text
  bool matches(std::string_view title, std::string_view text, StringPool::Id author, bool joined);

  /// Rows of which some may be searched for, and no other is: told by bytes alone, without a look at
  /// where a text begins or ends. Each word goes over all bytes: rows enough for a cache are best.
  /// @param bytes end where the last row does
  /// @param rows where each row begins in `bytes`
  /// @param authors of the rows
  /// @param joined rows for which `joined` has to be said to `matches`
  /// @param mask one a row: set to 1 for those, to 0 for all others
  void candidates(std::string_view bytes, std::span<const std::uint32_t> rows,
                  std::span<const StringPool::Id> authors, std::span<const std::uint8_t> joined, std::span<std::uint8_t> mask) const;

  /// Whether folding the text does more than fold each code point for itself, where letters stand; or
  /// makes a letter longer or shorter. Rare: decomposed accents, joiners within words, full-width
  /// letters.
  static bool joins_letters(std::string_view text);

 private:
  struct Found {
    std::size_t begin, end;
  };
  struct Place {
    std::size_t begin, end;
    std::uint64_t words_before = 0, words_through = 0;  ///< that begin before its begin, its end
  };

  struct Rows;

  void mark(std::uint32_t node, const Rows& rows, std::span<std::uint8_t> mask) const;
  void mark_term(std::uint32_t term, const Rows& rows, std::span<std::uint8_t> mask) const;
  bool holds(std::uint32_t node);
  bool find(std::uint32_t term, std::string_view text, std::size_t from, Found& found) const;
  bool matches_at(const SearchQuery::Term& term, std::string_view text, std::size_t begin,
                  std::size_t& end) const;
  void places(std::uint32_t node, std::string_view text, std::vector<Place>& found) const;
  static void count_words(std::string_view text, std::vector<Place>& places);

  const SearchQuery& query_;
  std::vector<Anchor> anchors_;         // by term
  std::vector<std::uint64_t> authors_;  // by author: bit i where term i is found
  std::uint64_t by_author_ = 0;         // of the mention in question
  std::string_view title_, text_;       // likewise
  std::string folded_title_, folded_text_;
};

}  // namespace earshot
