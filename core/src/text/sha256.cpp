#include "text/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace earshot {
namespace {

constexpr std::uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// Four words of the message schedule, for SSE2 and wasm SIMD alike.
using Words = std::uint32_t __attribute__((vector_size(16)));
using Bytes = std::uint8_t __attribute__((vector_size(16)));

Words big_endian(const char* bytes) {
  Bytes in;
  std::memcpy(&in, bytes, sizeof in);
  return std::bit_cast<Words>(
      __builtin_shufflevector(in, in, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}

Words round_constants(int first) {
  Words words;
  std::memcpy(&words, kRound + first, sizeof words);
  return words;
}

Words sigma0(Words x) { return x >> 7 ^ x << 25 ^ x >> 18 ^ x << 14 ^ x >> 3; }
Words sigma1(Words x) { return x >> 17 ^ x << 15 ^ x >> 19 ^ x << 13 ^ x >> 10; }

/// The four words behind the sixteen given. The last two of them need the first two.
Words next_words(Words w0, Words w4, Words w8, Words w12) {
  constexpr Words kNone = {};
  Words next = w0 + sigma0(__builtin_shufflevector(w0, w4, 1, 2, 3, 4)) +
               __builtin_shufflevector(w8, w12, 1, 2, 3, 4);
  next += sigma1(__builtin_shufflevector(w12, kNone, 2, 3, 4, 5));
  next += sigma1(__builtin_shufflevector(next, kNone, 4, 5, 0, 1));
  return next;
}

}  // namespace

void Sha256::block(const char* bytes) {
  Words w[4];
  alignas(16) std::uint32_t sums[16];  // words of the schedule and round constants
  const auto add_constants = [&](int quarter, int first) {
    const Words sum = w[quarter] + round_constants(first);
    std::memcpy(sums + 4 * quarter, &sum, sizeof sum);
  };
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    w[i] = big_endian(bytes + 16 * i);
    add_constants(i, 4 * i);
  }
  auto [a, b, c, d, e, f, g, h] = state_;
  std::uint32_t b_not_c = b ^ c;  // where the two differ
  // The eight letters change places each round; naming them anew spares moving them.
  const auto round = [&](std::uint32_t ra, std::uint32_t rb, std::uint32_t& rd, std::uint32_t re,
                         std::uint32_t rf, std::uint32_t rg, std::uint32_t& rh, int i) {
    // Rotations by 6, 11 and 25, and by 2, 13 and 22, nested so that none needs a copy.
    const std::uint32_t s1 = std::rotr(re ^ std::rotr(re ^ std::rotr(re, 14), 5), 6);
    const std::uint32_t t = rh + sums[i] + (rg ^ (re & (rf ^ rg))) + s1;
    const std::uint32_t s0 = std::rotr(ra ^ std::rotr(ra ^ std::rotr(ra, 9), 11), 2);
    const std::uint32_t a_not_b = ra ^ rb;
    rd += t;
    rh = t + s0 + (rb ^ (a_not_b & b_not_c));
    b_not_c = a_not_b;
  };
#pragma GCC unroll 4
  for (int i = 0; i < 64; i += 16) {
#pragma GCC unroll 2
    for (int j = 0; j < 16; j += 8) {
      const int quarter = j / 4;
      round(a, b, d, e, f, g, h, j);
      round(h, a, c, d, e, f, g, j + 1);
      round(g, h, b, c, d, e, f, j + 2);
      round(f, g, a, b, c, d, e, j + 3);
      if (i < 48) {
        w[quarter] = next_words(w[quarter], w[quarter + 1], w[(quarter + 2) % 4],
                                w[(quarter + 3) % 4]);
        add_constants(quarter, i + 16 + j);
      }
      round(e, f, h, a, b, c, d, j + 4);
      round(d, e, g, h, a, b, c, j + 5);
      round(c, d, f, g, h, a, b, j + 6);
      round(b, c, e, f, g, h, a, j + 7);
      if (i < 48) {
        w[quarter + 1] = next_words(w[quarter + 1], w[(quarter + 2) % 4], w[(quarter + 3) % 4],
                                    w[quarter]);
        add_constants(quarter + 1, i + 20 + j);
      }
    }
  }
  const std::uint32_t sum[] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; ++i) state_[i] += sum[i];
}

void Sha256::update(std::string_view bytes) {
  const std::size_t held = size_ % 64;
  size_ += bytes.size();
  if (held > 0) {
    const std::size_t take = std::min(64 - held, bytes.size());
    std::memcpy(open_.data() + held, bytes.data(), take);
    bytes.remove_prefix(take);
    if (held + take < 64) return;
    block(open_.data());
  }
  for (; bytes.size() >= 64; bytes.remove_prefix(64)) block(bytes.data());
  if (!bytes.empty()) std::memcpy(open_.data(), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  const std::uint64_t bits = size_ * 8;
  update("\x80");
  while (size_ % 64 != 56) update(std::string_view("\0", 1));
  char length[8];
  for (int i = 0; i < 8; ++i) length[i] = static_cast<char>(bits >> (56 - 8 * i));
  update({length, 8});
  std::string hex;
  for (const std::uint32_t word : state_) {
    for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[word >> shift & 15];
  }
  return hex;
}

}  // namespace earshot
