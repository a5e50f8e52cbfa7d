#include "insight/selection.h"

#include <random>

#include "analysed.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kCsv =
    "Id,Date,Platform,Author,Followers,Text,Language,Country,Rating,Tags,Kind\n"
    "1,2026-01-05T10:00:00Z,X,mina,9999,I love my Nova so much,en,KR,5,launch;shop,\n"
    "2,2026-01-05T11:00:00Z,X,joon,10000,Brightly is terrible and broken again,en,KR,1,,\n"
    "3,2026-01-06T03:00:00Z,Instagram,kei,100000,Nova is better than Brightly,en,JP,4.5,shop,\n"
    "4,2026-01-08T03:00:00Z,YouTube,ann,500000,배터리가 정말 좋아요 노바 최고,ko,,,,\n"
    "5,2026-01-09T03:00:00Z,,bob,1000000,Nova and more Nova,en,US,2,,\n"
    "6,,X,,,nothing to see here,en,,,,\n";
constexpr std::string_view kSecond =
    "Id,Date,Platform,Author,Text\n"
    "21,2026-02-01T10:00:00Z,X,mina,I love my Nova so much and I tell everybody twice\n"
    "22,2026-02-02T10:00:00Z,X,zoe,I love my Nova so much and I tell everybody twice\n";

Analysis analysed() {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"brands": [{"name": "Nova", "aliases": ["노바"]}, {"name": "Brightly"}],
          "timeZone": "Asia/Seoul", "inputs": [{"file": "a.csv", "columns": {"tags": ["Tags"]}}]})"));
  REQUIRE(read_into(analysis, "a.csv", kCsv));
  REQUIRE(read_into(analysis, "b.csv", kSecond));
  return analysis;
}

Filter filter_of(std::string_view json) {
  auto filter = parse_filter(json);
  INFO(json);
  REQUIRE(filter);
  return *filter;
}

std::string ids(Analysis& analysis, std::string_view json) {
  std::string found;
  for (const Json& row : rows_of(analysis, filter_of(json))) {
    found += (found.empty() ? "" : " ") + row["id"].get<std::string>();
  }
  return found;
}

}  // namespace

TEST_CASE("each condition leaves the mentions that meet it", "[selection]") {
  Analysis analysis = analysed();
  const auto left = [&](std::string_view json) { return ids(analysis, json); };
  CHECK(left(R"({"brand": ["Nova", "Brightly"]})") == "1 2 3 4 5 21 22");
  CHECK(left(R"({"brands": "Brightly"})") == "2 3");
  CHECK(left(R"({"platform": ["YouTube", "Instagram", "Nowhere"]})") == "3 4");
  CHECK(left(R"({"platform": ""})") == "5");
  CHECK(left(R"({"language": "ko"})") == "4");
  CHECK(left(R"({"country": ["KR", "JP"]})") == "1 2 3");
  CHECK(left(R"({"countries": "", "file": "a.csv"})") == "4 6");
  CHECK(left(R"({"author": ["mina", "bob"]})") == "1 5 21");
  CHECK(left(R"({"tier": "nano"})") == "1");
  CHECK(left(R"({"tier": ["micro", "mid"]})") == "2 3");
  CHECK(left(R"({"tiers": ["macro", "mega"]})") == "4 5");
  CHECK(left(R"({"tier": "unknown", "file": "a.csv"})") == "6");
  CHECK(left(R"({"rating": {"min": 4.5}})") == "1 3");
  CHECK(left(R"({"rating": {"max": 2}})") == "2 5");
  CHECK(left(R"({"rating": {"min": 2, "max": 4.5}})") == "3 5");
  CHECK(left(R"({"tag": "shop"})") == "1 3");
  CHECK(left(R"({"tag": ["launch", "none"]})") == "1");
  CHECK(left(R"({"file": "b.csv"})") == "21 22");
  CHECK(left(R"({"file": "c.csv"})").empty());
  CHECK(left(R"({"mentions": [{"file": "a.csv", "row": 3}, {"file": "b.csv", "row": 2}]})") == "2 21");
  CHECK(left(R"({"mentions": [{"file": "a.csv", "row": 4294967298}]})").empty());
  CHECK(left(R"({"from": "2026-01-06"})") == "3 4 5 21 22");
  CHECK(left(R"({"search": "nova NOT love"})") == "3 5");
  CHECK(left(R"({"search": "mina"})") == "1 21");
  CHECK(left(R"({"duplicates": "once", "file": "b.csv"})") == "21");
  CHECK(left(R"({"duplicates": "once", "author": "zoe"})") == "22");
  CHECK(left(R"({"duplicates": "all", "author": "zoe"})") == "22");
  CHECK(left(R"({"brand": "Nova", "platform": "X", "to": "2026-01-31", "search": "love"})") == "1");
  CHECK(left(R"({"brand": [], "mentions": []})") == "1 2 3 4 5 6 21 22");
}

