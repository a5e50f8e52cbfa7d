// What the classifiers see of a text: a stream of 32-bit hashes, one per feature.
//
//   spaced scripts     words, pairs of words, pairs of word stems, runs of 4 or 5 letters in a word
//                      with its borders (Hangul: 1 to 4 syllables)
//   unspaced scripts   runs of 1 to 4 characters (Thai, Lao, Myanmar, Khmer: 2 to 5)
//   around a negator   the stems it turns round (negation.h)
//   between them       emotes (emotes.h), punctuation with its repeats (also by script), pictures
//   cues               which groups of phrases there are (lexicon.h), how often, denied, after a "but"
//   one feature each   numbers (also by value if short), length (by script)
//   none               web addresses, @handles, letter case, words that say nothing (`says_something`)
//
// One pass, no allocation, a constant amount of work per byte. What a word says by itself depends on
// nothing around it (`word_features`), so a sink may remember it. The same code serves training and
// running; whatever changes here makes trained weights void, so `kFeatureVersion` goes up.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "classify/char_class.h"
#include "classify/emotes.h"
#include "classify/lexicon.h"
#include "classify/negation.h"

namespace earshot {

inline constexpr std::uint32_t kFeatureVersion = 5;

/// The end of the web address that starts at `text[0]`, or 0 if none starts there.
std::size_t web_address_length(std::string_view text);

/// A cheap look before `web_address_length`.
inline bool may_be_web_address(const char* at, const char* end) {
  if (end - at < 4) return false;
  switch (at[0]) {
    case 'h': return at[1] == 't' && at[2] == 't';
    case 'w': return at[1] == 'w' && at[2] == 'w';
    case 'p': return at[1] == 'i' && at[2] == 'c' && at[3] == '.';
    default: return false;
  }
}

namespace feature {

inline constexpr std::uint32_t kMultiplier = 0x01000193u * 0x2545F491u | 1u;
inline constexpr std::uint32_t kFinish = 0x9E3779B1u;
inline constexpr std::uint64_t kGram = 0xC2B2AE3D27D4EB4Fu;
inline constexpr std::uint64_t kFifth = 0x9FB21C651E98DF25u;
inline constexpr std::uint64_t kSpread = 0xD6E8FEB86659FD93u;

/// Kinds of features, mixed into their hashes to keep them apart.
enum Kind : std::uint32_t {
  kWord = 0xA54FF53A,
  kPair = 0x510E527F,
  kStemPair = 0x9B05688C,
  kEnd = 0x5BE0CD19,
  kNumber = 0xCBBB9D5D,
  kMark = 0x629A292A,
  kMarkPair = 0x9159015A,
  kPicture = 0x152FECD8,
  kEmote = 0x67332667,
  kRun = 0x8EB44A87,
  kText = 0xDB0C2E0D,
  kLanguage = 0x47B5481D,
  kNegated = 0x1F83D9AB,
  kCue = 0x3C6EF372,
  kCueCount = 0xBB67AE85,
  kCueDenied = 0x6A09E667,
  kCueLast = 0x629A2927,
};

constexpr std::uint32_t mix(std::uint32_t hash, std::uint32_t value) {
  return (hash ^ value) * kMultiplier;
}
/// Spreads a hash, so that its high bits choose a bucket evenly.
constexpr std::uint32_t finish(std::uint32_t hash) {
  hash ^= hash >> 15;
  return hash * kFinish;
}

}  // namespace feature

/// 0 to 9: how many words there are, in steps.
constexpr std::uint32_t length_class(std::uint32_t n) {
  return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 14 ? 6 : n < 22 ? 7 : n < 40 ? 8 : 9;
}

/// How much longer than usual a text of so many words is, in steps.
constexpr int steps_beyond_usual(std::uint32_t words) {
  return static_cast<int>(length_class(words)) - static_cast<int>(length_class(7));
}

/// What a walk finds besides features.
struct TextTraits {
  std::uint32_t words = 0;   ///< words; running script counts three characters for one
  std::uint32_t heeded = 0;  ///< of these, the ones that were not passed over
  bool clear_emote = false;  ///< an emote that says enough by itself
  Cues cues = 0;             ///< groups of which a phrase stands in the text
  Cues denied = 0;           ///< judging ones that a negator turns round
  Cues last = 0;             ///< judging ones behind the last "but"
  std::uint32_t marks = 0;   ///< bits: question mark, exclamation mark, address, number, hash sign
};

/// Bits of `TextTraits::marks`.
enum Mark : std::uint32_t { kAsks = 1, kExclaims = 2, kLinks = 4, kCounts = 8, kTags = 16 };

/// The last five characters of a word or run. Four fit in one number, 16 bits each, so that a run of
/// them costs one multiplication.
struct GramWindow {
  std::uint64_t four = 0, fifth = 0;

