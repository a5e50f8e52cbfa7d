// The person's word on labels made ready for labelling: phrases of corrections and of own topics, found
// in one pass over a text, own weights by feature, texts by their key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/model.h>

#include "classify/phrases.h"

namespace earshot {

class CorrectionRules {
 public:
  CorrectionRules() = default;
  explicit CorrectionRules(const Corrections& corrections, std::span<const OwnTopic> topics = {});

  /// Whether a phrase of theirs stands in the text, or the text is one that was corrected itself.
  /// @param raw the text as written, @param folded the same after `fold`
  bool touches(std::string_view raw, std::string_view folded) const;
  /// Whether names stand in a text; then `out` is the text with blanks in their place.
  bool blank_names(std::string_view folded, std::string& out) const;
  /// Puts the labels of phrases and of the text itself in force.
  void apply(std::string_view raw, std::string_view folded, TextLabels& labels) const;

  bool has_weights() const { return !weights_.empty(); }
  /// Own weights of a feature: positive + negative * 2^32.
  std::int64_t weights_of(std::uint32_t feature) const {
    if (!(may_weigh_[feature >> 26] >> (feature >> 20 & 63) & 1)) return 0;
    return find_weights(feature);
  }
  /// The labels that were given to a text, if any.
  const LabelChange* labels_of(std::uint64_t text) const;

  /// A rule that holds of a text, and where its phrase stands in it.
  struct Spoken {
    const PhraseRule* rule;
    std::optional<std::size_t> topic;  ///< whose word it is; the rule is none of the corrections then
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Spoken> spoken(std::string_view folded) const;

 private:
  std::int64_t find_weights(std::uint32_t feature) const;

  std::vector<PhraseRule> rules_;             // folded; those of topics before all others
  std::size_t topic_rules_ = 0;
  PhraseIndex phrases_;                       // its owners index the rules
  bool names_ = false;
  std::vector<OwnWeight> weights_;            // sorted by feature
  std::array<std::uint64_t, 64> may_weigh_{};  // by the top bits of a feature
  std::vector<TextCorrection> mentions_;      // sorted by text
};

/// What one of two has and the other has not: a text that it does not touch has the same labels under
/// both, own weights aside.
Corrections difference(const Corrections& one, const Corrections& other);

void sort_by_phrase(std::vector<PhraseRule>& rules);

/// A sentiment that is given.
Sentiment certain(Label label);
/// Puts the given labels in force, as certain ones.
void change(TextLabels& labels, const LabelChange& change);
/// Whether the labels are as given.
bool holds(const TextLabels& labels, const LabelChange& change);

}  // namespace earshot
