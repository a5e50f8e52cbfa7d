// Comparing and copying short strings in place: where the C library is small, as under wasm, its calls
// go byte by byte or cost more than a short string does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/simd.h"

namespace earshot {

namespace bytes {

template <class Word>
Word load(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

}  // namespace bytes

/// Whether the strings are the same.
inline bool equal_bytes(std::string_view a, std::string_view b) {
  using bytes::load;
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const char *p = a.data(), *q = b.data();
  // What is left behind whole words is read as the last word, which overlaps the one before.
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      if (load<std::uint64_t>(p + at) != load<std::uint64_t>(q + at)) return false;
    }
    return load<std::uint64_t>(p + size - 8) == load<std::uint64_t>(q + size - 8);
  }
  if (size >= 4) {
    return load<std::uint32_t>(p) == load<std::uint32_t>(q) &&
           load<std::uint32_t>(p + size - 4) == load<std::uint32_t>(q + size - 4);
  }
  for (std::size_t at = 0; at < size; ++at) {
    if (p[at] != q[at]) return false;
  }
  return true;
}

inline bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equal_bytes(text.substr(0, start.size()), start);
}

/// Copies the string to `to`, which must not overlap it.
/// @return behind the copy
inline char* copy_bytes(char* to, std::string_view from) {
  constexpr std::size_t kMostInPlace = 512;
  const std::size_t size = from.size();
  const char* p = from.data();
  const auto move = [&]<class Word>(Word) {
    const Word first = bytes::load<Word>(p), last = bytes::load<Word>(p + size - sizeof(Word));
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + size - sizeof last, &last, sizeof last);
  };
  if (size > kMostInPlace) {
    std::memcpy(to, p, size);
  } else if (size >= 16) {
    const simd::Bytes last = simd::load(p + size - 16);
    for (std::size_t at = 0; at + 16 < size; at += 16) {
      const simd::Bytes next = simd::load(p + at);
      std::memcpy(to + at, &next, sizeof next);
    }
    std::memcpy(to + size - 16, &last, sizeof last);
  } else if (size >= 8) {
    move(std::uint64_t{});
  } else if (size >= 4) {
    move(std::uint32_t{});
  } else {
    for (std::size_t at = 0; at < size; ++at) to[at] = p[at];
  }
  return to + size;
}

}  // namespace earshot
