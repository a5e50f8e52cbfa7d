// Brand names in running text: where a name is the brand, and where it is part of another word.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "classify/brand_matcher.h"
#include "text/fold.h"

using namespace earshot;

namespace {

using Indices = std::vector<std::uint32_t>;

Brand brand(std::string name, std::vector<std::string> aliases = {},
            std::vector<std::string> handles = {}, std::vector<std::string> exclude = {}) {
  return {std::move(name), std::move(aliases), std::move(handles), std::move(exclude), false};
}

Indices brands_in(const BrandMatcher& matcher, std::string_view text) {
  std::string folded;
  fold(text, folded);
  Indices found = {77};
  matcher.match(folded, found);
  return found;
}

struct FoundHit {
  std::uint32_t brand, name;
  std::string text;
  How how;
  bool operator==(const FoundHit&) const = default;
};

std::vector<FoundHit> hits_in(const BrandMatcher& matcher, std::string_view text) {
  std::string folded;
  fold(text, folded);
  Indices found;
  std::vector<Hit> hits;
  matcher.match(folded, found, &hits);
  std::vector<FoundHit> result;
  for (const Hit& hit : hits) {
    result.push_back(
        {hit.brand, hit.name, folded.substr(hit.begin, hit.end - hit.begin), hit.how});
  }
  return result;
}

/// Whether one name is found in a text.
bool names(std::string name, std::string_view text) {
  const std::vector<Brand> one = {brand(std::move(name))};
  return !brands_in(BrandMatcher(one), text).empty();
}

}  // namespace

TEST_CASE("a Latin name is a word of its own") {
  CHECK(names("Meridia", "I like MERIDIA."));
  CHECK(names("meridia", "Meridia's new thing; (meridia) \"meridia\" meridia-like"));
  CHECK_FALSE(names("meridia", "the meridian"));
  CHECK_FALSE(names("meridia", "premeridia"));
  CHECK_FALSE(names("hp", "written in php, chp2, hp3"));
  CHECK(names("hp", "my hp printer"));
  CHECK(names("3M", "3m tape"));
  CHECK_FALSE(names("3M", "13m long"));
  CHECK_FALSE(names("Nova", "novas and innova"));
  CHECK(names("Café Süd", "im CAFE\u0301 SÜD"));
}

TEST_CASE("Hangul, kana and Han beside a Latin name end it") {
  CHECK(names("Nova", "Nova를 샀다"));
  CHECK(names("Nova", "Novaの新作"));
  CHECK(names("Nova", "新Nova发布"));
  CHECK(names("Nova", "ＮＯＶＡを買った"));
  CHECK(names("Nova", "오늘nova왔다"));
}

TEST_CASE("emoji and symbols beside a name are borders") {
  CHECK(names("Nova", "🔥Nova🔥"));
  CHECK(names("노바", "❤️노바❤️"));
  CHECK(names("Nova", "Nova™, Nova® or nova😍?"));
  CHECK(names("노바", "ㅋㅋ노바ㅋㅋ"));
  CHECK(names("노바", "노바ㅠㅠ"));
}

TEST_CASE("underscores are emphasis around a name and glue within one") {
  CHECK(names("nova", "this is _nova_ and __nova__"));
  CHECK_FALSE(names("nova", "my_nova nova_fan"));
}

TEST_CASE("a name of several words matches over any white space") {
  CHECK(names("Acme Coffee", "acme  coffee"));
  CHECK(names("Acme Coffee", "acme\n\tcoffee, please"));
  CHECK(names("Acme Coffee", "acme\u00A0coffee"));
  CHECK(names("Acme Coffee", "acme\u3000\u2003 coffee"));
  CHECK(names("  Acme \t Coffee ", "Acme Coffee"));
  CHECK_FALSE(names("Acme Coffee", "acmecoffee"));
  CHECK_FALSE(names("Acme Coffee", "acme, coffee"));
  CHECK_FALSE(names("Acme Coffee", "acme coffees"));
}

