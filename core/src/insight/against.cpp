#include "insight/against.h"

#include <algorithm>
#include <array>

#include "classify/language.h"
#include "insight/baseline.h"
#include "insight/period.h"
#include "insight/slices.h"
#include "insight/summary.h"

namespace earshot {
namespace {

constexpr std::size_t kLeastRhythm = 28;  // days, of both together

std::uint64_t of(const LabelCounts& labels, Label label) {
  return labels[static_cast<std::size_t>(label)];
}
std::uint64_t rated(const LabelCounts& labels) { return total(labels) - of(labels, Label::Unrated); }

/// What is counted of one selection.
struct Side {
  Axis days;
  double covered = 0;  // days
  std::uint64_t mentions = 0;
  std::array<std::vector<LabelCounts>, kAgainstCount> labels;  // [what][value]
  std::vector<std::uint64_t> weights;  // of brands, as Counting says
  std::vector<std::vector<std::uint32_t>> daily;  // [all mentions, then listed brands][day]
  std::vector<ClusterSums> reach_by_day, reach, engagement;  // the last two by author
};

LabelCounts* counts_of(Side& side, Against what, std::size_t value) {
  return &side.labels[static_cast<std::size_t>(what)][value];
}

void count_labels(const View& view, const Selection& selection, Side& side) {
  const Table& table = view.table;
  const std::size_t sizes[] = {1,
                               view.brands.size(),
                               view.settings.topics.size(),
                               kIntentNames.size(),
                               table.platforms.size(),
                               kLanguageCount};
  for (std::size_t what = 0; what < kAgainstCount; ++what) side.labels[what].resize(sizes[what]);
  side.weights.resize(view.brands.size());
  const Counting counting = counting_of(view.settings);
  each_row(table, selection, [&](const Segment& segment, std::size_t row) {
    ++side.mentions;
    const auto label = static_cast<std::size_t>(segment.label[row]);
    const auto count = [&](Against what, std::size_t value, std::size_t its_label) {
      ++(*counts_of(side, what, value))[its_label];
    };
    count(Against::All, 0, label);
    count(Against::Platforms, segment.platform[row], label);
    count(Against::Languages, segment.language[row], label);
    const LabelSet& set = table.labels(segment.labels[row]);
    for (std::size_t topic = 0; topic < sizes[static_cast<std::size_t>(Against::Topics)]; ++topic) {
      if (set.topics >> topic & 1) count(Against::Topics, topic, label);
    }
    for (std::size_t intent = 0; intent < kIntentNames.size(); ++intent) {
      if (set.intents >> intent & 1) count(Against::Intents, intent, label);
    }
    const auto named = table.brands(segment.brands[row]);
    const auto aimed = table.aimed(segment.brands[row]);
    for (std::size_t i = 0; i < named.size(); ++i) {
      count(Against::Brands, named[i],
            static_cast<std::size_t>(aimed[i].value_or(segment.label[row])));
      side.weights[named[i]] += counting.weight(named.size());
    }
  });
}

void keep_filled(std::vector<ClusterSums>& clusters) {
  std::erase_if(clusters, [](const ClusterSums& sums) { return sums.bottom <= 0; });
}

void count_days(const View& view, const Selection& selection, const Filter* filter,
                const Listing& brands, Side& side) {
  const Table& table = view.table;
  const Coverage covered = coverage(view, selection, filter);
  side.covered = covered.days();
  side.days = axis_of(covered, Step::Day);
  side.daily.assign(1 + brands.values.size(), std::vector<std::uint32_t>(side.days.size()));
  side.reach_by_day.resize(side.days.size());
  for (std::size_t at = 0; at < side.days.size(); ++at) {
    if (side.days.covered[at]) side.reach_by_day[at].bottom = 1;
  }
  side.reach.resize(table.authors.size());
  side.engagement.resize(table.authors.size());
  ZoneCursor cursor(view.zone);
  bool has_reach = false;
  const auto add = [](std::vector<ClusterSums>& by_author, StringPool::Id author,
                      std::uint32_t value) {
    if (value == kAbsent32) return;
    // Whoever has no name is somebody else each time.
    ClusterSums& sums = author == 0 ? by_author.emplace_back() : by_author[author];
    sums.top += value;
    ++sums.bottom;
  };
  each_row(table, selection, [&](const Segment& segment, std::size_t row) {
    const std::uint32_t reach = segment.reach[row];
    add(side.reach, segment.author[row], reach);
    add(side.engagement, segment.author[row], own_engagement(segment, row));
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::size_t at = side.days.at(local_ms(time, cursor));
    if (at == side.days.size()) return;
    ++side.daily[0][at];
    for (const std::uint32_t brand : table.brands(segment.brands[row])) {
      if (brands.place[brand] != kListed) ++side.daily[1 + brands.place[brand]][at];
    }
    if (reach == kAbsent32) return;
    has_reach = true;
    side.reach_by_day[at].top += reach;
  });
  if (!has_reach) side.reach_by_day.clear();
  keep_filled(side.reach_by_day);
  keep_filled(side.reach);
  keep_filled(side.engagement);
}

/// Counts of days of both sides beside what their means and weekdays let expect.
class Days {
 public:
  Days(const Side& side, const Side& against) {
    std::vector<std::uint32_t> counts;
    std::vector<std::uint8_t> seasons;
    each_day(side, against, 0, [&](std::size_t, std::uint8_t weekday, std::uint32_t count) {
      counts.push_back(count);
      seasons.push_back(weekday);
    });
    factors_.fill(1);
    if (counts.size() < kLeastRhythm) return;
    const std::vector<double> found = rhythm(counts, seasons);
    for (std::size_t day = 0; day < found.size(); ++day) factors_[day] = std::max(found[day], 0.05);
    fitted_ = 8;
  }

