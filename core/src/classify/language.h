// Which language a text is in.
//
// The script with most letters decides first; within Latin, Cyrillic, Arabic, Devanagari and Han,
// trained weights over words, their runs of three letters and their letters tell the rest. Korean and
// Japanese posts are full of Latin names, so a syllable of Hangul or kana counts for several letters.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/char_class.h"
#include "classify/feature_rows.h"
#include "classify/features.h"

namespace earshot {

// Order is part of the model file: `Language` indexes it, biases follow it.
inline constexpr std::array<std::string_view, 67> kLanguageCodes = {
    "und", "en", "es", "pt", "de", "fr", "it", "nl", "id", "tr", "vi", "pl", "ro", "sv", "ru", "uk",
    "ja",  "zh", "ko", "th", "hi", "ar", "fa", "ur", "el", "he", "hy", "ka", "am", "bn", "pa", "gu",
    "ta",  "te", "kn", "ml", "si", "lo", "my", "km", "bo", "kk", "be", "bg", "sr", "mk", "mn", "mr",
    "ne",  "cs", "sk", "da", "no", "fi", "hu", "hr", "sl", "et", "lv", "lt", "ca", "gl", "ms", "tl",
    "sw",  "az", "mul"};
inline constexpr std::size_t kLanguageCount = kLanguageCodes.size();

/// 0 ("und") for a code that is not in the table.
constexpr Language language_from_code(std::string_view code) {
  for (std::size_t i = 0; i < kLanguageCount; ++i) {
    if (kLanguageCodes[i] == code) return static_cast<Language>(i);
  }
  return 0;
}

/// Of a text in two languages, neither of which is a few words only (ISO 639-2).
inline constexpr Language kMixedLanguages = language_from_code("mul");

/// Languages told apart in the Latin script at most, and in any other.
inline constexpr std::size_t kLanguageLanes = 32, kFewLanguageLanes = 8;

/// Languages that share a script and are told apart by weights: each uses the lane of a row that
/// is its place here. The order is part of the weights.
struct LanguageGroup {
  Script script;
  std::uint8_t count = 0;
  std::array<Language, kLanguageLanes> languages{};

  template <std::size_t N>
  consteval LanguageGroup(Script of, const std::string_view (&codes)[N])
      : script(of), count(static_cast<std::uint8_t>(N)) {
    for (std::size_t i = 0; i < N; ++i) languages[i] = language_from_code(codes[i]);
  }
};
inline constexpr LanguageGroup kLanguageGroups[] = {
    {Script::Latin, {"en", "es", "pt", "de", "fr", "it", "nl", "id", "tr", "vi",
                     "pl", "ro", "sv", "cs", "sk", "da", "no", "fi", "hu", "hr",
                     "sl", "et", "lv", "lt", "ca", "gl", "ms", "tl", "sw", "az", "hi"}},
    {Script::Cyrillic, {"ru", "uk", "be", "bg", "sr", "mk", "kk", "mn"}},
    {Script::Arabic, {"ar", "fa", "ur"}},
    {Script::Devanagari, {"hi", "mr", "ne"}},
    {Script::Han, {"ja", "zh"}},
};
static_assert(std::ranges::all_of(kLanguageGroups, [](const LanguageGroup& group) {
  return group.script == Script::Latin || group.count <= kFewLanguageLanes;
}));
inline constexpr std::size_t kLanguageGroupCount = std::size(kLanguageGroups);
/// Those whose words have scores: all but Han, which stands last.
inline constexpr std::size_t kScoredGroups = kLanguageGroupCount - 1;

/// The index of a script's group; kLanguageGroupCount if it has none.
constexpr std::size_t group_of(Script script) {
  std::size_t i = 0;
  while (i < kLanguageGroupCount && kLanguageGroups[i].script != script) ++i;
  return i;
}

/// Which features have weights, and these: a lane for each language of the feature's group.
struct LanguageRows {
  FeatureRows features;
  std::size_t lanes = 0;
  std::vector<std::int8_t> weights;  ///< row by row, from row 1 on

  /// Null if the feature has none.
  const std::int8_t* row_of(std::uint32_t hash) const {
    const std::uint32_t row = features.of(hash);
    return row == 0 ? nullptr : weights.data() + (row - 1) * lanes;
  }
};

/// Latin, which has the most languages, has rows of its own, all other scripts have theirs together.
struct LanguageWeights {
  static constexpr std::uint32_t kLatinBuckets = 1u << 18, kOtherBuckets = 1u << 17;

  LanguageRows latin{FeatureRows(kLatinBuckets), kLanguageLanes, {}};
  LanguageRows others{FeatureRows(kOtherBuckets), kFewLanguageLanes, {}};