TEST_CASE("hits lie where the words are, also behind long white space") {
  const std::vector<Brand> brands = {brand("a b"), brand("b c d")};
  const BrandMatcher matcher(brands);
  const std::string text = "x a   b   c x a b\t\tc    d a  b";
  CHECK(hits_in(matcher, text) == std::vector<FoundHit>{{0, 0, "a   b", How::Name},
                                                        {0, 0, "a b", How::Name},
                                                        {1, 0, "b\t\tc    d", How::Name},
                                                        {0, 0, "a  b", How::Name}});
}

TEST_CASE("a hashtag may leave out the spaces") {
  CHECK(names("Acme Coffee", "love #AcmeCoffee!"));
  CHECK(names("Acme Coffee", "#acme_coffee"));
  CHECK(names("Acme-Coffee", "#acmecoffee"));
  CHECK(names("L'Orme", "#lorme"));
  CHECK(names("Acme", "#acme"));
  CHECK_FALSE(names("Acme Coffee", "#acmecoffeelovers"));
  CHECK_FALSE(names("C&A", "#ca"));
  CHECK(names("노바 커피", "노바커피를 마셨다"));
  CHECK(names("無印 工房", "昨日無印工房で"));
}

TEST_CASE("a name counts as a handle only if the handle is exactly the name") {
  CHECK(names("Acme", "thanks @acme"));
  CHECK(names("Acme", "thanks @acme."));
  CHECK(names("Acme Coffee", "@AcmeCoffee hello"));
  CHECK_FALSE(names("Acme", "@acme_kr"));
  CHECK_FALSE(names("Acme", "@acme.kr"));
  CHECK_FALSE(names("Acme", "@the.acme @the_acme @_acme"));
  CHECK_FALSE(names("Acme", "@acmecoffee"));
  CHECK_FALSE(names("Acme Coffee", "@acme coffee"));
  CHECK_FALSE(names("Acme", "write to joe@acme.example or joe@acme"));
  CHECK(names("Acme", "The end.Acme is"));
  CHECK(names("노바", "@노바 공식"));
}

TEST_CASE("a handle matches as a handle and nowhere else") {
  const std::vector<Brand> brands = {brand("Zzz", {}, {"@Nova_KR", "nova.fans"})};
  const BrandMatcher matcher(brands);
  CHECK(hits_in(matcher, "hi @nova_kr, @NOVA.FANS!") ==
        std::vector<FoundHit>{{0, 1, "@nova_kr", How::Handle},
                              {0, 2, "@nova.fans", How::Handle}});
  CHECK(brands_in(matcher, "＠nova_kr") == Indices{0});
  CHECK(brands_in(matcher, "@nova_kr를") == Indices{0});
  CHECK(brands_in(matcher, "nova_kr #nova_kr x@nova_kr @nova_krs @nova_kr.x @nova_kr_").empty());
}

TEST_CASE("every kind of hit says which name it was") {
  const std::vector<Brand> brands = {brand("Nova", {"#NovaStar", "@노바"}, {"nova_hq"})};
  const BrandMatcher matcher(brands);
  CHECK(hits_in(matcher, "nova #nova @nova novastar #novastar 노바는 @nova_hq") ==
        std::vector<FoundHit>{{0, 0, "nova", How::Name},
                              {0, 0, "nova", How::Hashtag},
                              {0, 0, "nova", How::Handle},
                              {0, 1, "novastar", How::Name},
                              {0, 1, "novastar", How::Hashtag},
                              {0, 2, "노바", How::Inflected},
                              {0, 3, "@nova_hq", How::Handle}});
}

TEST_CASE("particles and copulas may follow a Hangul name") {
  for (const char* text :
       {"노바는 좋다", "노바가",       "노바를",     "노바의",       "노바에",       "노바에서도",
        "노바에게서",  "노바한테",     "노바로",     "노바로서",     "노바와",       "노바랑은",
        "노바하고",    "노바도",       "노바만",     "노바까지도",   "노바부터",     "노바마저",
        "노바조차",    "노바처럼",     "노바같은",   "노바보다는",   "노바나",       "노바라도",
        "노바라고",    "노바라는",     "노바란",     "노바라면",     "노바입니다",   "노바예요",
        "노바야",      "노바다",       "노바인데요", "노바였습니다", "노바네요",     "노바들이",
        "노바측은",    "노바님께서는", "노바사의",   "노바제품만을", "노바앱에서는", "노바.",
        "노바2",       "노바 좋다",    "노바X"}) {
    INFO(text);
    CHECK(names("노바", text));
  }
  for (const char* text : {"한빛은", "한빛이", "한빛을", "한빛과", "한빛으로", "한빛이랑",
                           "한빛이나", "한빛이라고", "한빛이에요", "한빛이었다"}) {
    INFO(text);
    CHECK(names("한빛", text));
  }
  CHECK(names("서울", "서울로"));
}

