#include "insight/selection.h"

#include <map>
#include <random>
#include <utility>

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

/// Mentions of everything a report knows of, with likes, in two files.
std::pair<std::string, std::string> mixed_mentions(int rows) {
  std::mt19937 random(5);
  const char* const texts[] = {"I love my Nova, it is wonderful", "Brightly is broken, I want a refund",
                               "Nova beats Brightly", "hello there", "does the Nova battery last?",
                               "배터리가 정말 좋아요 노바 최고", "この価格は高いです", "доставка ужасная, верните деньги"};
  const char* const platforms[] = {"X", "YouTube", "Instagram", ""};
  std::pair<std::string, std::string> files;
  for (std::string* file : {&files.first, &files.second}) {
    *file = "Id,Date,Platform,Author,Followers,Text,Country,Rating,Likes,Reach\n";
    for (int row = 0; row < rows; ++row) {
      const int day = static_cast<int>(random() % 28) + 1;
      const auto number = [&](unsigned below) {
        return random() % 5 == 0 ? std::string() : std::to_string(random() % below);
      };
      *file += std::to_string(random()) + ",2026-03-" + (day < 10 ? "0" : "") + std::to_string(day) +
               "T10:00:00Z," + platforms[random() % 4] + ",a" + std::to_string(random() % 90) + "," +
               number(2'000'000) + ",\"" + texts[random() % 8] + "\"," + (random() % 2 == 0 ? "KR" : "JP") + "," +
               std::to_string(1 + random() % 5) + "," + number(90) + "," +
               number(5'000) + "\n";
    }
  }
  return files;
}

/// Every count and every sum in a part of a report, by where it stands.
using Sums = std::map<std::string, std::uint64_t>;
void add_sums(const Json& part, const std::string& place, bool counts, Sums& sums) {
  static const std::string kCounts = " mentions branded undated reach engagement sentiment brandSentiment ";
  if (part.is_array()) {
    for (const Json& one : part) {
      const char* const key = one.contains("start") ? "start" : one.contains("code") ? "code" : "name";
      add_sums(one, place + "/" + (one[key].is_null() ? "" : one[key].get<std::string>()), false, sums);
    }
  } else if (part.is_object()) {
    for (const auto& [key, value] : part.items()) {
      const bool below = counts || key == "brands" || kCounts.find(" " + key + " ") != std::string::npos;
      add_sums(value, place + "/" + key, below, sums);
    }
  } else if (counts && part.is_number_unsigned()) {
    sums[place] += part.get<std::uint64_t>();
  }
}

Sums sums_of(Analysis& analysis, std::initializer_list<Filter> filters) {
  Sums sums;
  for (const Filter& filter : filters) {
    const Json report = report_of(analysis, filter);
    for (const char* key : {"totals", "brands", "platforms", "languages", "intents", "urgency", "topics",
                            "timeline"}) {
      add_sums(report[key], key, false, sums);
    }
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
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
  CHECK(left(R"({"weekday": "monday"})") == "1 2 22");
  CHECK(left(R"({"weekdays": ["sunday", "thursday"]})") == "4 21");
  CHECK(left(R"({"hour": "12"})") == "3 4 5");
  CHECK(left(R"({"hours": [19, "20"], "weekday": "monday", "to": "2026-02-01"})") == "1 2");
  CHECK(left(R"({"hour": 0})").empty());
  CHECK(left(R"({"answered": "no"})").empty());  // nobody knows
  CHECK(left(R"({"replied": ["no", "yes"]})").empty());
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
          "duplicates": "once", "from": "2026-01-05", "search": "love AND \"so much",
          "hour": [7, 23], "weekday": "monday", "answered": "yes", "replied": "no"})";
  const Json printed = report_of(analysis, filter_of(json))["filter"];
  CHECK(printed["brand"] == "Nova");
  CHECK(printed["sentiment"] == Json::array({"positive", "negative"}));
  CHECK(printed["rating"] == Json({{"min", 1.5}, {"max", 5.0}}));
  CHECK(printed["from"] == "2026-01-05T00:00");
  CHECK(printed["hour"] == Json::array({"7", "23"}));
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
  CHECK(said(R"({"hour": 24})").find("22 23") != std::string::npos);
  CHECK(said(R"({"hour": -1})").find("hour") != std::string::npos);
  CHECK(said(R"({"weekday": "mon"})").find("monday") != std::string::npos);
  CHECK(said(R"({"answered": true})").find("answered") != std::string::npos);
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
  // One has no date.
  CHECK(sum("weekday", {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) == 7);
  CHECK(sum("search", {"nova", "NOT nova"}) == 8);
  CHECK(sum("search", {"a OR i", "NOT (a OR i)"}) == 8);
}

TEST_CASE("each cell of the heat map leads to as many mentions as it counts", "[selection]") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"timeZone": "Asia/Seoul"})"));
  std::string timed = "Id,Date,Text\n", dated = timed;
  std::mt19937 random(3);
  for (int id = 0; id < 300; ++id) {
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    const unsigned day = static_cast<unsigned>(random() % 28 + 1);
    timed += std::to_string(id) + ",2026-03-" + two(day) + "T" + two(static_cast<unsigned>(random() % 24)) + ":00:00Z,hello there\n";
    // Of dates alone nobody knows the hour.
    dated += "d" + std::to_string(id) + ",2026-03-" + two(day) + ",hello again\n";
  }
  REQUIRE(read_into(analysis, "timed.csv", timed));
  REQUIRE(read_into(analysis, "dated.csv", dated));
  const Json hours = Json::parse(analysis.sections("trends", {}))["trends"]["hours"]["mentions"];
  std::uint64_t all = 0, different = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    for (std::size_t hour = 0; hour < 24; ++hour) {
      Filter filter;
      filter.weekdays = 1u << day;
      filter.hours = 1u << hour;
      const std::uint64_t found = analysis.select(filter);
      different += found != hours[day][hour].get<std::uint64_t>();
      all += found;
    }
  }
  CHECK(different == 0);
  CHECK(all == 300);
  CHECK(analysis.select(filter_of(R"({"weekday": ["monday", "tuesday", "wednesday", "thursday",
      "friday", "saturday", "sunday"]})")) == 600);
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

