#include "ingest/encoding_guess.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

Encoding guessed(std::string_view text) { return guess_encoding(text, true).encoding; }

}  // namespace

TEST_CASE("the encoding is told by marks, by NULs, and by how much is valid") {
  using namespace std::string_view_literals;
  CHECK(guess_encoding("\xef\xbb\xbfid", true).bom == 3);
  CHECK(guess_encoding("\xff\xfei\0"sv, true).encoding == Encoding::Utf16Le);
  CHECK(guessed("i\0d\0,\0t\0\r\0\n\0001\0,\0\x5c\xd5\n\0"sv) == Encoding::Utf16Le);
  CHECK(guessed("\0i\0d\0,\0t\0\r\0\n\0001\0,\xd5\x5c\0\n"sv) == Encoding::Utf16Be);
  CHECK(guessed("plain ASCII") == Encoding::Utf8);
  CHECK(guess_encoding("\xed\x95\x9c\xea\xb8\x80\xed\x95", false).encoding == Encoding::Utf8);
}

TEST_CASE("two stray bytes in English leave it UTF-8, though they are a character in many encodings") {
  CHECK(guessed("a few bad bytes \x8c\xe6 in English") == Encoding::Utf8);
  CHECK(guessed("Which color do you like?\x8c\xe6,Other\r\nred,\r\nblue,\r\n") == Encoding::Utf8);
}

TEST_CASE("UTF-8 with a few broken characters stays UTF-8") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "배송이 빨라요, доставка быстрая\n";
  text += "\xb0\xa1 \xff caf\xe9\n";
  CHECK(guessed(text) == Encoding::Utf8);
}

TEST_CASE("one line is enough to tell a language's encoding") {
  // "배송이 정말 빨라요" and "커피 맛있네요 ㅎㅎ".
  CHECK(guessed("\xb9\xe8\xbc\xdb\xc0\xcc \xc1\xa4\xb8\xbb \xbb\xa1\xb6\xf3\xbf\xe4") == Encoding::Cp949);
  CHECK(guessed("1,\xc4\xbf\xc7\xc7 \xb8\xc0\xc0\xd6\xb3\xd7\xbf\xe4 \xa4\xbe\xa4\xbe") == Encoding::Cp949);
  // "とても便利です。"
  CHECK(guessed("\x82\xc6\x82\xc4\x82\xe0\x95\xd6\x97\x98\x82\xc5\x82\xb7\x81\x42") == Encoding::ShiftJis);
  CHECK(guessed("\xa4\xc8\xa4\xc6\xa4\xe2\xca\xd8\xcd\xf8\xa4\xc7\xa4\xb9\xa1\xa3") == Encoding::EucJp);
  CHECK(guessed("1,\x1b$B$H$F$bJXMx$G$9!#\x1b(B") == Encoding::Iso2022Jp);
  // "Доставка пришла быстро" and "ОЧЕНЬ ПЛОХО, ДЕНЬГИ НЕ ВЕРНУЛИ".
  CHECK(guessed("\xc4\xee\xf1\xf2\xe0\xe2\xea\xe0 \xef\xf0\xe8\xf8\xeb\xe0 \xe1\xfb\xf1\xf2"
                "\xf0\xee") == Encoding::Windows1251);
  CHECK(guessed("\xe4\xcf\xd3\xd4\xc1\xd7\xcb\xc1 \xd0\xd2\xc9\xdb\xcc\xc1 \xc2\xd9\xd3\xd4"
                "\xd2\xcf") == Encoding::Koi8R);
  CHECK(guessed("\xce\xd7\xc5\xcd\xdc \xcf\xcb\xce\xd5\xce, \xc4\xc5\xcd\xdc\xc3\xc8 \xcd\xc5"
                " \xc2\xc5\xd0\xcd\xd3\xcb\xc8") == Encoding::Windows1251);
  CHECK(guessed("\xef\xfe\xe5\xee\xf8 \xf0\xec\xef\xe8\xef, \xe4\xe5\xee\xf8\xe7\xe9 \xee\xe5"
                " \xf7\xe5\xf2\xee\xf5\xec\xe9") == Encoding::Koi8R);
  // "这个手机很好用" and "這個手機很好用".
  CHECK(guessed("\xd5\xe2\xb8\xf6\xca\xd6\xbb\xfa\xba\xdc\xba\xc3\xd3\xc3") == Encoding::Gb18030);
  CHECK(guessed("\xb3\x6f\xad\xd3\xa4\xe2\xbe\xf7\xab\xdc\xa6\x6e\xa5\xce") == Encoding::Big5);
  // "สินค้าดีมาก"
  CHECK(guessed("\xca\xd4\xb9\xa4\xe9\xd2\xb4\xd5\xc1\xd2\xa1") == Encoding::Windows874);
}

TEST_CASE("Latin encodings are told by their letters") {
  // "Ürün çok güzel ama kargo yavaştı, memnun kaldım."
  CHECK(guessed("\xdcr\xfcn \xe7ok g\xfczel ama kargo yava\xfet\xfd, memnun kald\xfdm.") == Encoding::Windows1254);
  // "Przesyłka doszła późno, ale się cieszę."
  CHECK(guessed("Przesy\xb3ka dosz\xb3" "a p\xf3\x9fno, ale si\xea ciesz\xea.") == Encoding::Windows1250);
  // "Das Café schließt früh, schöne Plätze." on Windows and on a Mac.
  CHECK(guessed("Das Caf\xe9 schlie\xdft fr\xfch, sch\xf6ne Pl\xe4tze.") == Encoding::Windows1252);
  CHECK(guessed("Das Caf\x8e schlie\xa7t fr\x9fh, sch\x9ane Pl\x8atze.") == Encoding::Macintosh);
  // "It’s “great” – don’t miss it" likewise.
  CHECK(guessed("It\x92s \x93great\x94 \x96 don\x92t miss it") == Encoding::Windows1252);
  CHECK(guessed("It\xd5s \xd2great\xd3 \xd0 don\xd5t miss it") == Encoding::Macintosh);
}

TEST_CASE("text in an encoding that is not read is unknown, not something else") {
  // "Доставка пришла быстро, спасибо" in IBM 866.
  CHECK(guessed("\x84\xae\xe1\xe2\xa0\xa2\xaa\xa0 \xaf\xe0\xa8\xe8\xab\xa0 \xa1\xeb\xe1\xe2\xe0\xae, "
                "\xe1\xaf\xa0\xe1\xa8\xa1\xae") == Encoding::Unknown);
}
