#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <earshot/analysis.h>

#include "analysed.h"
#include "classify/corrections.h"
#include "text/fold.h"

namespace {

using namespace earshot;
using Json = nlohmann::json;

// A band whose name sounds bad, praise that sounds bad, and mentions that have to do with neither.
const std::vector<std::string> kBand = {
    "Season three of Awful Mess starts on Friday", "The Awful Mess tour comes to Busan in May",
    "Awful Mess sells caps at the expo",     "The Awful Mess soundtrack comes on Monday",
    "Awful Mess moves to a new stage in May",      "Awful Mess comes to phones next month",
    "My cousin works on Awful Mess"};
const std::vector<std::string> kPraise = {
    "That bass line is filthy sick",       "Filthy sick moves on stage tonight",
    "The guitar solo was filthy sick",     "What a filthy sick encore",
    "This remix is filthy sick",           "Their drummer is filthy sick",
    "filthy sick visuals on the big screen", "The second verse is filthy sick",
    "Heard the demo, it is filthy sick",   "Such a filthy sick intro"};
const std::string kEleventh = "This beat is filthy sick";
const std::vector<std::string> kUnrelated = {
    "The delivery was late and the box was broken", "I hate waiting on hold for an hour",
    "Lovely staff and quick delivery, thank you",   "The store opens at nine",
    "I got sick after eating there",                "The toilets were filthy",
    "Refund took three weeks, never again",         "Great colours and a fair price"};

std::string csv_of(std::initializer_list<std::vector<std::string>> groups) {
  std::string csv = "id,text\n";
  int id = 0;
  for (const auto& group : groups)
    for (const std::string& text : group) csv += std::to_string(++id) + ",\"" + text + "\"\n";
  return csv;
}

std::string all_mentions() { return csv_of({kBand, kPraise, {kEleventh}, kUnrelated}); }

std::string key_of(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const std::uint64_t key = text_key(text);
  std::string out;
  for (int digit = 15; digit >= 0; --digit) out += kDigits[key >> 4 * digit & 15];
  return out;
}

Json corrected(const std::vector<std::string>& texts, std::string_view sentiment) {
  Json mentions = Json::object();
  for (const std::string& text : texts) mentions[key_of(text)]["sentiment"] = sentiment;
  return {{"mentions", mentions}};
}

Settings with(const Json& corrections) {
  return settings_from(Json{{"corrections", corrections}}.dump());
}

/// An analysis of all mentions, read first and corrected afterwards.
struct Read {
  Read() { REQUIRE(read_into(analysis, "mentions.csv", all_mentions())); }
  void correct(const Json& corrections) { analysis.set_settings(with(corrections)); }
  Json lessons() { return Json::parse(analysis.lessons()); }
  Json tried(const Json& corrections) {
    return Json::parse(analysis.try_corrections(with(corrections).corrections));
  }
  std::string label(std::string_view text) {
    for (const Json& row : rows_of(analysis))
      if (row["text"] == text) return row["sentiment"]["label"];
    return "none";
  }
  std::vector<std::string> labels(const std::vector<std::string>& texts) {
    std::vector<std::string> out;
    for (const std::string& text : texts) out.push_back(label(text));
    return out;
  }
  std::string all() {
    const auto size = analysis.select({});
    return analysis.report({}) + analysis.mentions(Format::Json, 0, size);
  }

  Analysis analysis{shipped_model()};
};

}  // namespace

TEST_CASE("a corrected text keeps its labels, in this export and in the next") {
  const Json corrections = {
      {"mentions",
       {{key_of(kEleventh),
         {{"sentiment", "positive"}, {"intents", {{"praise", true}, {"complaint", false}}},
          {"topics", {{"quality", true}}}, {"urgency", "critical"}}}}}};
  Read read;
  REQUIRE(read.label(kEleventh) == "negative");
  read.correct(corrections);
  const auto check = [](const Json& row) {
    CHECK(row["sentiment"]["label"] == "positive");
    CHECK(row["sentiment"]["scores"]["positive"] == 1.0);
    CHECK(std::ranges::find(row["intents"], "praise") != row["intents"].end());
    CHECK(std::ranges::find(row["intents"], "complaint") == row["intents"].end());
    CHECK(std::ranges::find(row["topics"], "quality") != row["topics"].end());
    CHECK(row["urgency"] == "critical");
  };
  for (const Json& row : rows_of(read.analysis)) {
    if (row["text"] == kEleventh) check(row);
  }
  // Settings first, mentions afterwards.
  Analysis next(shipped_model());
  next.set_settings(with(corrections));
  REQUIRE(read_into(next, "next.csv", csv_of({{"Something else", kEleventh}})));
  check(rows_of(next)[1]);
  check(Json::parse(next.classify(kEleventh)));
}