TEST_CASE("a Hangul name inside a longer word is another word") {
  CHECK_FALSE(names("노바", "카사노바"));
  CHECK_FALSE(names("노바", "노바스코샤"));
  CHECK_FALSE(names("노바", "노바티스는"));
  CHECK_FALSE(names("노바", "슈퍼노바가"));
  CHECK_FALSE(names("노바", "노바는는는는"));
  CHECK_FALSE(names("안", "안녕하세요"));
  CHECK_FALSE(names("한", "한가해요"));  // 가 follows a vowel only
  CHECK_FALSE(names("한빛", "한빛는"));
  CHECK_FALSE(names("노바", "노바다는"));  // nothing follows a closed clause
  CHECK(names("노바", "LG노바는"));
}

TEST_CASE("decomposed Hangul is the same name") {
  CHECK(names("노바", "\u1102\u1169\u1107\u1161\u1102\u1173\u11AB"));  // 노바는
}

TEST_CASE("a katakana name has no katakana beside it") {
  CHECK(names("ノバ", "ノバのカメラ"));
  CHECK(names("ノバ", "新ノバ発売、ノバ・ジャパン"));
  CHECK(names("ﾉﾊﾞ", "ノバは"));
  CHECK(names("ノバ", "ﾉﾊﾞを"));
  CHECK(names("ノバ", "ノバユーザーです"));
  CHECK_FALSE(names("ノバ", "ノバユーザーズ"));
  CHECK_FALSE(names("ノバ", "イノバ"));
  CHECK_FALSE(names("ノバ", "ノバー"));
  CHECK_FALSE(names("ノバ", "ノバスコシア"));
}

TEST_CASE("short hiragana and single ideographs need room, longer names do not") {
  CHECK(names("のば", "「のば」は"));
  CHECK(names("のば", "のばが好き"));
  CHECK_FALSE(names("のば", "ものばかり"));
  CHECK_FALSE(names("のば", "のばす"));
  CHECK(names("ひかりや", "昨日ひかりやへ行った"));
  CHECK(names("東亜", "新東亜社製"));
  CHECK(names("光", "「光」の広告"));
  CHECK_FALSE(names("光", "観光地"));
}

TEST_CASE("a Cyrillic name takes case endings") {
  for (const char* text :
       {"Сбер", "сбера", "Сберу", "СБЕРОМ", "в Сбере.", "«Сбер»", "Сберы", "Сберов"}) {
    INFO(text);
    CHECK(names("Сбер", text));
  }
  CHECK_FALSE(names("Сбер", "Сбербанк"));
  CHECK_FALSE(names("Сбер", "сберечь"));
  CHECK_FALSE(names("Сбер", "сберегу"));
  for (const char* text : {"Новалина", "Новалины", "Новалине", "Новалину", "Новалиной"}) {
    INFO(text);
    CHECK(names("Новалина", text));
  }
  CHECK_FALSE(names("Новалина", "Новалин"));
  CHECK(names("Новалин", "у Новалина"));
  CHECK(names("Заря", "Зарей, Зари"));
  CHECK(names("Лазурь", "с Лазурью"));
  CHECK(names("Алмай", "без Алмая"));
  CHECK(names("Ёлка Маркет", "в елка маркете"));
  CHECK(names("Пётр", "петра"));
}

TEST_CASE("short Cyrillic names stay as they are, so that common words are no names") {
  CHECK(names("МТС", "в МТС"));
  CHECK_FALSE(names("МТС", "мтсами"));
  CHECK(names("Нова", "Нову купила"));
  CHECK_FALSE(names("Нова", "новой"));
  CHECK_FALSE(names("Нова", "новая"));
}

