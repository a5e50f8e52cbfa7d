#include "insight/ratings.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "tabled.h"

using namespace earshot;
using Catch::Approx;

namespace {

void rate(TestTable& data, float rating, std::size_t times = 1, Label label = Label::Unrated,
          std::uint32_t file = 0) {
  TestMention one{{0}, label};
  one.mention.rating = rating;
  one.mention.source.file = file;
  data.add(one, times);
}

}  // namespace

TEST_CASE("Student's quantiles are those of the tables") {
  CHECK(t_quantile(1) == Approx(12.7062));
  CHECK(t_quantile(10) == Approx(2.22814));
  // From the beta function: what is printed has six digits behind the point.
  CHECK(t_quantile(11) == Approx(2.200985160).margin(1e-8));
  CHECK(t_quantile(20) == Approx(2.085963447).margin(1e-8));
  CHECK(t_quantile(21) == Approx(2.079613845).margin(3e-7));
  CHECK(t_quantile(30) == Approx(2.042272456).margin(1e-7));
  CHECK(t_quantile(1'000'000) == Approx(1.959966));
}

TEST_CASE("the mean of ratings has Student's interval") {
  TestTable data{"A"};
  for (const float rating : {1.f, 2.f, 4.f, 5.f}) rate(data, rating);
  const auto found = rating_figures(data.view());
  REQUIRE(found.size() == 1);
  CHECK(found[0].scale == 5);
  CHECK(found[0].distribution == std::vector<std::uint64_t>{0, 1, 1, 0, 1, 1});
  // s² = 10/3, so s/sqrt(4) = 0.9129, t of 3 = 3.1824: 3 ± 2.905
  const Estimate mean = *mean_rating(found[0].ratings, 5);
  CHECK(mean.value == Approx(3));
  CHECK(mean.low == Approx(0.0948).margin(1e-3));
  CHECK(mean.high == 5);
}

namespace {

RatingSums like(std::uint64_t thousandths, std::size_t times) {
  RatingSums ratings;
  for (std::size_t at = 0; at < times; ++at) ratings.add(thousandths);
  return ratings;
}

}  // namespace

