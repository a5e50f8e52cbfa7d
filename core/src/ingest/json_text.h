// JSON as characters: where strings and values end, what strings stand for, and a walk over the
// items of one object or array. Lenient as people's files need it: trailing commas, NaN, raw line
// ends.
#pragma once

#include <cstddef>
#include <string_view>

namespace earshot {

inline bool is_json_blank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// The first byte at or behind `at` that is no blank, or text.size().
inline std::size_t skip_json_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_json_blank(text[at])) ++at;
  return at;
}

/// Where the closing quote stands of the string whose inside begins at `at`; npos if it never
/// closes. Sets `escaped` if there is a backslash inside.
std::size_t json_string_end(std::string_view text, std::size_t at, bool& escaped);

/// Where the value that begins at `at` ends; npos if it never does. Brackets of both kinds are
/// counted alike.
std::size_t json_value_end(std::string_view text, std::size_t at);

/// Writes what the inside of a string stands for, at most `inside.size()` bytes, and says how many.
/// Surrogate pairs are joined, lone ones become U+FFFD, NUL is dropped; an escape that JSON does
/// not know stands for the character behind the backslash.
std::size_t json_unescape(std::string_view inside, char* out);

/// Whether `text` is a number or a word that may stand for a value (true, null, NaN ...).
bool is_json_scalar(std::string_view text);

/// Members of an object or elements of an array, one after the other.
class JsonItems {
 public:
  /// @param container from its bracket to the closing one
  explicit JsonItems(std::string_view container);
  /// Goes to the next item; false behind the last one, or if what follows is no item.
  bool next();
  bool broken() const { return broken_; }
  /// Inside of the member's key, as it stands; "" for elements.
  std::string_view key() const { return key_; }
  /// The value as it stands, a string with its quotes.
  std::string_view value() const { return value_; }

 private:
  std::string_view text_, key_, value_;
  std::size_t at_ = 1;
  char close_;
  bool first_ = true, broken_ = false;
};

/// The inside of a string value as it stands; "" for anything else.
inline std::string_view json_inside(std::string_view value) {
  return value.size() < 2 || value[0] != '"' ? std::string_view()
                                             : value.substr(1, value.size() - 2);
}

}  // namespace earshot
