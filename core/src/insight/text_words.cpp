#include "insight/text_words.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "classify/char_class.h"
#include "classify/features.h"
#include "insight/hash_index.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/unicode.h"
#include "text/words.h"

namespace earshot {
namespace {

/// Endings of Russian adjectives and nouns, longest first.
constexpr std::string_view kRussianEndings[] = {
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ый", "ий", "ой", "ая", "яя", "ое",
    "ее", "ые", "ие", "ым", "им", "ую", "юю", "ых", "их", "ом", "ем", "ах", "ях", "ам", "ям",
    "ов", "ев", "ей", "ою", "ею", "ью", "ия", "ию", "ии", "а", "я", "о", "е", "ы", "и", "у", "ю",
    "й", "ь",
};

constexpr std::size_t kLetter = 3;  // bytes of a kana, Han character or Hangul syllable

std::uint64_t key_of(std::string_view bytes) { return mixed(hash_bytes(bytes)); }

using Lists = TextWords::Lists;

/// Whether a text has these letters at a place, where they are known to fit: most differ in a byte that
/// is looked at first.
bool stands_at(std::string_view text, std::size_t at, std::string_view letters) {
  std::size_t left = letters.size();
  while (left > 0 && text[at + left - 1] == letters[left - 1]) --left;
  return left == 0;
}
bool begins_with(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() && stands_at(text, 0, beginning);
}
bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && stands_at(text, text.size() - ending.size(), ending);
}

bool listed(std::string_view letters, std::string_view letter) {
  return !letter.empty() && letters.find(letter) != std::string_view::npos;
}

/// The longest of the strings that `text` begins with; 0 is none.
std::size_t longest_start(std::span<const std::string_view> strings, std::string_view text) {
  std::size_t best = 0;
  for (const std::string_view string : strings) {
    if (string.size() > best && begins_with(text, string)) best = string.size();
  }
  return best;
}

constexpr char32_t kFirstHiragana = 0x3041;
bool is_hiragana(char32_t cp) { return cp >= kFirstHiragana && cp < kFirstHiragana + Lists::kHiragana; }
bool is_katakana(char32_t cp) { return (cp >= 0x30A1 && cp <= 0x30FA) || cp == 0x30FC; }
bool has_final(std::string_view hangul) {
  std::size_t at = hangul.size();
  return (decode_back(hangul, at) - 0xAC00) % 28 != 0;
}

/// Particles with two forms take the one that suits the syllable before.
bool agrees(std::string_view stem, std::string_view particle) {
  for (const std::string_view after_final : {"은", "이", "을", "과", "으"}) {
    if (begins_with(particle, after_final)) return has_final(stem);
  }
  for (const std::string_view after_vowel : {"는", "가", "를", "와", "랑", "라", "예"}) {
    if (begins_with(particle, after_vowel)) return !has_final(stem);
  }
  return true;
}

/// A Korean word without its last particle; itself if it has none.
std::string_view without_particle(const Lists& lists, std::string_view word) {
  std::string_view best = word;
  const auto take_off = [&](std::string_view particle, bool suits_short) {
    if (word.size() < particle.size() + kLetter || !ends_with(word, particle)) return;
    const std::string_view stem = word.substr(0, word.size() - particle.size());
    if (stem.size() < 2 * kLetter && (!suits_short || !has_final(stem))) return;
    if (stem.size() < best.size() && agrees(stem, particle)) best = stem;
  };
  for (const std::string_view particle : lists.josa_short) take_off(particle, true);
  for (const std::string_view particle : lists.josa) take_off(particle, false);
  return best;
}

std::string_view without_ending(const Lists& lists, std::string_view word) {
  for (const std::string_view ending : lists.endings) {
    if (word.size() < ending.size() + kLetter || !ends_with(word, ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    if (stem.size() < 2 * kLetter && !has_final(stem)) continue;
    return stem;
  }
  return word;
}

/// Bytes of the hiragana at `text` that belong to the Han characters before them.
/// @param run how many those are
/// @param denies set if they deny
std::size_t okurigana_length(const Lists& lists, std::string_view text, std::size_t run,
                             bool& denies) {
  denies = false;
  std::size_t at = 0;
  if (text.empty() || !is_hiragana(decode(text, at))) return 0;
  const std::string_view first = text.substr(0, kLetter), second = text.substr(kLetter, kLetter);
  for (const auto& [letter, unless] : lists.no_okurigana) {
    if (letter == first && !listed(unless, second)) return 0;
  }
  if (run > 1 && listed(lists.doing, first)) return 0;
  if (const std::size_t denying = longest_start(lists.denying_first, text)) {
    denies = true;
    return denying;
  }
  const std::string_view rest = text.substr(kLetter);
  if (const std::size_t denying = longest_start(lists.denying, rest)) {
    denies = true;
    return kLetter + denying;
  }
  return kLetter + longest_start(lists.okurigana, rest);
}

/// Rows of the table of words that are lists.
struct Kind {
  std::string_view name;
  std::vector<std::string_view> Lists::* list;
};
constexpr Kind kKinds[] = {
    {"word", &Lists::words},           {"particle", &Lists::particles},
    {"okurigana", &Lists::okurigana},  {"denying", &Lists::denying},
    {"denying-first", &Lists::denying_first}, {"josa-short", &Lists::josa_short},
    {"josa", &Lists::josa},            {"ending", &Lists::endings},
};

class Cutter {
 public:
  Cutter(std::string_view text, std::vector<TextUnit>& units, const TextWords::Lists& lists)
      : text_(text), units_(units), lists_(lists) {}

  void run() {
    while (at_ < text_.size() && units_.size() < kMostUnits) step();
  }

 private:
  /// The text is valid UTF-8 but for its end, where it may have been cut.
  static char32_t decode(std::string_view text, std::size_t& at) {
    const char* next = text.data() + at;
    const char32_t cp = next_code_point(next, text.data() + text.size());
    at = static_cast<std::size_t>(next - text.data());
    return cp;
  }
  char32_t peek(std::size_t at) const { return at < text_.size() ? decode(text_, at) : 0; }
  std::string_view rest() const { return text_.substr(at_); }

  void put(std::size_t begin, std::size_t end, std::uint64_t key, unsigned flags,
           std::size_t stem = 0) {
    // What only stands between others is told from a word of the same stem.
    constexpr unsigned kBoth = TextUnit::kStarts | TextUnit::kEnds;
    if (const unsigned role = flags & kBoth; role != kBoth && !(flags & TextUnit::kCharacter)) {
      key = mixed(key + 2 + role);
    }
    if (joined_) flags |= TextUnit::kJoined;
    units_.push_back({key, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                      static_cast<std::uint16_t>(stem), static_cast<std::uint8_t>(flags)});
    joined_ = true;
  }

  /// What a word may do in a phrase, by the lists.
  unsigned role(std::uint64_t hash) const {
    const std::uint32_t listed = lists_.roles.find(hash);
    return listed == HashIndex::kNone ? unsigned{TextUnit::kStarts} | TextUnit::kEnds : listed;
  }

  void step() {
    std::size_t next = at_;
    const char32_t cp = decode(text_, next);
    switch (class_of(cp)) {
      case CharClass::Letter:
      case CharClass::Jamo:
      case CharClass::Digit: return word();
      case CharClass::Hangul: return hangul();
      case CharClass::Running: return running();
      case CharClass::Kanji:
        if (is_hiragana(cp)) return hiragana(cp);
        if (is_katakana(cp)) return katakana();
        return han();
      case CharClass::Modifier: at_ = next; return;
      default: break;
    }
    if (cp == '@') {
      while (next < text_.size() && class_of_ascii(static_cast<unsigned char>(text_[next])) !=
                                        CharClass::Punctuation &&
             static_cast<unsigned char>(text_[next]) > ' ' &&
             static_cast<unsigned char>(text_[next]) < 0x80) {
        ++next;
      }
    }
    // One space or hyphen joins.
    const bool joins =
        (cp == ' ' || cp == '-') && at_ > 0 && text_[at_ - 1] != static_cast<char>(cp);
    if (!joins) joined_ = false;
    at_ = next;
  }

  void word() {
    const std::size_t begin = at_;
    if (may_be_web_address(text_.data() + at_, text_.data() + text_.size())) {
      if (const std::size_t length = web_address_length(rest())) {
        at_ += length;
        joined_ = false;
        return;
      }
    }
    bool digits = true;
    for (std::size_t next = at_; next < text_.size(); at_ = next) {
      const char32_t cp = decode(text_, next);
      const CharClass kind = class_of(cp);
      const bool apostrophe = (cp == '\'' || cp == 0x2019) && at_ > begin &&
                              class_of(peek(next)) == CharClass::Letter;
      if (kind != CharClass::Letter && kind != CharClass::Digit && kind != CharClass::Jamo &&
          kind != CharClass::Modifier && !apostrophe) {
        break;
      }
      digits &= kind == CharClass::Digit;
    }
    const std::string_view word = text_.substr(begin, at_ - begin), stem = inflection_stem(word);
    const std::uint64_t key = key_of(word);
    unsigned flags = role(key);
    if (digits) flags = TextUnit::kEnds;
    std::size_t second = 0;
    decode(word, second);
    if (second == word.size()) flags = 0;  // a single letter
    put(begin, at_, stem.size() == word.size() ? key : key_of(stem), flags);
  }

  void hangul() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && class_of(peek(at_)) == CharClass::Hangul) at_ += kLetter;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const std::string_view noun = without_particle(lists_, word);
    const bool has_particle = noun.size() != word.size();
    const std::string_view stem = has_particle ? without_particle(lists_, noun) : without_ending(lists_, word);
    const std::uint64_t key = key_of(word), noun_key = has_particle ? key_of(noun) : key;
    unsigned flags = role(key) & role(noun_key);
    if (has_particle) flags |= TextUnit::kNoun;
    put(begin, at_, stem.size() == noun.size() ? noun_key : key_of(stem), flags, noun.size());
  }

  void running() {
    const std::size_t begin = at_;
    const char32_t first = decode(text_, at_);
    const auto leads = [](char32_t cp) {
      return (cp >= 0x0E40 && cp <= 0x0E44) || (cp >= 0x0EC0 && cp <= 0x0EC4);
    };
    if (leads(first) && class_of(peek(at_)) == CharClass::Running) decode(text_, at_);
    while (at_ < text_.size()) {
      const char32_t cp = peek(at_);
      const bool follows = is_mark(cp) || cp == 0x0E30 || cp == 0x0E32 || cp == 0x0E33 ||
                           cp == 0x0E45 || cp == 0x0EB0 || cp == 0x0EB2 || cp == 0x0EB3;
      if (!follows) break;
      decode(text_, at_);
    }
    put(begin, at_, key_of(text_.substr(begin, at_ - begin)),
        TextUnit::kStarts | TextUnit::kEnds | TextUnit::kCharacter);
  }

  void katakana() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_katakana(peek(at_))) at_ += kLetter;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const unsigned flags =
        word.size() > kLetter ? unsigned{TextUnit::kStarts} | TextUnit::kEnds : 0u;
    put(begin, at_, key_of(word), flags);
  }

  /// Bytes of the longest of the words that begins here.
  /// @param begins by the first letter, see `Lists::Begins`
  std::size_t longest_of(const std::vector<std::string_view>& words, const Lists::Begins& begins,
                         char32_t first) const {
    const std::size_t at = first - kFirstHiragana;
    return longest_start(std::span(words).subspan(begins[at], begins[at + 1] - begins[at]), rest());
  }

  void hiragana(char32_t first) {
    const std::size_t word = longest_of(lists_.words, lists_.word_begins, first);
    const std::size_t particle = longest_of(lists_.particles, lists_.particle_begins, first);
    const std::size_t best = std::max(word, particle);
    if (best == 0) {
      decode(text_, at_);
      joined_ = false;
      return;
    }
    const std::size_t begin = at_;
    at_ += best;
    put(begin, at_, key_of(text_.substr(begin, best)),
        word < particle ? 0u : unsigned{TextUnit::kStarts} | TextUnit::kEnds);
  }

  void han() {
    std::size_t run = 0;
    std::size_t end = at_;
    for (std::size_t next = at_; next < text_.size(); end = next, ++run) {
      const char32_t cp = decode(text_, next);
      if (class_of(cp) != CharClass::Kanji || is_hiragana(cp) || is_katakana(cp)) break;
    }
    if (run == 0) {  // ideographs and marks that are neither
      decode(text_, at_);
      joined_ = false;
      return;
    }
    bool denies = false;
    const std::size_t tail = okurigana_length(lists_, text_.substr(end), run, denies);
    const bool noun = tail == 0 && is_hiragana(peek(end));
    while (at_ < end && units_.size() < kMostUnits) {
      const std::size_t from = at_;
      decode(text_, at_);
      const std::string_view letter = text_.substr(from, at_ - from);
      const bool stop = listed(lists_.between, letter);
      unsigned flags = TextUnit::kCharacter | TextUnit::kStarts;
      if (at_ < end || tail == 0) flags |= TextUnit::kEnds;
      std::uint64_t key = key_of(letter);
      if (run == 1 && noun) {
        flags &= ~static_cast<unsigned>(TextUnit::kCharacter);
      }
      if (stop) flags = TextUnit::kCharacter;
      if (!(flags & TextUnit::kCharacter)) key = mixed(key + 1);
      put(from, at_, key, flags);
    }
    at_ = std::max(at_, end);
    if (tail > 0 && units_.size() < kMostUnits) {
      put(end, end + tail, denies ? 2 : 1, TextUnit::kCharacter | TextUnit::kEnds);
      at_ = end + tail;
    }
  }

  std::string_view text_;
  std::vector<TextUnit>& units_;
  const TextWords::Lists& lists_;
  std::size_t at_ = 0;
  bool joined_ = false;
};

}  // namespace

