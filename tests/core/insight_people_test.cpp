#include "insight/people.h"

#include <algorithm>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "insight/ranks.h"
#include "tabled.h"

using namespace earshot;
using Catch::Approx;

namespace {

TestMention said(std::string_view author, Label label, std::int64_t day = 1) {
  TestMention one{{0}, label};
  one.mention.author = author;
  one.mention.time = noon(day);
  return one;
}

}  // namespace

TEST_CASE("ranks are those of a sort, whatever the size of the values") {
  const std::vector<std::uint64_t> values = {5, 1, ~std::uint64_t{0}, 5, 0, 1'000'000'000'000, 5};
  const auto order = ascending(values);
  CHECK(order == std::vector<std::uint32_t>{4, 1, 0, 3, 6, 5, 2});
  // 0: none less, one alike; the three fives have two below.
  CHECK(doubled_ranks(values) == std::vector<std::uint64_t>{7, 3, 13, 7, 1, 11, 7});
  CHECK(doubled_ranks({}).empty());
  std::vector<std::uint64_t> seen;
  for (const auto& [value, times] : value_counts(values)) seen.insert(seen.end(), times, value);
  CHECK(seen == std::vector<std::uint64_t>{0, 1, 5, 5, 5, 1'000'000'000'000, ~std::uint64_t{0}});
}

TEST_CASE("tiers begin where their names say") {
  CHECK(tier_of(0) == Tier::Nano);
  CHECK(tier_of(9'999) == Tier::Nano);
  CHECK(tier_of(10'000) == Tier::Micro);
  CHECK(tier_of(100'000) == Tier::Mid);
  CHECK(tier_of(500'000) == Tier::Macro);
  CHECK(tier_of(1'000'000) == Tier::Mega);
  CHECK(tier_of(kAbsent32) == Tier::Unknown);
}

TEST_CASE("influence is the mean of percentile ranks over what the data gives") {
  TestTable data{"A"};
  TestMention one = said("ann", Label::Positive);
  one.mention.reach = 1'000;
  data.add(one);
  one = said("bob", Label::Positive);
  one.mention.reach = 10;
  data.add(one);
  data.add(said("bob", Label::Positive, 2));
  data.add(said("cem", Label::Positive));
  const auto found = *people(data.view());
  CHECK(found.parts == std::array{true, false, true});
  // Reach: cem none, bob 10, ann 1,000; days: ann and cem 1, bob 2. Of 3 authors.
  REQUIRE(found.by_influence.size() == 3);
  const auto influence = [&](std::string_view name) {
    return std::ranges::find_if(found.by_influence, [&](const Author& author) {
             return data.table.authors[author.author] == name;
           })->influence;
  };
  CHECK(influence("ann") == Approx(100 * (5.0 / 6 + 2.0 / 6) / 2));
  CHECK(influence("bob") == Approx(100 * (3.0 / 6 + 5.0 / 6) / 2));
  CHECK(influence("cem") == Approx(100 * (1.0 / 6 + 2.0 / 6) / 2));
  CHECK(found.by_reach.size() == 2);
  CHECK(found.by_engagement.empty());
}

TEST_CASE("days on which nobody wrote twice count once") {
  TestTable data{"A"};
  for (const std::int64_t day : {3, 1, 3, 2, 1}) data.add(said("ann", Label::Neutral, day));
  CHECK(people(data.view())->by_mentions[0].days == 3);
}

TEST_CASE("advocates and detractors need three mentions of one clear sign, and are no brand's account") {
  TestTable data{"A", "B"};
  data.settings.brands[0].handles = {"@A_Official"};
  data.add(said("fan", Label::Positive), 4);
  data.add(said("fan", Label::Negative), 1);
  data.add(said("torn", Label::Positive), 3);
  data.add(said("torn", Label::Negative), 2);
  data.add(said("shy", Label::Positive), 2);
  data.add(said("a_official", Label::Positive), 9);
  data.add(said("foe", Label::Negative), 3);
  const auto found = *people(data.view());
  CHECK(found.advocates[0].authors == 1);
  REQUIRE(found.advocates[0].shown.size() == 1);
  CHECK(data.table.authors[found.advocates[0].shown[0].author] == "fan");
  CHECK(found.advocates[0].shown[0].negative == 1);
  CHECK(found.detractors[0].authors == 1);
  CHECK(data.table.authors[found.detractors[0].shown[0].author] == "foe");
}

TEST_CASE("concentration is what the first hundredth of the authors wrote") {
  TestTable data{"A"};
  data.add(said("loud", Label::Neutral), 50);
  for (int at = 0; at < 150; ++at) data.add(said("author" + std::to_string(at), Label::Neutral));
  const auto found = *people(data.view());
  CHECK(found.authors == 151);
  CHECK(found.top_authors == 2);
  CHECK(found.top_mentions == 51);
  CHECK(found.named == 200);
  // G = sum of (2i - n - 1)·x / (n·sum): 150 ones, whose terms add to -150, and 150 x 50.
  CHECK(found.gini == Approx((150.0 * 50 - 150) / (151.0 * 200)));
}

TEST_CASE("all alike is a Gini of 0, and without authors there are no people") {
  TestTable data{"A"};
  data.add({{0}});
  CHECK_FALSE(people(data.view()));
  data.add(said("ann", Label::Neutral));
  data.add(said("bob", Label::Neutral));
  CHECK(people(data.view())->gini == 0);
  CHECK(people(data.view())->unnamed == 1);
}