TEST_CASE("a filter and its complement add up to the whole, figure by figure", "[selection]") {
  const auto [first, second] = mixed_mentions(600);
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova", "aliases": ["노바"]}, {"name": "Brightly"}],
      "topics": [{"name": "money", "words": ["refund", "価格", "деньги"]}]})"));
  REQUIRE(read_into(analysis, "a.csv", first));
  REQUIRE(read_into(analysis, "b.csv", second));
  const Sums whole = sums_of(analysis, {Filter()});
  CHECK(whole.at("totals/mentions") == 1'200);
  CHECK(whole.at("topics/money/mentions") > 300);
  CHECK(whole.at("timeline/points/2026-03-02/sentiment/negative") > 0);
  CHECK(whole.size() > 250);
  const std::pair<const char*, const char*> parted[] = {
      {R"({"sentiment": "negative"})", R"({"sentiment": ["positive", "neutral", "unrated"]})"},
      {R"({"from": "2026-03-15"})", R"({"to": "2026-03-15"})"},
      {R"({"platform": ["X", ""]})", R"({"platform": ["YouTube", "Instagram"]})"},
      {R"({"country": "KR"})", R"({"country": "JP"})"},
      {R"({"rating": {"min": 3}})", R"({"rating": {"max": 2}})"},
      {R"({"language": "en"})", R"({"language": ["ko", "ja", "ru", "und"]})"},
      {R"({"tier": ["nano", "unknown"]})", R"({"tier": ["micro", "mid", "macro", "mega"]})"},
      {R"({"file": "a.csv"})", R"({"file": "b.csv"})"},
      {R"j({"search": "nova AND (love OR battery)"})j", R"j({"search": "NOT (nova AND (love OR battery))"})j"},
      {R"({"search": "배터리 OR 価格", "platform": ["X", "YouTube", "Instagram", ""]})", R"({"search": "NOT 배터리 NOT 価格"})"}};
  for (const auto& [one, other] : parted) {
    INFO(one);
    // Neither of the two is empty.
    CHECK(sums_of(analysis, {filter_of(one)}).at("totals/mentions") > 50);
    CHECK(sums_of(analysis, {filter_of(other)}).at("totals/mentions") > 50);
    const Sums both = sums_of(analysis, {filter_of(one), filter_of(other)});
    std::string different;
    for (const auto& [place, sum] : whole) {
      if (!both.contains(place) || both.at(place) != sum) different += place + ' ';
    }
    CHECK(different == "");
    CHECK(both.size() == whole.size());
  }
}

