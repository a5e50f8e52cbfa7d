#include "ingest/number_format.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "time/civil.h"

namespace earshot {
namespace {

struct Range {
  std::uint32_t first, last;
  NumberFormat format;
};
constexpr Range kBuiltin[] = {
    {14, 17, NumberFormat::Date},     {18, 21, NumberFormat::Time},
    {22, 22, NumberFormat::DateTime}, {27, 31, NumberFormat::Date},
    {32, 35, NumberFormat::Time},     {36, 36, NumberFormat::Date},
    {45, 45, NumberFormat::Time},     {46, 46, NumberFormat::Duration},
    {47, 47, NumberFormat::Time},     {50, 58, NumberFormat::Date},
};

/// Serial days of 9999-12-31, the last that a sheet has.
constexpr std::int64_t kLastSerial = 2'958'465;
constexpr std::int64_t kEpoch1900 = days_from_civil(1899, 12, 30);
constexpr std::int64_t kEpoch1904 = days_from_civil(1904, 1, 1);
/// The 1900 system has a 29 February 1900; before it, every day is one further on.
constexpr std::int64_t kLeapBug = 60;

/// Significant digits that a sheet shows of a number.
constexpr std::size_t kShownDigits = 15;

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// A decimal number taken apart: 0.digits times ten to the power of `point + exponent`.
struct Decimal {
  bool negative = false;
  bool fraction = false;  // digits stood behind a decimal point
  char digits[24];        // without leading zeros
  std::size_t size = 0;
  std::size_t written = 0;  // as many there were; the array holds the first of them
  int point = 0;
  int exponent = 0;
  std::string_view exponent_text;  // as written, "E" included
};

std::optional<Decimal> parse(std::string_view text) {
  Decimal out;
  std::size_t at = 0;
  if (text.starts_with('-') || text.starts_with('+')) out.negative = text[at++] == '-';
  bool any = false, behind = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !behind) {
      behind = true;
      continue;
    }
    if (!is_digit(text[at])) break;
    any = true;
    out.fraction |= behind;
    if (out.written == 0 && text[at] == '0') {
      if (behind) --out.point;
      continue;
    }
    if (out.size < std::size(out.digits)) out.digits[out.size++] = text[at];
    ++out.written;
    if (!behind) ++out.point;
  }
  if (!any) return std::nullopt;
  if (at == text.size()) return out;
  out.exponent_text = text.substr(at);
  if ((text[at++] | 0x20) != 'e') return std::nullopt;
  const bool down = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  if (at == text.size() || text.size() - at > 4) return std::nullopt;
  for (; at < text.size(); ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    out.exponent = out.exponent * 10 + (text[at] - '0');
  }
  if (down) out.exponent = -out.exponent;
  return out;
}

/// Milliseconds of a number of days, rounded; nothing beyond the last day of a sheet.
std::optional<std::int64_t> milliseconds(const Decimal& days) {
  // Eleven digits of a fraction are a microsecond, and their product below still fits.
  constexpr int kFractionDigits = 11;
  const int point = days.point + days.exponent;
  if (days.negative || point > 7) return std::nullopt;
  const auto digit = [&](int i) -> std::uint64_t {
    return i >= 0 && static_cast<std::size_t>(i) < days.size ? days.digits[i] - '0' : 0;
  };
  std::uint64_t whole = 0, fraction = 0, scale = 1;
  for (int i = 0; i < point; ++i) whole = whole * 10 + digit(i);
  for (int i = 0; i < kFractionDigits; ++i) {
    fraction = fraction * 10 + digit(point + i);
    scale *= 10;
  }
  if (whole > static_cast<std::uint64_t>(kLastSerial)) return std::nullopt;
  const std::uint64_t part = (fraction * kDayMs + scale / 2) / scale;
  return static_cast<std::int64_t>(whole * kDayMs + part);
}

void append_padded(std::string& out, std::int64_t value, int width) {
  char digits[20];
  int size = 0;
  for (; value > 0 || size < width; value /= 10)
    digits[size++] = static_cast<char>('0' + value % 10);
  while (size > 0) out += digits[--size];
}

void append_clock(std::string& out, std::int64_t ms) {
  append_padded(out, ms / kHourMs, 2);
  out += ':';
  append_padded(out, ms / kMinuteMs % 60, 2);
  out += ':';
  append_padded(out, ms / kSecondMs % 60, 2);
  if (ms % kSecondMs == 0) return;
  out += '.';
  append_padded(out, ms % kSecondMs, 3);
}

