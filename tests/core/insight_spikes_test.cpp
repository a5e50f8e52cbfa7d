#include "insight/spikes.h"

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_approx.hpp>

#include "analysed.h"
#include "draws.h"

using namespace earshot;
using Catch::Approx;
using Json = nlohmann::json;

namespace {

std::string date(std::size_t days_since_2026) {
  char text[kIsoDateLength];
  write_iso_date(text, (days_from_civil(2026, 1, 1) + static_cast<std::int64_t>(days_since_2026)) * kDayMs);
  return std::string(text, sizeof text);
}

struct Csv {
  std::string text = "Id,Date,Platform,Author,Text,Reach\n";
  std::size_t id = 0;

  void add(std::size_t day, std::string_view platform, std::string_view author, std::string_view words,
           std::size_t count, std::size_t reach) {
    for (std::size_t at = 0; at < count; ++at) {
      ++id;
      text += std::to_string(id) + ',' + date(day) + "T12:00:00," + std::string(platform) + ',' +
              std::string(author) + (author == "author" ? std::to_string(id) : "") + ",\"" +
              std::string(words) + "\"," + std::to_string(reach) + '\n';
    }
  }
};

constexpr std::string_view kFine = "Nova is fine, I got one on Monday";
constexpr std::string_view kLove = "I love my Nova, it is wonderful";
constexpr std::string_view kFire = "The battery of this terrible Nova caught fire, awful";

/// Eight weeks of some thirty mentions a day.
Csv quiet() {
  Csv csv;
  Draws draws(3);
  for (std::size_t day = 0; day < 56; ++day) {
    csv.add(day, "X", "author", kFine, draws.count(18, 0), 100);
    csv.add(day, "YouTube", "author", kLove, draws.count(10, 0), 100);
    csv.add(day, "X", "author", "Nova is slow and bad", draws.count(3, 0), 100);
  }
  return csv;
}

Json spikes_of(const std::string& csv, std::string_view settings = R"({"brands": [{"name": "Nova"}]})") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  REQUIRE(read_into(analysis, "a.csv", csv));
  return Json::parse(analysis.sections("spikes", {}, nullptr))["spikes"];
}

