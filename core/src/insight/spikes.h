// Days (of a short time, hours) with far more mentions, or far more negative ones, than a series usually
// has: when, how much more, how sure, and what drove them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/baseline.h"
#include "insight/distributions.h"
#include "insight/period.h"
#include "insight/phrases.h"
#include "insight/slices.h"
#include "insight/summary.h"
#include "insight/view.h"

namespace earshot {

/// Of all steps that stand out, at most this share does so by chance, in the long run.
inline constexpr double kFalseAlarms = 0.05;
/// What stands out is called a spike only if it is large too: this many mentions, this many times as
/// many as expected, and more than expected at the lower bound.
inline constexpr std::uint32_t kLeastSpike = 10;
inline constexpr double kLeastRatio = 1.5;

/// Observed / expected of a negative binomial count: its score interval, (y - m)² = z²(m + dm²) solved
/// for m, over what was expected. `high` may be infinity.
Estimate spike_ratio(double observed, double expected, double dispersion);

/// One series of counts and what was to be expected of it.
struct Tested {
  std::vector<Expected> expected;
  std::vector<double> p;  ///< of as many or more; 1 where there are no more than expected
};
Tested test_series(std::span<const std::uint32_t> counts, std::span<const std::uint8_t> seasons);
/// Whether a step of a series passes the second test.
bool large_enough(std::uint32_t observed, const Expected& expected);

enum class SeriesOf : std::uint8_t { All, Brand, Platform, Topic };

struct SpikeSeries {
  SeriesOf of = SeriesOf::All;
  std::uint32_t value = 0;  ///< a brand, platform or topic
  bool negative = false;    ///< only the negative mentions
};

/// Some of the mentions of a spike have this in common.
struct Shared {
  std::uint32_t value = 0;     ///< an author, platform, brand or topic
  std::uint64_t mentions = 0;
  double usual = 0;            ///< the share of those of the series at other times: of up to about 10,000
};

enum class SpikeVoices : std::uint8_t { Many, OneText, FewAuthors };

struct Spike {
  SpikeSeries series;
  std::uint32_t event = 0;         ///< spikes that overlap have the same
  std::int64_t start = 0, end = 0; ///< local ms, end exclusive
  std::int64_t peak = 0;           ///< the beginning of the step with the lowest p
  std::uint64_t observed = 0;
  double expected = 0;
  Estimate ratio;
  double p = 0;                    ///< the lowest of its steps

  // What drove it.
  Apart apart;  ///< phrases of about 200 of its mentions against about 300 of its series at other times
  std::vector<Shared> authors, platforms, brands, topics;
  std::uint64_t author_count = 0, authored = 0;  ///< different ones, and mentions that have one
  std::uint64_t largest_cluster = 0;  ///< mentions of the text that is repeated most; 0: none is
  RowId repeated = 0;                 ///< the first of them
  SpikeVoices voices = SpikeVoices::Many;

  // Its sentiment against that of all other times, and what stood behind it against what is usual in as
  // many steps; of the mentions of the brand, platform or topic, but reach and engagement of those counted.
  LabelCounts inside = {}, outside = {};
  std::optional<Estimate> more_negative;  ///< Newcombe
  std::optional<double> reach, usual_reach, engagement, usual_engagement;
  /// Of a spike of negative mentions: the negative share is clearly higher, and kLeastRatio times the
  /// usual reach (where exports give none, engagement) stands behind it. Nothing where that is not known.
  std::optional<bool> crisis;
};

struct Spikes {
  Step step = Step::Day;
  std::uint64_t series = 0, steps = 0, tests = 0;
  double threshold = 0;  ///< the highest p that stands out
  /// Steps that would stand out by chance if nothing ever happened: threshold · tests.
  double expected_false_alarms = 0;
  std::vector<Spike> spikes;   ///< by p, then time; at most kListed
  std::uint64_t left_out = 0;
};

/// Days from kLeastDays on, else hours of at least four days; none for less.
Spikes spikes(const View& view);
inline constexpr std::size_t kLeastDays = 21;

}  // namespace earshot
