#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <earshot/filter.h>
#include <earshot/settings.h>

#include "report/settings_json.h"

using namespace earshot;

TEST_CASE("settings name brands and a time zone; keys of a later version are left alone") {
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

TEST_CASE("words of a brand's context are read from the settings") {
  const auto settings = parse_settings(
      R"({"brands": [{"name": "Line", "near": ["app", "chat"], "notNear": ["queue"]}]})");
  REQUIRE(settings);
  CHECK(settings->brands[0].near == std::vector<std::string>{"app", "chat"});
  CHECK(settings->brands[0].not_near == std::vector<std::string>{"queue"});
  CHECK(parse_settings(R"({"brands": [{"name": "Line", "near": "app"}]})").error().detail ==
        "brands[0].near");
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

TEST_CASE("settings that are no JSON are refused as a whole, wherever they break") {
  for (const std::string_view json :
       {R"({"brands": [{"name": "a"})", R"({"brands": [{"name": "a"]}])", R"({"brands": []} x)",
        R"({"later": [1, }x], "brands": []})", R"({"later": no})", R"({"later": "open})", R"({later: 1})",
        "{\"timeZone\": \"UTC\xff\"}"}) {
    INFO(json);
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().message.find("not a JSON object") != std::string::npos);
  }
  const std::string deep = "{\"later\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  CHECK_FALSE(parse_settings(deep));
}

TEST_CASE("settings are read as JSON means them: escapes, a mark at the front, the last of a name") {
  const auto settings = parse_settings(
      "\xEF\xBB\xBF {\"\\u0062rands\": [{\"name\": \"N\\u00f6va \\ud83d\\ude00\\n\", \"name\": \"N\\u00f6va "
      "\\ud83d\\ude00\\\"\", \"own\": false}], \"inputs\": [{\"headerRow\": 12, \"columns\": {\"text\": [\"a\"], "
      "\"author\": [\"b\"], \"text\": [\"c\"]}}]}\n");
  REQUIRE(settings);
  REQUIRE(settings->brands.size() == 1);
  CHECK(settings->brands[0].name == "N\xC3\xB6va \xF0\x9F\x98\x80\"");
  CHECK_FALSE(settings->brands[0].own);
  REQUIRE(settings->inputs.size() == 1);
  CHECK(settings->inputs[0].header_row == 12);
  CHECK(settings->inputs[0].columns ==
        decltype(InputSettings::columns){{"author", {"b"}}, {"text", {"c"}}});
  for (const char* row : {"-1", "1.5", "1e3", "\"1\"", "18446744073709551616", "true"}) {
    CHECK_FALSE(parse_settings(std::string("{\"inputs\": [{\"headerRow\": ") + row + "}]}"));
  }
}

TEST_CASE("a filter's conditions are all optional") {
  CHECK(parse_filter("")->empty());
  CHECK(parse_filter("null")->empty());
  CHECK(parse_filter("{\"brand\": null}")->empty());
  const auto filter = parse_filter(
      R"({"brand": "Nova", "sentiment": "unrated", "from": "2026-01-05", "to": "2026-01-05T12:30"})");
  REQUIRE(filter);
  CHECK(filter->brands == std::vector<std::string>{"Nova"});
  CHECK(filter->sentiments == bit_of(Label::Unrated));
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

TEST_CASE("corrections are read from the settings, in a fixed order") {
  const auto settings = parse_settings(R"({"corrections": {
      "phrases": [{"phrase": "War Zone", "sentiment": "name", "topics": {"safety": false}},
                  {"phrase": "Sick", "sentiment": "positive", "intents": {"praise": true}, "urgency": "low"}],
      "features": 5,
      "weights": {"ffff0000": [-3, 4], "0000000a": [32767, -32768]},
      "mentions": {"00000000000000ff": {"sentiment": "neutral"}}}})");
  REQUIRE(settings);
  const Corrections& corrections = settings->corrections;
  LabelChange sick, neutral, safe;
  sick.sentiment = Label::Positive;
  sick.intents = 1u << static_cast<unsigned>(Intent::Praise);
  sick.urgency = Urgency::Low;
  safe.no_topics = 1u << static_cast<unsigned>(Topic::Safety);
  neutral.sentiment = Label::Neutral;
  CHECK(corrections.phrases ==
        std::vector<PhraseRule>{{"Sick", false, sick}, {"War Zone", true, safe}});
  CHECK(corrections.weights ==
        std::vector<OwnWeight>{{10, 32767, -32768}, {0xffff0000, -3, 4}});
  CHECK(corrections.mentions == std::vector<TextCorrection>{{255, neutral}});
  CHECK(parse_settings(R"({"corrections": null})")->corrections.empty());
}