  void push(std::uint32_t c) {
    fifth = four >> 48;
    four = four << 16 | (c & 0xFFFF);
  }
  /// The character `places` before the last.
  std::uint32_t back(int places) const {
    return static_cast<std::uint32_t>(places == 4 ? fifth : four >> 16 * places & 0xFFFF);
  }
};

/// The runs of Min to Max characters that end at the last one of the window, of `length` so far.
template <int Min, int Max, class Sink>
void grams(Sink& sink, const GramWindow& window, int length) {
  const auto gram = [&](std::uint64_t characters, std::uint64_t size) {
    sink(static_cast<std::uint32_t>((characters + size * feature::kGram) * feature::kSpread >> 32));
  };
  if constexpr (Min <= 1) gram(window.four & 0xFFFF, 1);
  if constexpr (Min <= 2) {
    if (length < 2) return;
    gram(window.four & 0xFFFFFFFF, 2);
  }
  if constexpr (Min <= 3) {
    if (length < 3) return;
    gram(window.four & 0xFFFFFFFFFFFF, 3);
  }
  if constexpr (Max >= 4) {
    if (length < 4) return;
    gram(window.four, 4);
  }
  if constexpr (Max >= 5) {
    if (length < 5) return;
    gram(window.four ^ window.fifth * feature::kFifth, 5);
  }
}

/// How words of a class of letters are cut: runs of `min` to `max` of them, a stem of `stem`.
struct WordShape {
  CharClass letters;
  int min, max, stem;
};
inline constexpr WordShape kLetterWord{CharClass::Letter, 4, 5, 5};
inline constexpr WordShape kHangulWord{CharClass::Hangul, 1, 4, 2};
inline constexpr WordShape kJamoWord{CharClass::Jamo, 2, 3, 2};

/// What the words around a word need to know of it.
struct WordFacts {
  std::uint32_t hash = 0;
  std::uint32_t stem = 0;
  Negation negation = Negation::None;
  Cues cues = 0;  ///< of phrases that begin with it
  bool plain = false;  ///< of letters a-z alone
  bool known = true;   ///< false: it is to be passed over
};

/// The end of the word whose first letter ends at `at`. Apostrophes between letters belong to it.
inline const char* word_end(const char* at, const char* end, CharClass letters) {
  while (at != end) {
    const char* next = at;
    const std::uint32_t c = next_code_point(next, end);
    if (class_of(c) != letters) {
      if ((c != '\'' && c != 0x2019) || next == end) break;  // don't = dont
      if (class_of(next_code_point(next, end)) != letters) break;
    }
    at = next;
  }
  return at;
}

/// Hands on the features that a word has by itself: its runs of letters, then the whole of it.
template <WordShape Shape, class Sink>
WordFacts word_features(const char* at, const char* stop, Sink& to) {
  using feature::mix;
  constexpr std::uint32_t kBorder = 1;
  constexpr int kLongestNegator = 9;
  Sink sink = to;  // a copy, so that the loop runs in registers
  WordFacts facts{feature::kWord, 0, Negation::None, 0};
  std::uint32_t first = 0, second = 0, letters = 0;
  int length = 0;
  GramWindow window{kBorder, 0};
  while (at != stop) {
    const std::uint32_t c = next_code_point(at, stop);
    if (c == '\'' || c == 0x2019) continue;
    if (length > 0 && c == window.back(0) && c == window.back(1)) continue;  // looooong = loong
    window.push(c);
    letters |= c;
    facts.hash = mix(facts.hash, c);
    if (++length <= Shape.stem) facts.stem = facts.hash;
    if (length == 1) first = c;
    if (length == 2) second = c;
    grams<Shape.min, Shape.max>(sink, window, length + 1);
  }
  window.push(kBorder);
  grams<(Shape.min < 2 ? 2 : Shape.min), Shape.max>(sink, window, length + 2);
  sink(feature::finish(facts.hash));
  to = sink;
  facts.plain = letters < 0x80;
  if constexpr (Shape.letters == CharClass::Hangul) {
    facts.negation = hangul_negation(first, second);
    if (facts.negation == Negation::Behind) facts.stem = mix(feature::kWord, first);
  } else if (length <= kLongestNegator) {
    facts.negation = negation_of(facts.hash);
  }
  return facts;
}

/// Whether a word of the letters a-z says anything. One whose features are without weight is a name or
/// a rare word, and what its letters happen to share with others would only be noise: a brand's name
/// must not turn a label.
/// @param features those of `word_features`, the whole word the last
/// @param weighs (std::uint32_t) whether a feature has weight
template <class Weighs>
bool says_something(std::span<const std::uint32_t> features, Weighs&& weighs) {
  constexpr std::size_t kMost = 200, kShare = 70;  // no word of a language is so long; percent
  if (features.size() > kMost || !weighs(features.back())) return false;
  std::size_t weighing = 0;
  for (const std::uint32_t feature : features) weighing += weighs(feature);
  return 100 * weighing >= kShare * features.size();
}

/// Hands each phrase that stands anywhere in a word or run to `visit(Match, const char* begin)`.
template <class Visit>
void each_cue_inside(const Lexicon& lexicon, const char* start, const char* stop, Visit&& visit) {
  if (lexicon.empty() || start == stop) return;
  const char* next = start;
  std::uint32_t first = next_code_point(next, stop);
  for (const char* at = start;;) {
    const char* const second_at = next;
    const std::uint32_t second = next == stop ? 0 : next_code_point(next, stop);
    if (lexicon.may_begin_inside(first, second)) {
      const Lexicon::Match match = lexicon.match(at, stop, true);
      if (match.groups != 0) visit(match, at);
    }
    if (second_at == stop) return;
    at = second_at;
    first = second;
  }
}

/// The groups of the phrases within a word.
/// @param behind where phrases go on that begin with the word and end behind it
inline Cues cues_of_word(const Lexicon& lexicon, const char* start, const char* stop,
                         Lexicon::Node& behind) {
  const Lexicon::Match whole = lexicon.match(start, stop, false);
  behind = whole.behind;
  Cues groups = whole.groups;
  each_cue_inside(lexicon, start, stop,
                  [&](const Lexicon::Match& match, const char*) { groups |= match.groups; });
  return groups;
}

/// Walks over one text and hands each feature's hash to `sink(std::uint32_t)`. Words go to
/// `sink.word<Shape>(start, stop, end)`, which hands on what `word_features` does and returns its facts,
/// or nothing of a word that is to be passed over;
/// runs of unspaced scripts are told to `sink.run(start, stop, letters)` besides, marks, emotes, pictures
/// and numbers to `sink.sign(hash)`, and `sink.lexicon()` has the cues. The sink is kept by value: a small type that can be copied and
/// assigned.
template <class Sink>
class FeatureWalk {
 public:
  FeatureWalk(std::string_view folded, const Sink& sink)
      : at_(folded.data()), end_(folded.data() + folded.size()), sink_(sink) {}

