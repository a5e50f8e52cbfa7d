#include "text/legacy_decoder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "text/charset_index.h"
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::size_t kLongest = 4;  // bytes of a character in any of these encodings
constexpr std::size_t kWidest = 3;   // bytes of UTF-8 that one byte can become

constexpr bool within(unsigned byte, unsigned from, unsigned to) {
  return byte - from <= to - from;
}

/// Writes UTF-8 for a code point that is no surrogate.
inline char* put(char* to, char32_t code_point) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (code_point < 0x80) {
    *to++ = byte(code_point);
  } else if (code_point < 0x800) {
    *to++ = byte(0xc0 | code_point >> 6);
    *to++ = byte(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    *to++ = byte(0xe0 | code_point >> 12);
    *to++ = byte(0x80 | (code_point >> 6 & 0x3f));
    *to++ = byte(0x80 | (code_point & 0x3f));
  } else {
    *to++ = byte(0xf0 | code_point >> 18);
    *to++ = byte(0x80 | (code_point >> 12 & 0x3f));
    *to++ = byte(0x80 | (code_point >> 6 & 0x3f));
    *to++ = byte(0x80 | (code_point & 0x3f));
  }
  return to;
}

/// Copies ASCII, eight bytes at a time, until something else comes; the same number of bytes both
/// ways.
inline std::size_t put_ascii(const unsigned char* from, std::size_t size, char* to) {
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, from + at, 8);
    if ((eight & 0x8080808080808080u) != 0) break;
    std::memcpy(to + at, &eight, 8);
  }
  for (; at < size && from[at] < 0x80; ++at) to[at] = static_cast<char>(from[at]);
  return at;
}

}  // namespace

LegacyDecoder::LegacyDecoder(Encoding encoding) : encoding_(encoding) {
  switch (encoding) {
    case Encoding::Cp949: index_ = charset_index(Charset::Korean); return;
    case Encoding::EucJp: second_index_ = charset_index(Charset::Jis0212); [[fallthrough]];
    case Encoding::ShiftJis:
    case Encoding::Iso2022Jp: index_ = charset_index(Charset::Jis0208); return;
    case Encoding::Gb18030: index_ = charset_index(Charset::Chinese); return;
    case Encoding::Big5: index_ = charset_index(Charset::Taiwanese); return;
    default: break;
  }
  const auto half = upper_half(encoding);
  for (std::size_t i = 0; i < half.size(); ++i) {
    char utf8[kLongest] = {};
    const auto length = static_cast<std::uint32_t>(put(utf8, half[i]) - utf8);
    for (std::uint32_t byte = 0; byte < length; ++byte) {
      upper_[i] |= std::uint32_t{static_cast<unsigned char>(utf8[byte])} << 8 * byte;
    }
    upper_[i] |= length << 24;
  }
}

LegacyDecoder::Step LegacyDecoder::korean(const unsigned char* at, std::size_t left) const {
  const unsigned lead = at[0];
  if (!within(lead, 0x81, 0xfe)) return {0, 1};
  if (left < 2) return {0, 0};
  const unsigned trail = at[1];
  std::size_t place = index_.size();
  if (within(lead, 0xa1, 0xfe) && within(trail, 0xa1, 0xfe)) {
    place = (lead - 0xa1) * 94 + (trail - 0xa1);
  } else if (lead <= 0xc6) {
    const unsigned column = within(trail, 0x41, 0x5a)   ? trail - 0x41
                            : within(trail, 0x61, 0x7a) ? trail - 0x61 + 26
                            : within(trail, 0x81, 0xfe) ? trail - 0x81 + 52
                                                        : 178;
    if (column < 178) {
      place = lead <= 0xa0 ? 8'836 + (lead - 0x81) * 178 + column
                           : 8'836 + 32 * 178 + (lead - 0xa1) * 84 + column;
    }
  }
  const char32_t code_point = place < index_.size() ? index_[place] : U'\0';
  return {code_point, code_point == 0 && trail < 0x80 ? 1u : 2u};
}

