// What shares of voice rest on: per platform, language, country, step of time and in all, how much each
// brand has of mentions, reach, engagement and authors, and how unevenly authors bring it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "insight/slices.h"
#include "insight/view.h"

namespace earshot {

/// What a share of voice is of, besides mentions.
enum class Voice : std::uint8_t { Reach, Engagement, Authors };
inline constexpr std::array<std::string_view, 3> kVoiceNames = {"reach", "engagement", "authors"};
inline constexpr std::size_t kVoices = kVoiceNames.size();
inline constexpr auto kAuthors = static_cast<std::size_t>(Voice::Authors);

/// Authors by a hash of their names, mentions without one by file and row.
inline constexpr std::size_t kVoiceGroups = 256;

/// One brand in a slice. What an author gives a brand is t, what the author gives all brands is b; both in
/// units of 2^shift, so that sums of squares are whole numbers below 2^64 whatever the order of rows.
struct VoiceCell {
  std::uint64_t mentions = 0, weight = 0;
  /// Reach and engagement, of parts like the weight; how many authors.
  std::array<std::uint64_t, kVoices> sums = {};
  /// Of those who give to this brand alone, so that t = b: Σt², and how many they are.
  std::array<std::uint64_t, kVoices> alone = {}, lone = {};
  std::array<std::uint64_t, kVoices> squares = {}, products = {};  ///< Σt², Σtb of all others
  std::uint32_t given = 0;                                         ///< bits of the sums that any mention gives
};

struct VoiceSlice {
  std::uint32_t value = 0;     ///< as in Slice
  std::uint64_t mentions = 0;  ///< of brands or none
  std::array<std::uint64_t, kVoices> voices = {};   ///< how many authors (or mentions without one) give it
  std::array<std::uint64_t, kVoices> squares = {};  ///< Σb² of those who give to several brands
  std::vector<VoiceCell> brands;  ///< in the order of the list, then all other brands together
};

struct Voices {
  Counting counting;
  Listing brands;
  struct Dimension {
    std::vector<VoiceSlice> slices;
    std::uint64_t left_out = 0;
  };
  /// Platforms, languages, countries, points: by size then name, points in order.
  std::array<Dimension, 4> by;
  VoiceSlice whole;
  Step step = Step::Day;
  std::vector<std::int64_t> starts;
  std::array<unsigned, kVoices> shifts = {};
  /// [group][brand][voice] of the whole.
  std::vector<std::uint64_t> groups;
  std::vector<bool> used;  ///< of groups
  std::uint64_t mentions = 0, mentions_once = 0, authors = 0;  ///< of any brand
  /// By brand, of each cluster of copies only the first that names it.
  struct Once {
    std::uint64_t mentions = 0, weight = 0;
  };
  std::vector<Once> once;

  const std::uint64_t* group(std::size_t group, std::size_t cell) const {
    return &groups[(group * (brands.values.size() + 1) + cell) * kVoices];
  }
};

/// The place of a dimension in `Voices::by`.
constexpr std::size_t voice_dimension(By by) {
  return by == By::Points ? 3 : static_cast<std::size_t>(by);
}

Voices count_voices(const View& view);

}  // namespace earshot
