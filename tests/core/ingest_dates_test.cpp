#include "ingest/dates.h"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "ingest/date_words.h"
#include "time/civil.h"
#include "time/zone.h"

using namespace earshot;

namespace {

std::string text(Time time) {
  switch (time.kind()) {
    case Time::Kind::Absent: return "absent";
    case Time::Kind::Undecided: return "undecided";
    default: break;
  }
  char iso[kIsoLength];
  write_iso(iso, time.ms(), 0);
  std::string result(iso, 23);
  // Left out where they say nothing.
  if (result.ends_with(".000")) result.resize(19);
  if (result.ends_with(":00")) result.resize(16);
  if (result.ends_with("T00:00")) result.resize(10);
  return time.kind() == Time::Kind::Instant ? result + "Z" : result;
}

/// The cell by itself, under a name that says nothing.
std::string read(std::string_view cell, DateOptions options = {}) {
  DateColumn column("Date", options);
  return text(column.read(cell));
}

std::int64_t local(std::string_view iso) { return parse_iso(iso)->local_ms; }

DateOptions written_at(std::string_view iso) {
  DateOptions options;
  options.reference = local(iso);
  return options;
}

/// The cells as the whole column decides them.
struct Column {
  explicit Column(std::vector<std::string> cells, std::string_view header = "Date",
                  DateOptions options = {})
      : column(header, options) {
    std::vector<Time> times;
    for (const std::string& cell : cells) times.push_back(column.read(cell));
    decision = column.decide();
    for (const Time time : times) texts.push_back(text(DateColumn::resolve(time, decision)));
  }
  DateColumn column;
  DateDecision decision;
  std::vector<std::string> texts;
};

}  // namespace

TEST_CASE("ISO dates are instants where they say a zone, wall times where not") {
  CHECK(read("2021-09-22T16:38:09+00:00") == "2021-09-22T16:38:09Z");
  CHECK(read("2023-06-28T22:42:42.700Z") == "2023-06-28T22:42:42.700Z");
  CHECK(read("2024-03-01T15:04:05.000+0900") == "2024-03-01T06:04:05Z");
  CHECK(read("2017-03-01 12:30 -0330") == "2017-03-01T16:00Z");
  CHECK(read("2024-03-01T15:04:05.123+09:00[Asia/Seoul]") == "2024-03-01T06:04:05.123Z");
  CHECK(read("2024-03-01 15:04:05.0") == "2024-03-01T15:04:05");
  CHECK(read(" 2024-03-01 ") == "2024-03-01");
  CHECK(read("2024-3-1 9:05") == "2024-03-01T09:05");
}

TEST_CASE("numbers are moments since 1970 in whatever unit fits, or digits of a date") {
  CHECK(read("1345107919") == "2012-08-16T09:05:19Z");
  CHECK(read("1345107919.0") == "2012-08-16T09:05:19Z");
  CHECK(read("1345107919.25") == "2012-08-16T09:05:19.250Z");
  CHECK(read("1345107919123") == "2012-08-16T09:05:19.123Z");
  CHECK(read("1345107919123456") == "2012-08-16T09:05:19.123Z");
  CHECK(read("1345107919123456789") == "2012-08-16T09:05:19.123Z");
  CHECK(read("638448422450000000") == "2024-02-29T22:24:05Z");  // .NET
  CHECK(read("20240301") == "2024-03-01");
  CHECK(read("20240301150405") == "2024-03-01T15:04:05");
  CHECK(read("20240301T150405Z") == "2024-03-01T15:04:05Z");
  for (const char* cell : {"12", "2024", "7.5", "20241301", "99999999999999999999", "631151999",
                           "4133980800", "-1345107919", "1.3e9"}) {
    INFO(cell);
    CHECK(read(cell) == "absent");
  }
}