  void run() {
    while (at_ != end_) {
      const char* start = at_;
      const std::uint32_t c = next_code_point(at_, end_);
      switch (class_of(c)) {
        case CharClass::Space:
          if (c == '\n') end_sentence();
          break;
        case CharClass::Punctuation: punctuation(start, c); break;
        case CharClass::Digit: number(start, c); break;
        case CharClass::Picture: picture(c); break;
        case CharClass::Modifier: break;
        case CharClass::Letter:
          if (c < 0x80 && (address(start) || letter_emoticon(start))) break;
          word<kLetterWord>(start, c < 0x250 ? kLatin : c >> 8);
          break;
        case CharClass::Hangul: word<kHangulWord>(start, kHangul); break;
        case CharClass::Jamo: word<kJamoWord>(start, kHangul); break;
        case CharClass::Running:
          script_ = c >> 8;
          running<2, 5, CharClass::Running>(start, c);
          break;
        case CharClass::Kanji:
          script_ = kKana;
          running<1, 4, CharClass::Kanji>(start, c);
          break;
      }
    }
    end_sentence();
    emit_cues();
    if (open_brackets_ > 0) emit_bracket(100 + static_cast<std::uint32_t>(std::min(open_brackets_, 3)));
    emit_in_script(feature::kText, 16 + length_class(traits_.heeded));
  }

  const TextTraits& traits() const { return traits_; }
  const Sink& sink() const { return sink_; }

