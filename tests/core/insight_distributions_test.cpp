#include "insight/distributions.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using Catch::Approx;

namespace {

#include "distributions_reference.inc"

/// Of values that may be as small as 1e-300: no margin.
Approx close(double value, double epsilon = 1e-12) { return Approx(value).epsilon(epsilon).margin(0); }

std::uint64_t whole(double value) { return static_cast<std::uint64_t>(value); }

}  // namespace

TEST_CASE("our own logarithm, exponential and gamma function are those of the C library") {
  for (const auto& [x, log] : kLog) {
    CAPTURE(x);
    CHECK(det_log(x) == close(log, 4e-16));
  }
  for (const auto& [x, exp] : kExp) {
    CAPTURE(x);
    CHECK(det_exp(x) == close(exp, 4e-15));
  }
  for (const auto& [x, log] : kLogGamma) {
    CAPTURE(x);
    CHECK(log_gamma(x) == close(log, 1e-13));
  }
  CHECK(det_log(0) == -HUGE_VAL);
  CHECK(det_exp(-1e9) == 0);
  CHECK(det_exp(1e9) == HUGE_VAL);
}

TEST_CASE("tails of the normal distribution keep their digits far out") {
  for (const auto& [z, below, p] : kNormal) {
    CAPTURE(z);
    CHECK(normal_cdf(z) == close(below));
    CHECK(two_sided_p(z) == close(p));
  }
}

TEST_CASE("tails of Poisson's and the negative binomial distribution are scipy's") {
  for (const auto& [k, mean, tail] : kPoisson) {
    CAPTURE(k, mean);
    CHECK(poisson_upper_tail(whole(k), mean) == Approx(tail).epsilon(1e-10).margin(1e-290));
  }
  for (const auto& [k, mean, dispersion, tail] : kNegativeBinomial) {
    CAPTURE(k, mean, dispersion);
    CHECK(nb_upper_tail(whole(k), mean, dispersion) == Approx(tail).epsilon(1e-10).margin(1e-290));
  }
  for (const auto& [a, b, x, value] : kBeta) {
    CAPTURE(a, b, x);
    CHECK(incomplete_beta(a, b, x).lower == Approx(value).epsilon(1e-10).margin(1e-290));
    CHECK(incomplete_beta(b, a, 1 - x).upper == Approx(value).epsilon(1e-10).margin(1e-15));
  }
  // By hand: P(X >= 2) = 1 - e^-1 - e^-1; with dispersion 1 the distribution is geometric, P(X >= k) =
  // (mean / (1 + mean))^k.
  CHECK(poisson_upper_tail(2, 1) == close(1 - 2 / std::exp(1.0)));
  CHECK(nb_upper_tail(3, 4, 1) == close(0.512));
  CHECK(nb_upper_tail(5, 0, 0.3) == 0);
  CHECK(poisson_upper_tail(5, 0) == 0);
  CHECK(nb_upper_tail(0, 0, 0) == 1);
}

TEST_CASE("a negative binomial tail with ever less dispersion becomes Poisson's, without a jump") {
  const double poisson = poisson_upper_tail(80, 50);
  for (const double dispersion : {1e-7, 2.1e-8, 1.9e-8, 1e-9, 0.0}) {
    CAPTURE(dispersion);
    CHECK(nb_upper_tail(80, 50, dispersion) == close(poisson, 1e-4));
  }
}

