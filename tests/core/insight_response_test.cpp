#include "insight/response.h"

#include <catch2/catch_approx.hpp>

#include "analysed.h"
#include "ingest/durations.h"

using namespace earshot;
using Catch::Approx;

TEST_CASE("durations are read with their units, and not without") {
  CHECK(read_duration("02:15", 0) == 8'100);
  CHECK(read_duration("02:15:30", 0) == 8'130);
  CHECK(read_duration("1.02:15:30", 0) == 94'530);
  CHECK(read_duration("1d 4h", 0) == 100'800);
  CHECK(read_duration("1 day, 2 hours", 0) == 93'600);
  CHECK(read_duration("2.5 h", 0) == 9'000);
  CHECK(read_duration("2시간 15분", 0) == 8'100);
  CHECK(read_duration("3時間5分", 0) == 11'100);
  CHECK(read_duration("1 ч 20 мин", 0) == 4'800);
  CHECK(read_duration("35", 60) == 2'100);
  for (const std::string_view cell : {"35", "", "soon", "1:75", "5 apples", "12h 5", "1e9", "-3h",
                                      "99999999999999999999 days"}) {
    CHECK(read_duration(cell, 0) == kAbsent);
  }
  CHECK(unit_of_header("responsetime(min)") == 60);
  CHECK(unit_of_header("firstresponsetimeinhours") == 3'600);
  CHECK(unit_of_header("responsetime") == 0);
  CHECK(unit_of_header("응답시간") == 0);
  CHECK(unit_of_header("응답시간(분)") == 60);
}

TEST_CASE("response rate and times come from columns, a blank cell being no answer") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Date,Responded at\n"
                    "one,2026-01-01 10:00,2026-01-01 12:00\n"
                    "two,2026-01-01 10:00,2026-01-03 10:00\n"
                    "three,2026-01-01 10:00,\n"
                    "four,2026-01-02 10:00,2026-01-02 11:00\n"));
  const auto response = report_of(analysis)["response"];
  CHECK(response["byColumns"] == true);
  CHECK(response["byReplies"] == false);
  CHECK(response["mentions"] == 4);
  CHECK(response["rate"]["value"] == 0.75);
  CHECK(response["rate"]["enough"] == false);
  CHECK(response["seconds"]["median"] == 7'200);
  CHECK(response["seconds"]["mean"]["value"] == Approx((7'200 + 172'800 + 3'600) / 3.0));
  CHECK(response["seconds"]["fastest"] == 3'600);
  CHECK(response["seconds"]["slowest"] == 172'800);
  CHECK(response["withinDay"]["value"] == Approx(2.0 / 3).margin(1e-6));
}

TEST_CASE("of answers that all took as long, how far off others may be is not known") {
  Analysis analysis(shipped_model());
  std::string rows = "Text,Response time\n";
  for (int at = 0; at < 40; ++at) rows += "lamp " + std::to_string(at) + ",01:00:00\n";
  REQUIRE(read_into(analysis, "a.csv", rows));
  auto seconds = report_of(analysis)["response"]["seconds"];
  CHECK(seconds["n"] == 40);
  CHECK(seconds["median"] == 3'600);
  CHECK(seconds["mean"].is_null());
  REQUIRE(read_into(analysis, "b.csv", "Text,Response time\none more,01:00:41\n"));
  seconds = report_of(analysis)["response"]["seconds"];
  CHECK(seconds["mean"]["value"] == Approx(3'601));
  // s² = 41, t of 40 = 2.021075: 3601 ± 2.021
  CHECK(seconds["mean"]["low"] == Approx(3'598.979).margin(1e-2));
}

TEST_CASE("between dates without a time of day no seconds are told") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Date,Responded at\n"
                    "one,2026-01-01,2026-01-01\n"
                    "two,2026-01-01,2026-01-03\n"
                    "three,2026-01-01 10:00,2026-01-02\n"));
  auto response = report_of(analysis)["response"];
  CHECK(response["answered"] == 3);
  CHECK(response["seconds"].is_null());
  CHECK(response["withinDay"].is_null());
  REQUIRE(read_into(analysis, "b.csv", "Text,Date,Responded at\nfour,2026-01-02 10:00,2026-01-02 11:00\n"));
  response = report_of(analysis)["response"];
  CHECK(response["answered"] == 4);
  CHECK(response["seconds"]["n"] == 1);
  CHECK(response["seconds"]["fastest"] == 3'600);
}

TEST_CASE("replies that have a date alone do not tell how soon") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands":[{"name":"Nova","handles":["@NovaCare"]}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "Id,Text,Author,Date,Parent id\n"
                    "m1,Nova is late,ann,2026-01-01,\n"
                    "r1,we are on it,novacare,2026-01-01,m1\n"));
  const auto response = report_of(analysis)["response"];
  CHECK(response["answered"] == 1);
  CHECK(response["seconds"].is_null());
}

TEST_CASE("a column of dates that could be read in two orders is read as the date column is") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Date,Answered at\none,03/04/2026 10:00,04/04/2026 10:00\n"
                    "two,25/04/2026 10:00,25/04/2026 11:00\n"));
  const auto response = report_of(analysis)["response"];
  CHECK(response["seconds"]["fastest"] == 3'600);
  CHECK(response["seconds"]["slowest"] == 86'400);
}

TEST_CASE("response columns are found by their names in four languages") {
  for (const std::string_view header : {"Text,Response time", "내용,응답시간", "本文,返信時間",
                                        "Текст,Время ответа"}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "a.csv", std::string(header) + "\none,01:30:00\ntwo,\n"));
    CHECK(report_of(analysis)["response"]["seconds"]["median"] == 5'400);
  }
  for (const std::string_view header : {"Text,Replied", "내용,답변여부", "本文,返信済み",
                                        "Текст,Отвечено"}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "a.csv", std::string(header) + "\none,1\ntwo,0\nthree,0\n"));
    const auto response = report_of(analysis)["response"];
    CHECK(response["answered"] == 1);
    CHECK(response["mentions"] == 3);
    CHECK(response["seconds"].is_null());
  }
}

TEST_CASE("replies of a brand's own account answer the mentions they name") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands":[{"name":"Nova","handles":["@NovaCare"]}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "Id,Text,Author,Date,Parent id\n"
                    "m1,Nova is late,ann,2026-01-01 10:00,\n"
                    "m2,Nova is broken,bob,2026-01-01 11:00,\n"
                    "m3,something else,cem,2026-01-01 11:00,\n"
                    "r1,we are on it,novacare,2026-01-01 10:30,m1\n"
                    "r2,and still are,novacare,2026-01-01 15:30,m1\n"));
  const auto response = report_of(analysis)["response"];
  CHECK(response["byReplies"] == true);
  CHECK(response["mentions"] == 2);  // not those of the account, nor what names no brand
  CHECK(response["answered"] == 1);
  CHECK(response["seconds"]["median"] == 1'800);
  const auto left = [&](std::string_view filter) {
    analysis.select(*parse_filter(filter));
    std::string found;
    for (const std::string_view id : {"m1", "m2", "m3", "r1", "r2"}) {
      if (analysis.mentions(Format::Json, 0, 10).find("\"id\":\"" + std::string(id) + '"') !=
          std::string::npos) {
        (found += found.empty() ? "" : " ") += id;
      }
    }
    return found;
  };
  CHECK(left(R"({"answered": "yes"})") == "m1");
  CHECK(left(R"({"answered": "no"})") == "m2");
  CHECK(left(R"({"answered": ["yes", "no"]})") == "m1 m2");
  // By anybody, and whatever the rest of the filter leaves out.
  CHECK(left(R"({"replied": "yes", "search": "late"})") == "m1");
  CHECK(left(R"({"replied": "no"})") == "m2 m3 r1 r2");
}

TEST_CASE("a mention that a column says was answered is found as answered, a blank one as not") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Date,Responded at\none,2026-01-01 10:00,2026-01-01 12:00\ntwo,2026-01-01 10:00,\n"));
  REQUIRE(read_into(analysis, "b.csv", "Text,Date\nthree,2026-01-01 10:00\n"));
  CHECK(analysis.select(*parse_filter(R"({"answered": "yes"})")) == 1);
  CHECK(analysis.select(*parse_filter(R"({"answered": "no"})")) == 1);
}

TEST_CASE("a reply answers the mention of its own platform alone") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands":[{"name":"Nova","handles":["@NovaCare"]}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "Id,Text,Author,Date,Parent id,Platform\n"
                    "1,Does Nova fit the strap?,ann,2026-01-01 10:00,,X\n"
                    "1,Does Nova fit the old strap?,bob,2026-01-01 11:00,,Reddit\n"
                    "2,we are on it,novacare,2026-01-01 10:30,1,X\n"));
  const auto report = report_of(analysis);
  CHECK(report["response"]["mentions"] == 2);
  CHECK(report["response"]["answered"] == 1);
  CHECK(report["response"]["seconds"]["median"] == 1'800);
  const auto found = nlohmann::json::parse(analysis.sections("questions", {}))["questions"];
  CHECK(found["mentions"] == 2);
  CHECK(found["unanswered"] == 1);
  CHECK(analysis.select(*parse_filter(R"({"intent": "question", "replied": "no"})")) == 1);
}

TEST_CASE("conversions are of recipients, else of clicks, and never guessed") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Recipients,Clicks,Conversions\none,1000,50,20\ntwo,1000,30,30\nthree,,9,5\n"));
  auto conversion = report_of(analysis)["conversion"];
  CHECK(conversion["of"] == "recipients");
  CHECK(conversion["mentions"] == 2);
  CHECK(conversion["rate"]["value"] == 0.025);
  CHECK(conversion["rate"]["n"] == 2'000);

  Analysis clicks(shipped_model());
  REQUIRE(read_into(clicks, "a.csv", "내용,클릭수,전환수\none,50,20\n"));
  conversion = report_of(clicks)["conversion"];
  CHECK(conversion["of"] == "clicks");
  CHECK(conversion["rate"]["value"] == 0.4);

  Analysis none(shipped_model());
  REQUIRE(read_into(none, "a.csv", "Text,Clicks\none,50\n"));
  CHECK(report_of(none)["conversion"].is_null());
  CHECK(report_of(none)["response"].is_null());
}

TEST_CASE("more conversions than people have no rate") {
  CHECK_FALSE(ConversionSums{1, 11, 10}.rate());
}

TEST_CASE("a column of what is replied to holds ids where the export has mentions of these") {
  const auto response = [](std::string_view replied) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(R"({"brands":[{"name":"Nova","handles":["novacare"]}]})"));
    REQUIRE(read_into(analysis, "a.csv",
                      "Id,Text,Date,Author,In Reply To\n700000001,Where is my Nova?,2026-01-01T10:00:30Z,ann,\n"
                      "700000002,We look into it,2026-01-01T10:05:30Z,novacare," + std::string(replied) + "\n"));
    CHECK(rows_of(analysis)[1]["kind"] == "reply");
    return report_of(analysis)["response"];
  };
  CHECK(response("700000001")["answered"] == 1);
  CHECK(response("700000001")["seconds"]["median"] == 300);
  // An account, a mark, or a mention that is not here says nothing of that.
  for (const std::string_view other : {"ann", "true", "900000009"}) CHECK(response(other).is_null());
}

TEST_CASE("an answer takes as long as it takes, also while clocks are changed") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"timeZone":"America/New_York","brands":[{"name":"Nova","handles":["novacare"]}]})"));
  // On 8 March 2026 the clock goes from 2:00 to 3:00.
  REQUIRE(read_into(analysis, "a.csv",
                    "Id,Text,Date,Author,Parent Id\n700000001,Where is my Nova?,2026-03-08T06:30:30Z,ann,\n"
                    "700000002,We look into it,2026-03-08T07:30:30Z,novacare,700000001\n"));
  CHECK(report_of(analysis)["response"]["seconds"]["median"] == 3'600);
}
