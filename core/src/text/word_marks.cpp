#include "text/word_marks.h"

#include <algorithm>
#include <array>
#include <bit>

#include "text/fold.h"
#include "text/simd.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace earshot {
namespace {

// Marks a text, and bytes of text for each byte of them.
constexpr std::size_t kFewestMarks = 32, kMostMarks = 512, kBytesPerByte = 8;
constexpr std::uint32_t kWritingMarks = 4;  // of them
constexpr std::size_t kBeginning = 3, kLongBeginning = 5;

/// Of a word, letter by letter.
constexpr std::uint32_t joined_hash(std::uint32_t hash, char32_t letter) {
  return std::rotl(hash, 7) ^ letter;
}
constexpr std::uint32_t kScatter = 2654435769u;
constexpr std::uint32_t beginning_mark(std::uint32_t hash) { return hash * kScatter; }
constexpr std::uint32_t whole_mark(std::uint32_t hash) { return (hash ^ 0x5bd1e995u) * 0x85ebca6bu; }
constexpr std::uint32_t pair_mark(char32_t first, char32_t second) {
  return (first * 0x9e3779b1u ^ second) * 0xc2b2ae35u;
}
constexpr std::uint32_t emoji_mark(char32_t cp) { return cp * 0x27d4eb2fu; }

std::size_t bytes_of(char32_t cp) { return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4; }

/// What a code point is to a search.
struct Sign {
  char32_t folded;
  bool letter, spaced;
  bool joins;  ///< folding it may do more than fold it for itself
};

Sign sign_of(char32_t cp) {
  const auto [script, category, action] = properties_of(cp);
  Sign sign{cp, is_word_letter(cp), false, action != FoldAction::Keep};
  sign.spaced = sign.letter && parts_words(script);
  if (action == FoldAction::Keep) return sign;
  sign.folded = folded_code_point(cp);
  if (action == FoldAction::Map) {
    sign.joins = bytes_of(sign.folded) != bytes_of(cp) && is_word_letter(sign.folded);
  }
  return sign;
}

/// Bit of a letter's writing, none of digits.
constexpr std::uint32_t kHangul = 4, kOtherWriting = 8;
constexpr std::uint32_t writing_of(char32_t letter) {
  if (letter < 0x370) return letter < 'a' ? 0 : 1;
  if (letter >= 0x400 && letter < 0x530) return 2;
  return letter >= 0xAC00 && letter < 0xD7A4 ? kHangul : kOtherWriting;
}

/// What is below U+0800, where all letters are of writings with spaces: what a letter folds to, 0 of
/// others, its writing, and whether to look closer.
constexpr std::uint16_t kJoins = 0x8000, kLowLetter = 0x7FF;
constexpr unsigned kWritingShift = 11;
using LowSigns = std::array<std::uint16_t, 0x800>;

const LowSigns& low_signs() {
  static const LowSigns signs = [] {
    LowSigns made;
    for (char32_t cp = 0; cp < made.size(); ++cp) {
      const Sign sign = sign_of(cp);
      const auto letter = sign.spaced ? sign.folded & kLowLetter : 0;
      made[cp] = static_cast<std::uint16_t>(letter | writing_of(letter) << kWritingShift | (sign.joins ? kJoins : 0));
    }
    return made;
  }();
  return signs;
}

/// Han, Hangul syllables, and kana but for their voice marks, are what they are.
bool is_plain(std::uint8_t lead, std::uint8_t second, std::uint8_t third) {
  return (lead >= 0xE4 && lead <= 0xE9) || (lead == 0xEA && second >= 0xB0) || lead == 0xEB ||
         lead == 0xEC || (lead == 0xED && second < 0x9E) ||
         (lead == 0xE3 && (second == 0x81 || second == 0x83 ||
                           (second == 0x82 && third != 0x99 && third != 0x9A)));
}

std::uint32_t marks_for(std::size_t texts, std::size_t bytes) {
  const std::size_t wanted = bytes / std::max<std::size_t>(texts, 1) / kBytesPerByte * 8;
  return static_cast<std::uint32_t>(std::clamp(wanted, kFewestMarks, kMostMarks) - kWritingMarks);
}

}  // namespace

