#include "ingest/number_format.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

std::string shown(std::string_view number, NumberFormat format = NumberFormat::Plain,
                  bool epoch_1904 = false) {
  std::string out;
  append_number(out, number, format, epoch_1904);
  return out;
}

constexpr auto kDate = NumberFormat::Date;
constexpr auto kDateTime = NumberFormat::DateTime;
constexpr auto kTime = NumberFormat::Time;
constexpr auto kDuration = NumberFormat::Duration;

}  // namespace

TEST_CASE("a format code is one of dates if its letters say so outside quotes and brackets") {
  CHECK(format_from_code("yyyy\\-mm\\-dd") == kDate);
  CHECK(format_from_code("yyyy\"年\"m\"月\"") == kDate);
  CHECK(format_from_code("[$-409]mmm\\ d;@") == kDate);
  CHECK(format_from_code("mmm") == kDate);
  CHECK(format_from_code("dd/mm/yyyy\\ hh:mm") == kDateTime);
  CHECK(format_from_code("[$-F400]h:mm:ss\\ AM/PM") == kTime);
  CHECK(format_from_code("mm:ss.0") == kTime);
  CHECK(format_from_code("[h]:mm:ss") == kDuration);
  CHECK(format_from_code("[mm]:ss") == kDuration);
  for (const char* code : {"General", "0.00", "#,##0\\ \"days\"", "[Red]0;[Blue]-0", "0.00E+00",
                           "@", "0\\d", "_d0", "0;\"y\"", "0;yyyy", "", "\"", "[", "\\"}) {
    INFO(code);
    CHECK(format_from_code(code) == NumberFormat::Plain);
  }
  CHECK(builtin_format(14) == kDate);
  CHECK(builtin_format(22) == kDateTime);
  CHECK(builtin_format(31) == kDate);
  CHECK(builtin_format(46) == kDuration);
  CHECK(builtin_format(9) == NumberFormat::Plain);
  CHECK(builtin_format(49) == NumberFormat::Plain);
}

TEST_CASE("serial days become dates") {
  CHECK(shown("46053", kDate) == "2026-01-31");
  CHECK(shown("46053.0", kDate) == "2026-01-31");
  CHECK(shown("4.6053E4", kDate) == "2026-01-31");
  CHECK(shown("46053", kDateTime) == "2026-01-31 00:00:00");
  CHECK(shown("46053.524259259262", kDateTime) == "2026-01-31 12:34:56");
  CHECK(shown("46053.524259259262", kDate) == "2026-01-31 12:34:56");
  CHECK(shown("46053.5242650463", kDateTime) == "2026-01-31 12:34:56.500");
  CHECK(shown("46053.999999999996", kDateTime) == "2026-02-01 00:00:00");
  CHECK(shown("44591", kDate, true) == "2026-01-31");
  CHECK(shown("2958465", kDate) == "9999-12-31");
}

TEST_CASE("the 1900 system's own calendar is kept") {
  CHECK(shown("1", kDate) == "1900-01-01");
  CHECK(shown("59", kDate) == "1900-02-28");
  CHECK(shown("60", kDate) == "60");
  CHECK(shown("61", kDate) == "1900-03-01");
  CHECK(shown("0", kDate) == "0");
  CHECK(shown("0", kDate, true) == "1904-01-01");
}

TEST_CASE("times alone and durations") {
  CHECK(shown("0.524259259259259", kTime) == "12:34:56");
  CHECK(shown("5.7870370370370373E-5", kTime) == "00:00:05");
  CHECK(shown("0", kTime) == "00:00:00");
  CHECK(shown("0.5", kDateTime) == "12:00:00");
  CHECK(shown("46053.5", kTime) == "2026-01-31 12:00:00");
  CHECK(shown("1.5", kDuration) == "36:00:00");
}

TEST_CASE("what is no date in a date's style stays as it is") {
  for (const char* number :
       {"-1", "2958466", "1E300", "1E9999", "1E-9", "", "text", "1.2.3", "12e", "1E12345678901"}) {
    INFO(number);
    CHECK(shown(number, kDate) == number);
  }
}

TEST_CASE("numbers show the digits a person sees") {
  CHECK(shown("44196.0") == "44196.0");
  CHECK(shown("1.26426E+18") == "1.26426E+18");
  CHECK(shown("1264260000000000123") == "1264260000000000123");
  CHECK(shown("4.5999999999999996") == "4.6");
  CHECK(shown("0.30000000000000004") == "0.3");
  CHECK(shown("-0.10000000000000001") == "-0.1");
  CHECK(shown("9.9999999999999996") == "10");
  CHECK(shown("1234.5678901234567") == "1234.56789012346");
  CHECK(shown("1.2000000000000001E-5") == "1.2E-5");
  CHECK(shown("0.33333333333333331") == "0.333333333333333");
  CHECK(shown("123456789012345678.5") == "123456789012345678.5");
}
