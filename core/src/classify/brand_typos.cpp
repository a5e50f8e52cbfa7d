#include "classify/brand_typos.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "classify/standout_words.h"
#include "text/cold_sort.h"
#include "text/hash.h"
#include "text/seldom.h"
#include "text/simd.h"
#include "text/unicode.h"

namespace earshot {
namespace {

using Units = std::vector<char32_t>;

constexpr std::size_t kLettersForOne = 5, kLettersForTwo = 9, kMostLetters = 20;
constexpr std::size_t kLeastSyllables = 4, kMostSyllables = 8, kLeastJamo = 8;
constexpr std::size_t kLongestWord = 64;  // bytes
constexpr std::size_t kMostNeighbours = 1 << 20;
constexpr std::size_t kKanaBytes = 3, kCyrillicBytes = 2;
constexpr std::size_t kLongestCyrillicEnding = 3;  // letters

bool is_syllable(char32_t cp) { return cp - 0xAC00 < 11172; }

/// Letters; those of Hangul one by one, in the rows of their own that Unicode has for them.
[[gnu::cold, gnu::noinline]] void units_of(std::string_view text, Units& units) {
  units.clear();
  for (std::size_t at = 0; at < text.size();) {
    const char32_t cp = decode(text, at);
    if (!is_syllable(cp)) {
      units.push_back(cp);
      continue;
    }
    const char32_t syllable = cp - 0xAC00;
    units.push_back(0x1100 + syllable / 588);
    units.push_back(0x1161 + syllable / 28 % 21);
    if (syllable % 28 != 0) units.push_back(0x11A7 + syllable % 28);
  }
}

/// As kinds of words go: what may be one word's letters.
enum class Kind : std::uint8_t { None, Latin, Cyrillic, Hangul, Katakana };

Kind kind_of(char32_t cp) {
  if (cp >= 'a' && cp <= 'z') return Kind::Latin;
  if (is_syllable(cp)) return Kind::Hangul;
  if (cp >= 0x30A1 && cp <= 0x30FC && cp != 0x30FB) return Kind::Katakana;
  return cp >= U'а' && cp <= 0x45F ? Kind::Cyrillic : Kind::None;
}

[[gnu::cold, gnu::noinline]] Kind kind_of(std::string_view word) {
  Kind kind = Kind::None;
  for (std::size_t at = 0; at < word.size();) {
    const Kind next = kind_of(decode(word, at));
    if (next == Kind::None || (kind != Kind::None && next != kind)) return Kind::None;
    kind = next;
  }
  return kind;
}

/// Edits between two words (optimal string alignment), or more than `most`.
[[gnu::cold, gnu::noinline]] std::size_t edits_between(const Units& a, const Units& b) {
  constexpr std::size_t kRow = 3 * kMostLetters + 1;
  std::array<std::array<std::uint8_t, kRow>, 3> rows;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& second = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::uint8_t least = static_cast<std::uint8_t>(above[j - 1] + (a[i - 1] != b[j - 1]));
      least = std::min<std::uint8_t>(least, above[j] + 1);
      least = std::min<std::uint8_t>(least, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        least = std::min<std::uint8_t>(least, second[j - 2] + 1);
      }
      row[j] = least;
    }
  }
  return rows[a.size() % 3][b.size()];
}

/// Whether the longer word is the shorter one with more before or behind it, which makes another
/// word ("meridian", "Samsun"); the last letter once more or once less does not.
[[gnu::cold, gnu::noinline]] bool goes_on(const Units& a, const Units& b) {
  const Units& shorter = a.size() < b.size() ? a : b;
  const Units& longer = a.size() < b.size() ? b : a;
  if (longer.size() == shorter.size()) return false;
  if (std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin())) return true;
  return std::equal(shorter.begin(), shorter.end(), longer.begin()) &&
         longer.back() != shorter.back();
}

std::uint64_t hash_units(const Units& units, std::size_t without, std::size_t and_without) {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i == without || i == and_without) continue;
    hash = (hash ^ units[i]) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
  }
  return hash;
}

/// Calls `use` with the hash of the word and of what is left without up to `most` of its letters.
template <class Use>
void each_neighbour(const Units& units, int most, Use use) {
  const std::size_t none = units.size();
  use(hash_units(units, none, none));
  for (std::size_t i = 0; most > 0 && i < none; ++i) {
    use(hash_units(units, i, none));
    for (std::size_t j = i + 1; most > 1 && j < none; ++j) use(hash_units(units, i, j));
  }
}

