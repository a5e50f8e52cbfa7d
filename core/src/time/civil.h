// The civil calendar: days, weekdays and clock readings as plain numbers, and ISO 8601 text.
//
// "Local ms" are milliseconds since 1970-01-01T00:00 as if the local clock were UTC. The calendar
// is the proleptic Gregorian one. Nothing here knows of time zones; see time/zone.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <earshot/step.h>

namespace earshot {

inline constexpr std::int64_t kSecondMs = 1000;
inline constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

struct CivilDate {
  std::int64_t year;
  int month;  ///< 1..12
  int day;    ///< 1..31
  bool operator==(const CivilDate&) const = default;
};

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// @param month 1..12
constexpr int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Days since 1970-01-01. The date has to exist.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  // Years are counted from March, so that the leap day ends one, and in eras of 400 of them.
  const std::int64_t from_march = month > 2 ? year : year - 1;
  const std::int64_t era = floor_div(from_march, 400);
  const std::int64_t year_of_era = from_march - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

/// The other way round; the same source.
constexpr CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t from_era_0 = days + 719'468;
  const std::int64_t era = floor_div(from_era_0, 146'097);
  const std::int64_t day_of_era = from_era_0 - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = static_cast<int>((5 * day_of_year + 2) / 153);
  const int day = static_cast<int>(day_of_year) - (153 * month_from_march + 2) / 5 + 1;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/// 0 is Monday, 6 is Sunday. `days` since 1970-01-01.
constexpr int weekday_from_days(std::int64_t days) {
  return static_cast<int>(days + 3 - floor_div(days + 3, 7) * 7);
}

/// The beginning of the hour, day, week (Monday) or month that `local_ms` lies in, in local ms.
std::int64_t start_of(Step step, std::int64_t local_ms);

/// The beginning of the one after. `start` has to be what `start_of` gives.
std::int64_t next_start(Step step, std::int64_t start);

inline constexpr std::size_t kIsoLength = 29;

/// Writes `2026-01-05T09:12:00.000+09:00`, kIsoLength bytes without a NUL. Years outside 0..9999
/// are written as the nearest of these; seconds of the offset are left out.
void write_iso(char* out, std::int64_t local_ms, std::int32_t offset_seconds);

inline constexpr std::size_t kIsoDateLength = 10;

/// Writes `2026-01-05`, kIsoDateLength bytes.
void write_iso_date(char* out, std::int64_t local_ms);

struct IsoTime {
  std::int64_t local_ms;
  bool has_time;                               ///< false for a mere date
  std::optional<std::int32_t> offset_minutes;  ///< east of UTC; none if the text says no zone
};

/// Reads `YYYY-MM-DD`, then perhaps `T` or a space and `hh:mm[:ss[.fraction]]`, then perhaps a
/// zone: `Z`, `+hh:mm`, `+hhmm` or `+hh`, with or without a space before it. `24:00` is the end of
/// the day, a leap second the beginning of the next minute. Digits past the millisecond are cut
/// off.
std::optional<IsoTime> parse_iso(std::string_view text);

}  // namespace earshot
