#include "ingest/encoding_guess.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "text/charset_index.h"
#include "text/legacy_decoder.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/words.h"

// That a decode succeeds proves nothing: nearly all bytes are something in nearly all encodings.
// What is compared is how many bits it would take to write the file down for somebody who knows how
// often each letter comes in a language (minimum description length, J. Rissanen, 1978). Costs are
// in eighths of a bit, and integers.

namespace earshot {
namespace {

struct Plausible {
  std::string_view language;
  std::optional<Encoding> encodings[2];
  Script script;
  std::uint8_t first, per_doubling, per_rank;
  std::string_view letters;
};

const std::vector<Plausible>& plausible() {
  static const std::vector<Plausible> languages = [] {
    std::vector<Plausible> all;
    for (WordRows row("letters"); row.next();) {
      const auto cost = [&] { return static_cast<std::uint8_t>(row.number()); };
      Plausible& language = all.emplace_back();
      language.language = row.part();
      for (auto& encoding : language.encodings) encoding = encoding_of(row.part());
      constexpr Script kScripts[] = {Script::Hangul, Script::Han, Script::Cyrillic, Script::Thai,
                                     Script::Latin};
      language.script = kScripts[row.one_of<int>("Hangul Han Cyrillic Thai Latin")];
      language.first = cost();
      language.per_doubling = cost();
      language.per_rank = cost();
      language.letters = row.words();
    }
    return all;
  }();
  return languages;
}

constexpr std::uint64_t bits(unsigned whole) { return std::uint64_t{whole} * 8; }

/// Marks of any language, in falling order of frequency.
constexpr std::string_view kMarks =
    "’“”…–«»‘—„°·•№´®€™£§©º¡¿ª、。，！？「」～・（）：；『』《》【】※★☆♥♡ㅋㅎㅠㅜ";
constexpr std::size_t kEvidenceBytes = 32 * 1024;
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
constexpr std::uint64_t kNoBreakSpace = bits(9);
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

bool is_high(char byte) { return (byte & 0x80) != 0; }
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

/// A code point with all that is asked of it more than once.
struct Glyph {
  char32_t code_point = '\n';
  char32_t small = '\n';
  Script script = Script::Common;
  bool letter = false, mark = false;

