#include "classify/respell.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "text/unicode.h"

namespace earshot {
namespace {

constexpr std::size_t kLeastLatin = 5, kLeastCyrillic = 4, kLongest = 24;  // letters

/// Letters of one script and what the other writes for them, the ways apart by spaces; '-' is
/// nothing. The first entry that fits is taken, so that longer ones stand before shorter ones.
/// A '^' stands for the word's beginning, a '$' for its end, a '~' before a consonant or the end.
struct Rule {
  std::string_view from, to;
};

constexpr Rule kToCyrillic[] = {
    {"sch", "ш"},    {"shch", "щ"},  {"tch", "ч"},   {"sh", "ш"},    {"ch", "ч х"},  {"zh", "ж"},
    {"kh", "х"},     {"ph", "ф"},    {"th", "т"},    {"ts", "ц"},    {"ck", "к"},    {"qu", "кв"},
    {"yu", "ю"},     {"ya", "я"},    {"yo", "йо е"}, {"ia$", "ия"},  {"oo", "у"},    {"ee", "и"},
    {"ai", "ай"},    {"ey$", "и ей"}, {"y$", "и"},   {"ou", "у"},    {"ss", "сс с"}, {"ll", "лл л"},
    {"nn", "нн н"},  {"tt", "тт т"}, {"ff", "фф ф"}, {"pp", "пп п"}, {"rr", "рр р"}, {"mm", "мм м"},
    {"kk", "кк к"},  {"dd", "дд д"}, {"bb", "бб б"}, {"zz", "цц"},   {"l~", "ль л"}, {"^e", "э е"},
    {"e$", "е -"},   {"ce", "се"},   {"ci", "си"},   {"cy", "си"},   {"a", "а"},     {"b", "б"},
    {"c", "к"},      {"d", "д"},     {"e", "е"},     {"f", "ф"},     {"g", "г"},     {"h", "х"},
    {"i", "и ай"},   {"j", "дж"},    {"k", "к"},     {"l", "л"},     {"m", "м"},     {"n", "н"},
    {"o", "о"},      {"p", "п"},     {"q", "к"},     {"r", "р"},     {"s", "с"},     {"t", "т"},
    {"u", "у а"},    {"v", "в"},     {"w", "в"},     {"x", "кс"},    {"y", "и й"},   {"z", "з"},
};

constexpr Rule kToLatin[] = {
    {"кс", "ks x"},   {"ия$", "ia iya"}, {"ый$", "y"},   {"ий$", "y iy"}, {"а", "a"},   {"б", "b"},
    {"в", "v w"},     {"г", "g"},        {"д", "d"},     {"е", "e"},      {"ж", "zh"},  {"з", "z"},
    {"и", "i"},       {"й", "y i"},      {"к", "k"},     {"л", "l"},      {"м", "m"},   {"н", "n"},
    {"о", "o"},       {"п", "p"},        {"р", "r"},     {"с", "s"},      {"т", "t"},   {"у", "u"},
    {"ф", "f"},       {"х", "kh h"},     {"ц", "ts c"},  {"ч", "ch"},     {"ш", "sh"},  {"щ", "shch sch"},
    {"ъ", "-"},       {"ы", "y"},        {"ь", "-"},     {"э", "e"},      {"ю", "yu iu"}, {"я", "ya ia"},
};

bool is_vowel(char c) {
  return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

/// Whether a rule fits at `at`; then `length` is what it takes.
bool fits(const Rule& rule, std::string_view word, std::size_t at, std::size_t& length) {
  std::string_view from = rule.from;
  if (from.starts_with('^')) {
    if (at != 0) return false;
    from.remove_prefix(1);
  }
  const char last = from.back();
  if (last == '$' || last == '~') from.remove_suffix(1);
  if (!word.substr(at).starts_with(from)) return false;
  length = from.size();
  const bool at_end = at + length == word.size();
  if (last == '$') return at_end;
  return last != '~' || at_end || !is_vowel(word[at + length]);
}

void apply(std::span<const Rule> rules, std::string_view word, std::vector<std::string>& out) {
  std::vector<std::string> ways = {""};
  for (std::size_t at = 0; at < word.size();) {
    std::size_t length = 0;
    const auto rule = std::ranges::find_if(
        rules, [&](const Rule& candidate) { return fits(candidate, word, at, length); });
    if (rule == rules.end()) return;
    at += length;
    const std::vector<std::string> before = std::move(ways);
    ways.clear();
    for (std::string_view to = rule->to; !to.empty();) {
      const std::size_t end = std::min(to.find(' '), to.size());
      const std::string_view way = to.substr(0, end) == "-" ? "" : to.substr(0, end);
      to.remove_prefix(std::min(end + 1, to.size()));
      for (const std::string& start : before) {
        if (ways.size() < kMostRespellings) ways.push_back(start + std::string(way));
      }
    }
  }
  out.insert(out.end(), ways.begin(), ways.end());
}

}  // namespace

void respell(std::string_view folded, std::vector<std::string>& out) {
  out.clear();
  std::string plain;
  std::size_t latin = 0, cyrillic = 0;
  for (std::size_t at = 0; at < folded.size();) {
    char32_t cp = decode(folded, at), mark;
    if (script_of(cp) == Script::Latin) {
      while (cp >= 0x80 && decomposed(cp, cp, mark)) {
      }
      ++latin;
    } else if (cp >= U'а' && cp <= U'я') {
      ++cyrillic;
    } else if (is_letter(cp) || is_digit(cp)) {
      return;
    }
    append_code_point(plain, cp);
  }
  if (latin > 0 && cyrillic > 0) return;
  if (plain != folded && latin >= kLeastCyrillic) out.push_back(plain);
  // A name of one word alone: the others are names that are translated as often as spelt.
  const auto is_word = [&](std::size_t letters, std::size_t least, std::size_t bytes) {
    return letters >= least && letters <= kLongest && plain.size() == bytes * letters;
  };
  if (is_word(latin, kLeastLatin, 1)) apply(kToCyrillic, plain, out);
  if (is_word(cyrillic, kLeastCyrillic, 2)) apply(kToLatin, plain, out);
}

}  // namespace earshot
