#include "ingest/json_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "text/simd.h"

namespace earshot {
namespace {

constexpr std::string_view kWords[] = {"null", "false", "true", "NaN", "Infinity", "undefined"};

constexpr char32_t kBadEscape = ~char32_t{0};

char32_t hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return kBadEscape;
  char32_t value = 0;
  for (const char byte : text.substr(at, 4)) {
    char32_t digit;
    if (byte >= '0' && byte <= '9') {
      digit = byte - '0';
    } else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f') {
      digit = (byte | 0x20) - 'a' + 10;
    } else {
      return kBadEscape;
    }
    value = value * 16 + digit;
  }
  return value;
}

char* put_code_point(char* out, char32_t code) {
  if (code < 0x80) {
    *out++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *out++ = static_cast<char>(0xC0 | code >> 6);
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *out++ = static_cast<char>(0xE0 | code >> 12);
    *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | code >> 18);
    *out++ = static_cast<char>(0x80 | (code >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

bool ends_scalar(char byte) {
  return is_json_blank(byte) || byte == ',' || byte == ':' || byte == '"' || (byte | 0x20) == '{' ||
         (byte | 0x20) == '}';
}

}  // namespace

std::size_t json_string_end(std::string_view text, std::size_t at, bool& escaped) {
  const simd::Bytes quote = simd::fill('"');
  const simd::Bytes slash = simd::fill('\\');
  while (at + 16 <= text.size()) {
    const simd::Bytes bytes = simd::load(text.data() + at);
    const std::uint32_t mask =
        simd::bitmask(simd::either(simd::equal(bytes, quote), simd::equal(bytes, slash)));
    if (mask == 0) {
      at += 16;
      continue;
    }
    at += std::countr_zero(mask);
    if (text[at] == '"') return at;
    escaped = true;
    at += 2;
  }
  for (; at < text.size(); ++at) {
    if (text[at] == '"') return at;
    if (text[at] == '\\') {
      escaped = true;
      ++at;
    }
  }
  return std::string_view::npos;
}

std::size_t json_value_end(std::string_view text, std::size_t at) {
  bool escaped;
  std::size_t depth = 0;
  while (at < text.size()) {
    const char byte = text[at];
    if (byte == '"') {
      at = json_string_end(text, at + 1, escaped);
      if (at == std::string_view::npos) return at;
      ++at;
      if (depth == 0) return at;
    } else if ((byte | 0x20) == '{') {
      ++depth;
      ++at;
    } else if ((byte | 0x20) == '}') {
      if (depth == 0) return at;
      ++at;
      if (--depth == 0) return at;
    } else if (depth == 0) {
      while (at < text.size() && !ends_scalar(text[at])) ++at;
      return at;
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

std::size_t json_unescape(std::string_view inside, char* out) {
  char* const begin = out;
  for (std::size_t at = 0; at < inside.size();) {
    const void* slash = std::memchr(inside.data() + at, '\\', inside.size() - at);
    const std::size_t run =
        slash ? static_cast<const char*>(slash) - inside.data() - at : inside.size() - at;
    std::memcpy(out, inside.data() + at, run);
    out += run;
    at += run + 1;
    if (at >= inside.size()) break;
    const char escape = inside[at++];
    switch (escape) {
      case 'n': *out++ = '\n'; break;
      case 't': *out++ = '\t'; break;
      case 'r': *out++ = '\r'; break;
      case 'b': *out++ = '\b'; break;
      case 'f': *out++ = '\f'; break;
      case 'u': {
        char32_t code = hex4(inside, at);
        if (code == kBadEscape) {
          *out++ = 'u';
          break;
        }
        at += 4;
        if (code >= 0xD800 && code < 0xE000) {
          const bool pair = code < 0xDC00 && inside.substr(at).starts_with("\\u");
          const char32_t low = pair ? hex4(inside, at + 2) : kBadEscape;
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            at += 6;
          } else {
            code = 0xFFFD;
          }
        }
        if (code != 0) out = put_code_point(out, code);
        break;
      }
      default: *out++ = escape;
    }
  }
  return out - begin;
}

bool is_json_scalar(std::string_view text) {
  if (text.empty()) return false;
  const char first = text[0];
  if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
    if (text.substr(1) == "Infinity") return true;
    bool digits = false;
    for (const char byte : text) {
      if (byte >= '0' && byte <= '9') {
        digits = true;
      } else if (byte != '-' && byte != '+' && byte != '.' && (byte | 0x20) != 'e') {
        return false;
      }
    }
    return digits;
  }
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

JsonItems::JsonItems(std::string_view container) : text_(container) {
  close_ = container.starts_with('{') ? '}' : ']';
  broken_ = container.empty() || (container[0] | 0x20) != '{';
}

bool JsonItems::next() {
  if (broken_) return false;
  at_ = skip_json_blanks(text_, at_);
  if (!first_ && at_ < text_.size() && text_[at_] == ',') {
    at_ = skip_json_blanks(text_, at_ + 1);
  } else if (!first_ && (at_ >= text_.size() || text_[at_] != close_)) {
    broken_ = true;
    return false;
  }
  first_ = false;
  broken_ = true;
  if (at_ >= text_.size()) return false;
  if (text_[at_] == close_) {
    broken_ = false;
    return false;
  }
  if (close_ == '}') {
    bool escaped;
    if (text_[at_] != '"') return false;
    const std::size_t end = json_string_end(text_, at_ + 1, escaped);
    if (end == std::string_view::npos) return false;
    key_ = text_.substr(at_ + 1, end - at_ - 1);
    at_ = skip_json_blanks(text_, end + 1);
    if (at_ >= text_.size() || text_[at_] != ':') return false;
    at_ = skip_json_blanks(text_, at_ + 1);
  }
  const std::size_t end = json_value_end(text_, at_);
  if (end == std::string_view::npos || end == at_) return false;
  value_ = text_.substr(at_, end - at_);
  at_ = end;
  broken_ = false;
  return true;
}

}  // namespace earshot