  std::optional<Change> change(const Side& side, const Side& against, std::size_t series) const {
    double weights[2] = {}, days[2] = {};
    std::uint64_t sums[2] = {};
    each_day(side, against, series, [&](std::size_t which, std::uint8_t weekday, std::uint32_t count) {
      weights[which] += factors_[weekday];
      days[which] += 1;
      sums[which] += count;
    });
    std::vector<std::uint32_t> counts;
    std::vector<double> expected;
    each_day(side, against, series, [&](std::size_t which, std::uint8_t weekday, std::uint32_t count) {
      counts.push_back(count);
      expected.push_back(static_cast<double>(sums[which]) * factors_[weekday] / weights[which]);
    });
    return change_of_counts(sums[0], days[0], sums[1], days[1],
                            overdispersion(counts, expected, fitted_));
  }

 private:
  static void each_day(const Side& side, const Side& against, std::size_t series, auto&& visit) {
    for (std::size_t which = 0; which < 2; ++which) {
      const Side& one = which == 0 ? side : against;
      for (std::size_t at = 0; at < one.days.size(); ++at) {
        if (!one.days.covered[at]) continue;
        const int weekday = weekday_from_days(floor_div(one.days.starts[at], kDayMs));
        visit(which, static_cast<std::uint8_t>(weekday), one.daily[series][at]);
      }
    }
  }
  std::array<double, 7> factors_;
  std::size_t fitted_ = 2;
};

std::uint64_t count_both(const View& view) {
  const Selection &a = view.selection, &b = *view.against;
  if (a.all) return b.size(view.table);
  if (b.all) return a.rows.size();
  std::uint64_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.rows.size() && j < b.rows.size();) {
    if (a.rows[i] == b.rows[j]) ++both;
    const bool first = a.rows[i] <= b.rows[j], second = b.rows[j] <= a.rows[i];
    i += first;
    j += second;
  }
  return both;
}

std::string_view value_name(const View& view, Against what, std::uint32_t value) {
  switch (what) {
    case Against::All: break;
    case Against::Brands: return view.brands[value].name;
    case Against::Topics: return view.settings.topics.name(value);
    case Against::Intents: return kIntentNames[value];
    case Against::Platforms: return view.table.platforms[value];
    case Against::Languages: return language_code(static_cast<Language>(value));
  }
  return "";
}

}  // namespace