TEST_CASE("shares of voice add up to 1, over all and in each slice", "[selection]") {
  const auto [first, second] = mixed_mentions(600);
  for (const char* counting : {"full", "fractional"}) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova", "aliases": ["노바"]}, {"name": "Brightly"}],
        "counting": ")" + std::string(counting) + "\"}"));
    REQUIRE(read_into(analysis, "a.csv", first));
    const Json sov = report_of(analysis)["sov"];
    const auto adds_up = [](const Json& brands, auto&& share) {
      double sum = 0;
      for (const Json& brand : brands) sum += share(brand).template get<double>();
      return std::abs(sum - 1) < 1e-5;  // printed with six digits
    };
    CHECK(sov["brands"].size() == 2);
    CHECK(adds_up(sov["brands"], [](const Json& brand) { return brand["volume"]["value"]; }));
    CHECK(adds_up(sov["brands"], [](const Json& brand) { return brand["once"]["volume"]["value"]; }));
    for (const char* voice : {"reach", "engagement", "authors"}) {
      CHECK(adds_up(sov["brands"], [&](const Json& brand) { return brand[voice]["share"]["value"]; }));
    }
    int slices = 0;
    for (const char* by : {"platforms", "languages", "countries"}) {
      for (const Json& slice : sov[by]) {
        if (slice["brands"].empty() || slice["brands"][0]["share"].is_null()) continue;
        ++slices;
        CHECK(adds_up(slice["brands"], [](const Json& brand) { return brand["share"]["value"]; }));
      }
    }
    CHECK(slices >= 7);
  }
}

