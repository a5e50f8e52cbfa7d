// Text that was UTF-8, was read as something else, and was written as UTF-8 again: "Ã©" for "é".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/encoding.h"

namespace earshot {

/// Undoes it, as a stream. What does not go back to valid UTF-8 stays as it is.
class TwiceEncoded {
 public:
  /// @param view what the bytes were taken for; one of a single byte a character
  explicit TwiceEncoded(Encoding view);

  /// Appends to `out`. @param text valid UTF-8 of whole code points; any split gives the same
  void feed(std::string_view text, std::string& out);
  void finish(std::string& out);

  Encoding view() const { return view_; }
  std::uint64_t undone() const { return undone_; }  ///< characters
  std::uint64_t kept() const {
    return kept_;
  }  ///< code points outside ASCII that were no part of any
  bool is_open() const { return !bytes_.empty(); }
  bool undid_long() const { return undid_long_; }  ///< a character of three bytes or more

 private:
  int byte_of(char32_t code_point) const;
  void give_up(std::string& out);

  Encoding view_;
  std::vector<std::pair<char32_t, std::uint8_t>> bytes_of_;  // sorted
  std::string bytes_, original_;                             // of a character that is not complete
  std::uint64_t undone_ = 0, kept_ = 0;
  bool undid_long_ = false;
};

/// What the bytes had been taken for, if all of `sample` outside ASCII goes back to UTF-8, and if
/// there is enough of it that this cannot be by chance. @param whole false: it may end in the
/// middle
std::optional<Encoding> find_twice_encoded(std::string_view sample, bool whole);

}  // namespace earshot
