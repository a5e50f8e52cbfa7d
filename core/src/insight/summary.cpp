#include "insight/summary.h"

#include <algorithm>
#include <numeric>

#include "classify/language.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

void add(Sum& sum, std::uint32_t count) {
  if (count != kAbsent32) sum = sum.value_or(0) + count;
}

/// The engagement of a repost is the original's, counted where that stands.
std::uint32_t own_engagement(const Segment& segment, std::size_t row) {
  return segment.kind[row] == Kind::Repost ? kAbsent32 : segment.engagement[row];
}

/// So that a chart has neither a handful of points nor thousands.
Step step_for(std::int64_t span_ms) {
  const std::int64_t days = span_ms / kDayMs;
  if (days < 3) return Step::Hour;
  if (days <= 366) return Step::Day;
  if (days <= 5 * 366) return Step::Week;
  return Step::Month;
}

/// What is aimed at a brand; `text` where that is not known apart.
std::size_t aimed_at(Aimed aimed, Label text) {
  return static_cast<std::size_t>(aimed.value_or(text));
}

class Timeline {
 public:
  Timeline(Step step, std::int64_t first, std::int64_t last, std::size_t brand_count) {
    const std::int64_t end = start_of(step, last);
    for (std::int64_t start = start_of(step, first); start <= end; start = next_start(step, start)) {
      points.push_back({start, {}, std::vector<LabelCounts>(brand_count)});
    }
    end_ = next_start(step, end);
  }

  TimePoint& at(std::int64_t local) {
    // Exports are mostly in order: try the point of the row before.
    if (local < points[last_].start || local >= end_of(last_)) {
      const auto after = std::ranges::upper_bound(points, local, {}, &TimePoint::start);
      last_ = static_cast<std::size_t>(after - points.begin()) - 1;
    }
    return points[last_];
  }

  std::vector<TimePoint> points;

 private:
  std::int64_t end_of(std::size_t point) const {
    return point + 1 < points.size() ? points[point + 1].start : end_;
  }
  std::int64_t end_ = 0;
  std::size_t last_ = 0;
};

}  // namespace

std::uint64_t total(const LabelCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

Summary summarise(const Table& table, const Selection& selection, std::size_t brand_count,
                  const Zone& zone) {
  Summary summary;
  summary.brands.resize(brand_count);
  summary.languages.resize(kLanguageCount);
  std::vector<bool> authors(table.authors.size());
  std::uint64_t author_count = 0;
  std::vector<LabelCounts> platforms(table.platforms.size());
  std::optional<std::int64_t> first, last;
  ZoneCursor cursor(zone);
  std::vector<LabelCounts> label_sets(table.label_sets());

  each_row(table, selection, [&](const Segment& segment, std::size_t row) {
    const auto label = static_cast<std::size_t>(segment.label[row]);
    ++summary.labels[label];
    ++platforms[segment.platform[row]][label];
    ++summary.languages[segment.language[row]][label];
    ++label_sets[segment.labels[row]][label];
    if (const auto author = segment.author[row]; author != 0 && !authors[author]) {
      authors[author] = true;
      ++author_count;
    }
    const std::uint32_t engagement = own_engagement(segment, row);
    add(summary.reach, segment.reach[row]);
    add(summary.engagement, engagement);
    const auto brands = table.brands(segment.brands[row]);
    if (!brands.empty()) ++summary.branded;
    const auto aimed = table.aimed(segment.brands[row]);
    for (std::size_t at = 0; at < brands.size(); ++at) {
      BrandFigures& figures = summary.brands[brands[at]];
      ++figures.labels[aimed_at(aimed[at], segment.label[row])];
      add(figures.reach, segment.reach[row]);
      add(figures.engagement, engagement);
    }
    const Time time = table.time(segment, row);
    if (!time.present()) {
      ++summary.undated;
      return;
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
  });
  if (table.authors.size() > 1) summary.authors = author_count;
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
  each_row(table, selection, [&](const Segment& segment, std::size_t row) {
    const auto brands = table.brands(segment.brands[row]);
    if (const std::size_t at = place[segment.platform[row]]; at < kMaxPlatforms) {
      for (const std::uint32_t brand : brands) ++summary.platforms[at].brands[brand];
    }
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const auto label = static_cast<std::size_t>(segment.label[row]);
    TimePoint& point = timeline->at(local_ms(time, cursor));
    ++point.labels[label];
    const auto aimed = table.aimed(segment.brands[row]);
    for (std::size_t at = 0; at < brands.size(); ++at) {
      ++point.brands[brands[at]][aimed_at(aimed[at], segment.label[row])];
    }
  });
  if (timeline) summary.points = std::move(timeline->points);
  return summary;
}

}  // namespace earshot