TEST_CASE("what a search found before changes no answer", "[selection]") {
  const auto [first, second] = mixed_mentions(10'000);
  const char* const asked[] = {R"({"search": "nova"})", R"({"search": "nova", "from": "2026-03-10"})",
                               R"({"search": "NOT nova", "to": "2026-03-20"})", R"({"search": "nova"})",
                               R"({"search": "a1 OR 배터리"})", R"({"search": "Nova"})",
                               R"({"search": "nova", "platform": "X"})"};
  const auto check_as_if_asked_first = [&](Analysis& analysis, bool both) {
    for (const char* json : asked) {
      Analysis fresh(shipped_model());
      REQUIRE(read_into(fresh, "a.csv", first));
      if (both) REQUIRE(read_into(fresh, "b.csv", second));
      INFO(json);
      CHECK(ids(analysis, json) == ids(fresh, json));
    }
  };
  // Part of a file first: what was found in it stays right as more comes.
  Analysis analysis(shipped_model());
  const auto feed_and_ask = [&](std::string_view name) {
    analysis.open(name);
    const std::size_t most = first.size() - 50'000;
    analysis.feed(std::string_view(first).substr(0, most));
    for (const char* json : asked) CHECK_FALSE(ids(analysis, json).empty());
    analysis.feed(std::string_view(first).substr(most));
    (void)analysis.close();
  };
  feed_and_ask("a.csv");
  check_as_if_asked_first(analysis, false);
  // A file that turns out to be one read before leaves nothing behind.
  feed_and_ask("again.csv");
  check_as_if_asked_first(analysis, false);
  REQUIRE(read_into(analysis, "b.csv", second));
  check_as_if_asked_first(analysis, true);
}

TEST_CASE("brands are filtered in any letter case, and \"\" are the mentions without one",
          "[selection]") {
  Analysis analysis = analysed();
  const auto size = [&](std::string_view json) { return analysis.select(filter_of(json)); };
  CHECK(size(R"({"brand": "nova"})") == size(R"({"brand": "Nova"})"));
  CHECK(size(R"({"brand": "nova"})") > 0);
  CHECK(size(R"({"brand": ""})") > 0);
  CHECK(size(R"({"brand": ""})") + size(R"({"brand": ["NOVA", "Brightly"]})") == size("{}"));
  CHECK(size(R"({"brand": "", "sentiment": "negative"})") +
            size(R"({"brand": "", "sentiment": ["positive", "neutral", "unrated"]})") ==
        size(R"({"brand": ""})"));
}

TEST_CASE("of a survey's row one answer can be meant, or all", "[selection]") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"inputs": [{"file": "s.csv", "columns": {"answers": ["Best", "Worst"]}}]})"));
  REQUIRE(read_into(analysis, "s.csv",
                    "Id,Best,Worst\n1,the wonderful screen,the awful battery\n2,lovely colours,\n"));
  const auto texts = [&](std::string_view json) {
    std::vector<std::string> found;
    for (const Json& row : rows_of(analysis, filter_of(json))) found.push_back(row["text"]);
    return found;
  };
  using Texts = std::vector<std::string>;
  CHECK(texts(R"({"mentions": [{"file": "s.csv", "row": 2}]})") ==
        Texts{"the wonderful screen", "the awful battery"});
  CHECK(texts(R"({"mentions": [{"file": "s.csv", "row": 2, "part": 2}]})") == Texts{"the awful battery"});
  CHECK(texts(R"({"mentions": [{"file": "s.csv", "row": 2, "part": 3}]})").empty());
  // A row that holds one mention needs no part, and may be called its first.
  CHECK(texts(R"({"mentions": [{"file": "s.csv", "row": 3, "part": 1}]})") == Texts{"lovely colours"});
  CHECK(parse_filter(R"({"mentions": [{"file": "s.csv", "row": 2, "part": "x"}]})").error().code ==
        ErrorCode::BadFilter);

  // What a mention says of its place leads back to it alone.
  const Json rows = rows_of(analysis);
  REQUIRE(rows.size() == 3);
  CHECK(rows[1]["source"] == Json({{"file", "s.csv"}, {"row", 2}, {"part", 2}}));
  CHECK_FALSE(rows[2]["source"].contains("part"));
  for (const Json& row : rows) {
    const std::string place = R"({"mentions": [)" + row["source"].dump() + "]}";
    CHECK(texts(place) == Texts{row["text"]});
    CHECK(filter_of(report_of(analysis, filter_of(place))["filter"].dump()) == filter_of(place));
  }
}

TEST_CASE("topics and teams that the settings do not have are refused with those they have", "[selection]") {
  const Settings settings = settings_from(
      R"({"topics": [{"name": "strap", "words": ["strap"], "team": "leather"}], "teams": {"price": "billing"}})");
  const auto said = [&](std::string_view json) {
    const auto known = check_filter(filter_of(json), settings.topics);
    return known ? std::string() : known.error().message;
  };
  CHECK(said(R"({"team": ["billing", "leather", "care", ""], "topic": ["strap", "price"]})").empty());
  CHECK(said(R"({"team": "sales"})") ==
        "There is no team \"sales\" in the settings; there are product, billing, care, legal, pr, leather.");
  CHECK(said(R"({"topics": ["price", "straps"]})").find("There is no topic \"straps\"") == 0);
}