 private:
  static constexpr std::uint32_t kSentence = 0x7F4A7C15;
  /// Scripts, by the first byte of a block of two that they have in Unicode; Han stands with kana.
  static constexpr std::uint32_t kLatin = 0x00, kCyrillic = 0x04, kKana = 0x30, kHangul = 0xAC;

  void emit(std::uint32_t kind, std::uint32_t value) {
    sink_(feature::finish(feature::mix(kind, value)));
  }

  /// As `emit`, of what stands between words as one might.
  void emit_sign(std::uint32_t kind, std::uint32_t value) {
    emit(kind, value);
    sink_.sign(feature::finish(feature::mix(kind, value)));
  }

  /// Of what says something else in each script, and as one feature among those of all words would
  /// hardly be heard: counts several times. @return its hash
  std::uint32_t emit_in_script(std::uint32_t kind, std::uint32_t value) {
    constexpr int kTimes = 3;
    const std::uint32_t hash = feature::finish(feature::mix(kind, feature::mix(value, script_)));
    for (int i = 0; i < kTimes; ++i) sink_(hash);
    return hash;
  }

  /// A bracket without its other half, a smile or a frown among Cyrillic letters: one mark that says as
  /// much as a word of many features, and so counts several times.
  void emit_bracket(std::uint32_t value) {
    constexpr int kTimes = 4;
    emit_sign(feature::kEmote, value + (script_ == kCyrillic ? 1000 : 0));
    for (int i = 1; i < kTimes; ++i) emit(feature::kEmote, value + (script_ == kCyrillic ? 1000 : 0));
  }

  /// Takes note of phrases that begin here.
  void heed(Cues groups) {
    if (groups & cue(Cue::Contrast)) traits_.last = 0;
    traits_.cues |= groups;
    const Cues judging = groups & kJudgingCues;
    if (judging == 0) return;
    traits_.last |= judging;
    if (negated_ > 0) traits_.denied |= judging;
    positive_ += (judging & cue(Cue::Positive)) != 0;
    negative_ += (judging & cue(Cue::Negative)) != 0;
  }

  void emit_cues() {
    const auto each = [&](std::uint32_t kind, Cues groups) {
      for (; groups != 0; groups &= groups - 1)
        emit(kind, static_cast<std::uint32_t>(std::countr_zero(groups)));
    };
    each(feature::kCue, traits_.cues);
    each(feature::kCueDenied, traits_.denied);
    if (traits_.cues & cue(Cue::Contrast)) each(feature::kCueLast, traits_.last);
    if (positive_ + negative_ > 0) {
      emit(feature::kCueCount, std::min(positive_, 3u) * 4 + std::min(negative_, 3u));
    }
  }

  std::string_view rest_from(const char* start) const {
    return {start, static_cast<std::size_t>(end_ - start)};
  }

  bool address(const char* start) {
    if (!may_be_web_address(start, end_)) return false;
    const std::size_t length = web_address_length(rest_from(start));
    if (length == 0) return false;
    at_ = start + length;
    traits_.marks |= kLinks;
    return true;
  }

  template <WordShape Shape>
  void word(const char* start, std::uint32_t script) {
    using feature::mix;
    at_ = word_end(at_, end_, Shape.letters);
    const WordFacts facts = sink_.template word<Shape>(start, at_, end_);
    ++traits_.words;
    if (!facts.known) return;
    ++traits_.heeded;
    script_ = script;
    emit(mix(feature::kPair, word_), facts.hash);
    emit(mix(feature::kStemPair, stem_), facts.stem);
    if (facts.cues != 0) heed(facts.cues);
    if (negated_ > 0) {
      emit(feature::kNegated, facts.stem);
      --negated_;
    }
    if (facts.negation == Negation::Ahead) {
      negated_ = kNegationReach;
    } else if (facts.negation == Negation::Behind) {
      emit(feature::kNegated, stem_);
      emit(feature::kNegated, stem_before_);
      traits_.denied |= cues_before_;
    }
    cues_before_ = facts.cues & kJudgingCues;
    word_ = facts.hash;
    stem_before_ = stem_;
    stem_ = facts.stem;
    last_mark_ = 0;
  }

