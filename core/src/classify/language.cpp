#include "classify/language.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "classify/model_file.h"

namespace earshot {
namespace {

/// A letter of a running or syllabic script says as much as several Latin ones, and in a mixed post
/// it is the foreign names that are Latin.
constexpr std::uint32_t kLatinWeight = 1, kOtherWeight = 3, kSyllableWeight = 8;

/// Words looked up before the rest of a long text is taken to be in the same language.
constexpr int kMaxWords = 60;
/// As many as 16 bits can add up.
constexpr std::uint32_t kMaxFeatures = 250;
static_assert(kMaxFeatures * 128 + 256 < 0x8000);
/// Words that say nothing, names above all, are more often found in English than elsewhere.
constexpr std::int16_t kEnglishLead = 40;
/// A lead that a weight of one word cannot turn ends the search, asked every so many words.
constexpr int kEnoughWords = 4;
constexpr std::int32_t kClearLead = 250;

struct ScriptLanguage {
  Script script;
  std::string_view code;
};

// Scripts that belong to one language here. Latin, Cyrillic, Arabic, Han and kana are decided
// below.
constexpr ScriptLanguage kScriptLanguages[] = {
    {Script::Hangul, "ko"},   {Script::Thai, "th"},     {Script::Devanagari, "hi"},
    {Script::Greek, "el"},    {Script::Hebrew, "he"},   {Script::Armenian, "hy"},
    {Script::Georgian, "ka"}, {Script::Ethiopic, "am"}, {Script::Bengali, "bn"},
    {Script::Gurmukhi, "pa"}, {Script::Gujarati, "gu"}, {Script::Tamil, "ta"},
    {Script::Telugu, "te"},   {Script::Kannada, "kn"},  {Script::Malayalam, "ml"},
    {Script::Sinhala, "si"},  {Script::Lao, "lo"},      {Script::Myanmar, "my"},
    {Script::Khmer, "km"},    {Script::Tibetan, "bo"},  {Script::Bopomofo, "zh"},
};

struct LetterLanguage {
  std::u32string_view letters;
  std::string_view code;
};

// Letters (folded) that settle a language within its script; the first row with a hit wins.
constexpr LetterLanguage kCyrillicLetters[] = {
    {U"ұқғәһ", "kk"}, {U"ў", "be"}, {U"їєґ", "uk"}, {U"ыэъ", "ru"}, {U"і", "uk"}};
constexpr LetterLanguage kArabicLetters[] = {{U"ٹڈڑےںہھ", "ur"}, {U"پچژگیک", "fa"}};
// Han that only one of the two writes: particles and forms of Chinese, simplified or not, against
// forms that Japan alone has.
constexpr std::u32string_view kChineseHan =
    U"们這这個个嗎吗對对还讓让吧呢啊你您她它咱哪麼么說说话问嘛啦喔欸为什會给买賣卖东车门开關关电时"
    U"间錢钱"
    U"现无覺觉过进來樣样吃很跟找后";
constexpr std::u32string_view kJapaneseHan =
    U"円駅気込働峠畑匂咲枠辻発売楽戻図広応対帰変価黒歩毎験剣検巻関経済斉拝読続総沢浜桜仏両児満"
    U"実覚様悪営栄絵縁横穏仮渋渉焼畳浄蔵臓徳拡亜壱";

/// Row of each letter in a block of 512 code points, counted from 1; 0 for letters of no row.
struct LetterRows {
  std::uint32_t block;
  std::array<std::uint8_t, 512> row{};

  template <class Rows>
  constexpr LetterRows(std::uint32_t first, const Rows& rows) : block(first) {
    std::uint8_t number = 0;
    for (const auto& r : rows) {
      ++number;
      for (const char32_t c : r.letters) row[c - first] = number;
    }
  }
};
constexpr LetterRows kCyrillicRows(0x400, kCyrillicLetters);
constexpr LetterRows kArabicRows(0x600, kArabicLetters);

class Lanes {
 public:
  explicit Lanes(const LanguageWeights& weights) : weights_(weights) {}

  void lead(std::int16_t amount_of_first) { low_[0] += amount_of_first; }

  void add(std::uint32_t hash) {
    if (++count_ > kMaxFeatures) return;
    const std::uint64_t bucket = std::uint64_t{hash} * weights_.buckets >> 32;
    Weights low, high;
    const std::int8_t* lane = weights_.lanes.data() + bucket * model_file::kLanes;
    std::memcpy(&low, lane, sizeof low);
    std::memcpy(&high, lane + sizeof low, sizeof high);
    low_ += __builtin_convertvector(low, Sums);
    high_ += __builtin_convertvector(high, Sums);
  }

