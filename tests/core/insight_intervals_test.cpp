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
  // sqrt((0.3 + 0.2 - 0.01) / 100) = 0.07
  CHECK(net.high - net.value == Approx(1.959963984540054 * 0.07));
  CHECK(net_of_all(5, 0, 0)->high == 1);
  CHECK_FALSE(net_of_all(0, 0, 0));
}
