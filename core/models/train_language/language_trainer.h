// Trains the weights that tell languages of one script apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/language.h"

namespace earshot::train {

/// What is known to be in one language.
struct LanguageTexts {
  std::vector<std::string> posts;      ///< as people write them
  std::vector<std::string> messages;   ///< texts of other kinds
  std::vector<std::string> words;      ///< the most frequent first
  std::vector<std::string> sentences;  ///< everyday ones
  std::vector<std::string> terms;      ///< names of things and places
};

/// Whether half or more of the letters of a text are of a script.
bool is_in(Script script, std::string_view text);

/// A language that several scripts have learns in each from the texts that are written in it.
/// @param texts by Language
/// @param names of brands and such, which any language may name
/// @param prior how likely each is beside the others of its group, by Language; 1: as likely
LanguageWeights train_language(const std::vector<LanguageTexts>& texts,
                               const std::vector<std::string>& names, const std::vector<float>& prior,
                               std::uint32_t seed);

/// Of a text in a script with spaces.
Language language_of(std::string_view text, const LanguageWeights& weights);

}  // namespace earshot::train
