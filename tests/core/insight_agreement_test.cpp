#include "insight/agreement.h"

#include <cmath>

#include <catch2/catch_approx.hpp>

#include "analysed.h"

using namespace earshot;
using Catch::Approx;

TEST_CASE("kappa and its error are those worked out by hand") {
  // po = 0.7, pe = 0.5; the four terms of the error are 0.02743, 0.02547 and -0.0025.
  const LabelShares shares = {{{0.4, 0.1, 0}, {0.2, 0.3, 0}, {0, 0, 0}}};
  const auto found = *kappa(shares, 50);
  CHECK(found.value == Approx(0.4));
  const double error = std::sqrt(0.0504 / (50 * 0.0625));
  CHECK(found.high - found.value == Approx(1.959963984540054 * error));
  CHECK(found.value - found.low == Approx(1.959963984540054 * error));
}

TEST_CASE("kappa is 1 for full agreement, 0 for independence, and nothing where chance agrees wholly") {
  CHECK(kappa({{{0.2, 0, 0}, {0, 0.5, 0}, {0, 0, 0.3}}}, 10)->value == Approx(1));
  CHECK(kappa({{{0.2, 0, 0}, {0, 0.5, 0}, {0, 0, 0.3}}}, 10)->high == 1);
  CHECK(kappa({{{0.06, 0.24, 0}, {0.14, 0.56, 0}, {0, 0, 0}}}, 10)->value == Approx(0).margin(1e-12));
  CHECK(kappa({{{0, 0.5, 0}, {0.5, 0, 0}, {0, 0, 0}}}, 10)->low == -1);
  CHECK_FALSE(kappa({{{1, 0, 0}, {0, 0, 0}, {0, 0, 0}}}, 10));
  CHECK_FALSE(kappa({}, 0));
}

TEST_CASE("agreement counts each mention once by the export's sentiment and by ours") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Sentiment\n"
                    "I love it and it works wonderfully,positive\n"
                    "I love it and it is just wonderful,negative\n"
                    "awful and broken and I hate it,negative\n"
                    "https://example.com/1,positive\n"
                    "terrible and a complete waste of money,\n"));
  const auto figures = report_of(analysis)["agreement"];
  CHECK(figures["n"] == 3);
  CHECK(figures["unrated"] == 1);
  CHECK(figures["table"]["positive"]["positive"] == 1);
  CHECK(figures["table"]["negative"]["positive"] == 1);
  CHECK(figures["table"]["negative"]["negative"] == 1);
  CHECK(figures["observed"]["value"] == Approx(2.0 / 3).margin(1e-6));
  // po = 2/3, pe = (1·2 + 2·1)/9
  CHECK(figures["kappa"]["value"] == Approx(0.4).margin(1e-6));
  Filter filter;
  filter.sentiments = bit_of(Label::Negative);
  CHECK(report_of(analysis, filter)["agreement"]["n"] == 1);
}

TEST_CASE("an export without a sentiment has no agreement") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", "Text\nI love it\nI hate it\n"));
  CHECK(report_of(analysis)["agreement"].is_null());
}
