// Why a text has the labels it has: which of its words and phrases spoke, for what, how strongly.
#pragma once

#include <cstdint>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/corrections.h"
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
  /// Words and runs, in order: for positive (above 0) against negative, by their weights. What the net
  /// (word_net.h) adds rests on several words together and is not told.
  std::vector<Reason> sentiment;
  /// For each label that holds, and for each step of urgency: the phrases and words that speak for
  /// it, strongest first, at most kMaxReasons.
  std::array<std::vector<Reason>, kHeads> heads;
  /// What the person's phrases and words of topics say of it.
  std::vector<CorrectionRules::Spoken> rules;
  /// The labels that the person gave to this text; null if there are none.
  const LabelChange* own = nullptr;
  /// The questions that the text asks, sentence by sentence; empty where nothing is asked.
  std::vector<Reason> questions;

  static constexpr std::size_t kMaxReasons = 5;
};

/// As `Labeller::label`, with reasons. Corrections in force count in; what is said of them is valid
/// until they change.
Explanation explain(const Model& model, Labeller& labeller, std::string_view raw,
                    std::string_view folded);

/// The sentences of a folded text that ask: those that end with a question mark, and, where the text
/// is known to ask, those that hold a phrase of asking.
/// @param asks whether the text has the intent of a question or of a recommendation
std::vector<Reason> questions_of(const Lexicon& lexicon, std::string_view folded, bool asks);

/// The sentences that hold a phrase of one of these groups, or, with `questions`, end with a question
/// mark.
std::vector<Reason> sentences_of(const Lexicon& lexicon, std::string_view folded, Cues phrases,
                                 bool questions);
std::vector<Reason> sentences_of(const Model& model, std::string_view folded, Cues phrases,
                                 bool questions);

}  // namespace earshot