TEST_CASE("what programs and networks print is read") {
  CHECK(read("Sun Aug 31 00:29:15 +0000 2014") == "2014-08-31T00:29:15Z");
  CHECK(read("Thu Jan 14 2021 20:32:05 GMT+0200 (Eastern European Standard Time)") ==
        "2021-01-14T18:32:05Z");
  CHECK(read("Fri, 01 Mar 2024 15:04:05 +0900") == "2024-03-01T06:04:05Z");
  CHECK(read("2024-03-01 15:04:05.5 +0900 KST") == "2024-03-01T06:04:05.500Z");
  CHECK(read("Jul 7, 2025 @ 17:12:53.000") == "2025-07-07T17:12:53");
  CHECK(read("07-Jul-2025 05:12PM") == "2025-07-07T17:12");
  CHECK(read("Mar 1, 2024, 3:04\u202FPM") == "2024-03-01T15:04");
  CHECK(read("3:04 PM - 1 Mar 2024") == "2024-03-01T15:04");
  CHECK(read("31-Jul-18") == "2018-07-31");
  CHECK(read("02 28, 2014") == "2014-02-28");
  CHECK(read("March 1st, 2024 5 pm") == "2024-03-01T17:00");
}

TEST_CASE("noon and midnight keep their places on a clock of twelve hours") {
  CHECK(read("2024-03-01 12:30 AM") == "2024-03-01T00:30");
  CHECK(read("2024-03-01 12:30 PM") == "2024-03-01T12:30");
  CHECK(read("2024-03-01 15:04 PM") == "2024-03-01T15:04");
  CHECK(read("2024. 3. 1. 오전 12:30") == "2024-03-01T00:30");
  CHECK(read("am 1. März 2024 um 12:04 Uhr") ==
        "2024-03-01T12:04");  // German "am", no half of a day
}

TEST_CASE("abbreviated zones are offsets; those that hide the season follow the place") {
  CHECK(read("2023-11-13 04:30:36 EST") == "2023-11-13T09:30:36Z");
  CHECK(read("2023-07-13 04:30:36 EDT") == "2023-07-13T08:30:36Z");
  CHECK(read("2024-03-01 15:04 KST") == "2024-03-01T06:04Z");
  CHECK(read("2024-03-01 15:04 (MSK)") == "2024-03-01T12:04Z");
  CHECK(read("2024-03-01 15:04 IST") == "2024-03-01T09:34Z");
  CHECK(read("2024-03-01 15:04 UTC+9") == "2024-03-01T06:04Z");
  CHECK(read("2024-07-01 12:00 PT") == "2024-07-01T19:00Z");
  CHECK(read("2024-01-01 12:00 PT") == "2024-01-01T20:00Z");
}

TEST_CASE("Korean, Japanese and Chinese dates are read") {
  CHECK(read("2024년 3월 1일") == "2024-03-01");
  CHECK(read("2024년 3월 1일 금요일 오후 3시 15분") == "2024-03-01T15:15");
  CHECK(read("2024. 3. 1. 오후 3:15") == "2024-03-01T15:15");
  CHECK(read("2024.03.01.") == "2024-03-01");
  CHECK(read("2024.03.01(금) 15:04") == "2024-03-01T15:04");
  CHECK(read("2024年3月1日 15:04") == "2024-03-01T15:04");
  CHECK(read("2024年3月1日(金)15時04分05秒") == "2024-03-01T15:04:05");
  CHECK(read("2024年3月1日 午後3:04") == "2024-03-01T15:04");
  CHECK(read("2024年3月1日 星期五 下午3:04") == "2024-03-01T15:04");
  CHECK(read("令和6年3月1日") == "2024-03-01");
  CHECK(read("令和元年5月1日") == "2019-05-01");
  CHECK(read("民國113年3月1日") == "2024-03-01");
  CHECK(read("２０２４年３月１日") == "2024-03-01");
}

