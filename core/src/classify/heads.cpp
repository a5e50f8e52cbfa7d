#include "classify/heads.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace earshot {

void HeadWeights::add_rows(std::span<const std::uint32_t> hashes, HeadSums& sums) const {
  // For SSE2, NEON and wasm SIMD alike.
  using Bytes = std::int8_t __attribute__((vector_size(8)));
  using Words = std::int16_t __attribute__((vector_size(16)));
  constexpr std::size_t kLanes = 8, kVectors = (kHeads + kLanes - 1) / kLanes;
  std::array<Words, kVectors> totals{};
  std::uint32_t last = 0;
  for (const std::uint32_t hash : hashes) {
    if (hash == std::exchange(last, hash)) continue;
    const std::uint32_t row = features.of(hash);
    if (row == 0) continue;
    const std::int8_t* const weights = lanes.data() + row * kHeads;
    const auto add = [&]<std::size_t... V>(std::index_sequence<V...>) {
      const auto add_lanes = [&](Words& total, const std::int8_t* from) {
        Bytes bytes;
        std::memcpy(&bytes, from, sizeof bytes);
        total += __builtin_convertvector(bytes, Words);
      };
      (add_lanes(totals[V], weights + V * kLanes), ...);
    };
    add(std::make_index_sequence<kVectors>());
  }
  for (std::size_t h = 0; h < kHeads; ++h) sums[h] += totals[h / kLanes][h % kLanes];
}

HeadLabels decide_heads(const HeadWeights& weights, const HeadSums& words, std::uint32_t features,
                        const TextTraits& traits, Language language) {
  HeadLabels labels;
  if (weights.biases.empty() || (traits.words == 0 && !traits.clear_emote)) return labels;
  HeadSums sums{};
  const auto add = [&](const std::array<std::int16_t, kHeads>& row) {
    for (std::size_t h = 0; h < kHeads; ++h) sums[h] += row[h];
  };
  add(weights.biases[language < weights.biases.size() ? language : 0]);
  each_sign(traits, [&](std::size_t sign) { add(weights.signs[sign]); });
  const double scale = length_scale(features) / kHeadLaneUnit * kHeadUnit;
  const auto holds = [&](std::size_t head) { return words[head] * scale + sums[head] > 0; };
  for (std::size_t i = 0; i < kIntentNames.size(); ++i)
    labels.intents |= static_cast<IntentSet>(holds(i) << i);
  for (std::size_t i = 0; i < kTopicNames.size(); ++i)
    labels.topics |= static_cast<TopicSet>(holds(kFirstTopicHead + i)) << i;
  std::size_t step = 0;
  while (step + 1 < kUrgencyNames.size() && holds(kFirstUrgencyHead + step)) ++step;
  labels.urgency = static_cast<Urgency>(step);
  if (step > 0) {
    for (Cues cues = traits.cues; cues != 0; cues &= cues - 1) {
      const auto group = static_cast<std::size_t>(std::countr_zero(cues));
      if (weights.signs[group][kFirstUrgencyHead + step - 1] > 0) labels.urgent |= Cues{1} << group;
    }
  }
  return labels;
}

}  // namespace earshot
