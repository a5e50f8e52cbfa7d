// Bytes in any encoding that is read to UTF-8 text, as a stream.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/encoding.h"
#include "text/legacy_decoder.h"

namespace earshot {

class TextSink {
 public:
  virtual ~TextSink() = default;
  /// Valid UTF-8 without NULs; the view holds only during the call.
  virtual void text(std::string_view text) = 0;
};

/// Decodes in pieces; any split gives the same text. Invalid bytes become U+FFFD, NULs are dropped,
/// both are counted.
class Decoder {
 public:
  Decoder(Encoding encoding, TextSink& sink);
  void feed(std::string_view bytes);
  void finish();
  std::uint64_t replaced() const { return replaced_ + (legacy_ ? legacy_->replaced() : 0); }
  std::uint64_t nuls() const { return nuls_; }

 private:
  void feed_utf8(std::string_view bytes);
  void feed_utf16(std::string_view bytes);
  void unit(std::uint32_t unit);
  void emit(std::string_view text);

  Encoding encoding_;
  std::optional<LegacyDecoder> legacy_;
  TextSink& sink_;
  std::string carry_;             // an incomplete code point, or half a UTF-16 unit
  std::uint32_t high_ = 0;        // a high surrogate that waits for its low one
  std::string converted_;
  std::string cleaned_;
  std::uint64_t replaced_ = 0, nuls_ = 0;
};

}  // namespace earshot
