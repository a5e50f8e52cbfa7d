#include "classify/brand_matcher.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "classify/respell.h"
#include "classify/standout_words.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/seldom.h"
#include "text/unicode.h"
#include "text/words.h"

namespace earshot {
namespace {

#include "classify/word_endings.inc"

/// Names that end at one place are nested in one another; deeper nesting than this is not looked
/// into.
constexpr int kMostTried = 64, kMostTaken = 4;
/// Names within longer words that are shown to be so, in one text.
constexpr std::size_t kMostBroken = 64;
/// How far to look for the '@' or the underscores that a name may be a part of.
constexpr std::size_t kReach = 64;

constexpr char32_t kFirstSyllable = 0xAC00, kSyllables = 11172, kFinals = 28, kFinalL = 8;

bool is_syllable(char32_t cp) { return cp - kFirstSyllable < kSyllables; }

/// Letters, digits and marks of scripts that set words apart by spaces.
bool is_alphabetic(char32_t cp) {
  constexpr char32_t kModifierApostrophe = 0x2BC;
  if (cp < 0x80) {
    return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');
  }
  if (is_syllable(cp) || cp == kModifierApostrophe) return false;
  const Properties properties = properties_of(cp);
  return parts_words(properties.script) &&
         (properties.category == Category::Letter || properties.category == Category::Digit ||
          properties.category == Category::Mark);
}

bool is_handle_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether an @handle may end at `end`: a '.' belongs to it only if it goes on behind.
bool handle_ends(std::string_view text, std::size_t end) {
  if (end == text.size()) return true;
  if (is_handle_char(text[end])) return false;
  return text[end] != '.' || end + 1 == text.size() || !is_handle_char(text[end + 1]);
}

/// Whether what stands directly before `begin` is the front part of an @handle.
bool inside_handle(std::string_view text, std::size_t begin) {
  const std::size_t stop = begin > kReach ? begin - kReach : 0;
  while (begin > stop && (is_handle_char(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  return begin > 0 && text[begin - 1] == '@';
}

/// Whether a word of an alphabetic script may begin at `begin`. Underscores are looked through:
/// _name_ is emphasis, my_name is one word.
bool word_begins(std::string_view text, std::size_t begin) {
  if (begin > 0 && text[begin - 1] == '.' && inside_handle(text, begin)) return false;
  std::size_t at = begin;
  const std::size_t stop = begin > kReach ? begin - kReach : 0;
  while (at > stop && text[at - 1] == '_') --at;
  if (at == 0) return true;
  if (at < begin && text[at - 1] == '@') return false;
  return !is_alphabetic(decode_back(text, at));
}

bool word_ends(std::string_view text, std::size_t end) {
  const std::size_t stop = std::min(text.size(), end + kReach);
  while (end < stop && text[end] == '_') ++end;
  return end == text.size() || !is_alphabetic(decode(text, end));
}

/// Whether the '_' before `begin` joins it to a hashtag: #spring_nova.
EARSHOT_SELDOM bool inside_hashtag(std::string_view text, std::size_t begin) {
  const std::size_t stop = begin > kReach ? begin - kReach : 0;
  const auto joins = [](char c) {
    return is_handle_char(c) || static_cast<std::uint8_t>(c) >= 0x80;
  };
  while (begin > stop && joins(text[begin - 1])) --begin;
  return begin > 0 && text[begin - 1] == '#';
}

// ---- links -------------------------------------------------------------------------------------

enum class Address : std::uint8_t { None, Host, Inside };

constexpr bool is_link_char(char c) {
  return c > ' ' && c < 0x7F &&
         std::string_view("\"<>()[]{}|\\^`,;'").find(c) == std::string_view::npos;
}

constexpr bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/// What follows a registered label: one ending, or two as in .co.uk. Without "https://" or the like
/// before it, only the usual ones are no words that follow a full stop.
bool is_host_ending(std::string_view rest, bool link) {
  constexpr std::string_view kUsual[] = {".com", ".net", ".org",  ".io", ".ru", ".jp", ".kr",
                                         ".de",  ".fr",  ".uk",   ".co", ".cn", ".tv", ".app",
                                         ".su",  ".tr",  ".info", ".eu", ".us", ".es", ".pl"};
  constexpr std::size_t kCountry = 3;
  if (rest.size() > kCountry && rest[rest.size() - kCountry] == '.' && rest.find('.') == 0) {
    const std::size_t second = rest.size() - kCountry;
    if (second >= 3 && second <= 4 &&
        rest.substr(1, second - 1).find('.') == std::string_view::npos) {
      rest = rest.substr(second);
    }
  }
  if (!link) return std::find(std::begin(kUsual), std::end(kUsual), rest) != std::end(kUsual);
  return rest.size() > 2 && rest[0] == '.' && rest.find('.', 1) == std::string_view::npos;
}

/// Whether the name at `begin` is what somebody registered of a host, or else a part of a link.
EARSHOT_SELDOM Address address_around(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kLongestLink = 256;
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const char after = end < text.size() ? text[end] : ' ';
  constexpr std::string_view kBefore = "/.-_=?&%:+~#", kGluing = ".-/:_=&%?";
  const bool dotted = text.substr(begin, end - begin).find('.') != std::string_view::npos;
  const bool goes_on = kGluing.find(after) != std::string_view::npos && end + 1 < text.size() &&
                       is_link_char(text[end + 1]);
  if (!goes_on && !dotted && kBefore.find(before) == std::string_view::npos) return Address::None;

  std::size_t from = begin, to = end;
  while (from > 0 && begin - from < kLongestLink && is_link_char(text[from - 1])) --from;
  while (to < text.size() && to - end < kLongestLink && is_link_char(text[to])) ++to;
  std::size_t host = from;
  const std::size_t scheme = text.substr(from, begin - from).rfind("://");
  const bool link = scheme != std::string_view::npos || text.substr(from).starts_with("www.");
  if (scheme != std::string_view::npos) host = from + scheme + 3;
  while (host < begin && !is_host_char(text[host])) ++host;
  std::size_t host_end = host;
  while (host_end < to && is_host_char(text[host_end])) ++host_end;
  while (host_end > host && text[host_end - 1] == '.') --host_end;
  if (host_end < end) {
    const std::string_view whole = text.substr(host, host_end - host);
    const std::size_t dot = whole.rfind('.');
    const bool path = host_end <= begin && host_end < to && text[host_end] == '/' &&
                      dot != std::string_view::npos && is_host_ending(whole.substr(dot), false);
    return link || path ? Address::Inside : Address::None;
  }
  const std::string_view rest = text.substr(end, host_end - end);
  const bool whole_label = begin == host || before == '.';
  if (dotted && rest.empty()) {
    const std::string_view name = text.substr(begin, end - begin);
    const std::string_view ending = name.substr(name.find('.'));
    if (whole_label && is_host_ending(ending, link)) return Address::Host;
    return link ? Address::Inside : Address::None;
  }
  if (whole_label && is_host_ending(rest, link)) return Address::Host;
  if (link) return Address::Inside;
  const std::size_t dot = rest.rfind('.');
  return dot != std::string_view::npos && is_host_ending(rest.substr(dot), false) ? Address::Inside
                                                                                  : Address::None;
}

/// Bytes of the white space character at `at`, or 0.
std::size_t space_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  if (lead <= ' ') return lead == ' ' || (lead >= 9 && lead <= 13) ? 1 : 0;
  if (lead != 0xC2 && lead != 0xE1 && lead != 0xE2 && lead != 0xE3) return 0;
  std::size_t end = at;
  return is_space(decode(text, end)) ? end - at : 0;
}

// ---- Korean ------------------------------------------------------------------------------------

bool follows_sound(After after, char32_t syllable) {
  const char32_t final = (syllable - kFirstSyllable) % kFinals;
  switch (after) {
    case After::Any: return true;
    case After::Vowel: return final == 0;
    case After::Consonant: return final != 0;
    case After::VowelOrL: return final == 0 || final == kFinalL;
  }
  return false;
}

bool syllable_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_syllable(decode(text, at));
}

/// Whether the syllables at `at` are nothing, or a chain of at most `left` endings.
bool korean_endings_follow(std::string_view text, std::size_t at, Rank rank, std::size_t left) {
  constexpr std::size_t kSyllableBytes = 3;
  if (!syllable_at(text, at)) return true;
  if (left == 0) return false;
  static const WordTable endings("korean-endings", ' ');
  std::size_t before = at;
  const char32_t previous = decode_back(text, before);
  std::size_t end = at;
  for (std::size_t length = 1; length <= kLongestKoreanEnding && syllable_at(text, end); ++length) {
    end += kSyllableBytes;
    const std::string_view form = text.substr(at, end - at);
    const std::string_view says = endings.find(form);
    if (says.empty()) continue;
    const Rank own = says.starts_with("suffix")     ? Rank::Suffix
                     : says.starts_with("particle") ? Rank::Particle
                                                    : Rank::Closing;
    const After after = says.ends_with(" any")         ? After::Any
                        : says.ends_with(" vowel")     ? After::Vowel
                        : says.ends_with(" consonant") ? After::Consonant
                                                       : After::VowelOrL;
    if (own < rank || !follows_sound(after, previous)) continue;
    const std::size_t further = own == Rank::Closing ? 0 : left - 1;
    if (korean_endings_follow(text, end, own, further)) return true;
  }
  return false;
}

// ---- katakana ----------------------------------------------------------------------------------

bool is_katakana(char32_t cp) { return script_of(cp) == Script::Katakana; }

/// Whether the katakana at `at` are none, or one word that names are written together with.
bool katakana_ends(std::string_view text, std::size_t at) {
  const auto is_border = [&](std::size_t end) {
    return end >= text.size() || !is_katakana(decode(text, end));
  };
  return is_border(at) ||
         std::any_of(std::begin(kKatakanaCompounds), std::end(kKatakanaCompounds),
                     [&](std::string_view word) {
                       return text.substr(at).starts_with(word) && is_border(at + word.size());
                     });
}

// ---- Cyrillic ----------------------------------------------------------------------------------

/// Passes the case ending of a stem that stands before `end`, which then is the word's end.
/// @param inflected whether the ending is another than the dictionary's
bool pass_case_ending(std::string_view text, std::uint8_t row, bool short_stem, std::uint32_t& end,
                      bool& inflected) {
  constexpr std::size_t kLongestEnding = 6;  // bytes
  std::size_t word_end = end;
  while (word_end < text.size() && word_end - end <= kLongestEnding) {
    std::size_t next = word_end;
    if (!is_alphabetic(decode(text, next))) break;
    word_end = next;
  }
  const std::string_view ending = text.substr(end, word_end - end);
  const auto& endings = kCaseEndings[row].endings;
  // Unused places of the row are "" as well: the bare stem needs a row that says so first.
  if (ending.empty()
          ? !endings[0].empty()
          : std::find(std::begin(endings), std::end(endings), ending) == std::end(endings)) {
    return false;
  }
  if (short_stem && std::find(std::begin(kShortStemEndings), std::end(kShortStemEndings), ending) ==
                        std::end(kShortStemEndings)) {
    return false;
  }
  end = static_cast<std::uint32_t>(word_end);
  inflected = ending != (kCaseEndings[row].removes ? kCaseEndings[row].last : std::string_view());
  return word_ends(text, end);
}

/// Whether at most `most` letters more of the word at `end` are left; alone, one has to be an s.
EARSHOT_SELDOM bool few_letters_follow(std::string_view text, std::size_t end, int most) {
  if (most == 1) return word_ends(text, end) || (text[end] == 's' && word_ends(text, end + 1));
  for (; end < text.size() && most > 0; --most) {
    std::size_t next = end;
    if (!is_alphabetic(decode(text, next))) return true;
    end = next;
  }
  return word_ends(text, end);
}

// ---- names -------------------------------------------------------------------------------------

/// Folded, trimmed, each run of white space a single space.
EARSHOT_SELDOM std::string search_form(std::string_view name) {
  std::string folded, result;
  fold(name, folded);
  for (std::size_t at = 0; at < folded.size();) {
    if (const std::size_t space = space_length(folded, at)) {
      if (!result.empty() && result.back() != ' ') result += ' ';
      at += space;
    } else {
      result += folded[at++];
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string_view without_sign(std::string_view name) {
  while (!name.empty() && (name.front() == '#' || name.front() == '@' || name.front() == ' ')) {
    name.remove_prefix(1);
  }
  return name;
}

/// The name with `glue` for its spaces, hyphens, dots and apostrophes, as hashtags spell it; "" if
/// it has none of them, or other symbols.
EARSHOT_SELDOM std::string joined_form(std::string_view name, std::string_view glue) {
  constexpr char32_t kDroppable[] = {' ', '-', '.', '\'', 0x2019, 0xB7, 0x30FB, 0x2010, 0x2013};
  std::string result;
  bool dropped = false, pending = false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t cp = decode(name, at);
    if (std::find(std::begin(kDroppable), std::end(kDroppable), cp) != std::end(kDroppable)) {
      dropped = true;
      pending = !result.empty();
      continue;
    }
    if (!is_letter(cp) && !is_digit(cp) && !is_mark(cp) && cp != '_') return "";
    if (std::exchange(pending, false)) result += glue;
    append_code_point(result, cp);
  }
  return dropped ? result : "";
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Whether all of it is of scripts whose writers are free to leave out spaces.
EARSHOT_SELDOM bool is_loosely_spaced(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t cp = decode(text, at);
    const Script script = script_of(cp);
    if (!is_syllable(cp) && script != Script::Hiragana && script != Script::Katakana &&
        script != Script::Han) {
      return false;
    }
  }
  return true;
}

struct Stem {
  std::size_t length;
  std::uint8_t endings;  ///< row of kCaseEndings + 1; 0 if the name is not inflected
  bool is_short;
};

/// What stays of the last word of `name` in all cases.
EARSHOT_SELDOM Stem stem_of(std::string_view name) {
  std::size_t letters = 0;
  for (std::size_t at = name.size(); at > 0 && letters < kLettersForLongEndings + 1;) {
    const char32_t cp = decode_back(name, at);
    if (script_of(cp) != Script::Cyrillic || !is_letter(cp)) {
      if (is_alphabetic(cp)) return {name.size(), 0, false};
      break;
    }
    ++letters;
  }
  if (letters < kLeastInflectedLetters) return {name.size(), 0, false};
  std::size_t last = name.size();
  decode_back(name, last);
  for (std::size_t row = 0; row < std::size(kCaseEndings); ++row) {
    if (kCaseEndings[row].last.find(name.substr(last)) == std::string_view::npos) continue;
    const bool removes = kCaseEndings[row].removes;
    return {removes ? last : name.size(), static_cast<std::uint8_t>(row + 1),
            letters - (removes ? 1 : 0) < kLettersForLongEndings};
  }
  return {name.size(), 0, false};
}

}  // namespace

struct BrandMatcher::Scratch {
  /// White space that was read as one space: where it ended, and the bytes left out so far.
  struct Surplus {
    std::size_t text_end, total;
  };

  std::vector<Surplus> surplus;
  std::vector<Place> places;      ///< of names
  std::vector<Place> exclusions;  ///< sorted by pattern and begin before they are asked
  std::vector<Place> contexts;    ///< words that have to or must not stand near
  std::vector<Place> broken;      ///< within longer words; only if held places are asked for
  /// Where each half word begins, if contexts count here: a word has two, an ideograph is one.
  std::vector<std::uint32_t> half_words;
  std::vector<std::uint32_t> suppressed;
  std::vector<Hit>* held = nullptr;
  std::vector<std::uint64_t> reported;  ///< per pattern: the text in which its owners were reported
  std::uint64_t texts = 0;
};

// ---- building ----------------------------------------------------------------------------------

class BrandMatcherBuilder {
  using Form = BrandMatcher::Form;
  using Edge = BrandMatcher::Edge;

  /// One string of one brand.
  struct Draft {
    std::string text;  ///< without what case endings replace
    Form form;
    std::uint8_t endings;
    bool short_stem, loose, respelt;
    Edge left, right;
    std::size_t letters;  ///< of the whole name
    BrandMatcher::Owner owner;

    auto pattern() const { return std::tie(text, form, endings, short_stem, respelt, left, right); }

    static bool before(const Draft* a, const Draft* b) {
      if (const int order = a->text.compare(b->text)) return order < 0;
      if (a->pattern() != b->pattern()) return a->pattern() < b->pattern();
      return std::tie(a->owner.brand, a->owner.name) < std::tie(b->owner.brand, b->owner.name);
    }
  };

 public:
  explicit BrandMatcherBuilder(BrandMatcher& matcher) : matcher_(matcher) {}

  EARSHOT_SELDOM void build(std::span<const Brand> brands, bool typos) {
    typos_ = typos;
    matcher_.brand_count_ = brands.size();
    for (std::uint32_t i = 0; i < brands.size(); ++i) add_brand(i, brands[i]);
    if (drafts_.empty()) return;
    if (brands.size() <= kMostRespelt) add_respellings();
    for (const Draft& draft : drafts_) sorted_.push_back(&draft);
    cold_sort(sorted_, &Draft::before);
    make_patterns();
    for (const Text& text : texts_) matcher_.trigrams_.push_back(trigrams_between_spaces(text.text));
    matcher_.typos_.finish();
    make_nodes();
    link_nodes();
    list_cancellers(brands.size());
  }

 private:
  static constexpr std::size_t kMostRespelt = 1'000;  // brands

  /// Spellings that are nobody's name and no usual word.
  EARSHOT_SELDOM void add_respellings() {
    std::vector<std::uint64_t> own;
    for (const auto& [name, owner] : names_) own.push_back(hash_bytes(name));
    cold_sort(own);
    std::vector<std::string> spellings;
    for (const auto& [name, owner] : names_) {
      respell(name, spellings);
      for (const std::string& spelling : spellings) {
        if (std::binary_search(own.begin(), own.end(), hash_bytes(spelling)) ||
            is_common_word(spelling)) {
          continue;
        }
        add(spelling, Form::Word, owner, /*respelt=*/true);
      }
    }
  }

  EARSHOT_SELDOM void add_brand(std::uint32_t index, const Brand& brand) {
    std::vector<std::string> names;
    std::uint32_t name = 0;
    const auto add_name = [&](std::string_view written) {
      names.push_back(search_form(without_sign(written)));
      names_.emplace_back(names.back(), BrandMatcher::Owner{index, name, false});
      add(names.back(), Form::Word, {index, name, false});
      const std::string joined = joined_form(names.back(), "");
      if (!joined.empty()) {
        add(joined, Form::Joined, {index, name, false});
        add(joined_form(names.back(), "_"), Form::Joined, {index, name, false});
      }
      ++name;
    };
    add_name(brand.name);
    for (const std::string& alias : brand.aliases) add_name(alias);
    for (const std::string& handle : brand.handles) {
      const std::string plain = search_form(without_sign(handle));
      if (!plain.empty()) add("@" + plain, Form::Handle, {index, name, false});
      ++name;
    }
    std::erase(names, "");
    for (const std::string& phrase : brand.exclude) {
      const std::string plain = search_form(phrase);
      const bool cancels = std::any_of(names.begin(), names.end(), [&](const std::string& own) {
        return plain.find(own) != std::string::npos;
      });
      add(plain, Form::Exclusion, {index, 0, cancels});
    }
    if (brand.near.empty() && brand.not_near.empty()) return;
    for (const std::string& word : brand.near) add_context(word, Form::Near, index);
    for (const std::string& word : brand.not_near) add_context(word, Form::NotNear, index);
    matcher_.contexts_.resize(matcher_.brand_count_);
    matcher_.contexts_[index] =
        static_cast<std::uint8_t>((brand.near.empty() ? 0 : BrandMatcher::kWantsNear) |
                                  (brand.not_near.empty() ? 0 : BrandMatcher::kMindsNotNear));
  }

  /// Words of a context are taken in all their forms, and Korean and Japanese ones within others.
  EARSHOT_SELDOM void add_context(std::string_view written, Form form, std::uint32_t brand) {
    std::string text = search_form(without_sign(written));
    if (text.empty()) return;
    auto [left, right] = edges(text);
    const std::size_t letters = count_code_points(text);
    if (left == Edge::Hangul && letters > 1) left = Edge::Open;
    if (right == Edge::Hangul && letters > 1) right = Edge::Open;
    if (left == Edge::Katakana && letters > 2) left = Edge::Open;
    if (right == Edge::Katakana && letters > 2) right = Edge::Open;
    if (right == Edge::Alphabetic) {
      const Stem stem = stem_of(text);
      if (stem.endings != 0) text.resize(stem.length);
      right = letters > 3 || stem.endings != 0 ? Edge::FewMore : Edge::OneMore;
    }
    drafts_.push_back(
        {std::move(text), form, 0, false, false, false, left, right, letters, {brand, 0, false}});
  }

  EARSHOT_SELDOM void add(std::string text, Form form, BrandMatcher::Owner owner,
                          bool respelt = false) {
    if (text.empty()) return;
    const auto [left, right] = edges(text);
    const bool loose = is_loosely_spaced(text);
    const std::size_t letters = count_code_points(text);
    const Stem stem = form == Form::Handle ? Stem{text.size(), 0, false} : stem_of(text);
    text.resize(stem.length);
    drafts_.push_back({std::move(text), form, stem.endings, stem.is_short, loose, respelt, left,
                       right, letters, owner});
  }

  /// Names that are words as well have too many words beside them.
  EARSHOT_SELDOM bool may_be_mistyped(const Draft& draft) const {
    const auto& contexts = matcher_.contexts_;
    return draft.form == Form::Word && !draft.respelt &&
           (contexts.empty() || contexts[draft.owner.brand] == 0);
  }

  EARSHOT_SELDOM static std::pair<Edge, Edge> edges(std::string_view text) {
    std::size_t begin = 0, end = text.size();
    const char32_t first = decode(text, begin), last = decode_back(text, end);
    const std::size_t length = count_code_points(text);
    return {edge_of(first, length), edge_of(last, length)};
  }

  static Edge edge_of(char32_t cp, std::size_t length) {
    if (is_syllable(cp)) return Edge::Hangul;
    if (is_alphabetic(cp)) return Edge::Alphabetic;
    const Script script = script_of(cp);
    if (script == Script::Katakana) return Edge::Katakana;
    if (script == Script::Hiragana && length <= 2) return Edge::ShortHiragana;
    if (script == Script::Han && length == 1) return Edge::LoneHan;
    return Edge::Open;
  }

  EARSHOT_SELDOM void make_patterns() {
    for (std::size_t begin = 0; begin < sorted_.size();) {
      const Draft& draft = *sorted_[begin];
      const auto first_owner = static_cast<std::uint32_t>(matcher_.owners_.size());
      std::size_t end = begin;
      for (; end < sorted_.size() && sorted_[end]->pattern() == draft.pattern(); ++end) {
        const auto& owner = sorted_[end]->owner;
        if (end == begin || owner.brand != matcher_.owners_.back().brand) {
          matcher_.owners_.push_back(owner);
        }
      }
      const bool same_text = !texts_.empty() && texts_.back().text == draft.text;
      if (same_text) {
        matcher_.patterns_.back().last = false;
      } else {
        texts_.push_back({draft.text, static_cast<std::uint32_t>(matcher_.patterns_.size())});
      }
      if (typos_ && may_be_mistyped(draft)) {
        matcher_.typos_.add(draft.text, draft.letters,
                            static_cast<std::uint32_t>(matcher_.patterns_.size()));
      }
      matcher_.patterns_.push_back(
          {.length = static_cast<std::uint32_t>(draft.text.size()),
           .first_owner = first_owner,
           .owner_count = static_cast<std::uint32_t>(matcher_.owners_.size()) - first_owner,
           .form = draft.form,
           .left = draft.left,
           .right = draft.right,
           .endings = draft.endings,
           .short_stem = draft.short_stem,
           .spaced = draft.text.find(' ') != std::string::npos,
           .loose = draft.loose,
           .respelt = draft.respelt,
           .last = true});
      begin = end;
    }
  }

  /// The tree of all strings, breadth first. The strings are sorted, so that those below a node are
  /// neighbours, the one that ends at it first.
  EARSHOT_SELDOM void make_nodes() {
    struct Below {
      std::size_t begin, end, depth;
    };
    std::vector<Below> below = {{0, texts_.size(), 0}};
    auto& nodes = matcher_.nodes_;
    nodes.push_back({});
    matcher_.labels_.push_back(0);
    parents_.push_back(0);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
      nodes[node].first_child = static_cast<std::uint32_t>(nodes.size());
      auto [begin, end, depth] = below[node];
      if (begin < end && texts_[begin].text.size() == depth) {
        nodes[node].terminal = static_cast<std::uint32_t>(node);
        nodes[node].first_pattern = texts_[begin].first_pattern;
        ++begin;
      }
      while (begin < end) {
        const char label = texts_[begin].text[depth];
        std::size_t next = begin;
        while (next < end && texts_[next].text[depth] == label) ++next;
        below.push_back({begin, next, depth + 1});
        nodes.push_back({});
        matcher_.labels_.push_back(static_cast<std::uint8_t>(label));
        parents_.push_back(static_cast<std::uint32_t>(node));
        begin = next;
      }
    }
    nodes.push_back({.first_child = static_cast<std::uint32_t>(nodes.size()),
                     .fallback = 0,
                     .terminal = 0,
                     .first_pattern = 0});
    list_openings();
    matcher_.root_.assign(256, 0);
    for (std::uint32_t node = nodes[0].first_child; node < nodes[1].first_child; ++node) {
      matcher_.root_[matcher_.labels_[node]] = node;
    }
  }

  /// A space stands for any white space.
  EARSHOT_SELDOM static Trigrams trigrams_between_spaces(std::string_view text) {
    Trigrams all;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      all |= Trigrams(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return all;
  }

  EARSHOT_SELDOM void list_openings() {
    auto& openings = matcher_.openings_;
    openings.assign(2 * BrandMatcher::kOpenings, BrandMatcher::kClosed);
    for (const auto& [text, pattern] : texts_) {
      if (text.size() < BrandMatcher::kLongOpening ||
          text.substr(0, BrandMatcher::kLongOpening).find(' ') != std::string_view::npos) {
        open(text, 0, 0);
        continue;
      }
      openings[BrandMatcher::kOpenings + BrandMatcher::long_opening(text.data())] =
          BrandMatcher::kOpen;
      std::uint32_t bytes = 0;
      std::memcpy(&bytes, text.data(), 3);
      auto& first = openings[BrandMatcher::opening(bytes)];
      first = std::max<std::uint8_t>(first, BrandMatcher::kOpenToLonger);
    }
  }

  /// Marks the openings that go on from the `depth` bytes in `bytes`.
  EARSHOT_SELDOM void open(std::string_view text, std::size_t depth, std::uint32_t bytes) {
    // Bytes that white space may begin with, of which `text` shows but one.
    constexpr std::uint8_t kSpaceLeads[] = {9, 10, 11, 12, 13, ' ', 0xC2, 0xE1, 0xE2};
    if (depth == 3) {
      matcher_.openings_[BrandMatcher::opening(bytes)] = BrandMatcher::kOpen;
      return;
    }
    const auto go_on = [&](std::uint32_t byte, std::string_view rest) {
      open(rest, depth + 1, bytes | byte << (8 * depth));
    };
    if (text.size() <= depth) {
      for (std::uint32_t byte = 0; byte < 256; ++byte) go_on(byte, {});
    } else if (text[depth] == ' ') {
      for (const std::uint8_t lead : kSpaceLeads) go_on(lead, {});
    } else {
      go_on(static_cast<std::uint8_t>(text[depth]), text);
    }
  }

  EARSHOT_SELDOM void link_nodes() {
    auto& nodes = matcher_.nodes_;
    for (std::size_t node = 1; node + 1 < nodes.size(); ++node) {
      const std::uint32_t parent = parents_[node];
      if (parent != 0) {
        nodes[node].fallback = matcher_.step(nodes[parent].fallback, matcher_.labels_[node]);
      }
      if (nodes[node].terminal == 0) nodes[node].terminal = nodes[nodes[node].fallback].terminal;
    }
  }

  /// Per brand, the patterns of its exclusions that cancel places, ascending.
  EARSHOT_SELDOM void list_cancellers(std::size_t brand_count) {
    auto& first = matcher_.first_canceller_;
    first.assign(brand_count + 1, 0);
    const auto each_canceller = [&](auto use) {
      for (std::uint32_t index = 0; index < matcher_.patterns_.size(); ++index) {
        const auto& pattern = matcher_.patterns_[index];
        for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
          const auto& owner = matcher_.owners_[pattern.first_owner + i];
          if (pattern.form == Form::Exclusion && owner.cancels) use(owner.brand, index);
        }
      }
    };
    each_canceller([&](std::uint32_t brand, std::uint32_t) { ++first[brand + 1]; });
    for (std::size_t i = 0; i < brand_count; ++i) first[i + 1] += first[i];
    matcher_.cancellers_.resize(first[brand_count]);
    std::vector<std::uint32_t> next = first;
    each_canceller([&](std::uint32_t brand, std::uint32_t pattern) {
      matcher_.cancellers_[next[brand]++] = pattern;
    });
  }

  struct Text {
    std::string_view text;
    std::uint32_t first_pattern;
  };

  BrandMatcher& matcher_;
  bool typos_ = true;
  std::vector<std::pair<std::string, BrandMatcher::Owner>> names_;
  std::vector<Draft> drafts_;
  std::vector<const Draft*> sorted_;
  std::vector<Text> texts_;  ///< distinct, ascending
  std::vector<std::uint32_t> parents_;
};

BrandMatcher::BrandMatcher(std::span<const Brand> brands, bool typos) {
  BrandMatcherBuilder(*this).build(brands, typos);
}

// ---- matching ----------------------------------------------------------------------------------

std::uint32_t BrandMatcher::opening(std::uint32_t three_bytes) {
  constexpr std::uint32_t kFibonacci = 2654435769;  // Knuth's multiplicative hash
  return (three_bytes & 0xFFFFFF) * kFibonacci >> (32 - kOpeningBits);
}

std::uint32_t BrandMatcher::long_opening(const char* six_bytes) {
  constexpr std::uint32_t kFibonacci = 2654435769;
  std::uint32_t head;
  std::uint16_t tail;
  std::memcpy(&head, six_bytes, sizeof head);
  std::memcpy(&tail, six_bytes + sizeof head, sizeof tail);
  return (head * kFibonacci ^ tail) * kFibonacci >> (32 - kOpeningBits);
}

/// The next place at which a name may begin, or the text's end.
std::size_t BrandMatcher::next_opening(std::string_view text, std::size_t at) const {
  const std::uint8_t* const openings = openings_.data();
  const char* const bytes = text.data();
  const std::size_t last = text.size() < 4 ? 0 : text.size() - 3;
  for (; at < last; ++at) {
    std::uint32_t word;
    std::memcpy(&word, bytes + at, 4);
    const std::uint8_t open = openings[opening(word)];
    if (open == kClosed) continue;
    if (open == kOpen) return at;
    if (text.size() - at >= kLongOpening && openings[kOpenings + long_opening(bytes + at)] == kOpen) {
      return at;
    }
  }
  while (at < text.size() && root_[static_cast<std::uint8_t>(text[at])] == 0) ++at;
  return at;
}

std::uint32_t BrandMatcher::child(std::uint32_t node, std::uint8_t byte) const {
  std::uint32_t at = nodes_[node].first_child;
  const std::uint32_t end = nodes_[node + 1].first_child;
  if (end - at > 8) {
    const auto* found = std::lower_bound(labels_.data() + at, labels_.data() + end, byte);
    at = static_cast<std::uint32_t>(found - labels_.data());
  } else {
    while (at < end && labels_[at] != byte) ++at;
  }
  return at < end && labels_[at] == byte ? at : 0;
}

std::uint32_t BrandMatcher::step(std::uint32_t node, std::uint8_t byte) const {
  while (node != 0) {
    if (const std::uint32_t next = child(node, byte)) return next;
    node = nodes_[node].fallback;
  }
  return root_[byte];
}

[[gnu::noinline]] bool BrandMatcher::stands_alone(std::string_view text, const Pattern& pattern,
                                                  Place& place) {
  const char before = place.begin > 0 ? text[place.begin - 1] : '\0';
  place.how = pattern.respelt ? How::Spelling : How::Name;
  if (pattern.form == Form::Handle) {
    if (is_handle_char(before) || !handle_ends(text, place.end)) return false;
    place.how = How::Handle;
  } else if (is_name(pattern.form)) {
    const bool glued = place.begin > 1 && is_handle_char(text[place.begin - 2]);
    if (before == '@') {
      if (glued || pattern.spaced || !handle_ends(text, place.end)) return false;
      place.how = How::Handle;
    } else if (before == '#') {
      place.how = How::Hashtag;
    } else if (before == '$') {
      if (glued || (text[place.begin] >= '0' && text[place.begin] <= '9')) return false;
      place.how = How::Ticker;
    } else if (text[place.begin] == '$') {
      if (is_handle_char(before)) return false;
      place.how = How::Ticker;
    } else {
      // The name of a mailbox is no mention, and of a link only the host is.
      if (place.end + 1 < text.size() && text[place.end] == '@' &&
          is_handle_char(text[place.end + 1])) {
        return false;
      }
      switch (address_around(text, place.begin, place.end)) {
        case Address::None: break;
        case Address::Host: place.how = How::Domain; break;
        case Address::Inside: return false;
      }
    }
    if (pattern.form == Form::Joined && !pattern.loose &&
        (place.how == How::Name || place.how == How::Spelling)) {
      return false;
    }
  }

  const auto neighbour_before = [&] {
    std::size_t at = place.begin;
    return decode_back(text, at);
  };
  if (place.begin > 0) {
    switch (pattern.left) {
      case Edge::Open: break;
      case Edge::Alphabetic:
      case Edge::FewMore:
      case Edge::OneMore:
        if (word_begins(text, place.begin)) break;
        if (before != '_' || !inside_hashtag(text, place.begin)) return false;
        place.how = How::Hashtag;
        break;
      case Edge::Hangul:
        if (is_syllable(neighbour_before())) return false;
        break;
      case Edge::Katakana:
        if (is_katakana(neighbour_before())) return false;
        break;
      case Edge::ShortHiragana: {
        const Script script = script_of(neighbour_before());
        if (script == Script::Hiragana || script == Script::Han) return false;
        break;
      }
      case Edge::LoneHan:
        if (script_of(neighbour_before()) == Script::Han) return false;
        break;
    }
  }

  const auto inflect = [&](bool inflected) {
    if (inflected && place.how == How::Name) place.how = How::Inflected;
    return true;
  };
  if (pattern.endings != 0) {
    bool inflected = false;
    return pass_case_ending(text, static_cast<std::uint8_t>(pattern.endings - 1),
                            pattern.short_stem, place.end, inflected) &&
           inflect(inflected);
  }
  if (place.end == text.size()) return true;
  std::size_t after = place.end;
  const char32_t neighbour = decode(text, after);
  switch (pattern.right) {
    case Edge::Open: return !is_mark(neighbour);
    case Edge::Alphabetic:
      return word_ends(text, place.end) || (place.how == How::Hashtag && text[place.end] == '_');
    case Edge::FewMore: return few_letters_follow(text, place.end, 3);
    case Edge::OneMore: return few_letters_follow(text, place.end, 1);
    case Edge::Hangul:
      return korean_endings_follow(text, place.end, Rank::Suffix, kMostKoreanEndings) &&
             inflect(is_syllable(neighbour));
    case Edge::Katakana: return katakana_ends(text, place.end);
    case Edge::ShortHiragana: {
      const Script script = script_of(neighbour);
      const std::string_view rest = text.substr(place.end);
      return script != Script::Han &&
             (script != Script::Hiragana ||
              std::any_of(std::begin(kJapaneseParticles), std::end(kJapaneseParticles),
                          [&](std::string_view particle) { return rest.starts_with(particle); }));
    }
    case Edge::LoneHan: return script_of(neighbour) != Script::Han;
  }
  return false;
}

/// Takes the names that end at `end`, longest first.
void BrandMatcher::take_places(std::string_view text, std::uint32_t node, std::size_t end,
                               Scratch& scratch) const {
  const auto& surplus = scratch.surplus;
  const std::size_t left_out = surplus.empty() ? 0 : surplus.back().total;
  int tried = 0, taken = 0;
  for (; node != 0; node = nodes_[nodes_[node].fallback].terminal) {
    for (std::uint32_t index = nodes_[node].first_pattern;; ++index) {
      const Pattern& pattern = patterns_[index];
      if (++tried > kMostTried) return;
      // The begin as if no white space had been left out, then where that is in the text.
      std::size_t begin = end - left_out - pattern.length;
      if (pattern.spaced && left_out > 0) {
        const auto behind = std::partition_point(
            surplus.begin(), surplus.end(),
            [&](const Scratch::Surplus& run) { return run.text_end - run.total <= begin; });
        begin += behind == surplus.begin() ? 0 : (behind - 1)->total;
      } else {
        begin += left_out;
      }
      Place place = {index, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                     How::Name};
      if (stands_alone(text, pattern, place)) {
        (is_name(pattern.form)             ? scratch.places
         : pattern.form == Form::Exclusion ? scratch.exclusions
                                           : scratch.contexts)
            .push_back(place);
        if (++taken == kMostTaken) return;
      } else if (scratch.held && scratch.broken.size() < kMostBroken &&
                 pattern.form == Form::Word && !pattern.respelt) {
        scratch.broken.push_back(place);
      }
      if (pattern.last) break;
    }
  }
}

void BrandMatcher::find_places(std::string_view text, Scratch& scratch) const {
  std::uint32_t node = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (node == 0) {
      at = next_opening(text, at);
      if (at == text.size()) return;
    }
    if (std::size_t space = space_length(text, at)) {
      const std::size_t begin = at;
      for (; space != 0; space = at < text.size() ? space_length(text, at) : 0) at += space;
      node = step(node, ' ');
      if (node != 0 && at - begin > 1) {
        const std::size_t total = scratch.surplus.empty() ? 0 : scratch.surplus.back().total;
        scratch.surplus.push_back({at, total + at - begin - 1});
      }
      continue;
    }
    node = step(node, static_cast<std::uint8_t>(text[at++]));
    if (const std::uint32_t terminal = nodes_[node].terminal) {
      take_places(text, terminal, at, scratch);
      if (scratch.places.size() + scratch.exclusions.size() + scratch.contexts.size() >= kMaxHits) {
        return;
      }
    }
  }
}

bool BrandMatcher::occurs_in(std::string_view folded) const {
  if (nodes_.empty()) return false;
  std::uint32_t node = 0;
  for (std::size_t at = 0; at < folded.size();) {
    if (node == 0) {
      at = next_opening(folded, at);
      if (at == folded.size()) break;
    }
    if (const std::size_t space = space_length(folded, at)) {
      node = step(node, ' ');
      at += space;
      while (at < folded.size() && space_length(folded, at) != 0) at += space_length(folded, at);
    } else {
      node = step(node, static_cast<std::uint8_t>(folded[at++]));
    }
    if (nodes_[node].terminal != 0) return true;
  }
  return false;
}

bool BrandMatcher::may_occur_in(const Trigrams& folded) const {
  return std::any_of(trigrams_.begin(), trigrams_.end(),
                     [&](const Trigrams& name) { return folded.hold(name); });
}

/// The exclusion of the brand that covers the place, if there is one.
EARSHOT_SELDOM const BrandMatcher::Place* BrandMatcher::canceller(const Scratch& scratch,
                                                                  std::uint32_t brand,
                                                                  const Place& place) const {
  for (std::uint32_t i = first_canceller_[brand]; i < first_canceller_[brand + 1]; ++i) {
    // The last occurrence that begins no later also ends last.
    const auto behind = std::partition_point(
        scratch.exclusions.begin(), scratch.exclusions.end(), [&](const Place& exclusion) {
          return std::pair(exclusion.pattern, exclusion.begin) <=
                 std::pair(cancellers_[i], place.begin);
        });
    if (behind == scratch.exclusions.begin()) continue;
    const Place& exclusion = *(behind - 1);
    if (exclusion.pattern == cancellers_[i] && exclusion.end >= place.end) return &exclusion;
  }
  return nullptr;
}

/// One sort for all orders, in little code: most texts have a place or two.
void BrandMatcher::sort_places(std::vector<Place>& places,
                               bool (*before)(const Place&, const Place&)) {
  if (places.size() > 1) cold_sort(places, before);
}

/// Sorts the exclusions and lists the brands that the text is not about at all.
EARSHOT_SELDOM void BrandMatcher::list_suppressed(Scratch& scratch) const {
  sort_places(scratch.exclusions, [](const Place& a, const Place& b) {
    return a.pattern != b.pattern ? a.pattern < b.pattern : a.begin < b.begin;
  });
  std::uint32_t previous = ~0u;
  for (const Place& exclusion : scratch.exclusions) {
    if (std::exchange(previous, exclusion.pattern) == exclusion.pattern) continue;
    const Pattern& pattern = patterns_[exclusion.pattern];
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
      const Owner& owner = owners_[pattern.first_owner + i];
      if (!owner.cancels) scratch.suppressed.push_back(owner.brand);
    }
  }
  std::sort(scratch.suppressed.begin(), scratch.suppressed.end());
}

// ---- context -----------------------------------------------------------------------------------

/// Lists where each half word begins, and sorts the contexts.
EARSHOT_SELDOM void BrandMatcher::measure(std::string_view text, Scratch& scratch) {
  scratch.half_words.clear();
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t cp = decode(text, at);
    if (is_alphabetic(cp) || is_syllable(cp)) {
      if (std::exchange(in_word, true)) continue;
      scratch.half_words.push_back(begin);
      scratch.half_words.push_back(begin);
    } else {
      in_word = false;
      if (is_letter(cp)) scratch.half_words.push_back(begin);
    }
  }
  sort_places(scratch.contexts, [](const Place& a, const Place& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.pattern < b.pattern;
  });
}

