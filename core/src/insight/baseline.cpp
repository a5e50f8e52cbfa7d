#include "insight/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "insight/distributions.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr int kRounds = 3;
/// How many standard errors the dispersion is taken to be higher, so that the stated rate of false alarms
/// holds (tests/core/simulation_test.cpp).
constexpr double kUnsureOfPoisson = 0.3, kUnsure = 1.5;
constexpr double kUnlikely = 0.001, kFarBelow = 3.5;
/// The interquartile range of the normal distribution, in standard deviations.
constexpr double kQuartiles = 1.34898;

/// The mean of the middle half, which a quarter of outliers at either end does not move.
double mid_mean(std::vector<double>& values) {
  if (values.empty()) return 0;
  cold_sort(values);
  const std::size_t cut = values.size() / 4;
  double sum = 0;
  for (std::size_t at = cut; at < values.size() - cut; ++at) sum += values[at];
  return sum / static_cast<double>(values.size() - 2 * cut);
}

struct Factor {
  double value = 1, variance = 0;  ///< the variance relative to 1
};

class Fit {
 public:
  Fit(std::span<const std::uint32_t> counts, std::span<const std::uint8_t> seasons)
      : counts_(counts), seasons_(seasons), levels_(counts.size()), left_out_(counts.size()) {
    for (const std::uint8_t season : seasons) cycle_ = std::max<std::size_t>(cycle_, season + 1u);
    start();
    for (int round = 0; round < kRounds; ++round) {
      leave_out();
      sum();
      for (std::size_t at = 0; at < counts_.size(); ++at) levels_[at] = level(at, false).value;
      sum_seasons();
      for (std::size_t season = 0; season < cycle_; ++season) factors_[season] = factor(season, 0, 0);
      disperse();
    }
    sum();
  }

  double mean(std::size_t at) const { return levels_[at] * factors_[seasons_[at]].value; }

  /// Of a count, from all others.
  Expected expected(std::size_t at) const {
    const Estimated level = this->level(at, true);
    const bool out = left_out_[at];
    const Factor factor = this->factor(seasons_[at], out ? 0 : counts_[at], out ? 0 : levels_[at]);
    const double mean = level.value * factor.value;
    // The standard error of a variance grows with the fourth moment: with 2 + 6·dispersion, nearly.
    const double error = std::sqrt((2 + 6 * dispersion_) / freedom_);
    const double unsure = error * (kUnsureOfPoisson / std::max(mean, 1.0) + kUnsure * dispersion_);
    return {mean, dispersion_ + unsure + level.variance + factor.variance};
  }

  const std::array<Factor, kMostSeasons>& factors() const { return factors_; }
  std::size_t cycle() const { return cycle_; }

 private:
  struct Estimated {
    double value, variance;  ///< the variance relative to value²
  };