bool append_date(std::string& out, const Decimal& days, NumberFormat format, bool epoch_1904) {
  const auto serial = milliseconds(days);
  if (!serial) return false;
  if (format == NumberFormat::Duration || (format == NumberFormat::Time && *serial < kDayMs)) {
    append_clock(out, *serial);
    return true;
  }
  std::int64_t day = *serial / kDayMs;
  const std::int64_t clock = *serial % kDayMs;
  if (day == 0 && !epoch_1904) {
    if (clock == 0) return false;
    append_clock(out, clock);
    return true;
  }
  if (!epoch_1904) {
    if (day == kLeapBug) return false;
    if (day < kLeapBug) ++day;
  }
  day += epoch_1904 ? kEpoch1904 : kEpoch1900;
  const CivilDate date = civil_from_days(day);
  if (date.year > 9999) return false;
  append_padded(out, date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  if (format == NumberFormat::Date && clock == 0) return true;
  out += ' ';
  append_clock(out, clock);
  return true;
}

/// Rounds to the shown digits, half up, and drops the zeros that come of it.
void append_rounded(std::string& out, Decimal number) {
  bool carry = number.digits[kShownDigits] >= '5';
  number.size = kShownDigits;
  for (std::size_t i = kShownDigits; carry && i-- > 0;) {
    carry = number.digits[i] == '9';
    number.digits[i] = carry ? '0' : static_cast<char>(number.digits[i] + 1);
  }
  if (carry) {
    number.digits[0] = '1';  // all behind it are zeros already
    ++number.point;
  }
  while (number.size > 1 && number.digits[number.size - 1] == '0') --number.size;
  const auto size = static_cast<int>(number.size);
  if (number.negative) out += '-';
  if (number.point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-number.point), '0');
    out.append(number.digits, number.size);
    return;
  }
  const int whole = std::min(size, number.point);
  out.append(number.digits, static_cast<std::size_t>(whole));
  out.append(static_cast<std::size_t>(number.point - whole), '0');
  if (whole == size) return;
  out += '.';
  out.append(number.digits + whole, static_cast<std::size_t>(size - whole));
}

}  // namespace

NumberFormat builtin_format(std::uint32_t id) {
  for (const Range& range : kBuiltin) {
    if (id >= range.first && id <= range.last) return range.format;
  }
  return NumberFormat::Plain;
}

NumberFormat format_from_code(std::string_view code) {
  bool date = false, time = false, month_or_minute = false;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char byte = code[at];
    const auto lower = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
    switch (lower) {
      case '"':
      case '[': {
        const std::size_t close = code.find(byte == '[' ? ']' : '"', at + 1);
        const std::string_view inside = code.substr(at + 1, std::min(close, code.size()) - at - 1);
        if (byte == '[' && !inside.empty() &&
            inside.find_first_not_of(inside[0]) == std::string_view::npos &&
            std::string_view("hHmMsS").contains(inside[0])) {
          return NumberFormat::Duration;
        }
        at = std::min(close, code.size() - 1);
        break;
      }
      case '\\':
      case '_':
      case '*': ++at; break;
      case 'y':
      case 'd': date = true; break;
      case 'h':
      case 's': time = true; break;
      case 'm': month_or_minute = true; break;
      case 'g':
        if (code.substr(at, 7) == "General") at += 6;
        break;
      default: break;
    }
  }
  if (date) return time ? NumberFormat::DateTime : NumberFormat::Date;
  if (time) return NumberFormat::Time;
  return month_or_minute ? NumberFormat::Date : NumberFormat::Plain;
}

void append_number(std::string& out, std::string_view number, NumberFormat format,
                   bool epoch_1904) {
  if (format == NumberFormat::Plain && number.size() <= kShownDigits + 1) {
    out += number;
    return;
  }
  const auto decimal = parse(number);
  if (decimal && format != NumberFormat::Plain && append_date(out, *decimal, format, epoch_1904)) {
    return;
  }
  // A whole part of that many digits is an id, whatever stands behind its point.
  constexpr int kShownPoint = static_cast<int>(kShownDigits);
  if (decimal && decimal->fraction && decimal->written > kShownDigits &&
      decimal->point <= kShownPoint) {
    append_rounded(out, *decimal);
    out += decimal->exponent_text;
  } else {
    out += number;
  }
}

}  // namespace earshot