TEST_CASE("Turkish suffixes follow an apostrophe, and capital i is i") {
  CHECK(names("Nova", "Nova'nın kamerası, Nova’ya"));
  CHECK(names("İzgi", "İZGİ'de izgi"));
  CHECK(names("Işık", "IŞIK"));
  CHECK_FALSE(names("Nova", "Novacı"));
}

TEST_CASE("other alphabets end where their letters end") {
  CHECK(names("Νόβα", "η νόβα."));
  CHECK_FALSE(names("Νόβα", "νόβας"));
  CHECK(names("نوفا", "شركة نوفا، جيدة"));
  CHECK_FALSE(names("نوفا", "نوفارتس"));
  CHECK(names("โนวา", "ซื้อโนวามาแล้ว"));
}

TEST_CASE("names of symbols are found as they are written") {
  CHECK(names("C++", "I write c++."));
  CHECK(names(".NET", "on .net today"));
  CHECK(names("Yahoo!", "yahoo! mail"));
  CHECK(names("🍎", "new 🍎 phone"));
  CHECK(names(".*", "the regex .* matches all"));
  CHECK_FALSE(names(".*", "nothing special"));
  CHECK_FALSE(names("a.c", "abc"));
}

TEST_CASE("an exclusion around the name cancels that place only") {
  const std::vector<Brand> brands = {brand("Nova", {"노바"}, {}, {"Nova Scotia", "노바 스코샤"}),
                                     brand("Scotia")};
  const BrandMatcher matcher(brands);
  CHECK(brands_in(matcher, "moved to Nova  Scotia") == Indices{1});
  CHECK(brands_in(matcher, "my Nova broke in Nova Scotia") == Indices{0, 1});
  CHECK(brands_in(matcher, "Nova Scotian") == Indices{0});
  CHECK(brands_in(matcher, "노바 스코샤에서") == Indices{});
  CHECK(brands_in(matcher, "nova scotia, nova").size() == 2);
}

TEST_CASE("an exclusion without the name takes the whole mention") {
  const std::vector<Brand> brands = {brand("Apple", {}, {}, {"recipe", "пирог"}), brand("Pear")};
  const BrandMatcher matcher(brands);
  CHECK(brands_in(matcher, "Apple and pear recipe") == Indices{1});
  CHECK(brands_in(matcher, "Apple с пирогом") == Indices{});
  CHECK(brands_in(matcher, "apple prescription") == Indices{0});
  CHECK(hits_in(matcher, "recipe: apple, pear") ==
        std::vector<FoundHit>{{1, 0, "pear", How::Name}});
}

TEST_CASE("the longer of two brands wins its place, the shorter keeps its own") {
  const std::vector<Brand> brands = {brand("Nova"), brand("Nova Prime"),
                                     brand("Super Nova Prime Max")};
  const BrandMatcher matcher(brands);
  CHECK(brands_in(matcher, "Nova Prime") == Indices{1});
  CHECK(brands_in(matcher, "nova prime and nova") == Indices{0, 1});
  CHECK(brands_in(matcher, "super nova prime max") == Indices{2});
  CHECK(brands_in(matcher, "super nova prime") == Indices{1});
}

TEST_CASE("a longer name that is cancelled gives its place back") {
  const std::vector<Brand> brands = {brand("Nova"),
                                     brand("Nova Prime", {}, {}, {"Nova Prime Video"})};
  CHECK(brands_in(BrandMatcher(brands), "Nova Prime Video") == Indices{0});
}

TEST_CASE("two brands of one name are both named") {
  const std::vector<Brand> brands = {brand("Orion"), brand("Choco", {"ORION"}),
                                     brand("orion", {}, {}, {"belt"})};
  const BrandMatcher matcher(brands);
  CHECK(brands_in(matcher, "orion") == Indices{0, 1, 2});
  CHECK(brands_in(matcher, "orion belt") == Indices{0, 1});
}

TEST_CASE("brands without a usable name are never found") {
  const std::vector<Brand> brands = {brand(""), brand(" \t"), brand("#"),
                                     brand("@@", {"", "#"}, {"", "@"}, {"", "x"})};
  const BrandMatcher matcher(brands);
  CHECK(brands_in(matcher, "# @ @@ x  ").empty());
  CHECK(brands_in(BrandMatcher(), "nova").empty());
  CHECK(BrandMatcher().empty());
}

