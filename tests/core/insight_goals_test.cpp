#include "insight/goals.h"

#include <catch2/catch_approx.hpp>

#include "analysed.h"
#include "tabled.h"

using namespace earshot;
using Catch::Approx;

namespace {

constexpr std::int64_t kDay = 86'400'000;
std::int64_t january(std::int64_t day) { return (20'454 + day - 1) * kDay; }

TestMention on(std::int64_t day, Count engagement = kAbsent) {
  TestMention one{{0}};
  one.mention.text = "#ours";
  one.mention.time = noon(day);
  one.mention.engagement = engagement;
  return one;
}

}  // namespace

TEST_CASE("a goal that is not met is expected when the rate so far gets there") {
  TestTable data{"A"};
  data.add(on(1, 5), 3);
  data.add(on(3, 9), 2);
  Goal goal{"answers", {}, 11, january(10)};
  auto figures = goal_figures(data.view(), goal);
  CHECK(figures.count == 5);
  CHECK(figures.days == 3);
  CHECK(figures.per_day->value == Approx(5.0 / 3));
  // Six more at 1.67 a day: four days after the 3rd.
  REQUIRE(figures.expected);
  CHECK(*figures.expected == january(7));
  CHECK(figures.in_time == true);
  CHECK(figures.quotes == std::vector<RowId>{3, 4, 0, 1, 2});
  goal.before = january(7);
  CHECK(goal_figures(data.view(), goal).in_time == false);
}

TEST_CASE("a goal that is met says on which day") {
  TestTable data{"A"};
  data.add(on(4));
  data.add(on(1), 2);
  data.add(on(2));
  const Goal goal{"answers", {}, 3, {}};
  const auto figures = goal_figures(data.view(), goal);
  CHECK(*figures.reached == january(2));
  CHECK_FALSE(figures.expected);
  CHECK_FALSE(figures.in_time);
}

TEST_CASE("a goal that was not met when the filter's time ended is not expected any more") {
  TestTable data{"A"};
  data.add(on(1), 3);
  data.add(on(3), 2);
  data.add(on(40), 1);
  data.selection = {false, {0, 1, 2, 3, 4}};
  Goal goal{"answers", {}, 11, january(90)};
  Filter filter;
  View view = data.view();
  view.filter = &filter;
  filter.to = january(32);  // the data goes on
  auto figures = goal_figures(view, goal);
  CHECK_FALSE(figures.expected);
  CHECK(figures.in_time == false);
  filter.to = january(60);  // it may still come
  figures = goal_figures(view, goal);
  REQUIRE(figures.expected);
  CHECK(*figures.expected == january(7));
  CHECK(figures.in_time == true);
  goal.target = 1'000;  // but not before that
  figures = goal_figures(view, goal);
  CHECK_FALSE(figures.expected);
  CHECK(figures.in_time == false);
  // The goal's own time ends likewise, and no day after it counts for the rate.
  filter.to.reset();
  goal.target = 11;
  goal.filter.to = january(3);
  figures = goal_figures(view, goal);
  CHECK(figures.count == 3);
  CHECK(figures.days == 2);
  CHECK(figures.in_time == false);
}

TEST_CASE("what no mention meets has no rate and no date") {
  TestTable data{"A"};
  data.add(on(1));
  Goal goal{"answers", {}, 3, january(9)};
  goal.filter.brands = {"somebody else"};
  const auto figures = goal_figures(data.view(), goal);
  CHECK(figures.count == 0);
  CHECK_FALSE(figures.per_day);
  CHECK_FALSE(figures.in_time);
}

TEST_CASE("goals are read from settings and counted within the selection") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"goals":[{"name":"hashtag","filter":{"search":"#ours"},"target":4,"by":"2026-01-31"}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Date,Platform\n#ours is fine,2026-01-01,web\n#ours too,2026-01-02,app\n"
                    "nothing,2026-01-02,web\n"));
  auto goal = report_of(analysis)["goals"][0];
  CHECK(goal["mentions"] == 2);
  CHECK(goal["ofTarget"] == 0.5);
  CHECK(goal["by"] == "2026-01-31");
  CHECK(goal["expected"] == "2026-01-04");
  CHECK(goal["inTime"] == true);
  CHECK(goal["perDay"]["enough"] == false);
  CHECK(goal["quotes"].size() == 2);
  Filter filter;
  filter.platforms = {"web"};
  CHECK(report_of(analysis, filter)["goals"][0]["mentions"] == 1);
}

TEST_CASE("goals that make no sense are refused by their place") {
  for (const auto& [json, at] : {
           std::pair{R"({"goals":[{"target":1}]})", "goals[0].name"},
           std::pair{R"({"goals":[{"name":"a","target":0}]})", "goals[0].target"},
           std::pair{R"({"goals":[{"name":"a","target":1,"by":"soon"}]})", "goals[0].by"},
           std::pair{R"({"goals":{}})", "goals"},
           std::pair{R"({"language":"tlh"})", "language"},
           std::pair{R"({"counting":"twice"})", "counting"},
       }) {
    const auto settings = parse_settings(json);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().detail == at);
  }
  CHECK_FALSE(parse_settings(R"({"goals":[{"name":"a","target":1,"filter":{"intent":"x"}}]})"));
}

TEST_CASE("a goal that counts each text once does so wherever it is asked for") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"goals":[{"name":"a","filter":{"duplicates":"once"},"target":4}]})"));
  REQUIRE(read_into(analysis, "a.csv", "Text,Author\nthe very same words of many people,a\n"
                                       "the very same words of many people,b\nother words of one alone,c\n"));
  CHECK(report_of(analysis)["goals"][0]["mentions"] == 2);
  CHECK(nlohmann::json::parse(analysis.sections("goals", {}))["goals"][0]["mentions"] == 2);
}
