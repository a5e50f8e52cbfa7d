#include "text/utf8.h"

#include <algorithm>
#include <cstdint>

#include "text/simd.h"

namespace earshot {
namespace {

struct Sequence {
  char32_t code_point;
  std::size_t length;  ///< bytes of the sequence, or of its maximal valid subpart
  bool valid;
};

std::uint8_t byte(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

/// The sequence that begins at `at`. The second byte's bounds exclude overlong forms, surrogates
/// and values past U+10FFFF (The Unicode Standard, table 3-7).
Sequence sequence_at(std::string_view text, std::size_t at) {
  const std::uint8_t lead = byte(text, at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1, false};

  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint8_t lowest = 0x80, highest = 0xBF;
  if (lead == 0xE0) lowest = 0xA0;
  if (lead == 0xED) highest = 0x9F;
  if (lead == 0xF0) lowest = 0x90;
  if (lead == 0xF4) highest = 0x8F;

  char32_t code_point = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    const std::uint8_t next = byte(text, at + i);
    if (next < lowest || next > highest) return {kReplacement, i, false};
    code_point = code_point << 6 | (next & 0x3F);
    lowest = 0x80;
    highest = 0xBF;
  }
  return {code_point, length, true};
}

constexpr std::size_t kBlock = 64;

/// Passes blocks that are valid and hold none of the bytes that are wrong or rare: C0, C1, F4 and
/// above. Ends at a code point's beginning.
std::size_t pass_blocks(std::string_view text, std::size_t at) {
  using namespace simd;
  // Signed: bytes from 80 to FF are the negative numbers in the same order.
  const auto byte_of = [](int byte) { return fill(static_cast<char>(byte)); };
  const Bytes x90 = byte_of(0x90), a0 = byte_of(0xA0), c0 = byte_of(0xC0), c2 = byte_of(0xC2),
              df = byte_of(0xDF), e0 = byte_of(0xE0), ed = byte_of(0xED), ef = byte_of(0xEF),
              f0 = byte_of(0xF0), f3 = byte_of(0xF3);
  while (text.size() - at >= kBlock) {
    Bytes in[4];
    for (std::size_t i = 0; i < 4; ++i) in[i] = load(text.data() + at + 16 * i);
    const auto mask = [&](auto&& test) {
      return bitmask(test(in[0])) | std::uint64_t{bitmask(test(in[1]))} << 16 |
             std::uint64_t{bitmask(test(in[2]))} << 32 | std::uint64_t{bitmask(test(in[3]))} << 48;
    };
    const std::uint64_t high = mask([](Bytes x) { return x; });
    if (high == 0) {
      at += kBlock;
      continue;
    }
    const std::uint64_t continuation = mask([&](Bytes x) { return less(x, c0); });
    const std::uint64_t below_c2 = mask([&](Bytes x) { return less(x, c2); });
    // Leads of three bytes or four; of four.
    const std::uint64_t three = high & mask([&](Bytes x) { return less(df, x); });
    const std::uint64_t four = high & mask([&](Bytes x) { return less(ef, x); });
    const std::uint64_t leads = high & ~continuation;
    if ((below_c2 & ~continuation) != 0 ||
        continuation != (leads << 1 | three << 2 | four << 3)) {
      return at;
    }
    // E0 begins overlong forms and ED surrogates, unless a byte above or below A0 follows.
    const std::uint64_t after_e0 = mask([&](Bytes x) { return equal(x, e0); }) << 1;
    const std::uint64_t after_ed = mask([&](Bytes x) { return equal(x, ed); }) << 1;
    if ((after_e0 | after_ed) != 0) {
      const std::uint64_t below_a0 = mask([&](Bytes x) { return less(x, a0); });
      if ((after_e0 & below_a0) != 0 || (after_ed & ~below_a0) != 0) return at;
    }
    if (four != 0) {
      // So does F0, unless a byte from 90 follows.
      const std::uint64_t after_f0 = mask([&](Bytes x) { return equal(x, f0); }) << 1;
      const std::uint64_t rare = high & mask([&](Bytes x) { return less(f3, x); });
      if (rare != 0 || (after_f0 & mask([&](Bytes x) { return less(x, x90); })) != 0) return at;
    }
    // A sequence that goes on behind the block begins the next one.
    at += leads >> 63   ? kBlock - 1
          : three >> 62 ? kBlock - 2
          : four >> 61  ? kBlock - 3
                        : kBlock;
  }
  return at;
}

std::size_t valid_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    at = pass_blocks(text, at);
    for (const std::size_t stop = std::min(at + kBlock, text.size()); at < stop;) {
      const Sequence sequence = sequence_at(text, at);
      if (!sequence.valid) return at;
      at += sequence.length;
    }
  }
  return at;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
  const Sequence sequence = sequence_at(text, at);
  at += sequence.length;
  return sequence.code_point;
}

char32_t decode_back(std::string_view text, std::size_t& at) {
  for (std::size_t length = 1; length <= 4 && length <= at; ++length) {
    if ((byte(text, at - length) & 0xC0) == 0x80) continue;
    const Sequence sequence = sequence_at(text.substr(0, at), at - length);
    if (!sequence.valid || sequence.length != length) break;
    at -= length;
    return sequence.code_point;
  }
  --at;
  return kReplacement;
}

void append_code_point(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    code_point = kReplacement;
  }
  char bytes[4];
  std::size_t length = 0;
  const auto put = [&](char32_t value) { bytes[length++] = static_cast<char>(value); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
  out.append(bytes, length);
}

std::size_t valid_prefix(std::string_view text) { return valid_end(text, 0); }

std::size_t repair(std::string_view text, std::string& out) {
  std::size_t replaced = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = valid_end(text, at);
    out.append(text.substr(at, end - at));
    at = end;
    if (at == text.size()) break;
    at += sequence_at(text, at).length;
    append_code_point(out, kReplacement);
    ++replaced;
  }
  return replaced;
}

std::size_t incomplete_tail(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xc0) == 0x80) continue;
    const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace earshot
