// How a code point takes part in words: the little that cutting a text into features needs to know.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "text/unicode.h"

namespace earshot {

enum class CharClass : std::uint8_t {
  Space,        ///< white space and controls
  Punctuation,  ///< anything that is none of the others
  Digit,
  Picture,   ///< emoji and other pictographs
  Modifier,  ///< skin tones, variation selectors, joiners: no feature of their own
  Letter,    ///< of scripts that write words apart
  Hangul,    ///< whole syllables
  Jamo,      ///< lone Korean letters: ㅋㅋ, ㅠㅠ, ㅇㅇ
  Running,   ///< Thai, Lao, Khmer, Myanmar: letters that run words together
  Kanji,     ///< Han and kana
};

constexpr CharClass class_of_ascii(std::uint32_t c) {
  if (c <= 0x20 || c == 0x7F) return CharClass::Space;
  if (c >= '0' && c <= '9') return CharClass::Digit;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::Letter;
  return CharClass::Punctuation;
}

inline constexpr auto kAsciiClass = [] {
  std::array<CharClass, 128> table{};
  for (std::uint32_t c = 0; c < 128; ++c) table[c] = class_of_ascii(c);
  return table;
}();

/// For code points past the hot ranges, by the Unicode tables.
CharClass class_of_rare(std::uint32_t code_point);

inline CharClass class_of(std::uint32_t c) {
  if (c < 0x80) return kAsciiClass[c];
  if (c >= 0xAC00 && c <= 0xD7A3) return CharClass::Hangul;
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA))
    return CharClass::Kanji;
  if (c >= 0x0400 && c <= 0x0481) return CharClass::Letter;
  return class_of_rare(c);
}

/// Reads one code point of valid UTF-8 and moves `at` behind it. Over invalid bytes it yields some
/// code point and never reads past `end`.
constexpr std::uint32_t next_code_point(const char*& at, const char* end) {
  const auto byte = [&](std::ptrdiff_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::ptrdiff_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (end - at < length) {
    at = end;
    return kReplacement;
  }
  std::uint32_t value = 0;
  switch (length) {
    case 2: value = (lead & 0x1F) << 6 | (byte(1) & 0x3F); break;
    case 3: value = (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F); break;
    default:
      value =
          (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  }
  at += length;
  return value;
}

}  // namespace earshot
