#include "insight/summary.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "classify/language.h"
#include "insight/grid.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

/// What is aimed at a brand; `text` where that is not known apart.
std::size_t aimed_at(Aimed aimed, Label text) {
  return static_cast<std::size_t>(aimed.value_or(text));
}

/// The points of time from first to last, and which of them a time belongs to.
class Timeline {
 public:
  Timeline(Step step, std::int64_t first, std::int64_t last, std::size_t brand_count) {
    const std::int64_t end = start_of(step, last);
    for (std::int64_t start = start_of(step, first); start <= end; start = next_start(step, start)) {
      points.push_back({start, {}, std::vector<LabelCounts>(brand_count)});
    }
    // All but months are equally long, by the local clock.
    if (step != Step::Month) length_ = next_start(step, end) - end;
    begin_ = points.front().start;
    end_ = next_start(step, begin_);
  }

  std::size_t at(std::int64_t local) {
    // Exports are mostly in order: try the point of the row before.
    if (local >= begin_ && local < end_) return last_;
    if (length_ > 0) {
      last_ = static_cast<std::size_t>((local - points.front().start) / length_);
      begin_ = points[last_].start;
      end_ = begin_ + length_;
    } else {
      const auto after = std::ranges::upper_bound(points, local, {}, &TimePoint::start);
      last_ = static_cast<std::size_t>(after - points.begin()) - 1;
      begin_ = points[last_].start;
      end_ = next_start(Step::Month, begin_);
    }
    return last_;
  }

  std::vector<TimePoint> points;

 private:
  std::int64_t length_ = 0, begin_ = 0, end_ = 0;  // of each point, of the last one asked for
  std::size_t last_ = 0;
};

/// Sums of the rows of a brand set.
struct SetSums {
  std::uint64_t reach = 0, engagement = 0;
  bool reaches = false, engages = false;  // some row gives it

  /// Without branches: what is given and what is not comes in no order.
  void add(std::uint32_t row_reach, std::uint32_t row_engagement) {
    reach += row_reach == kAbsent32 ? 0 : row_reach;
    reaches |= row_reach != kAbsent32;
    engagement += row_engagement == kAbsent32 ? 0 : row_engagement;
    engages |= row_engagement != kAbsent32;
  }
};

void add(Sum& sum, bool given, std::uint64_t count) {
  if (given) sum = sum.value_or(0) + count;
}

std::vector<std::uint32_t> count_sets(const Table& table, const Selection& selection) {
  std::vector<std::uint32_t> counts(table.brand_sets() * kLabelCount);
  each_segment(table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    for (const std::uint16_t row : rows) {
      ++counts[segment.brands[row] * kLabelCount + static_cast<std::size_t>(segment.label[row])];
    }
  });
  return counts;
}

/// The labels, the branded mentions and those of each brand.
void fill_counts(const Table& table, std::span<const std::uint32_t> of_sets, Summary& summary) {
  for (BrandSetId set = 0; set < table.brand_sets(); ++set) {
    const auto brands = table.brands(set);
    const auto aimed = table.aimed(set);
    for (std::size_t label = 0; label < kLabelCount; ++label) {
      const std::uint64_t count = of_sets[set * kLabelCount + label];
      summary.labels[label] += count;
      if (!brands.empty()) summary.branded += count;
      for (std::size_t at = 0; at < brands.size(); ++at) {
        summary.brands[brands[at]].labels[aimed_at(aimed[at], Label(label))] += count;
      }
    }
  }
}

}  // namespace

Step step_for(std::int64_t span_ms) {
  const std::int64_t days = span_ms / kDayMs;
  if (days < 3) return Step::Hour;
  if (days <= 366) return Step::Day;
  if (days <= 5 * 366) return Step::Week;
  return Step::Month;
}

