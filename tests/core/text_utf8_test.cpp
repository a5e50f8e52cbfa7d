// UTF-8: what is valid, what repair makes of the rest.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>

#include "text/utf8.h"

using namespace earshot;
using namespace std::string_literals;

namespace {

std::pair<std::string, std::size_t> repaired(std::string_view text) {
  std::string out = ">";
  const std::size_t count = repair(text, out);
  return {out, count};
}

}  // namespace

TEST_CASE("valid text is valid to its end") {
  for (const std::string& text : {""s, "plain"s, "가나다 漢字 かな"s, "é я א"s, "👍🏽 \U0010FFFF"s,
                                  "\u0000x"s, "\uFFFD\uFFFF\u0080"s}) {
    CHECK(valid_prefix(text) == text.size());
    CHECK(repaired(text) == std::pair(">" + text, std::size_t{0}));
  }
}

TEST_CASE("a bad byte is found at every distance from the start") {
  for (std::size_t length = 0; length < 70; ++length) {
    const std::string before(length, 'x');
    CHECK(valid_prefix(before + "\xFF" + before) == length);
    CHECK(valid_prefix(before + "\xED\x95") == length);
    CHECK(valid_prefix(before + "한" + before + "\x80") == 2 * length + 3);
  }
}

TEST_CASE("overlong forms, surrogates and values past U+10FFFF are invalid") {
  for (const char* text : {"\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                           "\xED\xBF\xBF", "\xF0\x80\x80\xAF", "\xF0\x8F\xBF\xBF",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\x80"}) {
    CHECK(valid_prefix(text) == 0);
  }
}

TEST_CASE("each maximal subpart becomes one replacement") {
  // The examples of The Unicode Standard, tables 3-8 to 3-11.
  CHECK(repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41").second == 8);
  CHECK(repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41").second == 8);
  CHECK(repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
        std::pair(">\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB"s, std::size_t{7}));
  CHECK(repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") ==
        std::pair(">\uFFFD\uFFFD\uFFFD\uFFFDA"s, std::size_t{4}));
}

TEST_CASE("a character cut by the end is one replacement") {
  CHECK(repaired("a\xED\x95") == std::pair(">a\uFFFD"s, std::size_t{1}));
  CHECK(repaired("\xF0\x9F\x91") == std::pair(">\uFFFD"s, std::size_t{1}));
}

TEST_CASE("decoding goes forth and back over the same code points") {
  const std::string text = "aé가👍\U0010FFFF";
  const char32_t expected[] = {'a', 0xE9, 0xAC00, 0x1F44D, 0x10FFFF};
  std::size_t at = 0;
  for (const char32_t cp : expected) CHECK(decode(text, at) == cp);
  CHECK(at == text.size());
  for (std::size_t i = std::size(expected); i-- > 0;) CHECK(decode_back(text, at) == expected[i]);
  CHECK(at == 0);
}

TEST_CASE("decoding back passes stray bytes one by one") {
  const std::string text = "a\x80\xED\x95";
  std::size_t at = text.size();
  CHECK(decode_back(text, at) == kReplacement);
  while (at > 1) CHECK(decode_back(text, at) == kReplacement);
  CHECK(decode_back(text, at) == 'a');
}

TEST_CASE("what is no scalar value is written as U+FFFD") {
  for (const char32_t cp :
       {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
    std::string out;
    append_code_point(out, cp);
    CHECK(out == "\uFFFD");
  }
}

TEST_CASE("a valid prefix ends at the same byte wherever in a long text it stands") {
  // Every lead with second bytes from all sides of every bound, whole and cut, among wide letters.
  const int seconds[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE1, 0xFF};
  std::string filler;
  while (filler.size() < 180) filler += filler.size() % 2 == 0 ? "가a" : "яd漢";
  std::size_t wrong = 0;
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (const int second : seconds) {
      for (std::size_t length = 2; length <= 4; ++length) {
        std::string piece = {static_cast<char>(lead), static_cast<char>(second)};
        piece.append(length - 2, '\x85');
        for (std::size_t begin = 40; begin < 110; begin += 1 + begin % 3) {
          const std::size_t at = begin - incomplete_tail(std::string_view(filler).substr(0, begin));
          const std::string text = filler.substr(0, at) + piece + filler.substr(filler.size() / 2 / 3);
          std::size_t expected = 0;
          while (expected < text.size()) {
            std::size_t next = expected;
            const bool written = std::string_view(text).substr(expected).starts_with("\uFFFD");
            if (decode(text, next) == kReplacement && !written) break;
            expected = next;
          }
          wrong += valid_prefix(text) != expected;
        }
      }
    }
  }
  CHECK(wrong == 0);
}
