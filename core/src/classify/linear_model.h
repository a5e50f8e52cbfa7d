// The trained weights as they lie in memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/feature_codes.h"
#include "classify/heads.h"
#include "classify/language.h"
#include "classify/lexicon.h"
#include "classify/model_file.h"
#include "classify/probabilities.h"
#include "classify/word_net.h"

namespace earshot {

/// What is read of a text: enough for any post, and a bound on the work for one.
inline constexpr std::size_t kMaxBytes = 16384;

inline std::string_view head_of(std::string_view text) {
  if (text.size() <= kMaxBytes) return text;
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

class CorrectionRules;

class LinearModel final : public Model {
 public:
  struct Rating {
    bool rated = false;
    double slope = 1;                   ///< what scores are multiplied by
    double positive = 0, negative = 0;  ///< biases
    double by_length = 0;  ///< to positive for each of `steps_beyond_usual`; negative loses as much
  };

  std::string model_name;
  std::vector<Rating> ratings;               // by language
  std::array<std::int64_t, model_file::kCodes> codes{};  // positive + negative * 2^32
  FeatureCodes feature_codes;                            // which of `codes` each has
  LanguageWeights languages;
  Lexicon lexicon;
  HeadWeights heads;
  NetWeights net;

  std::string_view name() const override { return model_name; }

  /// Positive and negative weight of the feature of this hash: positive + negative * 2^32.
  std::int64_t weights_of(std::uint32_t hash) const {
    return codes[feature_codes.of(hash)];
  }
  /// Whether what is summed up of words that `says_something` passes over counts after all: where few
  /// words were met in training, their letters are all there is.
  static bool heeds_rare_words(Language language);
  /// `says_something` of features.h, by these weights and the person's own, if any.
  bool says_something(std::span<const std::uint32_t> features, const CorrectionRules* own) const;
};

/// The two halves of a sum of such weights.
inline std::int32_t positive_of(std::int64_t total) {
  return static_cast<std::int32_t>(total & 0xFFFFFFFF);
}
inline std::int32_t negative_of(std::int64_t total) {
  return static_cast<std::int32_t>((total - positive_of(total)) >> 32);
}

}  // namespace earshot
