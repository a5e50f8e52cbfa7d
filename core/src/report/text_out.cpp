#include "report/text_out.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "time/civil.h"

namespace earshot {
namespace {

/// `number` times ten to the power of `exponent`.
double scaled(double number, int exponent) {
  double power = 1;
  for (int at = std::abs(exponent); at > 0; --at) power *= 10;
  return exponent < 0 ? number / power : number * power;
}

}  // namespace

void append_integer(std::string& out, std::uint64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_float(std::string& out, float value) {
  if (std::isnan(value)) {
    out += "null";
    return;
  }
  if (std::signbit(value)) out += '-';
  value = std::abs(value);
  if (value == 0 || std::isinf(value)) {
    out += value == 0 ? "0" : "inf";
    return;
  }
  int exponent = 0;  // of the first digit
  while (scaled(value, -exponent) >= 10) ++exponent;
  while (scaled(value, -exponent) < 1) --exponent;
  // The arithmetic of doubles is so much finer that the first number of digits that reads back is
  // the smallest there is.
  std::uint64_t number = 0;
  for (int count = 0; count < 9; ++count) {
    number = static_cast<std::uint64_t>(std::nearbyint(scaled(value, count - exponent)));
    if (static_cast<float>(scaled(static_cast<double>(number), exponent - count)) == value) break;
  }
  std::string digits;
  append_integer(digits, number);
  if (number == 10) ++exponent;  // 9.99... rounded up to a single digit
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();

  const int size = static_cast<int>(digits.size());
  const int fixed = exponent < 0           ? size - exponent + 1
                    : size > exponent + 1 ? size + 1
                                          : exponent + 1;
  const int scientific = size + (size > 1) + (std::abs(exponent) > 99 ? 5 : 4);
  if (fixed > scientific) {
    if (size > 1) digits.insert(1, 1, '.');
    out += digits;
    out += exponent < 0 ? "e-" : "e+";
    if (std::abs(exponent) < 10) out += '0';
    append_integer(out, static_cast<std::uint64_t>(std::abs(exponent)));
  } else if (exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0');
    out += digits;
  } else if (size <= exponent + 1) {
    append_integer(out, static_cast<std::uint64_t>(value));
  } else {
    digits.insert(static_cast<std::size_t>(exponent) + 1, 1, '.');
    out += digits;
  }
}

void append_probability(std::string& out, std::uint16_t units) {
  const std::uint32_t parts = (std::uint32_t{units} * 10'000 + 32'767) / 65'535;
  if (parts == 10'000) {
    out += '1';
    return;
  }
  out += '0';
  if (parts == 0) return;
  char digits[] = {'.', '0', '0', '0', '0'};
  std::uint32_t rest = parts;
  for (int at = 4; at > 0; --at, rest /= 10) digits[at] = static_cast<char>('0' + rest % 10);
  std::size_t size = sizeof digits;
  while (digits[size - 1] == '0') --size;
  out.append(digits, size);
}

void append_fraction(std::string& out, double fraction) {
  if (std::signbit(fraction)) out += '-';
  const auto millionths = static_cast<std::uint64_t>(std::round(std::abs(fraction) * 1e6));
  if (millionths > 0 && millionths < 100) {
    out += static_cast<char>('0' + (millionths < 10 ? millionths : millionths / 10));
    if (millionths > 10 && millionths % 10 != 0) {
      out += '.';
      out += static_cast<char>('0' + millionths % 10);
    }
    out += millionths < 10 ? "e-06" : "e-05";
    return;
  }
  append_integer(out, millionths / 1'000'000);
  out += '.';
  std::uint64_t rest = millionths % 1'000'000;
  do {
    out += static_cast<char>('0' + rest / 100'000);
    rest = rest % 100'000 * 10;
  } while (rest > 0);
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool separator = byte == 0xe2 && text.size() - at >= 3 && text[at + 1] == '\x80' &&
                           (text[at + 2] == '\xa8' || text[at + 2] == '\xa9');
    if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f && !separator) continue;
    out.append(text.substr(plain, at - plain));
    switch (byte) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (separator) {
          out += text[at + 2] == '\xa8' ? "\\u2028" : "\\u2029";
          at += 2;
        } else {
          out += "\\u00";
          out += "0123456789abcdef"[byte >> 4];
          out += "0123456789abcdef"[byte & 15];
        }
    }
    plain = at + 1;
  }
  out.append(text.substr(plain));
  out += '"';
}

std::string local_text(std::int64_t local, bool with_time) {
  char text[kIsoLength];
  write_iso(text, local, 0);
  std::size_t size = kIsoDateLength;
  if (with_time) {
    constexpr std::size_t kMinutes = 16, kSeconds = 19, kMilliseconds = 23;
    size = local % kSecondMs != 0 ? kMilliseconds : local % kMinuteMs != 0 ? kSeconds : kMinutes;
  }
  return {text, size};
}

std::string iso_time(Time time, const Zone& zone) {
  const bool wall = time.kind() == Time::Kind::Wall;
  const std::int64_t utc = wall ? zone.to_utc(time.ms()) : time.ms();
  const std::int32_t offset = zone.offset_seconds(utc);
  std::string text(kIsoLength, ' ');
  write_iso(text.data(), wall ? time.ms() : utc + offset * kSecondMs, offset);
  return text;
}

void append_csv_cell(std::string& out, std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(text);
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char byte : text) {
    if (byte == '"') out += '"';
    out += byte;
  }
  out += '"';
}

}  // namespace earshot
