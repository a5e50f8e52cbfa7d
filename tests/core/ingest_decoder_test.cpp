#include "ingest/decoder.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

struct Text : TextSink {
  void text(std::string_view piece) override { all.append(piece); }
  std::string all;
};

struct Decoded {
  std::string text;
  std::uint64_t replaced, nuls;
  bool operator==(const Decoded&) const = default;
};

Decoded decode(Encoding encoding, std::string_view bytes, std::size_t piece = 1 << 20) {
  Text out;
  Decoder decoder(encoding, out);
  for (std::size_t at = 0; at < bytes.size(); at += piece) decoder.feed(bytes.substr(at, piece));
  decoder.finish();
  return {out.all, decoder.replaced(), decoder.nuls()};
}

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xff), high = static_cast<char>(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

}  // namespace

TEST_CASE("UTF-8 passes unchanged however it is split") {
  const std::string text = "plain, \xea\xb0\x80\xeb\x82\x98, \xd0\x9f\xd1\x80, \xf0\x9f\x98\x80!";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    CHECK(decode(Encoding::Utf8, text, piece) == Decoded{text, 0, 0});
  }
}

TEST_CASE("invalid bytes become U+FFFD and are counted the same in any split") {
  const std::string text = "a\xff" "b\xed\x95" "c\xf0\x9f\x98 d\x80\x80 e\xe2\x82";
  const Decoded whole = decode(Encoding::Utf8, text);
  CHECK(whole.text == "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c\xef\xbf\xbd d\xef\xbf\xbd\xef\xbf\xbd e\xef\xbf\xbd");
  CHECK(whole.replaced == 6);
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    INFO("pieces of " << piece);
    CHECK(decode(Encoding::Utf8, text, piece) == whole);
  }
}

TEST_CASE("NULs are dropped and counted") {
  using namespace std::string_view_literals;
  CHECK(decode(Encoding::Utf8, "a\0b\0\0c"sv) == Decoded{"abc", 0, 3});
}

TEST_CASE("UTF-16 of either byte order, surrogate pairs over any split") {
  const std::u16string text = u"id\t한글 Привет 😀\r\n";
  const std::string wanted = "id\t한글 Привет 😀\r\n";
  for (const bool big : {false, true}) {
    const std::string bytes = utf16(text, big);
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
      CHECK(decode(big ? Encoding::Utf16Be : Encoding::Utf16Le, bytes, piece) ==
            Decoded{wanted, 0, 0});
    }
  }
}

TEST_CASE("half a surrogate pair is replaced") {
  const std::u16string text = {u'a', 0xd83d, u'b', 0xde00, u'c', 0xd83d};
  CHECK(decode(Encoding::Utf16Le, utf16(text, false)) ==
        Decoded{"a\xef\xbf\xbd" "b\xef\xbf\xbd" "c\xef\xbf\xbd", 3, 0});
}

TEST_CASE("a legacy encoding comes in the same way, its errors counted") {
  // "가나, 한", a lone lead byte, and "b".
  const std::string_view bytes = "\xb0\xa1\xb3\xaa, \xc7\xd1\xb0,b";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    CHECK(decode(Encoding::Cp949, bytes, piece) == Decoded{"가나, 한\ufffd,b", 1, 0});
  }
  const std::string long_text(200'000, '\xe0');
  CHECK(decode(Encoding::Windows1251, long_text).text.size() == 2 * long_text.size());
}
