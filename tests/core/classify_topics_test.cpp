// The person's own topics and teams: from the words to the figures.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "analysed.h"
#include "classify/phrases.h"
#include "text/fold.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

/// What is found, in the order of finding.
std::vector<std::string> found(const std::vector<std::string>& phrases, std::string_view text) {
  std::vector<SoughtPhrase> sought;
  std::string folded;
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    std::string_view phrase = phrases[i];
    const bool open = phrase.ends_with('*');
    if (open) phrase.remove_suffix(1);
    fold(phrase, folded);
    sought.push_back({folded, i, open});
  }
  fold(text, folded);
  std::vector<PhrasePlace> places;
  PhraseIndex(sought).find(folded, places);
  std::vector<std::string> out;
  for (const PhrasePlace& place : places)
    out.push_back(phrases[place.owner] + "@" + folded.substr(place.begin, place.end - place.begin));
  return out;
}

using Names = std::vector<std::string>;

constexpr std::string_view kCsv =
    "id,text,language\n"
    "1,The battery died after a day,en\n"
    "2,배터리가 너무 빨리 닳아요,ko\n"
    "3,バッテリーが一日もたない,ja\n"
    "4,\"Charging takes forever, and the recharger is loud\",en\n"
    "5,Nothing to see here,en\n";

const Json kTopics = {
    {"topics",
     {{{"name", "Battery"}, {"words", {"battery", "배터리", "バッテリー"}}, {"team", "hardware"}},
      {{"name", "Charging"}, {"words", {"charg*"}}}}}};

Json topics_of(Analysis& analysis) {
  Json out = Json::object();
  for (const Json& row : rows_of(analysis)) {
    Json own = Json::array();
    for (const Json& name : row["topics"]) {
      if (name == "Battery" || name == "Charging" || name == "Cells") own.push_back(name);
    }
    out[row["id"].get<std::string>()] = own;
  }
  return out;
}

bool has(const Json& list, std::string_view name) {
  return std::ranges::find(list, Json(name)) != list.end();
}

}  // namespace

TEST_CASE("a phrase stands as whole words, before a Korean particle, anywhere in Japanese") {
  CHECK(found({"war zone"}, "War Zone: warzone, war zones") == Names{"war zone@war zone"});
  CHECK(found({"배터리"}, "배터리가 새배터리") == Names{"배터리@배터리"});
  CHECK(found({"電池"}, "新しい電池が") == Names{"電池@電池"});
  CHECK(found({"charg*"}, "charging discharged CHARGE") == Names{"charg*@charg", "charg*@charg"});
  CHECK(found({"ад"}, "Ад адрес") == Names{"ад@ад"});
}

TEST_CASE("all phrases that begin together are found, the longest first, and twins too") {
  CHECK(found({"a", "a b", "a b c", "a x"}, "a b c") ==
        Names{"a b c@a b c", "a b@a b", "a@a"});
  CHECK(found({"a b", "a b c d"}, "a b c") == Names{"a b@a b"});
  CHECK(found({"late", "Late"}, "late") == Names{"Late@late", "late@late"});
  CHECK(found({"", "*"}, "late").empty());
  CHECK(found({"late"}, "").empty());
}

TEST_CASE("every mention with a word of an own topic has it, with the word as evidence") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(kTopics.dump()));
  REQUIRE(read_into(analysis, "a.csv", kCsv));
  CHECK(topics_of(analysis) == Json({{"1", {"Battery"}},
                                     {"2", {"Battery"}},
                                     {"3", {"Battery"}},
                                     {"4", {"Charging"}},
                                     {"5", Json::array()}}));
  const Json report = report_of(analysis);
  REQUIRE(report["topics"].size() == 10);
  CHECK(report["topics"][8]["name"] == "Battery");
  CHECK(report["topics"][8]["team"] == "hardware");
  CHECK(report["topics"][8]["mentions"] == 3);
  CHECK(report["topics"][9]["team"].is_null());
  CHECK(report["settings"]["topics"][1]["words"] == Json{"charg*"});
  CHECK(analysis.report({}, Format::Csv).find("topics,Battery,,mentions,3,,") != std::string::npos);

  const Json said = Json::parse(analysis.classify("새 배터리는 좋다"));
  const Json& places = said["evidence"]["topics"]["Battery"];
  REQUIRE(places.size() == 1);
  CHECK(places[0]["startUtf16"] == 2);
  CHECK(places[0]["endUtf16"] == 5);
  CHECK(places[0]["weight"].is_null());
}

TEST_CASE("topics that are changed, turned round or taken away relabel what was read") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", kCsv));
  const auto all = [](Analysis& of) { return of.report({}) + of.mentions(Format::Json, 0, of.select({})); };
  const std::string before = all(analysis);
  const auto as_read_afresh = [&](const Json& settings) {
    analysis.set_settings(settings_from(settings.dump()));
    Analysis fresh(shipped_model());
    fresh.set_settings(settings_from(settings.dump()));
    REQUIRE(read_into(fresh, "a.csv", kCsv, 7));
    return all(analysis) == all(fresh);
  };
  CHECK(as_read_afresh(kTopics));
  Json turned = kTopics;
  std::swap(turned["topics"][0], turned["topics"][1]);
  CHECK(as_read_afresh(turned));
  CHECK(topics_of(analysis)["4"] == Json{"Charging"});
  turned["topics"][0]["words"] = {"nothing to see"};
  turned["topics"][1]["name"] = "Cells";
  CHECK(as_read_afresh(turned));
  CHECK(topics_of(analysis)["4"] == Json::array());
  CHECK(topics_of(analysis)["5"] == Json{"Charging"});
  CHECK(topics_of(analysis)["2"] == Json{"Cells"});
  analysis.set_settings({});
  CHECK(all(analysis) == before);
}