/// Bytes of two letters of the script whose first byte this is.
std::size_t two_letters(std::uint8_t byte) { return byte < 0x80 ? 2 : byte < 0xE0 ? 4 : 6; }

/// @param bytes at most 6
std::size_t filter_slot(std::string_view text, std::size_t at, std::size_t bytes,
                        std::uint64_t salt, int bits) {
  std::uint64_t word = 0;
  if (at + sizeof(word) <= text.size()) {
    std::memcpy(&word, text.data() + at, sizeof(word));
    word &= (std::uint64_t{1} << (8 * bytes)) - 1;
  } else {
    std::memcpy(&word, text.data() + at, bytes);
  }
  word ^= salt << 56;
  return static_cast<std::size_t>(word * 0x9E3779B97F4A7C15u >> (64 - bits));
}

/// Of 64 bytes, bit by bit: those past ASCII, and ASCII letters and digits.
void classify_block(const char* at, std::uint64_t& high, std::uint64_t& word) {
  namespace v = simd;
  high = word = 0;
  for (int i = 0; i < 64; i += static_cast<int>(sizeof(v::Bytes))) {
    const v::Bytes bytes = v::load(at + i);
    // Bytes past ASCII are less than all others, as signed ones.
    const std::uint32_t letters =
        v::bitmask(v::less(bytes, v::fill('{'))) & ~v::bitmask(v::less(bytes, v::fill('a')));
    const std::uint32_t digits =
        v::bitmask(v::less(bytes, v::fill(':'))) & ~v::bitmask(v::less(bytes, v::fill('0')));
    high |= std::uint64_t{v::bitmask(bytes)} << i;
    word |= std::uint64_t{letters | digits} << i;
  }
}

/// Takes out words of fewer than four bytes, as far as the block shows them whole.
std::uint64_t without_short_runs(std::uint64_t mask, bool goes_on) {
  // What leaves the block may have any length, and so may what came into it.
  const std::uint64_t open = goes_on ? mask & ~(mask + 1) : 0;
  const std::uint64_t two = mask & (mask >> 1 | std::uint64_t{1} << 63);
  std::uint64_t four = two & (two >> 2 | std::uint64_t{3} << 62);
  four |= four << 1;
  four |= four << 2;
  return (four & mask) | open;
}

/// Salts of the filter: which letters of the word the two are.
enum : std::uint64_t { kFirst = 1, kLast = 2, kSecond = 3 };

}  // namespace

// ---- names -------------------------------------------------------------------------------------

EARSHOT_SELDOM void BrandTypos::add(std::string_view text, std::size_t letters,
                                   std::uint32_t pattern) {
  const Kind kind = kind_of(text);
  if (kind == Kind::None || letters > kMostLetters || letters < kLeastSyllables) return;
  if (is_common_word(text)) return;
  Name name;
  units_of(text, name.units);
  name.pattern = pattern;
  const bool hangul = kind == Kind::Hangul;
  if (hangul ? name.units.size() < kLeastJamo || letters > kMostSyllables
             : letters < kLettersForOne) {
    return;
  }
  name.edits = !hangul && letters >= kLettersForTwo ? 2 : 1;
  name.syllables = hangul ? static_cast<std::uint8_t>(letters) : 0;
  two_edits_ |= name.edits == 2;
  (kind == Kind::Latin ? ascii_ : high_) = true;
  high_letters_[hangul] |= kind == Kind::Cyrillic || hangul;
  katakana_ |= kind == Kind::Katakana;
  if (kind == Kind::Latin) ascii_sizes_ |= std::uint32_t{7} << (letters - 1);
  names_.push_back(std::move(name));

  if (filter_.empty()) filter_.assign(std::size_t{1} << kFilterBits, 0);
  const std::size_t bytes = two_letters(static_cast<std::uint8_t>(text[0]));
  const auto set = [&](std::size_t at, std::uint64_t salt) {
    filter_[filter_slot(text, at, bytes, salt, kFilterBits)] = 1;
  };
  set(0, kFirst);
  set(text.size() - bytes, kLast);
  if (hangul) set(bytes, kSecond);
}

