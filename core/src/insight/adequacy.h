// Whether there are enough mentions, for long enough and from enough places, to conclude anything.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/view.h"

namespace earshot {

/// Below this many, or with a wider interval, a figure says nothing.
inline constexpr std::uint64_t kFewestMentions = 30;
inline constexpr double kWidestInterval = 0.2;

/// Whether a share or mean of `n` observations may be shown as one.
bool enough(std::uint64_t n, const std::optional<Estimate>& estimate);

enum class Shortfall : std::uint8_t {
  FewMentions,   ///< less than kFewestMentions
  WideShares,    ///< a brand's share of voice has an interval wider than kWidestInterval
  ShortPeriod,   ///< less than two weeks from the first mention to the last
  OneSource,     ///< one platform has more than 80 % of the mentions
  OneAuthor,     ///< one author has more than 20 % of them
  Undated,       ///< more than half have no time
};

struct Warning {
  Shortfall shortfall = Shortfall::FewMentions;
  double measured = 0;           ///< mentions, days, or a share 0..1
  std::string_view of;           ///< the brand, platform or author it speaks of; "" for the whole
};

struct Adequacy {
  std::uint64_t mentions = 0;
  double days = 0;               ///< of the calendar, from that of the first mention to that of the last
  std::vector<Warning> warnings; ///< none: enough
};

Adequacy adequacy(const View& view);

}  // namespace earshot
