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

Language detect_language(std::string_view folded, const LanguageWeights& weights);

/// Splits a text into words of one letter class and hands on what tells languages apart: a hash per
/// word and per run of three letters. For training and running alike.
/// @param at within the text, @return behind the word
template <class Sink>
const char* each_language_feature(const char* at, const char* end, CharClass kind, Sink&& sink) {
  constexpr std::uint32_t kBorder = 1;
  std::uint32_t before = 0, last = kBorder, hash = feature::kLanguage;
  const auto emit = [&](std::uint32_t value) { sink(feature::finish(value)); };
  const bool words = kind == CharClass::Letter;
  while (at != end) {
    const char* next = at;
    const std::uint32_t c = next_code_point(next, end);
    if (class_of(c) != kind) break;
    at = next;
    if (words) {
      if (before != 0) {
        emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), c));
      }
      hash = feature::mix(hash, c);
    } else {
      emit(feature::mix(feature::kLanguage, c));
      emit(feature::mix(feature::mix(feature::kLanguage, last), c));
    }
    before = last;
    last = c;
  }
  if (words) {
    emit(feature::mix(feature::mix(feature::mix(feature::kLanguage, before), last), kBorder));
    emit(hash);
  }
  return at;
}

}  // namespace earshot
