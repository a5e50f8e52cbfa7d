// Trains and calibrates the weights of sentiment.
//
// Multinomial logistic regression over hashed features, neutral being the reference: one weight for
// positive and one for negative per place. Every set has a bias of its own in every language, so
// that its base rates do not leak into the weights; afterwards those are dropped, and each language
// gets one bias, one for length and one temperature, chosen on the judging parts of the mention-like sets. Sets
// without a neutral class teach only positive against negative.
//
// Trained twice: first with all features, to learn which matter; then with those alone. There are so
// many places that hardly any two features share one. The weights are then shared out over 256 pairs.
// A net over words (net_trainer.h) is trained beside them; what the two say is added up, each with its
// share.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "classify/language.h"
#include "classify/model_file.h"
#include "classify/word_net.h"
#include "data.h"

namespace earshot::train {

struct SentimentWeights {
  struct Bias {
    bool rated = false;
    float positive = 0, negative = 0;
    float length = 0;  ///< to positive for each of `steps_beyond_usual`; negative loses as much
    float slope = 1;  ///< what scores are multiplied by before the biases are added
  };
  std::array<Bias, kLanguageCount> biases;
  std::array<std::array<std::int16_t, 2>, model_file::kCodes> codes;
  std::uint32_t places = 0;                            ///< that a hash may name
  std::vector<std::pair<std::uint32_t, std::uint8_t>> features;  ///< place and code, by place
  NetWeights net;
};

/// @param names words that are to say nothing
SentimentWeights train_sentiment(const std::vector<Row>& rows, const Lexicon& lexicon,
                                 const std::vector<std::string>& names, std::uint32_t seed);

}  // namespace earshot::train
