#include "ingest/decoder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "text/utf8.h"

namespace earshot {
namespace {

bool is_continuation(char byte) { return (byte & 0xc0) == 0x80; }

/// Bytes at the end of `text` that begin a code point without finishing it.
std::size_t incomplete_tail(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xc0) == 0x80) continue;
    const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8: return "utf-8";
    case Encoding::Utf16Le: return "utf-16le";
    case Encoding::Utf16Be: return "utf-16be";
    case Encoding::Unknown: break;
  }
  return "unknown";
}

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
  std::size_t valid = valid_prefix(text);
  if (valid == text.size()) return {Encoding::Utf8, 0};
  std::string repaired;
  const std::size_t bad = repair(text, repaired);
  const std::size_t high = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return byte < 0; }));
  // A few stray bytes leave a file UTF-8; a legacy encoding breaks most of its letters.
  if (bad <= 5 || bad * 20 <= high) return {Encoding::Utf8, 0};
  return {Encoding::Unknown, 0};
}

void Decoder::feed(std::string_view bytes) {
  if (encoding_ == Encoding::Utf16Le || encoding_ == Encoding::Utf16Be) {
    feed_utf16(bytes);
  } else {
    feed_utf8(bytes);
  }
}

void Decoder::feed_utf8(std::string_view bytes) {
  if (!carry_.empty()) {
    std::size_t more = 0;
    while (more < 3 && more < bytes.size() && is_continuation(bytes[more])) ++more;
    carry_.append(bytes.substr(0, more));
    bytes.remove_prefix(more);
    if (bytes.empty() && incomplete_tail(carry_) == carry_.size()) return;
    const std::string joined = std::move(carry_);
    carry_.clear();
    if (valid_prefix(joined) == joined.size()) {
      emit(joined);
    } else {
      converted_.clear();
      replaced_ += repair(joined, converted_);
      emit(converted_);
    }
  }
  const std::size_t tail = incomplete_tail(bytes);
  carry_.assign(bytes.substr(bytes.size() - tail));
  bytes.remove_suffix(tail);
  const std::size_t valid = valid_prefix(bytes);
  emit(bytes.substr(0, valid));
  if (valid == bytes.size()) return;
  converted_.clear();
  replaced_ += repair(bytes.substr(valid), converted_);
  emit(converted_);
}

void Decoder::unit(std::uint32_t unit) {
  if (high_ != 0) {
    const std::uint32_t high = std::exchange(high_, 0);
    if (unit >= 0xdc00 && unit < 0xe000) {
      append_code_point(converted_, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      return;
    }
    append_code_point(converted_, kReplacement);
    ++replaced_;
  }
  if (unit >= 0xd800 && unit < 0xdc00) {
    high_ = unit;
  } else if (unit >= 0xdc00 && unit < 0xe000) {
    append_code_point(converted_, kReplacement);
    ++replaced_;
  } else {
    append_code_point(converted_, unit);
  }
}

void Decoder::feed_utf16(std::string_view bytes) {
  const int low = encoding_ == Encoding::Utf16Le ? 0 : 1;
  const auto read = [low](char first, char second) {
    const auto a = static_cast<unsigned char>(low == 0 ? first : second);
    const auto b = static_cast<unsigned char>(low == 0 ? second : first);
    return std::uint32_t{a} | std::uint32_t{b} << 8;
  };
  converted_.clear();
  if (!carry_.empty() && !bytes.empty()) {
    unit(read(carry_[0], bytes[0]));
    carry_.clear();
    bytes.remove_prefix(1);
  }
  std::size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) unit(read(bytes[at], bytes[at + 1]));
  if (at < bytes.size()) carry_.assign(1, bytes[at]);
  emit(converted_);
}

void Decoder::emit(std::string_view text) {
  if (text.empty()) return;
  if (std::memchr(text.data(), '\0', text.size()) == nullptr) {
    sink_.text(text);
    return;
  }
  cleaned_.assign(text);
  nuls_ += std::erase(cleaned_, '\0');
  if (!cleaned_.empty()) sink_.text(cleaned_);
}

void Decoder::finish() {
  if (carry_.empty() && high_ == 0) return;
  ++replaced_;
  carry_.clear();
  high_ = 0;
  emit("\xef\xbf\xbd");
}

}  // namespace earshot