/// Whether the words around the place speak for the brand: each of them the more, the nearer it is.
EARSHOT_SELDOM BrandMatcher::Verdict BrandMatcher::judge_context(const Scratch& scratch,
                                                                 std::uint32_t brand,
                                                                 const Place& place) const {
  constexpr int kReachHalves = 20;  // ten words
  constexpr int kMostLookedAt = 256;
  const auto& halves = scratch.half_words;
  const auto position = [&](std::uint32_t byte) {
    return static_cast<int>(std::upper_bound(halves.begin(), halves.end(), byte) - halves.begin());
  };
  const int begin = position(place.begin), end = position(place.end - 1);
  const int first = std::max(begin - kReachHalves, 1);
  const std::uint32_t from = halves.empty()
                                 ? 0
                                 : halves[static_cast<std::size_t>(
                                       std::min<int>(first, static_cast<int>(halves.size())) - 1)];
  auto context = std::partition_point(scratch.contexts.begin(), scratch.contexts.end(),
                                      [&](const Place& at) { return at.begin < from; });
  int score = 0, worst = 0;
  Verdict verdict;
  for (int left = kMostLookedAt; context != scratch.contexts.end() && left > 0; ++context, --left) {
    const int at = position(context->begin);
    if (at - end > kReachHalves) break;
    const Pattern& pattern = patterns_[context->pattern];
    const bool for_it = pattern.form == Form::Near;
    // What a name is written with does not stand beside it.
    if (for_it && context->begin < place.end && context->end > place.begin) continue;
    if (!owns(pattern, brand)) continue;
    const int distance = std::max({0, begin - at, at - end});
    const int weight = kReachHalves + 1 - distance;
    if (weight <= 0) continue;
    score += for_it ? weight : -weight;
    if (!for_it && weight > worst) {
      worst = weight;
      verdict = {Hold::NotNear, context->begin, context->end};
    }
  }
  const bool wants = (contexts_[brand] & kWantsNear) != 0;
  if (wants ? score > 0 : score >= 0) return {};
  return worst > 0 ? verdict : Verdict{Hold::NothingNear};
}

