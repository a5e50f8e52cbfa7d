// The figures of a selection of mentions, as plain counts: a pure function of the table, the rows and
// the time zone. What is said of them (shares, intervals) is worked out where they are printed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <earshot/topics.h>

#include "insight/selection.h"
#include "table/table.h"
#include "time/civil.h"

namespace earshot {

/// Mentions by sentiment, indexed by Label.
using LabelCounts = std::array<std::uint64_t, kLabelCount>;
std::uint64_t total(const LabelCounts& counts);

/// So that a chart has neither a handful of points nor thousands.
Step step_for(std::int64_t span_ms);

/// The engagement of a repost is the original's, counted where that stands.
inline std::uint32_t own_engagement(const Segment& segment, std::size_t row) {
  return segment.kind[row] == Kind::Repost ? kAbsent32 : segment.engagement[row];
}

/// A sum over the mentions that give the value; nothing if none does.
using Sum = std::optional<std::uint64_t>;

struct BrandFigures {
  LabelCounts labels = {};  ///< by what is aimed at the brand
  Sum reach, engagement;
};

struct PlatformFigures {
  StringPool::Id platform = 0;  ///< 0: the export does not say
  LabelCounts labels = {};
  std::vector<std::uint64_t> brands;  ///< mentions by brand
};

struct TimePoint {
  std::int64_t start = 0;  ///< local ms
  LabelCounts labels = {};
  std::vector<LabelCounts> brands;  ///< by brand: by what is aimed at it
};

struct Summary {
  LabelCounts labels = {};
  std::uint64_t branded = 0;  ///< mentions of at least one brand
  std::uint64_t undated = 0;
  Sum authors;                ///< how many different ones
  Sum reach, engagement;
  Time first, last;           ///< Absent if no mention has a time
  std::vector<BrandFigures> brands;
  std::vector<PlatformFigures> platforms;  ///< by mentions, then name; at most kMaxPlatforms
  std::uint64_t other_platforms = 0;       ///< how many more there are
  std::uint64_t other_platform_mentions = 0;
  std::vector<LabelCounts> languages;      ///< by Language
  std::vector<std::uint64_t> countries;    ///< by country; none if no mention has one
  std::array<LabelCounts, kIntentNames.size()> intents = {};
  std::array<LabelCounts, kMaxTopics> topics = {};
  std::array<LabelCounts, kUrgencyNames.size()> urgencies = {};
  std::vector<LabelCounts> teams;          ///< by team
  Step step = Step::Day;
  std::vector<TimePoint> points;           ///< without gaps from first to last
};

inline constexpr std::size_t kMaxPlatforms = 200;

/// Of a summary only `labels`, `branded` and the labels of `brands`: one look at two columns.
Summary count_mentions(const Table& table, const Selection& selection, std::size_t brand_count);

/// @param brand_count how many brands the table's brand sets index
Summary summarise(const Table& table, const Selection& selection, std::size_t brand_count,
                  const Zone& zone, std::span<const Team> teams = {});

}  // namespace earshot