EARSHOT_SELDOM void BrandTypos::finish() {
  for (int most = two_edits_ ? 2 : 1; most > 0; --most) {
    neighbours_.clear();
    for (std::uint32_t i = 0; i < names_.size() && neighbours_.size() <= kMostNeighbours; ++i) {
      each_neighbour(names_[i].units, std::min<int>(most, names_[i].edits),
                     [&](std::uint64_t hash) { neighbours_.emplace_back(hash, i); });
    }
    // With thousands of long names two edits would take more memory than they are worth.
    if (neighbours_.size() <= kMostNeighbours) break;
    two_edits_ = false;
    for (Name& name : names_) name.edits = 1;
  }
  cold_sort(neighbours_);
}

// ---- texts -------------------------------------------------------------------------------------

class BrandTypos::Search {
 public:
  Search(const BrandTypos& typos, std::string_view text, TypoMemory& memory,
         std::vector<TypoPlace>& out)
      : typos_(typos), text_(text), memory_(memory), out_(out) {}

  /// A run of ASCII letters and digits.
  void ascii(std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    if (size > kMostLetters + 1 || (typos_.ascii_sizes_ >> size & 1) == 0) return;
    if (may_be(begin, 2, kFirst) || may_be(end - 2, 2, kLast)) look_up(begin, end);
  }

  /// A run of other letters.
  void high(std::size_t begin, std::size_t end) {
    const auto lead = static_cast<std::uint8_t>(text_[begin]);
    if (lead >= 0xE3 && lead < 0xEA) {
      if (typos_.katakana_) split_katakana(begin, end);
      return;
    }
    const std::size_t bytes = two_letters(lead);
    const std::size_t least = (lead < 0xE0 ? kLettersForOne - 1 : kLeastSyllables) * bytes / 2;
    if (end - begin < least || lead > 0xED || !typos_.high_letters_[lead >= 0xE0]) return;
    if (may_be(begin, bytes, kFirst) ||
        (lead < 0xE0 ? may_be(end - bytes, bytes, kLast) : may_be(begin + bytes, bytes, kSecond))) {
      look_up(begin, std::min(end, begin + kLongestWord));
    } else if (typos_.katakana_ && lead >= 0xE3) {
      split_katakana(begin, end);
    }
  }

 private:
  bool may_be(std::size_t at, std::size_t bytes, std::uint64_t salt) const {
    return typos_.filter_[filter_slot(text_, at, bytes, salt, kFilterBits)] != 0;
  }