  bool capital() const { return small != code_point; }
  bool ascii_letter() const { return letter && code_point < 0x80; }
};

/// @param out the text's code points between two line ends
void read_glyphs(std::string_view text, std::vector<Glyph>& out) {
  out.assign(1, {});
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (c < 0x80) {
      out.push_back({c, small(c), Script::Latin, is_ascii_letter(c), false});
      continue;
    }
    const Properties properties = properties_of(c);
    const bool letter = properties.category == Category::Letter && c != 0xaa && c != 0xba;
    out.push_back({c, small(c), properties.script, letter, properties.category == Category::Mark});
  }
  out.push_back({});
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
std::uint64_t case_cost(const Glyph& before, const Glyph& letter) {
  if (!before.letter) {
    return !letter.capital() ? 1 : letter.script == Script::Latin ? bits(3) : bits(1);
  }
  if (before.capital()) return letter.capital() ? 1 : 4;
  return letter.capital() ? bits(7) : 0;
}

/// How a mark stands to the letters beside it. @param mark followed by two more glyphs
std::uint64_t mark_cost(const Glyph* mark) {
  const Glyph &before = mark[-1], &next = mark[1];
  if (mark->code_point == 0xa0 || !before.letter) return 0;
  if (mark->code_point != U'’') return next.letter ? kSymbolInWord : 0;
  if (!next.letter) return bits(2);
  // it’s, don’t, they’re, we’ve, I’ll; l’homme, qu’on. A letter has a glyph behind it.
  const Glyph& second = mark[2];
  constexpr std::u32string_view kEndings = U"stmd", kElided = U"ldjnscmtu",
                                kVowels = U"aeiouhyéêàâîœ";
  if (!second.ascii_letter() && kEndings.contains(next.small)) return 0;
  if ((next.small == 'r' || next.small == 'v') && second.small == 'e') return 0;
  if (next.small == 'l' && second.small == 'l') return 0;
  if (kElided.contains(before.small) && kVowels.contains(next.small)) return bits(1);
  return bits(5);
}

bool is_thai_mark(char32_t c) {
  return c == 0xe31 || (c >= 0xe34 && c <= 0xe3a) || (c >= 0xe47 && c <= 0xe4e);
}
bool is_thai_lead(char32_t c) { return c >= 0xe40 && c <= 0xe44; }
bool is_thai_consonant(char32_t c) { return c >= 0xe01 && c <= 0xe2e; }

std::uint64_t unlisted_cost(const Plausible& language, const Glyph& glyph) {
  const char32_t c = glyph.code_point;
  const bool is_private = c >= 0xe000 && c < 0xf900;
  if (c < 0xa0 || c == kReplacement || is_private || c >= 0x30000) return kNoCharacter;
  if (c == 0xa0) return kNoBreakSpace;
  if (c >= 0x2500 && c < 0x25a0) return kBoxDrawing;
  if (c >= 0xff61 && c < 0xffa0) return kHalfWidthKana;
  if (!glyph.letter && !glyph.mark) return kSymbol;
  const bool kana = glyph.script == Script::Hiragana || glyph.script == Script::Katakana;
  if (glyph.script != language.script && !(kana && language.language == "ja"))
    return kForeignLetter;
  return language.script == Script::Latin || language.script == Script::Cyrillic ? kRareCased
                                                                                 : kRareLetter;
}

/// What it costs beyond the letter that it stands where it stands.
std::uint64_t place_cost(Script script, const Glyph* glyph) {
  const Glyph &before = glyph[-1], &next = glyph[1];
  if (script == Script::Thai) {
    const char32_t c = glyph->code_point, last = before.code_point;
    std::uint64_t cost = 0;
    if (is_thai_mark(c) && !is_thai_consonant(last) && !is_thai_mark(last)) cost += kWrongOrder;
    if (is_thai_lead(c) && !is_thai_consonant(next.code_point)) cost += kWrongOrder;
    return cost;
  }
  if (script != Script::Latin && script != Script::Cyrillic) return 0;
  if (!glyph->letter) return mark_cost(glyph);
  const std::uint64_t cost = case_cost(before, *glyph);
  const bool beside_ascii = before.ascii_letter() || next.ascii_letter();
  if (script == Script::Cyrillic) return cost + (beside_ascii ? kMixedWord : 0);
  if (!beside_ascii) return cost + kLoneLetter;
  return cost + (next.ascii_letter() && next.capital() && !glyph->capital() ? bits(7) : 0);
}

/// Bits that a text takes for a reader of the language.
std::uint64_t cost_of(const Plausible& language, const Listed& listed,
                      const std::vector<Glyph>& glyphs) {
  const bool cased = language.script == Script::Latin || language.script == Script::Cyrillic;
  std::uint64_t cost = 0;
  for (std::size_t at = 1; at + 1 < glyphs.size(); ++at) {
    const Glyph& glyph = glyphs[at];
    if (glyph.code_point < 0x80) {
      cost += kAscii;
      continue;
    }
    const std::uint64_t known = listed[cased ? glyph.small : glyph.code_point];
    cost += known != 0 ? known : unlisted_cost(language, glyph);
    cost += place_cost(language.script, &glyph);
  }
  return cost;
}

/// The lines that hold more than ASCII, thinned out evenly where there are many: what an encoding
/// is told by. No encoding has a line end inside a character.
std::string evidence_of(std::string_view head) {
  const auto each_line = [head](auto&& take) {
    for (std::size_t at = 0; at < head.size();) {
      const std::size_t end = std::min(head.find_first_of("\r\n", at), head.size() - 1) + 1;
      const std::string_view line = head.substr(at, end - at);
      if (std::ranges::any_of(line, is_high)) take(line);
      at = end;
    }
  };
  std::size_t size = 0, index = 0;
  each_line([&](std::string_view line) { size += line.size(); });
  const std::size_t step = size / kEvidenceBytes + 1;
  std::string evidence;
  each_line([&](std::string_view line) {
    if (index++ % step == 0 && evidence.size() < 2 * kEvidenceBytes) {
      evidence.append(line.substr(0, kEvidenceBytes));
    }
  });
  return evidence;
}

struct Best {
  Encoding encoding = Encoding::Unknown;
  std::uint64_t cost = std::numeric_limits<std::uint64_t>::max();
};

Best most_plausible(std::string_view evidence) {
  Best best;
  std::string text;
  std::vector<Glyph> glyphs;
  for (auto at = std::size_t(Encoding::Cp949); at < kEncodingCount; ++at) {
    const auto encoding = Encoding(at);
    if (encoding == Encoding::Iso2022Jp || !can_decode(encoding)) continue;
    LegacyDecoder decoder(encoding);
    text.clear();
    decoder.feed(evidence, text);
    read_glyphs(text, glyphs);
    for (const Plausible& language : plausible()) {
      if (language.encodings[0] != encoding && language.encodings[1] != encoding) continue;
      Listed listed;
      listed.add(language.letters, language.first, language.per_doubling, language.per_rank);
      listed.add(kMarks, bits(7), 7, 0);
      const std::uint64_t cost = rarity(encoding) + cost_of(language, listed, glyphs);
      if (cost < best.cost || (cost == best.cost && encoding == Encoding::Windows1252)) {
        best = {encoding, cost};
      }
    }
  }
  return best;
}

std::size_t high_bytes(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_high));
}

/// Escape sequences of ISO-2022-JP and nothing that is against its rules.
bool is_iso_2022_jp(std::string_view head) {
  if (!can_decode(Encoding::Iso2022Jp)) return false;
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
  const std::size_t high = high_bytes(text);
  if (valid_prefix(text) == text.size()) {
    return {high == 0 && is_iso_2022_jp(text) ? Encoding::Iso2022Jp : Encoding::Utf8, 0};
  }
  std::string repaired;
  const std::size_t bad = repair(text, repaired);
  // A few stray bytes among more that are right leave a file UTF-8; a legacy encoding breaks most
  // of its letters.
  if (bad * 20 <= high || (bad <= 5 && bad * 4 <= high)) return {Encoding::Utf8, 0};
  const std::string evidence = evidence_of(head);
  const std::size_t seen = high_bytes(evidence);
  const Best best = most_plausible(evidence);
  const std::uint64_t noise =
      seen * kNoise + std::min<std::size_t>(seen, 8) * kLeeway + (evidence.size() - seen) * kAscii;
  if (best.cost < noise) return {best.encoding, 0};
  // Too little to judge by, or nothing that we read.
  return {bad <= 5 ? Encoding::Utf8 : Encoding::Unknown, 0};
}

}  // namespace earshot
