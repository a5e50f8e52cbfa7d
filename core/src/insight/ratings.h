// Ratings and reviews: on the scales that the data has, how good, how many, how far from what shoppers are
// said to ask for, and how they go with what the texts say.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/slices.h"
#include "insight/summary.h"
#include "insight/view.h"

namespace earshot {

/// What shoppers are said to ask for before they trust a product: so many reviews, and on a scale of 5
/// stars such a mean.
inline constexpr std::uint64_t kTrustedReviews = 40;
inline constexpr double kTrustedStars = 3.3;

/// Ratings as whole thousandths.
struct RatingSums {
  std::uint64_t n = 0, sum = 0, squares = 0;
  void add(std::uint64_t thousandths) {
    ++n;
    sum += thousandths;
    squares += thousandths * thousandths;
  }
};

/// The mean with t·s/sqrt(n), t of n - 1 degrees of freedom (Student, 1908), cut to 0..scale, or wider: since
/// few or like ratings do not show the rare ones that move a mean, no end is nearer than that of Wilson's
/// interval for x = mean/scale with t for z (E. L. Korn and B. I. Graubard, 1998), of as many observations
/// of a share as would tell as much, n/d (L. Kish, 1965). d is the variance in parts of x(1 - x), the most
/// that ratings of this mean may have, with one more rating that has the most:
///   d = (n·variance / (scale²·x(1 - x)) + 1) / (n + 1),  1 where x is 0 or 1.
/// Nothing for n = 0. The interval is the whole scale for n = 1, and 0..100 for like ratings on a scale that
/// is not known; others on such a scale have Student's.
std::optional<Estimate> mean_rating(const RatingSums& ratings, std::optional<std::uint64_t> scale);
/// The 97.5 % quantile of Student's t. @param df at least 1
double t_quantile(std::uint64_t df);
/// How many ratings of the best grade would lift the mean to kTrustedStars of 5: the least k with
/// (sum + k·scale) / (n + k) >= 0.66·scale.
std::uint64_t best_ratings_to_trust(const RatingSums& ratings, std::uint64_t scale);

struct RatedGroup {
  std::uint32_t value = 0;  ///< brand or platform
  RatingSums ratings;
};

/// All ratings on one scale.
struct RatingFigures {
  std::optional<std::uint64_t> scale;  ///< the best grade: 1, 5, 10 or 100; nothing if not known
  RatingSums ratings;
  std::vector<std::uint64_t> distribution;  ///< by whole grades from 0; of 100, by tens
  std::vector<RatedGroup> brands, platforms;  ///< at most kListed each
  std::uint64_t other_brands = 0, other_platforms = 0;
  /// Mean rating of the texts that we label so, by Label.
  std::array<RatingSums, kLabelCount> by_label;
  /// Low (up to 2 of 5), middle, high (from 4 of 5) against our labels; none without a scale.
  std::array<LabelCounts, 3> by_height = {};
};

/// A file's scale is that of a platform that has but one, else the least of 1, 5, 10 and 100 that holds all
/// its ratings, whatever the selection; larger ones, and negative ones, are no ratings. Up to 5 only where
/// the values tell: 5 itself as a usual grade, or parts of 1. Else the best grade is not known, since
/// nobody may have given it. Ordered by scale, those without one behind.
std::vector<RatingFigures> rating_figures(const View& view);

}  // namespace earshot
