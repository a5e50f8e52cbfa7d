#include "insight/distributions.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "insight/random.h"
#include "insight/resampling.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// ln 2 in two parts, the first with zeros at its end, so that its small multiples are exact.
constexpr double kLog2High = 0x1.62e42fee00000p-1, kLog2Low = 0x1.a39ef35793c76p-33;
constexpr double kTwoPi = 6.283185307179586477;
constexpr double kHalfLogTwoPi = 0.91893853320467274178;
constexpr double kPrecision = 1e-16;
constexpr int kMostTerms = 200'000;
// From here on four terms of Stirling's series give a double.
constexpr double kStirlingFrom = 15;
constexpr std::size_t kMostClusters = 1'024;

/// What Stirling's formula for ln Γ(z + 1) leaves out.
double stirling_series(double z) {
  const double z2 = 1 / (z * z);
  return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 * z2) * z2) * z2) * z2) / z;
}

/// ln z! - (z + 1/2) ln z + z - ln sqrt(2π)
double stirling_error(double z) {
  if (z >= kStirlingFrom) return stirling_series(z);
  return log_gamma(z + 1) - (z + 0.5) * det_log(z) + z - kHalfLogTwoPi;
}

/// x ln(x/m) + m - x without loss where x is near m (C. Loader, "Fast and Accurate Computation of
/// Binomial Probabilities", 2000).
double deviance(double x, double m) {
  if (std::fabs(x - m) >= 0.1 * (x + m)) return x * det_log(x / m) + m - x;
  const double v = (x - m) / (x + m);
  double sum = (x - m) * v, term = 2 * x * v;
  for (int at = 3; at < 1000; at += 2) {
    term *= v * v;
    const double next = sum + term / at;
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

/// A continued fraction b0 + a1/(b1 + a2/(b2 + ...)) by Lentz's method, step by step.
struct Lentz {
  double value, c, d = 0;
  explicit Lentz(double first) : value(first), c(first) {}
  static double off_zero(double x) { return std::fabs(x) < 1e-300 ? 1e-300 : x; }
  /// False when it has settled.
  bool step(double a, double b) {
    d = 1 / off_zero(b + a * d);
    c = off_zero(b + a / c);
    value *= c * d;
    return std::fabs(c * d - 1) > kPrecision * 4;
  }
};

/// I_x(a, b) where x is below its mean; `scale` is x^a (1-x)^b / B(a, b).
double beta_fraction(double a, double b, double x, double scale) {
  Lentz fraction(1);
  bool more = fraction.step(-(a + b) * x / (a + 1), 1);
  for (int at = 1; more && at < kMostTerms; ++at) {
    const double m = at;
    fraction.step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1);
    more = fraction.step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1);
  }
  return std::min(1.0, scale / (a * fraction.value));
}

}  // namespace

double det_log(double x) {
  if (x <= 0) return -kInfinity;
  if (x == kInfinity) return x;
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // exact
  if (m < 0.70710678118654752440) {
    m *= 2;
    --exponent;
  }
  // ln m = 2 artanh s
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double sum = 0;
  for (int at = 23; at >= 3; at -= 2) sum = (sum + 1.0 / at) * s2;
  const double log_m = 2 * (s + s * sum);
  const double e = exponent;
  return e * kLog2High + (log_m + e * kLog2Low);
}

double det_exp(double x) {
  if (x < -708) return 0;
  if (x > 709) return kInfinity;
  const double k = std::floor(x / 0.69314718055994530942 + 0.5);
  const double r = (x - k * kLog2High) - k * kLog2Low;
  double sum = 1;
  for (int i = 14; i > 0; --i) sum = 1 + sum * r / i;
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + static_cast<int>(k)) << 52);
}

double log_gamma(double x) {
  double product = 1;
  for (; x < kStirlingFrom; ++x) product *= x;
  const double z = x - 1;  // Γ(x) = z!
  return (z + 0.5) * det_log(z) - z + kHalfLogTwoPi + stirling_series(z) - det_log(product);
}

