#include "ingest/text_cleaner.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>

#include <earshot/mention.h>

#include "text/simd.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/words.h"

namespace earshot {
namespace {

/// What a tag does to the text around it.
enum class Effect : std::uint8_t {
  None,       // it vanishes
  Space,      // keeps words apart
  Break,      // one more line break
  Block,      // begins or ends a line
  Paragraph,  // a blank line
  Hidden,     // what it holds is no text
};

struct Tags {
  Effect effect;
  std::string_view names;  // each between blanks
};

constexpr Tags kTags[] = {
    {Effect::None,
     " a abbr audio b bdi bdo big button cite code del em font i iframe img ins kbd label mark "
     "meta o:p q s small span strike strong sub sup tt u video wbr "},
    {Effect::Space, " td th "},
    {Effect::Break, " br "},
    {Effect::Block,
     " address article aside body center dd div dl dt figcaption figure footer form head header hr "
     "html li nav ol section table tbody tfoot thead tr ul "},
    {Effect::Paragraph, " blockquote h1 h2 h3 h4 h5 h6 p pre "},
    {Effect::Hidden, " script style "},
};
constexpr std::size_t kLongestTag = 10;

constexpr std::size_t kLongestEntity = 6;

/// What browsers read the references 128 to 159 as: Windows-1252.
constexpr char16_t kWindows1252[] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/// Cells that stand where a text was or might be; ASCII in lower case.
constexpr std::string_view kPlaceholders[] = {
    "nan",
    "#name?",
    "#value!",
    "#ref!",
    "#n/a",
    "[deleted]",
    "[removed]",
    "[unavailable]",
    "[deleted by user]",
    "[removed by reddit]",
    "[ removed by reddit ]",
    "[removed by moderator]",
    "[removed too quickly to be archived!]",
    "view comment",
    "this message was deleted.",
    "삭제된 메시지입니다.",
    "(file not included. change data exporting settings to download.)",
    "(file exceeds maximum size. change data exporting settings to download.)",
    "(file unavailable, please try again later)",
};

/// The low five bits of their first bytes, which do not tell upper from lower case.
constexpr std::uint32_t kPlaceholderStarts = [] {
  std::uint32_t starts = 0;
  for (const std::string_view known : kPlaceholders) starts |= 1u << (known[0] & 31);
  return starts;
}();

constexpr std::string_view kTranslated = "(Translated by Google)";
constexpr std::string_view kOriginal = "(Original)";
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
constexpr std::size_t kLongestCell = 32'767;  // UTF-16 units that a spreadsheet's cell holds

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_ascii_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char at_or_nul(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

/// The digit's value, or 16.
std::uint32_t hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  return lower(c) >= 'a' && lower(c) <= 'f' ? static_cast<std::uint32_t>(lower(c) - 'a' + 10) : 16;
}

bool equals_lowered(std::string_view text, std::string_view lowered) {
  return text.size() == lowered.size() && std::equal(text.begin(), text.end(), lowered.begin(),
                                                     [](char a, char b) { return lower(a) == b; });
}

/// White space of any script, and what is no less invisible.
bool is_edge(char32_t c) { return c == 0x200B || c == 0xFEFF || is_space(c); }

/// Whether the character that begins with these bytes is surely none of them: printing ASCII,
/// Cyrillic, Hangul, most Han and kana. `second` matters to three bytes only.
bool is_no_edge(char first, char second) {
  const auto lead = static_cast<unsigned char>(first);
  if (lead < 0x80) return lead > ' ' && lead < 0x7F;
  return lead == 0xD0 || lead == 0xD1 || (lead >= 0xE4 && lead <= 0xED) ||
         (lead == 0xE3 && second != '\x80');
}

/// The same of a text's last character.
bool ends_without_edge(std::string_view text) {
  const std::size_t size = text.size();
  if (static_cast<unsigned char>(text.back()) < 0x80) return is_no_edge(text.back(), '\0');
  const auto lead = [&](std::size_t back) {
    return size >= back && static_cast<unsigned char>(text[size - back]) >= 0xC0;
  };
  return lead(3)   ? is_no_edge(text[size - 3], text[size - 2])
         : lead(2) ? is_no_edge(text[size - 2], text[size - 1])
                   : false;
}

std::string_view trim_edges(std::string_view text) {
  while (!text.empty()) {
    std::size_t begin = 0;
    if (!is_edge(decode(text, begin))) break;
    text.remove_prefix(begin);
  }
  while (!text.empty()) {
    std::size_t end = text.size();
    if (!is_edge(decode_back(text, end))) break;
    text = text.substr(0, end);
  }
  return text;
}

inline std::string_view without_edges(std::string_view text) {
  if (text.size() > 1 && is_no_edge(text[0], text[1]) && ends_without_edge(text)) return text;
  return trim_edges(text);
}

bool is_placeholder(std::string_view cell) {
  if ((kPlaceholderStarts >> (cell[0] & 31) & 1) == 0) return false;
  if (std::ranges::any_of(kPlaceholders,
                          [&](std::string_view known) { return equals_lowered(cell, known); })) {
    return true;
  }
  // What a spreadsheet shows where a column is too narrow.
  if (cell.starts_with("###") && cell.find_first_not_of('#') == std::string_view::npos) return true;
  // "[PHOTO] https://…": an attachment by itself.
  if (!cell.starts_with('[')) return false;
  const std::size_t bracket = cell.substr(0, 16).find("] http");
  return bracket != std::string_view::npos &&
         std::all_of(cell.begin() + 1, cell.begin() + static_cast<std::ptrdiff_t>(bracket),
                     [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         cell.find_first_of(" \n", bracket + 2) == std::string_view::npos;
}

/// Reads "#8217;" or "#x2019;" at `at`. Gives where it ends, or 0 if it is none.
std::size_t number(std::string_view cell, std::size_t at, char32_t& value) {
  const bool hex = lower(at_or_nul(cell, ++at)) == 'x';
  if (hex) ++at;
  const std::uint32_t base = hex ? 16 : 10;
  const std::size_t digits = at;
  for (; hex_value(at_or_nul(cell, at)) < base; ++at) {
    value = std::min<char32_t>(value * base + hex_value(cell[at]), 0x110000);
  }
  if (at == digits || at_or_nul(cell, at) != ';') return 0;
  if (value == 0) value = kReplacement;
  if (value >= 128 && value < 160) value = kWindows1252[value - 128];
  return at + 1;
}

/// The same for "quot;".
std::size_t name(std::string_view cell, std::size_t at, char32_t& value) {
  const std::size_t end = cell.substr(0, at + kLongestEntity + 1).find(';', at);
  if (end == cell.npos) return 0;
  static const WordTable entities("entities", ' ');
  const std::string_view known = entities.find(cell.substr(at, end - at));
  if (known.empty()) return 0;
  value = 0;
  for (const char digit : known) value = value * 10 + static_cast<char32_t>(digit - '0');
  return end + 1;
}

/// Whether something that is to be undone may begin here, or the next member of a list.
bool is_sign(std::string_view text, std::size_t at) {
  const char next = at_or_nul(text, at + 1);
  switch (text[at]) {
    case '<': return is_ascii_letter(next) || next == '/' || next == '!';
    case '&': return is_ascii_letter(next) || next == '#';
    case '\\': return next == 'n' || next == 'r';
    case '_': return next == 'x' && at_or_nul(text, at + 6) == '_';
    case '(': return next == kTranslated[1];
    case kListSeparator: return true;
    default: return false;
  }
}

/// One bit for each of 16 bytes that is one of is_sign's.
std::uint32_t signs_at(const char* at) {
  const simd::Bytes bytes = simd::load(at);
  simd::Bytes any = simd::equal(bytes, simd::fill('<'));
  for (const char sign : {'&', '\\', '_', '(', kListSeparator}) {
    any = simd::either(any, simd::equal(bytes, simd::fill(sign)));
  }
  return simd::bitmask(any);
}

std::size_t next_sign(std::string_view text, std::size_t at) {
  const auto first = [&](std::size_t block, std::uint32_t mask) {
    for (; mask != 0; mask &= mask - 1) {
      const std::size_t found = block + static_cast<std::size_t>(std::countr_zero(mask));
      if (is_sign(text, found)) return found;
    }
    return text.size();
  };
  for (; at + 16 <= text.size(); at += 16) {
    const std::uint32_t mask = signs_at(text.data() + at);
    if (mask == 0) continue;
    if (const std::size_t found = first(at, mask); found != text.size()) return found;
  }
  if (at < text.size() && text.size() >= 16) {
    // The last 16 bytes, without those that were looked at.
    const std::size_t block = text.size() - 16;
    return first(block, signs_at(text.data() + block) >> (at - block) << (at - block));
  }
  while (at < text.size() && !is_sign(text, at)) ++at;
  return at;
}

/// Whether there is a slash with no space behind it.
bool last_word_has_slash(std::string_view text) {
  std::size_t end = text.size();
  for (; end >= 16; end -= 16) {
    const simd::Bytes bytes = simd::load(text.data() + end - 16);
    const std::uint32_t slashes = simd::bitmask(simd::equal(bytes, simd::fill('/')));
    const std::uint32_t spaces = simd::bitmask(simd::equal(bytes, simd::fill(' ')));
    if ((slashes | spaces) != 0) return slashes > spaces;
  }
  while (end > 0 && text[end - 1] != '/' && text[end - 1] != ' ') --end;
  return end > 0 && text[end - 1] == '/';
}

/// Whether the \n in a cell stand for line breaks: not where there are real ones, nor in paths,
/// regular expressions and the like, whose backslashes stand before other letters, too.
bool has_written_breaks(std::string_view cell) {
  if (cell.find_first_of("\r\n") != std::string_view::npos) return false;
  const bool one_word = cell.find(' ') == std::string_view::npos;
  for (std::size_t at = 0; (at = cell.find('\\', at)) != std::string_view::npos; ++at) {
    const char before = at == 0 ? '\0' : cell[at - 1], next = at_or_nul(cell, at + 1);
    if (before == ':' || next == '\\') return false;
    if (is_ascii_letter(next) && next != 'n' && next != 'r') return false;
    if (one_word && is_ascii_letter(before) && is_ascii_letter(at_or_nul(cell, at + 2))) {
      return false;
    }
  }
  return true;
}

/// The author's part of a text beside which Google put its translation.
std::string_view untranslated(std::string_view text) {
  const std::size_t translated = text.find(kTranslated);
  if (translated == std::string_view::npos) return text;
  const std::size_t original = text.find(kOriginal);
  const std::string_view above = without_edges(text.substr(0, translated));
  if (original == std::string_view::npos) {
    return above.empty() ? without_edges(text.substr(kTranslated.size())) : above;
  }
  const std::size_t begin = original + kOriginal.size();
  return without_edges(original < translated ? text.substr(begin, translated - begin)
                                             : text.substr(begin));
}

}  // namespace

/// Appends text as it stands; in HTML, blanks become one space or the line breaks that are due.
void TextCleaner::put(std::string_view run) {
  if (!html_) {
    out_.append(run);
    return;
  }
  for (std::size_t at = 0; at < run.size();) {
    if (is_blank(run[at])) {
      blank_ = true;
      if (run[at] == '\n') ++raw_breaks_;
      ++at;
      continue;
    }
    if (const unsigned breaks = std::max(raw_breaks_, tag_breaks_); breaks > 0) {
      if (!out_.empty()) out_.append(std::min(breaks, 2u), '\n');
    } else if (blank_ && !out_.empty()) {
      out_ += ' ';
    }
    blank_ = false;
    raw_breaks_ = tag_breaks_ = 0;
    std::size_t end = at;
    while (end < run.size() && !is_blank(run[end])) ++end;
    out_.append(run.substr(at, end - at));
    at = end;
  }
}

/// The same for a character that was escaped. Controls are left out.
void TextCleaner::put(char32_t code_point) {
  if (code_point == '\r') code_point = '\n';
  if (code_point < 0x20 && code_point != '\t' && code_point != '\n') return;
  std::string bytes;
  append_code_point(bytes, code_point);
  put(bytes);
}

/// Where the text goes on behind the next `end`, or 0 if there is none within the budget.
std::size_t TextCleaner::behind(std::string_view cell, std::size_t at, std::string_view end) {
  for (const std::size_t from = at; (at = cell.find('<', at)) != std::string_view::npos; ++at) {
    if (at - from > budget_) break;
    if (cell.size() - at > end.size() && equals_lowered(cell.substr(at, end.size()), end))
      return at;
  }
  budget_ -= std::min(budget_, cell.size());
  return 0;
}

/// Passes the tag or comment at `at`; gives 0 where none stands.
std::size_t TextCleaner::tag(std::string_view cell, std::size_t at) {
  if (at_or_nul(cell, at + 1) == '!') {
    const bool comment = cell.substr(at).starts_with("<!--");
    if (!comment && !equals_lowered(cell.substr(at, 9), "<!doctype")) return 0;
    const std::size_t end = budget_ == 0 ? cell.npos : cell.find(comment ? "-->" : ">", at + 4);
    if (end != cell.npos) return end + (comment ? 3 : 1);
    budget_ -= std::min(budget_, cell.size());
    return 0;
  }
  std::size_t end = at + 1;
  const bool closes = at_or_nul(cell, end) == '/';
  if (closes) ++end;
  char name[kLongestTag + 2] = {' '};
  std::size_t letters = 0;
  for (; letters < kLongestTag; ++letters, ++end) {
    const char c = lower(at_or_nul(cell, end));
    if (!is_ascii_letter(c) && !(c >= '1' && c <= '6') && c != ':') break;
    name[letters + 1] = c;
  }
  name[letters + 1] = ' ';
  const auto known = std::ranges::find_if(kTags, [&](const Tags& tags) {
    return letters > 0 && tags.names.find(std::string_view(name, letters + 2)) != cell.npos;
  });
  if (known == std::end(kTags)) return 0;

  // Attributes are name="value"; "<i think so>" has none and is no tag.
  const std::size_t attributes = end;
  bool valued = false, bare = false;
  char quote = '\0';
  for (;; ++end) {
    if (end >= cell.size() || end - attributes > budget_ || (quote == '\0' && cell[end] == '<')) {
      budget_ -= std::min(budget_, end - attributes);
      return 0;
    }
    const char c = cell[end];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '>') break;
    if (c == '=') valued = true;
    if (valued && (c == '"' || c == '\'')) quote = c;
    if (!is_blank(c) && c != '/') {
      if (end == attributes) return 0;
      bare = true;
    }
  }
  if (bare && !valued) return 0;
  ++end;

  if (!html_) {
    // From here on blanks are HTML's; those that stand already wait like any.
    html_ = true;
    while (!out_.empty() && is_blank(out_.back())) {
      blank_ = true;
      if (out_.back() == '\n') ++raw_breaks_;
      out_.pop_back();
    }
  }
  switch (known->effect) {
    case Effect::None: break;
    case Effect::Space: blank_ = true; break;
    case Effect::Break: ++tag_breaks_; break;
    case Effect::Block: tag_breaks_ = std::max(tag_breaks_, 1u); break;
    case Effect::Paragraph: tag_breaks_ = std::max(tag_breaks_, 2u); break;
    case Effect::Hidden:
      if (!closes) {
        const std::string_view closing = name[2] == 'c' ? "</script" : "</style";
        if (const std::size_t hidden = behind(cell, end, closing)) return hidden;
      }
      break;
  }
  return end;
}

/// Passes the character reference at `at`, however often it was escaped; 0 where none stands.
std::size_t TextCleaner::entity(std::string_view cell, std::size_t at) {
  const std::size_t begin = ++at;
  while (cell.substr(at).starts_with("amp;")) at += 4;
  char32_t value = 0;
  std::size_t end = at_or_nul(cell, at) == '#' ? number(cell, at, value) : name(cell, at, value);
  if (end == 0) {
    if (at == begin) return 0;
    put(U'&');
    return at;
  }
  if (value >= 0xD800 && value < 0xDC00 && cell.substr(end).starts_with("&#")) {
    // An emoji, escaped as the two halves that UTF-16 writes it in.
    char32_t low = 0;
    const std::size_t pair = number(cell, end + 1, low);
    if (pair != 0 && low >= 0xDC00 && low < 0xE000) {
      value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      end = pair;
    }
  }
  put(value);
  return end;
}

/// Passes the _xHHHH_ at `at` in which spreadsheets keep what XML cannot hold; else 0.
std::size_t TextCleaner::spreadsheet_escape(std::string_view cell, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t digit = at + 2; digit < at + 6; ++digit) {
    if (hex_value(cell[digit]) == 16) return 0;
    value = value * 16 + hex_value(cell[digit]);
  }
  if (value >= 0x20 && value != '_') return 0;
  at += 7;
  // The line feed of a CR LF stands as it is.
  if (value == '\r' && (at_or_nul(cell, at) == '\n' || cell.substr(at).starts_with("_x000A_")))
    return at;
  put(char32_t{value});
  return at;
}

/// Passes the \n, \r or \r\n at `at`, written as two characters each.
std::size_t TextCleaner::written_break(std::string_view cell, std::size_t at) {
  if (cell.substr(at).starts_with("\\r\\n")) at += 2;
  put("\n");
  return at + 2;
}

std::string_view TextCleaner::clean(std::string_view cell) {
  holds_list_ = false;
  cell = without_edges(cell);
  if (cell.empty()) return {};
  // Spreadsheets are kept from reading a text as a formula this way.
  if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@").find(cell[1]) != cell.npos) {
    cell.remove_prefix(1);
  }
  if (is_placeholder(cell)) return {};
  std::size_t at = next_sign(cell, 0);
  if (at == cell.size()) return cell;