TEST_CASE("months have names in many languages") {
  CHECK(read("1 мар. 2024 г., 15:04") == "2024-03-01T15:04");
  CHECK(read("1 марта 2024 г. в 15:04") == "2024-03-01T15:04");
  CHECK(read("5 enero, 2026, 4:22 a. m.") == "2026-01-05T04:22");
  CHECK(read("1 de marzo de 2024") == "2024-03-01");
  CHECK(read("1 ago 2024") == "2024-08-01");
  CHECK(read("1 mars 2024 à 15h04") == "2024-03-01T15:04");
  CHECK(read("mar. 5 mars 2024") == "2024-03-05");  // mardi
  CHECK(read("Fr., 1. März 2024") == "2024-03-01");
  CHECK(read("1 Kasım 2024") == "2024-11-01");
  CHECK(read("ngày 1 tháng 3 năm 2024") == "2024-03-01");
  CHECK(read("1 thg 3, 2024") == "2024-03-01");
  CHECK(read("١ مارس ٢٠٢٤") == "2024-03-01");
  CHECK(read("۲۰۲۴/۰۳/۰۱") == "2024-03-01");
  CHECK(read("१ मार्च २०२४") == "2024-03-01");
}

TEST_CASE("Buddhist years are converted") {
  CHECK(read("1 มี.ค. 2567 15:04 น.") == "2024-03-01T15:04");
  CHECK(read("1 มีนาคม 67") == "2024-03-01");
  CHECK(read("2567-03-01") == "absent");  // ISO means what it says
  CHECK(Column({"25/03/2567"}).texts[0] == "2024-03-25");
}

TEST_CASE("a year outside 1990 to 2100, or a day that does not exist, is unreadable") {
  for (const char* cell : {"0001-01-01", "1989-12-31", "2101-01-01", "1 Jan 0000", "0/0/0000",
                           "1/1/0000", "99/99/9999", "31/02/2024", "2023-02-29", "2024-04-31",
                           "30. Februar 2024", "2024년 13월 1일", "1.2.3", "5/2024"}) {
    INFO(cell);
    DateColumn column("Date");
    CHECK(!column.read(cell, 7).present());
    CHECK(column.counts().unreadable == 1);
    CHECK(column.counts().first_unreadable_row == 7);
    CHECK(column.counts().first_unreadable == cell);
  }
  CHECK(read("1990-01-01") == "1990-01-01");
  CHECK(read("2100-12-31T23:59:59") == "2100-12-31T23:59:59");
  CHECK(read("2024-02-29") == "2024-02-29");
}

TEST_CASE("empty cells are absent, sentences unreadable") {
  DateColumn column("Date");
  for (const char* cell :
       {"", "  ", "-", "N/A", "null", "None", "NaN", "NaT", "0", "0000-00-00 00:00:00"}) {
    CHECK(!column.read(cell).present());
  }
  CHECK(column.counts().absent == 10);
  CHECK(column.counts().unreadable == 0);
  column.read("we met on 1 March 2024 and talked", 3);
  column.read("tomorrow", 4);
  column.read(std::string(5000, '1'), 5);
  column.read("\xFF\xFE\x80 1 2 2024", 6);
  column.read("1:2:3:4:5:6", 7);
  CHECK(column.counts().unreadable == 5);
  CHECK(column.counts().first_unreadable_row == 3);
  CHECK(column.counts().present == 0);
}

TEST_CASE("a day above twelve decides the order for the whole column") {
  const Column european({"03/04/2024 10:00", "25/04/2024 11:00", "04/05/2024 12:00"});
  CHECK(european.texts ==
        std::vector<std::string>{"2024-04-03T10:00", "2024-04-25T11:00", "2024-05-04T12:00"});
  CHECK(european.decision.order == DateOrder::DayMonthYear);
  CHECK_FALSE(european.decision.ambiguous);
  CHECK(european.decision.sentence.find("day, month, year") != std::string::npos);

  const Column american({"3/4/2024", "4/25/2024"});
  CHECK(american.texts == std::vector<std::string>{"2024-03-04", "2024-04-25"});
  CHECK(american.decision.order == DateOrder::MonthDayYear);
  CHECK_FALSE(american.decision.ambiguous);
}

TEST_CASE("two orders in one column are told, and each cell is read as it can be") {
  std::vector<std::string> cells;
  for (int i = 0; i < 10; ++i) cells.push_back("2" + std::to_string(i % 8 + 1) + "/04/2024");
  for (int i = 0; i < 4; ++i) cells.push_back("04/2" + std::to_string(i) + "/2024");
  const Column column(cells);
  CHECK(column.decision.order == DateOrder::DayMonthYear);
  CHECK(column.decision.mixed);
  CHECK(column.decision.ambiguous);
  CHECK(column.texts[0] == "2024-04-21");
  CHECK(column.texts[13] == "2024-04-23");
}

