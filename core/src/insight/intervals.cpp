#include "insight/intervals.h"

#include <algorithm>
#include <cmath>

namespace earshot {
namespace {

/// Where the score test of up - down turns, below it.
double lower_net(double up, double down, double n, double z) {
  const double net = up - down, wide = z * z / n;
  if (down == 1) return -1;
  if (up == 1) return (1 - wide) / (1 + wide);
  if (up + down == 0) return -wide / (1 + wide);
  const auto beyond = [&](double d) {
    // The likeliest share below zero, given d: the larger root of 2q² + bq - d(1 - d)·down = 0.
    const double b = (2 - net) * d - up - down;
    const double q = (std::sqrt(std::max(0.0, b * b + 8 * down * d * (1 - d))) - b) / 4;
    return net - d - std::sqrt(wide * std::max(0.0, 2 * q + d * (1 - d)));
  };
  // False position; an end that stays twice counts half (the Illinois rule), so that both ends move.
  double outside = -1, inside = net, at_outside = net + 1, at_inside = beyond(net), found = net;
  for (int step = 0, kept = 0; step < 60 && at_inside < 0; ++step) {
    const double last = found;
    found = (outside * at_inside - inside * at_outside) / (at_inside - at_outside);
    const double at = beyond(found);
    if (at > 0) {
      outside = found;
      at_outside = at;
      if (kept == 1) at_inside /= 2;
      kept = 1;
    } else {
      inside = found;
      at_inside = at;
      if (kept == -1) at_outside /= 2;
      kept = -1;
    }
    if (std::abs(found - last) < 1e-14) break;
  }
  return found;
}

}  // namespace

std::optional<Estimate> wilson(std::uint64_t k, std::uint64_t n) {
  const double size = static_cast<double>(n);
  return wilson_of_share(n == 0 ? 0 : static_cast<double>(k) / size, size);
}

std::optional<Estimate> wilson_of_share(double p, double size, double z) {
  if (size <= 0) return std::nullopt;
  const double z2 = z * z;
  const double centre = p + z2 / (2 * size);
  const double spread = z * std::sqrt(p * (1 - p) / size + z2 / (4 * size * size));
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
                                   std::uint64_t negative, double z) {
  const std::uint64_t n = positive + neutral + negative;
  if (n == 0) return std::nullopt;
  const double size = static_cast<double>(n);
  const double up = static_cast<double>(positive) / size;
  const double down = static_cast<double>(negative) / size;
  return Estimate{up - down, lower_net(up, down, size, z), -lower_net(down, up, size, z)};
}

std::optional<Estimate> experience_score(std::uint64_t positive, std::uint64_t neutral,
                                         std::uint64_t negative) {
  const auto net = net_of_all(positive, neutral, negative);
  if (!net) return std::nullopt;
  return Estimate{50 * (net->value + 1), 50 * (net->low + 1), 50 * (net->high + 1)};
}

}  // namespace earshot
