#include "ingest/xml_scanner.h"

#include <algorithm>
#include <bit>

#include "text/simd.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// No entity that is replaced is longer, "&" and ";" included: "&#x0010FFFF;".
constexpr std::size_t kMaxEntity = 12;

/// Elements that a handler takes whole are no deeper.
constexpr std::size_t kMostTaken = 4;

constexpr bool blank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/// The ">" that ends a tag, from a place in it outside of quotes; npos if it does not come.
std::size_t find_tag_end(std::string_view text, std::size_t at) {
  char quote = '\0';
  const simd::Bytes end = simd::fill('>'), quotes = simd::fill('"'), singles = simd::fill('\'');
  for (; at + 16 <= text.size(); at += 16) {
    const simd::Bytes bytes = simd::load(text.data() + at);
    if (simd::bitmask(simd::equal(bytes, singles)) != 0) break;
    // One bit for each byte up to which the number of quotes is odd.
    std::uint32_t inside = simd::bitmask(simd::equal(bytes, quotes));
    for (const int by : {1, 2, 4, 8}) inside ^= inside << by;
    if (quote != '\0') inside = ~inside;
    const std::uint32_t ends = simd::bitmask(simd::equal(bytes, end)) & ~inside;
    if (ends != 0) return at + static_cast<std::size_t>(std::countr_zero(ends));
    quote = (inside >> 15 & 1) != 0 ? '"' : '\0';
  }
  for (; at < text.size(); ++at) {
    const char byte = text[at];
    if (quote != '\0') {
      if (byte == quote) quote = '\0';
    } else if (byte == '>') {
      return at;
    } else if (byte == '"' || byte == '\'') {
      quote = byte;
    }
  }
  return text.npos;
}

/// What stands between "&" and ";"; false if it is no entity we know.
bool append_entity(std::string& out, std::string_view name) {
  struct Entity {
    std::string_view name;
    char character;
  };
  constexpr Entity kEntities[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const Entity& entity : kEntities) {
    if (name != entity.name) continue;
    out += entity.character;
    return true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  if (name.empty()) return false;
  std::uint64_t code = 0;
  for (const char byte : name) {
    int digit = -1;
    if (byte >= '0' && byte <= '9') digit = byte - '0';
    if (hex && (byte | 0x20) >= 'a' && (byte | 0x20) <= 'f') digit = (byte | 0x20) - 'a' + 10;
    if (digit < 0) return false;
    code = code * (hex ? 16 : 10) + digit;
  }
  append_code_point(out, code == 0 || code > 0x10ffff ? kReplacement : static_cast<char32_t>(code));
  return true;
}

}  // namespace

std::size_t find_markup(std::string_view text) {
  const simd::Bytes open = simd::fill('<'), ampersand = simd::fill('&');
  std::size_t at = 0;
  for (; at + 16 <= text.size(); at += 16) {
    const simd::Bytes bytes = simd::load(text.data() + at);
    const auto found =
        simd::bitmask(simd::either(simd::equal(bytes, open), simd::equal(bytes, ampersand)));
    if (found != 0) return at + std::countr_zero(found);
  }
  for (; at < text.size(); ++at) {
    if (text[at] == '<' || text[at] == '&') return at;
  }
  return std::string_view::npos;
}

void append_unescaped(std::string& out, std::string_view text) {
  while (true) {
    const std::size_t at = text.find('&');
    out.append(text.substr(0, at));
    if (at == std::string_view::npos) return;
    text.remove_prefix(at);
    const std::size_t end = text.substr(0, kMaxEntity).find(';');
    if (end != std::string_view::npos && append_entity(out, text.substr(1, end - 1))) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
}

bool XmlAttributes::next() {
  const std::size_t size = rest_.size();
  std::size_t at = 0;
  while (at < size && blank(rest_[at])) ++at;
  std::size_t begin = at;
  for (; at < size && rest_[at] != '=' && !blank(rest_[at]); ++at) {
    if (rest_[at] == ':') begin = at + 1;
  }
  name_ = rest_.substr(begin, at - begin);
  while (at < size && rest_[at] != '"' && rest_[at] != '\'') ++at;
  if (at == size) return false;
  const char quote = rest_[at];
  begin = ++at;
  while (at < size && rest_[at] != quote) ++at;
  if (at == size) return false;
  raw_ = rest_.substr(begin, at - begin);
  rest_.remove_prefix(at + 1);
  return true;
}

std::string XmlAttributes::value() const {
  std::string value;
  append_unescaped(value, raw_);
  return value;
}

void XmlScanner::fail() {
  error_ =
      make_error(ErrorCode::DamagedFile,
                 "The document inside is damaged. Open it in a spreadsheet and save it again.");
}

void XmlScanner::feed(std::string_view text) {
  if (error_) return;
  if (buffer_.empty()) {
    buffer_.assign(text.substr(scan(text)));
  } else {
    buffer_.append(text);
    buffer_.erase(0, scan(buffer_));
  }
  if (buffer_.size() > kMaxXmlTag) fail();
}

void XmlScanner::finish() {
  if (error_) return;
  const bool rest = std::ranges::any_of(buffer_, [](char byte) { return !blank(byte); });
  if (rest || !rooted_ || depth_ != 0 || state_ != State::Content) fail();
}

/// Reads as far as it can and says how far that is.
std::size_t XmlScanner::scan(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !error_) {
    const std::string_view rest = text.substr(at);
    std::size_t read = 0;
    switch (state_) {
      case State::Content:
        if (rest.front() != '<') {
          read = content(rest);
        } else {
          if (depth_ > 0 && depth_ + kMostTaken <= kMaxXmlDepth) read = handler_.take(rest);
          if (read == 0) read = markup(rest);
        }
        break;
      case State::Comment: read = until(rest, "-->"); break;
      case State::Instruction: read = until(rest, "?>"); break;
      case State::CharacterData: read = until(rest, "]]>"); break;
    }
    if (read == 0) break;
    at += read;
  }
  return at;
}