Tails incomplete_gamma(double a, double x) {
  if (x <= 0) return {0, 1};
  // x^a e^-x / Γ(a + 1)
  const double scale =
      det_exp(-stirling_error(a) - deviance(a, x)) / std::sqrt(kTwoPi * a);
  if (x < a + 1) {
    double term = 1, sum = 1;
    for (int at = 1; at < kMostTerms && term > sum * kPrecision; ++at) {
      term *= x / (a + at);
      sum += term;
    }
    const double lower = std::min(1.0, scale * sum);
    return {lower, 1 - lower};
  }
  Lentz fraction(x + 1 - a);
  for (int at = 1; at < kMostTerms; ++at) {
    if (!fraction.step(-at * (at - a), x + 2 * at + 1 - a)) break;
  }
  const double upper = std::min(1.0, scale * a / fraction.value);
  return {1 - upper, upper};
}

Tails incomplete_beta(double a, double b, double x) {
  if (x <= 0) return {0, 1};
  if (x >= 1) return {1, 0};
  const double n = a + b;
  const double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) -
                          deviance(a, n * x) - deviance(b, n * (1 - x));
  const double scale = det_exp(exponent) * std::sqrt(a * b / (kTwoPi * n));
  if (x < (a + 1) / (n + 2)) {
    const double lower = beta_fraction(a, b, x, scale);
    return {lower, 1 - lower};
  }
  const double upper = beta_fraction(b, a, 1 - x, scale);
  return {1 - upper, upper};
}

double normal_cdf(double z) {
  const Tails tails = incomplete_gamma(0.5, z * z / 2);  // of |z|
  return z < 0 ? tails.upper / 2 : 0.5 + tails.lower / 2;
}

double two_sided_p(double z) { return incomplete_gamma(0.5, z * z / 2).upper; }

double poisson_upper_tail(std::uint64_t k, double mean) {
  if (k == 0) return 1;
  return incomplete_gamma(static_cast<double>(k), mean).lower;
}

double nb_upper_tail(std::uint64_t k, double mean, double dispersion) {
  // So little that no digit would show it, and the sums below would lose theirs.
  if (dispersion * mean < 1e-6) return poisson_upper_tail(k, mean);
  if (k == 0) return 1;
  const double size = 1 / dispersion;
  return incomplete_beta(static_cast<double>(k), size, mean / (mean + size)).lower;
}

Estimate difference(const Estimate& a, const Estimate& b) {
  const auto both = [](double x, double y) { return std::sqrt(x * x + y * y); };
  const double d = a.value - b.value;
  return {d, d - both(a.value - a.low, b.high - b.value), d + both(a.high - a.value, b.value - b.low)};
}

std::optional<Estimate> newcombe(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2,
                                 std::uint64_t n2) {
  const auto one = wilson(k1, n1), two = wilson(k2, n2);
  if (!one || !two) return std::nullopt;
  return difference(*one, *two);
}

double shares_p(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2, std::uint64_t n2,
                std::uint64_t unit) {
  if (n1 == 0 || n2 == 0) return 1;
  const auto size1 = static_cast<double>(n1), size2 = static_cast<double>(n2);
  const double pooled = static_cast<double>(k1 + k2) / (size1 + size2);
  const auto one = static_cast<double>(unit);
  const double variance = pooled * (1 - pooled) * (one / size1 + one / size2);
  if (variance <= 0) return 1;
  const double d = static_cast<double>(k1) / size1 - static_cast<double>(k2) / size2;
  return two_sided_p(d / std::sqrt(variance));
}

std::optional<Estimate> rate_ratio(std::uint64_t k1, double t1, std::uint64_t k2, double t2,
                                   double overdispersion) {
  const auto n = static_cast<double>(k1 + k2);
  if (n <= 0 || t1 <= 0 || t2 <= 0) return std::nullopt;
  const auto share = wilson_of_share(static_cast<double>(k1) / n, n / overdispersion);
  const auto ratio = [&](double p) { return p >= 1 ? kInfinity : p / (1 - p) * t2 / t1; };
  return Estimate{ratio(share->value), ratio(share->low), ratio(share->high)};
}

double rates_p(std::uint64_t k1, double t1, std::uint64_t k2, double t2, double overdispersion) {
  const auto n = static_cast<double>(k1 + k2);
  if (n <= 0 || t1 <= 0 || t2 <= 0) return 1;
  const double p = t1 / (t1 + t2);
  return two_sided_p((static_cast<double>(k1) - n * p) / std::sqrt(n * p * (1 - p) * overdispersion));
}