EARSHOT_SELDOM bool BrandMatcher::owns(const Pattern& pattern, std::uint32_t brand) const {
  const auto first = owners_.begin() + pattern.first_owner;
  const auto last = first + pattern.owner_count;
  const auto found = std::lower_bound(
      first, last, brand,
      [](const Owner& owner, std::uint32_t wanted) { return owner.brand < wanted; });
  return found != last && found->brand == brand;
}

EARSHOT_SELDOM BrandMatcher::Verdict BrandMatcher::judge(const Scratch& scratch,
                                                         std::uint32_t brand,
                                                         const Place& place) const {
  if (!scratch.exclusions.empty()) {
    if (const Place* by = canceller(scratch, brand, place)) {
      return {Hold::Excluded, by->begin, by->end};
    }
    if (std::binary_search(scratch.suppressed.begin(), scratch.suppressed.end(), brand)) {
      for (const Place& by : scratch.exclusions) {
        if (owns(patterns_[by.pattern], brand)) return {Hold::Excluded, by.begin, by.end};
      }
    }
  }
  // An account, a host or a ticker means nothing else.
  const bool sure =
      place.how == How::Handle || place.how == How::Domain || place.how == How::Ticker;
  if (contexts_.empty() || contexts_[brand] == 0 || sure) return {};
  return judge_context(scratch, brand, place);
}

