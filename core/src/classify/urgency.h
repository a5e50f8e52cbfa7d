// How soon somebody should answer: what the words say, raised where many see a mention or many pile on,
// with the reasons. All thresholds stand here.
//
//   reach      one step up from kWideAudience followers, reach or views (the largest of them counts),
//              for what is negative, or wants an answer and is not positive
//   pile-on    one step up for each negative mention in a stretch of time as long as a rule's `within`
//              that holds at least `least` of them, and `times` as many as is usual
//
// What a person said of a mention's urgency is not raised.
#pragma once

#include <cstdint>

#include <earshot/labels.h>
#include <earshot/mention.h>
#include <earshot/model.h>

#include "classify/lexicon.h"

namespace earshot {

inline constexpr Count kWideAudience = 100'000;

struct PileOnRule {
  std::uint64_t least = 0;
  std::int64_t within_ms = 0;
  std::uint64_t times = 0;  ///< 0: whatever is usual
};
/// Of one thread: a post and what answers it.
inline constexpr PileOnRule kThreadPileOn = {10, std::int64_t{24} * 3'600'000, 0};
/// Of one brand; usual is the mean over all of its time, which therefore has to be a day at least.
inline constexpr PileOnRule kBrandPileOn = {20, std::int64_t{6} * 3'600'000, 4};

struct JudgedUrgency {
  Urgency urgency = Urgency::Low;
  UrgencyReasons because = 0;
};

/// What the cue phrases of a text are reasons of.
UrgencyReasons reasons_of_cues(Cues cues);

/// Of a mention with these labels, its pile-on aside.
/// @param audience how many may see it; 0 if that is not known
JudgedUrgency judge_urgency(const TextLabels& labels, Count audience);

/// One step up for `reason`; false if there is none, or a person decided.
bool raise(JudgedUrgency& judged, UrgencyReason reason);

}  // namespace earshot
