#include "classify/feature_codes.h"

#include <cstdint>
#include <map>
#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

TEST_CASE("every feature with weights has its own code, and every other place none") {
  constexpr std::uint32_t kPlaces = 1u << 16;
  FeatureCodes codes(kPlaces);
  std::map<std::uint32_t, std::uint8_t> expected;
  std::mt19937 random(7);
  std::size_t refused = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto place = static_cast<std::uint32_t>(random() % kPlaces);
    const auto code = static_cast<std::uint8_t>(random() % 255 + 1);
    if (expected.contains(place)) continue;
    if (codes.add(place, code)) {
      expected[place] = code;
    } else {
      ++refused;
    }
  }
  CHECK(refused > 0);  // lines of which four were there already
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    // The first and the last of the hashes that name a place.
    const std::uint32_t first = place << 16, last = first | 0xFFFF;
    REQUIRE(FeatureCodes::place_of(first, kPlaces) == place);
    const auto at = expected.find(place);
    const unsigned code = at == expected.end() ? 0 : at->second;
    REQUIRE(codes.of(first) == code);
    REQUIRE(codes.of(last) == code);
  }
}

TEST_CASE("a line has room for four features") {
  FeatureCodes codes(128);
  for (const std::uint32_t place : {0u, 63u, 5u, 17u}) CHECK(codes.add(place, 255));
  CHECK_FALSE(codes.add(6, 1));
  CHECK(codes.add(64, 1));
}
