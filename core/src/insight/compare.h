// Brands side by side: on which topics each is spoken of better or worse, more or less, than the others,
// and where that leaves room between us and them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/slices.h"
#include "insight/view.h"

namespace earshot {

/// Of all comparisons that are called clear this share is wrong in the long run.
inline constexpr double kFalseDiscoveries = 0.05;

/// One share less another: Newcombe's interval and the p of the score test. Tested are only differences
/// of shares that both rest on kFewestMentions; of those the clear ones are what Benjamini and Hochberg's
/// procedure leaves of all that are tested together.
struct Difference {
  std::optional<Estimate> value;
  double p = 1;
  bool tested = false, clear = false;

  bool above() const { return clear && value->value > 0; }
  bool below() const { return clear && value->value < 0; }
};

/// What is said of a brand on a topic, against what is said of all other brands on it.
struct TopicStanding {
  Talk talk, others;
  /// Of the mentions that are rated, those positive and those negative.
  Difference positive, negative;
  /// Of all mentions of the brand, those on the topic.
  Difference volume;

  bool strength() const { return (positive.above() || negative.below()) && !weakness_sign(); }
  bool weakness() const { return weakness_sign() && !(positive.above() || negative.below()); }

 private:
  bool weakness_sign() const { return negative.above() || positive.below(); }
};

/// The share of negative mentions on a topic: a competitor's less ours.
struct Gap {
  std::size_t competitor = 0;  ///< place in `Slices::brands`
  std::uint32_t topic = 0;
  Difference negative;
};

struct Comparison {
  Slices slices;
  std::size_t own = 0;         ///< place in `slices.brands`
  bool own_by_settings = false;  ///< else the brand with the most mentions
  std::vector<std::vector<TopicStanding>> brands;  ///< by place, then topic
  std::vector<Gap> openings;   ///< their customers complain and ours do not: clear, largest first
  std::vector<Gap> threats;    ///< the reverse
};

/// Nothing for fewer than two brands with mentions, or where the person's own has none. A mention of several brands stands on each side with
/// what is aimed at it.
std::optional<Comparison> compare(const View& view);
/// @param slices with the topics among them
std::optional<Comparison> compare(const View& view, Slices slices);

/// Rated mentions: positive, neutral and negative ones.
std::uint64_t rated(const LabelCounts& labels);

}  // namespace earshot
