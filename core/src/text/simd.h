// The few vector operations that byte scanning needs, for SSE2, wasm SIMD and plain C++.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace earshot::simd {

/// 16 bytes. Every operation here works byte by byte; `less` takes them as signed; `bitmask` gives
/// the highest bit of byte i as bit i.
#if defined(__wasm_simd128__)
using Bytes = v128_t;
inline Bytes load(const char* at) { return wasm_v128_load(at); }
inline Bytes fill(char byte) { return wasm_i8x16_splat(byte); }
inline Bytes equal(Bytes a, Bytes b) { return wasm_i8x16_eq(a, b); }
inline Bytes less(Bytes a, Bytes b) { return wasm_i8x16_lt(a, b); }
inline Bytes either(Bytes a, Bytes b) { return wasm_v128_or(a, b); }
inline std::uint32_t bitmask(Bytes a) { return wasm_i8x16_bitmask(a); }
#elif defined(__SSE2__)
using Bytes = __m128i;
inline Bytes load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
inline Bytes fill(char byte) { return _mm_set1_epi8(byte); }
inline Bytes equal(Bytes a, Bytes b) { return _mm_cmpeq_epi8(a, b); }
inline Bytes less(Bytes a, Bytes b) { return _mm_cmplt_epi8(a, b); }
inline Bytes either(Bytes a, Bytes b) { return _mm_or_si128(a, b); }
inline std::uint32_t bitmask(Bytes a) { return static_cast<std::uint32_t>(_mm_movemask_epi8(a)); }
#else
struct Bytes {
  std::uint8_t at[16];
};
inline Bytes load(const char* at) {
  Bytes bytes;
  std::memcpy(bytes.at, at, 16);
  return bytes;
}
inline Bytes fill(char byte) {
  Bytes bytes;
  std::memset(bytes.at, byte, 16);
  return bytes;
}
inline Bytes equal(Bytes a, Bytes b) {
  for (int i = 0; i < 16; ++i) a.at[i] = a.at[i] == b.at[i] ? 0xff : 0;
  return a;
}
inline Bytes less(Bytes a, Bytes b) {
  for (int i = 0; i < 16; ++i) {
    a.at[i] = static_cast<std::int8_t>(a.at[i]) < static_cast<std::int8_t>(b.at[i]) ? 0xff : 0;
  }
  return a;
}
inline Bytes either(Bytes a, Bytes b) {
  for (int i = 0; i < 16; ++i) a.at[i] |= b.at[i];
  return a;
}
inline std::uint32_t bitmask(Bytes a) {
  std::uint32_t mask = 0;
  for (int i = 0; i < 16; ++i) mask |= static_cast<std::uint32_t>(a.at[i] >> 7) << i;
  return mask;
}
#endif

}  // namespace earshot::simd