// ---- what is left ------------------------------------------------------------------------------

EARSHOT_SELDOM void BrandMatcher::hold_back(Scratch& scratch, const Place& place,
                                            const Owner& owner, const Verdict& why) const {
  if (scratch.held && scratch.held->size() < kMaxHits) {
    scratch.held->push_back(
        {owner.brand, place.begin, place.end, owner.name, place.how, why.hold, why.begin, why.end});
  }
}

/// Drops places that no brand is left to own.
EARSHOT_SELDOM void BrandMatcher::drop_held(Scratch& scratch) const {
  std::erase_if(scratch.places, [&](const Place& place) {
    const Pattern& pattern = patterns_[place.pattern];
    const auto owners = std::span(owners_).subspan(pattern.first_owner, pattern.owner_count);
    for (const Owner& owner : owners) {
      if (judge(scratch, owner.brand, place).hold == Hold::None) return false;
    }
    for (const Owner& owner : owners) {
      if (scratch.held) hold_back(scratch, place, owner, judge(scratch, owner.brand, place));
    }
    return true;
  });
}

/// Drops places that lie within a longer one.
void BrandMatcher::drop_contained(Scratch& scratch) const {
  sort_places(scratch.places, [](const Place& a, const Place& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end > b.end : a.pattern < b.pattern;
  });
  Place furthest = {0, 0, 0, How::Name};
  std::erase_if(scratch.places, [&](const Place& place) {
    const bool same = place.begin == furthest.begin && place.end == furthest.end;
    if (place.end <= furthest.end && !same) {
      const Pattern& pattern = patterns_[place.pattern];
      for (std::uint32_t i = 0; scratch.held && i < pattern.owner_count; ++i) {
        const Owner& owner = owners_[pattern.first_owner + i];
        if (owns(patterns_[furthest.pattern], owner.brand)) continue;
        hold_back(scratch, place, owner, {Hold::Longer, furthest.begin, furthest.end});
      }
      return true;
    }
    furthest = place;
    return false;
  });
}

