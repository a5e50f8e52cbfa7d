// Share of voice: how much of the talk about all brands is about each, by number, reach, engagement and
// authors, with copies and without.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/voices.h"

namespace earshot {

/// A share of the sum over all brands. Nothing in it where no mention of a brand gives the value.
struct VoiceShare {
  std::optional<std::uint64_t> sum;  ///< in full units
  std::optional<Estimate> share;
  std::uint64_t n = 0;  ///< of a slice: how many authors (mentions without one) the share rests on
};

struct BrandVoice {
  std::uint32_t brand = 0;
  std::uint64_t mentions = 0;
  std::optional<Estimate> volume;  ///< Wilson
  std::array<VoiceShare, kVoices> voices;
  /// The same by mentions, of each cluster of copies only the first that names the brand.
  std::uint64_t mentions_once = 0;
  std::optional<Estimate> volume_once;
};

/// Reach and engagement of a mention of k brands are divided as Counting says; an author counts once
/// for each brand that they name. Rows of one author are not independent: the intervals of these shares
/// are of a bootstrap over authors (over mentions where no author is given), thrown together into at
/// most kVoiceGroups groups by a hash of their names.
struct ShareOfVoice {
  double n = 0;                ///< what the shares by volume rest on: the sum of weights in full units
  double n_once = 0;           ///< the same with each cluster of copies counted once
  std::vector<BrandVoice> brands;  ///< in the order of `voices.brands`
  Voices voices;               ///< by platform, language, country and time
};

ShareOfVoice share_of_voice(const View& view);

/// Of one brand of the list in a slice, by volume: share and what it rests on.
std::uint64_t all_weight(const VoiceSlice& slice);
/// A brand's share T/B of reach, engagement or authors in a slice, with the interval of a quotient of two
/// sums over m authors, of which one brings t of b: its variance v is m/(m-1) Σ(t - b T/B)²/B² (W. G.
/// Cochran, "Sampling Techniques", 1977, on cluster samples), and the interval is Wilson's of as many
/// mentions as would vary alike, p(1-p)/v, at most as many as there are (T. Dean and M. Pagano, 2015, on
/// intervals of small shares); fewer by (z/t)², t being Student's of B²/Σb² - 1 degrees of freedom, since a
/// few large authors tell little of how authors vary (E. Korn and B. Graubard, 1998; L. Kish, 1965). Where
/// all is one brand's, authors count. Nothing of fewer than two.
VoiceShare share_in_slice(const Voices& voices, const VoiceSlice& slice, std::size_t cell, Voice voice);

}  // namespace earshot
