#include <string>

#include <catch2/catch_approx.hpp>

#include "analysed.h"

using namespace earshot;
using Catch::Approx;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kGood = "Nova is wonderful, I love it";
constexpr std::string_view kBad = "Nova is terrible, broken and awful";
constexpr std::string_view kBrand = R"("brands": [{"name": "Nova"}, {"name": "Brightly"}])";

/// A CSV of mentions, one added after the other.
struct Csv {
  std::string text = "Id,Date,Author,Text\n";
  int id = 0;

  void add(std::string_view time, std::string_view words, int count = 1) {
    for (int at = 0; at < count; ++at) {
      ++id;
      text += std::to_string(id) + ',' + std::string(time) + ",author" + std::to_string(id) + ",\"" +
              std::string(words) + ' ' + std::to_string(id) + "\"\n";
    }
  }
};

std::string day(int of_year) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int month = 0;
  while (of_year >= kDays[month]) of_year -= kDays[month++];
  const auto two = [](int number) {
    return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
  };
  return "2026-" + two(month + 1) + "-" + two(of_year + 1);
}

Json trends_of(std::string_view csv, const std::string& settings = "", std::string_view second = "",
               const Filter& filter = {}) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from("{" + std::string(kBrand) + settings + "}"));
  REQUIRE(read_into(analysis, "a.csv", csv));
  if (!second.empty()) REQUIRE(read_into(analysis, "b.csv", second));
  return Json::parse(analysis.sections("trends", filter, nullptr))["trends"];
}

}  // namespace

TEST_CASE("trends count days, and brands by what is aimed at them") {
  Csv csv;
  csv.add(day(0) + "T10:00:00", kGood, 2);
  csv.add(day(0) + "T11:00:00", "Brightly is fine");
  csv.add(day(4) + "T09:00:00", kBad, 3);
  const Json trends = trends_of(csv.text);
  CHECK(trends["unit"] == "day");
  CHECK(trends["starts"] == Json({"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"}));
  REQUIRE(trends["series"].size() == 3);
  CHECK(trends["series"][0]["brand"] == nullptr);
  CHECK(trends["series"][0]["mentions"] == Json({3, 0, 0, 0, 3}));
  CHECK(trends["series"][1]["brand"] == "Nova");
  CHECK(trends["series"][1]["mentions"] == Json({2, 0, 0, 0, 3}));
  CHECK(trends["series"][1]["negative"] == Json({0, 0, 0, 0, 3}));
  CHECK(trends["series"][2]["mentions"] == Json({1, 0, 0, 0, 0}));
}

TEST_CASE("a day that no export covers is absent, not 0") {
  Csv january, march;
  january.add(day(0), kGood);
  january.add(day(2), kGood);
  march.id = 100;
  march.add(day(5), kGood);
  march.add(day(6), kGood);
  const Json mentions = trends_of(january.text, "", march.text)["series"][0]["mentions"];
  CHECK(mentions == Json({1, 0, 1, nullptr, nullptr, 1, 1}));
}

TEST_CASE("a filter's time is what trends are drawn over, as far as the export covers it") {
  Csv csv;
  for (int at = 0; at < 10; ++at) csv.add(day(at), at == 4 ? kBad : kGood);
  Filter filter;
  filter.from = parse_filter(R"({"from": "2026-01-04"})")->from;
  filter.to = parse_filter(R"({"to": "2026-01-07"})")->to;
  const Json trends = trends_of(csv.text, "", "", filter);
  CHECK(trends["starts"] == Json({"2026-01-04", "2026-01-05", "2026-01-06"}));
  // Of a selection that has mentions on one day only, the others have none.
  const Json found = trends_of(csv.text, "", "", *parse_filter(R"({"search": "terrible"})"));
  CHECK(found["starts"].size() == 10);
  CHECK(found["series"][0]["mentions"][4] == 1);
  CHECK(found["series"][0]["mentions"][5] == 0);
}

TEST_CASE("the moving average of days is that of the week around each") {
  Csv csv;
  for (int at = 0; at < 9; ++at) csv.add(day(at), at % 2 ? kGood : kBad, at + 1);
  const Json all = trends_of(csv.text)["series"][0];
  CHECK(all["average"] == Json({nullptr, nullptr, nullptr, 4.0, 5.0, 6.0, nullptr, nullptr, nullptr}));
  // Days 1 to 7 of the count: positive 2 + 4 + 6, negative 1 + 3 + 5 + 7.
  CHECK(all["netAverage"][3].get<double>() == Approx((12.0 - 16) / 28).margin(1e-6));
}

TEST_CASE("the moving average of weeks weighs the two at its ends half") {
  Csv csv;
  for (int week = 0; week < 6; ++week) csv.add(day(4 + 7 * week), kGood, week == 2 ? 8 : week + 1);
  const Json trends = trends_of(csv.text, R"(, "unit": "week")");
  CHECK(trends["unit"] == "week");
  CHECK(trends["starts"][0] == "2026-01-05");
  CHECK(trends["averageOver"] == 4);
  // (1/2 + 2 + 8 + 4 + 5/2) / 4 and (2/2 + 8 + 4 + 5 + 6/2) / 4
  CHECK(trends["series"][0]["average"] == Json({nullptr, nullptr, 4.25, 5.25, nullptr, nullptr}));
}

