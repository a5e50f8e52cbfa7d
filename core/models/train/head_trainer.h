// Trains the heads: intents, topics and urgency.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "classify/heads.h"
#include "data.h"

namespace earshot::train {

/// @param sentiment_of the sentiment of a text, by a model that was not trained on these texts
HeadWeights train_heads(const std::vector<LabelledText>& texts, const Lexicon& lexicon,
                        const std::function<TextLabels(const std::string&)>& sentiment_of,
                        std::uint32_t seed);

}  // namespace earshot::train
