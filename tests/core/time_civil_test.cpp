#include "time/civil.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace earshot;

namespace {

std::string iso(std::int64_t local_ms, std::int32_t offset_seconds) {
  char text[kIsoLength];
  write_iso(text, local_ms, offset_seconds);
  return {text, sizeof text};
}

std::int64_t ms(std::string_view text) {
  const auto time = parse_iso(text);
  REQUIRE(time);
  return time->local_ms;
}

}  // namespace

TEST_CASE("days count on from 1970-01-01, leap days included") {
  static_assert(days_from_civil(1970, 1, 1) == 0);
  static_assert(days_from_civil(2000, 3, 1) == 11'017);
  static_assert(days_from_civil(1900, 3, 1) - days_from_civil(1900, 2, 28) == 1);
  static_assert(days_from_civil(2000, 3, 1) - days_from_civil(2000, 2, 28) == 2);
  static_assert(days_from_civil(0, 3, 1) == -719'468);
  // Every day from year -401 to 2401, counted by hand.
  std::int64_t days = days_from_civil(-401, 1, 1);
  bool right = true;
  for (std::int64_t year = -401; year <= 2401; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days_in_month(year, month); ++day, ++days) {
        right = right && days_from_civil(year, month, day) == days &&
                civil_from_days(days) == CivilDate{year, month, day};
      }
    }
  }
  CHECK(right);
}

TEST_CASE("weekdays begin with Monday, before 1970 too") {
  CHECK(weekday_from_days(0) == 3);  // a Thursday
  CHECK(weekday_from_days(days_from_civil(2026, 1, 5)) == 0);
  CHECK(weekday_from_days(days_from_civil(2026, 1, 4)) == 6);
  CHECK(weekday_from_days(days_from_civil(1969, 12, 28)) == 6);
}

TEST_CASE("a time is cut down to its hour, day, week or month") {
  const std::int64_t time = ms("2024-02-29T23:59:59.999");  // a Thursday
  CHECK(start_of(Step::Hour, time) == ms("2024-02-29T23:00"));
  CHECK(start_of(Step::Day, time) == ms("2024-02-29"));
  CHECK(start_of(Step::Week, time) == ms("2024-02-26"));
  CHECK(start_of(Step::Month, time) == ms("2024-02-01"));
  CHECK(start_of(Step::Week, ms("2023-01-01T00:00")) == ms("2022-12-26"));
  CHECK(start_of(Step::Hour, -1) == -kHourMs);
  CHECK(start_of(Step::Month, -1) == ms("1969-12-01"));
}

TEST_CASE("the next hour, day, week and month begin where the last ends") {
  CHECK(next_start(Step::Hour, ms("2024-02-29T23:00")) == ms("2024-03-01"));
  CHECK(next_start(Step::Day, ms("2024-02-28")) == ms("2024-02-29"));
  CHECK(next_start(Step::Week, ms("2024-02-26")) == ms("2024-03-04"));
  CHECK(next_start(Step::Month, ms("2024-02-01")) == ms("2024-03-01"));
  CHECK(next_start(Step::Month, ms("2023-12-01")) == ms("2024-01-01"));
}

TEST_CASE("times are written with milliseconds and their offset") {
  CHECK(iso(ms("2026-01-05T09:12"), 9 * 3600) == "2026-01-05T09:12:00.000+09:00");
  CHECK(iso(ms("1999-12-31T23:59:59.007"), -12'600) == "1999-12-31T23:59:59.007-03:30");
  CHECK(iso(-1, 0) == "1969-12-31T23:59:59.999+00:00");
  char date[kIsoDateLength];
  write_iso_date(date, ms("2024-07-09T13:00"));
  CHECK(std::string(date, sizeof date) == "2024-07-09");
  CHECK(iso(std::int64_t{1} << 61, 0).substr(0, 5) == "9999-");
  CHECK(iso(-(std::int64_t{1} << 61), 0).substr(0, 5) == "0000-");
}

TEST_CASE("ISO times are read in all their spellings") {
  const std::int64_t noon = 1'709'294'400'000;  // 2024-03-01T12:00Z
  CHECK(ms("2024-03-01") == noon - 12 * kHourMs);
  CHECK_FALSE(parse_iso("2024-03-01")->has_time);
  CHECK(ms("2024-03-01T12:00") == noon);
  CHECK(ms("2024-03-01 12:00:30") == noon + 30'000);
  CHECK(ms("2024-03-01T12:00:30.5") == noon + 30'500);
  CHECK(ms("2024-03-01T12:00:30,123456789") == noon + 30'123);
  CHECK(ms("2024-03-01T24:00") == noon + 12 * kHourMs);
  CHECK(ms("2024-03-01T11:59:60Z") == noon);
  CHECK(ms("0000-02-29") == days_from_civil(0, 2, 29) * kDayMs);
  const auto offset = [](std::string_view text) { return parse_iso(text)->offset_minutes; };
  CHECK(offset("2024-03-01T12:00") == std::nullopt);
  CHECK(offset("2024-03-01T12:00Z") == 0);
  CHECK(offset("2024-03-01T12:00:00.000+0000") == 0);
  CHECK(offset("2024-03-01 12:00 +05:45") == 345);
  CHECK(offset("2024-03-01T12:00-0330") == -210);
  CHECK(offset("2024-03-01T12:00+09") == 540);
}

TEST_CASE("what is no ISO time is not read") {
  for (const char* text : {"",
                           "2024",
                           "2024-03",
                           "2024-3-1",
                           "2024-13-01",
                           "2024-00-10",
                           "2023-02-29",
                           "2024-04-31",
                           "2024-03-01T",
                           "2024-03-01 ",
                           "2024-03-01T12",
                           "2024-03-01T25:00",
                           "2024-03-01T24:01",
                           "2024-03-01T12:60",
                           "2024-03-01T12:00:61",
                           "2024-03-01T12:00:00.",
                           "2024-03-01T12:00 ",
                           "2024-03-01T12:00+",
                           "2024-03-01T12:00+9",
                           "2024-03-01T12:00+09:",
                           "2024-03-01T12:00+99:00",
                           "2024-03-01T12:00ZZ",
                           "2024-03-01x",
                           "x2024-03-01",
                           "2024/03/01",
                           "-024-03-01"}) {
    INFO(text);
    CHECK(!parse_iso(text));
  }
}