TEST_CASE("hours and weekdays make a map, in the report's time zone") {
  Csv csv;
  csv.add("2026-01-04T15:30:00Z", kBad, 2);  // Monday 00:30 in Seoul
  csv.add("2026-01-05T15:30:00Z", kGood);
  const Json hours = trends_of(csv.text, R"(, "timeZone": "Asia/Seoul")")["hours"];
  CHECK(hours["mentions"][0][0] == 2);
  CHECK(hours["negativeShare"][0][0] == 1.0);
  CHECK(hours["mentions"][1][0] == 1);
  CHECK(hours["negativeShare"][1][1] == nullptr);
  Csv dates;
  dates.add(day(1), kGood);
  CHECK(trends_of(dates.text)["hours"] == nullptr);
}

TEST_CASE("around a marked date, what has changed is told from what has not") {
  Csv csv;
  for (int at = 0; at < 60; ++at) {
    csv.add(day(at), kGood, at < 30 ? 8 + at % 2 : 20 + at % 2);
    csv.add(day(at), kBad, at < 30 ? 2 : 5);
    csv.add(day(at), "Brightly is fine", 6 + at % 2);
  }
  const Json trends =
      trends_of(csv.text, R"(, "annotations": [{"at": "2026-01-31", "label": "launch", "days": 14}])");
  REQUIRE(trends["annotations"].size() == 1);
  const Json& launch = trends["annotations"][0];
  CHECK(launch["label"] == "launch");
  CHECK(launch["daysBefore"] == 14);
  CHECK(launch["daysAfter"] == 14);
  const auto figure = [&](const Json& brand, std::string_view name) -> Json {
    for (const Json& one : launch["figures"]) {
      if (one["brand"] == brand && one["figure"] == name) return one;
    }
    return nullptr;
  };
  const Json nova = figure("Nova", "mentionsPerDay");
  CHECK(nova["before"]["n"] == 14 * 10 + 7);
  CHECK(nova["after"]["n"] == 14 * 25 + 7);
  CHECK(nova["verdict"] == "up");
  CHECK(nova["clear"] == true);
  CHECK(nova["ratio"]["low"].get<double>() > 2);
  const Json same = figure("Brightly", "mentionsPerDay");
  CHECK(same["verdict"] == "no clear change");
  // 28/147 before, 70/357 after.
  const Json share = figure("Nova", "negativeShare");
  CHECK(share["difference"]["value"].get<double>() == Approx(70.0 / 357 - 28.0 / 147).margin(1e-6));
  CHECK(share["verdict"] == "no clear change");
}

TEST_CASE("of days around a marked date those outside the export do not count") {
  Csv csv;
  for (int at = 0; at < 20; ++at) csv.add(day(at), kGood, 3);
  const Json trends =
      trends_of(csv.text, R"(, "annotations": [{"at": "2026-01-06", "label": "a"}, {"at": "2027-01-01", "label": "b"}])");
  CHECK(trends["annotations"][0]["daysBefore"] == 5);
  CHECK(trends["annotations"][0]["daysAfter"] == 14);
  CHECK(trends["annotations"][0]["figures"][0]["before"]["n"] == 15);
  CHECK(trends["annotations"][1]["daysBefore"] == 0);
  CHECK(trends["annotations"][1]["figures"].empty());
}

TEST_CASE("mentions a day around a marked date are those of its days, whatever their weekdays usually have") {
  Csv csv;
  // 1 January 2026 is a Thursday: hardly anything is said on weekends.
  for (int at = 0; at < 60; ++at) {
    const int weekday = (at + 3) % 7;
    csv.add(day(at), kGood, weekday < 5 ? 20 : 2);
  }
  csv.add(day(58), kGood);
  // From Saturday 28 February on; the export ends on Sunday.
  const Json trends =
      trends_of(csv.text, R"(, "annotations": [{"at": "2026-02-28", "label": "weekend", "days": 7}])");
  const Json& figure = trends["annotations"][0]["figures"][0];
  REQUIRE(figure["figure"] == "mentionsPerDay");
  CHECK(figure["after"]["value"] == 2.5);
  CHECK(figure["before"]["value"].get<double>() == Approx((5 * 20 + 2 * 2) / 7.0).margin(1e-6));
  CHECK(figure["ratio"]["value"].get<double>() > 0.8);
  CHECK(figure["verdict"] == "no clear change");
}

TEST_CASE("annotations and units that are none are refused") {
  for (const std::string_view wrong :
       {R"({"annotations": {}})", R"({"annotations": [{"at": "soon", "label": "a"}]})",
        R"({"annotations": [{"at": "2026-01-01"}]})",
        R"({"annotations": [{"at": "2026-01-01", "label": "a", "days": 0}]})",
        R"({"annotations": [{"at": "2026-01-01", "label": "a", "days": 367}]})", R"({"unit": "year"})"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_settings(wrong));
  }
  CHECK(parse_settings(R"({"annotations": [{"at": "2026-01-01", "label": "a"}]})")->annotations[0].days == 14);
}

TEST_CASE("without any times there is nothing to draw") {
  const Json trends = trends_of("Id,Text\n1,Nova is fine\n");
  CHECK(trends["starts"].empty());
  CHECK(trends["undated"] == 1);
  CHECK(trends["hours"] == nullptr);
}
