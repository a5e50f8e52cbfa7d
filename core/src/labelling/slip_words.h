// Words that may be slips of a brand's name ("Samsnug"), with the rows that have them. Whether such a
// word is a slip or a word of its own is known only once all rows are counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace earshot {

/// Whether a word that looks like a slip of a name is one: in no more than two rows, or in few
/// beside those that name the brand.
bool is_slip(std::uint64_t rows_of_word, std::uint64_t rows_of_brand);

class SlipWords {
 public:
  bool empty() const { return numbers_.empty(); }
  void clear();

  /// Takes note of a word of a row. True if the row was not known to have it.
  bool note(std::string_view word, RowId row);

  /// In how many rows a word was noted; nothing if in more than a slip can be.
  std::optional<std::size_t> rows_with(std::string_view word) const;
  bool has(std::string_view word) const { return numbers_.find(word) != numbers_.end(); }

  /// The rows with any of the words, those that are too frequent aside: ascending, each once.
  /// @param size rows from this one on are no more
  std::vector<RowId> rows(std::size_t size);

  /// Rows from this one on will be others. False if it is lost how many are left with a word.
  bool forget(std::size_t from);

  /// Takes over what another one noted.
  /// @param rows the row here for each row there; rows past `end` are left out
  /// @return false if it is lost how many rows have a word: rows with a frequent one were dropped
  bool take(const SlipWords& other, std::span<const RowId> rows, std::size_t end);

 private:
  struct Word {
    std::vector<RowId> rows;
    bool frequent = false;  ///< in more than kMostRows; its rows are not kept
  };
  /// A word in more rows than this is no slip of a name, however often the brand is named.
  static constexpr std::size_t kMostRows = 20'000;

  Word& at(std::string_view word);
  static void make_unique(std::vector<RowId>& rows);

  std::map<std::string, std::uint32_t, std::less<>> numbers_;  ///< into `words_`
  std::vector<Word> words_;
};

}  // namespace earshot
