// The encodings that texts come in, and what they are called.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace earshot {

/// Each means what the WHATWG Encoding Standard says it means, extensions of vendors included.
enum class Encoding : std::uint8_t {
  Utf8,
  Utf16Le,
  Utf16Be,
  Cp949,
  ShiftJis,
  EucJp,
  Iso2022Jp,
  Gb18030,
  Big5,
  // One byte a character, in the order of kUpperHalves.
  Windows1251,
  Koi8R,
  Windows1252,
  Windows1250,
  Windows1254,
  Windows874,
  Macintosh,
  Unknown,
};
inline constexpr std::size_t kEncodingCount = std::size_t(Encoding::Unknown);

/// The name that reports print, e.g. "shift_jis".
std::string_view encoding_name(Encoding encoding);
/// The encoding of that name, or nothing.
std::optional<Encoding> encoding_of(std::string_view name);

}  // namespace earshot