TEST_CASE("the key of a text is the beginning of its SHA-256") {
  CHECK(text_key("abc") == 0xba7816bf8f01cfea);
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", "title,text\nHello,abc\nabc,abc def\n"));
  analysis.select({});
  CHECK(analysis.text_keys(0, 5) ==
        "[\"" + key_of("Hello\nabc") + "\",\"" + key_of("abc def") + "\"]");
  CHECK(analysis.text_keys(1, 1) == "[\"" + key_of("abc def") + "\"]");
}

TEST_CASE("the words of a name say nothing") {
  Read read;
  const auto unrelated = read.labels(kUnrelated);
  for (const std::string& text : kBand) REQUIRE(read.label(text) == "negative");
  read.correct({{"phrases", {{{"phrase", "Awful Mess"}, {"sentiment", "name"}}}}});
  for (const std::string& text : kBand) CHECK(read.label(text) != "negative");
  CHECK(read.labels(kUnrelated) == unrelated);
  const Json lost = Json::parse(read.analysis.classify("I lost my ticket for awful mess, I hate it"));
  CHECK(lost["sentiment"]["label"] == "negative");
  CHECK(lost["language"] == "en");
  const Json mess = Json::parse(read.analysis.classify("An awful messy evening"));
  CHECK(mess["sentiment"]["label"] == "negative");
}

TEST_CASE("a phrase stands as whole words, before a Korean particle, and anywhere in Japanese") {
  const auto touches = [](std::string_view phrase, std::string_view text) {
    Corrections corrections;
    corrections.phrases.push_back({std::string(phrase), true, {}});
    std::string folded;
    fold(text, folded);
    return CorrectionRules(corrections).touches(text, folded);
  };
  CHECK(touches("War Zone", "the WAR ZONE's map"));
  CHECK(touches("War Zone", "#war zone!"));
  CHECK_FALSE(touches("War Zone", "a war zoned city"));
  CHECK_FALSE(touches("War Zone", "the antiwar zone"));
  CHECK(touches("워존", "워존이 재밌다"));
  CHECK_FALSE(touches("워존", "슈퍼워존"));
  CHECK(touches("地獄", "新作の地獄楽を見た"));
  CHECK(touches("Ад", "Читаю «Ад» Данте"));
  CHECK_FALSE(touches("Ад", "адрес магазина"));
}

TEST_CASE("of several phrases the longest has the last word, and a text's own labels come first") {
  const Json shorter = {{"phrase", "sick"}, {"sentiment", "negative"}};
  const Json longer = {{"phrase", "filthy sick"}, {"sentiment", "positive"}, {"urgency", "high"}};
  Read read;
  read.correct({{"phrases", {shorter, longer}}});
  for (const std::string& text : kPraise) CHECK(read.label(text) == "positive");
  const std::string either = read.all();
  read.correct({{"phrases", {longer, shorter}}});
  CHECK(read.all() == either);
  Json both = corrected({kEleventh}, "neutral");
  both["phrases"] = {shorter, longer};
  read.correct(both);
  CHECK(read.label(kEleventh) == "neutral");
  CHECK(read.label(kPraise[0]) == "positive");
}

TEST_CASE("ten corrections of one pattern teach the eleventh text and leave others alone") {
  Read read;
  const auto unrelated = read.labels(kUnrelated), band = read.labels(kBand);
  REQUIRE(read.label(kEleventh) == "negative");
  Json corrections = corrected(kPraise, "positive");
  read.correct(corrections);
  CHECK(read.label(kEleventh) == "negative");
  const Json lessons = read.lessons();
  REQUIRE(lessons["weights"].is_object());
  CHECK(lessons["weights"].size() <= 64);
  corrections["weights"] = lessons["weights"];
  corrections["features"] = lessons["features"];
  const Json tried = read.tried(corrections);
  INFO(tried.dump().substr(0, 5000));
  CHECK(tried["changes"] == 1);
  CHECK(tried["looked"] == tried["of"]);
  REQUIRE(tried["samples"].size() == 1);
  CHECK(tried["samples"][0]["text"] == kEleventh);
  CHECK(tried["samples"][0]["before"]["sentiment"]["label"] == "negative");
  CHECK(tried["samples"][0]["after"]["sentiment"]["label"] == "positive");
  CHECK(read.label(kEleventh) == "negative");
  read.correct(corrections);
  CHECK(read.label(kEleventh) == "positive");
  CHECK(read.labels(kUnrelated) == unrelated);
  CHECK(read.labels(kBand) == band);
  // What was learnt stays when the texts are gone, and is not learnt twice.
  read.correct({{"weights", lessons["weights"]}, {"features", lessons["features"]}});
  CHECK(read.label(kEleventh) == "positive");
  CHECK(read.label(kPraise[0]) == "positive");
}

