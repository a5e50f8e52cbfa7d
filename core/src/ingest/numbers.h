// Counts and ratings as exports write them: "1,234", "1.234", "1 234", "1.2K", "1,2 тыс.", "1.2만",
// "4.5 out of 5 stars", "★★★★☆".
//
// Whether the one separator in "1.234" parts thousands or decimals is decided for the whole column.
// Until then such a count carries a mark, as dates do:
//
//   NumberColumn column;
//   Count count = column.read("1.234");                         // undecided(count)
//   column.read("12.5");                                        // here the point is decimal
//   count = NumberColumn::resolve(count, column.decide());      // 1
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <earshot/mention.h>

#include "ingest/cell_text.h"

namespace earshot {

/// Larger counts are read as this one.
inline constexpr Count kLargestCount = (Count{1} << 61) - 1;

/// How a column's undecided counts are to be read.
struct NumberDecision {
  bool decimal_point = false;  ///< else a point parts thousands
  bool decimal_comma = false;
  bool b_is_thousand = false;  ///< "B" is the Turkish bin, else a billion
};

struct NumberCounts {
  std::uint64_t present = 0;     ///< read, undecided ones included
  std::uint64_t absent = 0;      ///< cells that say nothing, or nothing exact: "<10", "5 %", "-3"
  std::uint64_t unreadable = 0;  ///< filled with something else
  std::uint64_t first_unreadable_row = 0;
  std::string first_unreadable;  ///< that cell, at most 80 bytes
};

class NumberColumn {
 public:
  /// A count, rounded to a whole number with halves up; kAbsent if the cell gives none. A negative
  /// one is absent. May be undecided.
  /// @param cell UTF-8
  /// @param row for the counts
  Count read(std::string_view cell, std::uint64_t row = 0);

  /// The same for what most cells are: digits and nothing else. kAbsent, with nothing noted, for any
  /// other cell.
  Count read_plain(std::string_view cell) {
    constexpr std::size_t kMostDigits = 18;
    if (cell.empty() || cell.size() > kMostDigits) return kAbsent;
    Count value = 0;
    for (const char byte : cell) {
      if (byte < '0' || byte > '9') return kAbsent;
      value = value * 10 + static_cast<Count>(byte - '0');
    }
    ++counts_.present;
    return value;
  }

  /// What the cells so far say; may be asked at any time. Thousands, where they say nothing: counts
  /// are whole numbers.
  NumberDecision decide() const;

  static bool undecided(Count count) { return count >> 63 != 0 && count != kAbsent; }

  /// The count that an undecided one is; any other is handed back.
  static Count resolve(Count count, const NumberDecision& decision);

  const NumberCounts& counts() const { return counts_; }

 private:
  class Reader;

  NumberCounts counts_;
  CellText text_;
  // Cells in which the sign can only be the one or the other; first the point, then the comma.
  std::array<std::uint64_t, 2> decimal_{}, grouping_{};
  std::uint64_t turkish_ = 0,
                thousand_or_million_ = 0;  // cells with "mn" or "bin"; with "k" or "m"
};

/// A rating as the export has it, whatever its scale: 4 for "4", "4/5", "4 out of 5 stars",
/// "★★★★☆", "FOUR", "5つ星のうち4.0". A comma is decimal. True and false are 1 and 0. NaN if the
/// cell gives none.
float read_rating(std::string_view cell);

}  // namespace earshot
