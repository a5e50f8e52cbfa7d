// Random counts for simulations, the same on every machine.
#pragma once

#include <cmath>
#include <cstdint>

#include "insight/distributions.h"
#include "insight/random.h"

namespace earshot {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(mix(seed)) {}

  /// Evenly from within 0..1.
  double share() {
    constexpr std::uint64_t kParts = std::uint64_t{1} << 31;
    return (static_cast<double>(random_.below(kParts)) + 0.5) / static_cast<double>(kParts);
  }
  std::uint32_t binomial(std::uint32_t n, double p) {
    std::uint32_t k = 0;
    for (std::uint32_t at = 0; at < n; ++at) k += share() < p;
    return k;
  }
  /// Negative binomial, variance = mean + dispersion·mean²; of no dispersion Poisson's. The inverse of
  /// the distribution function, term by term.
  std::uint32_t count(double mean, double dispersion) {
    const double u = share(), size = dispersion > 0 ? 1 / dispersion : 0;
    double term = det_exp(dispersion > 0 ? -size * det_log(1 + mean * dispersion) : -mean);
    double below = term;
    std::uint32_t k = 0;
    while (below < u && k < 100'000) {
      term *= dispersion > 0 ? (size + k) / (k + 1) * mean / (mean + size) : mean / (k + 1);
      below += term;
      ++k;
    }
    return k;
  }

 private:
  Random random_;
};

}  // namespace earshot
