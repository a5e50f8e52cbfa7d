#include "ingest/cell_text.h"

#include <algorithm>
#include <iterator>

#include "text/fold.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// The zeros of the scripts whose ten digits follow each other.
constexpr char32_t kZeros[] = {
    0x0660,  // Arabic
    0x06F0,  // Persian, Urdu
    0x0966,  // Devanagari
    0x09E6,  // Bengali
    0x0A66,  // Gurmukhi
    0x0AE6,  // Gujarati
    0x0BE6,  // Tamil
    0x0C66,  // Telugu
    0x0CE6,  // Kannada
    0x0D66,  // Malayalam
    0x0E50,  // Thai
    0x0ED0,  // Lao
    0x1040,  // Myanmar
    0x17E0,  // Khmer
};

struct Replacement {
  char32_t from;
  char to;
};

constexpr Replacement kReplacements[] = {
    {0x00B7, ','},                                  // middle dot
    {0x02BC, '\''},                                 // modifier letter apostrophe
    {0x060C, ','},                                  // Arabic comma
    {0x066B, '.'},                                  // Arabic decimal separator
    {0x066C, '\''},                                 // Arabic thousands separator
    {0x2018, '\''}, {0x2019, '\''}, {0x2022, ','},  // bullet
    {0x2212, '-'},                                  // minus sign
    {0x3001, ','},                                  // ideographic comma
    {0x3002, '.'},                                  // ideographic full stop
    {0x30FB, ','},                                  // katakana middle dot
};

/// The ASCII character that stands for a folded code point, or 0.
char ascii_for(char32_t code_point) {
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return static_cast<char>(code_point - 0xFEE0);
  if (code_point >= 0x2010 && code_point <= 0x2015) return '-';
  const Category category = properties_of(code_point).category;
  if (category == Category::Space) return ' ';
  if (category == Category::Letter || category == Category::Mark) return 0;
  for (const char32_t zero : kZeros) {
    if (code_point - zero < 10) return static_cast<char>('0' + (code_point - zero));
  }
  for (const Replacement& replacement : kReplacements) {
    if (replacement.from == code_point) return replacement.to;
  }
  return 0;
}

/// Bytes of a character that is surely ASCII or a letter, by its first byte; 0 if one has to look.
std::size_t letter_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte == 0xD0 || byte == 0xD1) return 2;   // Cyrillic
  return byte >= 0xE4 && byte <= 0xED ? 3 : 0;  // Han, Hangul
}

constexpr std::string_view kNothing[] = {
    "",          "-",      "--",        "---",     ".",
    "?",         "n/a",    "na",        "#n/a",    "nan",
    "nat",       "none",   "null",      "(null)",  "<null>",
    "nil",       "\\n",    "undefined", "unknown", "not available",
    "(not set)", "(none)", "no data",   "нет",     "нет данных",
    "없음",      "なし",   "无",        "無",
};

}  // namespace

std::string_view CellText::of(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() > kMaxCellText) return {};
  bool ascii = true;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    ascii_[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  if (ascii) return {ascii_.data(), cell.size()};

  fold(cell, folded_);
  text_.clear();
  std::size_t kept = 0;  // so much of `folded_` is in `text_`
  for (std::size_t at = 0; at < folded_.size();) {
    if (const std::size_t length = letter_length(folded_[at])) {
      at += length;
      continue;
    }
    const std::size_t begin = at;
    if (const char c = ascii_for(decode(folded_, at))) {
      text_.append(folded_, kept, begin - kept);
      text_ += c;
      kept = at;
    }
  }
  if (kept == 0) return trimmed(folded_);
  text_.append(folded_, kept);
  return trimmed(text_);
}

bool says_nothing(std::string_view text) {
  return text.size() <= 20 &&
         std::find(std::begin(kNothing), std::end(kNothing), text) != std::end(kNothing);
}

}  // namespace earshot
