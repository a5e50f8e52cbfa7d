#include "insight/baseline.h"

#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using Catch::Approx;

namespace {

std::vector<std::uint8_t> week(std::size_t days) {
  std::vector<std::uint8_t> seasons;
  for (std::size_t day = 0; day < days; ++day) seasons.push_back(static_cast<std::uint8_t>(day % 7));
  return seasons;
}

/// Ten weeks of 40 a day, 20 on the seventh, with a little noise whose mean is 0 over two weeks.
std::vector<std::uint32_t> ten_weeks() {
  std::vector<std::uint32_t> counts;
  for (std::uint32_t day = 0; day < 70; ++day) {
    const std::uint32_t usual = day % 7 == 6 ? 20 : 40;
    counts.push_back(day / 7 % 2 ? usual + 3 : usual - 3);
  }
  return counts;
}

}  // namespace

TEST_CASE("a weekday is expected to have what it has in other weeks") {
  const auto expected = baseline(ten_weeks(), week(70));
  for (std::size_t day = 0; day < 70; ++day) {
    CAPTURE(day);
    CHECK(expected[day].mean == Approx(day % 7 == 6 ? 20 : 40).epsilon(0.1));
  }
}

TEST_CASE("what a spike counts is no part of what is expected of it, or of other days") {
  const auto without = baseline(ten_weeks(), week(70));
  auto counts = ten_weeks();
  counts[30] = 400;
  counts[31] = 900;
  counts[50] = 0;
  const auto with = baseline(counts, week(70));
  for (std::size_t day = 0; day < 70; ++day) {
    CAPTURE(day);
    CHECK(with[day].mean == Approx(without[day].mean).epsilon(0.04));
    CHECK(with[day].dispersion < 0.06);
  }
}

TEST_CASE("the level follows growth") {
  std::vector<std::uint32_t> counts;
  for (std::uint32_t day = 0; day < 365; ++day) counts.push_back(10 + day);
  const auto expected = baseline(counts, week(365));
  for (std::size_t day = 40; day < 320; ++day) {
    CAPTURE(day);
    CHECK(expected[day].mean == Approx(counts[day]).epsilon(0.15));
  }
}

TEST_CASE("where nothing is counted next to nothing is expected") {
  const auto none = baseline(std::vector<std::uint32_t>(40), week(40));
  CHECK(none[7].mean > 0);
  CHECK(none[7].mean < 0.1);
  // One mention in forty days.
  std::vector<std::uint32_t> one(40);
  one[20] = 1;
  CHECK(baseline(one, week(40))[3].mean < 0.1);
  CHECK(baseline({}, {}).empty());
  CHECK(baseline(std::vector<std::uint32_t>{3}, week(1)).size() == 1);
}

TEST_CASE("hostile counts give finite expectations") {
  std::vector<std::uint32_t> counts;
  for (std::uint32_t day = 0; day < 100; ++day) counts.push_back(day % 3 ? 0 : 4'000'000'000);
  for (const Expected& expected : baseline(counts, week(100))) {
    CHECK((expected.mean >= 0 && expected.mean < 1e11));
    CHECK((expected.dispersion >= 0 && expected.dispersion < 1e11));
  }
}

TEST_CASE("overdispersion is Pearson's chi-square by degrees of freedom") {
  // (9 + 9 + 1 + 1) / 10 over 4 - 1
  const std::vector<std::uint32_t> counts = {13, 7, 11, 9};
  CHECK(overdispersion(counts, std::vector<double>(4, 10), 1) == 1);
  CHECK(overdispersion(std::vector<std::uint32_t>{20, 0, 15, 5}, std::vector<double>(4, 10), 1) ==
        Approx(25.0 / 3));
  CHECK(overdispersion(counts, std::vector<double>(4, 10), 4) == 1);
}