double benjamini_hochberg(std::span<const double> p_values, double q) {
  // Only these can pass, whatever their place.
  std::vector<double> small;
  for (const double p : p_values) {
    if (p <= q) small.push_back(p);
  }
  cold_sort(small);
  const double step = q / static_cast<double>(p_values.size());
  for (std::size_t at = small.size(); at > 0; --at) {
    if (small[at - 1] <= static_cast<double>(at) * step) return small[at - 1];
  }
  return -1;
}

std::vector<double> bootstrap_ratios(std::span<const ClusterSums> clusters, std::uint64_t seed) {
  return std::move(bootstrap_ratios(std::span(&clusters, 1), seed)[0]);
}

std::vector<std::vector<double>> bootstrap_ratios(std::span<const std::span<const ClusterSums>> parts,
                                                  std::uint64_t seed) {
  std::vector<std::vector<double>> ratios(parts.size());
  // A row for each cluster: what they have in common, then what each part has of it.
  const std::size_t width = 1 + parts.size();
  std::vector<double> rows;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    std::vector<ClusterSums> groups(parts[part].begin(), parts[part].end());
    cold_sort(groups, [](const ClusterSums& a, const ClusterSums& b) {
      return a.bottom != b.bottom ? a.bottom < b.bottom : a.top < b.top;
    });
    const std::size_t count = std::min(groups.size(), kMostClusters);
    rows.resize(count * width);
    for (std::size_t at = 0; at < groups.size(); ++at) {
      double* const row = &rows[(groups.size() > count ? mix(at) % count : at) * width];
      if (part == 0) row[0] += groups[at].bottom;
      row[1 + part] += groups[at].top;
    }
  }
  const std::vector<double> sums = resample_sums(rows, width, kBootstrapResamples, seed);
  for (std::size_t at = 0; at < sums.size(); at += width) {
    for (std::size_t part = 0; sums[at] > 0 && part < parts.size(); ++part) {
      ratios[part].push_back(sums[at + 1 + part] / sums[at]);
    }
  }
  return ratios;
}

std::optional<Estimate> bootstrap_ratio(std::span<const ClusterSums> clusters, std::uint64_t seed) {
  ClusterSums all;
  for (const ClusterSums& cluster : clusters) {
    all.top += cluster.top;
    all.bottom += cluster.bottom;
  }
  if (clusters.size() < 2 || all.bottom <= 0) return std::nullopt;
  return percentile_interval(all.top / all.bottom, bootstrap_ratios(clusters, seed));
}

std::optional<Estimate> bootstrap_share(std::span<const ClusterSums> clusters, std::uint64_t seed) {
  return bootstrap_shares(std::span(&clusters, 1), seed)[0];
}

std::vector<std::optional<Estimate>> bootstrap_shares(std::span<const std::span<const ClusterSums>> parts,
                                                      std::uint64_t seed) {
  std::vector<std::optional<Estimate>> shares(parts.size());
  std::vector<std::span<const ClusterSums>> varying;
  std::vector<std::optional<Estimate>*> theirs;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    double top = 0, bottom = 0, squares = 0;
    for (const ClusterSums& cluster : parts[part]) {
      top += cluster.top;
      bottom += cluster.bottom;
      squares += cluster.bottom * cluster.bottom;
    }
    if (bottom <= 0) continue;
    if (top == 0 || top == bottom) {
      shares[part] = wilson_of_share(top / bottom, bottom * bottom / squares);
    } else if (parts[part].size() >= 2) {
      shares[part] = Estimate{top / bottom, 0, 0};
      varying.push_back(parts[part]);
      theirs.push_back(&shares[part]);
    }
  }
  if (varying.empty()) return shares;
  std::vector<std::vector<double>> ratios = bootstrap_ratios(varying, seed);
  for (std::size_t at = 0; at < varying.size(); ++at) {
    *theirs[at] = percentile_interval((*theirs[at])->value, std::move(ratios[at]));
  }
  return shares;
}

Estimate percentile_interval(double value, std::vector<double> resampled) {
  if (resampled.empty()) return {value, value, value};
  cold_sort(resampled);
  // The value below which the share lies, counted from both ends alike.
  const std::size_t cut = resampled.size() * 25 / 1000;
  return {value, resampled[cut], resampled[resampled.size() - 1 - cut]};
}

}  // namespace earshot
