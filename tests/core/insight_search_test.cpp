#include "insight/text_search.h"

#include <array>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <earshot/filter.h>

#include "insight/random.h"
#include "insight/selection.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/word_marks.h"

using namespace earshot;

namespace {

bool finds(std::string_view search, std::string_view text, std::string_view title = "") {
  const auto query = parse_search(search);
  REQUIRE(query);
  REQUIRE_FALSE(query->empty());
  StringPool authors;
  authors.intern("");
  WordMarks of_authors;
  TextSearch found(*query, authors, of_authors);
  const bool joined = joins_letters(text) || joins_letters(title);
  const bool matches = found.matches(title, text, 0, joined);
  // A text that is folded as a whole gives the same answer.
  CHECK(found.matches(title, text, 0, true) == matches);
  // Marks of words keep every text that has them, and surely tell no other.
  WordMarks marks;
  marks.reserve(1, text.size() + title.size());
  marks.add(text, title);
  const std::array<StringPool::Id, 1> author = {0};
  const auto [may, surely] = found.candidates(marks, 0, author);
  CHECK(marks.joined(0) == joined);
  CHECK((may & 1) >= matches);
  CHECK((surely & 1) <= matches);
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

TEST_CASE("the sign for broken bytes is found where it stands, and not within a letter", "[search]") {
  CHECK(finds("\uFFFD", "caf\uFFFD"));
  // The bytes of U+FF7D begin like those of U+FFFD end.
  CHECK_FALSE(finds("\uFFFD", "\uFF7D, and enough behind it for sixteen bytes"));
  CHECK_FALSE(finds("\uFFFD", "\uFF7D"));
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
  WordMarks of_authors;
  TextSearch search(*query, authors, of_authors);
  CHECK(search.matches("", "hello", 1, false));
  CHECK_FALSE(search.matches("", "hello", 2, false));
}

TEST_CASE("words are found wherever they stand in long texts", "[search]") {
  const auto query = parse_search("needle");
  StringPool authors;
  authors.intern("");
  WordMarks of_authors;
  TextSearch search(*query, authors, of_authors);
  for (std::size_t before = 0; before < 70; ++before) {
    const std::string text = std::string(before, 'n') + " NEEDLE" + std::string(before % 5, '.');
    CHECK(search.matches("", text, 0, false));
    CHECK_FALSE(search.matches("", text.substr(0, before + 6), 0, false));
  }
}

namespace {

/// What a mention says of a search, worked out without marks: word by word, a name as if it were a text.
bool says(const SearchQuery& query, std::uint32_t at, const Mention& mention) {
  const SearchQuery::Node& node = query.nodes[at];
  StringPool nobody;
  nobody.intern("");
  WordMarks of_nobody;
  switch (node.what) {
    case SearchQuery::Operator::And:
      return says(query, node.left, mention) && says(query, node.right, mention);
    case SearchQuery::Operator::Or:
      return says(query, node.left, mention) || says(query, node.right, mention);
    case SearchQuery::Operator::Not: return !says(query, node.left, mention);
    default: break;
  }
  SearchQuery part = query;
  part.nodes.resize(at + 1);
  TextSearch search(part, nobody, of_nobody);
  return search.matches(mention.title, mention.text, 0, true) ||
         (node.what == SearchQuery::Operator::Term && search.matches("", mention.author, 0, true));
}

constexpr const char* kPieces[] = {
    "battery", "batteries", "bat", "batte", "The", "the", "15", "150", "iPhone", "c++", "#sale", "it's",
    "Ёлка", "елка", "ёлки", "доставка", "배터리", "배터", "터리가", "폰", "電池", "電", "池が", "でんち",
    "カメラ", "ｶﾒﾗ", "ガラス", "ｶﾞﾗｽ", "cafe\u0301", "café", "cafe", "bat\u00ADtery", "\u2764\uFE0F", "\u2764",
    "\U0001F621", "\U0001F468\u200D\U0001F469", "ｐｈｏｎｅ", "phone", "nova폰", "300\u212A", "ค่าส่ง", "ส่ง",
    "\u1112\u1161\u11AB\u1100\u116E\u11A8", "한국", "İstanbul", "i\u0307stanbul", "ﬁne", "\u023Aa", "・", "゛か"};

const char* piece(Random& random) { return kPieces[random.below(std::size(kPieces))]; }

std::string random_text(Random& random, std::uint64_t most_pieces) {
  constexpr const char* kBetween[] = {" ", " ", "", "-", ". ", "、", "\n", "\uFE0F", "\u200D"};
  std::string text;
  for (std::uint64_t left = random.below(most_pieces + 1); left > 0; --left) {
    text += piece(random);
    text += kBetween[random.below(std::size(kBetween))];
  }
  return text;
}

std::string random_search(Random& random) {
  constexpr const char* kBetween[] = {" ", " OR ", " NOT ", " AND ", " NEAR/2 "};
  std::string search;
  for (std::uint64_t left = random.below(3) + 1; left > 0; --left) {
    const std::uint64_t what = random.below(6);
    if (what == 0) search += "NOT ";
    if (what == 1) {
      search += "\"" + std::string(piece(random)) + " " + piece(random) + "\"";
    } else if (what == 2) {
      search += "(" + std::string(piece(random)) + " OR " + piece(random) + "*)";
    } else {
      search += piece(random);
      if (what == 3) search += "*";
    }
    if (left > 1) search += kBetween[random.below(std::size(kBetween))];
  }
  return search;
}

}  // namespace

TEST_CASE("a search finds in a growing table what it finds text by text", "[search]") {
  Random random(7);
  Table table;
  std::vector<Mention> mentions;
  std::deque<std::string> texts;  // which mentions point into
  const auto add = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      mentions.emplace_back();
      // Now and then one that is longer than all others together.
      texts.push_back(random_text(random, random.below(50) == 0 ? 2'000 : 12));
      texts.push_back(random_text(random, random.below(3)));
      texts.push_back(random_text(random, random.below(3)));
    }
    for (std::size_t i = mentions.size() - count; i < mentions.size(); ++i) {
      mentions[i].text = texts[3 * i];
      mentions[i].title = texts[3 * i + 1];
      mentions[i].author = texts[3 * i + 2];
      table.add(mentions[i]);
    }
    table.settle();
  };
  const Topics topics;
  const Zone zone;
  std::size_t found = 0, asked = 0;
  const auto ask = [&](const std::string& search) {
    const auto query = parse_search(search);
    if (!query || query->empty()) return;
    Filter filter;
    filter.search = search;
    const Selection selection = select(table, filter, {}, topics, zone);
    std::vector<RowId> expected;
    for (std::size_t row = 0; row < mentions.size(); ++row) {
      const auto whole = static_cast<std::uint32_t>(query->nodes.size() - 1);
      if (says(*query, whole, mentions[row])) expected.push_back(static_cast<RowId>(row));
    }
    INFO(search << " among " << mentions.size());
    CHECK(selection.rows == expected);
    found += expected.size();
    ++asked;
  };
  for (const std::size_t more : {1, 62, 1, 1, 30, 100}) {
    add(more);
    // Of the first rows what was found is known, of the rest not yet.
    for (const char* again : {"battery", "NOT 배터리", "bat* OR 電池"}) ask(again);
    for (int i = 0; i < 60; ++i) ask(random_search(random));
  }
  mentions.resize(70);
  texts.resize(210);
  table.truncate(70);
  add(10);
  for (int i = 0; i < 60; ++i) ask(random_search(random));
  CHECK(found > 10 * asked);
}

TEST_CASE("few texts without a word are read for it", "[search]") {
  Random random(3);
  WordMarks marks;
  constexpr std::size_t kTexts = 6'400, kWords = 14;
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < kTexts; ++i) {
    std::string& text = texts.emplace_back();
    for (std::size_t word = 0; word < kWords; ++word) {
      for (std::uint64_t letters = 3 + random.below(7); letters > 0; --letters) {
        text += static_cast<char>('a' + random.below(26));
      }
      text += ' ';
    }
    bytes += text.size();
  }
  marks.reserve(kTexts, bytes);
  for (const std::string& text : texts) marks.add(text);
  const auto wanted = WordMarks::of(U"battery", true);
  std::size_t may = 0;
  for (std::size_t block = 0; block < kTexts / WordMarks::kBlock; ++block) {
    may += static_cast<std::size_t>(std::popcount(marks.with(block, wanted)));
  }
  CHECK(may < kTexts / 20);
}

TEST_CASE("marks of words cost what they say", "[search]") {
  CHECK(WordMarks::bytes(1'000, 0) == 16 * 33 * 8);
  CHECK(WordMarks::bytes(16'320, 16'320 * 117) <= 16'320 * 15);
  // However long texts are, they cost no row more than its columns do.
  CHECK(WordMarks::bytes(6'400, std::size_t{1} << 40) <= 6'400 * 65);
}

TEST_CASE("a text without a writing is no candidate for words in it, however many marks it has") {
  // As few marks as there are, all but surely set by each text.
  std::string latin, cyrillic, hangul, han;
  for (char32_t letter = 0; letter < 400; ++letter) {
    append_code_point(latin, U'a' + letter % 26), append_code_point(latin, U'a' + letter * 7 % 23), latin += letter % 2 == 0 ? " 7" : "";
    append_code_point(cyrillic, 0x430 + letter % 32), append_code_point(cyrillic, 0x430 + letter * 7 % 29), cyrillic += letter % 2 == 0 ? " " : "";
    append_code_point(hangul, 0xAC00 + letter * 17), append_code_point(han, 0x4E00 + letter * 17);
  }
  WordMarks marks;
  marks.reserve(4, 0);
  for (const std::string& text : {latin, cyrillic, hangul, han}) marks.add(text);
  CHECK(marks.with(0, WordMarks::of(U"battery", false)) == 1);
  CHECK(marks.with(0, WordMarks::of(U"доставка", false)) == 2);
  CHECK(marks.with(0, WordMarks::of(U"배터리", false)) == 4);
  CHECK(marks.with(0, WordMarks::of(U"電池", false)) == 8);
  CHECK((marks.with(0, WordMarks::of(U"7", false)) & 15) == 15);
}

TEST_CASE("letters are of one kind whether they are folded or not", "[search]") {
  for (char32_t cp = 0; cp < 0x20000; ++cp) {
    const FoldAction action = properties_of(cp).fold;
    if (action != FoldAction::Keep && action != FoldAction::Map) continue;
    const char32_t to = folded_code_point(cp);
    if (is_word_letter(cp) == is_word_letter(to) && is_spaced_letter(cp) == is_spaced_letter(to)) continue;
    FAIL_CHECK("U+" << std::hex << static_cast<std::uint32_t>(cp));
  }
}
