#include "classify/brand_matcher.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/unicode.h"

namespace earshot {
namespace {

#include "classify/word_endings.inc"

/// Names that end at one place are nested in one another; deeper nesting than this is not looked
/// into.
constexpr int kMostTried = 64, kMostTaken = 4;
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
  switch (properties.script) {
    case Script::Hangul:
    case Script::Hiragana:
    case Script::Katakana:
    case Script::Han:
    case Script::Bopomofo:
    case Script::Thai:
    case Script::Lao:
    case Script::Khmer:
    case Script::Myanmar:
    case Script::Tibetan: return false;
    default:
      return properties.category == Category::Letter || properties.category == Category::Digit ||
             properties.category == Category::Mark;
  }
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

/// Bytes of the white space character at `at`, or 0.
std::size_t space_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  if (lead <= ' ') return lead == ' ' || (lead >= 9 && lead <= 13) ? 1 : 0;
  if (lead != 0xC2 && lead != 0xE1 && lead != 0xE2 && lead != 0xE3) return 0;
  std::size_t end = at;
  return is_space(decode(text, end)) ? end - at : 0;
}

// ---- Korean ------------------------------------------------------------------------------------

constexpr auto kSortedKoreanEndings = [] {
  auto endings = std::to_array(kKoreanEndings);
  std::sort(endings.begin(), endings.end(),
            [](const KoreanEnding& a, const KoreanEnding& b) { return a.form < b.form; });
  return endings;
}();

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
  std::size_t before = at;
  const char32_t previous = decode_back(text, before);
  std::size_t end = at;
  for (std::size_t length = 1; length <= kLongestKoreanEnding && syllable_at(text, end); ++length) {
    end += kSyllableBytes;
    const std::string_view form = text.substr(at, end - at);
    const auto found = std::lower_bound(
        kSortedKoreanEndings.begin(), kSortedKoreanEndings.end(), form,
        [](const KoreanEnding& ending, std::string_view wanted) { return ending.form < wanted; });
    if (found == kSortedKoreanEndings.end() || found->form != form) continue;
    if (found->rank < rank || !follows_sound(found->after, previous)) continue;
    const std::size_t further = found->rank == Rank::Closing ? 0 : left - 1;
    if (korean_endings_follow(text, end, found->rank, further)) return true;
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
bool pass_case_ending(std::string_view text, std::uint8_t row, bool short_stem,
                      std::uint32_t& end) {
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
  return word_ends(text, end);
}

// ---- names -------------------------------------------------------------------------------------

/// Folded, trimmed, each run of white space a single space.
std::string search_form(std::string_view name) {
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
std::string joined_form(std::string_view name, std::string_view glue) {
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
bool is_loosely_spaced(std::string_view text) {
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
Stem stem_of(std::string_view name) {
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
  std::vector<std::uint32_t> suppressed;
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
    bool short_stem, loose;
    Edge left, right;
    BrandMatcher::Owner owner;

    auto pattern() const { return std::tie(text, form, endings, short_stem, left, right); }

    static bool before(const Draft* a, const Draft* b) {
      if (const int order = a->text.compare(b->text)) return order < 0;
      if (a->pattern() != b->pattern()) return a->pattern() < b->pattern();
      return std::tie(a->owner.brand, a->owner.name) < std::tie(b->owner.brand, b->owner.name);
    }
  };

 public:
  explicit BrandMatcherBuilder(BrandMatcher& matcher) : matcher_(matcher) {}

  void build(std::span<const Brand> brands) {
    matcher_.brand_count_ = brands.size();
    for (std::uint32_t i = 0; i < brands.size(); ++i) add_brand(i, brands[i]);
    if (drafts_.empty()) return;
    for (const Draft& draft : drafts_) sorted_.push_back(&draft);
    cold_sort(sorted_, &Draft::before);
    make_patterns();
    make_nodes();
    link_nodes();
    list_cancellers(brands.size());
  }

 private:
  void add_brand(std::uint32_t index, const Brand& brand) {
    std::vector<std::string> names;
    std::uint32_t name = 0;
    const auto add_name = [&](std::string_view written) {
      names.push_back(search_form(without_sign(written)));
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
  }

  void add(std::string text, Form form, BrandMatcher::Owner owner) {
    if (text.empty()) return;
    const auto [left, right] = edges(text);
    const bool loose = is_loosely_spaced(text);
    const Stem stem = form == Form::Handle ? Stem{text.size(), 0, false} : stem_of(text);
    text.resize(stem.length);
    drafts_.push_back(
        {std::move(text), form, stem.endings, stem.is_short, loose, left, right, owner});
  }

  static std::pair<Edge, Edge> edges(std::string_view text) {
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

  void make_patterns() {
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
           .last = true});
      begin = end;
    }
  }

  /// The tree of all strings, breadth first. The strings are sorted, so that those below a node are
  /// neighbours, the one that ends at it first.
  void make_nodes() {
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

  void list_openings() {
    matcher_.openings_.assign(std::size_t{1} << BrandMatcher::kOpeningBits, 0);
    for (const auto& [text, pattern] : texts_) open(text, 0, 0);
  }

  /// Marks the openings that go on from the `depth` bytes in `bytes`.
  void open(std::string_view text, std::size_t depth, std::uint32_t bytes) {
    // Bytes that white space may begin with, of which `text` shows but one.
    constexpr std::uint8_t kSpaceLeads[] = {9, 10, 11, 12, 13, ' ', 0xC2, 0xE1, 0xE2};
    if (depth == 3) {
      matcher_.openings_[BrandMatcher::opening(bytes)] = 1;
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

  void link_nodes() {
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
  void list_cancellers(std::size_t brand_count) {
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
  std::vector<Draft> drafts_;
  std::vector<const Draft*> sorted_;
  std::vector<Text> texts_;  ///< distinct, ascending
  std::vector<std::uint32_t> parents_;
};

BrandMatcher::BrandMatcher(std::span<const Brand> brands) {
  BrandMatcherBuilder(*this).build(brands);
}

// ---- matching ----------------------------------------------------------------------------------

std::uint32_t BrandMatcher::opening(std::uint32_t three_bytes) {
  constexpr std::uint32_t kFibonacci = 2654435769;  // Knuth's multiplicative hash
  return (three_bytes & 0xFFFFFF) * kFibonacci >> (32 - kOpeningBits);
}

/// The next place at which a name may begin, or the text's end.
std::size_t BrandMatcher::next_opening(std::string_view text, std::size_t at) const {
  const std::uint8_t* const openings = openings_.data();
  const char* const bytes = text.data();
  const std::size_t last = text.size() < 4 ? 0 : text.size() - 3;
  for (; at < last; ++at) {
    std::uint32_t word;
    std::memcpy(&word, bytes + at, 4);
    if (openings[opening(word)] != 0) return at;
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

bool BrandMatcher::stands_alone(std::string_view text, const Pattern& pattern, Place& place) {
  const char before = place.begin > 0 ? text[place.begin - 1] : '\0';
  place.kind = NameKind::Name;
  if (pattern.form == Form::Handle) {
    if (is_handle_char(before) || !handle_ends(text, place.end)) return false;
    place.kind = NameKind::Handle;
  } else if (before == '@' && pattern.form != Form::Exclusion) {
    const bool address = place.begin > 1 && is_handle_char(text[place.begin - 2]);
    if (address || pattern.spaced || !handle_ends(text, place.end)) return false;
    place.kind = NameKind::Handle;
  } else if (before == '#') {
    place.kind = NameKind::Hashtag;
  } else if (pattern.form == Form::Joined && !pattern.loose) {
    return false;
  }

  const auto neighbour_before = [&] {
    std::size_t at = place.begin;
    return decode_back(text, at);
  };
  if (place.begin > 0) {
    switch (pattern.left) {
      case Edge::Open: break;
      case Edge::Alphabetic:
        if (!word_begins(text, place.begin)) return false;
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

  if (pattern.endings != 0) {
    return pass_case_ending(text, static_cast<std::uint8_t>(pattern.endings - 1),
                            pattern.short_stem, place.end);
  }
  if (place.end == text.size()) return true;
  std::size_t after = place.end;
  const char32_t neighbour = decode(text, after);
  switch (pattern.right) {
    case Edge::Open: return !is_mark(neighbour);
    case Edge::Alphabetic: return word_ends(text, place.end);
    case Edge::Hangul:
      return korean_endings_follow(text, place.end, Rank::Suffix, kMostKoreanEndings);
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
                     NameKind::Name};
      if (stands_alone(text, pattern, place)) {
        (pattern.form == Form::Exclusion ? scratch.exclusions : scratch.places).push_back(place);
        if (++taken == kMostTaken) return;
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
      if (scratch.places.size() + scratch.exclusions.size() >= kMaxHits) return;
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

/// Whether an exclusion of the brand covers the place.
bool BrandMatcher::cancelled(const Scratch& scratch, std::uint32_t brand,
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
    if (exclusion.pattern == cancellers_[i] && exclusion.end >= place.end) return true;
  }
  return false;
}

/// One sort for all orders: each of its own would weigh several kilobytes.
void BrandMatcher::sort_places(std::vector<Place>& places,
                               bool (*before)(const Place&, const Place&)) {
  std::sort(places.begin(), places.end(), before);
}

/// Drops places that no brand is left to own, and lists brands that the text is not about at all.
void BrandMatcher::drop_cancelled(Scratch& scratch) const {
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
  std::erase_if(scratch.places, [&](const Place& place) {
    const Pattern& pattern = patterns_[place.pattern];
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
      if (!cancelled(scratch, owners_[pattern.first_owner + i].brand, place)) return false;
    }
    return true;
  });
}

/// Drops places that lie within a longer one.
void BrandMatcher::drop_contained(std::vector<Place>& places) {
  sort_places(places, [](const Place& a, const Place& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end > b.end : a.pattern < b.pattern;
  });
  std::uint32_t furthest_begin = 0, furthest_end = 0;
  std::erase_if(places, [&](const Place& place) {
    const bool same = place.begin == furthest_begin && place.end == furthest_end;
    if (place.end <= furthest_end && !same) return true;
    furthest_begin = place.begin;
    furthest_end = place.end;
    return false;
  });
}

void BrandMatcher::report(Scratch& scratch, std::vector<std::uint32_t>& brands,
                          std::vector<Hit>* hits) const {
  const auto make_unique = [&] {
    std::sort(brands.begin(), brands.end());
    brands.erase(std::unique(brands.begin(), brands.end()), brands.end());
  };
  if (scratch.reported.size() < patterns_.size()) scratch.reported.resize(patterns_.size());
  for (const Place& place : scratch.places) {
    const Pattern& pattern = patterns_[place.pattern];
    const bool again =
        std::exchange(scratch.reported[place.pattern], scratch.texts) == scratch.texts;
    const bool wants_hits = hits && hits->size() < kMaxHits;
    if (again && !wants_hits && scratch.exclusions.empty()) continue;
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i) {
      const Owner& owner = owners_[pattern.first_owner + i];
      if (!scratch.exclusions.empty() &&
          (cancelled(scratch, owner.brand, place) ||
           std::binary_search(scratch.suppressed.begin(), scratch.suppressed.end(), owner.brand))) {
        continue;
      }
      brands.push_back(owner.brand);
      if (wants_hits) {
        const NameKind kind =
            place.kind == NameKind::Name && owner.name > 0 ? NameKind::Alias : place.kind;
        hits->push_back({owner.brand, place.begin, place.end, owner.name, kind});
      }
    }
    if (brands.size() > 2 * brand_count_ + 64) make_unique();
  }
  make_unique();
}

void BrandMatcher::match(std::string_view folded, std::vector<std::uint32_t>& brands,
                         std::vector<Hit>* hits) const {
  static thread_local Scratch scratch;
  brands.clear();
  if (hits) hits->clear();
  if (nodes_.empty()) return;

  ++scratch.texts;
  scratch.surplus.clear();
  scratch.places.clear();
  scratch.exclusions.clear();
  scratch.suppressed.clear();
  find_places(folded, scratch);
  if (scratch.places.empty()) return;
  if (!scratch.exclusions.empty()) drop_cancelled(scratch);
  drop_contained(scratch.places);
  report(scratch, brands, hits);
}

}  // namespace earshot