TEST_CASE("ten thousand brands are found in one pass") {
  std::vector<Brand> brands;
  for (int i = 0; i < 10'000; ++i) brands.push_back(brand("Brand" + std::to_string(i) + " Co"));
  const BrandMatcher matcher(brands);
  std::string text;
  for (int i = 0; i < 10'000; i += 2) text += "brand" + std::to_string(i) + "  co, ";
  const Indices found = brands_in(matcher, text);
  REQUIRE(found.size() == 5'000);
  CHECK(found[17] == 34);
  CHECK(brands_in(matcher, "brand1 code") == Indices{});
}

TEST_CASE("hostile names cost no more than their length") {
  std::vector<Brand> brands = {brand(std::string(1'000'000, 'a')),
                               brand(std::string(500'000, ' ') + "b"), brand(".*.*.*.*"),
                               brand("(a+)+$"), brand(std::string("nul\0l", 5))};
  for (int i = 0; i < 300; ++i)
    brands.push_back(brand(std::string(static_cast<std::size_t>(i) + 1, 'c')));
  for (int i = 0; i < 10'000; ++i) brands.push_back(brand("same"));
  for (int i = 1; i < 300; ++i) {
    std::string words = "d";
    for (int j = 0; j < i; ++j) words += " xd";
    brands.push_back(brand(words));
  }
  const BrandMatcher matcher(brands);

  CHECK(brands_in(matcher, std::string(1'000'000, 'a')) == Indices{0});
  CHECK(brands_in(matcher, std::string(999'999, 'a')).empty());
  CHECK(brands_in(matcher, std::string(400'000, 'c')).empty());
  CHECK(brands_in(matcher, "b") == Indices{1});
  CHECK(brands_in(matcher, std::string("x nul\0l", 7)) == Indices{4});
  std::string same;
  for (int i = 0; i < 50'000; ++i) same += "same ";
  CHECK(brands_in(matcher, same).size() == 10'000);
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "xd  ";
  CHECK(brands_in(matcher, nested).empty());
}

TEST_CASE("the same name a hundred thousand times is reported up to the stated limit") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "nova ";
  const std::vector<Brand> one = {brand("nova")};
  Indices found;
  std::vector<Hit> hits;
  BrandMatcher(one).match(text, found, &hits);
  CHECK(found == Indices{0});
  CHECK(hits.size() == kMaxHits);
}

TEST_CASE("one matcher serves several threads") {
#if defined(__EMSCRIPTEN__)
  SKIP("this build has no threads");
#else
  const std::vector<Brand> brands = {brand("Nova"), brand("노바"),
                                     brand("Nova Prime", {}, {}, {"nova prime time"})};
  const BrandMatcher matcher(brands);
  const std::vector<std::pair<std::string, Indices>> texts = {
      {"nova", {0}}, {"노바를 nova   prime", {1, 2}}, {"nova prime time", {0}}, {"none", {}}};
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      Indices found;
      for (std::size_t i = 0; i < 2'000; ++i) {
        const auto& [text, expected] = texts[(i + t) % texts.size()];
        matcher.match(text, found);
        wrong[t] += found != expected;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
#endif
}

TEST_CASE("the trigrams of a text never deny a name that it holds") {
  const std::vector<Brand> brands = {brand("Nova Prime", {"노바", "ノヴァ"}, {"@nova_kr"})};
  const BrandMatcher matcher(brands);
  std::string folded;
  for (const std::string name :
       {"nova prime", "NOVA \t\u00A0PRIME", "#NovaPrime", "노바", "ﾉｳﾞｧ", "@nova_kr"}) {
    for (const std::string before : {"", "a", "だ", "이건 "}) {
      for (const std::string after : {"", "b", "は", " 😀"}) {
        fold(before + name + after, folded);
        CAPTURE(folded);
        REQUIRE(matcher.occurs_in(folded));
        CHECK(matcher.may_occur_in(Trigrams(folded)));
      }
    }
  }
  CHECK_FALSE(matcher.may_occur_in(Trigrams("a novel of our prime")));
  // Two bytes are no trigram: such a name may stand anywhere.
  const std::vector<Brand> shortest = {brand("xd")};
  CHECK(BrandMatcher(shortest).may_occur_in(Trigrams("")));
}
