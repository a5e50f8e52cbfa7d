// Share of voice: how much of the talk about all brands is about each, by number, reach, engagement and
// authors, with copies and without.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/slices.h"
#include "insight/view.h"

namespace earshot {

/// What a share of voice is of, besides mentions.
enum class Voice : std::uint8_t { Reach, Engagement, Authors };
inline constexpr std::array<std::string_view, 3> kVoiceNames = {"reach", "engagement", "authors"};

/// A share of the sum over all brands. Nothing in it where no mention of a brand gives the value.
struct VoiceShare {
  std::optional<std::uint64_t> sum;  ///< in full units
  std::optional<Estimate> share;
};

struct BrandVoice {
  std::uint32_t brand = 0;
  std::uint64_t mentions = 0;
  std::optional<Estimate> volume;  ///< Wilson
  std::array<VoiceShare, kVoiceNames.size()> voices;
  /// The same by mentions, of each cluster of copies only the first that names the brand.
  std::uint64_t mentions_once = 0;
  std::optional<Estimate> volume_once;
};

/// Reach and engagement of a mention of k brands are divided as Counting says; an author counts once
/// for each brand that they name. Rows of one author are not independent: the intervals of these shares
/// are of a bootstrap over authors (over mentions where no author is given), thrown together into at
/// most kVoiceGroups groups by a hash of their names.
struct ShareOfVoice {
  std::uint64_t mentions = 0;  ///< of any brand
  double n = 0;                ///< what the shares by volume rest on: the sum of weights in full units
  std::uint64_t mentions_once = 0;
  double n_once = 0;           ///< the same with each cluster of copies counted once
  std::uint64_t authors = 0;   ///< different ones of mentions of any brand
  std::vector<BrandVoice> brands;  ///< in the order of `slices.brands`
  Slices slices;               ///< by platform, language, country and time
};

inline constexpr std::size_t kVoiceGroups = 256;

ShareOfVoice share_of_voice(const View& view);

}  // namespace earshot
