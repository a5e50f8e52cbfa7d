// A short cell in the one form in which dates, numbers and labels are looked up: folded
// (text/fold.h), with ASCII digits, spaces, dashes, apostrophes and punctuation in place of their
// many kin.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace earshot {

/// A longer cell holds no date, number or label.
inline constexpr std::size_t kMaxCellText = 256;

/// Without the ASCII spaces, tabs and line ends around it.
inline std::string_view trimmed(std::string_view text) {
  const auto blank = [](char byte) {
    // Of most bytes the first comparison is enough.
    return static_cast<unsigned char>(byte) <= ' ' &&
           (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r');
  };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Keeps its memory from one cell to the next.
class CellText {
 public:
  /// The form of `cell` (UTF-8), without spaces around it; valid until the next call. A cell longer
  /// than kMaxCellText gives "".
  std::string_view of(std::string_view cell);

 private:
  std::array<char, kMaxCellText> ascii_;
  std::string folded_, text_;
};

/// Whether a cell in the form of CellText says that there is no value: "", "-", "n/a", "null" and
/// kin.
bool says_nothing(std::string_view text);

}  // namespace earshot
