// Goals that the person set, such as so many answers to a question: how far along they are, and when they
// are met if it goes on like this.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/view.h"

namespace earshot {

inline constexpr std::size_t kGoalQuotes = 5;

/// Days are local ones, as local ms of their beginning.
struct GoalFigures {
  std::uint64_t count = 0, dated = 0;
  /// From the day of the first mention that counts to the last day of the selection, both included.
  std::uint64_t days = 0;
  /// dated / days. The interval is ((sqrt(k) - z/2)² .. (sqrt(k+1) + z/2)²) / days: the root of a Poisson
  /// count has a variance of about 1/4 (M. S. Bartlett, 1936).
  std::optional<Estimate> per_day;
  std::optional<std::int64_t> reached;   ///< the day on which the target was met
  std::optional<std::int64_t> expected;  ///< the day on which it would be met at this rate, before the filter's end
  std::optional<bool> in_time;           ///< nothing where there is no date to meet, or no rate yet
  std::vector<RowId> quotes;             ///< those with the most engagement, at most kGoalQuotes
};

/// Of the mentions of the selection that meet the goal's conditions.
GoalFigures goal_figures(const View& view, const Goal& goal);

}  // namespace earshot
