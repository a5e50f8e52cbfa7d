#include "ingest/twice_encoded.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

std::string undone(Encoding view, std::string_view text) {
  TwiceEncoded undo(view);
  std::string out;
  undo.feed(text, out);
  undo.finish(out);
  return out;
}

}  // namespace

TEST_CASE("what had been UTF-8 before is found, and what it was taken for") {
  CHECK(find_twice_encoded("un cafÃ© et du thÃ©", true) == Encoding::Windows1252);
  CHECK(find_twice_encoded("itâ€™s fine", true) == Encoding::Windows1252);
  CHECK(find_twice_encoded("un caf√© et du th√©", true) == Encoding::Macintosh);
  CHECK(find_twice_encoded("РџСЂРёРІРµС‚", true) == Encoding::Windows1251);
  CHECK(find_twice_encoded("ê°€ë‚", false) == Encoding::Windows1252);
}

TEST_CASE("a text that only looks like it is left alone") {
  CHECK_FALSE(find_twice_encoded("un café et du thé", true));
  CHECK_FALSE(find_twice_encoded("ASCII", true));
  CHECK_FALSE(find_twice_encoded("un cafÃ© et du thé", true));
  CHECK_FALSE(find_twice_encoded("one Ã© alone", true));
  CHECK_FALSE(find_twice_encoded("Привет, 안녕, こんにちは", true));
  CHECK_FALSE(find_twice_encoded("cafÃ© thÃ© Ã", true));
}

TEST_CASE("it goes back to what it was; what does not is kept") {
  CHECK(undone(Encoding::Windows1252, "cafÃ© itâ€™s Ð¿Ñ€") == "café it’s пр");
  // Latin-1 leaves controls where Windows-1252 has quotes.
  CHECK(undone(Encoding::Windows1252, "it\u00e2\u0080\u0099s") == "it’s");
  CHECK(undone(Encoding::Macintosh, "caf√©") == "café");
  CHECK(undone(Encoding::Windows1252, "é Ã, Ã©€ 한 â€") == "é Ã, é€ 한 â€");
  // A surrogate is no character.
  CHECK(undone(Encoding::Windows1252, "\u00ed\u00a0\u0080") == "\u00ed\u00a0\u0080");
}

TEST_CASE("a text that was encoded twice is undone the same in any split") {
  const std::string_view code_points[] = {"a", "Ã", "©", "â", "€", "™", "é", "â", "€", ",", "Ã", "Ã", "©"};
  std::string whole;
  for (const auto code_point : code_points) whole += code_point;
  TwiceEncoded undo(Encoding::Windows1252);
  std::string pieces;
  for (const auto code_point : code_points) undo.feed(code_point, pieces);
  undo.finish(pieces);
  CHECK(pieces == undone(Encoding::Windows1252, whole));
  CHECK(pieces == "aé’éâ€,Ãé");
}
