// The time that the exports cover, cut into hours, days, weeks or months. What lies outside of it is
// not known; inside, no mention is none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <earshot/filter.h>

#include "insight/view.h"
#include "time/civil.h"

namespace earshot {

/// In local ms: [first, second).
using Stretch = std::pair<std::int64_t, std::int64_t>;

struct Coverage {
  /// In order, without overlaps: the days from each input's first mention to its last, of the inputs
  /// that the selection has mentions of, or that lie between such; cut to what the filter asks for.
  std::vector<Stretch> stretches;
  std::vector<bool> timed;  ///< by input: its times say more than the day

  bool empty() const { return stretches.empty(); }
  std::int64_t first() const { return stretches.front().first; }
  std::int64_t last() const { return stretches.back().second; }
  /// Whether any of [from, to) is covered, or all of it.
  bool touches(std::int64_t from, std::int64_t to) const;
  bool holds(std::int64_t from, std::int64_t to) const;
  double days() const;
  bool hours() const;  ///< of any input
};

/// @param filter what `selection` was selected by
Coverage coverage(const View& view, const Selection& selection, const Filter* filter);

/// More steps than this are no chart: of a longer time the last ones count.
inline constexpr std::size_t kMostSteps = 4'000;

struct Axis {
  Step step = Step::Day;
  std::vector<std::int64_t> starts;  ///< local ms, without gaps; at most kMostSteps
  std::int64_t end = 0;
  std::vector<bool> covered;         ///< of each step

  std::size_t size() const { return starts.size(); }
  /// The step that a time lies in; `size()` if none.
  std::size_t at(std::int64_t local) const;
};

/// `Axis::at` of times that are near each other: remembers the step before.
class AxisCursor {
 public:
  explicit AxisCursor(const Axis& axis) : axis_(axis) {}
  std::size_t at(std::int64_t local) {
    if (local < begin_ || local >= end_) move(local);
    return at_;
  }

 private:
  void move(std::int64_t local);

  const Axis& axis_;
  std::size_t at_ = 0;
  std::int64_t begin_ = 0, end_ = 0;
};

Axis axis_of(const Coverage& coverage, Step step);

}  // namespace earshot