TEST_CASE("one slip does not put a decided order in doubt") {
  std::vector<std::string> cells(30, "25/04/2024");
  cells.push_back("04/26/2024");
  const Column column(cells);
  CHECK(column.decision.order == DateOrder::DayMonthYear);
  CHECK(column.decision.mixed);
  CHECK_FALSE(column.decision.ambiguous);
}

TEST_CASE("where no cell tells, rows in the order of time do") {
  std::vector<std::string> cells;
  for (int month = 1; month <= 6; ++month) {
    for (int day = 1; day <= 12; day += 3) {
      cells.push_back("0" + std::to_string(month) + "/" + (day < 10 ? "0" : "") +
                      std::to_string(day) + "/2024");
    }
  }
  const Column column(cells);
  CHECK(column.decision.order == DateOrder::MonthDayYear);
  CHECK_FALSE(column.decision.ambiguous);
  std::vector<std::string> newest_first(cells.rbegin(), cells.rend());
  CHECK(Column(newest_first).decision.order == DateOrder::MonthDayYear);
}

TEST_CASE("no date lies after the file was written") {
  const Column column({"02/11/2024", "01/12/2024"}, "Date", written_at("2024-02-15T00:00"));
  CHECK(column.decision.order == DateOrder::MonthDayYear);
  CHECK_FALSE(column.decision.ambiguous);
  CHECK(column.texts[0] == "2024-02-11");
}

TEST_CASE("dots rule out the month first, and so does the language of the name") {
  const Column dots({"01.03.2024 15:04"});
  CHECK(dots.texts[0] == "2024-03-01T15:04");
  CHECK_FALSE(dots.decision.ambiguous);
  const Column russian({"01/03/2024"}, "Дата");
  CHECK(russian.texts[0] == "2024-03-01");
  CHECK_FALSE(russian.decision.ambiguous);
  const Column german({"01/03/2024"}, "Datum");
  CHECK(german.texts[0] == "2024-03-01");
  CHECK_FALSE(german.decision.ambiguous);
}

TEST_CASE("a column that says nothing is read the likelier way and is flagged") {
  const Column plain({"03/04/2024"});
  CHECK(plain.decision.ambiguous);
  CHECK(plain.texts[0] == "2024-04-03");
  const Column american({"03/04/2024 3:15 PM"});
  CHECK(american.decision.ambiguous);
  CHECK(american.texts[0] == "2024-03-04T15:15");
  // The same either way: nothing to ask.
  CHECK_FALSE(Column({"03/03/2024", "05/05/2024"}).decision.ambiguous);
}

TEST_CASE("the person's word on the order counts most") {
  DateOptions options;
  options.order = DateOrder::MonthDayYear;
  const Column column({"03/04/2024", "25/04/2024"}, "Date", options);
  CHECK(column.texts == std::vector<std::string>{"2024-03-04", "2024-04-25"});
  CHECK_FALSE(column.decision.ambiguous);
  CHECK(column.decision.order == DateOrder::MonthDayYear);
}

TEST_CASE("years of two digits are found by what the column's numbers do") {
  // Korean: the year first. The last number runs over the whole month, the first does not.
  std::vector<std::string> cells;
  for (int i = 0; i < 120; ++i) {
    const int day = i % 28 + 4, month = i * 5 % 7 * 2 % 11 + 1;
    if (day > days_in_month(2015, month)) continue;
    cells.push_back(std::to_string(11 + i % 7) + "." + (month < 10 ? "0" : "") +
                    std::to_string(month) + "." + (day < 10 ? "0" : "") + std::to_string(day));
  }
  const Column korean(cells);
  CHECK(korean.decision.order == DateOrder::YearMonthDay);
  CHECK_FALSE(korean.decision.ambiguous);
  CHECK(korean.texts[0] == "2011-01-04");

  CHECK(Column({"15.08.25"}, "작성일").texts[0] == "2015-08-25");
  CHECK(Column({"22/09/17 11:00:24", "31/12/17 09:00:00"}).texts[0] == "2017-09-22T11:00:24");
  CHECK(Column({"99.12.31"}).texts[0] == "1999-12-31");
  CHECK(Column({"1/3/24", "25/3/24"}).texts[0] == "2024-03-01");
}