void BrandMatcher::report(Scratch& scratch, std::vector<std::uint32_t>& brands,
                          std::vector<Hit>* hits) const {
  const auto make_unique = [&] {
    std::sort(brands.begin(), brands.end());
    brands.erase(std::unique(brands.begin(), brands.end()), brands.end());
  };
  const bool judged = !scratch.exclusions.empty() || !contexts_.empty();
  if (scratch.reported.size() < patterns_.size()) scratch.reported.resize(patterns_.size());
  for (const Place& place : scratch.places) {
    const Pattern& pattern = patterns_[place.pattern];
    const bool again =
        std::exchange(scratch.reported[place.pattern], scratch.texts) == scratch.texts;
    const bool wants_hits = hits && hits->size() < kMaxHits;
    if (again && !wants_hits && !judged) continue;
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
      const Owner& owner = owners_[pattern.first_owner + i];
      if (judged) {
        const Verdict verdict = judge(scratch, owner.brand, place);
        if (verdict.hold != Hold::None) {
          hold_back(scratch, place, owner, verdict);
          continue;
        }
      }
      brands.push_back(owner.brand);
      if (wants_hits) hits->push_back({owner.brand, place.begin, place.end, owner.name, place.how});
    }
    if (brands.size() > 2 * brand_count_ + 64) make_unique();
  }
  make_unique();
}

