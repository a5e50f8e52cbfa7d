// Why a text has the labels it has: which of its words and phrases spoke, for what, how strongly.
#pragma once

#include <cstdint>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/heads.h"
#include "classify/lexicon.h"

namespace earshot {

/// A part of the folded text and what it adds to a label's log-odds.
struct Reason {
  std::uint32_t begin = 0, end = 0;  ///< bytes of the folded text
  double weight = 0;                 ///< above 0 speaks for the label
};

struct Explanation {
  TextLabels labels;
  /// Words and runs, in order: for positive (above 0) against negative.
  std::vector<Reason> sentiment;
  /// For each label that holds, and for each step of urgency: the phrases and words that speak for
  /// it, strongest first, at most kMaxReasons.
  std::array<std::vector<Reason>, kHeads> heads;
  /// The questions that the text asks, sentence by sentence; empty where nothing is asked.
  std::vector<Reason> questions;

  static constexpr std::size_t kMaxReasons = 5;
};

/// As `Labeller::label`, with reasons.
Explanation explain(const Model& model, Labeller& labeller, std::string_view raw,
                    std::string_view folded);

/// The sentences of a folded text that ask: those that end with a question mark, and, where the text
/// is known to ask, those that hold a phrase of asking.
/// @param asks whether the text has the intent of a question or of a recommendation
std::vector<Reason> questions_of(const Lexicon& lexicon, std::string_view folded, bool asks);

}  // namespace earshot
