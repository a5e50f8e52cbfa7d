#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <earshot/filter.h>
#include <earshot/settings.h>

#include "report/settings_json.h"

using namespace earshot;

TEST_CASE("settings name brands and a time zone; unknown keys are left alone") {
  const auto settings = parse_settings(
      R"({"brands": [{"name": "Nova", "aliases": ["노바"], "handles": ["@nova"], "exclude": [], "own": true,
          "colour": 3}], "timeZone": "asia/seoul", "later": {}})");
  REQUIRE(settings);
  REQUIRE(settings->brands.size() == 1);
  CHECK(settings->brands[0] == Brand{"Nova", {"노바"}, {"@nova"}, {}, true});
  CHECK(settings->time_zone == "Asia/Seoul");
  CHECK(parse_settings("{}")->brands.empty());
  CHECK(parse_settings(R"({"brands": null, "timeZone": null})")->time_zone == "UTC");
}

TEST_CASE("wrong settings say what is wrong and where") {
  const auto error = [](std::string_view json) {
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    return settings.error();
  };
  CHECK(error("").code == ErrorCode::BadSettings);
  CHECK(error("{} {}").code == ErrorCode::BadSettings);
  CHECK(error("[1]").code == ErrorCode::BadSettings);
  CHECK(error("{\"brands\": \"Nova\"}").detail == "brands");
  CHECK(error(R"({"brands": [{"name": ""}]})").detail == "brands[0].name");
  CHECK(error(R"({"brands": [{"name": "a"}, {"name": "b", "aliases": [1]}]})").detail ==
        "brands[1].aliases");
  CHECK(error(R"({"brands": [{"name": "a"}, {"name": "a"}]})").detail == "a");
  CHECK(error(R"({"timeZone": "Mars/Base"})").code == ErrorCode::UnknownTimeZone);
  std::string many = R"({"brands": [)";
  for (int i = 0; i <= 10'000; ++i) many += (i ? "," : "") + std::string("{\"name\":\"n") + std::to_string(i) + "\"}";
  CHECK(error(many + "]}").code == ErrorCode::TooLarge);
}

TEST_CASE("a filter's conditions are all optional") {
  CHECK(parse_filter("")->empty());
  CHECK(parse_filter("null")->empty());
  CHECK(parse_filter("{\"brand\": null}")->empty());
  const auto filter = parse_filter(
      R"({"brand": "Nova", "sentiment": "unrated", "from": "2026-01-05", "to": "2026-01-05T12:30"})");
  REQUIRE(filter);
  CHECK(filter->brand == "Nova");
  CHECK(filter->sentiment == Label::Unrated);
  CHECK(*filter->to - *filter->from == (12 * 60 + 30) * 60'000);
}

TEST_CASE("a wrong filter is refused, not ignored") {
  for (const char* json : {"[", "3", R"({"sentiment": "happy"})", R"({"from": "soon"})", R"({"brand": 7})"}) {
    const auto filter = parse_filter(json);
    REQUIRE_FALSE(filter);
    CHECK(filter.error().code == ErrorCode::BadFilter);
  }
}

TEST_CASE("what the person said of an input is read and written back") {
  const char* text = R"({"inputs": [{"file": "a.csv", "header": ["A", "B"],
      "columns": {"text": ["B", "A"], "author": []}, "dateOrder": "dmy", "timeZone": "Asia/Seoul",
      "encoding": "windows-1251", "delimiter": ";", "headerRow": 0, "sheet": "Mentions",
      "decimal": ",", "written": "2026-03-01T12:00"}]})";
  const auto settings = parse_settings(text);
  REQUIRE(settings);
  REQUIRE(settings->inputs.size() == 1);
  const InputSettings& input = settings->inputs[0];
  CHECK(input.header_row == 0);
  CHECK(input.delimiter == ';');
  REQUIRE(input.columns.size() == 2);
  std::string written;
  JsonOut json(written);
  write_input_settings(json, input);
  CHECK(nlohmann::json::parse(written) == nlohmann::json::parse(text)["inputs"][0]);
}

TEST_CASE("a wrong word on an input is named with its place") {
  const auto detail = [](const char* entry) {
    const auto settings = parse_settings(std::string("{\"inputs\": [") + entry + "]}");
    REQUIRE_FALSE(settings);
    return settings.error().message;
  };
  CHECK(detail(R"({"dateOrder": "ydm"})").find("inputs[0].dateOrder") != std::string::npos);
  CHECK(detail(R"({"columns": {"txt": ["A"]}})").find("\"txt\"") != std::string::npos);
  CHECK(detail(R"({"columns": {"text": "A"}})").find("inputs[0].columns.text") != std::string::npos);
  CHECK(detail(R"({"encoding": "klingon"})").find("inputs[0].encoding") != std::string::npos);
  CHECK(detail(R"({"delimiter": ";;"})").find("one character") != std::string::npos);
  CHECK(detail(R"({"timeZone": "Mars/Olympus"})").find("Mars/Olympus") != std::string::npos);
  CHECK(detail(R"({"written": "yesterday"})").find("written") != std::string::npos);
}
