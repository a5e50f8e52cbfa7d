#include "insight/ratings.h"

#include "insight/adequacy.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

using Scale = std::optional<std::uint64_t>;

void write_mean(JsonOut& json, std::string_view name, const RatingSums& ratings, Scale scale) {
  write_figure(json, name, mean_rating(ratings, scale), ratings.n,
               static_cast<double>(scale.value_or(5)));
}

/// Of ratings the mean, and what is missing to be trusted.
void write_rated(JsonOut& json, const RatingSums& ratings, Scale scale) {
  json.number("ratings", ratings.n);
  write_mean(json, "mean", ratings, scale);
  json.number("reviewsMissing", ratings.n < kTrustedReviews ? kTrustedReviews - ratings.n : 0);
  scale ? json.number("bestRatingsMissing", best_ratings_to_trust(ratings, *scale))
        : json.null("bestRatingsMissing");
}

void write_groups(JsonOut& json, std::string_view name, const View& view, bool brands,
                  const std::vector<RatedGroup>& groups, Scale scale) {
  json.begin_array(name);
  for (const RatedGroup& group : groups) {
    json.begin_object();
    json.text_or_null("name", brands ? view.brands[group.value].name
                                     : slice_name(view, By::Platforms, group.value));
    write_rated(json, group.ratings, scale);
    json.end();
  }
  json.end();
}

}  // namespace

void write_ratings(JsonOut& json, const View& view) {
  json.begin_object("ratings");
  json.number("trustedReviews", kTrustedReviews);
  json.fraction("trustedStars", kTrustedStars);
  json.begin_array("scales");
  for (const RatingFigures& figures : rating_figures(view)) {
    const Scale scale = figures.scale;
    json.begin_object();
    scale ? json.number("scale", *scale) : json.null("scale");
    scale ? json.fraction("trustedMean", kTrustedStars / 5 * static_cast<double>(*scale))
          : json.null("trustedMean");
    write_rated(json, figures.ratings, scale);
    json.begin_array("distribution");
    const std::uint64_t step = scale == 100 ? 10 : 1;
    // Few scales of 5 begin at 0.
    const bool from_one = scale.value_or(5) == 5 && figures.distribution[0] == 0;
    for (std::size_t grade = from_one; grade < figures.distribution.size(); ++grade) {
      json.begin_object();
      json.number("grade", grade * step);
      json.number("ratings", figures.distribution[grade]);
      write_share(json, "share", figures.distribution[grade], figures.ratings.n);
      json.end();
    }
    json.end();
    write_groups(json, "brands", view, true, figures.brands, scale);
    write_left_out(json, "brands", figures.other_brands);
    write_groups(json, "platforms", view, false, figures.platforms, scale);
    write_left_out(json, "platforms", figures.other_platforms);
    json.begin_object("againstSentiment");
    json.begin_object("meanBySentiment");
    for (std::size_t label = 0; label < kLabelCount; ++label) {
      const RatingSums& ratings = figures.by_label[label];
      write_mean(json, label_name(Label(label)), ratings, scale);
    }
    json.end();
    constexpr std::string_view kHeights[] = {"low", "middle", "high"};
    constexpr Label kExpected[] = {Label::Negative, Label::Neutral, Label::Positive};
    std::uint64_t same = 0, rated = 0;
    for (std::size_t height = 0; height < std::size(kHeights); ++height) {
      const LabelCounts& counts = figures.by_height[height];
      write_label_counts(json, kHeights[height], counts);
      same += counts[static_cast<std::size_t>(kExpected[height])];
      rated += total(counts) - counts[static_cast<std::size_t>(Label::Unrated)];
    }
    write_share(json, "agreement", same, rated);
    json.end();
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace earshot
