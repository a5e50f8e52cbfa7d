#include "insight/agreement.h"

#include <algorithm>
#include <cmath>

namespace earshot {

std::optional<Estimate> kappa(const LabelShares& shares, double n) {
  std::array<double, kRatedCount> rows = {}, columns = {};
  double observed = 0;
  for (std::size_t i = 0; i < kRatedCount; ++i) {
    observed += shares[i][i];
    for (std::size_t j = 0; j < kRatedCount; ++j) {
      rows[i] += shares[i][j];
      columns[j] += shares[i][j];
    }
  }
  double chance = 0;
  for (std::size_t i = 0; i < kRatedCount; ++i) chance += rows[i] * columns[i];
  const double rest = 1 - chance;
  // Rounding keeps pe from being 1 to the last bit.
  if (n <= 0 || rest < 1e-12) return std::nullopt;

  double variance = 0;
  for (std::size_t i = 0; i < kRatedCount; ++i) {
    for (std::size_t j = 0; j < kRatedCount; ++j) {
      const double factor = i == j ? rest - (rows[i] + columns[i]) * (1 - observed)
                                   : (columns[i] + rows[j]) * (1 - observed);
      variance += shares[i][j] * factor * factor;
    }
  }
  const double mean = observed * chance - 2 * chance + observed;
  variance = (variance - mean * mean) / (n * rest * rest * rest * rest);
  const double value = (observed - chance) / rest;
  const double spread = kZ * std::sqrt(std::max(0.0, variance));
  return Estimate{value, std::max(-1.0, value - spread), std::min(1.0, value + spread)};
}

std::optional<Agreement> agreement(const Table& table, const Selection& selection) {
  Agreement found;
  each_row(table, selection, [&](const Segment& segment, std::size_t row) {
    const auto given = static_cast<std::size_t>(segment.given_label[row]);
    const auto ours = static_cast<std::size_t>(segment.label[row]);
    if (given >= kRatedCount) return;
    if (ours >= kRatedCount) {
      ++found.unrated;
    } else {
      ++found.table[given][ours];
      ++found.n;
    }
  });
  if (found.n + found.unrated == 0) return std::nullopt;
  LabelShares shares = {};
  std::uint64_t same = 0;
  for (std::size_t i = 0; i < kRatedCount && found.n > 0; ++i) {
    same += found.table[i][i];
    for (std::size_t j = 0; j < kRatedCount; ++j) {
      shares[i][j] = static_cast<double>(found.table[i][j]) / static_cast<double>(found.n);
    }
  }
  found.observed = wilson(same, found.n);
  found.kappa = kappa(shares, static_cast<double>(found.n));
  return found;
}

}  // namespace earshot