std::uint64_t total(const LabelCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

Summary count_mentions(const Table& table, const Selection& selection, std::size_t brand_count) {
  Summary summary;
  summary.brands.resize(brand_count);
  fill_counts(table, count_sets(table, selection), summary);
  return summary;
}

Summary summarise(const Table& table, const Selection& selection, std::size_t brand_count,
                  const Zone& zone, std::span<const Team> teams) {
  Summary summary = count_mentions(table, selection, brand_count);
  summary.teams.resize(teams.size());
  summary.languages.resize(kLanguageCount);
  if (table.countries.size() > 1) summary.countries.resize(table.countries.size());
  std::vector<std::uint64_t> authors(table.authors.size() / 64 + 1);
  std::vector<LabelCounts> platforms(table.platforms.size());
  std::optional<std::int64_t> first, last;
  ZoneCursor cursor(zone);
  std::vector<LabelCounts> label_sets(table.label_sets());
  std::vector<SetSums> sums(table.brand_sets());

  each_segment(table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    for (const std::uint16_t row : rows) {
      const auto label = static_cast<std::size_t>(segment.label[row]);
      ++platforms[segment.platform[row]][label];
      ++summary.languages[segment.language[row]][label];
      ++label_sets[segment.labels[row]][label];
      sums[segment.brands[row]].add(segment.reach[row], own_engagement(segment, row));
    }
    if (!summary.countries.empty()) {
      for (const std::uint16_t row : rows) ++summary.countries[segment.country[row]];
    }
    for (const std::uint16_t row : rows) {
      const StringPool::Id author = segment.author[row];
      authors[author / 64] |= std::uint64_t{1} << author % 64;
    }
    for (const std::uint16_t row : rows) {
      const Time time = table.time(segment, row);
      if (!time.present()) {
        ++summary.undated;
        continue;
      }
      const std::int64_t local = local_ms(time, cursor);
      if (!first || local < *first) {
        first = local;
        summary.first = time;
      }
      if (!last || local > *last) {
        last = local;
        summary.last = time;
      }
    }
  });
  for (BrandSetId set = 0; set < sums.size(); ++set) {
    const SetSums& sum = sums[set];
    add(summary.reach, sum.reaches, sum.reach);
    add(summary.engagement, sum.engages, sum.engagement);
    for (const std::uint32_t brand : table.brands(set)) {
      add(summary.brands[brand].reach, sum.reaches, sum.reach);
      add(summary.brands[brand].engagement, sum.engages, sum.engagement);
    }
  }
  if (table.authors.size() > 1) {
    std::uint64_t author_count = 0;
    authors[0] &= ~std::uint64_t{1};  // none
    for (const std::uint64_t bits : authors) author_count += static_cast<std::uint64_t>(std::popcount(bits));
    summary.authors = author_count;
  }
  for (std::size_t id = 0; id < label_sets.size(); ++id) {
    const LabelSet& set = table.labels(static_cast<LabelSetId>(id));
    const auto count = [&](LabelCounts& counts) {
      for (std::size_t l = 0; l < kLabelCount; ++l) counts[l] += label_sets[id][l];
    };
    for (std::size_t i = 0; i < summary.intents.size(); ++i)
      if (set.intents >> i & 1) count(summary.intents[i]);
    for (std::size_t i = 0; i < summary.topics.size(); ++i)
      if (set.topics >> i & 1) count(summary.topics[i]);
    count(summary.urgencies[static_cast<std::size_t>(set.urgency)]);
    for (std::size_t i = 0; i < teams.size(); ++i)
      if (set.topics & teams[i].topics) count(summary.teams[i]);
  }

  std::vector<StringPool::Id> order;
  for (StringPool::Id platform = 0; platform < platforms.size(); ++platform) {
    if (total(platforms[platform]) > 0) order.push_back(platform);
  }
  cold_sort(order, [&](StringPool::Id a, StringPool::Id b) {
    const std::uint64_t left = total(platforms[a]), right = total(platforms[b]);
    return left != right ? left > right : table.platforms[a] < table.platforms[b];
  });
  std::vector<std::size_t> place(platforms.size(), kMaxPlatforms);
  for (const StringPool::Id platform : order) {
    if (summary.platforms.size() == kMaxPlatforms) {
      ++summary.other_platforms;
      summary.other_platform_mentions += total(platforms[platform]);
      continue;
    }
    place[platform] = summary.platforms.size();
    summary.platforms.push_back(
        {platform, platforms[platform], std::vector<std::uint64_t>(brand_count)});
  }

  if (first) summary.step = step_for(*last - *first);
  std::optional<Timeline> timeline;
  if (first) timeline.emplace(summary.step, *first, *last, brand_count);
  const std::size_t classes = table.brand_sets() * kLabelCount;
  Grid by_platform(summary.platforms.size(), classes);
  Grid by_time(timeline ? timeline->points.size() : 0, classes);
  const auto take_platform = [&](std::size_t at, std::size_t of, std::uint32_t mentions) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(of / kLabelCount))) {
      summary.platforms[at].brands[brand] += mentions;
    }
  };
  const auto take_time = [&](std::size_t at, std::size_t of, std::uint32_t mentions) {
    TimePoint& point = timeline->points[at];
    const auto set = static_cast<BrandSetId>(of / kLabelCount);
    point.labels[of % kLabelCount] += mentions;
    const auto brands = table.brands(set);
    const auto aimed = table.aimed(set);
    for (std::size_t brand = 0; brand < brands.size(); ++brand) {
      point.brands[brands[brand]][aimed_at(aimed[brand], Label(of % kLabelCount))] += mentions;
    }
  };
  each_segment(table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    for (const std::uint16_t row : rows) {
      const std::size_t of =
          segment.brands[row] * kLabelCount + static_cast<std::size_t>(segment.label[row]);
      if (const std::size_t at = place[segment.platform[row]]; at < kMaxPlatforms) {
        by_platform.add(at, of, take_platform);
      }
      const Time time = table.time(segment, row);
      if (time.present()) by_time.add(timeline->at(local_ms(time, cursor)), of, take_time);
    }
  });
  by_platform.finish(take_platform);
  by_time.finish(take_time);
  if (timeline) summary.points = std::move(timeline->points);
  return summary;
}

}  // namespace earshot
