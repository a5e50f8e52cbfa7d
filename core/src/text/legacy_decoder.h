// Text in the encodings of before Unicode, to UTF-8, as a stream.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/encoding.h"

namespace earshot {

/// Decodes as the WHATWG Encoding Standard says: what stands for nothing becomes U+FFFD, one for
/// each error, and an ASCII byte behind half a character is read as itself, so that no delimiter is
/// lost.
class LegacyDecoder {
 public:
  /// @param encoding any but UTF-8, UTF-16 and Unknown that `can_decode` (text/charset_index.h)
  explicit LegacyDecoder(Encoding encoding);

  /// Appends the text of `bytes` to `out`; half a character at their end waits for the next call.
  /// Any split gives the same text.
  void feed(std::string_view bytes, std::string& out);
  /// Half a character that still waits becomes U+FFFD.
  void finish(std::string& out);
  std::uint64_t replaced() const { return replaced_; }

 private:
  struct Step {
    char32_t code_point = 0;
    std::uint32_t length = 0;  // bytes read; 0: the character goes on behind the end
  };
  enum class Mode : std::uint8_t { Ascii, Roman, Katakana, Double };

  std::size_t run(std::string_view bytes, bool last, std::string& out);
  template <class Read>
  std::size_t run_double(std::string_view bytes, bool last, std::string& out, Read read);
  std::size_t run_single(std::string_view bytes, std::string& out);
  std::size_t run_escapes(std::string_view bytes, bool last, std::string& out);
  Step korean(const unsigned char* at, std::size_t left) const;
  Step shift_jis(const unsigned char* at, std::size_t left) const;
  Step euc_jp(const unsigned char* at, std::size_t left) const;
  Step chinese(const unsigned char* at, std::size_t left) const;
  Step taiwanese(const unsigned char* at, std::size_t left) const;

  Encoding encoding_;
  std::span<const char32_t> index_, second_index_;
  std::uint32_t upper_[128] = {};  // single bytes: their UTF-8 in the low 24 bits, its length above
  std::string carry_;              // at most three bytes
  Mode mode_ = Mode::Ascii;        // ISO-2022-JP
  bool escaped_ = false;           // an escape sequence came, and no character behind it
  std::uint64_t replaced_ = 0;
};

}  // namespace earshot