TEST_CASE("hostile counts give chances, and give them soon") {
  for (const double mean : {1e-9, 1.0, 1e6, 4e9}) {
    for (const std::uint64_t k : {std::uint64_t{1}, std::uint64_t{1'000'000}, std::uint64_t{4'000'000'000}}) {
      for (const double dispersion : {0.0, 1e-6, 1.0, 1e6}) {
        CAPTURE(mean, k, dispersion);
        const double p = nb_upper_tail(k, mean, dispersion);
        CHECK((p >= 0 && p <= 1));
      }
    }
  }
}

TEST_CASE("differences of shares have Newcombe's interval") {
  for (const auto& [k1, n1, k2, n2, low, high, p] : kNewcombe) {
    CAPTURE(k1, n1, k2, n2);
    const auto found = *newcombe(whole(k1), whole(n1), whole(k2), whole(n2));
    CHECK(found.value == close(k1 / n1 - k2 / n2));
    CHECK(found.low == close(low, 1e-10));
    CHECK(found.high == close(high, 1e-10));
    CHECK(shares_p(whole(k1), whole(n1), whole(k2), whole(n2)) == close(p, 1e-9));
  }
  // As published for 56/70 against 48/80.
  CHECK(newcombe(56, 70, 48, 80)->low == Approx(0.0524).margin(0.00005));
  CHECK(newcombe(56, 70, 48, 80)->high == Approx(0.3339).margin(0.00005));
  CHECK_FALSE(newcombe(0, 0, 1, 2));
  CHECK(shares_p(0, 10, 0, 20) == 1);
}

TEST_CASE("ratios of rates have the interval of the score test, also where a count is 0") {
  for (const auto& [k1, t1, k2, t2, low, high, p] : kRateRatio) {
    CAPTURE(k1, t1, k2, t2);
    const auto found = *rate_ratio(whole(k1), t1, whole(k2), t2);
    CHECK(found.low == close(low, 1e-8));
    if (std::isinf(high)) {
      CHECK(std::isinf(found.high));
    } else {
      CHECK(found.high == close(high, 1e-8));
      CHECK(found.value == close(k1 / t1 / (k2 / t2)));
    }
    CHECK(rates_p(whole(k1), t1, whole(k2), t2) == close(p, 1e-9));
  }
  CHECK_FALSE(rate_ratio(0, 1, 0, 1));
  CHECK_FALSE(rate_ratio(1, 0, 1, 1));
  CHECK(rate_ratio(40, 1, 20, 1, 4)->low == close(rate_ratio(10, 1, 5, 1)->low));
  CHECK(rates_p(40, 1, 20, 1, 4) == close(rates_p(10, 1, 5, 1)));
}

TEST_CASE("Benjamini and Hochberg's procedure rejects what statsmodels rejects") {
  std::vector<double> p_values;
  for (const auto& [p, rejected] : kRejected) p_values.push_back(p);
  std::ranges::reverse(p_values);
  const double highest = benjamini_hochberg(p_values, 0.05);
  for (const auto& [p, rejected] : kRejected) {
    CAPTURE(p);
    CHECK((p <= highest) == (rejected == 1));
  }
  // A p that fails at its own place is rejected all the same where a larger one passes at its place.
  CHECK(benjamini_hochberg(std::vector{0.04, 0.045, 0.049}, 0.05) == 0.049);
  CHECK(benjamini_hochberg(std::vector{0.04, 0.06}, 0.05) == -1);
  CHECK(benjamini_hochberg({}, 0.05) == -1);
}

TEST_CASE("a bootstrap of clusters does not depend on their order") {
  std::vector<ClusterSums> clusters;
  for (int at = 0; at < 3000; ++at) clusters.push_back({double(at * 37 % 101), double(1 + at % 5)});
  const Estimate found = *bootstrap_ratio(clusters, 7);
  CHECK(found.low < found.value);
  CHECK(found.value < found.high);
  std::ranges::reverse(clusters);
  const Estimate again = *bootstrap_ratio(clusters, 7);
  CHECK(again.low == found.low);
  CHECK(again.high == found.high);
  CHECK(bootstrap_ratio(clusters, 8)->low != found.low);
}

TEST_CASE("a bootstrap sees that rows of one cluster are no independent observations") {
  // Fifty authors of a hundred equal rows each: as sure as fifty rows, not five thousand.
  std::vector<ClusterSums> few, many;
  for (int author = 0; author < 50; ++author) few.push_back({author % 2 ? 100.0 : 0, 100});
  for (int row = 0; row < 5000; ++row) many.push_back({double(row % 2), 1});
  const Estimate wide = *bootstrap_ratio(few), narrow = *bootstrap_ratio(many);
  CHECK(wide.high - wide.low == Approx(2 * 1.96 * std::sqrt(0.25 / 50)).epsilon(0.1));
  CHECK(narrow.high - narrow.low == Approx(2 * 1.96 * std::sqrt(0.25 / 5000)).epsilon(0.15));
}

TEST_CASE("a share of all or of nothing is not certain because no resample differs") {
  const double z2 = kZ * kZ;
  // Five authors of one mention each: as five mentions.
  std::vector<ClusterSums> clusters(5, {1, 1});
  CHECK(bootstrap_share(clusters)->low == Approx(5 / (5 + z2)));
  CHECK(bootstrap_share(clusters)->high == 1);
  for (ClusterSums& cluster : clusters) cluster.top = 0;
  CHECK(bootstrap_share(clusters)->low == 0);
  CHECK(bootstrap_share(clusters)->high == Approx(z2 / (5 + z2)));
  // One of a hundred and four of one are hardly more than one: 104² / 10,004.
  clusters[0].bottom = 100;
  const double size = 104.0 * 104 / 10'004;
  CHECK(bootstrap_share(clusters)->high == Approx(z2 / (size + z2)));
  CHECK(bootstrap_share(std::vector<ClusterSums>{{7, 7}})->low == Approx(1 / (1 + z2)));
  CHECK_FALSE(bootstrap_share({}));
  // In between it is the bootstrap.
  clusters[1].top = 1;
  CHECK(bootstrap_share(clusters, 3)->high == bootstrap_ratio(clusters, 3)->high);
}

TEST_CASE("a bootstrap says nothing of one cluster, or of a sum of nothing") {
  CHECK_FALSE(bootstrap_ratio(std::vector<ClusterSums>{{1, 2}}));
  CHECK_FALSE(bootstrap_ratio(std::vector<ClusterSums>{{1, 0}, {2, 0}}));
  const Estimate same = *bootstrap_ratio(std::vector<ClusterSums>{{1, 2}, {1, 2}});
  CHECK((same.low == 0.5 && same.high == 0.5));
}
