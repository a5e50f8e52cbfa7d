#include "insight/goals.h"

#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

void write_day(JsonOut& json, std::string_view name, const std::optional<std::int64_t>& day) {
  day ? json.text(name, step_text(Step::Day, *day)) : json.null(name);
}

}  // namespace

void write_goals(JsonOut& json, const View& view) {
  json.begin_array("goals");
  for (const Goal& goal : view.settings.goals) {
    const GoalFigures figures = goal_figures(view, goal);
    json.begin_object();
    json.text("name", goal.name);
    json.number("target", goal.target);
    // The day before the moment that is too late.
    write_day(json, "by", goal.before ? std::optional(*goal.before - kDayMs) : std::nullopt);
    json.number("mentions", figures.count);
    json.fraction("ofTarget", static_cast<double>(figures.count) / static_cast<double>(goal.target));
    json.number("days", figures.days);
    write_figure(json, "perDay", figures.per_day, figures.dated,
                 figures.per_day ? figures.per_day->value : 1);
    write_day(json, "reached", figures.reached);
    write_day(json, "expected", figures.expected);
    figures.in_time ? json.flag("inTime", *figures.in_time) : json.null("inTime");
    json.begin_array("quotes");
    for (const RowId row : figures.quotes) write_quoted(json, {}, view, row);
    json.end();
    json.end();
  }
  json.end();
}

}  // namespace earshot