std::size_t XmlScanner::content(std::string_view text) {
  const std::size_t first = find_markup(text);
  if (first != std::string_view::npos && text[first] == '<') {
    if (depth_ > 0) handler_.text(text.substr(0, first));
    return first;
  }
  std::size_t size = first == std::string_view::npos ? text.size() : text.find('<', first);
  if (size == std::string_view::npos) {
    // An entity may go on behind the end.
    size = text.size();
    const std::size_t tail = size - std::min(size, kMaxEntity - 1);
    const std::size_t open = text.substr(tail).rfind('&');
    if (open != std::string_view::npos && text.find(';', tail + open) == std::string_view::npos) {
      size = tail + open;
    }
  }
  if (size > 0 && depth_ > 0) {
    unescaped_.clear();
    append_unescaped(unescaped_, text.substr(0, size));
    handler_.text(unescaped_);
  }
  return size;
}

std::size_t XmlScanner::markup(std::string_view text) {
  constexpr std::string_view kComment = "<!--", kCharacterData = "<![CDATA[";
  if (text.size() < 2) return 0;
  if (text[1] == '?') {
    state_ = State::Instruction;
    return 2;
  }
  if (text[1] != '!') return tag(text);
  if (text.starts_with(kComment)) {
    state_ = State::Comment;
    return kComment.size();
  }
  if (text.starts_with(kCharacterData)) {
    state_ = State::CharacterData;
    return kCharacterData.size();
  }
  if (!kComment.starts_with(text) && !kCharacterData.starts_with(text)) fail();
  return 0;
}

/// The inside of a comment, an instruction or a CDATA section.
std::size_t XmlScanner::until(std::string_view text, std::string_view end) {
  const std::size_t found = text.find(end);
  const bool closed = found != std::string_view::npos;
  // Part of the end may stand at the end.
  const std::size_t inside = closed ? found : text.size() - std::min(text.size(), end.size() - 1);
  if (state_ == State::CharacterData && inside > 0 && depth_ > 0) {
    handler_.text(text.substr(0, inside));
  }
  if (!closed) return inside;
  state_ = State::Content;
  return inside + end.size();
}

std::size_t XmlScanner::tag(std::string_view text) {
  const bool ends = text[1] == '/';
  std::size_t at = ends ? 2 : 1;
  std::size_t begin = at;
  for (; at < text.size() && text[at] != '>' && text[at] != '/' && !blank(text[at]); ++at) {
    if (text[at] == ':') begin = at + 1;
  }
  const std::string_view name = text.substr(begin, at - begin);
  const std::size_t attributes = at;
  // Most tags end with their name.
  if (at < text.size() && text[at] != '>') at = find_tag_end(text, at);
  if (at >= text.size()) return 0;
  const bool empty = !ends && text[at - 1] == '/';
  if (at > kMaxXmlTag) {
    fail();
    return 0;
  }
  if (name.empty() || (ends ? depth_ == 0 : depth_ == kMaxXmlDepth)) {
    fail();
    return 0;
  }
  if (ends) {
    --depth_;
    handler_.end(name);
  } else {
    rooted_ = true;
    handler_.start(name, XmlAttributes(text.substr(attributes, at - attributes)));
    if (empty) {
      handler_.end(name);
    } else {
      ++depth_;
    }
  }
  return at + 1;
}

}  // namespace earshot
