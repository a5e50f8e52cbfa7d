#include "text/legacy_decoder.h"

#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <earshot/encodings.h>

#include "text/charset_index.h"
#include "text/sha256.h"
#include "text/utf8.h"

using namespace earshot;
using namespace std::string_view_literals;

namespace {

struct Decoded {
  std::string text;
  std::uint64_t replaced;
  bool operator==(const Decoded&) const = default;
};

Decoded decoded(Encoding encoding, std::string_view bytes, std::size_t piece = 1 << 20) {
  LegacyDecoder decoder(encoding);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece) decoder.feed(bytes.substr(at, piece), text);
  decoder.finish(text);
  return {text, decoder.replaced()};
}

/// Every sequence that scripts/make-encoding-tables asked Chromium for, in the same order.
std::string every_sequence(Encoding encoding) {
  std::string bytes;
  const auto push = [&](auto... values) { (bytes.push_back(static_cast<char>(values)), ...); };
  if (encoding == Encoding::Iso2022Jp) {
    for (const std::string_view mode : {"\x1b(B"sv, "\x1b(J"sv, "\x1b(I"sv}) {
      bytes += mode;
      for (int byte = 1; byte < 0x100; ++byte) {
        if (byte != 0x1b) push(byte);
      }
    }
    bytes += "\x1b$B";
    for (int lead = 0x21; lead < 0x7f; ++lead) {
      for (int trail = 0x20; trail < 0x80; ++trail) push(lead, trail, '\n');
    }
    return bytes;
  }
  for (int lead = 0x80; lead < 0x100; ++lead) {
    if (encoding == Encoding::Big5 && (lead < 0xa1 || lead > 0xf9)) continue;
    push(lead, '\n');
    for (int trail = 0x20; trail < 0x100; ++trail) {
      if (encoding == Encoding::EucJp && lead == 0x8f && trail > 0xa0 && trail < 0xff) continue;
      push(lead, trail, '\n', '\n');
    }
  }
  if (encoding == Encoding::EucJp) {
    for (int lead = 0xa1; lead < 0xff; ++lead) {
      for (int trail = 0xa1; trail < 0xff; ++trail) push(0x8f, lead, trail, '\n');
    }
  }
  if (encoding == Encoding::Gb18030) {
    const auto four = [&](int number) {
      push(0x81 + number / 12'600, 0x30 + number / 1'260 % 10, 0x81 + number / 10 % 126, 0x30 + number % 10);
    };
    for (int number = 0; number < 39'500; ++number) four(number);
    for (int number = 189'000; number < 1'237'600; number += 997) four(number);
  }
  return bytes;
}

struct Digest {
  std::string_view label, sha256;
};
constexpr Digest kDigests[] = {
#include "encoding_digests.inc"
};

}  // namespace

TEST_CASE("every sequence of every encoding reads as the WHATWG Encoding Standard says") {
  auto encoding = std::size_t(Encoding::Cp949);
  for (const auto& [label, sha256] : kDigests) {
    INFO(label);
    Sha256 digest;
    digest.update(decoded(Encoding(encoding), every_sequence(Encoding(encoding))).text);
    CHECK(digest.finish() == sha256);
    ++encoding;
  }
  CHECK(encoding == kEncodingCount);
}

TEST_CASE("any split of the bytes gives the same text and the same count of errors") {
  for (auto encoding = std::size_t(Encoding::Cp949); encoding < kEncodingCount; ++encoding) {
    INFO(encoding_name(Encoding(encoding)));
    std::string bytes = every_sequence(Encoding(encoding));
    const Decoded whole = decoded(Encoding(encoding), bytes);
    for (const std::size_t piece : {1, 2, 3, 5, 7, 64, 1021}) {
      CHECK(decoded(Encoding(encoding), bytes, piece) == whole);
    }
  }
}

TEST_CASE("half a character at the end is one error") {
  CHECK(decoded(Encoding::Cp949, "a\xc7") == Decoded{"a\ufffd", 1});
  CHECK(decoded(Encoding::ShiftJis, "a\x83") == Decoded{"a\ufffd", 1});
  CHECK(decoded(Encoding::EucJp, "a\x8f\xb0") == Decoded{"a\ufffd", 1});
  CHECK(decoded(Encoding::Gb18030, "a\x81\x30\x81") == Decoded{"a\ufffd", 1});
  CHECK(decoded(Encoding::Big5, "a\xa4") == Decoded{"a\ufffd", 1});
  CHECK(decoded(Encoding::Iso2022Jp, "\x1b$B$\x22$") == Decoded{"あ\ufffd", 1});
  CHECK(decoded(Encoding::Iso2022Jp, "a\x1b") == Decoded{"a\ufffd", 1});
}

TEST_CASE("a delimiter behind half a character is kept") {
  CHECK(decoded(Encoding::Cp949, "\xb0\xa1\xb0,\xb0\xa1\n") == Decoded{"가\ufffd,가\n", 1});
  CHECK(decoded(Encoding::ShiftJis, "\x82\xa0\x82,\"\n") == Decoded{"あ\ufffd,\"\n", 1});
  CHECK(decoded(Encoding::EucJp, "\xa4\xa2\xa4,\x8f\xb0\n") == Decoded{"あ\ufffd,\ufffd\n", 2});
  CHECK(decoded(Encoding::Gb18030, "\xc4\xe3\xc4,\x81\x30,") == Decoded{"你\ufffd,\ufffd0,", 2});
  CHECK(decoded(Encoding::Big5, "\xa7\x41\xa7,\n") == Decoded{"你\ufffd,\n", 1});
}

TEST_CASE("tables of encodings that are damaged are refused, and those in force stay") {
  for (const std::string_view bytes : {"", "EARENC\1", "no tables at all"}) {
    const auto loaded =
        load_encodings({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == ErrorCode::BadModel);
  }
  CHECK(can_decode(Encoding::Big5));
  CHECK(decoded(Encoding::Cp949, "\xb0\xa1") == Decoded{"가", 0});
}

TEST_CASE("Cp949 holds all of modern hangul, each syllable once") {
  std::string seen(11'172, '\0');
  for (const char32_t code_point : charset_index(Charset::Korean)) {
    if (code_point >= 0xac00 && code_point < 0xac00 + seen.size()) ++seen[code_point - 0xac00];
  }
  CHECK(seen == std::string(11'172, '\1'));
}

TEST_CASE("what vendors added is read") {
  // NEC's row 13, IBM's extensions twice, and the wave dash that Windows writes.
  CHECK(decoded(Encoding::ShiftJis, "\x87\x40\xed\x40\xfa\x5c\x81\x60") == Decoded{"①纊纊～", 0});
  CHECK(decoded(Encoding::ShiftJis, "\xb1\xb6\xde\xf0\x40") == Decoded{"ｱｶﾞ\ue000", 0});
  CHECK(decoded(Encoding::EucJp, "\xad\xa1\x8e\xb1\x8f\xb0\xa1\xa1\xc1") == Decoded{"①ｱ丂～", 0});
  CHECK(decoded(Encoding::Cp949, "\x8c\x63\xc6\x52") == Decoded{"똠힣", 0});
  CHECK(decoded(Encoding::Gb18030, "\x80\xa2\xe3\x81\x35\xf4\x37\x94\x39\xda\x33") ==
        Decoded{"€€\ue7c7💩", 0});
  CHECK(decoded(Encoding::Big5, "\xa3\xe1\xf9\xd6") == Decoded{"€碁", 0});
}

TEST_CASE("bytes that a code page of Windows leaves open are controls, or nothing") {
  CHECK(decoded(Encoding::Windows1252, "\x80\x81") == Decoded{"€\u0081", 0});
  CHECK(decoded(Encoding::Windows1251, "\x98") == Decoded{"\u0098", 0});
  CHECK(decoded(Encoding::Windows874, "\xa1\xdb") == Decoded{"ก\ufffd", 1});
}

TEST_CASE("ISO-2022-JP keeps its mode over any split") {
  const std::string_view bytes = "id,\x1b$B$\x22\x30\x21\x1b(B,\x1b(I\x31\x1b(J\\\x1b(B\n";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    CHECK(decoded(Encoding::Iso2022Jp, bytes, piece) == Decoded{"id,あ亜,ｱ¥\n", 0});
  }
}
