#include "classify/language.h"

#include <algorithm>

namespace earshot {
namespace {

/// A letter of a running or syllabic script says as much as several Latin ones, and in a mixed post
/// it is the foreign names that are Latin.
constexpr std::uint32_t kLatinWeight = 1, kOtherWeight = 3, kSyllableWeight = 8;

/// Characters of Han looked up before the rest of a long text is taken to be in the same language.
constexpr int kMaxHan = 240;
/// Features of one word that are looked up: as many as 16 bits can add up.
constexpr int kMaxFeatures = 250;
static_assert(kMaxFeatures * 128 < 0x8000);
/// Words that say nothing, names above all, are more often found in the language that most write in:
/// English, Russian, the first of their groups. A larger lead takes Bulgarian from itself.
constexpr std::int32_t kEnglishLead = 24, kRussianLead = 18;
/// Of two languages, the lesser is at least a quarter of the text, and as long as a short sentence. Lengths
/// are in half Latin letters.
constexpr std::uint32_t kLesserPart = 4, kShortSentence = 24;
/// What words of a sentence in the Latin script weigh for its language, and what words of no language, names
/// mostly, do not.
constexpr std::int32_t kSentenceWord = 20, kNameWord = 13;
/// A lead that a weight of one word cannot turn.
constexpr std::int32_t kClearLead = 130;

struct ScriptLanguage {
  Script script;
  Language language;
  consteval ScriptLanguage(Script s, std::string_view code)
      : script(s), language(language_from_code(code)) {}
};

constexpr Language kJapanese = language_from_code("ja"), kChinese = language_from_code("zh");

// Scripts that belong to one language here.

constexpr ScriptLanguage kScriptLanguages[] = {
    {Script::Hangul, "ko"},   {Script::Thai, "th"},     {Script::Greek, "el"},
    {Script::Hebrew, "he"},   {Script::Armenian, "hy"}, {Script::Georgian, "ka"},
    {Script::Ethiopic, "am"}, {Script::Bengali, "bn"},  {Script::Gurmukhi, "pa"},
    {Script::Gujarati, "gu"}, {Script::Tamil, "ta"},    {Script::Telugu, "te"},
    {Script::Kannada, "kn"},  {Script::Malayalam, "ml"}, {Script::Sinhala, "si"},
    {Script::Lao, "lo"},      {Script::Myanmar, "my"},  {Script::Khmer, "km"},
    {Script::Tibetan, "bo"},  {Script::Bopomofo, "zh"},
};

// Han that only one of the two writes: particles and forms of Chinese, simplified or not, against
// forms that Japan alone has.
constexpr std::u32string_view kChineseHan =
    U"们這这個个嗎吗對对还讓让吧呢啊你您她它咱哪麼么說说话问嘛啦喔欸为什會给买賣卖东车门开關关电时"
    U"间錢钱"
    U"现无覺觉过进來樣样吃很跟找后";
constexpr std::u32string_view kJapaneseHan =
    U"円駅気込働峠畑匂咲枠辻発売楽戻図広応対帰変価黒歩毎験剣検巻関経済斉拝読続総沢浜桜仏両児満"
    U"実覚様悪営栄絵縁横穏仮渋渉焼畳浄蔵臓徳拡亜壱";

template <class Scores>
Language best_of(const LanguageGroup& group, const Scores& scores) {
  const auto top = std::max_element(scores.begin(), scores.begin() + group.count);
  return group.languages[static_cast<std::size_t>(top - scores.begin())];
}

Language japanese_or_chinese(std::string_view folded, std::uint32_t kana, std::uint32_t han,
                             const LanguageWeights& weights) {
  // A lone kana, mostly の, is a fashion in Chinese names: the Han around it decide.
  if (kana > 1 || (kana == 1 && han < 6)) return kJapanese;
  std::array<std::int32_t, kLanguageLanes> scores{};
  int chinese = 0, japanese = static_cast<int>(kana), seen = 0;
  const char* end = folded.data() + folded.size();
  for (const char* at = folded.data(); at != end && seen < kMaxHan;) {
    const char* start = at;
    if (class_of(next_code_point(at, end)) != CharClass::Kanji) continue;
    for (const char* next = at; next != end && seen < kMaxHan; at = next, ++seen) {
      if (class_of(next_code_point(next, end)) != CharClass::Kanji) break;
    }
    const std::string_view run(start, static_cast<std::size_t>(at - start));
    each_language_feature_of_run(run, [&](std::uint32_t hash) {
      const std::int8_t* lanes = weights.others.row_of(hash);
      if (lanes == nullptr) return;
      for (std::size_t i = 0; i < kLanguageGroups[kScoredGroups].count; ++i) scores[i] += lanes[i];
    });
    for (const char* p = start; p != at;) {
      const auto letter = static_cast<char32_t>(next_code_point(p, at));
      chinese += kChineseHan.find(letter) != std::u32string_view::npos;
      japanese += kJapaneseHan.find(letter) != std::u32string_view::npos;
    }
  }
  if (chinese != japanese) return chinese > japanese ? kChinese : kJapanese;
  return best_of(kLanguageGroups[kScoredGroups], scores);
}

}  // namespace

WordSigns signs_of_word(std::string_view word, const LanguageWeights& weights,
                        LanguageScores& scores) {
  WordSigns signs;
  scores = {};
  const char* end = word.data() + word.size();
  std::uint32_t letters = 0;
  for (const char* at = word.data(); at != end;) {
    const std::uint32_t c = next_code_point(at, end);
    if (letters == 0) signs.script = script_of(c);
    letters += c != '\'' && c != 0x2019;
  }
  signs.letters = static_cast<std::uint8_t>(std::min(letters, 255u));
  signs.group = static_cast<std::uint8_t>(std::min(group_of(signs.script), kScoredGroups));
  if (signs.group == kScoredGroups) return signs;
  int count = 0;
  const LanguageRows& rows = weights.of(signs.script);
  each_language_feature_of_word(word, [&](std::uint32_t hash) {
    const std::int8_t* lanes = rows.row_of(hash);
    if (lanes == nullptr || ++count > kMaxFeatures) return;
    const auto add = [&](std::size_t lanes_of_row) {
      for (std::size_t i = 0; i < lanes_of_row; ++i) scores[i] += lanes[i];
    };
    signs.script == Script::Latin ? add(kLanguageLanes) : add(kFewLanguageLanes);
  });
  return signs;
}

bool LanguageVote::Tally::is_clear() const {
  const std::int32_t near = std::ranges::max(sums) - kClearLead;
  return std::ranges::count_if(sums, [near](std::int32_t sum) { return sum >= near; }) == 1;
}

void LanguageVote::add_run(std::string_view run, CharClass letters) {
  const char* end = run.data() + run.size();
  const char* at = run.data();
  if (letters != CharClass::Kanji) {
    add(script_of(next_code_point(at, end)), static_cast<std::uint32_t>(run.size() / 3));
    return;
  }
  std::uint32_t han = 0, hiragana = 0, katakana = 0;
  while (end - at >= 3) {
    const auto first = static_cast<unsigned char>(at[0]), second = static_cast<unsigned char>(at[1]);
    if (first != 0xE3 || second >= 0x84) {  // U+3100 and up
      ++han;
      at += first < 0xF0 ? 3 : 4;
      continue;
    }
    const bool early = second == 0x81 || (second == 0x82 && static_cast<unsigned char>(at[2]) < 0xA0);
    ++(early ? hiragana : katakana);
    at += 3;
  }
  add(Script::Han, han);
  add(Script::Hiragana, hiragana);
  add(Script::Katakana, katakana);
}

Language LanguageVote::decide(std::string_view folded, const LanguageWeights& weights) const {
  // In a fixed order, so that ties are settled the same way everywhere.
  std::size_t best = 0;
  std::uint32_t most = 0;
  each_script([&](std::size_t i) {
    const auto script = static_cast<Script>(i);
    if (script == Script::Common || script == Script::Han || script == Script::Hiragana ||
        script == Script::Katakana || script == Script::Other)
      return;
    const std::uint32_t weight = script == Script::Latin    ? kLatinWeight
                                 : script == Script::Hangul ? kSyllableWeight
                                                            : kOtherWeight;
    std::uint32_t says = letters_[i] * weight;
    if (script == Script::Latin && words_weigh_less_than(kNameWord)) says /= 3;
    if (says > most) {
      most = says;
      best = i;
    }
  });
  const std::uint32_t kana = letters(Script::Hiragana) + letters(Script::Katakana);
  const std::uint32_t han = letters(Script::Han);
  if ((kana + han) * kSyllableWeight > most) return japanese_or_chinese(folded, kana, han, weights);
  if (most == 0) return 0;
  const auto script = static_cast<Script>(best);
  const std::size_t group = group_of(script);
  if (group < kScoredGroups) {
    auto scores = tallies_[group].sums;
    if (script == Script::Latin) scores[0] += kEnglishLead;
    if (script == Script::Cyrillic) scores[0] += kRussianLead;
    return best_of(kLanguageGroups[group], scores);
  }
  for (const ScriptLanguage& row : kScriptLanguages) {
    if (row.script == script) return row.language;
  }
  return 0;
}

bool LanguageVote::is_mixed() const {
  std::uint32_t all = 0, first = 0, second = 0;
  const auto length_of = [&](std::size_t i) {
    switch (static_cast<Script>(i)) {
      case Script::Common:
      case Script::Other:
      case Script::Hiragana:
      case Script::Katakana: return 0u;
      case Script::Hangul: return letters_[i] * 5;
      case Script::Han:
        return letters_[i] * 6 + (letters(Script::Hiragana) + letters(Script::Katakana)) * 4;
      default: return letters_[i] * 2;
    }
  };
  each_script([&](std::size_t i) {
    const std::uint32_t length = length_of(i);
    all += length;
    second = std::max(second, std::min(first, length));
    first = std::max(first, length);
  });
  if (second < kShortSentence || second * kLesserPart < all) return false;
  if (letters(Script::Latin) * 2 < second) return true;
  return tallies_[group_of(Script::Latin)].words >= kEnoughWords &&
         !words_weigh_less_than(kSentenceWord);
}

bool LanguageVote::words_weigh_less_than(std::int32_t weight) const {
  const Tally& latin = tallies_[group_of(Script::Latin)];
  return std::ranges::max(latin.sums) < weight * static_cast<std::int32_t>(latin.words);
}

std::string_view language_code(Language language) {
  return kLanguageCodes[language < kLanguageCount ? language : 0];
}

}  // namespace earshot
