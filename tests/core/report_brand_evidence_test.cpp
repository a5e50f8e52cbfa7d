// What a mention's brands and a preview say about where names stand.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <string>

#include "analysed.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

Json classify(std::string_view settings, std::string_view line) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  return Json::parse(analysis.classify(line));
}

std::string table_of(std::initializer_list<std::string_view> texts) {
  std::string csv = "id,text\n";
  int id = 0;
  for (const std::string_view text : texts) {
    csv += std::to_string(++id) + ",\"" + std::string(text) + "\"\n";
  }
  return csv;
}

std::uint64_t mentions_of(Analysis& analysis, std::string_view brand) {
  const Json brands = Json::parse(analysis.brands());
  for (const Json& entry : brands["brands"]) {
    if (entry["name"] == brand) return entry["mentions"];
  }
  return 0;
}

}  // namespace

TEST_CASE("evidence points into the text as it was written") {
  const Json said = classify(R"({"brands": [{"name": "노바", "aliases": ["Nova"]}]})",
                             "🙂 ＮＯＶＡ와 노바는");
  CHECK(said["brands"] == Json({"노바"}));
  const Json& places = said["evidence"]["brands"];
  REQUIRE(places.size() == 2);
  CHECK(places[0] == Json({{"name", "노바"},
                           {"start", 5},
                           {"end", 17},
                           {"startUtf16", 3},
                           {"endUtf16", 7},
                           {"as", "Nova"},
                           {"how", "name"}}));
  CHECK(places[1]["how"] == "inflected");
  CHECK(places[1]["startUtf16"] == 9);
  CHECK(places[1]["endUtf16"] == 11);
  CHECK(classify("{}", "nothing")["evidence"]["brands"].empty());
}

TEST_CASE("a slip counts while it is rare beside the name") {
  std::string csv = table_of({"kelvora one", "kelvora two", "kelvra three", "kelvra four"});
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Kelvora"}]})"));
  REQUIRE(read_into(analysis, "a.csv", csv, 7));
  CHECK(mentions_of(analysis, "Kelvora") == 4);
  // A third row makes it a word of its own, and more of the name a slip again.
  REQUIRE(read_into(analysis, "b.csv", "id,text\n11,kelvra five\n"));
  CHECK(mentions_of(analysis, "Kelvora") == 2);
  CHECK(Json::parse(analysis.classify("kelvra"))["brands"].empty());
  std::string more = "id,text\n";
  for (int i = 20; i < 30; ++i)
    more += std::to_string(i) + ",kelvora number " + std::to_string(i) + "\n";
  REQUIRE(read_into(analysis, "c.csv", more));
  CHECK(mentions_of(analysis, "Kelvora") == 15);
  CHECK(Json::parse(analysis.classify("kelvra"))["brands"] == Json({"Kelvora"}));
}

TEST_CASE("slips follow a change of brands") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Mistone"}]})"));
  REQUIRE(read_into(analysis, "a.csv", table_of({"kelvra", "mistoen", "kelvora", "mistone"})));
  CHECK(mentions_of(analysis, "Mistone") == 2);
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Mistone"}, {"name": "Kelvora"}]})"));
  CHECK(mentions_of(analysis, "Kelvora") == 2);
  CHECK(mentions_of(analysis, "Mistone") == 2);
  analysis.set_settings(settings_from(
      R"({"brands": [{"name": "Kelvora"}, {"name": "Mistoen"}, {"name": "Mistone"}]})"));
  CHECK(mentions_of(analysis, "Mistone") == 1);
  CHECK(mentions_of(analysis, "Mistoen") == 1);
  analysis.set_settings(
      settings_from(R"({"brands": [{"name": "Kelvora", "notNear": ["kelvra"]}]})"));
  CHECK(mentions_of(analysis, "Kelvora") == 1);
}

