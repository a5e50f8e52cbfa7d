#include "ingest/encoding_guess.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "text/legacy_decoder.h"
#include "text/unicode.h"
#include "text/utf8.h"

// That a decode succeeds proves nothing: nearly all bytes are something in nearly all encodings.
// What is compared is how many bits it would take to write the file down for somebody who knows how
// often each letter comes in a language (minimum description length, J. Rissanen, 1978). Costs are
// in eighths of a bit, and integers.

namespace earshot {
namespace {

struct Plausible {
  std::string_view language;
  Encoding encodings[2];
  Script script;
  std::uint8_t first, per_doubling, per_rank;
  std::string_view letters;
};
constexpr Plausible kPlausible[] = {
#include "ingest/plausible_letters.inc"
};

constexpr std::uint64_t bits(unsigned whole) { return std::uint64_t{whole} * 8; }

/// Marks of any language, in falling order of frequency.
constexpr std::string_view kMarks =
    "’“”…–«»‘—„°·•№´®€™£§©º¡¿ª、。，！？「」～・（）：；『』《》【】※★☆♥♡ㅋㅎㅠㅜ";
constexpr std::uint64_t kAscii = bits(6);
constexpr std::uint64_t kNoise = 52;  // of a byte: letters of the right language take 2 to 5.5 bits
constexpr std::uint64_t kLeeway =
    bits(2);  // of each of the first bytes: a few letters may be rare ones
constexpr std::uint64_t kNoCharacter = bits(24);
constexpr std::uint64_t kBoxDrawing = bits(20);
constexpr std::uint64_t kSymbol = bits(16);
constexpr std::uint64_t kSymbolInWord = bits(6);
constexpr std::uint64_t kForeignLetter = bits(18);
constexpr std::uint64_t kRareLetter = bits(14);
constexpr std::uint64_t kRareCased = bits(12);
constexpr std::uint64_t kHalfWidthKana = bits(12);
constexpr std::uint64_t kMixedWord = bits(6);
constexpr std::uint64_t kLoneLetter = bits(3);
constexpr std::uint64_t kWrongOrder = bits(8);

/// What an encoding costs before the first byte: one that is rarely met has to explain more.
std::uint64_t rarity(Encoding encoding) {
  switch (encoding) {
    case Encoding::Windows1252: return 0;
    case Encoding::Macintosh: return bits(3);
    case Encoding::Windows1254: return bits(6);
    default: return bits(10);
  }
}

/// log2(value) in eighths, straight between powers of two.
std::uint32_t log2_eighths(std::uint32_t value) {
  const auto whole = static_cast<std::uint32_t>(std::bit_width(value) - 1);
  return whole * 8 + (((value - (1u << whole)) * 8) >> whole);
}

bool is_ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/// The small letter of a capital that a legacy encoding has; anything else is itself.
char32_t small(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xc0 && c <= 0xde) return c == 0xd7 ? c : c + 32;
  if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17f) return c;
  if (c == 0x178) return 0xff;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e)) return c + (c & 1);
  if (c >= 0x100 && c <= 0x177) return c | 1;
  if (c == 0x152) return 0x153;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  if (c == 0x490) return 0x491;
  return c;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c);
  return properties_of(c).category == Category::Letter && c != 0xaa && c != 0xba;
}

/// Costs of the listed code points, 0 for the others.
class Listed {
 public:
  Listed() : cost_(0x10000) {}

  void add(std::string_view letters, std::uint32_t first, std::uint32_t per_doubling,
           std::uint32_t per_rank) {
    std::uint32_t rank = 0;
    for (std::size_t at = 0; at < letters.size();) {
      std::uint8_t& cost = cost_[decode(letters, at) & 0xffff];
      const std::uint32_t price =
          first + log2_eighths(rank + 1) * per_doubling / 8 + rank * per_rank / 4;
      ++rank;
      if (cost == 0) cost = static_cast<std::uint8_t>(std::min(price, 255u));
    }
  }
  std::uint64_t operator[](char32_t c) const { return c < cost_.size() ? cost_[c] : 0; }

