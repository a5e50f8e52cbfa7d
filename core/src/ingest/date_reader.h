// What one cell says of a date or a time of day, taken by itself. See ingest/dates.h for whole
// columns.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest/cell_text.h"

namespace earshot {

inline constexpr std::int64_t kFirstYear = 1990, kLastYear = 2100;

/// A zone in 12 bits: minutes east of UTC + 1080, or kNamedZone + a DateZone, or kNoZone.
using ZoneCode = std::uint16_t;
inline constexpr ZoneCode kZoneCodeUtc = 1080, kNamedZone = 3000, kNoZone = 4095;

/// Three numbers that are a day in one order or another.
struct DateTriple {
  std::array<std::int16_t, 3> numbers{};
  bool long_year = false;    ///< the last is a year of four digits; else some number of two is
  bool short_first = false;  ///< the first has one digit, so it is no year
  bool short_last = false;
};

struct DateParts {
  enum class Form : std::uint8_t {
    Unreadable,
    Nothing,    ///< the cell says that there is no date
    Instant,    ///< `ms` of UTC
    Day,        ///< `ms` of the local midnight
    Triple,     ///< `triple`
    DayNumber,  ///< a lone number that would be a spreadsheet's day; `ms` is local, clock included
    NeedsReference,  ///< relative to the moment of writing, which is not known
  };
  Form form = Form::Unreadable;
  std::int64_t ms = 0;
  std::int64_t clock_ms = -1;  ///< since midnight; -1 if the cell has no time of day
  ZoneCode zone = kNoZone;
  DateTriple triple;
  char separator = 0;        ///< between the first two of the triple
  bool half_day = false;     ///< the clock says am or pm
  bool approximate = false;  ///< worked out from a distance to the reference

  bool is(Form other) const { return form == other; }
};

/// @param reference as in DateOptions
DateParts read_date(std::string_view cell, CellText& text, std::optional<std::int64_t> reference);

/// A time of day that stands in a cell of its own: Form::Day with `clock_ms` and perhaps a zone, or
/// Nothing, or Unreadable.
DateParts read_clock(std::string_view cell, CellText& text);

/// Days since 1970-01-01 of a date that exists and lies within kFirstYear..kLastYear.
std::optional<std::int64_t> day_of(std::int64_t year, std::int64_t month, std::int64_t day);

/// A year written with two digits: 1990..2089.
constexpr std::int64_t full_year(std::int64_t two_digits) {
  return two_digits < 90 ? 2000 + two_digits : 1900 + two_digits;
}

}  // namespace earshot
