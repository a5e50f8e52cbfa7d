#include "insight/text_search.h"

#include <algorithm>
#include <bit>

#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/simd.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// Between two words of a phrase.
constexpr int kMostSigns = 16;
constexpr char32_t kFoldedEnd = 0x20000;

char32_t folded(char32_t cp) {
  if (cp < 0x80) return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
  return properties_of(cp).fold == FoldAction::Keep ? cp : folded_code_point(cp);
}

std::size_t bytes_of(char32_t cp) { return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4; }

char last_byte(char32_t cp) { return static_cast<char>(cp < 0x80 ? cp : 0x80 | (cp & 0x3F)); }

/// How often a letter ends with the same byte as this one, in texts of its writing; per 10,000.
int frequency(char32_t cp) {
  static constexpr std::uint16_t kLetters[26] = {820, 150, 280, 430, 1270, 220, 200, 610, 700,
                                                 15,  77,  400, 240, 670,  750, 190, 10,  600,
                                                 630, 910, 280, 98,  240,  15,  200, 7};
  if (cp >= 'a' && cp <= 'z') return kLetters[cp - 'a'];
  return cp < 0x80 ? 100 : cp < 0x800 ? 300 : 160;
}

/// A code point and what it folds to, where that is another one.
struct Spelling {
  char32_t letter, code_point;
};

std::vector<Spelling> all_spellings() {
  std::vector<Spelling> all;
  for (char32_t cp = 0; cp < kFoldedEnd; ++cp) {
    if (properties_of(cp).fold != FoldAction::Keep) all.push_back({folded_code_point(cp), cp});
  }
  return all;
}

/// The last bytes of all code points that fold to a letter and (if asked for) are as long as it, in an
/// array that repeats the first of them; false if there are more than fit.
bool last_bytes(std::span<const Spelling> all, char32_t letter, bool as_long,
                std::array<char, 2>& bytes) {
  bytes.fill(last_byte(letter));
  std::size_t count = 1;
  for (const Spelling& spelling : all) {
    if (spelling.letter != letter) continue;
    if (as_long && bytes_of(spelling.code_point) != bytes_of(letter)) continue;
    const char byte = last_byte(spelling.code_point);
    if (std::find(bytes.begin(), bytes.end(), byte) != bytes.end()) continue;
    if (count == bytes.size()) return false;
    bytes[count++] = byte;
  }
  return true;
}

/// Bytes of which every occurrence of a word has one, and `distance` behind it one of others.
TextSearch::Anchor anchor_of(std::u32string_view letters, std::span<const Spelling> all) {
  TextSearch::Anchor best;
  int least = -1;
  std::array<char, 2> before{}, bytes{};
  bool known_before = false;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const bool known = is_word_letter(letters[at]) && last_bytes(all, letters[at], true, bytes);
    if (known && known_before) {
      const int rate = frequency(letters[at - 1]) * frequency(letters[at]);
      if (least < 0 || rate < least) {
        least = rate;
        best = {at - 1, bytes_of(letters[at]), before, bytes};
      }
    }
    known_before = known;
    before = bytes;
  }
  for (std::size_t at = 0; least < 0 && at < letters.size(); ++at) {
    if (!last_bytes(all, letters[at], is_word_letter(letters[at]), bytes)) continue;
    return {at, 0, bytes, bytes};
  }
  // Too many signs fold to each of them to look for any.
  if (least < 0) best.letter = letters.size();
  return best;
}

}  // namespace

TextSearch::TextSearch(const SearchQuery& query, const StringPool& authors, WordMarks& marks)
    : query_(query) {
  static const std::vector<Spelling> spellings = all_spellings();
  for (const SearchQuery::Term& term : query.terms) {
    anchors_.push_back(anchor_of(term.front().letters, spellings));
    WordMarks::Sought& of_term = marks_.emplace_back();
    for (const SearchQuery::Part& part : term) of_term += WordMarks::of(part.letters, part.ends_word);
  }
  of_nodes_.resize(query.nodes.size());
  find_authors(authors, marks);
}

void TextSearch::find_authors(const StringPool& authors, WordMarks& marks) {
  if (marks.size() < authors.size()) {
    marks.reserve(authors.size(), 0);
    while (marks.size() < authors.size()) marks.add(authors[static_cast<StringPool::Id>(marks.size())]);
  }
  Found found;
  for (std::size_t first = 0; first < authors.size(); first += WordMarks::kBlock) {
    const std::size_t block = first / WordMarks::kBlock;
    for (std::uint32_t term = 0; term < marks_.size(); ++term) {
      std::uint64_t may = marks.with(block, marks_[term]);
      for (; may != 0; may &= may - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(may));
        if (first + bit >= authors.size()) break;
        const auto author = static_cast<StringPool::Id>(first + bit);
        std::string_view name = authors[author];
        if (marks.joined(block) >> bit & 1) {
          fold(name, folded_title_);
          name = folded_title_;
        }
        if (!find(term, name, 0, found)) continue;
        if (authors_.empty()) authors_.resize(authors.size());
        authors_[author] |= std::uint64_t{1} << term;
      }
    }
  }
}