LegacyDecoder::Step LegacyDecoder::shift_jis(const unsigned char* at, std::size_t left) const {
  const unsigned lead = at[0];
  if (lead == 0x80) return {0x80, 1};
  if (within(lead, 0xa1, 0xdf)) return {0xff61 + (lead - 0xa1), 1};
  if (!within(lead, 0x81, 0x9f) && !within(lead, 0xe0, 0xfc)) return {0, 1};
  if (left < 2) return {0, 0};
  const unsigned trail = at[1];
  char32_t code_point = 0;
  if (within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfc)) {
    const unsigned place =
        (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 188 + trail - (trail < 0x7f ? 0x40 : 0x41);
    // Rows F0 to F9 are private.
    if (within(place, 8'836, 10'715)) {
      code_point = 0xe000 + (place - 8'836);
    } else if (place < index_.size()) {
      code_point = index_[place];
    }
  }
  return {code_point, code_point == 0 && trail < 0x80 ? 1u : 2u};
}

LegacyDecoder::Step LegacyDecoder::euc_jp(const unsigned char* at, std::size_t left) const {
  const unsigned lead = at[0];
  if (lead != 0x8e && lead != 0x8f && !within(lead, 0xa1, 0xfe)) return {0, 1};
  if (left < 2) return {0, 0};
  const unsigned trail = at[1];
  if (lead == 0x8e && within(trail, 0xa1, 0xdf)) return {0xff61 + (trail - 0xa1), 2};
  if (lead == 0x8f && within(trail, 0xa1, 0xfe)) {
    if (left < 3) return {0, 0};
    const unsigned last = at[2];
    const char32_t code_point =
        within(last, 0xa1, 0xfe) ? second_index_[(trail - 0xa1) * 94 + (last - 0xa1)] : U'\0';
    return {code_point, code_point == 0 && last < 0x80 ? 2u : 3u};
  }
  char32_t code_point = 0;
  if (within(lead, 0xa1, 0xfe) && within(trail, 0xa1, 0xfe)) {
    code_point = index_[(lead - 0xa1) * 94 + (trail - 0xa1)];
  }
  return {code_point, code_point == 0 && trail < 0x80 ? 1u : 2u};
}

LegacyDecoder::Step LegacyDecoder::chinese(const unsigned char* at, std::size_t left) const {
  const unsigned lead = at[0];
  if (lead == 0x80) return {0x20ac, 1};
  if (lead == 0xff) return {0, 1};
  if (left < 2) return {0, 0};
  const unsigned trail = at[1];
  if (within(trail, 0x30, 0x39)) {
    if (left < 3) return {0, 0};
    if (!within(at[2], 0x81, 0xfe)) return {0, 1};
    if (left < 4) return {0, 0};
    if (!within(at[3], 0x30, 0x39)) return {0, 1};
    const char32_t code_point = four_byte_code_point(((lead - 0x81) * 10 + (trail - 0x30)) * 1'260 +
                                                     (at[2] - 0x81) * 10 + (at[3] - 0x30));
    return {code_point, 4};
  }
  char32_t code_point = 0;
  if (within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfe)) {
    const unsigned column = trail - (trail < 0x7f ? 0x40 : 0x41);
    const unsigned place = lead <= 0xa0    ? 8'836 + (lead - 0x81) * 190 + column
                           : trail >= 0xa1 ? (lead - 0xa1) * 94 + (trail - 0xa1)
                                           : 8'836 + 32 * 190 + (lead - 0xa1) * 96 + column;
    code_point = index_[place];
  }
  return {code_point, code_point == 0 && trail < 0x80 ? 1u : 2u};
}

LegacyDecoder::Step LegacyDecoder::taiwanese(const unsigned char* at, std::size_t left) const {
  const unsigned lead = at[0];
  if (!within(lead, 0x81, 0xfe)) return {0, 1};
  if (left < 2) return {0, 0};
  const unsigned trail = at[1];
  char32_t code_point = 0;
  if (within(lead, 0xa1, 0xf9) && (within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe))) {
    code_point = index_[(lead - 0xa1) * 157 + trail - (trail < 0x7f ? 0x40 : 0x62)];
  }
  return {code_point, code_point == 0 && trail < 0x80 ? 1u : 2u};
}

/// Reads whole characters with `read`, which is asked at bytes 80..FF only.
/// @return bytes read
template <class Read>
std::size_t LegacyDecoder::run_double(std::string_view bytes, bool last, std::string& out,
                                      Read read) {
  const auto* const from = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t old = out.size();
  out.resize(old + bytes.size() * kWidest);
  char* to = out.data() + old;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (from[at] < 0x80) {
      const std::size_t plain = put_ascii(from + at, bytes.size() - at, to);
      at += plain;
      to += plain;
      continue;
    }
    Step step = read(from + at, bytes.size() - at);
    if (step.length == 0) {
      if (!last) break;
      step.length = static_cast<std::uint32_t>(bytes.size() - at);
    }
    at += step.length;
    if (step.code_point == 0) {
      step.code_point = kReplacement;
      ++replaced_;
    }
    to = put(to, step.code_point);
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  return at;
}

