#include "insight/text_search.h"

#include <catch2/catch_test_macros.hpp>
#include <earshot/filter.h>

#include "text/fold.h"

using namespace earshot;

namespace {

bool finds(std::string_view search, std::string_view text, std::string_view title = "") {
  const auto query = parse_search(search);
  REQUIRE(query);
  REQUIRE_FALSE(query->empty());
  StringPool authors;
  authors.intern("");
  TextSearch found(*query, authors);
  const bool joined = TextSearch::joins_letters(text) || TextSearch::joins_letters(title);
  const bool matches = found.matches(title, text, 0, joined);
  // A text that is folded as a whole gives the same answer.
  CHECK(found.matches(title, text, 0, true) == matches);
  return matches;
}

std::string refused(std::string_view search) {
  const auto query = parse_search(search);
  REQUIRE_FALSE(query);
  CHECK(query.error().code == ErrorCode::BadFilter);
  return query.error().message;
}

}  // namespace

TEST_CASE("words are found whole, in any letter case and width", "[search]") {
  CHECK(finds("phone", "My new Phone, at last"));
  CHECK(finds("PHONE", "phone"));
  CHECK(finds("phone", "ｐｈｏｎｅ　です"));
  CHECK(finds("ｐｈｏｎｅ", "a PHONE"));
  CHECK_FALSE(finds("phone", "two phones"));
  CHECK_FALSE(finds("phone", "smartphone"));
  CHECK(finds("phone*", "two phones"));
  CHECK_FALSE(finds("phone*", "smartphones"));
  CHECK(finds("ёлка", "Елка у дома"));
  CHECK(finds("ЦЕНА", "какая цена?"));
  CHECK_FALSE(finds("цена", "оценка"));
  CHECK(finds("15", "iPhone 15!"));
  CHECK_FALSE(finds("15", "150 euro"));
  CHECK(finds("kelvin", "300 \u212Aelvin"));
}

TEST_CASE("where no spaces are written words are found anywhere", "[search]") {
  CHECK(finds("배터리", "새배터리가 좋아요"));
  CHECK(finds("nova", "nova폰 샀어요"));
  CHECK(finds("nova", "新しいnovaを買った"));
  CHECK(finds("価格", "この価格は高い"));
  CHECK(finds("カメラ", "ｶﾒﾗがいい"));
  CHECK(finds("ガラス", "ｶﾞﾗｽのよう"));
  CHECK(finds("电池", "电池不好"));
  CHECK_FALSE(finds("電池", "电池不好"));
}

TEST_CASE("decomposed letters, soft hyphens and joiners hide no word", "[search]") {
  CHECK(finds("café", "at the cafe\u0301 again"));
  CHECK_FALSE(finds("cafe", "at the cafe\u0301 again"));
  CHECK(finds("battery", "the bat\u00ADtery"));
  CHECK(finds("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8 제품"));
  CHECK(finds("nova", "i \u2764\uFE0Fnova\u2764\uFE0F"));
  CHECK(finds("\"i \u2764 nova\"", "i \u2764\uFE0F nova"));
}

TEST_CASE("signs and emoji are found as they stand", "[search]") {
  CHECK(finds("c++", "I write C++ at night"));
  CHECK_FALSE(finds("c++", "abc++"));
  CHECK(finds("#sale", "big #Sale today"));
  CHECK_FALSE(finds("#sale", "#sales"));
  CHECK(finds("\U0001F621", "no!\U0001F621\U0001F621"));
  CHECK(finds("\u2764\u2764", "\u2764\uFE0F\u2764\uFE0F"));
  CHECK(finds("wow!", "WOW\uFF01"));
  CHECK(finds(":)", "fine :)"));
}

TEST_CASE("a phrase is its words one after another, whatever signs stand between", "[search]") {
  CHECK(finds("\"customer service\"", "their Customer\n service is slow"));
  CHECK(finds("\"customer service\"", "customer-service"));
  CHECK_FALSE(finds("\"customer service\"", "service customer"));
  CHECK_FALSE(finds("\"customer service\"", "customers service"));
  CHECK(finds("\"custom* service\"", "customers service"));
  CHECK(finds("\"not good\"", "that is not good"));
  CHECK(finds("“not good”", "not good"));
  CHECK(finds("\"배터리 교체\"", "배터리교체 문의"));
  CHECK(finds("\"a a b\"", "a a a b"));
  CHECK_FALSE(finds("\"a b\"", "a" + std::string(100, ' ') + "b"));
}

