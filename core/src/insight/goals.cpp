#include "insight/goals.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "insight/slices.h"
#include "insight/summary.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

// Nobody waits longer than a century.
constexpr double kLongestDays = 36'525;

Selection both(const Selection& a, Selection b) {
  if (a.all) return b;
  if (b.all) return a;
  Selection common;
  common.all = false;
  std::ranges::set_intersection(a.rows, b.rows, std::back_inserter(common.rows));
  return common;
}

/// Whether any mention, be it selected or not, is of a later time: then no more will come before it.
bool is_past(const View& view, std::int64_t end) {
  bool past = false;
  ZoneCursor cursor(view.zone);
  each_row(view.table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = view.table.time(segment, row);
    past = past || (time.present() && local_ms(time, cursor) >= end);
  });
  return past;
}

}  // namespace

GoalFigures goal_figures(const View& view, const Goal& goal) {
  const Table& table = view.table;
  GoalFigures figures;
  ZoneCursor cursor(view.zone);
  std::optional<std::int64_t> last_day;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t day = floor_div(local_ms(time, cursor), kDayMs);
    last_day = std::max(last_day.value_or(day), day);
  });
  // Nothing that comes after the filter's time counts: neither the days there nor what might come then.
  std::optional<std::int64_t> end = goal.filter.to;
  if (view.filter && view.filter->to) end = std::min(end.value_or(*view.filter->to), *view.filter->to);
  if (end && last_day) last_day = std::min(*last_day, floor_div(*end - 1, kDayMs));
  const Selection counted =
      both(view.selection,
           select(table, goal.filter, view.brands, view.settings.topics, view.zone,
                  view.inputs, view.clusters, view.kept));
  std::vector<std::int64_t> days;
  Largest quotes(kGoalQuotes);
  each_row(table, counted, [&](const Segment& segment, std::size_t row) {
    ++figures.count;
    const RowWords words = Table::words(segment, row);
    if (!words.text.empty() || !words.title.empty()) {
      // Absent is 0 here, below the least engagement.
      quotes.offer({std::uint64_t{own_engagement(segment, row) + 1}, {},
                    segment.first + static_cast<RowId>(row)});
    }
    const Time time = table.time(segment, row);
    if (time.present()) days.push_back(floor_div(local_ms(time, cursor), kDayMs));
  });
  for (const Listable& one : quotes.take()) figures.quotes.push_back(one.value);
  figures.dated = days.size();
  const bool reached = figures.count >= goal.target;
  if (!days.empty()) {
    figures.days = static_cast<std::uint64_t>(*last_day - std::ranges::min(days) + 1);
    const auto k = static_cast<double>(days.size()), span = static_cast<double>(figures.days);
    const double low = std::max(0.0, std::sqrt(k) - kZ / 2), high = std::sqrt(k + 1) + kZ / 2;
    figures.per_day = Estimate{k / span, low * low / span, high * high / span};
    if (reached && figures.dated == figures.count && goal.target > 0) {
      cold_sort(days);
      figures.reached = days[goal.target - 1] * kDayMs;
    } else if (!reached) {
      const double wait = std::ceil(static_cast<double>(goal.target - figures.count) /
                                    figures.per_day->value);
      if (wait <= kLongestDays) figures.expected = (*last_day + static_cast<std::int64_t>(wait)) * kDayMs;
    }
  }
  const bool closed = !reached && end &&
                      ((figures.expected && *figures.expected >= *end) || is_past(view, *end));
  if (closed) figures.expected.reset();
  if (!goal.before) return figures;
  if (figures.reached) figures.in_time = *figures.reached < *goal.before;
  if (closed) figures.in_time = false;
  if (figures.expected) figures.in_time = *figures.expected < *goal.before;
  return figures;
}

}  // namespace earshot