TextSearch::Candidates TextSearch::candidates(const WordMarks& marks, std::size_t block,
                                              std::span<const StringPool::Id> authors) {
  for (std::size_t at = 0; at < of_nodes_.size(); ++at) {
    const SearchQuery::Node& node = query_.nodes[at];
    Candidates& of = of_nodes_[at];
    if (node.what == SearchQuery::Operator::Term) {
      of = {marks.with(block, marks_[node.left]), 0};
      if (authors_.empty()) continue;
      for (std::size_t row = 0; row < authors.size(); ++row) {
        of.surely |= (authors_[authors[row]] >> node.left & 1) << row;
      }
      of.may |= of.surely;
      continue;
    }
    const Candidates left = of_nodes_[node.left];
    if (node.what == SearchQuery::Operator::Not) {
      of = {~left.surely, ~left.may};
      continue;
    }
    const Candidates right = of_nodes_[node.right];
    switch (node.what) {
      case SearchQuery::Operator::Or: of = {left.may | right.may, left.surely | right.surely}; break;
      case SearchQuery::Operator::And: of = {left.may & right.may, left.surely & right.surely}; break;
      // Both there is not yet near, and names are near nothing.
      default: of = {left.may & right.may, 0};
    }
  }
  return of_nodes_.back();
}

bool TextSearch::matches(std::string_view title, std::string_view text, StringPool::Id author,
                         bool joined) {
  by_author_ = authors_.empty() ? 0 : authors_[author];
  title_ = title;
  text_ = text;
  if (joined) {
    fold(title, folded_title_);
    fold(text, folded_text_);
    title_ = folded_title_;
    text_ = folded_text_;
  }
  return holds(static_cast<std::uint32_t>(query_.nodes.size() - 1));
}

bool TextSearch::holds(std::uint32_t at) {
  const SearchQuery::Node& node = query_.nodes[at];
  switch (node.what) {
    case SearchQuery::Operator::Term: {
      Found found;
      return (by_author_ >> node.left & 1) != 0 || find(node.left, text_, 0, found) ||
             find(node.left, title_, 0, found);
    }
    case SearchQuery::Operator::And: return holds(node.left) && holds(node.right);
    case SearchQuery::Operator::Or: return holds(node.left) || holds(node.right);
    case SearchQuery::Operator::Not: return !holds(node.left);
    case SearchQuery::Operator::Near: break;
  }
  std::vector<Place> found;
  for (const std::string_view text : {text_, title_}) {
    places(at, text, found);
    if (!found.empty()) return true;
  }
  return false;
}

bool TextSearch::matches_at(const SearchQuery::Term& term, std::string_view text, std::size_t begin,
                            std::size_t& end) const {
  std::size_t at = begin;
  for (std::size_t part = 0; part < term.size(); ++part) {
    const auto fits = [&](std::size_t from) {
      const SearchQuery::Part& wanted = term[part];
      std::size_t before = from, to = from;
      if (wanted.begins_word && from > 0 && is_spaced_letter(decode_back(text, before))) return false;
      for (const char32_t letter : wanted.letters) {
        char32_t cp;
        std::size_t letter_begin;
        do {
          if (to == text.size()) return false;
          letter_begin = to;
          cp = static_cast<std::uint8_t>(text[to]) < 0x80 ? static_cast<char32_t>(text[to++])
                                                          : decode(text, to);
        } while (cp >= 0x80 && letter_begin > from &&
                 properties_of(cp).fold == FoldAction::Drop);
        if (folded(cp) != letter) return false;
      }
      std::size_t after = to;
      if (wanted.ends_word && to < text.size() && is_spaced_letter(decode(text, after))) return false;
      // What a word that may go on goes on with belongs to it.
      while (wanted.open && part + 1 < term.size() && to < text.size()) {
        after = to;
        if (!is_word_letter(decode(text, after))) break;
        to = after;
      }
      at = to;
      return true;
    };
    if (part == 0) {
      if (!fits(begin)) return false;
      continue;
    }
    int signs = 0;
    for (std::size_t from = at; !fits(from); ++signs) {
      if (from == text.size() || signs == kMostSigns) return false;
      if (is_word_letter(decode(text, from))) return false;
    }
  }
  end = at;
  return true;
}

