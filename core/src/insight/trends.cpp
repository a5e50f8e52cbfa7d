#include "insight/trends.h"

#include <algorithm>

#include "insight/baseline.h"
#include "insight/grid.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kLeastRhythm = 28;  // days

std::uint64_t of(const LabelCounts& labels, Label label) {
  return labels[static_cast<std::size_t>(label)];
}

std::uint64_t rated(const LabelCounts& labels) { return total(labels) - of(labels, Label::Unrated); }

/// How many mentions weekdays have against the average, from Monday; all 1 of a short time.
std::array<double, 7> weekdays(const Axis& axis, const Track& track) {
  std::array<double, 7> factors;
  factors.fill(1);
  if (axis.step != Step::Day) return factors;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint8_t> seasons;
  for (std::size_t at = 0; at < axis.size(); ++at) {
    if (!axis.covered[at]) continue;
    counts.push_back(static_cast<std::uint32_t>(total(track.steps[at])));
    seasons.push_back(static_cast<std::uint8_t>(weekday_from_days(floor_div(axis.starts[at], kDayMs))));
  }
  if (counts.size() < kLeastRhythm) return factors;
  const std::vector<double> found = rhythm(counts, seasons);
  for (std::size_t day = 0; day < found.size(); ++day) factors[day] = std::max(found[day], 0.05);
  return factors;
}

/// One annotation while its mentions are counted.
struct Around {
  std::int64_t at = 0, days = 0;
  /// Which of the days before (from 0) and after (from `days`) are whole and covered.
  std::vector<bool> covered;
  std::vector<std::vector<std::uint32_t>> counts;  ///< [track][day]

  /// The day of a local time; nothing if it is none of them.
  std::optional<std::size_t> day_of(std::int64_t local) const {
    if (local < at - days * kDayMs || local >= at + days * kDayMs) return std::nullopt;
    const auto day = static_cast<std::size_t>(floor_div(local - at, kDayMs) + days);
    return covered[day] ? std::optional(day) : std::nullopt;
  }
};

void compare_days(const Around& around, const std::array<double, 7>& factors, std::size_t track,
                  BeforeAfter& figures) {
  std::vector<std::uint32_t> counts;
  std::vector<double> expected;
  double exposure[2] = {};
  std::uint64_t sums[2] = {}, days[2] = {};
  const auto half = static_cast<std::size_t>(around.days);
  const auto factor = [&](std::size_t day) {
    const std::int64_t start = around.at + (static_cast<std::int64_t>(day) - around.days) * kDayMs;
    return factors[static_cast<std::size_t>(weekday_from_days(floor_div(start, kDayMs)))];
  };
  for (std::size_t day = 0; day < 2 * half; ++day) {
    if (!around.covered[day]) continue;
    exposure[day >= half] += factor(day);
    sums[day >= half] += around.counts[track][day];
    ++days[day >= half];
  }
  for (std::size_t day = 0; day < 2 * half; ++day) {
    if (!around.covered[day]) continue;
    const std::size_t side = day >= half;
    counts.push_back(around.counts[track][day]);
    expected.push_back(static_cast<double>(sums[side]) * factor(day) / exposure[side]);
  }
  figures.mentions = change_of_counts(sums[1], exposure[1], sums[0], exposure[0],
                                      overdispersion(counts, expected, 2));
  if (!figures.mentions) return;
  // What is compared goes by weekdays; what is shown of either side is a mean that can be checked.
  figures.mentions->value = static_cast<double>(sums[1]) / static_cast<double>(days[1]);
  figures.mentions->against = static_cast<double>(sums[0]) / static_cast<double>(days[0]);
}

void compare_sentiment(BeforeAfter& figures) {
  const LabelCounts &after = figures.after, &before = figures.before;
  figures.negative = change_of_shares(of(after, Label::Negative), rated(after),
                                      of(before, Label::Negative), rated(before));
  figures.positive = change_of_shares(of(after, Label::Positive), rated(after),
                                      of(before, Label::Positive), rated(before));
  figures.net = change_of_net(of(after, Label::Positive), of(after, Label::Neutral),
                              of(after, Label::Negative), of(before, Label::Positive),
                              of(before, Label::Neutral), of(before, Label::Negative));
}