Json find(const Json& spikes, std::string_view of, const Json& name, bool negative) {
  for (const Json& spike : spikes["spikes"]) {
    const Json& series = spike["series"];
    if (series["of"] == of && series["name"] == name && series["negative"] == negative) return spike;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a spike's ratio has the score interval of its count") {
  // Poisson: the bounds m solve (y - m)² = z² m.
  const Estimate poisson = spike_ratio(30, 10, 0);
  CHECK(poisson.value == 3);
  for (const double m : {poisson.low * 10, poisson.high * 10}) {
    CHECK((30 - m) * (30 - m) == Approx(kZ * kZ * m));
  }
  const Estimate wide = spike_ratio(30, 10, 0.1);
  for (const double m : {wide.low * 10, wide.high * 10}) {
    CHECK((30 - m) * (30 - m) == Approx(kZ * kZ * (m + 0.1 * m * m)));
  }
  CHECK(std::isinf(spike_ratio(30, 10, 0.5).high));
  CHECK(spike_ratio(0, 10, 0).low == 0);
}

TEST_CASE("where nothing happens nothing is reported, and how much was tested is said") {
  const Json spikes = spikes_of(quiet().text);
  CHECK(spikes["unit"] == "day");
  CHECK(spikes["steps"] == 56);
  CHECK(spikes["tests"] == spikes["series"].get<int>() * 56);
  CHECK(spikes["spikes"].empty());
  CHECK(spikes["expectedFalseAlarms"] == 0.05);
}

TEST_CASE("a wave of complaints is a crisis, with what it says and where") {
  Csv csv = quiet();
  csv.add(40, "X", "author", kFire, 60, 900);
  csv.add(41, "X", "author", kFire, 50, 900);
  const Json spikes = spikes_of(csv.text);
  const Json all = find(spikes, "brand", "Nova", true);
  REQUIRE(all.is_object());
  CHECK(all["start"] == date(40));
  CHECK(all["end"] == date(42));
  CHECK(all["observed"].get<int>() >= 110);
  CHECK(all["expected"].get<double>() < 20);
  CHECK(all["ratio"]["low"].get<double>() > 1.5);
  CHECK(all["crisis"] == true);
  CHECK(all["negativeShare"]["value"].get<double>() > 0.5);
  CHECK(all["usualNegativeShare"]["value"].get<double>() < 0.3);
  CHECK(all["moreNegative"]["low"].get<double>() > 0.3);
  CHECK(all["reach"]["sum"].get<double>() > 90'000);
  CHECK(all["drivers"]["platforms"][0]["name"] == "X");
  // All of one event.
  for (const Json& spike : spikes["spikes"]) CHECK(spike["event"] == 1);
  // The other platform has none.
  CHECK(find(spikes, "platform", "YouTube", false) == nullptr);
}

TEST_CASE("spikes do not depend on the order of rows") {
  Csv csv = quiet();
  csv.add(40, "X", "author", kFire, 60, 900);
  csv.add(41, "X", "author", kFire, 50, 900);
  csv.add(12, "YouTube", "fan", "Nova has a new colour, the third of this year already", 70, 50);
  csv.add(12, "YouTube", "other fan", "Nova has a new colour, the third of this year already", 30, 50);
  const auto figures = [&] {
    Json spikes = spikes_of(csv.text);
    for (Json& spike : spikes["spikes"]) {
      // Of these a sample is read, and one of equals shown.
      for (const char* sampled : {"inside", "outside", "phrases"}) spike["drivers"].erase(sampled);
      spike["drivers"]["largestText"].erase("first");
    }
    return spikes;
  };
  const Json sorted = figures();
  CHECK(find(sorted, "platform", "YouTube", false)["drivers"]["authorCount"].get<int>() > 2);
  CHECK(find(sorted, "platform", "YouTube", false)["drivers"]["authors"][0]["mentions"] == 70);
  CHECK(find(sorted, "platform", "YouTube", false)["drivers"]["largestText"]["mentions"] == 100);
  std::vector<std::string> lines;
  std::istringstream in(csv.text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::mt19937 random(11);
  std::shuffle(lines.begin() + 1, lines.end(), random);
  csv.text.clear();
  for (const std::string& line : lines) csv.text += line + '\n';
  CHECK(figures() == sorted);
}

TEST_CASE("one copied text is told from many voices, and few authors from both") {
  Csv many = quiet();
  for (int at = 0; at < 80; ++at) {
    many.add(30, "X", "author", "Nova show number " + std::to_string(at * 7919) + " was " + std::string(1 + at % 9, 'o'), 1, 100);
  }
  const Json voices = find(spikes_of(many.text), "all", nullptr, false);
  REQUIRE(voices.is_object());
  CHECK(voices["drivers"]["voices"] == "many voices");

  Csv copied = quiet();
  copied.add(30, "X", "author", "Win a Nova today: share this text with all of your friends and family", 80, 100);
  const Json one = find(spikes_of(copied.text), "all", nullptr, false);
  REQUIRE(one.is_object());
  CHECK(one["drivers"]["voices"] == "one text");
  CHECK(one["drivers"]["largestText"]["mentions"] == 80);
  CHECK(one["crisis"] == nullptr);

  Csv loud = quiet();
  for (int at = 0; at < 80; ++at) {
    loud.add(30, "X", "megaphone", "Nova show number " + std::to_string(at * 7919) + " " + std::string(1 + at % 9, 'o'), 1, 100);
  }
  const Json few = find(spikes_of(loud.text), "all", nullptr, false);
  REQUIRE(few.is_object());
  CHECK(few["drivers"]["voices"] == "few authors");
  CHECK(few["drivers"]["authors"][0]["name"] == "megaphone");
  CHECK(few["drivers"]["authors"][0]["mentions"] == 80);
}

TEST_CASE("the text repeated most is shown by a mention of the spike") {
  constexpr std::string_view kWin = "Win a watch today: share this text with all of your friends and family";
  Csv copied = quiet();
  copied.add(3, "X", "early", kWin, 2, 100);
  copied.add(30, "X", "author", kWin, 80, 100);
  const Json one = find(spikes_of(copied.text), "all", nullptr, false);
  REQUIRE(one.is_object());
  CHECK(one["drivers"]["largestText"]["mentions"] == 80);
  CHECK(one["drivers"]["largestText"]["first"]["author"] != "early");
  CHECK(one["drivers"]["largestText"]["first"]["time"].get<std::string>().starts_with(date(30)));
}

TEST_CASE("a crisis needs reach that is more than usual, and nothing is said where none is known") {
  Csv small = quiet();
  small.add(42, "X", "author", kFire, 60, 1);
  const Json crisis = find(spikes_of(small.text), "brand", "Nova", true);
  REQUIRE(crisis.is_object());
  CHECK(crisis["crisis"] == false);
  CHECK(crisis["moreNegative"]["low"].get<double>() > 0);
  std::string unknown;
  for (std::size_t at = 0; at < small.text.size();) {
    const std::size_t end = small.text.find('\n', at);
    unknown += small.text.substr(at, small.text.rfind(',', end) - at) + '\n';
    at = end + 1;
  }
  const Json silent = find(spikes_of(unknown), "brand", "Nova", true);
  REQUIRE(silent.is_object());
  CHECK(silent["crisis"] == nullptr);
  CHECK(silent["reach"] == nullptr);
}

TEST_CASE("more praise is no crisis") {
  Csv csv = quiet();
  csv.add(40, "YouTube", "author", kLove, 100, 5'000);
  const Json spikes = spikes_of(csv.text);
  CHECK(find(spikes, "brand", "Nova", false).is_object());
  for (const Json& spike : spikes["spikes"]) CHECK(spike["crisis"] != true);
}

TEST_CASE("of ten days the hours are tested, each against the same hour of other days") {
  std::string csv = "Id,Date,Text\n";
  Draws draws(11);
  int id = 0;
  for (std::size_t hour = 0; hour < 240; ++hour) {
    // Forty at noon are usual, at four in the morning they are not.
    std::uint32_t count = draws.count(hour % 24 == 12 ? 40 : hour % 24 < 6 ? 2 : 12, 0);
    if (hour == 5 * 24 + 4) count = 40;
    const std::size_t of_day = hour % 24;
    for (std::uint32_t at = 0; at < count; ++at) {
      ++id;
      csv += std::to_string(id) + ',' + date(hour / 24) + (of_day < 10 ? "T0" : "T") +
             std::to_string(of_day) + ":30:00,Nova is fine " + std::to_string(id) + '\n';
    }
  }
  const Json spikes = spikes_of(csv);
  CHECK(spikes["unit"] == "hour");
  CHECK(spikes["steps"] == 240);
  for (const Json& spike : spikes["spikes"]) {
    CHECK(spike["start"] == "2026-01-06T04:00");
    CHECK(spike["end"] == "2026-01-06T05:00");
  }
  CHECK(find(spikes, "all", nullptr, false).is_object());
}

TEST_CASE("a few days tell nothing of what is usual") {
  Csv csv;
  csv.add(0, "X", "author", kFine, 3, 1);
  csv.add(1, "X", "author", kFine, 90, 1);
  const Json spikes = spikes_of(csv.text);
  CHECK(spikes["tests"] == 0);
  CHECK(spikes["spikes"].empty());
}

TEST_CASE("a topic of the person's own has a series, and drives spikes") {
  Csv csv = quiet();
  csv.add(40, "X", "author", kFire, 60, 900);
  const Json spikes = spikes_of(csv.text, R"({"brands": [{"name": "Nova"}],
    "topics": [{"name": "flames", "words": ["fire"]}]})");
  const Json topic = find(spikes, "topic", "flames", false);
  REQUIRE(topic.is_object());
  CHECK(topic["start"] == date(40));
  CHECK(topic["observed"] == 60);
  const Json all = find(spikes, "all", nullptr, false);
  REQUIRE(all.is_object());
  bool drives = false;
  for (const Json& shared : all["drivers"]["topics"]) drives = drives || (shared["name"] == "flames" && shared["mentions"] == 60);
  CHECK(drives);
}

TEST_CASE("spikes are the same of what is kept and of a fresh analysis", "[spikes]") {
  Csv csv = quiet();
  csv.add(40, "X", "author", kFire, 60, 900);
  csv.add(41, "X", "author", kFire, 50, 900);
  csv.add(12, "YouTube", "fan", "Nova has a new colour, the third of this year already", 70, 50);
  const std::string more = "Id,Date,Platform,Author,Text\n9001,,X,a,I like Nova\n9002,2026-02-10,Forum,b,I like Nova\n";
  const char* const filters[] = {"{}", R"({"platform": "X"})", R"({"from": "2026-01-05", "to": "2026-02-20"})",
                                 R"({"sentiment": "negative"})"};
  const char* const settings[] = {
      R"({"brands": [{"name": "Nova"}]})", R"({"brands": [{"name": "battery"}]})",
      R"({"brands": [{"name": "Nova"}], "timeZone": "Asia/Seoul"})",
      R"({"brands": [{"name": "Nova"}], "corrections": {"phrases": [{"phrase": "fine", "sentiment": "negative"}]}})",
      R"({"brands": [{"name": "Nova"}], "topics": [{"name": "flames", "words": ["fire"]}]})"};
  Analysis kept(shipped_model());
  REQUIRE(read_into(kept, "a.csv", csv.text));
  std::vector<std::string> answers;
  for (std::size_t round = 0; round <= std::size(settings); ++round) {
    const bool both = round == std::size(settings);
    const Settings of = settings_from(settings[both ? 0 : round]);
    kept.set_settings(of);
    if (both) REQUIRE(read_into(kept, "b.csv", more));
    for (const char* filter : filters) {
      Analysis fresh(shipped_model());
      fresh.set_settings(of);
      REQUIRE(read_into(fresh, "a.csv", csv.text));
      if (both) REQUIRE(read_into(fresh, "b.csv", more));
      CHECK(kept.sections("spikes", *parse_filter(filter)) == fresh.sections("spikes", *parse_filter(filter)));
    }
    answers.push_back(kept.sections("spikes", {}));
    CHECK(Json::parse(answers.back())["spikes"]["spikes"].size() > 0);
  }
  // What is asked anew has other answers, or nothing would show here.
  std::ranges::sort(answers);
  CHECK(std::ranges::adjacent_find(answers) == answers.end());
}
