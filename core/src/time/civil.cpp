#include "time/civil.h"

#include <algorithm>

namespace earshot {
namespace {

void write_digits(char* out, int count, std::int64_t value) {
  for (int i = count - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
}

/// Reads from the front of a text; every reader returns a negative number for "not there".
struct Reader {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at == text.size(); }
  bool take(char c) {
    if (done() || text[at] != c) return false;
    ++at;
    return true;
  }
  int digit() {
    if (done()) return -1;
    const int value = text[at] - '0';
    if (value < 0 || value > 9) return -1;
    ++at;
    return value;
  }
  int two() {
    if (text.size() - at < 2) return -1;
    const unsigned tens = static_cast<unsigned>(text[at] - '0');
    const unsigned ones = static_cast<unsigned>(text[at + 1] - '0');
    if (tens > 9 || ones > 9) return -1;
    at += 2;
    return static_cast<int>(tens * 10 + ones);
  }
};

}  // namespace

std::int64_t start_of(Step step, std::int64_t local_ms) {
  if (step == Step::Hour) return floor_div(local_ms, kHourMs) * kHourMs;
  std::int64_t days = floor_div(local_ms, kDayMs);
  if (step == Step::Week) days -= weekday_from_days(days);
  if (step == Step::Month) days -= civil_from_days(days).day - 1;
  return days * kDayMs;
}

std::int64_t next_start(Step step, std::int64_t start) {
  switch (step) {
    case Step::Hour: return start + kHourMs;
    case Step::Day: return start + kDayMs;
    case Step::Week: return start + 7 * kDayMs;
    case Step::Month: break;
  }
  const CivilDate date = civil_from_days(floor_div(start, kDayMs));
  return start + days_in_month(date.year, date.month) * kDayMs;
}

void write_iso_date(char* out, std::int64_t local_ms) {
  const CivilDate date = civil_from_days(floor_div(local_ms, kDayMs));
  write_digits(out, 4, std::clamp<std::int64_t>(date.year, 0, 9999));
  out[4] = out[7] = '-';
  write_digits(out + 5, 2, date.month);
  write_digits(out + 8, 2, date.day);
}

void write_iso(char* out, std::int64_t local_ms, std::int32_t offset_seconds) {
  write_iso_date(out, local_ms);
  const std::int64_t of_day = local_ms - floor_div(local_ms, kDayMs) * kDayMs;
  out[10] = 'T';
  write_digits(out + 11, 2, of_day / kHourMs);
  out[13] = ':';
  write_digits(out + 14, 2, of_day / kMinuteMs % 60);
  out[16] = ':';
  write_digits(out + 17, 2, of_day / kSecondMs % 60);
  out[19] = '.';
  write_digits(out + 20, 3, of_day % kSecondMs);
  const std::int32_t minutes = (offset_seconds < 0 ? -offset_seconds : offset_seconds) / 60;
  out[23] = offset_seconds < 0 ? '-' : '+';
  write_digits(out + 24, 2, minutes / 60);
  out[26] = ':';
  write_digits(out + 27, 2, minutes % 60);
}

std::optional<IsoTime> parse_iso(std::string_view text) {
  Reader in{text};
  const int century = in.two();
  const int year_of_century = century < 0 ? -1 : in.two();
  if (year_of_century < 0 || !in.take('-')) return std::nullopt;
  const int year = century * 100 + year_of_century;
  const int month = in.two();
  if (month < 1 || month > 12 || !in.take('-')) return std::nullopt;
  const int day = in.two();
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  IsoTime result{days_from_civil(year, month, day) * kDayMs, false, std::nullopt};
  if (in.done()) return result;

  if (!in.take('T') && !in.take(' ') && !in.take('t')) return std::nullopt;
  const int hour = in.two();
  if (hour < 0 || !in.take(':')) return std::nullopt;
  const int minute = in.two();
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0, millisecond = 0;
  if (in.take(':')) {
    second = in.two();
    if (second < 0 || second > 60) return std::nullopt;
    if (in.take('.') || in.take(',')) {
      int unit = 100;
      int digit = in.digit();
      if (digit < 0) return std::nullopt;
      for (; digit >= 0; digit = in.digit(), unit /= 10) millisecond += digit * unit;
    }
  }
  if (hour > 24 || (hour == 24 && (minute | second | millisecond) != 0)) return std::nullopt;
  result.has_time = true;
  result.local_ms += hour * kHourMs + minute * kMinuteMs + second * kSecondMs + millisecond;
  in.take(' ');
  if (in.done()) return in.text.back() == ' ' ? std::nullopt : std::optional(result);

  if (in.take('Z') || in.take('z')) {
    result.offset_minutes = 0;
  } else {
    const bool west = in.take('-');
    if (!west && !in.take('+')) return std::nullopt;
    const int hours = in.two();
    in.take(':');
    const int minutes = in.done() && in.text.back() != ':' ? 0 : in.two();
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
      return std::nullopt;
    }
    result.offset_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
  }
  return in.done() ? std::optional(result) : std::nullopt;
}

}  // namespace earshot
