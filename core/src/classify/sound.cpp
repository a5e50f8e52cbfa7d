#include "classify/sound.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace earshot {
namespace {

constexpr int kConsonantCost = 4, kVowelCost = 1;

bool is_vowel(char sound) { return sound >= 'a' && sound <= 'z'; }

/// Letters of a script, each with its sound. '-' is silent, '*' needs code of its own.
constexpr std::string_view kLatin = "aPKTePK*iSKRMNoPKRSTuPu*iS";           // from a
constexpr std::string_view kCyrillic = "aPPKTeSSiiKRMNoPRSTuP*SSSS-i-eua";  // from а
// Hangul in the order of Unicode: initials, vowels (their main part), finals.
constexpr std::string_view kHangulInitials = "KKNTTRMPPSS-SSSKTP*";
constexpr std::string_view kHangulVowels = "aeaeoeoeoaeeouoeiu-ii";
constexpr std::string_view kHangulFinals = "-KKKNNNTRKMPRTPRMPPTTNTTKTPT";

/// Katakana from ァ: consonant and vowel; small ones mend the vowel before them.
constexpr std::string_view kKatakana =
    "-a-a-i-i-u-u-e-e-o-oKaKaKiKiKuKuKeKeKoKoSaSaSiSiSuSuSeSeSoSoTaTaSiSi-.TuTuTeTeToToNaNiNuNeNo"
    "*aPaPa*iPiPiPuPuPu*ePePe*oPoPoMaMiMuMeMo-a-a-u-u-o-oRaRiRuReRo-a-a-i-e-oN.Pu";
constexpr char32_t kFirstKatakana = 0x30A1, kSmallTsu = 0x30C3, kLongVowel = 0x30FC;

class Speller {
 public:
  explicit Speller(std::string_view word) : word_(word) {}

  std::string spell() {
    while (at_ < word_.size()) {
      const char32_t cp = decode(word_, at_);
      if (!spell_one(cp)) return "";
    }
    drop_silent_ending();
    return std::move(sound_);
  }

 private:
  bool spell_one(char32_t cp) {
    char32_t base = cp, mark;
    while (cp >= 0xC0 && cp < 0x250 && decomposed(base, base, mark)) {
    }
    if (base >= 'a' && base <= 'z') return spell_latin(static_cast<char>(base));
    if (cp >= U'а' && cp <= U'я') return spell_cyrillic(cp);
    if (cp - 0xAC00 < 11172) return spell_hangul(cp - 0xAC00);
    if (cp >= 0x3041 && cp <= 0x3096) return spell_kana(cp + 0x60);
    if ((cp >= kFirstKatakana && cp <= 0x30F6) || cp == kLongVowel) return spell_kana(cp);
    return cp == '_' || cp == '-' || cp == '.' || cp == '\'' || is_digit(cp);
  }

  bool spell_latin(char letter) {
    const char next = at_ < word_.size() ? word_[at_] : '\0';
    const bool soft = next == 'e' || next == 'i' || next == 'y';
    switch (letter) {
      case 'c':
        if (next == 'h') ++at_;
        put(next == 'h' || soft ? 'S' : 'K');
        return true;
      case 'h':
        if (sound_.empty()) put('H');
        return true;
      case 'p':
      case 's':
      case 't':
        if (next == 'h') ++at_;
        put(letter == 'p' ? 'P' : letter == 's' ? 'S' : 'T');
        return true;
      case 'n':
        // ng at the end of a syllable is one sound
        if (next == 'g' && (at_ + 1 == word_.size() || !is_latin_vowel(word_[at_ + 1]))) ++at_;
        put('N');
        return true;
      case 'q':
        if (next == 'u') ++at_;
        put('K');
        return true;
      case 'x':
        if (!sound_.empty()) put('K');
        put('S');
        return true;
      case 'y':
        if (!is_latin_vowel(next)) put('i');
        return true;
      case 'w':
        if (!is_latin_vowel(next)) put('u');
        return true;
      case 'e':
      case 'o':
        if (next == letter) {
          ++at_;
          put(letter == 'e' ? 'i' : 'u');
          return true;
        }
        [[fallthrough]];
      default: put(kLatin[static_cast<std::size_t>(letter - 'a')]); return true;
    }
  }

  static bool is_latin_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
  }