TEST_CASE("what a person confirmed is not unlearnt") {
  Read read;
  const std::vector<std::string> confirmed = {"I got sick after eating there",
                                              "The toilets were filthy"};
  Json corrections = corrected(kPraise, "positive");
  corrections["mentions"].update(corrected(confirmed, "negative")["mentions"]);
  read.correct(corrections);
  const Json lessons = read.lessons();
  REQUIRE(lessons["weights"].is_object());
  read.correct({{"weights", lessons["weights"]}, {"features", lessons["features"]}});
  for (const std::string& text : confirmed) CHECK(read.label(text) == "negative");
}

TEST_CASE("a few corrections teach no weights") {
  Read read;
  read.correct(corrected({kPraise.begin(), kPraise.begin() + 7}, "positive"));
  CHECK(read.lessons()["weights"].is_null());
}

TEST_CASE("the phrase that corrected texts share is proposed as a rule: a name, or with its label") {
  Read read;
  CHECK(read.lessons() == Json::parse(R"({"rules": [], "features": 5, "weights": null})"));
  read.correct(corrected({kBand.begin(), kBand.begin() + 5}, "neutral"));
  Json rules = read.lessons()["rules"];
  REQUIRE(rules.size() == 1);
  CHECK(rules[0]["rule"] == Json{{"phrase", "awful mess"}, {"sentiment", "name"}});
  CHECK(rules[0]["texts"] >= 3);

  read.correct(corrected(kPraise, "positive"));
  rules = read.lessons()["rules"];
  REQUIRE(rules.size() == 1);
  CHECK(rules[0]["rule"] == Json{{"phrase", "filthy sick"}, {"sentiment", "positive"}});
  CHECK(rules[0]["texts"] == 10);

  // Texts that have nothing in common make no rule.
  read.correct(corrected({kUnrelated.begin(), kUnrelated.begin() + 4}, "neutral"));
  CHECK(read.lessons()["rules"].empty());
}

TEST_CASE("corrections that are taken back leave the very same bytes as before") {
  Read read;
  const std::string before = read.all();
  Json corrections = corrected(kPraise, "positive");
  read.correct(corrections);
  const Json lessons = read.lessons();
  const std::string once = read.all();
  corrections["weights"] = lessons["weights"];
  corrections["phrases"] = {{{"phrase", "Awful Mess"}, {"sentiment", "name"}}};
  read.correct(corrections);
  const std::string twice = read.all();
  CHECK(once != before);
  CHECK(twice != once);
  read.correct(corrected(kPraise, "positive"));
  CHECK(read.all() == once);
  read.correct(corrections);
  CHECK(read.all() == twice);
  read.correct(Json::object());
  CHECK(read.all() == before);
}

TEST_CASE("corrections in force before and after reading label alike") {
  Json corrections = corrected(kBand, "neutral");
  corrections["phrases"] = {{{"phrase", "filthy sick"}, {"sentiment", "positive"}}};
  corrections["weights"] = {{"0000abcd", {5, -7}}};
  Read after;
  after.correct(corrections);
  Analysis before(shipped_model());
  before.set_settings(with(corrections));
  REQUIRE(read_into(before, "mentions.csv", all_mentions(), 7));
  CHECK(before.report({}) == after.analysis.report({}));
  CHECK(report_of(before)["settings"]["corrections"] ==
        Json{{"phrases", 1}, {"weights", 1}, {"mentions", 7}});
}

