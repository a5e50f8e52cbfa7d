// The words that dates are written with: months, weekdays, parts of the day, time zones, eras.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace earshot {

enum class DateWordKind : std::uint8_t {
  Month,        ///< value 1..12
  ThaiMonth,    ///< value 1..12; two digits of a year beside it count from 2500 of the Buddhist era
  MonthBefore,  ///< "month", with its number behind it; behind a number and before `Ago`, a unit
  Filler,       ///< weekdays, prepositions and the like
  Before,       ///< before noon
  After,        ///< after noon
  LetterA,      ///< "a": of "a. m.", or one
  LetterP,
  LetterM,
  YearMark,  ///< behind the number that is the year; likewise the three below
  MonthMark,
  DayMark,
  HourMark,
  Unit,        ///< value: a DateUnit; a length of time
  FillerUnit,  ///< a unit beside `Ago`, else a filler
  Ago,
  AgoOrAugust,
  DaysBack,  ///< value 0: today, 1: yesterday, 2: the day before
  Now,
  One,
  First,      ///< the first year of an era
  Era,        ///< value: add it to the year
  Zone,       ///< value: minutes east of UTC
  NamedZone,  ///< value: a DateZone
};

enum DateUnit : std::int16_t { kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear };

/// Zones whose names do not say whether it is summer.
enum DateZone : std::int16_t { kEastern, kCentral, kMountain, kPacific, kDateZoneCount };
std::string_view iana_name(DateZone zone);

struct DateWord {
  std::string_view text;
  DateWordKind kind;
  std::int16_t value;
};

/// The meaning of a whole word in the form of CellText, or nullptr.
const DateWord* find_date_word(std::string_view text);

/// The longest known word at the beginning of `text`, for scripts that put no spaces; or nullptr.
const DateWord* find_date_prefix(std::string_view text);

/// Every word, for tests.
std::span<const DateWord> all_date_words();

/// Words of a column's name (in the form of CellText) in languages that put the day before the
/// month.
std::span<const std::string_view> day_first_header_words();

}  // namespace earshot
