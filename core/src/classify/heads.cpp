#include "classify/heads.h"

namespace earshot {

HeadLabels decide_heads(const HeadWeights& weights, const HeadSums& words, std::uint32_t features,
                        const TextTraits& traits, const Sentiment& sentiment, Language language) {
  HeadLabels labels;
  if (weights.biases.empty() || (traits.words == 0 && !traits.clear_emote)) return labels;
  HeadSums sums{};
  const auto add = [&](const std::array<std::int16_t, kHeads>& row) {
    for (std::size_t h = 0; h < kHeads; ++h) sums[h] += row[h];
  };
  add(weights.biases[language < weights.biases.size() ? language : 0]);
  each_sign(traits, sentiment, [&](std::size_t sign) { add(weights.signs[sign]); });
  const double scale = length_scale(features) / kHeadLaneUnit * kHeadUnit;
  const auto holds = [&](std::size_t head) { return words[head] * scale + sums[head] > 0; };
  for (std::size_t i = 0; i < kIntentNames.size(); ++i)
    labels.intents |= static_cast<IntentSet>(holds(i) << i);
  for (std::size_t i = 0; i < kTopicNames.size(); ++i)
    labels.topics |= static_cast<TopicSet>(holds(kFirstTopicHead + i)) << i;
  std::size_t step = 0;
  while (step + 1 < kUrgencyNames.size() && holds(kFirstUrgencyHead + step)) ++step;
  labels.urgency = static_cast<Urgency>(step);
  return labels;
}

}  // namespace earshot