TEST_CASE("an undecided date keeps its clock and zone") {
  DateDecision decision;
  decision.order = DateOrder::DayMonthYear;
  const auto resolved = [&](std::string_view cell) {
    DateColumn column("Date");
    const Time time = column.read(cell);
    REQUIRE(time.kind() == Time::Kind::Undecided);
    return text(DateColumn::resolve(time, decision));
  };
  CHECK(resolved("03/04/2024 23:59:59.999") == "2024-04-03T23:59:59.999");
  CHECK(resolved("03/04/2024 10:00 +14:00") == "2024-04-02T20:00Z");
  CHECK(resolved("03/04/2024 10:00 -0930") == "2024-04-03T19:30Z");
  CHECK(resolved("03/07/2024 10:00 ET") == "2024-07-03T14:00Z");
  CHECK(resolved("03/04/1990") == "1990-04-03");
  CHECK(resolved("03/04/2100") == "2100-04-03");
  CHECK(resolved("1/3/24") == "2024-03-01");
  // A time that is decided is handed back.
  CHECK(DateColumn::resolve(Time::instant(5), decision) == Time::instant(5));
  CHECK(DateColumn::resolve(Time(), decision) == Time());
}

TEST_CASE("the name of the column says the zone of cells that say none") {
  const auto read_under = [](std::string_view header, std::string_view cell) {
    DateColumn column(header);
    return text(column.read(cell));
  };
  CHECK(read_under("Date(ET)", "2024-07-01 12:00") == "2024-07-01T16:00Z");
  CHECK(read_under("Date(ET)", "2024-01-01 12:00") == "2024-01-01T17:00Z");
  CHECK(read_under("Date (EST)", "2024-07-01 12:00") == "2024-07-01T16:00Z");
  CHECK(read_under("time(Eastern Standard Time)", "2024-01-01 12:00") == "2024-01-01T17:00Z");
  CHECK(read_under("Review Created (UTC)", "2024-01-01 12:00") == "2024-01-01T12:00Z");
  CHECK(read_under("created_utc", "2024-01-01 12:00") == "2024-01-01T12:00Z");
  CHECK(read_under("createdAtUtc", "2024-01-01 12:00") == "2024-01-01T12:00Z");
  CHECK(read_under("Time (KST)", "2024-01-01 12:00") == "2024-01-01T03:00Z");
  CHECK(read_under("Date (UTC+9)", "2024-01-01 12:00") == "2024-01-01T03:00Z");
  CHECK(read_under("Date [Europe/Berlin]", "2024-07-01 12:00") == "2024-07-01T10:00Z");
  CHECK(read_under("Date (UTC)", "2024-01-01T12:00+09:00") == "2024-01-01T03:00Z");
  // Words that only look like zones.
  CHECK(read_under("Option pt", "2024-01-01 12:00") == "2024-01-01T12:00");
  CHECK(read_under("date de publication est", "2024-01-01 12:00") == "2024-01-01T12:00");
  CHECK(read_under("Date/Time", "2024-01-01 12:00") == "2024-01-01T12:00");

  const Column undecided({"03/04/2024 12:00", "25/07/2024 12:00"}, "Date (ET)");
  CHECK(undecided.texts == std::vector<std::string>{"2024-04-03T16:00Z", "2024-07-25T16:00Z"});
}