TEST_CASE("a correction takes an own topic away from a text, or gives it") {
  char key[17];
  std::snprintf(key, sizeof key, "%016llx",
                static_cast<unsigned long long>(text_key("The battery died after a day")));
  Json settings = kTopics;
  settings["corrections"] = {
      {"mentions", {{key, {{"topics", {{"Battery", false}, {"Charging", true}}}}}}}};
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", kCsv));
  CHECK(topics_of(analysis)["1"] == Json{"Charging"});
  settings.erase("topics");
  CHECK_FALSE(parse_settings(settings.dump()));
}

TEST_CASE("topics belong to teams, which the settings may change, and mentions are filtered by both") {
  Analysis analysis(shipped_model());
  Json settings = kTopics;
  settings["teams"] = {{"price", "billing"}, {"Charging", "hardware"}, {"shipping", ""}};
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv",
                    std::string(kCsv) + "6,\"Far too expensive, what a rip-off price\",en\n"));
  for (const Json& row : rows_of(analysis)) {
    if (row["id"] == "6") CHECK(has(row["teams"], "billing"));
    if (row["id"] == "2") CHECK(has(row["teams"], "hardware"));
    CHECK(std::ranges::count(row["teams"], Json("product")) <= 1);
  }
  const auto count = [&](const Json& filter) {
    const auto parsed = parse_filter(filter.dump());
    REQUIRE(parsed);
    return rows_of(analysis, *parsed).size();
  };
  CHECK(count({{"topic", "Battery"}}) == 3);
  CHECK(count({{"topic", "Charging"}}) == 1);
  CHECK(count({{"topic", "Rumours"}}) == 0);
  CHECK(count({{"team", "hardware"}}) == 4);
  CHECK(count({{"team", "hardware"}, {"topic", "Charging"}}) == 1);
  CHECK(count({{"team", "nobody"}}) == 0);
  const auto filter = parse_filter(R"({"team": "hardware"})");
  const Json report = report_of(analysis, *filter);
  CHECK(report["filter"] == Json{{"team", "hardware"}});
  const auto team = std::ranges::find(report["teams"], "hardware",
                                      [](const Json& entry) { return entry["name"]; });
  REQUIRE(team != report["teams"].end());
  CHECK((*team)["mentions"] == 4);
  CHECK_FALSE(has(report["topics"], "care"));
  CHECK(parse_filter(R"({"topic": "price"})")->topics == std::vector<std::string>{"price"});
}

TEST_CASE("wrong topics and teams say what is wrong") {
  const auto detail = [](std::string_view json) {
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code == ErrorCode::BadSettings);
    return settings.error().detail;
  };
  CHECK(detail(R"({"topics": {}})") == "topics");
  CHECK(detail(R"({"topics": [{"words": ["a"]}]})") == "topics[0].name");
  CHECK(detail(R"({"topics": [{"name": "price"}]})") == "price");
  CHECK(detail(R"({"topics": [{"name": "A"}, {"name": "A"}]})") == "A");
  CHECK(detail(R"({"topics": [{"name": "A", "words": "a"}]})") == "topics[0].words");
  CHECK(detail(R"({"topics": [{"name": "A", "team": 3}]})") == "topics[0].team");
  CHECK(detail(R"({"teams": {"rumours": "pr"}})") == "teams.rumours");
  CHECK(detail(R"({"teams": ["pr"]})") == "teams");
  Json many = {{"topics", Json::array()}};
  for (int i = 0; i < 25; ++i) many["topics"].push_back({{"name", "t" + std::to_string(i)}});
  CHECK(detail(many.dump()) == "topics");
  many["topics"].erase(24);
  CHECK(parse_settings(many.dump()));
}

TEST_CASE("24 topics on a mention all count, and more sets of labels than 65,536 keep their labels") {
  Json settings = {{"topics", Json::array()}};
  for (int i = 0; i < 24; ++i)
    settings["topics"].push_back({{"name", "t" + std::to_string(i)}, {"words", {"w" + std::to_string(i)}}});
  // 70,000 different sets of 17 topics' words.
  std::string csv = "id,text\n";
  for (int set = 1; set <= 70'000; ++set) {
    csv += std::to_string(set) + ",";
    for (int i = 0; i < 17; ++i)
      if (set >> i & 1) csv += "w" + std::to_string(i) + " ";
    csv += "\n";
  }
  csv += "all,";
  for (int i = 0; i < 24; ++i) csv += "w" + std::to_string(i) + " ";
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json report = report_of(analysis);
  CHECK(report["topics"][8 + 23]["mentions"] == 1);
  CHECK(report["topics"][8]["mentions"] == 35'001);
  const auto last = parse_filter(R"({"topic": "t16"})");
  CHECK(analysis.select(*last) == 70'000 - 65'536 + 1 + 1);
}