void BrandMatcher::match(std::string_view folded, std::vector<std::uint32_t>& brands,
                         std::vector<Hit>* hits, std::span<const TypoPlace> typos,
                         std::vector<Hit>* held) const {
  static thread_local Scratch scratch;
  brands.clear();
  if (hits) hits->clear();
  if (held) held->clear();
  if (nodes_.empty()) return;

  ++scratch.texts;
  scratch.surplus.clear();
  scratch.places.clear();
  scratch.exclusions.clear();
  scratch.contexts.clear();
  scratch.broken.clear();
  scratch.suppressed.clear();
  scratch.held = held;
  find_places(folded, scratch);
  if (!typos.empty()) add_typos(scratch, typos);
  if (scratch.places.empty() && scratch.broken.empty()) return;
  if (!scratch.exclusions.empty()) list_suppressed(scratch);
  if (!contexts_.empty()) measure(folded, scratch);
  if (!scratch.exclusions.empty() || !contexts_.empty()) drop_held(scratch);
  drop_contained(scratch);
  report(scratch, brands, hits);
  if (!scratch.broken.empty()) show_broken(scratch);
}

/// Holds back the names within longer words, where no other name stands.
EARSHOT_SELDOM void BrandMatcher::show_broken(Scratch& scratch) const {
  for (const Place& place : scratch.broken) {
    const Pattern& pattern = patterns_[place.pattern];
    const auto covers = [&](const Place& other) {
      return other.begin < place.end && other.end > place.begin;
    };
    if (std::ranges::any_of(scratch.places, covers)) continue;
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
      hold_back(scratch, place, owners_[pattern.first_owner + i], {Hold::PartOfWord});
    }
  }
}

