#include <string>

#include <catch2/catch_approx.hpp>

#include "analysed.h"
#include "insight/change.h"

using namespace earshot;
using Catch::Approx;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kGood = "Nova is wonderful, I love it", kBad = "Nova is terrible and awful";

/// January with ten mentions a day, February with twice as many of which more are bad.
std::string two_months() {
  std::string csv = "Id,Date,Platform,Author,Text,Likes\n";
  int id = 0;
  const auto add = [&](int month, int day, std::string_view platform, std::string_view text, int count) {
    for (int at = 0; at < count; ++at) {
      ++id;
      csv += std::to_string(id) + ",2026-0" + std::to_string(month) + (day < 10 ? "-0" : "-") +
             std::to_string(day) + "," + std::string(platform) + ",author" + std::to_string(id % 97) + ",\"" +
             std::string(text) + ' ' + std::to_string(id) + "\"," + std::to_string(id % 5) + "\n";
    }
  };
  for (int day = 1; day <= 28; ++day) {
    add(1, day, "X", kGood, 5 + day % 2);
    add(1, day, "YouTube", "Brightly is fine", 3);
    add(1, day, "X", kBad, 2);
    add(2, day, "X", kGood, 6 + day % 2);
    add(2, day, "YouTube", "Brightly is fine", 6);
    add(2, day, "X", kBad, 8);
  }
  return csv;
}

Json against(const std::string& csv, std::string_view filter, std::string_view second,
             std::string_view settings = R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}]})") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Filter one = *parse_filter(filter), two = *parse_filter(second);
  return Json::parse(analysis.sections("against", one, &two))["against"];
}

Json figure(const Json& against, std::string_view of, const Json& name, std::string_view figure) {
  for (const Json& one : against["figures"]) {
    if (one["of"] == of && one["name"] == name && one["figure"] == figure) return one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("two periods are compared figure by figure") {
  const Json found =
      against(two_months(), R"({"from": "2026-02-01", "to": "2026-03-01"})", R"({"from": "2026-01-01", "to": "2026-01-29"})");
  CHECK(found["days"] == 28.0);
  CHECK(found["againstDays"] == 28.0);
  CHECK(found["both"] == 0);
  const Json mentions = figure(found, "all", nullptr, "mentionsPerDay");
  CHECK(mentions["value"]["value"] == Approx(20.5));
  CHECK(mentions["against"]["value"] == Approx(10.5));
  CHECK(mentions["ratio"]["value"].get<double>() == Approx(574.0 / 294).margin(1e-6));
  CHECK(mentions["verdict"] == "up");
  // Nova: 8 of 14.5 a day against 2 of 7.5.
  const Json negative = figure(found, "brand", "Nova", "negativeShare");
  CHECK(negative["value"]["n"] == 28 * 14 + 14);
  CHECK(negative["difference"]["value"].get<double>() == Approx(224.0 / 406 - 56.0 / 210).margin(1e-6));
  const auto newcombes = *newcombe(224, 406, 56, 210);
  CHECK(negative["difference"]["low"].get<double>() == Approx(newcombes.low).margin(1e-6));
  CHECK(negative["verdict"] == "up");
  CHECK(figure(found, "brand", "Nova", "positiveShare")["verdict"] == "down");
  // Brightly: 6 of 20.5 against 3 of 10.5 says nothing.
  const Json voice = figure(found, "brand", "Brightly", "shareOfVoice");
  CHECK(voice["verdict"] == "no clear change");
  CHECK(voice["clear"] == false);
  CHECK(figure(found, "platform", "YouTube", "shareOfMentions")["verdict"] == "no clear change");
  CHECK(figure(found, "all", nullptr, "engagementPerMention")["verdict"] == "no clear change");
  // The export gives no reach.
  CHECK(figure(found, "all", nullptr, "reachPerDay") == nullptr);
}

TEST_CASE("the order of rows makes no difference to a comparison") {
  const std::string csv = two_months();
  std::vector<std::string> lines;
  for (std::size_t at = csv.find('\n') + 1; at < csv.size();) {
    const std::size_t end = csv.find('\n', at) + 1;
    lines.push_back(csv.substr(at, end - at));
    at = end;
  }
  std::string reversed = csv.substr(0, csv.find('\n') + 1);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) reversed += *line;
  constexpr std::string_view kNova = R"({"brand": "Nova"})", kX = R"({"platform": "X"})";
  CHECK(against(csv, kNova, kX).dump() == against(reversed, kNova, kX).dump());
}

TEST_CASE("a selection does not differ from itself") {
  const Json found = against(two_months(), "{}", "{}");
  CHECK(found["both"] == found["mentions"]);
  CHECK(found["figures"].size() > 10);
  for (const Json& one : found["figures"]) CHECK(one["verdict"] == "no clear change");
}

TEST_CASE("without a second selection there is no comparison, and an empty one has no figures") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", "Id,Date,Text\n1,2026-01-01,hello there\n"));
  CHECK(Json::parse(analysis.sections("against", {}, nullptr))["against"] == nullptr);
  const Json found = against(two_months(), "{}", R"({"search": "nobody says this"})");
  CHECK(found["against"] == 0);
  CHECK(found["figures"].empty());
}