/// What lies around the annotations, by day, and all mentions by day.
void count_around(const View& view, const Axis& days, const Listing& brands, std::vector<Around>& arounds,
                  Track& by_day, Trends& result) {
  ZoneCursor cursor(view.zone);
  AxisCursor cursor_of_days(days);
  each_row(view.table, view.selection, [&](const Segment& segment, std::size_t row) {
    const Time time = view.table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    const auto label = static_cast<std::size_t>(segment.label[row]);
    if (const std::size_t day = cursor_of_days.at(local); day < days.size()) ++by_day.steps[day][label];
    for (std::size_t mark = 0; mark < arounds.size(); ++mark) {
      const auto day = arounds[mark].day_of(local);
      if (!day) continue;
      const auto count = [&](std::size_t track, std::size_t its_label) {
        ++arounds[mark].counts[track][*day];
        BeforeAfter& figures = result.annotations[mark].figures[track];
        const bool after = *day >= static_cast<std::size_t>(arounds[mark].days);
        ++(after ? figures.after : figures.before)[its_label];
      };
      count(0, label);
      const auto named = view.table.brands(segment.brands[row]);
      const auto aimed = view.table.aimed(segment.brands[row]);
      for (std::size_t i = 0; i < named.size(); ++i) {
        const std::size_t place = brands.place[named[i]];
        if (place < kListed) count(1 + place, static_cast<std::size_t>(aimed[i].value_or(segment.label[row])));
      }
    }
  });
}

}  // namespace

Step step_of(const Coverage& coverage, const Settings& settings) {
  if (settings.unit) return *settings.unit;
  if (coverage.empty()) return Step::Day;
  const std::int64_t days = (coverage.last() - coverage.first()) / kDayMs;
  if (days <= 3 && coverage.hours()) return Step::Hour;
  if (days <= 366) return Step::Day;
  if (days <= 5 * 366) return Step::Week;
  return Step::Month;
}

std::size_t average_over(Step step) {
  constexpr std::size_t kOver[] = {24, 7, 4, 3};
  return kOver[static_cast<std::size_t>(step)];
}

Averages averages(const Axis& axis, const Track& track) {
  Averages result;
  const std::size_t over = average_over(axis.step), half = over / 2;
  for (std::size_t at = 0; at < axis.size(); ++at) {
    double mentions = 0, positive = 0, negative = 0;
    bool whole = at >= half && at + half < axis.size();
    for (std::size_t near = at - half; whole && near <= at + half; ++near) {
      whole = axis.covered[near];
      const bool end = over % 2 == 0 && (near == at - half || near == at + half);
      const double weight = end ? 0.5 : 1;
      mentions += weight * static_cast<double>(total(track.steps[near]));
      positive += weight * static_cast<double>(of(track.steps[near], Label::Positive));
      negative += weight * static_cast<double>(of(track.steps[near], Label::Negative));
    }
    auto& mean = result.mentions.emplace_back();
    auto& net = result.net.emplace_back();
    if (whole) mean = mentions / static_cast<double>(over);
    if (whole && positive + negative > 0) net = (positive - negative) / (positive + negative);
  }
  return result;
}