bool is_word_letter(char32_t cp) {
  const auto [script, category, action] = properties_of(cp);
  return category == Category::Letter || category == Category::Digit ||
         (category == Category::Mark && action != FoldAction::Drop);
}

bool is_spaced_letter(char32_t cp) { return is_word_letter(cp) && parts_words(script_of(cp)); }

bool joins_letters(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    if (end - at >= 16) {
      const std::uint32_t high = simd::bitmask(simd::load(at));
      if (high == 0) {
        at += 16;
        continue;
      }
      at += std::countr_zero(high);
    } else if (!(*at & 0x80)) {
      ++at;
      continue;
    }
    while (end - at >= 3 && is_plain(static_cast<std::uint8_t>(at[0]), static_cast<std::uint8_t>(at[1]),
                                     static_cast<std::uint8_t>(at[2]))) {
      at += 3;
    }
    // So is Russian.
    while (end - at >= 2 && (static_cast<std::uint8_t>(at[0]) == 0xD0 ||
                             static_cast<std::uint8_t>(at[0]) == 0xD1)) {
      at += 2;
    }
    if (at == end) return false;
    if (!(*at & 0x80)) continue;
    auto offset = static_cast<std::size_t>(at - text.data());
    const std::size_t begin = offset;
    const char32_t cp = decode(text, offset);
    at = text.data() + offset;
    const FoldAction action = properties_of(cp).fold;
    if (action == FoldAction::Keep) continue;
    if (action == FoldAction::Map) {
      const char32_t to = folded_code_point(cp);
      if (bytes_of(to) != bytes_of(cp) && is_word_letter(to)) return true;
      continue;
    }
    if (action == FoldAction::Combine) return true;
    std::size_t before = begin;
    if (begin > 0 && is_word_letter(decode_back(text, before))) return true;
  }
  return false;
}

void WordMarks::reserve(std::size_t texts, std::size_t bytes, std::uint32_t salt) {
  if (count_ == 0) {
    count_ = marks_for(texts, bytes);
    factor_ = salt * kScatter << 1 | 1;
  }
  bits_.reserve((texts + kBlock - 1) / kBlock * stride());
}

std::size_t WordMarks::bytes(std::size_t texts, std::size_t bytes) {
  return (texts + kBlock - 1) / kBlock * (marks_for(texts, bytes) + 1 + kWritings) * sizeof(std::uint64_t);
}

void WordMarks::add(std::string_view text, std::string_view title) {
  const std::size_t begin = size_ / kBlock * stride();
  if (size_ % kBlock == 0) bits_.resize(begin + stride());
  std::uint64_t* const block = bits_.data() + begin;
  const std::uint64_t bit = std::uint64_t{1} << size_ % kBlock;
  ++size_;
  const bool settled = mark(text, block, bit);
  if ((mark(title, block, bit) && settled) || !(joins_letters(text) || joins_letters(title))) return;
  block[count_] |= bit;
  for (const std::string_view string : {text, title}) {
    fold(string, folded_);
    mark(folded_, block, bit);
  }
}

