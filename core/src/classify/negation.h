// Words that turn round what stands beside them: which, in which language, and on which side.
#pragma once

#include <cstdint>

namespace earshot {

enum class Negation : std::uint8_t {
  None,
  Ahead,  ///< turns round the words that follow: not, не, kein, 안
  Behind,  ///< turns round the words before: değil, yok, नहीं, and 없다, 않다 by their first syllable
};

/// How many words a negator reaches.
inline constexpr int kNegationReach = 3;

/// @param word_hash as FeatureWalk builds it: feature::kWord, then each letter mixed in. Apostrophes
///        are left out: don't is looked up as "dont".
Negation negation_of(std::uint32_t word_hash);

/// Whether a Korean word that begins with these two syllables (0: no second) denies.
constexpr Negation hangul_negation(std::uint32_t first, std::uint32_t second) {
  switch (first) {
    case U'없':
    case U'않': return Negation::Behind;
    case U'안':
    case U'못':
      if (second == 0) return Negation::Ahead;
      return second == U'하' || second == U'했' || second == U'합' || second == U'해'
                 ? Negation::Behind
                 : Negation::None;
    case U'아':
      return second == U'니' || second == U'닌' || second == U'님' || second == U'닙'
                 ? Negation::Behind
                 : Negation::None;
    default: return Negation::None;
  }
}

}  // namespace earshot