bool TextSearch::find(std::uint32_t number, std::string_view text, std::size_t from,
                      Found& found) const {
  const SearchQuery::Term& term = query_.terms[number];
  const Anchor& anchor = anchors_[number];
  if (anchor.letter == term.front().letters.size()) {
    for (std::size_t at = from; at < text.size();) {
      if (matches_at(term, text, at, found.end)) {
        found.begin = at;
        return true;
      }
      decode(text, at);
    }
    return false;
  }
  // The byte that ends the anchor's letter stands at `at`.
  const auto try_at = [&](std::size_t at) {
    std::size_t begin = at + 1;
    // Within a letter: what a part of its bytes decodes to is no sign of the text.
    if (begin < text.size() && (static_cast<std::uint8_t>(text[begin]) & 0xC0) == 0x80) return false;
    for (std::size_t letter = 0; letter <= anchor.letter; ++letter) {
      if (begin <= from) return false;
      decode_back(text, begin);
    }
    if (begin < from || !matches_at(term, text, begin, found.end)) return false;
    found.begin = begin;
    return true;
  };
  const std::size_t distance = anchor.distance;
  const simd::Bytes first[] = {simd::fill(anchor.first[0]), simd::fill(anchor.first[1])};
  const simd::Bytes second[] = {simd::fill(anchor.second[0]), simd::fill(anchor.second[1])};
  const auto any = [](simd::Bytes bytes, const simd::Bytes* of) {
    return simd::either(simd::equal(bytes, of[0]), simd::equal(bytes, of[1]));
  };
  std::size_t at = from;
  for (; at + distance + 16 <= text.size(); at += 16) {
    std::uint32_t hits = simd::bitmask(any(simd::load(text.data() + at), first)) &
                         simd::bitmask(any(simd::load(text.data() + at + distance), second));
    for (; hits != 0; hits &= hits - 1) {
      if (try_at(at + static_cast<std::size_t>(std::countr_zero(hits)))) return true;
    }
  }
  if (at > 0 && at + distance < text.size() && text.size() - distance >= 16) {
    // The last sixteen once more, but for those that were looked at.
    const std::size_t last = text.size() - distance - 16;
    std::uint32_t hits = simd::bitmask(any(simd::load(text.data() + last), first)) &
                         simd::bitmask(any(simd::load(text.data() + last + distance), second));
    hits &= ~0u << (at - last);
    for (; hits != 0; hits &= hits - 1) {
      if (try_at(last + static_cast<std::size_t>(std::countr_zero(hits)))) return true;
    }
    return false;
  }
  const auto is_one = [](const std::array<char, 2>& of, char byte) {
    return byte == of[0] || byte == of[1];
  };
  for (; at + distance < text.size(); ++at) {
    if (is_one(anchor.first, text[at]) && is_one(anchor.second, text[at + distance]) && try_at(at)) {
      return true;
    }
  }
  return false;
}

void TextSearch::count_words(std::string_view text, std::vector<Place>& places) {
  std::vector<std::pair<std::size_t, std::uint64_t*>> asked;
  for (Place& place : places) {
    asked.emplace_back(place.begin, &place.words_before);
    asked.emplace_back(place.end, &place.words_through);
  }
  cold_sort(asked);
  enum class Run : std::uint8_t { None, Spaced, Joined } run = Run::None;
  std::size_t at = 0, next = 0, joined = 0;
  std::uint64_t words = 0;
  for (;;) {
    for (; next < asked.size() && asked[next].first <= at; ++next) *asked[next].second = words;
    if (next == asked.size()) return;
    const char32_t cp = decode(text, at);
    if (!is_word_letter(cp)) {
      run = Run::None;
    } else if (is_spaced_letter(cp) || script_of(cp) == Script::Hangul) {
      words += run != Run::Spaced;
      run = Run::Spaced;
    } else {
      // Where no spaces are put two letters count as a word.
      if (run != Run::Joined) joined = 0;
      words += joined++ % 2 == 0;
      run = Run::Joined;
    }
  }
}

/// Where a word, one of several, or something near another stands, by begin.
void TextSearch::places(std::uint32_t at, std::string_view text, std::vector<Place>& found) const {
  const SearchQuery::Node& node = query_.nodes[at];
  found.clear();
  if (node.what == SearchQuery::Operator::Term) {
    Found one;
    for (std::size_t from = 0; find(node.left, text, from, one); from = one.begin + 1) {
      found.push_back({one.begin, one.end});
    }
    return;
  }
  std::vector<Place> left, right;
  places(node.left, text, left);
  if (node.what == SearchQuery::Operator::Near && left.empty()) return;
  places(node.right, text, right);
  if (node.what == SearchQuery::Operator::Or) {
    std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(found),
               [](const Place& a, const Place& b) { return a.begin < b.begin; });
    return;
  }
  count_words(text, left);
  count_words(text, right);
  std::size_t next = 0;
  std::uint64_t reached = 0;  // words through the end of those of `left` that begin before
  for (const Place& place : right) {
    for (; next < left.size() && left[next].begin <= place.begin; ++next) {
      reached = std::max(reached, left[next].words_through);
    }
    const bool behind = next > 0 && place.words_before < reached + node.words;
    const bool ahead =
        next < left.size() && left[next].words_before < place.words_through + node.words;
    if (behind || ahead) found.push_back(place);
  }
}

}  // namespace earshot
