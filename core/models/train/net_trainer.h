// Trains the net over words (word_net.h) on the texts that the weights of sentiment are trained on.
//
// By itself: added to weights that were trained without it, it is right where they are not, while one
// trained on what they leave over learns by heart. Every set has a bias of its own in every language, as
// there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "classify/word_net.h"
#include "data.h"

namespace earshot::train {

/// What the net reads of the texts.
struct NetTexts {
  struct Word {
    std::vector<std::uint32_t> hashes;
    Cues cues = 0;
  };
  struct Text {
    std::size_t first = 0;
    std::uint32_t count = 0;
  };
  std::vector<Word> words;              ///< each different one
  std::vector<std::uint32_t> sequence;  ///< indices into `words`
  std::vector<Text> texts;              ///< of each row: its part of `sequence`
};

/// @param weigh how much a feature, by its hash, weighs without a net: those that weigh most and are met
///              most have rows
/// @return scores in units of 1/kNetUnit of log odds
NetWeights train_net(const std::vector<Row>& rows, const NetTexts& texts,
                     const std::function<float(std::uint32_t)>& weigh, std::uint32_t seed);

/// What the net says of a text.
NetScores net_scores(const NetWeights& net, const std::vector<NetWord>& words, const NetTexts& texts,
                     const NetTexts::Text& text);

}  // namespace earshot::train