  bool spell_cyrillic(char32_t letter) {
    const auto next = [&] {
      std::size_t ahead = at_;
      return ahead < word_.size() ? decode(word_, ahead) : 0;
    };
    if (letter == U'х') {
      if (sound_.empty()) put('H');
      return true;
    }
    if (letter == U'д' && next() == U'ж') return true;  // дж is one sound, that of ж
    if (letter == U'н' && next() == U'г') {
      const std::size_t before = at_;
      decode(word_, at_);
      constexpr std::u32string_view kVowels = U"аеиоуыэюя";
      if (kVowels.find(next()) != std::u32string_view::npos && at_ < word_.size()) at_ = before;
    }
    put(kCyrillic[letter - U'а']);
    return true;
  }

  bool spell_hangul(char32_t syllable) {
    const char initial = kHangulInitials[syllable / 588];
    if (initial == '*') {
      if (sound_.empty()) put('H');
    } else {
      put(initial);
    }
    put(kHangulVowels[syllable / 28 % 21]);
    put(kHangulFinals[syllable % 28]);
    return true;
  }

  bool spell_kana(char32_t cp) {
    if (cp == kSmallTsu || cp == kLongVowel) return true;
    const std::size_t row = 2 * (cp - kFirstKatakana);
    if (row + 1 >= kKatakana.size()) return true;
    const bool mends = is_small(cp) && !sound_.empty();
    if (mends && helper_at_ == sound_.size()) {
      put(kKatakana[row + 1]);  // フ + ァ: the vowel of フ was left out already
      return true;
    }
    if (mends && is_vowel(sound_.back())) sound_.pop_back();  // テ + ィ
    const char consonant = kKatakana[row];
    if (consonant == '*') {
      if (sound_.empty()) put('H');
    } else {
      put(consonant);
    }
    const char vowel = kKatakana[row + 1];
    // u, and o after t and d, carry a consonant that has no vowel in the original.
    const bool helper =
        consonant != '-' && (vowel == 'u' || (vowel == 'o' && (cp == U'ト' || cp == U'ド')));
    if (helper) {
      helper_at_ = sound_.size();
    } else if (vowel != '.') {
      put(vowel);
    }
    return true;
  }

  static bool is_small(char32_t cp) {
    constexpr std::u32string_view kSmall = U"ァィゥェォャュョヮ";
    return kSmall.find(cp) != std::u32string_view::npos;
  }

  /// The same sound twice in a row is one.
  void put(char sound) {
    if (sound != '-' && (sound_.empty() || sound_.back() != sound || helper_at_ == sound_.size())) {
      sound_ += sound;
    }
  }

  void drop_silent_ending() {
    if (sound_.size() > 4 && word_.ends_with('e') && sound_.back() == 'e') sound_.pop_back();
  }

  std::string_view word_;
  std::size_t at_ = 0;
  std::string sound_;
  std::size_t helper_at_ = ~std::size_t{0};  ///< length of `sound_` when a vowel was left out
};

int cost_of(char sound) {
  if (is_vowel(sound)) return kVowelCost;
  return sound == 'H' ? 1 : kConsonantCost;
}

/// Leaving out `sound[i]`: an r or l that closes a syllable is often not heard.
int drop_cost(std::string_view sound, std::size_t i) {
  const bool closes = i + 1 == sound.size() || !is_vowel(sound[i + 1]);
  return sound[i] == 'R' && i > 0 && closes ? 2 : cost_of(sound[i]);
}

int change_cost(char a, char b) {
  if (a == b) return 0;
  if (is_vowel(a) && is_vowel(b)) return 1;
  if (is_vowel(a) || is_vowel(b)) return 2 * kConsonantCost;
  const auto are = [&](char x, char y) { return (a == x && b == y) || (a == y && b == x); };
  if (are('M', 'N')) return 1;
  if (are('T', 'S') || are('K', 'H')) return 2;
  return kConsonantCost;
}

}  // namespace

std::string sound_of(std::string_view folded) { return Speller(folded).spell(); }

int sound_weight(std::string_view sound) {
  int weight = 0;
  for (const char c : sound) weight += cost_of(c);
  return weight;
}

int sound_distance(std::string_view a, std::string_view b) {
  if (a.size() > kLongestSound || b.size() > kLongestSound) return kUnlike;
  std::array<int, kLongestSound + 1> row{};
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + drop_cost(b, j);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] += drop_cost(a, i);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int both = diagonal + change_cost(a[i], b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({both, row[j + 1] + drop_cost(a, i), row[j] + drop_cost(b, j)});
    }
  }
  return row[b.size()];
}

}  // namespace earshot