  void split_katakana(std::size_t begin, std::size_t end) {
    // U+30A1 to U+30FC without the middle dot, as bytes: in Japanese this looks at every letter.
    const auto is_katakana = [&](std::size_t at) {
      const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text_[at + i]); };
      if (byte(0) != 0xE3) return false;
      return byte(1) == 0x82 ? byte(2) >= 0xA1
                             : byte(1) == 0x83 && byte(2) <= 0xBC && byte(2) != 0xBB;
    };
    const auto size_at = [&](std::size_t at) {
      const auto lead = static_cast<std::uint8_t>(text_[at]);
      return std::size_t{lead >= 0xF0 ? 4u : lead >= 0xE0 ? 3u : lead >= 0xC0 ? 2u : 1u};
    };
    while (begin + (kLettersForOne - 1) * kKanaBytes <= end) {
      std::size_t stop = begin;
      while (stop + kKanaBytes <= end && is_katakana(stop)) stop += kKanaBytes;
      const std::size_t size = stop - begin;
      if (size >= (kLettersForOne - 1) * kKanaBytes && size <= kLongestWord &&
          (may_be(begin, 2 * kKanaBytes, kFirst) ||
           may_be(stop - 2 * kKanaBytes, 2 * kKanaBytes, kLast))) {
        look_up(begin, stop);
      }
      begin = stop;
      if (begin < end) begin += size_at(begin);
    }
  }

  [[gnu::noinline]] void look_up(std::size_t begin, std::size_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    const std::uint64_t hash = hash_bytes(word) | 1;
    std::uint64_t& slot = memory_.slots_[hash >> 32 & (TypoMemory::kSlots - 1)];
    if (slot == hash) return;
    const std::size_t before = out_.size();
    find_in(begin, word);
    if (out_.size() == before) slot = hash;
  }

  [[gnu::cold, gnu::noinline]] void find_in(std::size_t begin, std::string_view word) {
    std::size_t at = 0;
    const Kind kind = kind_of(decode(word, at));
    if (is_common_word(word)) return;
    if (kind == Kind::Hangul) {
      std::size_t syllables = 0;
      for (std::size_t end = 0; end < word.size() && syllables <= kMostSyllables;) {
        if (kind_of(decode(word, end)) != Kind::Hangul) return;
        if (++syllables >= kLeastSyllables) compare(begin, word.substr(0, end), syllables);
      }
      return;
    }
    if (kind_of(word) != kind || kind == Kind::None) return;
    compare(begin, word, 0);
    for (std::size_t cut = 1; kind == Kind::Cyrillic && cut <= kLongestCyrillicEnding; ++cut) {
      const std::size_t bytes = cut * kCyrillicBytes;
      if (word.size() < bytes + (kLettersForOne - 1) * kCyrillicBytes) return;
      compare(begin, word.substr(0, word.size() - bytes), 0);
    }
  }

  /// Appends the names of fewest edits.
  [[gnu::cold, gnu::noinline]] void compare(std::size_t begin, std::string_view word,
                                            std::size_t syllables) {
    units_of(word, units_);
    if (units_.size() > 3 * kMostLetters) return;
    found_.clear();
    const int most = typos_.two_edits_ && units_.size() + 1 >= kLettersForTwo ? 2 : 1;
    each_neighbour(units_, most, [&](std::uint64_t hash) {
      auto at = std::ranges::lower_bound(typos_.neighbours_, std::pair(hash, 0u));
      for (; at != typos_.neighbours_.end() && at->first == hash; ++at)
        found_.push_back(at->second);
    });
    std::sort(found_.begin(), found_.end());
    std::size_t least = 3;
    std::uint32_t previous = ~0u;
    const std::size_t first = out_.size();
    for (const std::uint32_t index : found_) {
      if (std::exchange(previous, index) == index) continue;
      const Name& name = typos_.names_[index];
      const std::size_t a = name.units.size(), b = units_.size();
      if (name.syllables != syllables || a > b + 1 || b > a + 1 || goes_on(name.units, units_)) {
        continue;
      }
      const std::size_t edits = edits_between(name.units, units_);
      if (edits == 0 || edits > name.edits || edits > least) continue;
      if (edits < least) out_.resize(first);
      least = edits;
      out_.push_back({name.pattern, static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(begin + word.size())});
    }
  }

  const BrandTypos& typos_;
  std::string_view text_;
  TypoMemory& memory_;
  std::vector<TypoPlace>& out_;
  Units units_;
  std::vector<std::uint32_t> found_;
};

void BrandTypos::find(std::string_view folded, TypoMemory& memory,
                      std::vector<TypoPlace>& out) const {
  if (names_.empty()) return;
  constexpr std::size_t kBlock = 64;
  Search search(*this, folded, memory, out);
  std::size_t ascii_begin = 0, high_begin = 0;
  bool in_ascii = false, in_high = false;
  const auto runs = [](std::uint64_t mask, std::size_t base, bool& in, std::size_t& begin,
                       auto use) {
    for (std::uint64_t left = in ? ~mask : mask; left != 0;) {
      const int bit = std::countr_zero(left);
      if (in) {
        use(begin, base + static_cast<std::size_t>(bit));
      } else {
        begin = base + static_cast<std::size_t>(bit);
      }
      in = !in;
      left = (in ? ~mask : mask) & (~std::uint64_t{0} << bit);
    }
  };
  // What is behind the text is a border.
  for (std::size_t base = 0; base <= folded.size(); base += kBlock) {
    char padded[kBlock];
    const char* at = folded.data() + base;
    if (base + kBlock > folded.size()) {
      std::memset(padded, 0, kBlock);
      if (base < folded.size()) std::memcpy(padded, at, folded.size() - base);
      at = padded;
    }
    std::uint64_t high, word;
    classify_block(at, high, word);
    if (ascii_ && (word != 0 || in_ascii)) {
      runs(without_short_runs(word, in_ascii), base, in_ascii, ascii_begin,
           [&](std::size_t begin, std::size_t end) { search.ascii(begin, end); });
    }
    if (high_ && (high != 0 || in_high)) {
      runs(high, base, in_high, high_begin,
           [&](std::size_t begin, std::size_t end) { search.high(begin, end); });
    }
  }
}

}  // namespace earshot
