// What corrected texts teach: own weights for what they have in common, and phrases that are worth a
// rule. Both are proposals; nothing is in force before the person says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/model.h>

namespace earshot {

/// A text whose labels the person gave, and its key.
struct CorrectedText {
  std::uint64_t key = 0;
  std::string text;
  LabelChange labels;
};

/// Weights are learnt from this many texts whose sentiment was wrong, rules from this many that share a
/// phrase; past `kMaxLessons` texts the rest is left out.
inline constexpr std::size_t kLeastLessons = 8, kLeastSharing = 3, kMaxLessons = 500;
/// Longer texts say too little about which of their words is meant.
inline constexpr std::size_t kMaxLessonBytes = 2048;

/// The weights in force and those learnt on top of them; the former alone if nothing is to be learnt.
///
/// The update is the one by which the model was trained (logistic loss, one text at a time), over few
/// features: those that at least a few wrong texts have, that are at least twice as frequent there as
/// in other texts, and that tell a wrong text from others about as well as any. Weights decay from pass to pass and are bounded. What is learnt from a text
/// whose label was right keeps it right: where it does not, weights are halved until it does, or
/// dropped.
/// @param corrected sorted by key, without repeats
/// @param others texts that were not corrected, a sample
std::vector<OwnWeight> learn_weights(const std::shared_ptr<const Model>& model,
                                     const Corrections& in_force,
                                     std::span<const CorrectedText> corrected,
                                     std::span<const std::string> others);

struct RuleProposal {
  PhraseRule rule;
  std::size_t texts = 0;  ///< corrected ones that the rule puts right
};

/// For each label that was wrong several times, the phrase that those texts share and others rarely
/// hold, in the order of the texts: as a name, if without it the model is right by itself, else with the label.
std::vector<RuleProposal> propose_rules(const std::shared_ptr<const Model>& model,
                                        const Corrections& in_force,
                                        std::span<const CorrectedText> corrected,
                                        std::span<const std::string> others);

}  // namespace earshot
