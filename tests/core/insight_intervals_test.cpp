#include "insight/intervals.h"

#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using Catch::Approx;

TEST_CASE("Wilson's interval gives the published values") {
  const auto forty = *wilson(40, 100);
  CHECK(forty.value == Approx(0.4));
  CHECK(forty.low == Approx(0.309).margin(0.0005));
  CHECK(forty.high == Approx(0.498).margin(0.0005));
  const auto three = *wilson(3, 4);
  CHECK(three.low == Approx(0.301).margin(0.0005));
  CHECK(three.high == Approx(0.954).margin(0.0005));
  const auto none = *wilson(0, 5);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(0.434).margin(0.0005));
  CHECK(wilson(5, 5)->high == 1);
  CHECK_FALSE(wilson(0, 0));
}

TEST_CASE("Wilson's bounds are where the score test turns") {
  // |p - k/n| = z sqrt(p(1-p)/n) at both ends: the definition, not the formula.
  for (const auto& [k, n] : {std::pair{1, 9}, {40, 100}, {12'345, 67'890}}) {
    const auto estimate = *wilson(static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(n));
    for (const double p : {estimate.low, estimate.high}) {
      CHECK(std::fabs(p - estimate.value) ==
            Approx(1.959963984540054 * std::sqrt(p * (1 - p) / n)).epsilon(1e-9));
    }
  }
}

TEST_CASE("net sentiment of the polar is (P - N) / (P + N)") {
  const auto net = *net_of_polar(255, 513);
  CHECK(net.value == Approx(-0.3359375));
  CHECK(net.low < net.value);
  CHECK(net.high > net.value);
  CHECK_FALSE(net_of_polar(0, 0));
}

TEST_CASE("net sentiment of all counts the neutral in the denominator") {
  const auto net = *net_of_all(30, 50, 20);
  CHECK(net.value == Approx(0.1));
  // Near the normal interval, of variance (0.3 + 0.2 - 0.01) / 100 = 0.07².
  CHECK(net.high - net.low == Approx(2 * 1.959963984540054 * 0.07).epsilon(0.01));
  CHECK_FALSE(net_of_all(0, 0, 0));
}

TEST_CASE("mentions that are all alike do not make net sentiment certain") {
  constexpr double kZ2 = 1.959963984540054 * 1.959963984540054;
  for (const std::uint64_t n : {1, 2, 5, 30, 1'000}) {
    // What Wilson leaves of a share of 1: n / (n + z²).
    const double share = static_cast<double>(n) / (static_cast<double>(n) + kZ2);
    const Estimate up = *net_of_all(n, 0, 0), none = *net_of_all(0, n, 0), down = *net_of_all(0, 0, n);
    CAPTURE(n);
    CHECK((up.value == 1 && up.high == 1));
    CHECK(up.low == Approx(2 * share - 1));
    CHECK((down.value == -1 && down.low == -1));
    CHECK(down.high == -up.low);
    CHECK(none.value == 0);
    CHECK(none.high == Approx(1 - share));
    CHECK(none.low == -none.high);
  }
  CHECK(experience_score(5, 0, 0)->low == Approx(100 * 5 / (5 + kZ2)));
}

TEST_CASE("without neutral mentions both net sentiments have one interval") {
  for (const auto& [positive, negative] : {std::pair{1u, 1u}, {12u, 8u}, {3u, 40u}, {60'000u, 50'000u}}) {
    const Estimate all = *net_of_all(positive, 0, negative), polar = *net_of_polar(positive, negative);
    CHECK(all.low == Approx(polar.low).margin(1e-12));
    CHECK(all.high == Approx(polar.high).margin(1e-12));
  }
}

TEST_CASE("the bounds of net sentiment are where the score test turns, by the likeliest shares") {
  struct Case {
    unsigned positive, neutral, negative;
  };
  for (const auto& [positive, neutral, negative] : {Case{30, 50, 20}, {1, 43, 0}, {2, 1, 7}, {900, 5, 30}}) {
    const Estimate net = *net_of_all(positive, neutral, negative);
    const double n = positive + neutral + negative;
    for (const double d : {net.low, net.high}) {
      // Likeliest by trying: the derivative of the logarithm of the likelihood falls through 0.
      double least = std::fabs(d), most = 1;
      for (int step = 0; step < 60; ++step) {
        const double polar = (least + most) / 2;
        const double slope = (positive == 0 ? 0 : positive / (polar + d)) - neutral / (1 - polar) +
                             (negative == 0 ? 0 : negative / (polar - d));
        (slope > 0 ? least : most) = polar;
      }
      CAPTURE(positive, neutral, negative, d);
      CHECK(std::fabs(d - net.value) == Approx(1.959963984540054 * std::sqrt((least - d * d) / n)));
    }
  }
}

TEST_CASE("one label that differs moves the bounds of net sentiment a little, not by a leap") {
  for (const std::uint64_t n : {20, 200, 2'000}) {
    const double step = 3.0 / static_cast<double>(n);
    const Estimate up = *net_of_all(n, 0, 0), nearly = *net_of_all(n - 1, 1, 0);
    CHECK(up.low - nearly.low < 2 * step);
    CHECK(up.low > nearly.low);
    const Estimate none = *net_of_all(0, n, 0), hardly = *net_of_all(1, n - 1, 0);
    CHECK(hardly.low > none.low);
    CHECK(hardly.high - none.high < 2 * step);
    CHECK(hardly.high > none.high);
  }
}
