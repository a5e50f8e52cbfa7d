// The bytes that a fuzzer hands to its target, taken apart: as text, as lines, in pieces.
//
// What decides about the pieces comes out of the bytes by a hash, so that a file of the kind that
// the target reads is an input as it stands.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>
#include <string_view>

#include "built_in.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace earshot::fuzz {

inline const bool has_tables = load_built_in_tables().has_value();

/// A claim about the code under test; the fuzzer keeps the input for which it does not hold.
inline void require(bool holds, std::source_location place = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: does not hold\n", place.file_name(), unsigned{place.line()});
  std::abort();
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : bytes_(reinterpret_cast<const char*>(data), size), state_(hash_bytes(bytes_) | 1) {}

  std::string_view bytes() const { return bytes_; }

  /// The bytes as valid UTF-8 without NULs, as everything behind the decoder gets its text.
  std::string text() const {
    std::string text;
    repair(bytes_, text);
    std::erase(text, '\0');
    return text;
  }

  /// A number below `limit` that the bytes decide.
  std::size_t choose(std::size_t limit) {
    state_ ^= state_ << 13;  // Marsaglia's xorshift
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % limit);
  }

  /// Hands on `whole` in pieces: mostly small ones, some large, a few empty.
  /// @param code_points never ends a piece in the middle of a code point
  template <class Feed>
  void in_pieces(std::string_view whole, Feed feed, bool code_points = false) {
    while (!whole.empty()) {
      std::size_t size = choose(8) == 0 ? choose(whole.size() + 1) : choose(9);
      size = std::min(size, whole.size());
      if (code_points) size -= incomplete_tail(whole.substr(0, size));
      feed(whole.substr(0, size));
      whole.remove_prefix(size);
    }
  }

 private:
  std::string_view bytes_;
  std::uint64_t state_;
};

/// Takes the first line off `text`, without its line end.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

inline bool is_valid(std::string_view text) { return valid_prefix(text) == text.size(); }

}  // namespace earshot::fuzz