  template <int Min, int Max, CharClass Class>
  void running(const char* start, std::uint32_t c) {
    int length = 0;
    GramWindow window;
    Sink sink = sink_;
    const char* at = at_;
    for (;;) {
      if (c != window.back(0) || c != window.back(1)) {
        window.push(c);
        ++length;
        grams<Min, Max>(sink, window, length);
        if constexpr (Class == CharClass::Kanji) japanese_negation(sink, window, c, length);
      }
      if (at == end_) break;
      const char* next = at;
      c = next_code_point(next, end_);
      if (class_of(c) != Class) break;
      at = next;
    }
    at_ = at;
    sink_ = sink;
    sink_.run(start, at, Class);
    each_cue_inside(sink_.lexicon(), start, at,
                    [&](const Lexicon::Match& match, const char*) { heed(match.groups); });
    window_ = window;
    traits_.words += static_cast<std::uint32_t>(length + 2) / 3;
    traits_.heeded += static_cast<std::uint32_t>(length + 2) / 3;
    unspaced_tail_ = std::min(length, 3);
    word_ = stem_ = 0;
    last_mark_ = 0;
  }

  /// ない, なか(った), ませ(ん), じゃな(い): what stands before them is turned round, and so is the
  /// last thing that was named.
  void japanese_negation(Sink& sink, const GramWindow& window, std::uint32_t c, int length) {
    using feature::finish;
    using feature::mix;
    const std::uint32_t last = window.back(1);
    if (c >= 0x4E00 || (c >= 0x30A1 && c <= 0x30FA)) {
      named_ = length > 1 && last == named_last_ ? mix(named_last_, c) : c;
      named_last_ = c;
      return;
    }
    const bool denies = (last == U'な' && (c == U'い' || c == U'か' || c == U'く' || c == U'し')) ||
                        (last == U'せ' && c == U'ん') || (last == U'ね' && c == U'え');
    if (!denies || length < 3) return;
    std::uint32_t hash = mix(feature::kNegated, window.back(2));
    sink(finish(hash));
    if (length < 4) return;
    hash = mix(hash, window.back(3));
    sink(finish(hash));
    if (length >= 5) sink(finish(mix(hash, window.back(4))));
    if (named_ != 0) sink(finish(mix(mix(feature::kNegated, 1), named_)));
  }

  void end_sentence() {
    if (unspaced_tail_ > 1) {
      std::uint32_t hash = feature::kEnd;
      for (int i = 0; i < unspaced_tail_; ++i) {
        hash = feature::mix(hash, window_.back(i));
        if (i > 0) sink_(feature::finish(hash));
      }
    } else if (word_ != kSentence && word_ != 0) {
      emit(feature::kEnd, word_);
    }
    unspaced_tail_ = 0;
    word_ = stem_ = stem_before_ = kSentence;
    negated_ = 0;
    named_ = named_last_ = 0;
  }

  void number(const char* start, std::uint32_t c) {
    if (emoticon(start)) return;
    std::uint32_t hash = feature::mix(feature::kNumber, c);
    int digits = 1;
    while (at_ != end_) {
      const char* next = at_;
      c = next_code_point(next, end_);
      if (c == '.' || c == ',' || c == ':') {
        if (next == end_) break;
        c = next_code_point(next, end_);
      }
      if (class_of(c) != CharClass::Digit) break;
      hash = feature::mix(hash, c);
      ++digits;
      at_ = next;
    }
    if (digits > 3) hash = feature::kNumber;
    traits_.marks |= kCounts;
    emit_sign(feature::kText, 2);
    sink_(feature::finish(hash));
    emit(feature::mix(feature::kPair, word_), hash);
    word_ = hash;
    stem_before_ = stem_;
    stem_ = feature::kNumber;
    last_mark_ = 0;
  }

  void picture(std::uint32_t c) {
    const Emote emote = emoji_emote(c);
    if (c != last_picture_) emit_sign(feature::kPicture, c);
    if (emote != Emote::None) {
      emit_sign(feature::kEmote, static_cast<std::uint32_t>(emote));
      traits_.clear_emote |= is_clear(emote);
    }
    last_picture_ = c;
  }

  /// t_t, o_o: one letter with a mark behind it.
  bool letter_emoticon(const char* start) {
    if (at_ == end_ || kAsciiClass[*at_ & 0x7F] != CharClass::Punctuation) return false;
    return emoticon(start);
  }

  bool emoticon(const char* start) {
    if (!begins_emoticon(static_cast<unsigned char>(*start))) return false;
    const EmoticonMatch match = match_emoticon(rest_from(start));
    if (match.length == 0) return false;
    at_ = start + match.length;
    emit_sign(feature::kEmote, static_cast<std::uint32_t>(match.emote));
    traits_.clear_emote |= is_clear(match.emote);
    emit(feature::kEmote, 32 + static_cast<std::uint32_t>(match.emote));
    while (at_ != end_ && (*at_ == at_[-1])) ++at_;  // :))) and :((((
    return true;
  }