TEST_CASE("few or like ratings are never certain") {
  // Of the best grade Wilson's lower end with t for z, n/(n + t²): t² of 2 is 18.513, of 29 4.183.
  Estimate mean = *mean_rating(like(5'000, 3), 5);
  CHECK(mean.value == 5);
  CHECK(mean.low == Approx(5 * 3 / 21.51276));
  CHECK(mean.high == 5);
  CHECK(mean_rating(like(5'000, 30), 5)->low == Approx(5 * 30 / 34.18296));
  // Of the worst the same from the other end.
  mean = *mean_rating(like(0, 3), 5);
  CHECK(mean.low == 0);
  CHECK(mean.high == Approx(5 - 5 * 3 / 21.51276));
  // 3 of 5: x = 0.6, d = 1/11, so 110 observations; t = 2.262157:
  // (0.6 + t²/220 ± t·sqrt(0.24/110 + t²/48400)) / (1 + t²/110) = 0.492170 and 0.698939
  mean = *mean_rating(like(3'000, 10), 5);
  CHECK(mean.low == Approx(2.46085).margin(1e-5));
  CHECK(mean.high == Approx(3.49470).margin(1e-5));
  // Parts that have no exact double are alike too.
  mean = *mean_rating(like(4'900, 1'000'000), std::nullopt);
  CHECK(mean.low == 0);
  CHECK(mean.high == 100);
  CHECK(mean_rating(like(4'900, 1), 5)->low == 0);
  // 29 times 5 and a 4: Student's lower end would be 4.8985. x = 149/150, variance 29/900 of at most 149/900,
  // so d = 0.220611, as of 135.986 observations: 4.79128
  RatingSums nearly = like(5'000, 29);
  nearly.add(4'000);
  CHECK(mean_rating(nearly, 5)->low == Approx(4.79128).margin(1e-5));
  CHECK(mean_rating(nearly, std::nullopt)->low == Approx(4.89850).margin(1e-5));
}

TEST_CASE("of ratings that vary as usual the mean has Student's interval") {
  RatingSums ratings;
  for (std::uint64_t grade = 1; grade <= 5; ++grade) {
    for (int at = 0; at < 20; ++at) ratings.add(grade * 1'000);
  }
  // s² = 200/99, t of 99 = 1.984217: 3 ± 0.282032
  const Estimate unbounded = *mean_rating(ratings, std::nullopt);
  CHECK(unbounded.low == Approx(2.717968).margin(1e-5));
  CHECK(unbounded.high == Approx(3.282032).margin(1e-5));
  const Estimate mean = *mean_rating(ratings, 5);
  CHECK(mean.high == unbounded.high);
  CHECK(mean.low == Approx(unbounded.low).margin(0.01));
}

TEST_CASE("how many best ratings are missing to 3.3 of 5 stars") {
  RatingSums ratings;
  for (int at = 0; at < 10; ++at) ratings.add(3'000);
  // (30 + 5k) / (10 + k) >= 3.3 from k = 3/1.7, that is 2
  CHECK(best_ratings_to_trust(ratings, 5) == 2);
  CHECK(best_ratings_to_trust({}, 5) == 0);
  RatingSums good;
  good.add(3'300);
  CHECK(best_ratings_to_trust(good, 5) == 0);
}

TEST_CASE("files of different scales stay apart, and a filter does not change a file's scale") {
  TestTable data{"A"};
  data.inputs.emplace_back().name = "b.csv";
  data.inputs.emplace_back().name = "c.csv";
  rate(data, 5);
  rate(data, 4.5f);
  rate(data, 9, 1, Label::Unrated, 1);
  rate(data, 3, 1, Label::Unrated, 1);
  rate(data, -1, 1, Label::Unrated, 2);
  rate(data, 1'000, 1, Label::Unrated, 2);
  auto found = rating_figures(data.view());
  REQUIRE(found.size() == 2);
  CHECK(found[0].scale == 5);
  CHECK(found[0].distribution[5] == 2);  // halves round up
  CHECK(found[1].scale == 10);
  CHECK(found[1].ratings.n == 2);
  data.selection = {false, {3}};
  found = rating_figures(data.view());
  REQUIRE(found.size() == 1);
  CHECK(found[0].scale == 10);
}

TEST_CASE("a best grade that nobody gave is not known, but where the platform tells it") {
  for (const float best : {1.f, 4.f, 4.5f}) {
    TestTable data{"A"};
    rate(data, 1, 20, Label::Negative);
    rate(data, best, 20);
    const auto found = rating_figures(data.view());
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].scale);
    CHECK(found[0].ratings.n == 40);
    CHECK(total(found[0].by_height[0]) == 0);
  }
  // One 5 among many low grades may be the half of a scale of 10.
  TestTable low{"A"};
  rate(low, 2, 30);
  rate(low, 5, 1);
  CHECK_FALSE(rating_figures(low.view())[0].scale);
  rate(low, 5, 5);
  CHECK(rating_figures(low.view())[0].scale == 5);
  TestTable parts{"A"};
  rate(parts, 0.5f, 3);
  rate(parts, 1, 3);
  CHECK(rating_figures(parts.view())[0].scale == 1);
  TestTable store{"A"};
  TestMention one{{0}};
  one.mention.rating = 1;
  one.mention.platform = "App Store";
  store.add(one, 20);
  CHECK(rating_figures(store.view())[0].scale == 5);
}

TEST_CASE("without a best grade the report has none, and no grade 0 where none occurs") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", "Date,Rating,Text\n2026-01-01,1,awful\n2026-01-02,1,it broke\n"));
  REQUIRE(read_into(analysis, "b.csv", "Date,Rating,Text\n2026-01-01,5,fine\n2026-01-02,1,it broke again\n"));
  const auto scales = report_of(analysis)["ratings"]["scales"];
  REQUIRE(scales.size() == 2);
  CHECK(scales[0]["scale"] == 5);
  CHECK(scales[0]["distribution"].size() == 5);
  CHECK(scales[0]["distribution"][0]["grade"] == 1);
  CHECK(scales[1]["scale"].is_null());
  CHECK(scales[1]["trustedMean"].is_null());
  CHECK(scales[1]["bestRatingsMissing"].is_null());
  CHECK(scales[1]["mean"]["value"] == 1);
}

TEST_CASE("ratings are set against what the texts say") {
  TestTable data{"A"};
  rate(data, 5, 3, Label::Positive);
  rate(data, 1, 2, Label::Negative);
  rate(data, 1, 1, Label::Positive);
  const auto found = rating_figures(data.view());
  CHECK(found[0].by_height[0][static_cast<std::size_t>(Label::Negative)] == 2);
  CHECK(found[0].by_height[0][static_cast<std::size_t>(Label::Positive)] == 1);
  CHECK(found[0].by_height[2][static_cast<std::size_t>(Label::Positive)] == 3);
  CHECK(mean_rating(found[0].by_label[0], 5)->value == Approx(4));
  CHECK(found[0].brands.size() == 1);
}

TEST_CASE("several answers of one review have one rating together") {
  TestTable data{"A"};
  for (std::uint64_t row = 1; row <= 4; ++row) {
    TestMention answer{{}, Label::Positive};
    answer.mention.rating = row < 4 ? 5.f : 1.f;
    for (int part = 0; part < 3; ++part) {
      if (part > 0) answer.brands = {0};
      data.add(answer);
      // `add` numbers rows anew.
      const auto [segment, at] = data.table.at(static_cast<RowId>(data.table.size() - 1));
      segment->source_row[at] = static_cast<std::uint32_t>(row);
    }
  }
  const auto found = rating_figures(data.view());
  REQUIRE(found.size() == 1);
  CHECK(found[0].ratings.n == 4);
  CHECK(mean_rating(found[0].ratings, 5)->value == Approx(4));
  REQUIRE(found[0].brands.size() == 1);
  CHECK(found[0].brands[0].ratings.n == 4);
  CHECK(found[0].by_label[static_cast<std::size_t>(Label::Positive)].n == 12);
}
