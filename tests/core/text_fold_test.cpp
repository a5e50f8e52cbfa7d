// Folding: the one form in which texts meet names.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include <earshot/unicode.h>

#include "text/fold.h"
#include "text/unicode.h"

using namespace earshot;

namespace {

std::string folded(std::string_view text) {
  std::string out = "left over from another text";
  fold(text, out);
  return out;
}

}  // namespace

TEST_CASE("what are no tables of Unicode is refused, and what was loaded stays", "[fold]") {
  const std::string damaged = "EARUNI\1 and nothing of what belongs behind it";
  const auto refused =
      load_unicode({reinterpret_cast<const unsigned char*>(damaged.data()), damaged.size()});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::BadModel);
  CHECK(is_letter(U'a'));
  CHECK(folded("ÉCLAT") == folded("éclat"));
}

TEST_CASE("capital letters of every script become small") {
  CHECK(folded("NOVA Prime") == "nova prime");
  CHECK(folded("ÀÉÎÕÜ ŠŽ Ÿ") == "àéîõü šž ÿ");
  CHECK(folded("СБЕР Қазақ") == "сбер қазақ");
  CHECK(folded("ΑΘΉΝΑΣ") == folded("Αθήνας"));
  CHECK(folded("ԵՐԵՎԱՆ ᲗᲑᲘᲚᲘᲡᲘ") == "երեվան თბილისი");
  CHECK(folded("\U00010400 ⱯⱥȺ") == "\U00010428 ɐⱥⱥ");
  CHECK(folded("ẞß") == "ßß");
}

TEST_CASE("all capitals of ASCII and nothing around them change, at every offset in a word") {
  const std::string around = "@AMZ[`amz{09";
  for (std::size_t pad = 0; pad < 9; ++pad) {
    const std::string before(pad, '.');
    CHECK(folded(before + around + "Z") == before + "@amz[`amz{09z");
  }
}

TEST_CASE("Turkish dotted and dotless i are one letter") {
  CHECK(folded("İSTANBUL") == "istanbul");
  CHECK(folded("ISPARTA ısparta") == "isparta isparta");
  CHECK(folded("i\u0307zmir") == "izmir");
}

TEST_CASE("yo is ye, however it is written, and short i keeps its breve") {
  CHECK(folded("Ёлка ёлка Е\u0308лка") == "елка елка елка");
  CHECK(folded("И\u0306од") == "йод");
}

TEST_CASE("full-width Latin and half-width katakana take their usual width") {
  CHECK(folded("ＮＯＶＡ　２０２４！＃＠") == "nova 2024!#@");
  CHECK(folded("ﾉｳﾞｧ ﾊﾟﾋﾟﾌﾟ ｶﾞｰﾄﾞ") == "ノヴァ パピプ ガード");
  CHECK(folded("￥１００ ￦") == "¥100 ₩");
}

TEST_CASE("decomposed text equals composed text") {
  CHECK(folded("\u1112\u1161\u11ab\u1100\u1173\u11af") == "한글");
  CHECK(folded("\uAC00\u11A8") == "각");
  CHECK(folded("ハ\u309Aス カ\u3099ス") == "パス ガス");
  CHECK(folded("cafe\u0301 CAFÉ") == "café café");
  CHECK(folded("Å") == "å");
  // Vietnamese, with the marks in either order and half composed
  for (const char* text : {"ệ", "e\u0323\u0302", "e\u0302\u0323", "ê\u0323", "ẹ\u0302", "Ệ"}) {
    CHECK(folded(text) == "ệ");
  }
  CHECK(folded("\u0958") == "\u0915\u093C");
}

TEST_CASE("unseen characters go, and word borders stay") {
  CHECK(folded("no\u00ADva") == "nova");
  CHECK(folded("\uFEFFnova\u200E \u202Bnova\u202C \u2066x\u2069") == "nova nova x");
  CHECK(folded("❤\uFE0F ☎\uFE0E") == "❤ ☎");
  CHECK(folded("no\u200Dva no\u200Cva no\u2060va") == "nova nova nova");
  CHECK(folded("a\u200Bb\u00A0c\nd\te") == "a\u200Bb\u00A0c\nd\te");
}

TEST_CASE("a joiner stays between emoji only") {
  CHECK(folded("👩\u200D💻") == "👩\u200D💻");
  CHECK(folded("❤\uFE0F\u200D🔥") == "❤\u200D🔥");
  CHECK(folded("👍🏽\u200D👍🏽") == "👍🏽\u200D👍🏽");
  CHECK(folded("👩\u200Dx x\u200D💻 💻\u200D") == "👩x x💻 💻");
}

TEST_CASE("text that needs no folding passes unchanged") {
  for (const char* text : {"오늘 노바 샀는데 진짜 좋아요ㅋㅋ",
                           "昨日、新しいカメラを買いました。ー々", "простой русский текст",
                           "ขอบคุณมากครับ", "धन्यवाद", "שלום עולם", "مرحبا", "", "🇰🇷👍🏽", "1️"}) {
    std::string expected = text;
    if (const auto at = expected.find("\uFE0F"); at != std::string::npos) expected.erase(at, 3);
    CHECK(folded(text) == expected);
  }
}