  Language best(LanguageGroup group) const {
    const auto sums = all();
    const auto top = std::max_element(sums.begin(), sums.begin() + group.count);
    return static_cast<Language>(group.first + (top - sums.begin()));
  }

  bool clear(LanguageGroup group) const {
    if (count_ >= kMaxFeatures) return true;
    const auto sums = all();
    std::int32_t first = sums[0], second = -0x8000;
    for (std::size_t i = 1; i < std::min<std::size_t>(group.count, sums.size()); ++i) {
      if (sums[i] > first) {
        second = first;
        first = sums[i];
      } else {
        second = std::max<std::int32_t>(second, sums[i]);
      }
    }
    return first - second > kClearLead;
  }

 private:
  // Half of the lanes each, so that both halves stay in registers.
  using Weights = std::int8_t __attribute__((vector_size(8)));
  using Sums = std::int16_t __attribute__((vector_size(16)));
  static_assert(sizeof(Weights) * 2 == model_file::kLanes);

  std::array<std::int16_t, model_file::kLanes> all() const {
    return std::bit_cast<std::array<std::int16_t, model_file::kLanes>>(std::array{low_, high_});
  }

  const LanguageWeights& weights_;
  std::uint32_t count_ = 0;
  Sums low_ = {}, high_ = {};
};

class Detector {
 public:
  Detector(std::string_view folded, const LanguageWeights& weights)
      : begin_(folded.data()), end_(begin_ + folded.size()), weights_(weights) {}

  Language run() {
    count();
    // In a fixed order, so that ties are settled the same way everywhere.
    std::size_t best = 0;
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const auto script = static_cast<Script>(i);
      if (script == Script::Common || script == Script::Han || script == Script::Hiragana ||
          script == Script::Katakana || script == Script::Other)
        continue;
      const std::uint32_t weight = script == Script::Latin    ? kLatinWeight
                                   : script == Script::Hangul ? kSyllableWeight
                                                              : kOtherWeight;
      if (counts_[i] * weight > most) {
        most = counts_[i] * weight;
        best = i;
      }
    }
    const std::uint32_t kana = letters(Script::Hiragana) + letters(Script::Katakana);
    const std::uint32_t han = letters(Script::Han);
    if ((kana + han) * kSyllableWeight > most) return japanese_or_chinese(kana, han);
    if (most == 0) return 0;
    switch (static_cast<Script>(best)) {
      case Script::Latin: return by_words(kLatinGroup, Script::Latin);
      case Script::Cyrillic: return cyrillic();
      case Script::Arabic: return arabic();
      default:
        for (const ScriptLanguage& row : kScriptLanguages) {
          if (row.script == static_cast<Script>(best)) return language_from_code(row.code);
        }
        return 0;
    }
  }

 private:
  std::uint32_t& letters(Script script) { return counts_[static_cast<std::size_t>(script)]; }

  /// Moves `at` behind a web address or @handle that starts there.
  bool skip_address(const char*& at) const {
    const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
    if (rest[0] == '@') {
      std::size_t length = 1;
      while (length < rest.size() &&
             (class_of_ascii(static_cast<unsigned char>(rest[length])) == CharClass::Letter ||
              class_of_ascii(static_cast<unsigned char>(rest[length])) == CharClass::Digit ||
              rest[length] == '_')) {
        ++length;
      }
      at += length;
      return true;
    }
    if (!may_be_web_address(at, end_)) return false;
    const std::size_t length = web_address_length(rest);
    at += length;
    return length > 0;
  }