  /// Means that outliers do not move.
  void start() {
    const std::size_t window = std::min(counts_.size(), kLevelWindow * cycle_);
    std::vector<double> values;
    std::vector<std::vector<double>> by_season(cycle_);
    for (int round = 0; round < 2; ++round) {
      for (std::size_t first = 0; first < counts_.size(); first += cycle_) {
        const std::size_t from = window_of(std::min(first + cycle_ / 2, counts_.size() - 1), window);
        values.clear();
        for (std::size_t at = from; at < from + window; ++at) {
          values.push_back(counts_[at] / std::max(0.05, factors_[seasons_[at]].value));
        }
        const double level = std::max(mid_mean(values), 1 / static_cast<double>(window));
        std::fill(levels_.begin() + static_cast<std::ptrdiff_t>(first),
                  levels_.begin() + static_cast<std::ptrdiff_t>(std::min(first + cycle_, counts_.size())),
                  level);
      }
      if (round > 0) break;
      for (std::size_t at = 0; at < counts_.size(); ++at) {
        by_season[seasons_[at]].push_back(counts_[at] / levels_[at]);
      }
      double sum = 0;
      for (std::size_t season = 0; season < cycle_; ++season) {
        // Two values have no middle.
        const bool few = by_season[season].size() < 3;
        factors_[season].value = few ? 1 : mid_mean(by_season[season]);
        sum += factors_[season].value;
      }
      for (Factor& factor : factors_) factor.value = sum > 0 ? factor.value * static_cast<double>(cycle_) / sum : 1;
    }
    // The middle half of what is left, in standard deviations of Poisson's.
    values.clear();
    double all = 0;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      values.push_back((counts_[at] - mean(at)) / std::sqrt(std::max(mean(at), 0.01)));
      all += mean(at);
    }
    cold_sort(values);
    const double middle = (values[values.size() * 3 / 4] - values[values.size() / 4]) / kQuartiles;
    dispersion_ = std::max(0.0, middle * middle - 1) * static_cast<double>(values.size()) / all;
  }

  void leave_out() {
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      const double mean = this->mean(at);
      const double sd = std::sqrt(mean + dispersion_ * mean * mean);
      const double away = counts_[at] - mean;
      left_out_[at] = away < -kFarBelow * sd ||
                      (away > 2 * sd && nb_upper_tail(counts_[at], mean, dispersion_) < kUnlikely);
    }
  }

  void sum() {
    sums_.assign(1, {});
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      Sums next = sums_.back();
      if (!left_out_[at]) {
        next.counts += counts_[at];
        next.weights += factors_[seasons_[at]].value;
        ++next.n;
      }
      sums_.push_back(next);
    }
  }

  void sum_seasons() {
    of_season_.fill({});
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (left_out_[at]) continue;
      Sums& sums = of_season_[seasons_[at]];
      sums.counts += counts_[at];
      sums.weights += levels_[at];
      ++sums.n;
    }
    // How much seasons differ beyond chance: the variance of the factors less that of their errors.
    double spread = 0, chance = 0, seen = 0;
    for (std::size_t season = 0; season < cycle_; ++season) {
      const Sums& sums = of_season_[season];
      if (sums.weights <= 0) continue;
      const double raw = sums.counts / sums.weights;
      spread += (raw - 1) * (raw - 1);
      chance += (1 / sums.weights + dispersion_ / sums.n);
      ++seen;
    }
    spread_ = seen > 1 ? std::max(0.0, (spread - chance) / (seen - 1)) : 0;
  }

  Factor factor(std::size_t season, double less_count, double less_level) const {
    const Sums& sums = of_season_[season];
    const double weight = sums.weights - less_level;
    const double n = sums.n - (less_level > 0 ? 1 : 0);
    if (weight <= 0 || n <= 0) return {1, spread_};
    const double raw = (sums.counts - less_count) / weight;
    const double chance = 1 / weight + dispersion_ / n;
    const double pull = spread_ / (spread_ + chance);
    const double value = 1 + pull * (raw - 1);
    return {value, pull * chance / std::max(value * value, 0.01)};
  }

  std::size_t window_of(std::size_t at, std::size_t window) const {
    const std::size_t half = window / 2;
    return std::min(at > half ? at - half : 0, counts_.size() - window);
  }

  Estimated level(std::size_t at, bool without) const {
    const std::size_t window = std::min(counts_.size(), kLevelWindow * cycle_ + 1);
    const std::size_t from = window_of(at, window);
    Sums sums = sums_[from + window];
    sums.counts -= sums_[from].counts;
    sums.weights -= sums_[from].weights;
    sums.n -= sums_[from].n;
    if (without && !left_out_[at]) {
      sums.counts -= counts_[at];
      sums.weights -= factors_[seasons_[at]].value;
      --sums.n;
    }
    if (sums.weights <= 0 || sums.n <= 0) return {levels_[at], 1};
    // Of a window without any, half a mention.
    const double counted = std::max(sums.counts, 0.5);
    return {counted / sums.weights, 1 / counted + dispersion_ / sums.n};
  }

  void disperse() {
    double over = 0, squares = 0, n = 0;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (left_out_[at]) continue;
      const double mean = this->mean(at), away = counts_[at] - mean;
      over += away * away;
      squares += mean * mean;
      ++n;
    }
    double fitted = static_cast<double>(counts_.size()) / static_cast<double>(kLevelWindow * cycle_) + 1;
    if (spread_ > 0) fitted += static_cast<double>(cycle_ - 1);
    freedom_ = std::max(1.0, n - fitted);
    over *= n / freedom_;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (!left_out_[at]) over -= mean(at);
    }
    dispersion_ = squares > 0 ? std::max(0.0, over / squares) : 0;
  }

  struct Sums {
    double counts = 0, weights = 0, n = 0;
  };

  std::span<const std::uint32_t> counts_;
  std::span<const std::uint8_t> seasons_;
  std::vector<double> levels_;
  std::vector<bool> left_out_;
  std::size_t cycle_ = 1;
  std::array<Factor, kMostSeasons> factors_ = {};
  std::array<Sums, kMostSeasons> of_season_ = {};
  std::vector<Sums> sums_;  // before each count
  double dispersion_ = 0, spread_ = 0, freedom_ = 1;
};

}  // namespace

std::vector<Expected> baseline(std::span<const std::uint32_t> counts,
                               std::span<const std::uint8_t> seasons) {
  std::vector<Expected> expected;
  if (counts.empty()) return expected;
  const Fit fit(counts, seasons);
  for (std::size_t at = 0; at < counts.size(); ++at) expected.push_back(fit.expected(at));
  return expected;
}

double overdispersion(std::span<const std::uint32_t> counts, std::span<const double> expected,
                      std::size_t fitted) {
  double sum = 0;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    const double away = counts[at] - expected[at];
    if (expected[at] > 0) sum += away * away / expected[at];
  }
  if (counts.size() <= fitted) return 1;
  return std::max(1.0, sum / static_cast<double>(counts.size() - fitted));
}

std::vector<double> rhythm(std::span<const std::uint32_t> counts,
                           std::span<const std::uint8_t> seasons) {
  std::vector<double> factors;
  if (counts.empty()) return factors;
  const Fit fit(counts, seasons);
  for (std::size_t season = 0; season < fit.cycle(); ++season) {
    factors.push_back(fit.factors()[season].value);
  }
  return factors;
}

}  // namespace earshot