// ---- slips -------------------------------------------------------------------------------------

/// Takes slips where no name stands as it is.
EARSHOT_SELDOM void BrandMatcher::add_typos(Scratch& scratch,
                                            std::span<const TypoPlace> typos) const {
  const std::size_t exact = scratch.places.size();
  for (const TypoPlace& typo : typos) {
    const auto overlaps = [&](const Place& place) {
      return place.begin < typo.end && place.end > typo.begin;
    };
    const auto names = std::span(scratch.places).first(exact);
    if (!std::ranges::any_of(names, overlaps)) {
      scratch.places.push_back({typo.pattern, typo.begin, typo.end, How::Typo});
    }
  }
}

void BrandMatcher::find_typos(std::string_view folded, TypoMemory& memory,
                              std::vector<TypoPlace>& places) const {
  places.clear();
  typos_.find(folded, memory, places);
  std::erase_if(places, [&](TypoPlace& typo) {
    Place place = {typo.pattern, typo.begin, typo.end, How::Name};
    const bool stands =
        stands_alone(folded, patterns_[typo.pattern], place) &&
        (place.how == How::Name || place.how == How::Inflected || place.how == How::Hashtag);
    typo.end = place.end;
    return !stands;
  });
  if (places.size() > kMostTyposInText) places.resize(kMostTyposInText);
}

// ---- names of things ---------------------------------------------------------------------------

std::string_view how_name(How how) {
  constexpr std::string_view kNames[kHows] = {"name",    "inflected", "spelling", "typo",
                                              "hashtag", "handle",    "domain",   "ticker", "query"};
  return kNames[static_cast<std::size_t>(how)];
}

std::string_view hold_name(Hold hold) {
  constexpr std::string_view kNames[kHolds] = {"",       "excluded",   "notNear", "nothingNear",
                                               "longer", "partOfWord", "frequent"};
  return kNames[static_cast<std::size_t>(hold)];
}

std::string_view name_of(const Brand& brand, std::uint32_t name) {
  if (name == 0) return brand.name;
  if (--name < brand.aliases.size()) return brand.aliases[name];
  return brand.handles[name - brand.aliases.size()];
}

}  // namespace earshot