TEST_CASE("a report prints its filter as applied, so that it can be read again", "[selection]") {
  Analysis analysis = analysed();
  const std::string json =
      R"({"brands": ["Nova"], "sentiments": ["negative", "positive"], "tier": ["unknown", "mega"],
          "rating": {"min": 1.5, "max": 5}, "mentions": [{"file": "a.csv", "row": 2}],
          "duplicates": "once", "from": "2026-01-05", "search": "love AND \"so much"})";
  const Json printed = report_of(analysis, filter_of(json))["filter"];
  CHECK(printed["brand"] == "Nova");
  CHECK(printed["sentiment"] == Json::array({"positive", "negative"}));
  CHECK(printed["rating"] == Json({{"min", 1.5}, {"max", 5.0}}));
  CHECK(printed["from"] == "2026-01-05T00:00");
  CHECK(filter_of(printed.dump()) == filter_of(json));
  CHECK(report_of(analysis, filter_of(R"({"duplicates": "all"})"))["filter"] == nullptr);
}

TEST_CASE("a filter that can mean nothing is refused in a sentence", "[selection]") {
  const auto said = [](std::string_view json) {
    const auto filter = parse_filter(json);
    INFO(json);
    REQUIRE_FALSE(filter);
    CHECK(filter.error().code == ErrorCode::BadFilter);
    return filter.error().message;
  };
  CHECK(said(R"({"brnad": "Nova"})").find("brnad") != std::string::npos);
  CHECK(said(R"({"tier": "huge"})").find("nano micro mid macro mega") != std::string::npos);
  CHECK(said(R"({"kind": ["reply", "answer"]})").find("original") != std::string::npos);
  CHECK(said(R"({"brand": ["Nova", 3]})").find("brand") != std::string::npos);
  CHECK(said(R"({"rating": 3})").find("rating") != std::string::npos);
  CHECK(said(R"({"rating": {"min": "many"}})").find("rating.min") != std::string::npos);
  CHECK(said(R"({"mentions": [{"row": 3}]})").find("file") != std::string::npos);
  CHECK(said(R"({"duplicates": "twice"})").find("once") != std::string::npos);
  CHECK(said(R"({"search": "OR nova"})").find("OR") != std::string::npos);
  CHECK(said(R"({"search": 7})").find("search") != std::string::npos);
}

TEST_CASE("the values of a condition share out the whole", "[selection]") {
  Analysis analysis = analysed();
  const auto size = [&](std::string_view json) { return analysis.select(filter_of(json)); };
  const auto sum = [&](std::string_view key, std::initializer_list<std::string_view> values) {
    std::uint64_t all = 0;
    for (const std::string_view value : values) {
      all += size("{\"" + std::string(key) + "\": \"" + std::string(value) + "\"}");
    }
    return all;
  };
  CHECK(sum("sentiment", {"positive", "neutral", "negative", "unrated"}) == 8);
  CHECK(sum("tier", {"nano", "micro", "mid", "macro", "mega", "unknown"}) == 8);
  CHECK(sum("kind", {"original", "repost", "reply", "quote"}) == 8);
  CHECK(sum("platform", {"X", "Instagram", "YouTube", ""}) == 8);
  CHECK(sum("urgency", {"low", "normal", "high", "critical"}) == 8);
  CHECK(sum("search", {"nova", "NOT nova"}) == 8);
  CHECK(sum("search", {"a OR i", "NOT (a OR i)"}) == 8);
}

TEST_CASE("figures of a filter are those of a file with the mentions it leaves alone", "[selection]") {
  // Many segments, times out of order, so that none can be passed over by its period alone.
  std::mt19937 random(7);
  const char* const texts[] = {"I love my Nova", "Brightly is broken", "Nova beats Brightly", "hello there"};
  std::string whole = "Id,Date,Platform,Author,Followers,Text\n", part = whole;
  std::uint64_t kept = 0;
  for (int id = 0; id < 40'000; ++id) {
    const int day = static_cast<int>(random() % 28) + 1, platform = static_cast<int>(random() % 3);
    const auto followers = random() % 30'000;
    const std::string row = std::to_string(id) + ",2026-03-" + (day < 10 ? "0" : "") +
                            std::to_string(day) + "T10:00:00Z,P" + std::to_string(platform) + ",a" +
                            std::to_string(random() % 500) + "," + std::to_string(followers) + "," +
                            texts[random() % 4] + "\n";
    whole += row;
    if (day < 10 || day >= 20 || platform == 1 || followers < 10'000) continue;
    part += row;
    ++kept;
  }
  const auto report = [](const std::string& csv, const Filter& filter) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}]})"));
    REQUIRE(read_into(analysis, "a.csv", csv));
    Json json = report_of(analysis, filter);
    CHECK(Json::parse(analysis.counts_of(filter))["sentiment"] == json["totals"]["sentiment"]);
    return json;
  };
  const Json filtered = report(whole, filter_of(R"({"from": "2026-03-10", "to": "2026-03-20",
      "platform": ["P0", "P2"], "tier": ["micro", "mid"]})"));
  const Json alone = report(part, {});
  CHECK(filtered["totals"]["mentions"] == kept);
  // Urgency aside: whether there is a pile-on is worked out over all mentions.
  for (const char* key : {"period", "totals", "brands", "platforms", "languages", "intents", "topics",
                          "timeline"}) {
    CHECK(filtered[key] == alone[key]);
  }
}
