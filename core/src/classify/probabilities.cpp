#include "classify/probabilities.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace earshot {

namespace {

/// 1 / n!
constexpr std::array<double, 13> kTaylor = [] {
  std::array<double, 13> terms{1.0};
  for (std::size_t n = 1; n < terms.size(); ++n) terms[n] = terms[n - 1] / static_cast<double>(n);
  return terms;
}();

}  // namespace

// 2^k times a Taylor polynomial over [-ln 2 / 2, ln 2 / 2].
double exponential(double x) {
  if (x < -30.0) return 0.0;
  constexpr double kLog2 = 0.69314718055994530942;
  const auto k = static_cast<int>(x * (1.0 / kLog2) - 0.5);
  const double r = x - k * kLog2;
  double sum = 0.0;
  for (std::size_t n = kTaylor.size(); n-- > 0;) sum = kTaylor[n] + sum * r;
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + k) << 52);
}

Sentiment shares(double positive, double neutral, double negative) {
  const double unit = 65535.0 / (positive + negative + neutral);
  Sentiment out;
  const auto p_units = static_cast<std::int32_t>(positive * unit + 0.5);
  auto n_units = static_cast<std::int32_t>(negative * unit + 0.5);
  n_units = std::min(n_units, 65535 - p_units);
  const std::int32_t rest = 65535 - p_units - n_units;
  out.positive = static_cast<std::uint16_t>(p_units);
  out.negative = static_cast<std::uint16_t>(n_units);
  out.neutral = static_cast<std::uint16_t>(rest);
  out.label = p_units > rest && p_units > n_units   ? Label::Positive
              : n_units > rest && n_units > p_units ? Label::Negative
                                                    : Label::Neutral;
  return out;
}

Sentiment probabilities(double positive, double negative) {
  const double top = std::max({positive, negative, 0.0});
  return shares(exponential(positive - top), exponential(-top), exponential(negative - top));
}

}  // namespace earshot