TEST_CASE("what is aimed at each of several brands follows corrections, and their undoing") {
  const std::string csv =
      "id,text\n1,Awful Mess is wonderful but Lyra was late again\n"
      "2,Lyra beats Awful Mess\n3,I went from Lyra to Awful Mess and never looked back\n";
  Json settings = {{"brands", {{{"name", "Awful Mess"}}, {{"name", "Lyra"}}}}};
  const auto all = [](Analysis& analysis) {
    return analysis.report({}) + analysis.mentions(Format::Json, 0, analysis.select({}));
  };
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", csv));
  const std::string before = all(analysis);
  settings["corrections"]["phrases"] = {{{"phrase", "awful mess"}, {"sentiment", "name"}}};
  analysis.set_settings(settings_from(settings.dump()));
  const std::string after = all(analysis);
  CHECK(after != before);
  Analysis other(shipped_model());
  other.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(other, "a.csv", csv));
  CHECK(all(other) == after);
  settings.erase("corrections");
  analysis.set_settings(settings_from(settings.dump()));
  CHECK(all(analysis) == before);
}

TEST_CASE("the order of corrections makes no difference to what is learnt") {
  std::vector<std::string> lessons;
  for (const bool turned : {false, true}) {
    std::vector<std::string> praise = kPraise, band = kBand;
    if (turned) {
      std::ranges::reverse(praise);
      std::ranges::reverse(band);
    }
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "a.csv", turned ? csv_of({kUnrelated, band, praise})
                                                : csv_of({praise, band, kUnrelated})));
    Json corrections = corrected(praise, "positive");
    corrections["mentions"].update(corrected(band, "neutral")["mentions"]);
    analysis.set_settings(with(corrections));
    lessons.push_back(analysis.lessons());
  }
  CHECK(lessons[0] == lessons[1]);
}

TEST_CASE("what is aimed at each brand of a text is corrected, whatever the text says") {
  const std::string text = "Awful Mess is wonderful but Lyra was late again";
  const std::string csv = "id,query,text\n1,Lyra,Awful Mess is wonderful but Lyra was late again\n"
                          "2,Vega,Lyra is lovely\n3,Lyra,Lyra is lovely\n";
  Json settings = {{"brands", {{{"name", "Awful Mess"}}, {{"name", "Lyra"}}, {{"name", "Vega"}}}}};
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json before = rows_of(analysis);
  settings["corrections"]["mentions"] = {
      {key_of(text), {{"brands", {{"Lyra", "positive"}, {"Awful Mess", "neutral"}, {"Nobody", "negative"}}}}},
      {key_of("Lyra is lovely"), {{"brands", {{"Vega", "negative"}}}}}};
  analysis.set_settings(settings_from(settings.dump()));
  const Json rows = rows_of(analysis);
  CHECK(rows[0]["brandSentiment"]["Lyra"]["label"] == "positive");
  CHECK(rows[0]["brandSentiment"]["Awful Mess"]["label"] == "neutral");
  CHECK(rows[0]["sentiment"] == before[0]["sentiment"]);
  CHECK(rows[1]["brandSentiment"]["Vega"]["label"] == "negative");
  CHECK(rows[1]["brandSentiment"]["Lyra"]["label"] == "positive");
  CHECK(rows[2] == before[2]);
  CHECK(Json::parse(analysis.classify(text))["brandSentiment"]["Lyra"]["label"] == "positive");
  const auto filter = parse_filter(R"({"brand": "Lyra", "sentiment": "positive"})");
  CHECK(analysis.select(*filter) == 3);

  // In force before reading, and when brands come and go, it is the same.
  Analysis next(shipped_model());
  next.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(next, "a.csv", csv, 5));
  CHECK(rows_of(next) == rows);
  Json fewer = settings;
  fewer["brands"].erase(0);
  next.set_settings(settings_from(fewer.dump()));
  CHECK(rows_of(next)[0]["brandSentiment"]["Lyra"]["label"] == "positive");
  next.set_settings(settings_from(settings.dump()));
  CHECK(rows_of(next) == rows);
  settings.erase("corrections");
  next.set_settings(settings_from(settings.dump()));
  CHECK(rows_of(next) == before);
}

