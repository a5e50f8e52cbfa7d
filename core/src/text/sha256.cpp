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

std::uint32_t big_endian(const char* bytes) {
  std::uint32_t word;
  std::memcpy(&word, bytes, 4);
  return __builtin_bswap32(word);
}

}  // namespace

void Sha256::block(const char* bytes) {
  std::uint32_t w[16];
  for (int i = 0; i < 16; ++i) w[i] = big_endian(bytes + 4 * i);
  auto [a, b, c, d, e, f, g, h] = state_;
  // The eight letters change places each round; naming them anew spares moving them.
  const auto round = [&w](std::uint32_t ra, std::uint32_t rb, std::uint32_t rc, std::uint32_t& rd,
                          std::uint32_t re, std::uint32_t rf, std::uint32_t rg, std::uint32_t& rh,
                          int i) {
    const std::uint32_t s1 = std::rotr(re, 6) ^ std::rotr(re, 11) ^ std::rotr(re, 25);
    const std::uint32_t t = rh + s1 + (rg ^ (re & (rf ^ rg))) + kRound[i] + w[i & 15];
    const std::uint32_t s0 = std::rotr(ra, 2) ^ std::rotr(ra, 13) ^ std::rotr(ra, 22);
    rd += t;
    rh = t + s0 + ((ra & rb) | (rc & (ra | rb)));
  };
#pragma GCC unroll 16
  for (int i = 0; i < 64; i += 16) {
    if (i > 0) {
#pragma GCC unroll 16
      for (int j = 0; j < 16; ++j) {
        const std::uint32_t before = w[(j + 1) & 15], last = w[(j + 14) & 15];
        w[j] += (std::rotr(before, 7) ^ std::rotr(before, 18) ^ (before >> 3)) + w[(j + 9) & 15] +
                (std::rotr(last, 17) ^ std::rotr(last, 19) ^ (last >> 10));
      }
    }
#pragma GCC unroll 16
    for (int j = i; j < i + 16; j += 8) {
      round(a, b, c, d, e, f, g, h, j);
      round(h, a, b, c, d, e, f, g, j + 1);
      round(g, h, a, b, c, d, e, f, j + 2);
      round(f, g, h, a, b, c, d, e, j + 3);
      round(e, f, g, h, a, b, c, d, j + 4);
      round(d, e, f, g, h, a, b, c, j + 5);
      round(c, d, e, f, g, h, a, b, j + 6);
      round(b, c, d, e, f, g, h, a, j + 7);
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
