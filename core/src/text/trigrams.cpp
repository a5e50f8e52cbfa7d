#include "text/trigrams.h"

#include <cstring>

#include "text/simd.h"

namespace earshot {

Trigrams::Trigrams(std::string_view text) {
  if (text.size() < 3) return;
  // Bytes first, bits at the end: a bit more waits for the one before it, a byte does not.
  alignas(16) char seen[256] = {};
  const auto note = [&seen](std::uint32_t word) {
    // Knuth's multiplicative hash, shifted so that the fourth byte falls out.
    constexpr std::uint32_t kFibonacci = 2654435769u << 8;
    seen[word * kFibonacci >> 24] = static_cast<char>(0x80);
  };
  const char* at = text.data();
#pragma GCC unroll 4
  for (const char* const last = at + text.size() - 3; at < last; ++at) {
    std::uint32_t word;
    std::memcpy(&word, at, 4);
    note(word);
  }
  std::uint32_t word = 0;
  std::memcpy(&word, at, 3);
  note(word);
  // The last quarter shares the bits of the first.
  for (std::size_t i = 0; i < sizeof seen; i += 16) {
    bits_[i / 64 % bits_.size()] |= std::uint64_t{simd::bitmask(simd::load(seen + i))} << (i % 64);
  }
}

}  // namespace earshot
