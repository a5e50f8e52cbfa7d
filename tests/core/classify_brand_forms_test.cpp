// The ways in which a name may stand in a text beside the plain word: hosts, tickers, hashtags,
// other spellings, slips, and names that are words as well. All names are invented or everyday
// words.
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "classify/brand_matcher.h"
#include "classify/respell.h"
#include "text/fold.h"

using namespace earshot;

namespace {

/// Each place of the brands as "text/how", slips included, apart by spaces.
std::string found(const std::vector<Brand>& brands, std::string_view text) {
  const BrandMatcher matcher(brands);
  std::string folded, result;
  fold(text, folded);
  std::vector<std::uint32_t> named;
  std::vector<Hit> hits;
  std::vector<TypoPlace> typos;
  TypoMemory memory;
  matcher.find_typos(folded, memory, typos);
  matcher.match(folded, named, &hits, typos);
  for (const Hit& hit : hits) {
    if (!result.empty()) result += ' ';
    result += folded.substr(hit.begin, hit.end - hit.begin) + "/" + std::string(how_name(hit.how));
  }
  return result;
}

std::string found(std::string name, std::string_view text) {
  Brand brand;
  brand.name = std::move(name);
  return found(std::vector<Brand>{brand}, text);
}

/// Why the places of one brand do not count, apart by spaces.
std::string held(const Brand& brand, std::string_view text) {
  const std::vector<Brand> brands = {brand};
  const BrandMatcher matcher(brands);
  std::string folded, result;
  fold(text, folded);
  std::vector<std::uint32_t> named;
  std::vector<Hit> holds;
  matcher.match(folded, named, nullptr, {}, &holds);
  for (const Hit& hit : holds) {
    if (!result.empty()) result += ' ';
    result += hold_name(hit.hold);
    if (hit.because_end > 0) {
      result += ":" + folded.substr(hit.because_begin, hit.because_end - hit.because_begin);
    }
  }
  return result;
}

Brand with_context(std::string name, std::vector<std::string> near,
                   std::vector<std::string> not_near = {}) {
  Brand brand;
  brand.name = std::move(name);
  brand.near = std::move(near);
  brand.not_near = std::move(not_near);
  return brand;
}

}  // namespace

TEST_CASE("a host is the brand's where the brand registered it") {
  CHECK(found("Kelvora", "see https://www.kelvora.com/deals") == "kelvora/domain");
  CHECK(found("Kelvora", "shop.kelvora.co.kr에서") == "kelvora/domain");
  CHECK(found("Kelvora", "on kelvora.com.") == "kelvora/domain");
  CHECK(found("kelvora.io", "https://kelvora.io/x and kelvora.io") ==
        "kelvora.io/domain kelvora.io/domain");
  CHECK(found("Amber Coffee", "ambercoffee.com") == "ambercoffee/domain");
  CHECK(found("Kelvora", "https://news.example/kelvora-results") == "");
  CHECK(found("Kelvora", "https://kelvora.example.com/") == "");
  CHECK(found("Kelvora", "kelvora-fans.net and fans-kelvora.net and example.com/kelvora") == "");
  CHECK(found("Kelvora", "https://shop.example/?q=kelvora&x=1") == "");
  CHECK(found("Kelvora", "kelvora@post.example and post@kelvora.com") == "");
  CHECK(found("Kelvora", "Kelvora/Mistone. Kelvora-branded, (kelvora)...kelvora!") ==
        "kelvora/name kelvora/name kelvora/name kelvora/name");
  CHECK(found("Kelvora", "I like kelvora.it is good") == "kelvora/name");
}

TEST_CASE("a ticker stands behind a dollar, a price does not") {
  CHECK(found("ORVS", "bought $ORVS today") == "orvs/ticker");
  CHECK(found("$F", "bought $F, not f") == "$f/ticker");
  CHECK(found("3M", "raised $3M for 3M") == "3m/name");
  CHECK(found("ORVS", "US$ORVS") == "");
}

TEST_CASE("words of a hashtag are apart by underscores, and Korean ones by what they usually are") {
  CHECK(found("Kelvora", "#kelvora_sale #spring_kelvora #kelvora") ==
        "kelvora/hashtag kelvora/hashtag kelvora/hashtag");
  CHECK(found("Kelvora", "#kelvorasale kelvora_sale") == "");
  CHECK(found("벨라도", "#벨라도신상 #벨라도추천템") == "벨라도/hashtag 벨라도/hashtag");
  CHECK(found("벨라도", "#벨라도나 꽃") == "벨라도/hashtag");  // or: a particle
  CHECK(found("벨라도", "#벨라도르") == "");
}

TEST_CASE("an ending makes a name inflected, the dictionary's own does not") {
  CHECK(found("노바", "노바 노바는 노바폰") == "노바/name 노바/inflected 노바/inflected");
  CHECK(found("Новалина", "Новалина Новалины") == "новалина/name новалины/inflected");
  CHECK(found("Сбер", "Сбер в Сбере") == "сбер/name сбере/inflected");
}

TEST_CASE("a name is known in Latin and in Cyrillic letters, and without its accents") {
  CHECK(found("Kelvora", "у Кельворы") == "кельворы/spelling");
  CHECK(found("Adidas", "в адидасе") == "адидасе/spelling");
  CHECK(found("Яндекс", "yandex and yandeks") == "yandex/spelling yandeks/spelling");
  CHECK(found("Вкусвилл", "vkusvill") == "vkusvill/spelling");
  CHECK(found("Nestlé", "nestle Nestlé") == "nestle/spelling nestlé/name");
  CHECK(found("Canon", "каноны") == "");  // a word of its own
  std::vector<Brand> two(2);
  two[0].name = "Тинькофф";
  two[1].name = "Tinkoff";
  CHECK(found(two, "tinkoff") == "tinkoff/name");
  std::vector<std::string> spellings;
  respell("abcdefghijklmnopqrstuvwx", spellings);
  CHECK(spellings.size() <= kMostRespellings);
  respell("nova2", spellings);
  CHECK(spellings.empty());
}