  void punctuation(const char* start, std::uint32_t c) {
    if (c == '@' && handle()) return;
    if (emoticon(start)) return;
    std::uint32_t count = 1;
    while (at_ != end_) {
      const char* next = at_;
      if (next_code_point(next, end_) != c) break;
      at_ = next;
      ++count;
    }
    if (c == '(') {
      open_brackets_ += static_cast<int>(std::min(count, 3u));
    } else if (c == ')') {
      // Closing brackets that nothing opened are a smile, most of all in Russian.
      const int closed = static_cast<int>(std::min(count, 8u));
      if (closed > open_brackets_) {
        emit_bracket(200 + static_cast<std::uint32_t>(std::min(closed - open_brackets_, 3)));
      }
      open_brackets_ = std::max(0, open_brackets_ - closed);
    }
    negated_ = 0;
    if (c == '?' || c == 0x061F) traits_.marks |= kAsks;
    if (c == '!') traits_.marks |= kExclaims;
    if (c == '#') traits_.marks |= kTags;
    const std::uint32_t mark = feature::mix(c, std::min(count, 3u));
    emit(feature::kMark, mark);
    sink_.sign(emit_in_script(feature::kMark, mark));
    if (last_mark_ != 0) emit(feature::mix(feature::kMarkPair, last_mark_), mark);
    last_mark_ = mark;
    switch (c) {
      case '.':
      case '!':
      case '?':
      case 0x2026:  // …
      case 0x3002:  // 。
      case 0x0964:  // danda
      case 0x061F:  // Arabic question mark
        end_sentence();
    }
  }

  bool handle() {
    const char* p = at_;
    while (p != end_ && static_cast<unsigned char>(*p) < 0x80) {
      const CharClass kind = kAsciiClass[static_cast<unsigned char>(*p)];
      if (kind != CharClass::Letter && kind != CharClass::Digit && *p != '_') break;
      ++p;
    }
    if (p == at_) return false;
    at_ = p;
    return true;
  }

  const char* at_;
  const char* end_;
  Sink sink_;
  GramWindow window_;                   ///< of the last run of a running script
  std::uint32_t word_ = kSentence;  ///< hash of the word before, 0 after running script
  std::uint32_t stem_ = kSentence;
  TextTraits traits_;
  std::uint32_t stem_before_ = kSentence;
  std::uint32_t named_ = 0, named_last_ = 0;  ///< Han or katakana: the last run's ending
  std::uint32_t last_mark_ = 0;
  std::uint32_t last_picture_ = 0;
  int unspaced_tail_ = 0;
  int negated_ = 0;  ///< words that the last negator still reaches
  int open_brackets_ = 0;
  std::uint32_t script_ = kLatin;  ///< of the last word or run that was not passed over
  Cues cues_before_ = 0;  ///< judging ones of the word before
  std::uint32_t positive_ = 0, negative_ = 0;  ///< cues counted
};

/// Hands the hash of every feature of a text to `sink(std::uint32_t)`, in a fixed order.
/// @param folded after `fold`
/// @param sink small, copied and assigned while it is fed
template <class Sink>
TextTraits each_feature(std::string_view folded, Sink& sink) {
  FeatureWalk<Sink> walk(folded, sink);
  walk.run();
  sink = walk.sink();
  return walk.traits();
}

/// A sink that keeps the hashes.
struct FeatureList {
  std::vector<std::uint32_t>* hashes;
  const Lexicon* cues;

  const Lexicon& lexicon() const { return *cues; }
  void operator()(std::uint32_t hash) { hashes->push_back(hash); }
  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    WordFacts facts = word_features<Shape>(start, stop, *this);
    Lexicon::Node behind = 0;
    facts.cues = cues_of_word(*cues, start, stop, behind);
    if (behind != 0) facts.cues |= cues->match_behind(stop, end, behind).groups;
    return facts;
  }
  void run(const char*, const char*, CharClass) {}
  void sign(std::uint32_t) {}
};

/// What a text's sum of weights is multiplied by: long texts have more to sum, but are not that
/// much surer. n^(-1/4), for n features.
inline double length_scale(std::uint32_t features) {
  return 1.0 / std::sqrt(std::sqrt(static_cast<double>(std::max(features, 1u))));
}

}  // namespace earshot