  const LanguageRows& of(Script script) const { return script == Script::Latin ? latin : others; }
};
/// What they take in a model file.
constexpr std::uint64_t language_bytes(std::uint64_t latin_rows, std::uint64_t other_rows) {
  return LanguageWeights::kLatinBuckets / 8 + LanguageWeights::kOtherBuckets / 8 +
         latin_rows * kLanguageLanes + other_rows * kFewLanguageLanes;
}

/// Sums of lanes.
using LanguageScores = std::array<std::int16_t, kLanguageLanes>;

/// What one word says about the language of its text.
struct WordSigns {
  Script script = Script::Common;  ///< of its first letter
  std::uint8_t letters = 0;        ///< 255 for more
  std::uint8_t group = kScoredGroups;  ///< whose scores it has; kScoredGroups for none
};
/// @param word one word of letters (`CharClass::Letter`), folded
/// @param scores what its letters say, where it is scored
WordSigns signs_of_word(std::string_view word, const LanguageWeights& weights,
                        LanguageScores& scores);

/// Adds up what the words and runs of a text say, and decides.
class LanguageVote {
 public:
  void add(const WordSigns& word, const LanguageScores& scores) {
    add(word.script, word.letters);
    if (word.group < kScoredGroups) tallies_[word.group].add(scores);
  }
  /// A word or run in letters that need no second look.
  void add(Script script, std::uint32_t letters) {
    letters_[static_cast<std::size_t>(script)] += letters;
    scripts_ |= std::uint32_t{1} << static_cast<unsigned>(script);
  }
  /// A run of a script without spaces.
  void add_run(std::string_view run, CharClass letters);

  /// The language that most is written in.
  /// @param folded the text of which words and runs were added
  Language decide(std::string_view folded, const LanguageWeights& weights) const;
  /// Whether a quarter or more is in another language, in another script. Names are no language.
  bool is_mixed() const;

 private:
  /// The scores of the words in one script, until it is clear what they say.
  struct Tally {
    std::array<std::int32_t, kLanguageLanes> sums{};
    std::uint32_t words = 0;
    bool clear = false;

    void add(const LanguageScores& scores) {
      if (clear) return;
      for (std::size_t i = 0; i < kLanguageLanes; ++i) sums[i] += scores[i];
      if (++words % kEnoughWords == 0) clear = words >= kMaxWords || is_clear();
    }
    bool is_clear() const;
  };

  /// Asked every so many words whether one language leads by what a word cannot turn; words looked
  /// up before the rest of a long text is taken to be in the same language.
  static constexpr std::uint32_t kEnoughWords = 4, kMaxWords = 60;

  /// Of the words in Latin letters, for the language that they weigh most for; on average.
  bool words_weigh_less_than(std::int32_t weight) const;
  /// Calls visit(index) for the scripts that were added, in a fixed order.
  template <class Visit>
  void each_script(Visit&& visit) const {
    for (std::uint32_t left = scripts_; left != 0; left &= left - 1)
      visit(static_cast<std::size_t>(std::countr_zero(left)));
  }
  std::uint32_t letters(Script script) const { return letters_[static_cast<std::size_t>(script)]; }

  std::array<std::uint32_t, 32> letters_{};
  /// A bit for each that was added: of 32 most texts have one or two. Han always, which kana lengthen.
  std::uint32_t scripts_ = std::uint32_t{1} << static_cast<unsigned>(Script::Han);
  std::array<Tally, kScoredGroups> tallies_{};
};

/// Hands a hash per run of three letters, per short word and per letter past ASCII to `sink`: what
/// tells the languages of a script with spaces apart. For training and running alike.
/// @param word letters, with apostrophes between, which part it
template <class Sink>
void each_language_feature_of_word(std::string_view word, Sink&& sink) {
  // Longer words are told by their runs; what they would say alone, no text may ever ask for.
  constexpr std::uint32_t kBorder = 1, kShortWord = 6;
  const char* at = word.data();
  const char* end = at + word.size();
  const auto emit = [&](std::uint32_t value) { sink(feature::finish(value)); };
  while (at != end) {
    std::uint32_t before = 0, last = kBorder, hash = feature::kLanguage, letters = 0;
    while (at != end) {
      const std::uint32_t c = next_code_point(at, end);
      if (c == '\'' || c == 0x2019) break;
      if (before != 0) {
        emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), c));
      }
      if (c >= 0x80) emit(feature::mix(feature::mix(feature::kLanguage, kBorder), c));
      hash = feature::mix(hash, c);
      before = last;
      last = c;
      ++letters;
    }
    emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), kBorder));
    if (letters <= kShortWord) emit(hash);
  }
}

/// Likewise a hash per character and per pair of a run of Han.
template <class Sink>
void each_language_feature_of_run(std::string_view run, Sink&& sink) {
  constexpr std::uint32_t kBorder = 1;
  std::uint32_t last = kBorder;
  const char* end = run.data() + run.size();
  for (const char* at = run.data(); at != end;) {
    const std::uint32_t c = next_code_point(at, end);
    sink(feature::finish(feature::mix(feature::kLanguage, c)));
    sink(feature::finish(feature::mix(feature::mix(feature::kLanguage, last), c)));
    last = c;
  }
}

}  // namespace earshot