TEST_CASE("a slip is one edit from five letters and two from nine") {
  CHECK(found("Kelvora", "kelvra kelvorra kelbora kelvroa eklvora") ==
        "kelvra/typo kelvorra/typo kelbora/typo kelvroa/typo eklvora/typo");
  CHECK(found("Kelvora", "kelrrra") == "");
  CHECK(found("Nova", "nava novva noba") == "");
  CHECK(found("Mistonefield", "mistonfeild mistanefeild mistanafeild") ==
        "mistonfeild/typo mistanefeild/typo");
  CHECK(found("Тарвинка", "Тарвинкой Тарвникой Тарвинкаю") == "тарвинкой/inflected тарвникой/typo");
  CHECK(found("오르베사", "오르배사를 오루베사 오바베사") == "오르배사/typo 오루베사/typo");
  CHECK(found("スターバード", "スタバードで スターバトド") == "スタバード/typo スターバトド/typo");
}

TEST_CASE("what goes on, holds other digits or is a word of its own is no slip") {
  CHECK(found("Meridia", "meridian meridi ameridia") == "");
  CHECK(found("Meridia", "meridiaa") == "meridiaa/typo");
  CHECK(found("Kelvora", "kelv0ra k3lvora") == "");
  CHECK(found("Canon", "cannon canyon") == "");
  CHECK(found("Monday", "sunday mondey") == "");
  CHECK(found("Kelvora", "@kelvra kelvra.com https://x.example/kelvra my_kelvra") == "");
  CHECK(found("Kelvora", "#kelvra") == "kelvra/typo");
  std::vector<Brand> two(2);
  two[0].name = "Kelvora";
  two[1].name = "Kelbora";
  CHECK(found(two, "kelbora") == "kelbora/name");
  CHECK(found(std::vector{with_context("Kelvora", {"app"})}, "kelvra app") == "");
}

TEST_CASE("a name that is a word as well counts beside its words") {
  const std::vector<Brand> line = {with_context("Line", {"app", "친구"}, {"queue"})};
  CHECK(found(line, "the line app is slow") == "line/name");
  CHECK(found(line, "two apps, one of them Line") == "line/name");
  CHECK(found(line, "line에서 내친구랑") == "line/name");
  CHECK(found(line, "standing in line") == "");
  CHECK(found(line, "a queue before the line, with my app") == "");
  CHECK(found(line, "the line app has a queue") == "line/name");
  CHECK(found(line, "line and a b c d e f g h i j k app") == "");
  CHECK(found(line, "@line #line line.com $line") == "line/handle line/domain line/ticker");
  const std::vector<Brand> apple = {with_context("Apple", {}, {"pie", "яблоко"})};
  CHECK(found(apple, "apple is late") == "apple/name");
  CHECK(found(apple, "apple pie") == "");
  CHECK(found(apple, "apple и яблоками") == "");
  CHECK(found(apple, "apple pieces") == "apple/name");
  const std::vector<Brand> kana = {with_context("ライン", {"アプリ"})};
  CHECK(found(kana, "ラインという無料通話ができるアプリ") == "ライン/name");
  CHECK(found(kana, "ラインの川を下るときにはいつも船の上で本を読むのが好きだがアプリ") == "");
}

TEST_CASE("what is held back says why") {
  CHECK(held(with_context("Line", {"app"}, {"queue"}), "line, line queue, outline") ==
        "notNear:queue notNear:queue partOfWord");
  CHECK(held(with_context("Line", {"app"}), "line") == "nothingNear");
  Brand nova;
  nova.name = "Nova";
  nova.exclude = {"Nova Scotia", "recipe"};
  CHECK(held(nova, "in Nova Scotia") == "excluded:nova scotia");
  CHECK(held(nova, "a nova recipe") == "excluded:recipe");
  CHECK(held(nova, "innova, https://x.example/nova") == "partOfWord partOfWord");
}

TEST_CASE("contexts and slips cost no more than the text is long") {
  std::vector<Brand> brands = {with_context("Line", {"🍎", "app"}, {"🍏"}),
                               with_context("aaaaaaaaaa", {}), with_context("ababababab", {})};
  for (int i = 0; i < 9'000; ++i) {
    brands.push_back(with_context("Brandname" + std::string(1, static_cast<char>('a' + i % 26)) +
                                      static_cast<char>('a' + i / 26 % 26) +
                                      static_cast<char>('a' + i / 676),
                                  {}));
  }
  const BrandMatcher matcher(brands);
  const auto run = [&](const std::string& unit) {
    std::string text, folded;
    while (text.size() < 1'000'000) text += unit;
    fold(text, folded);
    std::vector<std::uint32_t> named;
    std::vector<Hit> hits, holds;
    std::vector<TypoPlace> typos;
    TypoMemory memory;
    const auto start = std::chrono::steady_clock::now();
    matcher.find_typos(folded, memory, typos);
    matcher.match(folded, named, &hits, typos, &holds);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  };
  for (const char* unit : {"line🍎🍏", "🍎", "line ", "a", "aaaaaaaaa ", "brandname ", "brandnaem",
                           "л", "ア", "가", "https://", "line.", "a.a", "#_line", "$", "@line"}) {
    INFO(unit);
    run(unit);
  }
}