std::size_t LegacyDecoder::run_single(std::string_view bytes, std::string& out) {
  constexpr std::uint32_t kReplacedEntry = 0x03bdbfef;
  const auto* const from = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t old = out.size();
  // One byte more: every entry is written as four.
  out.resize(old + bytes.size() * kWidest + 1);
  char* to = out.data() + old;
  for (std::size_t at = 0; at < bytes.size();) {
    if (from[at] < 0x80) {
      const std::size_t plain = put_ascii(from + at, bytes.size() - at, to);
      at += plain;
      to += plain;
      continue;
    }
    const std::uint32_t entry = upper_[from[at++] - 0x80];
    replaced_ += entry == kReplacedEntry;
    for (int byte = 0; byte < 4; ++byte) to[byte] = static_cast<char>(entry >> 8 * byte);
    to += entry >> 24;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  return bytes.size();
}

/// ISO-2022-JP: escape sequences say what the bytes behind them stand for.
std::size_t LegacyDecoder::run_escapes(std::string_view bytes, bool last, std::string& out) {
  const auto bad = [&] {
    append_code_point(out, kReplacement);
    ++replaced_;
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == 0x1b) {
      const std::string_view escape = bytes.substr(at + 1, 2);
      if (!last && escape.size() < 2 && (escape.empty() || escape == "(" || escape == "$")) break;
      const bool known =
          escape == "(B" || escape == "(J" || escape == "(I" || escape == "$@" || escape == "$B";
      if (known) {
        mode_ = escape[0] == '$'   ? Mode::Double
                : escape[1] == 'B' ? Mode::Ascii
                : escape[1] == 'J' ? Mode::Roman
                                   : Mode::Katakana;
        // Two in a row could hide what they enclose from a check of the bytes.
        if (std::exchange(escaped_, true)) bad();
        at += 3;
      } else {
        escaped_ = false;
        bad();
        at += 1;
      }
      continue;
    }
    if (mode_ == Mode::Double) {
      if (!within(byte, 0x21, 0x7e)) {
        escaped_ = false;
        bad();
        at += 1;
        continue;
      }
      if (at + 1 == bytes.size() && !last) break;
      escaped_ = false;
      const unsigned trail = at + 1 < bytes.size() ? static_cast<unsigned char>(bytes[at + 1]) : 0;
      const char32_t code_point =
          within(trail, 0x21, 0x7e) ? index_[(byte - 0x21u) * 94 + (trail - 0x21)] : U'\0';
      code_point == 0 ? bad() : append_code_point(out, code_point);
      at += trail == 0x1b ? 1 : 2;
      continue;
    }
    escaped_ = false;
    at += 1;
    if (mode_ == Mode::Katakana) {
      within(byte, 0x21, 0x5f) ? append_code_point(out, 0xff61 + (byte - 0x21u)) : bad();
    } else if (byte >= 0x80 || byte == 0x0e || byte == 0x0f) {
      bad();
    } else if (mode_ == Mode::Roman && (byte == 0x5c || byte == 0x7e)) {
      append_code_point(out, byte == 0x5c ? 0xa5 : 0x203e);
    } else {
      out.push_back(bytes[at - 1]);
    }
  }
  return std::min(at, bytes.size());
}

std::size_t LegacyDecoder::run(std::string_view bytes, bool last, std::string& out) {
  using Bytes = const unsigned char*;
  switch (encoding_) {
    case Encoding::Cp949:
      return run_double(bytes, last, out,
                        [this](Bytes at, std::size_t left) { return korean(at, left); });
    case Encoding::ShiftJis:
      return run_double(bytes, last, out,
                        [this](Bytes at, std::size_t left) { return shift_jis(at, left); });
    case Encoding::EucJp:
      return run_double(bytes, last, out,
                        [this](Bytes at, std::size_t left) { return euc_jp(at, left); });
    case Encoding::Gb18030:
      return run_double(bytes, last, out,
                        [this](Bytes at, std::size_t left) { return chinese(at, left); });
    case Encoding::Big5:
      return run_double(bytes, last, out,
                        [this](Bytes at, std::size_t left) { return taiwanese(at, left); });
    case Encoding::Iso2022Jp: return run_escapes(bytes, last, out);
    default: return run_single(bytes, out);
  }
}

void LegacyDecoder::feed(std::string_view bytes, std::string& out) {
  if (!carry_.empty()) {
    // The character that waits ends within a few bytes; the rest need not be copied.
    const std::size_t waiting = carry_.size();
    const std::size_t more = std::min(bytes.size(), 2 * kLongest);
    carry_.append(bytes.substr(0, more));
    const std::size_t read = run(carry_, false, out);
    if (more == bytes.size()) {
      carry_.erase(0, read);
      return;
    }
    bytes.remove_prefix(read - waiting);
    carry_.clear();
  }
  carry_.assign(bytes.substr(run(bytes, false, out)));
}

void LegacyDecoder::finish(std::string& out) {
  if (carry_.empty()) return;
  const std::string rest = std::exchange(carry_, {});
  run(rest, true, out);
}

}  // namespace earshot