TEST_CASE("weights learnt for other features are left out") {
  const auto settings =
      parse_settings(R"({"corrections": {"features": 1, "weights": {"0000000a": [1, 2]}}})");
  REQUIRE(settings);
  CHECK(settings->corrections.empty());
}

TEST_CASE("wrong corrections say what is wrong and where") {
  const auto detail = [](std::string_view corrections) {
    const auto settings = parse_settings("{\"corrections\": " + std::string(corrections) + "}");
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code == ErrorCode::BadSettings);
    return settings.error().detail;
  };
  CHECK(detail("[]") == "corrections");
  CHECK(detail(R"({"phrases": {}})") == "corrections.phrases");
  CHECK(detail(R"({"phrases": [3]})") == "corrections.phrases[0]");
  CHECK(detail(R"({"phrases": [{"phrase": "a"}, {"phrase": ""}]})") == "corrections.phrases[1].phrase");
  CHECK(detail(R"({"phrases": [{"phrase": "War"}, {"phrase": "WAR"}]})") == "war");
  CHECK(detail(R"({"phrases": [{"phrase": "a", "sentiment": "unrated"}]})") ==
        "corrections.phrases[0].sentiment");
  CHECK(detail(R"({"mentions": {"12": {}}})") == "corrections.mentions.12");
  CHECK(detail(R"({"mentions": {"0123456789abcdef": {"sentiment": "name"}}})") ==
        "corrections.mentions.0123456789abcdef.sentiment");
  CHECK(detail(R"({"mentions": {"0123456789abcdef": {"intents": {"rage": true}}}})") ==
        "corrections.mentions.0123456789abcdef.intents.rage");
  CHECK(detail(R"({"mentions": {"0123456789abcdef": {"topics": {"app": 1}}}})") ==
        "corrections.mentions.0123456789abcdef.topics.app");
  CHECK(detail(R"({"mentions": {"0123456789abcdef": {"brands": {"Nova": "name"}}}})") ==
        "corrections.mentions.0123456789abcdef.brands.Nova");
  CHECK(detail(R"({"mentions": {"0123456789abcdef": {"brands": "Nova"}}})") ==
        "corrections.mentions.0123456789abcdef.brands");
  CHECK(detail(R"({"weights": {"0000000a": [1]}})") == "corrections.weights.0000000a");
  CHECK(detail(R"({"weights": {"0000000a": [1, 40000]}})") == "corrections.weights.0000000a");
  CHECK(detail(R"({"weights": {"xyz": [1, 2]}})") == "corrections.weights.xyz");
}