 private:
  std::vector<std::uint8_t> cost_;
};

/// How a word goes on after a small or a capital letter, and how it begins. Words all in capitals
/// cost little: in Cyrillic they must not lose to another encoding's small letters.
std::uint64_t case_cost(char32_t before, char32_t letter) {
  const bool capital = small(letter) != letter;
  if (!is_letter(before)) return !capital ? 1 : letter < 0x250 ? bits(3) : bits(1);
  if (small(before) != before) return capital ? 1 : 4;
  return capital ? bits(7) : 0;
}

/// How a mark stands to the letters beside it; `rest` is what comes behind the next one.
std::uint64_t mark_cost(char32_t before, char32_t mark, char32_t next, std::string_view rest) {
  if (mark == 0xa0 || !is_letter(before)) return 0;
  if (mark != U'’') return is_letter(next) ? kSymbolInWord : 0;
  if (!is_letter(next)) return bits(2);
  // it’s, don’t, they’re, we’ve, I’ll; l’homme, qu’on.
  const char second = rest.empty() ? ' ' : rest[0];
  const bool ends = !is_ascii_letter(static_cast<unsigned char>(second));
  constexpr std::u32string_view kEndings = U"stmd", kElided = U"ldjnscmtu",
                                kVowels = U"aeiouhyéêàâîœ";
  if (ends && kEndings.contains(small(next))) return 0;
  if ((next == 'r' || next == 'v') && second == 'e') return 0;
  if (next == 'l' && second == 'l') return 0;
  if (kElided.contains(small(before)) && kVowels.contains(small(next))) return bits(1);
  return bits(5);
}

bool is_thai_mark(char32_t c) {
  return c == 0xe31 || (c >= 0xe34 && c <= 0xe3a) || (c >= 0xe47 && c <= 0xe4e);
}
bool is_thai_lead(char32_t c) { return c >= 0xe40 && c <= 0xe44; }
bool is_thai_consonant(char32_t c) { return c >= 0xe01 && c <= 0xe2e; }

std::uint64_t unlisted_cost(const Plausible& language, char32_t c) {
  if (c < 0xa0 || c == kReplacement || (c >= 0xe000 && c < 0xf900) || c >= 0x30000)
    return kNoCharacter;
  if (c == 0xa0) return bits(9);
  if (c >= 0x2500 && c < 0x25a0) return kBoxDrawing;
  if (c >= 0xff61 && c < 0xffa0) return kHalfWidthKana;
  if (!is_letter(c) && properties_of(c).category != Category::Mark) return kSymbol;
  const Script script = properties_of(c).script;
  const bool kana = script == Script::Hiragana || script == Script::Katakana;
  if (script != language.script && !(kana && language.language == "ja")) return kForeignLetter;
  return script == Script::Latin || script == Script::Cyrillic ? kRareCased : kRareLetter;
}

/// Bits that `text` takes for a reader of the language.
std::uint64_t cost_of(const Plausible& language, const Listed& listed, std::string_view text) {
  const bool cased = language.script == Script::Latin || language.script == Script::Cyrillic;
  const bool thai = language.script == Script::Thai;
  std::uint64_t cost = 0;
  char32_t before = '\n';
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      const char32_t c = static_cast<unsigned char>(text[at++]);
      cost += kAscii;
      if (thai && is_thai_lead(before)) cost += kWrongOrder;
      before = c;
      continue;
    }
    const char32_t c = decode(text, at);
    const std::uint64_t known = listed[cased ? small(c) : c];
    cost += known != 0 ? known : unlisted_cost(language, c);
    if (thai) {
      if (is_thai_mark(c) && !is_thai_consonant(before) && !is_thai_mark(before))
        cost += kWrongOrder;
      if (is_thai_lead(before) && !is_thai_consonant(c)) cost += kWrongOrder;
    } else if (cased) {
      std::size_t behind = at;
      const char32_t next = at < text.size() ? decode(text, behind) : U'\n';
      if (!is_letter(c)) {
        cost += mark_cost(before, c, next, at < text.size() ? text.substr(behind) : "");
      } else {
        cost += case_cost(before, c);
        if (language.script == Script::Cyrillic) {
          if (is_ascii_letter(before) || is_ascii_letter(next)) cost += kMixedWord;
        } else if (!is_ascii_letter(before) && !is_ascii_letter(next)) {
          cost += kLoneLetter;
        } else if (is_ascii_letter(next) && small(next) != next && small(c) == c) {
          cost += bits(7);
        }
      }
    }
    before = c;
  }
  return cost;
}

