#include "insight/compare.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tabled.h"

using namespace earshot;
using Catch::Approx;

namespace {

constexpr auto kPrice = static_cast<std::uint32_t>(Topic::Price);

void add_price(TestTable& data, std::uint32_t brand, std::size_t positive, std::size_t negative) {
  const LabelSet price{0, TopicSet{1} << kPrice, Urgency::Low};
  TestMention one{{}, Label::Positive, {}, price};
  const auto add = [&](Label label, std::size_t times) {
    one.label = label;
    if (brand == 0) one.brands = {0};
    if (brand == 1) one.brands = {1};
    data.add(one, times);
  };
  add(Label::Positive, positive);
  add(Label::Negative, negative);
}

}  // namespace

TEST_CASE("a competitor's complaints that ours do not share are an opening, the reverse a threat") {
  TestTable data{"Ours", "Theirs"};
  data.settings.brands[0].own = true;
  add_price(data, 0, 80, 20);
  add_price(data, 1, 30, 90);  // more is said of them, but ours is the person's own
  auto found = compare(data.view());
  REQUIRE(found);
  CHECK(found->own_by_settings);
  REQUIRE(found->openings.size() == 1);
  CHECK(found->threats.empty());
  CHECK(found->openings[0].topic == kPrice);
  CHECK(found->openings[0].negative.value->value == Approx(0.75 - 0.2));
  const TopicStanding& ours = found->brands[found->own][kPrice];
  CHECK(ours.strength());
  CHECK_FALSE(ours.weakness());

  data.settings.brands[0].own = false;  // now the largest is taken for ours
  found = compare(data.view());
  CHECK_FALSE(found->own_by_settings);
  CHECK(found->openings.empty());
  CHECK(found->threats.size() == 1);
}

TEST_CASE("no competitor is taken for ours where nobody mentions our brand") {
  TestTable data{"Theirs", "Others", "Ours"};
  add_price(data, 0, 80, 20);
  add_price(data, 1, 30, 90);
  REQUIRE(compare(data.view()));
  data.settings.brands[2].own = true;
  CHECK_FALSE(compare(data.view()));
}

TEST_CASE("small samples say nothing, however far apart they are") {
  TestTable data{"A", "B"};
  add_price(data, 0, 29, 0);
  add_price(data, 1, 0, 29);
  const auto found = compare(data.view());
  CHECK(found->openings.empty());
  CHECK(found->threats.empty());
  CHECK_FALSE(found->brands[0][kPrice].positive.tested);
  CHECK_FALSE(found->brands[0][kPrice].strength());
}

TEST_CASE("a slight difference is not clear") {
  TestTable data{"A", "B"};
  add_price(data, 0, 50, 50);
  add_price(data, 1, 45, 55);
  const auto found = compare(data.view());
  CHECK(found->brands[0][kPrice].negative.tested);
  CHECK_FALSE(found->brands[0][kPrice].negative.clear);
  CHECK(found->openings.empty());
}

TEST_CASE("a single brand is not compared") {
  TestTable data{"A", "B"};
  add_price(data, 0, 50, 50);
  CHECK_FALSE(compare(data.view()));
}
