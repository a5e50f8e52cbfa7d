// A small convolutional net over the words of a text, whose scores are added to those of the weights: it
// reads words in the light of those beside them. After Kim, "Convolutional neural networks for sentence
// classification" (2014), with words made of the parts they share with others (Bojanowski et al., 2017).
//
//   word     kNetNumbers numbers: the sum of the rows of its features, over the root of how many have one
//   window   kNetWidth words that follow each other, also past the ends; each of kNetFilters filters makes
//            a number of it: weights times the words' numbers, and a bias
//   text     of each filter the largest of its numbers, at least 0, times what that says for positive and
//            for negative
//
// "Words" are words (but those passed over), behind them the groups of longer phrases that begin there, marks,
// emotes, pictures and numbers, and pieces of unspaced scripts.
// What a word adds to each filter, at each place of the window, depends on nothing around it, so that it
// may be remembered (word_memo.h) and a window costs three vectors to add up. Integers alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "classify/char_class.h"
#include "classify/feature_rows.h"
#include "classify/features.h"
#include "classify/lexicon.h"

namespace earshot {

inline constexpr std::size_t kNetNumbers = 16, kNetFilters = 32, kNetWidth = 3;
/// Bits below the point of the root of how many rows a word has, and bits that a sum of products loses.
inline constexpr int kNetRootBits = 8, kNetShift = 2;
/// The largest number of a word, and of a filter: a sum of their products fits 16 bits.
inline constexpr std::int32_t kNetMostNumber = 63, kNetMostFilter = 31;
static_assert(kNetMostNumber * kNetMostFilter * std::int32_t{kNetNumbers} < 32768);
/// What a word adds to a filter, and a filter's bias, at most: four of them fit 16 bits.
inline constexpr std::int32_t kNetMost = (kNetMostNumber * kNetMostFilter * std::int32_t{kNetNumbers}) >> kNetShift;
/// What the sums of a model's `says` may not pass, so that scores fit 32 bits.
inline constexpr std::int32_t kNetMostSays = (1 << 30) / (4 * kNetMost);
/// Features of a word that are read: with its cues less than 256.
inline constexpr std::size_t kNetMostFeatures = 200;
static_assert(kNetMostFeatures + kCueCount < 256);

/// What a word adds to each filter where it is the first, second or third of a window.
using NetWord = std::array<std::array<std::int16_t, kNetFilters>, kNetWidth>;

/// Positive and negative, against neutral.
struct NetScores {
  std::int32_t positive = 0, negative = 0;
};

struct NetWeights {
  FeatureRows features;
  std::vector<std::int8_t> rows;  ///< kNetNumbers of each row; row 0 is all 0
  std::array<NetWord, kNetNumbers> filters{};  ///< by number of a word: what it is multiplied by
  std::array<std::int16_t, kNetFilters> biases{};
  std::array<std::array<std::int16_t, kNetFilters>, 2> says{};  ///< for positive, for negative

  /// @param hashes features of the word; those past kNetMostFeatures are not read
  /// @param cues groups of the phrases within it
  NetWord word(std::span<const std::uint32_t> hashes, Cues cues = 0) const;
  /// Whether `word` and `NetReader` can be sure of their sums.
  bool in_range() const;
};

/// What a net takes in a model file.
constexpr std::uint64_t net_bytes(std::uint32_t buckets, std::uint32_t rows) {
  return buckets / 8 + (std::uint64_t{rows} - 1 + kNetWidth * kNetFilters) * kNetNumbers + 3 * kNetFilters * 2;
}

/// Reads the words of a text one after the other.
class NetReader {
 public:
  explicit NetReader(const NetWeights& weights)
      : weights_(&weights), second_(weights.biases), third_(weights.biases) {}

  void add(const NetWord& word);
  /// Once all words are read; 0 if there are none.
  NetScores scores();

 private:
  using Filters = std::array<std::int16_t, kNetFilters>;

  const NetWeights* weights_;
  // Sums of the windows that want their second and their third word, and the largest of those that are full.
  Filters second_, third_;
  Filters largest_{};
  bool read_any_ = false;
};

/// The feature that stands for a group of cues in a word's own features.
constexpr std::uint32_t net_feature_of_cue(std::uint32_t group) {
  return feature::finish(feature::mix(feature::kCue, group));
}

/// Hands the pieces of a run of an unspaced script to `visit(const char* start, const char* stop)`: up to
/// where hiragana ends, or eight characters.
template <class Visit>
void each_net_piece(const char* start, const char* stop, Visit&& visit) {
  constexpr int kLongest = 8;
  bool was_hiragana = false;
  int length = 0;
  for (const char* at = start; at != stop;) {
    const char* const here = at;
    const std::uint32_t c = next_code_point(at, stop);
    const bool hiragana = c >= 0x3041 && c <= 0x309F;
    if ((was_hiragana && !hiragana) || length == kLongest) {
      visit(start, here);
      start = here;
      length = 0;
    }
    was_hiragana = hiragana;
    ++length;
  }
  if (start != stop) visit(start, stop);
}

/// Hands the features of such a piece to `sink(std::uint32_t)`.
/// @return the groups of the phrases within it
template <class Sink>
Cues net_piece_features(const char* start, const char* stop, CharClass letters, const Lexicon& lexicon,
                        Sink& sink) {
  GramWindow window;
  int length = 0;
  for (const char* at = start; at != stop;) {
    window.push(next_code_point(at, stop));
    ++length;
    if (letters == CharClass::Running) {
      grams<2, 5>(sink, window, length);
    } else {
      grams<1, 4>(sink, window, length);
    }
  }
  Cues cues = 0;
  each_cue_inside(lexicon, start, stop,
                  [&](const Lexicon::Match& match, const char*) { cues |= match.groups; });
  return cues;
}

}  // namespace earshot