TEST_CASE("of many figures that do not differ, those that seem to by chance get no verdict") {
  // p values from 0.01 up, as 100 true null hypotheses have them.
  std::vector<Change> changes;
  for (int at = 1; at <= 100; ++at) {
    Change change;
    change.p = at / 100.0;
    change.change = {0.1, change.p < 0.05 ? 0.01 : -0.01, 0.2};
    changes.push_back(change);
  }
  const auto judged = [](std::vector<Change> all) {
    std::vector<Change*> pointers;
    for (Change& change : all) pointers.push_back(&change);
    judge(pointers);
    return all;
  };
  for (const Change& change : judged(changes)) CHECK(change.verdict == Verdict::NoClearChange);
  // One that is certain has its verdict, alone.
  changes[50].p = 1e-9;
  changes[50].change = {-0.3, -0.4, -0.2};
  const auto again = judged(changes);
  CHECK(again[50].verdict == Verdict::Down);
  CHECK(again[0].verdict == Verdict::NoClearChange);
}

TEST_CASE("a ratio whose lower value is 0 has no upper bound, and says so") {
  const auto change = *change_of_counts(12, 7, 0, 7, 1);
  CHECK(std::isinf(change.change.high));
  CHECK(change.change.low > 1);
  CHECK_FALSE(change_of_counts(0, 7, 0, 7, 1));
  CHECK_FALSE(change_of_shares(0, 0, 1, 2));
}

TEST_CASE("from all negative to all positive is a change") {
  Change change = *change_of_net(40, 0, 0, 0, 0, 40);
  CHECK(change.value == 1);
  CHECK(change.against == -1);
  Change* const alone[] = {&change};
  judge(alone);
  CHECK(change.verdict == Verdict::Up);
  CHECK(change.p < 1e-9);
  // One mention against another is none.
  Change one = *change_of_net(1, 0, 0, 0, 0, 1);
  Change* const few[] = {&one};
  judge(few);
  CHECK(one.verdict == Verdict::NoClearChange);
  CHECK(one.p > 0.05);
  CHECK(change_of_net(0, 9, 0, 0, 30, 0)->p == 1);
  CHECK_FALSE(change_of_net(0, 0, 0, 1, 0, 0));
}

TEST_CASE("p of a change of net sentiment is below 5 % just where its interval leaves out 0") {
  int clear = 0, unclear = 0;
  for (std::uint64_t positive = 0; positive <= 12; ++positive) {
    for (std::uint64_t negative = 0; positive + negative <= 12; ++negative) {
      const Change change = *change_of_net(positive, 12 - positive - negative, negative, 3, 5, 6);
      const bool out = change.change.low > 0 || change.change.high < 0;
      CHECK(out == (change.p < 0.05));
      ++(out ? clear : unclear);
    }
  }
  CHECK(clear > 10);
  CHECK(unclear > 10);
  // With many mentions it is what the normal distribution says: a difference of 0.1, each of variance
  // (0.5 - 0.05²) / 10,000 or so.
  const Change many = *change_of_net(3'000, 5'000, 2'000, 2'500, 5'000, 2'500);
  const double z = 0.1 / std::sqrt((0.5 - 0.01 + 0.5) / 10'000);
  CHECK(det_log(many.p) == Catch::Approx(det_log(two_sided_p(z))).epsilon(0.02));
}

TEST_CASE("topics of the person's own are compared as well") {
  const Json found = against(two_months(), R"({"from": "2026-02-01"})", R"({"to": "2026-02-01"})", R"({
    "brands": [{"name": "Nova"}], "topics": [{"name": "horror", "words": ["terrible"]}]})");
  const Json share = figure(found, "topic", "horror", "shareOfMentions");
  REQUIRE(share.is_object());
  // 8 of 20.5 mentions a day against 2 of 10.5.
  CHECK(share["value"]["value"].get<double>() == Approx(8 / 20.5));
  CHECK(share["against"]["value"].get<double>() == Approx(2 / 10.5));
  CHECK(share["verdict"] == "up");
  CHECK(figure(found, "topic", "horror", "negativeShare")["value"]["value"] == 1.0);
}

TEST_CASE("a mention of two brands counts by half for each where the settings say so") {
  std::string csv = "Id,Date,Author,Text\n";
  for (int at = 0; at < 80; ++at) {
    csv += std::to_string(at) + (at < 40 ? ",2026-01-0" : ",2026-02-0") + std::to_string(1 + at % 7) + ",a" +
           std::to_string(at) + (at % 2 == 0 ? ",Nova is fine" : at < 40 ? ",Brightly is fine" : ",Nova or Brightly?") +
           ' ' + std::to_string(at) + "\n";
  }
  const auto share_of_voice = [&](std::string_view counting) {
    const Json found = against(csv, R"({"from": "2026-02-01"})", R"({"to": "2026-02-01"})",
                               R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}], "counting": ")" +
                                   std::string(counting) + "\"}");
    CHECK(found["counting"] == counting);
    return figure(found, "brand", "Nova", "shareOfVoice");
  };
  // Nova in 40 mentions and Brightly in 20 of the same, against 20 each apart.
  const Json full = share_of_voice("full"), fractional = share_of_voice("fractional");
  CHECK(full["value"]["value"].get<double>() == Approx(2 / 3.0));
  CHECK(full["value"]["n"] == 60);
  CHECK(fractional["value"]["value"].get<double>() == Approx(0.75));
  CHECK(fractional["value"]["n"] == 40);
  for (const Json& share : {full, fractional}) {
    CHECK(share["against"]["value"] == 0.5);
    CHECK(share["against"]["n"] == 40);
  }
  CHECK(fractional["difference"]["low"].get<double>() == Approx(newcombe(30, 40, 20, 40)->low));
}