TEST_CASE("AND, OR, NOT and parentheses join what they stand between", "[search]") {
  CHECK(finds("battery hot", "the battery got hot"));
  CHECK_FALSE(finds("battery hot", "the battery"));
  CHECK(finds("battery hot", "so hot", "battery"));
  CHECK(finds("battery OR screen", "a screen"));
  CHECK(finds("hot battery OR screen", "a screen"));
  CHECK_FALSE(finds("hot (battery OR screen)", "a screen"));
  CHECK(finds("battery NOT hot", "the battery"));
  CHECK_FALSE(finds("battery AND NOT hot", "hot battery"));
  CHECK(finds("NOT hot", "cold"));
  CHECK(finds("NOT (hot OR cold)", "mild"));
  CHECK_FALSE(finds("NOT (hot OR cold)", "cold"));
  CHECK(finds("and or not", "not this and that or so"));
  CHECK(finds("（battery OR screen） hot", "hot screen"));
}

TEST_CASE("NEAR counts words, in either order", "[search]") {
  CHECK(finds("battery NEAR/2 hot", "battery very hot"));
  CHECK_FALSE(finds("battery NEAR/1 hot", "battery very hot"));
  CHECK(finds("hot NEAR/1 battery", "battery hot"));
  CHECK(finds("hot NEAR battery", "hot a b c d e f g h i battery"));
  CHECK_FALSE(finds("hot NEAR battery", "hot a b c d e f g h i j battery"));
  CHECK(finds("(hot OR warm) NEAR/2 \"new battery\"", "a new battery, rather warm"));
  CHECK_FALSE(finds("hot NEAR/3 battery", "hot", "battery"));
  CHECK(finds("배터리 NEAR/2 발열", "배터리가 너무 발열"));
  CHECK_FALSE(finds("배터리 NEAR/1 발열", "배터리가 너무 발열"));
  CHECK(finds("電池 NEAR/3 熱い", "電池がとても熱い"));
  CHECK(finds("a NEAR/1 b NEAR/1 c", "a b c"));
  CHECK_FALSE(finds("a NEAR/1 b NEAR/1 c", "b c d d a b"));
}

TEST_CASE("what is still being typed is read as far as it goes", "[search]") {
  CHECK(finds("\"customer serv", "\"customer serv\""));
  CHECK(finds("(battery OR screen", "screen"));
  CHECK(finds("battery AND", "battery"));
  CHECK(finds("battery OR ", "battery"));
  CHECK(finds("battery NOT", "battery"));
  CHECK(finds("battery NEAR/", "battery"));
  CHECK(parse_search("")->empty());
  CHECK(parse_search("\"")->empty());
  CHECK(parse_search("()")->empty());
}

TEST_CASE("a search that can mean nothing is refused with what to do", "[search]") {
  CHECK(refused("OR battery").find("quotes") != std::string::npos);
  CHECK(refused("battery AND OR hot").find("\"AND\"") != std::string::npos);
  CHECK(refused("a NEAR/0 b").find("1 to 100") != std::string::npos);
  CHECK(refused("a NEAR/x b").find("NEAR/5") != std::string::npos);
  CHECK(refused("a NEAR (b AND c)").find("NEAR") != std::string::npos);
  CHECK(refused("a NEAR NOT b").find("NEAR") != std::string::npos);
  CHECK(refused("*phone").find("end of a word") != std::string::npos);
  CHECK(refused(std::string(5'000, 'a')).find("too long") != std::string::npos);
  CHECK(refused(std::string(100, '(') + "a").find("parentheses") != std::string::npos);
  std::string many;
  for (int i = 0; i < 65; ++i) many += "w" + std::to_string(i) + " ";
  CHECK(refused(many).find("64") != std::string::npos);
}

TEST_CASE("an author is found by name", "[search]") {
  const auto query = parse_search("mina");
  StringPool authors;
  authors.intern("");
  authors.intern("Mina Park");
  authors.intern("minako");
  TextSearch search(*query, authors);
  CHECK(search.matches("", "hello", 1, false));
  CHECK_FALSE(search.matches("", "hello", 2, false));
}

TEST_CASE("words are found wherever they stand in long texts", "[search]") {
  const auto query = parse_search("needle");
  StringPool authors;
  authors.intern("");
  TextSearch search(*query, authors);
  for (std::size_t before = 0; before < 70; ++before) {
    const std::string text = std::string(before, 'n') + " NEEDLE" + std::string(before % 5, '.');
    CHECK(search.matches("", text, 0, false));
    CHECK_FALSE(search.matches("", text.substr(0, before + 6), 0, false));
  }
}
