// What the person says of labels that were wrong: rules on phrases, weights learnt from what was
// corrected, and the labels of single texts. It is part of the settings, and holds no text of a
// mention but the phrases that the person approved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/labels.h>
#include <earshot/mention.h>

namespace earshot {

/// Labels that are given; what is not given stays as the model has it.
struct LabelChange {
  std::optional<Label> sentiment;  ///< any but Unrated
  IntentSet intents = 0, no_intents = 0;
  TopicSet topics = 0, no_topics = 0;
  std::optional<Urgency> urgency;

  bool empty() const { return *this == LabelChange(); }
  bool operator==(const LabelChange&) const = default;
};

/// What holds of every text with this phrase, letter case aside. In scripts that write words apart it
/// stands as whole words; behind Hangul a particle may follow. Of several in one text the longest has
/// the last word.
struct PhraseRule {
  std::string phrase;
  bool name = false;  ///< the phrase is a name here and says nothing: labels are made without it
  LabelChange labels;

  bool operator==(const PhraseRule&) const = default;
};

/// Added to what the model has for a feature (classify/features.h), in the model's units.
struct OwnWeight {
  std::uint32_t feature = 0;
  std::int16_t positive = 0, negative = 0;

  bool operator==(const OwnWeight&) const = default;
};

/// The labels of every mention with this text.
struct TextCorrection {
  std::uint64_t text = 0;  ///< `text_key`
  LabelChange labels;
  /// What is aimed at brands, by their names in the order of these; those that it does not name are
  /// left out of account.
  std::vector<std::pair<std::string, Label>> brands = {};

  bool operator==(const TextCorrection&) const = default;
};

/// A text's own labels come before those of phrases, those of phrases before what weights make.
struct Corrections {
  std::vector<PhraseRule> phrases;       ///< sorted by phrase
  std::vector<OwnWeight> weights;        ///< sorted by feature
  std::vector<TextCorrection> mentions;  ///< sorted by text

  bool empty() const { return phrases.empty() && weights.empty() && mentions.empty(); }
  bool operator==(const Corrections&) const = default;
};

inline constexpr std::size_t kMaxPhraseRules = 1'000, kMaxOwnWeights = 10'000,
                             kMaxTextCorrections = 200'000;

/// The first 64 bits of the SHA-256 of a mention's text: of its title, a line feed and its text where
/// it has both and the text does not begin with the title.
std::uint64_t text_key(std::string_view text);

}  // namespace earshot