Trends trends(const View& view) {
  const Table& table = view.table;
  Trends result;
  const Coverage covered = coverage(view, view.selection, view.filter);
  result.axis = axis_of(covered, step_of(covered, view.settings));
  const Axis days = axis_of(covered, Step::Day);

  const std::vector<std::uint64_t> weights = brand_weights(view);
  std::vector<Listable> values;
  for (std::uint32_t brand = 0; brand < weights.size(); ++brand) {
    values.push_back({weights[brand], view.brands[brand].name, brand});
  }
  const Listing brands = list_largest(values, weights.size());
  result.other_brands = brands.left_out;
  result.tracks.resize(1 + brands.values.size());
  Track by_day;
  by_day.steps.resize(days.size());
  for (std::size_t at = 0; at < result.tracks.size(); ++at) {
    if (at > 0) result.tracks[at].brand = brands.values[at - 1];
    result.tracks[at].steps.resize(result.axis.size());
  }

  std::vector<Around> arounds;
  for (std::uint32_t at = 0; at < view.settings.annotations.size(); ++at) {
    const Annotation& annotation = view.settings.annotations[at];
    Around& around = arounds.emplace_back();
    Marked& marked = result.annotations.emplace_back();
    marked.annotation = at;
    around.at = annotation.at;
    around.days = static_cast<std::int64_t>(annotation.days);
    for (std::int64_t day = -around.days; day < around.days; ++day) {
      const std::int64_t start = around.at + day * kDayMs;
      around.covered.push_back(covered.holds(start, start + kDayMs));
      if (around.covered.back()) ++(day < 0 ? marked.days_before : marked.days_after);
    }
    around.counts.assign(result.tracks.size(),
                         std::vector<std::uint32_t>(around.covered.size()));
    marked.figures.resize(result.tracks.size());
    for (std::size_t track = 0; track < result.tracks.size(); ++track) {
      marked.figures[track].brand = result.tracks[track].brand;
    }
  }

  HeatMap hours = {};
  std::int64_t hour_begin = 0, hour_end = 0;  // of the hour that `hour` stands for
  LabelCounts* hour = nullptr;
  ZoneCursor cursor(view.zone);
  AxisCursor step(result.axis);
  Grid steps(result.axis.size() + 1, table.brand_sets() * kLabelCount);
  const auto add = [&](std::size_t at, std::size_t kind, std::uint32_t count) {
    if (at == result.axis.size()) return;
    const auto label = static_cast<Label>(kind % kLabelCount);
    const auto set = static_cast<BrandSetId>(kind / kLabelCount);
    result.tracks[0].steps[at][static_cast<std::size_t>(label)] += count;
    const auto named = table.brands(set);
    const auto aimed = table.aimed(set);
    for (std::size_t i = 0; i < named.size(); ++i) {
      const std::size_t place = brands.place[named[i]];
      if (place == kListed) continue;
      result.tracks[1 + place].steps[at][static_cast<std::size_t>(aimed[i].value_or(label))] += count;
    }
  };
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) {
      ++result.undated;
      return;
    }
    const std::int64_t local = local_ms(time, cursor);
    const auto label = static_cast<std::size_t>(segment.label[row]);
    if (covered.timed[segment.file[row]]) {
      if (local < hour_begin || local >= hour_end) {
        const std::int64_t day = floor_div(local, kDayMs), of_day = (local - day * kDayMs) / kHourMs;
        hour = &hours[static_cast<std::size_t>(weekday_from_days(day))][static_cast<std::size_t>(of_day)];
        hour_begin = day * kDayMs + of_day * kHourMs;
        hour_end = hour_begin + kHourMs;
      }
      ++(*hour)[label];
    }
    const std::size_t at = step.at(local);
    if (at == result.axis.size()) ++result.outside;
    steps.add(at, segment.brands[row] * kLabelCount + label, add);
  });
  steps.finish(add);
  if (!arounds.empty()) count_around(view, days, brands, arounds, by_day, result);
  if (covered.hours()) result.hours = hours;

  const std::array<double, 7> factors = weekdays(days, by_day);
  std::vector<Change*> changes;
  for (std::size_t mark = 0; mark < arounds.size(); ++mark) {
    for (std::size_t track = 0; track < result.tracks.size(); ++track) {
      BeforeAfter& figures = result.annotations[mark].figures[track];
      compare_days(arounds[mark], factors, track, figures);
      compare_sentiment(figures);
      for (auto* change : {&figures.mentions, &figures.negative, &figures.positive, &figures.net}) {
        if (*change) changes.push_back(&**change);
      }
    }
  }
  judge(changes);
  cold_sort(result.annotations, [&](const Marked& a, const Marked& b) {
    const auto& all = view.settings.annotations;
    const std::int64_t left = all[a.annotation].at, right = all[b.annotation].at;
    return left != right ? left < right : a.annotation < b.annotation;
  });
  return result;
}

}  // namespace earshot