struct Best {
  Encoding encoding = Encoding::Unknown;
  std::uint64_t cost = std::numeric_limits<std::uint64_t>::max();
};

Best most_plausible(std::string_view head, bool whole_file) {
  Best best;
  std::string text;
  for (auto at = std::size_t(Encoding::Cp949); at < kEncodingCount; ++at) {
    const auto encoding = Encoding(at);
    if (encoding == Encoding::Iso2022Jp) continue;
    LegacyDecoder decoder(encoding);
    text.clear();
    decoder.feed(head, text);
    if (whole_file) decoder.finish(text);
    for (const Plausible& language : kPlausible) {
      if (language.encodings[0] != encoding && language.encodings[1] != encoding) continue;
      Listed listed;
      listed.add(language.letters, language.first, language.per_doubling, language.per_rank);
      listed.add(kMarks, bits(7), 7, 0);
      const std::uint64_t cost = rarity(encoding) + cost_of(language, listed, text);
      if (cost < best.cost || (cost == best.cost && encoding == Encoding::Windows1252)) {
        best = {encoding, cost};
      }
    }
  }
  return best;
}

/// Escape sequences of ISO-2022-JP and nothing that is against its rules.
bool is_iso_2022_jp(std::string_view head) {
  if (head.find("\x1b$B") == head.npos && head.find("\x1b$@") == head.npos) return false;
  LegacyDecoder decoder(Encoding::Iso2022Jp);
  std::string text;
  decoder.feed(head, text);
  return decoder.replaced() * 100 <= text.size();
}

}  // namespace

EncodingGuess guess_encoding(std::string_view head, bool whole_file) {
  if (head.starts_with("\xef\xbb\xbf")) return {Encoding::Utf8, 3};
  if (head.starts_with("\xff\xfe")) return {Encoding::Utf16Le, 2};
  if (head.starts_with("\xfe\xff")) return {Encoding::Utf16Be, 2};

  // Without a mark, UTF-16 of any script shows NULs at ASCII's delimiters and line ends, always on
  // the same side of the pair.
  const std::string_view probe = head.substr(0, 4096);
  std::size_t even = 0, odd = 0;
  for (std::size_t at = 0; at < probe.size(); ++at) {
    if (probe[at] == '\0') ++(at % 2 == 0 ? even : odd);
  }
  if (odd * 20 > probe.size() && even * 10 < odd) return {Encoding::Utf16Le, 0};
  if (even * 20 > probe.size() && odd * 10 < even) return {Encoding::Utf16Be, 0};

  std::string_view text = head;
  if (!whole_file) text.remove_suffix(incomplete_tail(text));
  const std::size_t valid = valid_prefix(text);
  const auto high = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return byte < 0; }));
  if (valid == text.size()) {
    return {high == 0 && is_iso_2022_jp(text) ? Encoding::Iso2022Jp : Encoding::Utf8, 0};
  }
  std::string repaired;
  const std::size_t bad = repair(text, repaired);
  // A few stray bytes among many that are right leave a file UTF-8; a legacy encoding breaks most
  // of its letters.
  if (bad * 20 <= high) return {Encoding::Utf8, 0};
  const Best best = most_plausible(head, whole_file);
  const std::uint64_t noise =
      high * kNoise + std::min<std::size_t>(high, 8) * kLeeway + (head.size() - high) * kAscii;
  if (best.cost < noise) return {best.encoding, 0};
  // Too little to judge by, or nothing that we read.
  return {bad <= 5 ? Encoding::Utf8 : Encoding::Unknown, 0};
}

}  // namespace earshot
