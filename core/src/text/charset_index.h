// Which code points the legacy encodings stand for: the indexes of the WHATWG Encoding Standard.
#pragma once

#include <cstdint>
#include <span>

#include "text/encoding.h"

namespace earshot {

/// The double-byte character sets. Big5 is without Hong Kong's supplement.
enum class Charset : std::uint8_t { Korean, Jis0208, Jis0212, Chinese, Taiwanese };

/// Whether the tables that an encoding needs are there: without `load_encodings` only UTF-8, UTF-16
/// and the encodings of a single byte a character can be read.
bool can_decode(Encoding encoding);

/// Code points by their place in the set, 0 for none; unpacked at the first call, which takes some
/// milliseconds. Needs `load_encodings`. Jis0208 goes by Shift_JIS's rows of 188, Taiwanese by rows of 157 from lead byte
/// A1. Korean, Jis0212 and Chinese begin with the 94 x 94 places of A1A1..FEFE; behind them come,
/// row by row and without gaps, the places that Cp949 and GBK added.
std::span<const char32_t> charset_index(Charset charset);

/// The code points of bytes 80..FF. @param encoding one of a single byte a character
std::span<const char16_t, 128> upper_half(Encoding encoding);

/// What a four-byte sequence of GB18030 stands for, by its number; 0 for nothing.
char32_t four_byte_code_point(std::uint32_t pointer);

}  // namespace earshot
