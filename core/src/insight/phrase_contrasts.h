// Which groups of mentions are held against which others, phrase by phrase: the selection against all
// else, each sentiment, each brand against the other brands, the last quarter of the period against what
// came before.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "insight/phrases.h"
#include "insight/view.h"

namespace earshot {

struct PhraseContrast {
  enum class Of : std::uint8_t { Selection, Against, Sentiment, Brand };
  Of of = Of::Selection;
  std::string_view name;  ///< of the sentiment or brand; else ""
  Apart found;
};

struct PhraseContrasts {
  std::uint64_t looked = 0, of = 0;  ///< mentions read, mentions selected
  /// The selection against what it is compared with and the other way round, or against the rest of
  /// the table; then sentiments, then brands.
  std::vector<PhraseContrast> apart;
  std::optional<std::int64_t> border;  ///< local ms at which the last quarter begins
  Apart emerging, fading;              ///< nothing without a border
};

inline constexpr std::size_t kPhrasesOfSelection = 20, kPhrasesOfGroup = 10, kBrandsContrasted = 8;

PhraseContrasts phrase_contrasts(const View& view);

}  // namespace earshot
