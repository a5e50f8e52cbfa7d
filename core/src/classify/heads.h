// The linear models that tell intents, topics and urgency: one "head" each, over the same features as
// sentiment, those of words that it passes over too, and over the cues (lexicon.h).
//
//   score of a head = features' weights / (number of features)^(1/4)
//                     + weights of the cues, of denied cues and of the text's other signs + bias
//
// An intent or topic holds where its score is above 0. Urgency has three heads, one for each step up.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <earshot/labels.h>
#include <earshot/model.h>

#include "classify/feature_rows.h"
#include "classify/features.h"

namespace earshot {

inline constexpr std::size_t kFirstTopicHead = kIntentNames.size();
inline constexpr std::size_t kFirstUrgencyHead = kFirstTopicHead + kTopicNames.size();
inline constexpr std::size_t kHeads = kFirstUrgencyHead + kUrgencyNames.size() - 1;

/// Units of a stored weight: lanes, and everything else.
inline constexpr double kHeadLaneUnit = 8.0, kHeadUnit = 1024.0;

using HeadSums = std::array<std::int32_t, kHeads>;
using HeadScores = std::array<std::int16_t, kHeads>;

/// A text's signs that are no words: an index each.
///   0 .. kCueCount-1            cues
///   then kCueCount              denied ones
///   then 8                      marks
////   then 10                     length
inline constexpr std::size_t kDeniedSigns = kCueCount, kMarkSigns = 2 * kCueCount,
                             kLengthSigns = kMarkSigns + 8, kSigns = kLengthSigns + 10;

/// Hands the index of each sign to `sink(std::size_t)`.
template <class Sink>
void each_sign(const TextTraits& traits, Sink&& sink) {
  for (Cues cues = traits.cues; cues != 0; cues &= cues - 1)
    sink(static_cast<std::size_t>(std::countr_zero(cues)));
  for (Cues cues = traits.denied; cues != 0; cues &= cues - 1)
    sink(kDeniedSigns + static_cast<std::size_t>(std::countr_zero(cues)));
  for (std::uint32_t marks = traits.marks; marks != 0; marks &= marks - 1)
    sink(kMarkSigns + static_cast<std::size_t>(std::countr_zero(marks)));
  sink(kLengthSigns + length_class(traits.words));
}

struct HeadWeights {
  /// `lanes` end with so many bytes that are no weights, so that a row is read eight at a time.
  static constexpr std::size_t kPadding = (8 - kHeads % 8) % 8;

  FeatureRows features;
  std::vector<std::int8_t> lanes;  ///< kHeads of each row; row 0 is all 0
  std::array<std::array<std::int16_t, kHeads>, kSigns> signs{};
  std::vector<std::array<std::int16_t, kHeads>> biases;  ///< by Language

  /// Adds the rows of hashes, of no more than 256: so many fit 16 bits. One that follows itself counts once.
  void add_rows(std::span<const std::uint32_t> hashes, HeadSums& sums) const;
};

struct HeadLabels {
  IntentSet intents = 0;
  TopicSet topics = 0;
  Urgency urgency = Urgency::Low;
  Cues urgent = 0;  ///< cues of the text that speak for its urgency
};

/// @param words sums over `features` features of the text's words
HeadLabels decide_heads(const HeadWeights& weights, const HeadSums& words, std::uint32_t features,
                        const TextTraits& traits, Language language);

}  // namespace earshot