/// @return whether it surely does not join letters
bool WordMarks::mark(std::string_view text, std::uint64_t* block, std::uint64_t bit) const {
  static const LowSigns& kLow = low_signs();
  const std::uint64_t count = count_;
  const std::uint32_t factor = factor_;
  const auto set = [&](std::uint32_t mark) { block[mark * factor * count >> 32] |= bit; };
  std::uint32_t word = 0, beginning = 0, long_beginning = 0;
  std::size_t letters = 0;
  char32_t before = 0;  // a letter of a writing without spaces
  bool joins = false;
  std::uint32_t low = 0, writings = 0;  // all of the signs below U+0800; of the others
  // Without a branch until the word ends: where that will be cannot be foreseen.
  const auto spaced = [&](char32_t letter) {
    word = joined_hash(word, letter);
    ++letters;
    beginning = letters == kBeginning ? word : beginning;
    long_beginning = letters == kLongBeginning ? word : long_beginning;
  };
  const auto end_word = [&] {
    if (letters == 0) return;
    const std::uint32_t whole = whole_mark(word);
    set(whole);
    set(letters >= kBeginning ? beginning_mark(beginning) : whole);
    set(letters >= kLongBeginning ? beginning_mark(long_beginning) : whole);
    word = 0;
    letters = 0;
  };
  const auto unspaced = [&](char32_t letter) {
    if (before != 0) set(pair_mark(before, letter));
    before = letter;
  };
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto byte = [&](std::size_t ahead) { return static_cast<std::uint8_t>(at[ahead]); };
  while (at < end) {
    if (byte(0) < 0x80 || (byte(0) >= 0xC0 && byte(0) < 0xE0 && end - at >= 2)) {
      before = 0;
      std::uint16_t sign = 0;
      do {
        if (byte(0) < 0x80) {
          sign = kLow[byte(0)];
          ++at;
        } else if (byte(0) >= 0xC0 && byte(0) < 0xE0 && end - at >= 2) {
          sign = kLow[(byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu)];
          at += 2;
        } else {
          break;
        }
        low |= sign;
        if ((sign & kLowLetter) == 0) break;
        spaced(sign & kLowLetter);
      } while (at < end);
      if ((sign & kLowLetter) == 0) end_word();
      continue;
    }
    if (end - at >= 3 && is_plain(byte(0), byte(1), byte(2))) {
      end_word();
      do {
        writings |= byte(0) >= 0xEA ? kHangul : kOtherWriting;
        unspaced(static_cast<char32_t>((byte(0) & 0xF) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)));
        at += 3;
      } while (end - at >= 3 && is_plain(byte(0), byte(1), byte(2)));
      continue;
    }
    auto offset = static_cast<std::size_t>(at - text.data());
    const char32_t cp = decode(text, offset);
    at = text.data() + offset;
    const Sign sign = sign_of(cp);
    joins |= sign.joins;
    if (sign.letter) writings |= writing_of(sign.folded);
    if (sign.spaced) {
      before = 0;
      spaced(sign.folded);
      continue;
    }
    end_word();
    if (sign.letter) {
      unspaced(sign.folded);
      continue;
    }
    before = 0;
    if (is_emoji(sign.folded)) set(emoji_mark(sign.folded));
  }
  end_word();
  writings |= low >> kWritingShift;
  for (std::size_t writing = 0; writing < kWritings; ++writing) {
    if ((writings >> writing & 1) != 0) block[count + 1 + writing] |= bit;
  }
  return !joins && (low & kJoins) == 0;
}

void WordMarks::Sought::operator+=(const Sought& more) {
  marks.insert(marks.end(), more.marks.begin(), more.marks.end());
  writings |= more.writings;
}

WordMarks::Sought WordMarks::of(std::u32string_view letters, bool whole) {
  Sought sought;
  std::vector<std::uint32_t>& marks = sought.marks;
  std::uint32_t word = 0;
  std::size_t count = 0;
  char32_t before = 0;
  for (const char32_t letter : letters) {
    if (is_word_letter(letter)) sought.writings |= writing_of(letter);
    if (is_spaced_letter(letter)) {
      word = joined_hash(word, letter);
      ++count;
      if (count == kBeginning || count == kLongBeginning) marks.push_back(beginning_mark(word));
      before = 0;
      continue;
    }
    if (count > 0) marks.push_back(whole_mark(word));
    word = 0;
    count = 0;
    const bool unspaced = is_word_letter(letter);
    if (unspaced && before != 0) marks.push_back(pair_mark(before, letter));
    before = unspaced ? letter : 0;
    if (is_emoji(letter)) marks.push_back(emoji_mark(letter));
  }
  if (count > 0 && whole) marks.push_back(whole_mark(word));
  return sought;
}

std::uint64_t WordMarks::with(std::size_t block, const Sought& sought) const {
  const std::uint64_t* const bits = bits_.data() + block * stride();
  std::uint64_t texts = ~std::uint64_t{0};
  for (const std::uint32_t mark : sought.marks) texts &= bits[place(mark)];
  for (std::size_t writing = 0; writing < kWritings; ++writing) {
    if ((sought.writings >> writing & 1) != 0) texts &= bits[count_ + 1 + writing];
  }
  return texts;
}

}  // namespace earshot