std::string_view inflection_stem(std::string_view word) {
  constexpr std::size_t kLeastCyrillic = 6;  // bytes of a stem: three letters
  if (word.empty()) return word;
  const auto lead = static_cast<unsigned char>(word[0]);
  if (lead == 0xD0 || lead == 0xD1) {
    if (word.ends_with("ся") || word.ends_with("сь")) return word;  // verbs
    for (const std::string_view ending : kRussianEndings) {
      if (word.size() >= ending.size() + kLeastCyrillic && ends_with(word, ending)) {
        return word.substr(0, word.size() - ending.size());
      }
    }
    return word;
  }
  if (lead >= 0x80 || word.size() < 4) return word;
  if (word.size() > 5 && word.ends_with("ies")) return word.substr(0, word.size() - 3);
  if (word.size() > 5 && word.ends_with('y')) return word.substr(0, word.size() - 1);
  if (!word.ends_with('s')) return word;
  if (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) return word;
  return word.substr(0, word.size() - 1);
}

/// Calls `visit(key, unit, behind)` for each key, which is of a unit or of it and the one behind it.
template <class Visit>
static void each_content_key(std::span<const TextUnit> units, Visit&& visit) {
  constexpr std::size_t kDeniedUnits = 2;  // behind a denial, the word that it denies among them
  std::size_t denied = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const TextUnit& unit = units[i];
    if (denied > 0) --denied;
    if (unit.is(TextUnit::kName)) continue;
    if (!unit.is(TextUnit::kCharacter)) {
      if (!unit.is(TextUnit::kStarts)) continue;
      if (!unit.is(TextUnit::kEnds)) {
        denied = kDeniedUnits + 1;
        continue;
      }
      visit(denied > 0 ? mixed(unit.key + 1) : unit.key, unit, nullptr);
      denied = 0;
      continue;
    }
    if (i + 1 == units.size() || !unit.is(TextUnit::kStarts)) continue;
    const TextUnit& next = units[i + 1];
    if (!next.is(TextUnit::kCharacter) || !next.is(TextUnit::kJoined)) continue;
    if (!next.is(TextUnit::kStarts) && !next.is(TextUnit::kEnds)) continue;
    visit(mixed(unit.key * 31 + next.key), unit, &next);
  }
}