std::string_view against_name(Against of) {
  constexpr std::string_view kNames[] = {"all", "brand", "topic", "intent", "platform", "language"};
  return kNames[static_cast<std::size_t>(of)];
}

SelectionComparison compare_selections(const View& view) {
  SelectionComparison result;
  Side side, against;
  count_labels(view, view.selection, side);
  count_labels(view, *view.against, against);
  result.mentions = side.mentions;
  result.against = against.mentions;
  result.both = count_both(view);

  std::array<Listing, kAgainstCount> listed;
  for (std::size_t what = 0; what < kAgainstCount; ++what) {
    std::vector<Listable> values;
    for (std::uint32_t value = 0; value < side.labels[what].size(); ++value) {
      const std::uint64_t size = total(side.labels[what][value]) + total(against.labels[what][value]);
      values.push_back({size, value_name(view, Against(what), value), value});
    }
    listed[what] = list_largest(values, values.size());
    result.left_out[what] = listed[what].left_out;
  }
  const Listing& brands = listed[static_cast<std::size_t>(Against::Brands)];
  count_days(view, view.selection, view.filter, brands, side);
  count_days(view, *view.against, view.against_filter, brands, against);
  result.days = side.covered;
  result.against_days = against.covered;

  const auto add = [&](Against of, std::string_view name, std::string_view figure,
                       const std::optional<Change>& change) {
    if (change) result.figures.push_back({of, name, figure, *change});
  };
  const auto add_sentiment = [&](Against what, std::string_view name, const LabelCounts& ours,
                                 const LabelCounts& theirs) {
    const auto share = [&](std::string_view figure, Label label) {
      add(what, name, figure,
          change_of_shares(of(ours, label), rated(ours), of(theirs, label), rated(theirs)));
    };
    share("positiveShare", Label::Positive);
    share("negativeShare", Label::Negative);
    add(what, name, "netSentiment",
        change_of_net(of(ours, Label::Positive), of(ours, Label::Neutral), of(ours, Label::Negative),
                      of(theirs, Label::Positive), of(theirs, Label::Neutral),
                      of(theirs, Label::Negative)));
  };
  const Days days(side, against);
  add(Against::All, "", "mentionsPerDay", days.change(side, against, 0));
  add_sentiment(Against::All, "", side.labels[0][0], against.labels[0][0]);
  add(Against::All, "", "reachPerDay", change_of_ratios(side.reach_by_day, against.reach_by_day));
  add(Against::All, "", "reachPerMention", change_of_ratios(side.reach, against.reach));
  add(Against::All, "", "engagementPerMention", change_of_ratios(side.engagement, against.engagement));
  std::uint64_t tracked[2] = {};
  for (const std::uint64_t weight : side.weights) tracked[0] += weight;
  for (const std::uint64_t weight : against.weights) tracked[1] += weight;
  for (std::size_t what = 1; what < kAgainstCount; ++what) {
    const Against kind = Against(what);
    for (const std::uint32_t value : listed[what].values) {
      const LabelCounts &ours = side.labels[what][value], &theirs = against.labels[what][value];
      const std::string_view name = value_name(view, kind, value);
      if (kind != Against::Brands) {
        add(kind, name, "shareOfMentions",
            change_of_shares(total(ours), side.mentions, total(theirs), against.mentions));
        if (kind == Against::Topics) add_sentiment(kind, name, ours, theirs);
        continue;
      }
      add(kind, name, "shareOfVoice",
          change_of_shares(side.weights[value], tracked[0], against.weights[value], tracked[1],
                           counting_of(view.settings).unit()));
      add(kind, name, "mentionsPerDay", days.change(side, against, 1 + brands.place[value]));
      add_sentiment(kind, name, ours, theirs);
    }
  }
  std::vector<Change*> changes;
  for (Compared& compared : result.figures) changes.push_back(&compared.change);
  judge(changes);
  return result;
}

}  // namespace earshot
