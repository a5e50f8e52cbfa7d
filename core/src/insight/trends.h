// How mentions and their sentiment go over time: by hour, day, week or month, around the dates that the
// person marked, and by hour and weekday.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/change.h"
#include "insight/period.h"
#include "insight/slices.h"
#include "insight/summary.h"
#include "insight/view.h"

namespace earshot {

/// Of all mentions, or of those of one brand by what is aimed at it.
struct Track {
  std::uint32_t brand = kNoBrand;
  std::vector<LabelCounts> steps;
};

/// Centred means over a day, a week, four weeks or three months, so that the rhythm within them is gone;
/// of an even number of steps the two at the ends weigh half. Nothing where a step in reach is not
/// covered.
struct Averages {
  std::vector<std::optional<double>> mentions;
  std::vector<std::optional<double>> net;  ///< (P - N) / (P + N) of the sums
};
std::size_t average_over(Step step);
Averages averages(const Axis& axis, const Track& track);

/// What changed at a date, of all mentions or of one brand.
struct BeforeAfter {
  std::uint32_t brand = kNoBrand;
  LabelCounts before = {}, after = {};
  /// Value is after, `against` before. `mentions` are a day's mean; their ratio is between days weighed by
  /// how many mentions their weekdays have otherwise, where counts of days stray from their mean as far as Pearson's χ² says.
  std::optional<Change> mentions, negative, positive, net;
};

struct Marked {
  std::uint32_t annotation = 0;  ///< index into the settings
  /// Whole days that are covered, up to the annotation's number on either side.
  std::uint32_t days_before = 0, days_after = 0;
  std::vector<BeforeAfter> figures;  ///< all mentions, then brands in the order of the tracks
};

/// [weekday from Monday][hour], of mentions whose time says an hour.
using HeatMap = std::array<std::array<LabelCounts, 24>, 7>;

struct Trends {
  Axis axis;
  std::uint64_t undated = 0, outside = 0;  ///< mentions that have no place on the axis
  std::vector<Track> tracks;               ///< all mentions, then the brands listed
  std::uint64_t other_brands = 0;
  std::vector<Marked> annotations;         ///< by time
  std::optional<HeatMap> hours;            ///< nothing where times are mere dates
};

Trends trends(const View& view);

/// Hours below 3 days, days up to a year, weeks up to five, else months; unless the settings say it.
Step step_of(const Coverage& coverage, const Settings& settings);

}  // namespace earshot