  void count() {
    const auto is_ascii_letter = [](char c) {
      return static_cast<unsigned char>(c) < 0x80 &&
             kAsciiClass[static_cast<unsigned char>(c)] == CharClass::Letter;
    };
    // Of most letters outside Latin the first byte tells the script; counted in registers.
    std::uint32_t latin = 0, hangul = 0, han = 0;
    for (const char* at = begin_; at != end_;) {
      const auto byte = static_cast<unsigned char>(*at);
      if (byte >= 0x80) {
        const bool of_hangul = byte == 0xEB || byte == 0xEC;  // U+B000 to U+CFFF
        const bool of_han = byte >= 0xE5 && byte <= 0xE8;     // U+5000 to U+8FFF
        if ((of_hangul || of_han) && end_ - at >= 3) {
          ++(of_hangul ? hangul : han);
          at += 3;
          continue;
        }
        const std::uint32_t c = next_code_point(at, end_);
        if (c >= 0xAC00 && c <= 0xD7A3) {
          ++hangul;
        } else if (c >= 0x4E00 && c <= 0x9FFF) {
          ++han;
        } else if (c >= 0x410 && c <= 0x44F) {
          ++letters(Script::Cyrillic);
        } else if (c >= 0x3041 && c <= 0x3096) {
          ++letters(Script::Hiragana);
        } else if (c >= 0x30A1 && c <= 0x30FA) {
          ++letters(Script::Katakana);
        } else if (const Properties p = properties_of(c); p.category == Category::Letter) {
          ++letters(p.script);
        }
      } else if (is_ascii_letter(*at)) {
        if (may_be_web_address(at, end_) && skip_address(at)) continue;
        const char* start = at;
        while (at != end_ && is_ascii_letter(*at)) ++at;
        latin += static_cast<std::uint32_t>(at - start);
      } else if (byte == '@') {
        skip_address(at);
      } else {
        ++at;
      }
    }
    letters(Script::Latin) += latin;
    letters(Script::Hangul) += hangul;
    letters(Script::Han) += han;
  }

  Language japanese_or_chinese(std::uint32_t kana, std::uint32_t han) const {
    // A lone kana, mostly の, is a fashion in Chinese names: the Han around it decide.
    if (kana > 1 || (kana == 1 && han < 6)) return language_from_code("ja");
    Lanes lanes(weights_);
    int chinese = 0, japanese = static_cast<int>(kana), seen = 0;
    for (const char* at = begin_; at != end_ && seen < 4 * kMaxWords;) {
      const char* start = at;
      const std::uint32_t c = next_code_point(at, end_);
      if (class_of(c) != CharClass::Kanji) continue;
      at = each_language_feature(start, end_, CharClass::Kanji,
                                 [&](std::uint32_t hash) { lanes.add(hash); });
      for (const char* p = start; p != at; ++seen) {
        const auto letter = static_cast<char32_t>(next_code_point(p, at));
        chinese += kChineseHan.find(letter) != std::u32string_view::npos;
        japanese += kJapaneseHan.find(letter) != std::u32string_view::npos;
      }
    }
    if (chinese != japanese) return language_from_code(chinese > japanese ? "zh" : "ja");
    return lanes.best(kHanGroup);
  }

  Language by_words(LanguageGroup group, Script script) const {
    Lanes lanes(weights_);
    if (script == Script::Latin) lanes.lead(kEnglishLead);
    int words = 0;
    for (const char* at = begin_; at != end_ && words < kMaxWords;) {
      if ((*at == '@' || may_be_web_address(at, end_)) && skip_address(at)) continue;
      const char* start = at;
      const std::uint32_t c = next_code_point(at, end_);
      if (class_of(c) != CharClass::Letter) continue;
      const bool ours = c < 0x80 ? script == Script::Latin : script_of(c) == script;
      at = each_language_feature(start, end_, CharClass::Letter, [&](std::uint32_t hash) {
        if (ours) lanes.add(hash);
      });
      words += ours;
      if (words % kEnoughWords == 0 && lanes.clear(group)) break;
    }
    return lanes.best(group);
  }

  /// The language of the first row of which the text has a letter; 0 if none.
  template <class Rows>
  Language by_letters(const Rows& rows, const LetterRows& table) const {
    std::array<bool, 16> hit{};
    int seen = 0;
    for (const char* at = begin_; at != end_ && seen < 16 * kMaxWords; ++seen) {
      const std::uint32_t c = next_code_point(at, end_);
      if (c - table.block < table.row.size()) hit[table.row[c - table.block]] = true;
    }
    std::size_t number = 0;
    for (const auto& row : rows) {
      if (hit[++number]) return language_from_code(row.code);
    }
    return 0;
  }

  Language cyrillic() const {
    const Language language = by_letters(kCyrillicLetters, kCyrillicRows);
    return language != 0 ? language : by_words(kCyrillicGroup, Script::Cyrillic);
  }

  Language arabic() const {
    const Language language = by_letters(kArabicLetters, kArabicRows);
    return language != 0 ? language : language_from_code("ar");
  }

  const char* begin_;
  const char* end_;
  const LanguageWeights& weights_;
  std::array<std::uint32_t, 32> counts_{};
};

}  // namespace

std::string_view language_code(Language language) {
  return kLanguageCodes[language < kLanguageCount ? language : 0];
}

Language detect_language(std::string_view folded, const LanguageWeights& weights) {
  return Detector(folded, weights).run();
}

}  // namespace earshot
