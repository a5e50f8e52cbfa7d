// Which language a text is in, as far as sentiment needs to know.
//
// The script with most letters decides first; letters that one language alone uses come next;
// within Latin, within Cyrillic and within Han alone, trained weights over words and their runs of
// three letters tell the rest. Korean and Japanese posts are full of Latin names, so a syllable of
// Hangul or kana counts for several letters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/char_class.h"
#include "classify/features.h"

namespace earshot {

// Order is part of the model file: `Language` indexes it, biases follow it.
inline constexpr std::array<std::string_view, 43> kLanguageCodes = {
    "und", "en", "es", "pt", "de", "fr", "it", "nl", "id", "tr", "vi", "pl", "ro", "sv", "ru",
    "uk",  "ja", "zh", "ko", "th", "hi", "ar", "fa", "ur", "el", "he", "hy", "ka", "am", "bn",
    "pa",  "gu", "ta", "te", "kn", "ml", "si", "lo", "my", "km", "bo", "kk", "be"};
inline constexpr std::size_t kLanguageCount = kLanguageCodes.size();

/// 0 ("und") for a code that is not in the table.
constexpr Language language_from_code(std::string_view code) {
  for (std::size_t i = 0; i < kLanguageCount; ++i) {
    if (kLanguageCodes[i] == code) return static_cast<Language>(i);
  }
  return 0;
}

/// Groups of languages that share a script and are told apart by weights. A group's languages use
/// the lanes of a bucket from 0 on, in the order of `kLanguageCodes`.
struct LanguageGroup {
  Language first;
  std::uint8_t count;
};
inline constexpr LanguageGroup kLatinGroup{language_from_code("en"), 13};
inline constexpr LanguageGroup kCyrillicGroup{language_from_code("ru"), 2};
inline constexpr LanguageGroup kHanGroup{language_from_code("ja"), 2};

struct LanguageWeights {
  std::uint32_t buckets = 0;
  std::vector<std::int8_t> lanes;  ///< 16 of each bucket, one after the other
};

inline constexpr std::size_t kLanguageLanes = 16;
/// Sums of lanes.
using LanguageScores = std::array<std::int16_t, kLanguageLanes>;

/// What one word says about the language of its text.
struct WordSigns {
  Script script = Script::Common;  ///< of its first letter
  std::uint8_t letters = 0;        ///< 255 for more
  std::uint8_t telling = 0;        ///< a bit per row of the letters that settle a language
  bool scored = false;             ///< whether it has scores
};
/// @param word one word of letters (`CharClass::Letter`), folded
/// @param scores what its letters say, where it is scored
WordSigns signs_of_word(std::string_view word, const LanguageWeights& weights,
                        LanguageScores& scores);

/// Adds up what the words and runs of a text say, and decides.
class LanguageVote {
 public:
  void add(const WordSigns& word, const LanguageScores& scores) {
    letters_[static_cast<std::size_t>(word.script)] += word.letters;
    telling_ |= word.telling;
    if (word.scored) (word.script == Script::Cyrillic ? cyrillic_ : latin_).add(scores);
  }
  /// A word or run in letters that need no second look.
  void add(Script script, std::uint32_t letters) {
    letters_[static_cast<std::size_t>(script)] += letters;
  }
  /// A run of a script without spaces.
  void add_run(std::string_view run, CharClass letters);

  /// @param folded the text of which words and runs were added
  Language decide(std::string_view folded, const LanguageWeights& weights) const;

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

  std::uint32_t letters(Script script) const { return letters_[static_cast<std::size_t>(script)]; }

  std::array<std::uint32_t, 32> letters_{};
  Tally latin_, cyrillic_;
  std::uint8_t telling_ = 0;
};

/// Hands a hash per run of three letters and per word to `sink`: what tells the languages of a script
/// with spaces apart. For training and running alike.
/// @param word letters, with apostrophes between, which part it
template <class Sink>
void each_language_feature_of_word(std::string_view word, Sink&& sink) {
  constexpr std::uint32_t kBorder = 1;
  const char* at = word.data();
  const char* end = at + word.size();
  const auto emit = [&](std::uint32_t value) { sink(feature::finish(value)); };
  while (at != end) {
    std::uint32_t before = 0, last = kBorder, hash = feature::kLanguage;
    while (at != end) {
      const std::uint32_t c = next_code_point(at, end);
      if (c == '\'' || c == 0x2019) break;
      if (before != 0) {
        emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), c));
      }
      hash = feature::mix(hash, c);
      before = last;
      last = c;
    }
    emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), kBorder));
    emit(hash);
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
