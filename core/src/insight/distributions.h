// Distributions and the tests and intervals that rest on them, from basic arithmetic and square roots
// alone: the logarithms of C libraries differ in their last bits, and figures must not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/intervals.h"

namespace earshot {

/// Natural logarithm of x > 0, to the last bits of a double; -infinity for 0.
double det_log(double x);
/// e to the power of x; 0 below -708, infinity above 709.
double det_exp(double x);
/// ln Γ(x) for x > 0.
double log_gamma(double x);

/// Φ(z), the standard normal distribution function; small tails keep their digits.
double normal_cdf(double z);
/// The chance of a standard normal value at least as far from 0 as z, on either side.
double two_sided_p(double z);

/// P(a, x) of the regularised incomplete gamma function and what it lacks of 1, a > 0, x >= 0.
struct Tails {
  double lower = 0, upper = 0;
};
Tails incomplete_gamma(double a, double x);
/// I_x(a, b) of the regularised incomplete beta function and 1 - I_x(a, b), a and b > 0, 0 <= x <= 1.
Tails incomplete_beta(double a, double b, double x);

/// The chance of k or more events where `mean` are expected.
double poisson_upper_tail(std::uint64_t k, double mean);
/// The same where counts vary more than Poisson's: variance = mean + dispersion·mean². A dispersion
/// of 0 is Poisson's.
double nb_upper_tail(std::uint64_t k, double mean, double dispersion);

/// k1/n1 - k2/n2 with the hybrid score interval (R. G. Newcombe, 1998, method 10), l and u being
/// Wilson's bounds of each share:
///   d - sqrt((p1 - l1)² + (u2 - p2)²)  ..  d + sqrt((u1 - p1)² + (p2 - l2)²)
/// Nothing where n1 or n2 is 0.
std::optional<Estimate> newcombe(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2,
                                 std::uint64_t n2);
/// The same way for any two independent figures of which each has its own interval (G. Y. Zou and
/// A. Donner, 2008): a - b.
Estimate difference(const Estimate& a, const Estimate& b);
/// Two-sided p of the difference of two shares: the score test with the pooled share. 1 where n1 or n2
/// is 0 or the pooled share is 0 or 1. @param unit what of k and n makes one observation
double shares_p(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2, std::uint64_t n2,
                std::uint64_t unit = 1);

/// (k1/t1) / (k2/t2) of counts k in times t. Given k1 + k2 = n, k1 is binomial; Wilson's bounds of k1/n
/// are mapped by p/(1-p) · t2/t1, which is the score interval of the ratio. `high` (and `value`) may be
/// infinity. Counts that vary `overdispersion` times as much as Poisson's weigh as n/overdispersion.
/// Nothing where both counts, or a time, are 0.
std::optional<Estimate> rate_ratio(std::uint64_t k1, double t1, std::uint64_t k2, double t2,
                                   double overdispersion = 1);
/// Two-sided p of the same: the score test of k1/n against t1/(t1 + t2).
double rates_p(std::uint64_t k1, double t1, std::uint64_t k2, double t2, double overdispersion = 1);

/// Which hypotheses are rejected so that of those at most the share q is false in the long run: all with
/// p at most the largest p(i) <= i·q/m (Y. Benjamini and Y. Hochberg, 1995).
/// @returns the highest p that is rejected; -1 if none is
double benjamini_hochberg(std::span<const double> p_values, double q);

/// What one cluster (an author, a group of copies) adds to a quotient of two sums.
struct ClusterSums {
  double top = 0, bottom = 0;
};
inline constexpr std::size_t kBootstrapResamples = 1'000;
/// Σtop/Σbottom for kBootstrapResamples resamples of whole clusters, since rows of one cluster are not
/// independent (B. Efron, 1979). More than 1,024 clusters are thrown together into that many at random.
/// Neither the order of the clusters nor the machine matters: seeded, and sums have to be whole numbers
/// below 2^53. Resamples whose Σbottom is 0 are left out.
std::vector<double> bootstrap_ratios(std::span<const ClusterSums> clusters, std::uint64_t seed);
/// The same of several quotients whose clusters have the same `bottom`s, in the same draws.
std::vector<std::vector<double>> bootstrap_ratios(std::span<const std::span<const ClusterSums>> parts,
                                                  std::uint64_t seed);
/// Σtop/Σbottom with the middle 95 % of those. Nothing for fewer than two clusters, or Σbottom = 0.
std::optional<Estimate> bootstrap_ratio(std::span<const ClusterSums> clusters,
                                        std::uint64_t seed = 1);
/// The same of a share, each cluster's `top` being a part of its `bottom`. A share of 0 or 1 is so in every
/// resample, however few there are: it has Wilson's interval, of as many clusters of one size as would
/// tell as much, (Σbottom)² / Σbottom² (L. Kish, 1965).
std::optional<Estimate> bootstrap_share(std::span<const ClusterSums> clusters, std::uint64_t seed = 1);
/// The same of several parts of one whole: their clusters have the same `bottom`s.
std::vector<std::optional<Estimate>> bootstrap_shares(std::span<const std::span<const ClusterSums>> parts,
                                                      std::uint64_t seed);
/// `value` with the middle 95 % of the resampled values.
Estimate percentile_interval(double value, std::vector<double> resampled);

}  // namespace earshot