void content_keys(std::span<const TextUnit> units, std::vector<std::uint64_t>& out) {
  out.clear();
  each_content_key(units, [&](std::uint64_t key, const TextUnit&, const TextUnit*) { out.push_back(key); });
}

void content_keys(std::string_view folded, std::span<const TextUnit> units,
                  std::vector<ContentKey>& out) {
  out.clear();
  each_content_key(units, [&](std::uint64_t key, const TextUnit& unit, const TextUnit* next) {
    if (next) {
      const bool okurigana = !next->is(TextUnit::kStarts);
      out.push_back({key, unit.begin, okurigana ? unit.end : next->end, false});
      return;
    }
    const std::string_view word = folded.substr(unit.begin, unit.end - unit.begin);
    const std::size_t size = unit.is(TextUnit::kNoun) ? unit.stem : inflection_stem(word).size();
    const bool spaced = static_cast<unsigned char>(word[0]) < 0xE3;
    out.push_back({key, unit.begin, unit.begin + static_cast<std::uint32_t>(size), spaced});
  });
  const auto before = [](const ContentKey& a, const ContentKey& b) {
    return a.key != b.key ? a.key < b.key : a.begin < b.begin;
  };
  // Sentences have few: those of whole texts alone take another way.
  constexpr std::size_t kFew = 24;
  if (out.size() > kFew) {
    cold_sort(out, before);
  } else {
    for (std::size_t i = 1; i < out.size(); ++i) {
      const ContentKey key = out[i];
      std::size_t at = i;
      for (; at > 0 && before(key, out[at - 1]); --at) out[at] = out[at - 1];
      out[at] = key;
    }
  }
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

TextWords::TextWords(std::span<const Brand> brands) {
  std::string folded;
  for (WordRows row("phrases"); row.next();) {
    const std::string_view kind = row.part();
    if (kind == "stop" || kind == "open") {
      row.each_word(' ', [&](std::string_view word) {
        fold(word, folded);
        std::uint32_t& role = lists_.roles[key_of(folded)];
        if (kind == "open") {
          role = TextUnit::kStarts;
        } else if (role == HashIndex::kNone) {
          role = 0;
        }
      });
    } else if (kind == "no-okurigana") {
      lists_.no_okurigana.emplace_back(row.part(), row.words());
    } else if (kind == "between" || kind == "doing") {
      (kind == "between" ? lists_.between : lists_.doing) = row.words();
    } else {
      for (const auto& [name, list] : kKinds) {
        if (name != kind) continue;
        row.each_word(' ', [&](std::string_view word) { (lists_.*list).push_back(word); });
      }
    }
  }
  for (auto [words, begins] : {std::tie(lists_.words, lists_.word_begins),
                               std::tie(lists_.particles, lists_.particle_begins)}) {
    const auto first_of = [](std::string_view word) {
      std::size_t at = 0;
      return decode(word, at);
    };
    std::erase_if(words, [&](std::string_view word) { return !is_hiragana(first_of(word)); });
    // By bytes, and so by letters.
    cold_sort(words);
    for (const std::string_view word : words) ++begins[first_of(word) - kFirstHiragana + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
  }
  std::vector<TextUnit> units;
  const auto name = [&](std::string_view spelling) {
    while (spelling.starts_with('#') || spelling.starts_with('@')) spelling.remove_prefix(1);
    fold(spelling, folded);
    units.clear();
    cut(folded, units);
    std::vector<std::uint64_t> keys;
    for (const TextUnit& unit : units) keys.push_back(unit.key);
    if (!keys.empty()) names_.push_back(std::move(keys));
  };
  for (const Brand& brand : brands) {
    name(brand.name);
    for (const std::string& alias : brand.aliases) name(alias);
    for (const std::string& handle : brand.handles) name(handle);
  }
  cold_sort(names_);
  for (const auto& keys : names_) openings_[keys[0] >> 6 & 15] |= std::uint64_t{1} << (keys[0] & 63);
}

void TextWords::read(std::string_view folded, std::vector<TextUnit>& units) const {
  units.clear();
  cut(folded, units);
  if (!names_.empty()) mark_names(units);
}

void TextWords::cut(std::string_view folded, std::vector<TextUnit>& units) const {
  Cutter(folded, units, lists_).run();
}

void TextWords::mark_names(std::vector<TextUnit>& units) const {
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint64_t key = units[i].key;
    if ((openings_[key >> 6 & 15] >> (key & 63) & 1) == 0) continue;
    auto at = std::lower_bound(names_.begin(), names_.end(), key,
                               [](const auto& name, std::uint64_t k) { return name[0] < k; });
    for (; at != names_.end() && (*at)[0] == key; ++at) {
      const std::vector<std::uint64_t>& name = *at;
      if (name.size() > units.size() - i) continue;
      const bool here = std::equal(name.begin(), name.end(), units.begin() + static_cast<long>(i),
                                   [](std::uint64_t k, const TextUnit& unit) { return k == unit.key; });
      if (!here) continue;
      for (std::size_t k = 0; k < name.size(); ++k) units[i + k].flags |= TextUnit::kName;
    }
  }
}

}  // namespace earshot