TEST_CASE("a key that is nearly one of the settings' is refused with that one") {
  const auto message = [](std::string_view json) {
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code == ErrorCode::BadSettings);
    return settings.error().message;
  };
  CHECK(message(R"({"timezone": "Asia/Seoul"})") ==
        "Settings have no \"timezone\"; write \"timeZone\", or leave it out.");
  CHECK(message(R"({"brnads": []})").find("write \"brands\"") != std::string::npos);
  CHECK(message(R"({"Language": "ko"})").find("write \"language\"") != std::string::npos);
  CHECK(message(R"({"brands": [{"name": "a", "alias": []}]})") ==
        "\"brands[0]\" has no \"alias\"; write \"aliases\", or leave it out.");
  CHECK(message(R"({"inputs": [{"colums": {}}]})").find("\"columns\"") != std::string::npos);
  CHECK(message(R"({"corrections": {"phrase": []}})").find("\"phrases\"") != std::string::npos);
  CHECK(message(R"({"corrections": {"phrases": [{"phrase": "a", "sentimnet": "name"}]}})")
            .find("\"sentiment\"") != std::string::npos);
  CHECK(message(R"({"goals": [{"name": "a", "target": 1, "filters": {}}]})").find("\"filter\"") !=
        std::string::npos);
  CHECK(parse_settings(R"({"theme": 1, "version": 2, "brands": [{"name": "a", "colour": 3, "note": ""}]})"));
}

TEST_CASE("brands whose names differ in letter case or width alone are one") {
  const auto settings = parse_settings(R"({"brands": [{"name": "Nova"}, {"name": "nova"}]})");
  REQUIRE_FALSE(settings);
  CHECK(settings.error().message ==
        "The brand \"nova\" stands in the settings twice, first as \"Nova\"; merge the two.");
  CHECK_FALSE(parse_settings(R"({"brands": [{"name": "Nova"}, {"name": "ＮＯＶＡ"}]})"));
}

TEST_CASE("a comma behind the last item is no JSON") {
  CHECK_FALSE(parse_settings(R"({"brands": [{"name": "a"},]})"));
  CHECK_FALSE(parse_settings("{\"timeZone\": \"UTC\", \n}"));
  CHECK_FALSE(parse_filter(R"({"brand": "a",})"));
  CHECK(parse_settings("{\"brands\": [ ], \"later\": \",\" }"));
}

TEST_CASE("dates are local, so that one with a zone is refused and none is cut") {
  for (const char* date : {"2026-01-02T00:00:00Z", "2026-01-02T00:00-12:00", "2026-02-30"}) {
    INFO(date);
    const auto filter = parse_filter(std::string(R"({"to": ")") + date + "\"}");
    REQUIRE_FALSE(filter);
    CHECK(filter.error().message.find("local time") != std::string::npos);
    CHECK_FALSE(parse_settings(std::string(R"({"annotations": [{"at": ")") + date +
                               R"(", "label": "x"}]})"));
    CHECK_FALSE(parse_settings(std::string(R"({"inputs": [{"written": ")") + date + R"("}]})"));
  }
}

TEST_CASE("a filter that nothing can meet is refused") {
  for (const char* json : {R"({"from": "2026-02-01", "to": "2026-01-01"})",
                           R"({"from": "2026-02-01", "to": "2026-02-01"})",
                           R"({"rating": {"min": 4, "max": 2}})", R"({"language": "kr"})",
                           R"({"languages": ["ko", "korean"]})"}) {
    INFO(json);
    CHECK_FALSE(parse_filter(json));
  }
  CHECK(parse_filter(R"({"languages": ["ko", "und"], "rating": {"min": 2, "max": 2}})"));
}

TEST_CASE("what is wrong with settings is said with what would be right") {
  const auto message = [](std::string_view json) {
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    return settings.error().message;
  };
  CHECK(message(R"({"audit": {"size": 0}})") ==
        "\"audit.size\" has to be a whole number from 1 to 5000.");
  CHECK(message(R"({"annotations": [{"at": "2026-01-31", "label": "x", "days": 0}]})") ==
        "\"annotations[0].days\" has to be a whole number from 1 to 366.");
  CHECK(message(R"({"annotations": [{"at": "2026-01-31"}]})") ==
        "\"annotations[0].label\" has to be a text.");
  CHECK(message(R"({"teams": {"preis": "a"}})").find("there are product, price,") != std::string::npos);
}