TEST_CASE("folding twice is folding once") {
  const char32_t alphabet[] = {'a',     'I',     'i',    0x301,  0x307,  0x308,  0x323,  0x302,
                               0x1100,  0x1161,  0x11A8, 0xAC00, 0xAC01, 0x304B, 0x3099, 0xFF76,
                               0xFF9E,  0xEA,    0x130,  0x435,  0x415,  0xAD,   0x200D, 0x2764,
                               0xFE0F,  0x1F525, 0x958,  0x93C,  0x3B1,  0x345,  0x344,  0x212B,
                               0x1D15E, 0x9C7,   0x9BE,  0x3000, 0x401};
  std::uint32_t seed = 12345;
  const auto next = [&] { return seed = seed * 1664525u + 1013904223u; };
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint32_t left = 1 + next() % 9; left > 0; --left) {
      append_code_point(text, alphabet[(next() >> 8) % std::size(alphabet)]);
    }
    const std::string once = folded(text);
    CHECK(folded(once) == once);
  }
}

TEST_CASE("offsets lead from every folded byte to the code point that made it") {
  //                          0  1    3    6      9     12
  const std::string text = "N\u00ADｶ\u309Ae\u0301가";
  std::string out;
  std::vector<std::uint32_t> offsets = {99};
  fold(text, out, &offsets);
  REQUIRE(out == "nカ\u309Aé가");
  CHECK(offsets == std::vector<std::uint32_t>{0, 3, 3, 3, 6, 6, 6, 9, 9, 12, 12, 12, 15});
}

TEST_CASE("offsets never go back, not where marks change places either") {
  std::string out;
  std::vector<std::uint32_t> offsets;
  fold("\u0416\u0318\u031b", out, &offsets);  // the second of the two marks comes first
  CHECK(out == "\u0436\u031b\u0318");
  CHECK(offsets == std::vector<std::uint32_t>{0, 0, 2, 2, 2, 2, 6});
}

TEST_CASE("offsets and plain folding give the same text, over all code points") {
  std::string text;
  for (char32_t cp = 0; cp < 0x31000; ++cp) {
    append_code_point(text, cp);
    if (cp % 7 == 0) append_code_point(text, 0x301);
  }
  std::string out;
  std::vector<std::uint32_t> offsets;
  fold(text, out, &offsets);
  CHECK(out == folded(text));
  REQUIRE(offsets.size() == out.size() + 1);
  CHECK(offsets.back() == text.size());
  CHECK(folded(out) == out);
}

TEST_CASE("marks without end take linear time") {
  std::string text = "a";
  for (int i = 0; i < 300'000; ++i) text += i % 2 ? "\u0301" : "\u0323";
  const std::string out = folded(text);
  CHECK(out.starts_with("\u1EA1\u0323"));
  CHECK(out.size() == text.size());
}

TEST_CASE("invalid bytes become U+FFFD and nothing past the end is read") {
  for (const char* text : {"\xEA", "\xEA\xB0", "\xF0\x9F\x98", "\xD0", "nova\xE3\x82",
                           "\xEA\xB0 abcdefgh", "\xD0 bcdefghij", "\xFF\xFE\x80", "e\xCC"}) {
    const std::string bytes(text);  // ends where the text ends
    const std::string out = folded(bytes);
    CHECK(valid_prefix(out) == out.size());
    CHECK(out.find("\uFFFD") != std::string::npos);
  }
}

TEST_CASE("code points know their script and what they are") {
  CHECK(script_of('a') == Script::Latin);
  CHECK(script_of(U'я') == Script::Cyrillic);
  CHECK(script_of(U'가') == Script::Hangul);
  CHECK(script_of(U'ㅋ') == Script::Hangul);
  CHECK(script_of(U'の') == Script::Hiragana);
  CHECK(script_of(U'ー') == Script::Katakana);
  CHECK(script_of(U'々') == Script::Han);
  CHECK(script_of(U'\U00020000') == Script::Han);
  CHECK(script_of(U'ไ') == Script::Thai);
  CHECK(script_of('7') == Script::Common);
  CHECK(script_of(0x301) == Script::Common);
  CHECK(script_of(0x7FFFFFFF) == Script::Common);

  CHECK((is_letter('z') && is_letter(U'힣') && is_letter(U'ё') && is_letter(U'漢')));
  CHECK_FALSE((is_letter('_') || is_letter('5') || is_letter(U'👍') || is_letter(0x10FFFF)));
  CHECK((is_digit('0') && is_digit(U'٣') && is_digit(U'３')));
  CHECK_FALSE(is_digit(U'²'));
  CHECK((is_mark(0x301) && is_mark(0x3099) && is_mark(U'ั')));
  CHECK(
      (is_space(' ') && is_space('\n') && is_space(0xA0) && is_space(0x3000) && is_space(0x2003)));
  CHECK_FALSE(is_space(0x200B));
  CHECK((is_emoji(U'👍') && is_emoji(U'🏽') && is_emoji(U'❤') && is_emoji(U'🇰')));
  CHECK_FALSE((is_emoji('1') || is_emoji('#') || is_emoji(U'★')));
}
