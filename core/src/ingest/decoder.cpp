#include "ingest/decoder.h"

#include <algorithm>
#include <utility>

#include "text/simd.h"
#include "text/utf8.h"

namespace earshot {
namespace {

bool is_continuation(char byte) { return (byte & 0xc0) == 0x80; }

bool holds_nul(std::string_view text) {
  // Without a way out before the end: there hardly ever is one.
  simd::Bytes nuls = simd::fill('\0');
  std::size_t at = 0;
  for (; at + 16 <= text.size(); at += 16) {
    nuls = simd::either(nuls, simd::equal(simd::load(text.data() + at), simd::fill('\0')));
  }
  return simd::bitmask(nuls) != 0 || text.substr(at).find('\0') != std::string_view::npos;
}

constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

Decoder::Decoder(Encoding encoding, TextSink& sink) : encoding_(encoding), sink_(sink) {
  if (encoding >= Encoding::Cp949 && encoding < Encoding::Unknown) legacy_.emplace(encoding);
}

void Decoder::feed(std::string_view bytes) {
  if (legacy_) {
    // In pieces, so that the text of a large feed need not stand in memory at once.
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size()))) {
      converted_.clear();
      legacy_->feed(bytes.substr(0, kPiece), converted_);
      emit(converted_);
    }
  } else if (encoding_ == Encoding::Utf16Le || encoding_ == Encoding::Utf16Be) {
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
  if (!holds_nul(text)) {
    sink_.text(text);
    return;
  }
  cleaned_.assign(text);
  nuls_ += std::erase(cleaned_, '\0');
  if (!cleaned_.empty()) sink_.text(cleaned_);
}

void Decoder::finish() {
  if (legacy_) {
    converted_.clear();
    legacy_->finish(converted_);
    emit(converted_);
    return;
  }
  if (carry_.empty() && high_ == 0) return;
  ++replaced_;
  carry_.clear();
  high_ = 0;
  emit("\xef\xbf\xbd");
}

}  // namespace earshot