TEST_CASE("a mention explains its labels as classify does, with all that is known of it") {
  const std::string text = "I hate the filthy sick battery of Lyra";
  const std::string csv = "id,query,title,text,followers\n1,Vega," + text + "," + text + ",5000000\n2,Vega,One,Two,1\n";
  Json settings = {{"brands", {{{"name", "Lyra"}}, {{"name", "Vega"}}}},
                   {"topics", {{{"name", "Battery"}, {"words", {"battery"}}}}}};
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", csv));
  analysis.select({});
  const Json row = rows_of(analysis)[0];
  const Json why = Json::parse(analysis.explain(0));
  const Json said = Json::parse(analysis.classify(text));
  CHECK(why["evidence"] == said["evidence"]);
  for (const char* key : {"sentiment", "brands", "intents", "topics", "urgency", "urgencyBecause", "teams"})
    CHECK(why[key] == row[key]);
  CHECK(why["brandSentiment"]["Vega"]["label"] == row["brandSentiment"]["Vega"]["label"]);
  CHECK(std::ranges::find(why["urgencyBecause"], "reach") != why["urgencyBecause"].end());
  CHECK(Json::parse(analysis.explain(1))["text"] == "One\nTwo");
  CHECK(analysis.explain(2) == "null");
}

TEST_CASE("evidence counts own weights in, leaves names out and says which corrections spoke") {
  Read read;
  const auto why = [&] { return Json::parse(read.analysis.classify(kEleventh)); };
  const auto sum = [](const Json& said) {
    double total = 0;
    for (const Json& place : said["evidence"]["sentiment"]) total += place["weight"].get<double>();
    return total;
  };
  const Json before = why();
  CHECK(before["evidence"]["corrections"].empty());
  Json corrections = corrected(kPraise, "positive");
  read.correct(corrections);
  const Json lessons = read.lessons();
  REQUIRE(lessons["weights"].is_object());
  read.correct({{"weights", lessons["weights"]}, {"features", lessons["features"]}});
  CHECK(sum(why()) > sum(before) + 0.5);

  read.correct({{"phrases", {{{"phrase", "Filthy Sick"}, {"sentiment", "name"}}}},
                {"mentions", {{key_of(kEleventh), {{"urgency", "high"}}}}}});
  const Json named = why();
  const Json& rules = named["evidence"]["corrections"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["phrase"] == "filthy sick");
  CHECK(rules[0]["sentiment"] == "name");
  const std::size_t begin = rules[0]["start"], end = rules[0]["end"];
  for (const Json& place : named["evidence"]["sentiment"])
    CHECK((place["end"].get<std::size_t>() <= begin || place["start"].get<std::size_t>() >= end));
  CHECK(rules[1] == Json{{"phrase", nullptr}, {"urgency", "high"}});
  CHECK(named["urgencyBecause"] == Json{"correction"});
}

TEST_CASE("learn prints each proposal with what it would change, and puts all of them in force") {
  Read read;
  Json corrections = corrected(kPraise, "positive");
  corrections["mentions"].update(corrected({kBand.begin(), kBand.begin() + 5}, "neutral")["mentions"]);
  const Json settings = {{"timeZone", "Asia/Seoul"}, {"corrections", corrections}, {"later", {1, "\u00e9", nullptr}}};
  read.analysis.set_settings(settings_from(settings.dump()));
  const Json learnt = Json::parse(read.analysis.learn());
  const Json lessons = read.lessons();
  REQUIRE(learnt["proposals"].size() == lessons["rules"].size() + 1);
  bool name = false;
  for (const Json& proposal : learnt["proposals"]) {
    CHECK(proposal["trial"]["of"] == proposal["trial"]["looked"]);
    CHECK(proposal.contains("rule") != proposal.contains("weights"));
    name |= proposal.contains("rule") && proposal["rule"]["sentiment"] == "name";
  }
  CHECK(name);
  const std::string before = read.all();
  const std::string written = read.analysis.learn_into(settings.dump());
  CHECK(read.all() != before);
  CHECK(read.label(kEleventh) == "positive");
  const Json next = Json::parse(written);
  CHECK(next["later"] == settings["later"]);
  CHECK(next["timeZone"] == "Asia/Seoul");
  CHECK(next["corrections"]["mentions"] == corrections["mentions"]);
  CHECK(next["corrections"]["phrases"].size() >= 1);
  Read again;
  again.analysis.set_settings(settings_from(written));
  CHECK(again.all() == read.all());
  // There is nothing more to learn, and nothing comes of nothing.
  CHECK(Json::parse(again.analysis.learn_into(written)) == next);
  Read untaught;
  CHECK(untaught.analysis.learn() == "{\"proposals\":[]}\n");
  CHECK(untaught.analysis.learn_into("") == "{}\n");
}