  out_.assign(cell.substr(0, at));
  html_ = blank_ = false;
  raw_breaks_ = tag_breaks_ = 0;
  budget_ = 4 * cell.size();
  bool written_breaks = false, translated = false, looked = false;
  while (at < cell.size()) {
    std::size_t next = 0;
    switch (cell[at]) {
      case '<': next = tag(cell, at); break;
      case '&': next = entity(cell, at); break;
      case '_': next = spreadsheet_escape(cell, at); break;
      case '(': translated = true; break;
      case kListSeparator: holds_list_ = true; break;
      case '\\':
        if (!looked) written_breaks = has_written_breaks(cell);
        looked = true;
        if (written_breaks) next = written_break(cell, at);
        break;
      default: break;
    }
    if (next == 0) {
      put(cell.substr(at, 1));
      next = at + 1;
    }
    at = next_sign(cell, next);
    put(cell.substr(next, at - next));
  }
  const std::string_view text = without_edges(out_);
  return translated ? untranslated(text) : text;
}

bool looks_truncated(std::string_view text) {
  std::size_t units = 0;
  if (text.size() >= kLongestCell && text.size() <= 3 * kLongestCell) {
    for (const char byte : text) {
      units += (byte & 0xc0) != 0x80;
      units += static_cast<unsigned char>(byte) >= 0xf0;
    }
  }
  if (units == kLongestCell) return true;
  text = without_edges(text);
  constexpr std::string_view kLink = "https://t.co/";
  const std::size_t link = last_word_has_slash(text) ? text.rfind(kLink) : text.npos;
  if (link == text.npos || text.find(' ', link) != text.npos) return text.ends_with(kEllipsis);
  text = without_edges(text.substr(0, link));
  return text.ends_with(kEllipsis) || text.ends_with("...");
}

}  // namespace earshot