TEST_CASE("a date and its time of day are joined from two columns") {
  const auto joined = [](std::string_view date, std::string_view time, DateOptions options = {}) {
    DateColumn column("Date", options);
    const Time read = column.read(date, time);
    return text(DateColumn::resolve(read, column.decide()));
  };
  CHECK(joined("2023-11-13", "04:30:36") == "2023-11-13T04:30:36");
  CHECK(joined("2024-03-01", "3:04 PM") == "2024-03-01T15:04");
  CHECK(joined("2024-03-01", "오후 3:04") == "2024-03-01T15:04");
  CHECK(joined("2024-03-01 00:00:00", "15:04 KST") == "2024-03-01T06:04Z");
  CHECK(joined("2024-03-01 09:00", "15:04") == "2024-03-01T09:00");
  CHECK(joined("25/03/2024", "15:04") == "2024-03-25T15:04");
  CHECK(joined("46198", "14:05") == "2026-06-25T14:05");
  CHECK(joined("46198", "0.5104166667") == "2026-06-25T12:15");
  CHECK(joined("2024-03-01", "") == "2024-03-01");
  CHECK(joined("2024-03-01", "14") == "2024-03-01T14:00");
  CHECK(joined("2024-03-01", "30.12.1999 14:05") == "2024-03-01T14:05");
  CHECK(joined("", "14:05") == "absent");

  DateColumn column("Date");
  CHECK(text(column.read("2024-03-01", "late", 5)) == "2024-03-01");
  CHECK(column.counts().unreadable_clocks == 1);
  CHECK(column.counts().unreadable == 0);
}

TEST_CASE("lone numbers are a spreadsheet's days only among their like") {
  const Column days({"46198", "44196.788", "45352.5"});
  CHECK(days.decision.day_numbers);
  CHECK(days.texts ==
        std::vector<std::string>{"2026-06-25", "2020-12-31T18:54:43.200", "2024-03-01T12:00"});
  CHECK(days.column.rejected_by(days.decision) == 0);

  const Column mixed({"46198", "2024-03-01"});
  CHECK_FALSE(mixed.decision.day_numbers);
  CHECK(mixed.texts == std::vector<std::string>{"absent", "2024-03-01"});
  CHECK(mixed.column.rejected_by(mixed.decision) == 1);

  DateOptions spreadsheet;
  spreadsheet.spreadsheet = true;
  CHECK(Column({"46198", "2024-03-01"}, "Date", spreadsheet).texts[0] == "2026-06-25");
  CHECK(Column({"25000"}, "Date", spreadsheet).texts[0] == "absent");  // 1968
}

TEST_CASE("distances in time need the moment of writing") {
  const DateOptions at = written_at("2024-03-31T15:30");
  CHECK(read("2 years ago (edited)", at) == "2022-03-31");
  CHECK(read("1 month ago", at) == "2024-02-29");
  CHECK(read("2w", at) == "2024-03-17");
  CHECK(read("3h", at) == "2024-03-31T12:30");
  CHECK(read("an hour ago", at) == "2024-03-31T14:30");
  CHECK(read("Yesterday at 12:30", at) == "2024-03-30T12:30");
  CHECK(read("just now", at) == "2024-03-31T15:30");
  CHECK(read("방금 전", at) == "2024-03-31T15:30");
  CHECK(read("только что", at) == "2024-03-31T15:30");
  CHECK(read("방금 3일 전", at) == "absent");
  CHECK(read("3일 전", at) == "2024-03-28");
  CHECK(read("1년 전(수정됨)", at) == "2023-03-31");
  CHECK(read("그저께", at) == "2024-03-29");
  CHECK(read("2 か月前", at) == "2024-01-31");
  CHECK(read("昨日 9:05", at) == "2024-03-30T09:05");
  CHECK(read("5小时前", at) == "2024-03-31T10:30");
  CHECK(read("вчера в 12:30", at) == "2024-03-30T12:30");
  CHECK(read("2 недели назад", at) == "2024-03-17");
  CHECK(read("час назад", at) == "2024-03-31T14:30");
  CHECK(read("hace 2 días", at) == "2024-03-29");
  CHECK(read("999 years ago", at) == "absent");

  DateColumn with("Date", at), without("Date");
  for (const char* cell : {"2w", "3일 전", "вчера в 12:30"}) {
    with.read(cell);
    CHECK(!without.read(cell).present());
  }
  CHECK(with.counts().approximate == 3);
  CHECK(with.counts().present == 3);
  CHECK(without.counts().needs_reference == 3);
  CHECK(without.counts().unreadable == 0);
}