TEST_CASE("a preview shows some of each way of matching and of each reason to hold back") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(
      analysis, "a.csv",
      table_of({"Orchid phone 1", "Orchid phone 2", "Orchid phone 3", "#orchid phone",
                "my orchid garden", "orchids", "Orchid Bay phone", "nothing", "the orchid"})));
  const Settings settings = settings_from(
      R"({"brands": [{"name": "Orchid", "near": ["phone"], "notNear": ["garden"], "exclude": ["Orchid Bay"]},
                     {"name": "Other"}]})");
  const Json preview = Json::parse(analysis.preview(settings.brands, {}, 7));
  CHECK(preview["looked"] == 9);
  CHECK(preview["of"] == 9);
  REQUIRE(preview["brands"].size() == 2);
  const Json& orchid = preview["brands"][0];
  CHECK(orchid["matched"] == 4);
  REQUIRE(orchid["samples"].size() == 7);
  std::string ways;
  for (const Json& sample : orchid["samples"]) {
    ways += sample["held"].is_null() ? sample["how"].get<std::string>()
                                     : sample["held"].get<std::string>();
    ways += ' ';
    const std::string text = sample["text"];
    const std::size_t start = sample["start"], end = sample["end"];
    CHECK((text.substr(start, end - start) == "Orchid" ||
           text.substr(start, end - start) == "orchid"));
  }
  CHECK(ways == "name name hashtag excluded notNear nothingNear partOfWord ");
  CHECK(orchid["samples"][3]["because"] == "Orchid Bay");
  CHECK(orchid["samples"][4]["because"] == "garden");
  CHECK(preview["brands"][1]["samples"].empty());
  CHECK(Json::parse(analysis.preview(settings.brands, 1, 7))["brands"].size() == 1);
  CHECK(analysis.preview(settings.brands, {}, 7) == analysis.preview(settings.brands, {}, 7));
}

TEST_CASE("a preview cuts long texts between letters and counts offsets in what it shows") {
  Analysis analysis(shipped_model());
  std::string text;
  for (int i = 0; i < 100; ++i) text += "가나다🙂 ";
  REQUIRE(read_into(analysis, "a.csv", table_of({text + "노바를 " + text})));
  const Settings settings = settings_from(R"({"brands": [{"name": "노바"}]})");
  const Json sample = Json::parse(analysis.preview(settings.brands))["brands"][0]["samples"][0];
  const std::string shown = sample["text"];
  CHECK(shown.starts_with("…"));
  CHECK(shown.ends_with("…"));
  CHECK(shown.size() < 300);
  const std::size_t start = sample["start"], end = sample["end"];
  CHECK(shown.substr(start, end - start) == "노바");
}

TEST_CASE("a preview of nothing and of frequent slips is said as such") {
  Analysis analysis(shipped_model());
  const Settings settings = settings_from(R"({"brands": [{"name": "Kelvora"}]})");
  CHECK(Json::parse(analysis.preview(settings.brands))["looked"] == 0);
  REQUIRE(read_into(analysis, "a.csv",
                    table_of({"kelvora", "kelvra 1", "kelvra 2", "kelvra 3", "kelvroa"})));
  const Json brand = Json::parse(analysis.preview(settings.brands))["brands"][0];
  CHECK(brand["matched"] == 2);
  std::string ways;
  for (const Json& sample : brand["samples"]) {
    ways += sample["how"].get<std::string>() +
            (sample["held"].is_null() ? "" : "-" + sample["held"].get<std::string>()) + " ";
  }
  CHECK(ways == "name typo typo-frequent typo-frequent typo-frequent ");
}

TEST_CASE("the preview shows mentions that a brand has by their query alone") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova", "aliases": ["노바"]}, {"name": "Lyra"}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "id,query,text\n1,노바,no name at all\n2,nova,Nova is here\n3,other,Lyra\n"));
  const Json preview = Json::parse(analysis.preview({}));
  const Json& nova = preview["brands"][0];
  CHECK(nova["matched"] == mentions_of(analysis, "Nova"));
  CHECK(nova["matched"] == 2);
  REQUIRE(nova["samples"].size() == 2);
  const auto& sample = nova["samples"][nova["samples"][0]["how"] == "query" ? 0 : 1];
  CHECK(sample["how"] == "query");
  CHECK(sample["as"] == "노바");
  CHECK(sample["text"] == "no name at all");
  CHECK(sample["start"] == sample["end"]);
  CHECK(sample["held"].is_null());
  CHECK(preview["brands"][1]["matched"] == 1);
}

TEST_CASE("a preview of suggested brands seeks no slips, as the report seeks none") {
  std::string csv = "Date,Text\n";
  for (int row = 0; row < 12; ++row)
    csv += "2026-01-0" + std::to_string(row % 9 + 1) + ",today I saw Zentora at the fair " +
           std::to_string(row) + "\n";
  csv += "2026-01-02,today I saw Zentorra at the fair again\n";
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json preview = Json::parse(analysis.preview({}, {}, 20));
  REQUIRE(preview["brands"].size() > 0);
  for (const Json& brand : preview["brands"]) {
    for (const Json& sample : brand["samples"]) CHECK(sample["how"] != "typo");
  }
}
