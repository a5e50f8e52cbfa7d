#include "classify/urgency.h"

#include <utility>

namespace earshot {
namespace {

constexpr std::pair<Cue, UrgencyReason> kReasonOfCue[] = {
    {Cue::Danger, UrgencyReason::Safety},  {Cue::Leak, UrgencyReason::Safety},
    {Cue::Legal, UrgencyReason::Legal},    {Cue::Public, UrgencyReason::Public},
    {Cue::Churn, UrgencyReason::Churn},    {Cue::Money, UrgencyReason::Money},
    {Cue::Waiting, UrgencyReason::Waiting}, {Cue::Deadline, UrgencyReason::Waiting}};

constexpr IntentSet bit(Intent intent) {
  return static_cast<IntentSet>(1u << static_cast<unsigned>(intent));
}
constexpr IntentSet kWantsAnswer = bit(Intent::Question) | bit(Intent::Complaint) |
                                   bit(Intent::Recommendation) | bit(Intent::Fault);

}  // namespace

UrgencyReasons reasons_of_cues(Cues cues) {
  UrgencyReasons reasons = 0;
  for (const auto& [group, why] : kReasonOfCue) {
    if (cues & cue(group)) reasons |= reason(why);
  }
  return reasons;
}

JudgedUrgency judge_urgency(const TextLabels& labels, Count audience) {
  JudgedUrgency judged{labels.urgency, labels.because};
  if (judged.because & reason(UrgencyReason::Correction)) return judged;
  const Label sentiment = labels.sentiment.label;
  const bool low = judged.urgency == Urgency::Low;
  if (audience >= kWideAudience &&
      (sentiment == Label::Negative || (!low && sentiment != Label::Positive)))
    raise(judged, UrgencyReason::Reach);
  if (judged.urgency == Urgency::Low) return {};
  if (sentiment == Label::Negative) judged.because |= reason(UrgencyReason::Sentiment);
  if (labels.intents & kWantsAnswer) judged.because |= reason(UrgencyReason::Intent);
  if (labels.intents & bit(Intent::Churn)) judged.because |= reason(UrgencyReason::Churn);
  if (judged.because == 0) judged.because = reason(UrgencyReason::Words);
  return judged;
}

bool raise(JudgedUrgency& judged, UrgencyReason why) {
  if (judged.urgency == Urgency::Critical ||
      (judged.because & reason(UrgencyReason::Correction)) != 0)
    return false;
  judged.urgency = static_cast<Urgency>(static_cast<unsigned>(judged.urgency) + 1);
  judged.because |= reason(why);
  return true;
}

}  // namespace earshot