TEST_CASE("a date without a year is the last such day before the file was written") {
  const DateOptions at = written_at("2024-03-01T15:30");
  CHECK(read("03月01日 12:30", at) == "2024-03-01T12:30");
  CHECK(read("3월 5일", at) == "2023-03-05");
  CHECK(read("03-05 12:30", at) == "2023-03-05T12:30");
  CHECK(read("Dec 31", at) == "2023-12-31");
  CHECK(read("29 февраля", written_at("2023-05-05T00:00")) == "2020-02-29");
  DateColumn column("Date");
  CHECK(!column.read("03月01日 12:30").present());
  CHECK(column.counts().needs_reference == 1);
}

TEST_CASE("what an export usually writes decides between orders, but against no cell") {
  DateOptions options;
  options.usual_order = DateOrder::YearMonthDay;
  DateColumn column("date", options);
  column.read("15.08.25");
  column.read("15.08.17");
  CHECK(column.decide().order == DateOrder::YearMonthDay);
  CHECK_FALSE(column.decide().ambiguous);
  DateColumn other("date", options);
  other.read("31.01.2025");
  CHECK(other.decide().order == DateOrder::DayMonthYear);
}

TEST_CASE("a decision may be asked for at any time, and asking changes nothing") {
  DateColumn asked("Date"), unasked("Date");
  const std::vector<std::string> cells = {"01/02/2024", "2024-01-01", "nonsense", "03/02/2024",
                                          "28/02/2024"};
  for (const std::string& cell : cells) {
    CHECK(asked.read(cell) == unasked.read(cell));
    asked.decide();
  }
  CHECK(asked.decide().sentence == unasked.decide().sentence);
  CHECK(asked.decide().order == DateOrder::DayMonthYear);
  CHECK(DateColumn("Date").decide().sentence.empty());
}

TEST_CASE("every word of dates stands once in the table, and as folding makes it") {
  CellText form;
  std::set<std::string_view> seen;
  for (const DateWord& word : all_date_words()) {
    INFO(word.text);
    CHECK(form.of(word.text) == word.text);
    CHECK(seen.insert(word.text).second);
    CHECK(find_date_word(word.text) == &word);
  }
  for (const DateZone zone : {kEastern, kCentral, kMountain, kPacific}) {
    CHECK(Zone::find(iana_name(zone)));
  }
}

TEST_CASE("no cell, however odd, breaks reading or resolving") {
  const std::vector<std::string> pieces = {
      "1",    "31",   "2024", "99",  "0",   "20240301", "45000", "1709294400", ":",  "-",  "/",
      ".",    " ",    "(",    ")",   "[",   "]",        "+",     ",",          "am", "pm", "a",
      "m",    "jan",  "mar",  "ago", "est", "gmt",      "년",    "월",         "일", "전", "時",
      "오후", "令和", "元",   "T",   "Z",   "вчера",    "2w",    "\xFF",       "น"};
  const DateOptions options = written_at("2024-03-01T15:30");
  std::uint64_t state = 88'172'645'463'325'252u;
  std::uint64_t outside = 0;
  DateColumn column("Date", options);
  for (int i = 0; i < 60'000; ++i) {
    std::string cell;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    for (std::uint64_t rest = state, left = state % 9; left > 0; --left, rest /= pieces.size()) {
      cell += pieces[rest % pieces.size()];
    }
    const Time time = i % 2 == 0 ? column.read(cell) : column.read(cell, cell);
    for (const DateOrder order :
         {DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear}) {
      DateDecision decision;
      decision.order = order;
      decision.day_numbers = true;
      const Time resolved = DateColumn::resolve(time, decision);
      outside += resolved.kind() == Time::Kind::Undecided;
      outside += resolved.present() &&
                 (resolved.ms() < local("1989-12-31") || resolved.ms() > local("2101-01-02"));
      outside += time.present() && !resolved.present();
    }
  }
  CHECK(outside == 0);
  CHECK(column.counts().present > 100);
}
