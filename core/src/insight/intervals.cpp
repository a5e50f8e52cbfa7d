#include "insight/intervals.h"

#include <algorithm>
#include <cmath>

namespace earshot {

std::optional<Estimate> wilson(std::uint64_t k, std::uint64_t n) {
  const double size = static_cast<double>(n);
  return wilson_of_share(n == 0 ? 0 : static_cast<double>(k) / size, size);
}

std::optional<Estimate> wilson_of_share(double p, double size) {
  if (size <= 0) return std::nullopt;
  const double z2 = kZ * kZ;
  const double centre = p + z2 / (2 * size);
  const double spread = kZ * std::sqrt(p * (1 - p) / size + z2 / (4 * size * size));
  const double scale = 1 + z2 / size;
  // At the ends the formula gives exactly 0 and 1; rounding must not step over them.
  const double low = p == 0 ? 0 : std::max(0.0, (centre - spread) / scale);
  const double high = p == 1 ? 1 : std::min(1.0, (centre + spread) / scale);
  return Estimate{p, low, high};
}

std::optional<Estimate> net_of_polar(std::uint64_t positive, std::uint64_t negative) {
  const auto share = wilson(positive, positive + negative);
  if (!share) return std::nullopt;
  return Estimate{2 * share->value - 1, 2 * share->low - 1, 2 * share->high - 1};
}

std::optional<Estimate> net_of_all(std::uint64_t positive, std::uint64_t neutral,
                                   std::uint64_t negative) {
  const std::uint64_t n = positive + neutral + negative;
  if (n == 0) return std::nullopt;
  const double size = static_cast<double>(n);
  const double up = static_cast<double>(positive) / size;
  const double down = static_cast<double>(negative) / size;
  const double net = up - down;
  const double spread = kZ * std::sqrt(std::max(0.0, up + down - net * net) / size);
  return Estimate{net, std::max(-1.0, net - spread), std::min(1.0, net + spread)};
}

std::optional<Estimate> experience_score(std::uint64_t positive, std::uint64_t neutral,
                                         std::uint64_t negative) {
  const auto net = net_of_all(positive, neutral, negative);
  if (!net) return std::nullopt;
  return Estimate{50 * (net->value + 1), 50 * (net->low + 1), 50 * (net->high + 1)};
}

}  // namespace earshot
