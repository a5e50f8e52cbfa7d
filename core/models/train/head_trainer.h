// Trains the heads: intents, topics and urgency.
#pragma once

#include <cstdint>
#include <vector>

#include "classify/heads.h"
#include "data.h"

namespace earshot::train {

HeadWeights train_heads(const std::vector<LabelledText>& texts, const Lexicon& lexicon,
                        std::uint32_t seed);

}  // namespace earshot::train
