// Which brands a sample of mentions suggests. All names are invented.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "classify/brand_suggestions.h"
#include "classify/sound.h"
#include "text/fold.h"

using namespace earshot;

namespace {

/// A sample in the making. '%' in a text becomes a number, so that no two texts are alike.
class Sample {
 public:
  Sample& add(int times, std::string_view text, std::string_view title = "") {
    for (int i = 0; i < times; ++i) {
      const std::string number = std::to_string(++count_);
      suggester_.add(filled(text, number), filled(title, number), "author" + number);
    }
    return *this;
  }
  Sample& add_by(std::string_view author, std::string_view text) {
    suggester_.add(filled(text, std::to_string(++count_)), "", author);
    return *this;
  }
  std::vector<Suggestion> suggest() const { return suggester_.suggest(); }

  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const Suggestion& suggestion : suggest()) result.push_back(suggestion.brand.name);
    return result;
  }

 private:
  static std::string filled(std::string_view text, const std::string& number) {
    std::string result(text);
    for (std::size_t at; (at = result.find('%')) != std::string::npos;)
      result.replace(at, 1, number);
    return result;
  }

  BrandSuggester suggester_;
  int count_ = 0;
};

using Names = std::vector<std::string>;

bool holds(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

int distance(std::string_view a, std::string_view b) {
  std::string folded_a, folded_b;
  fold(a, folded_a);
  fold(b, folded_b);
  return sound_distance(sound_of(folded_a), sound_of(folded_b));
}

}  // namespace

TEST_CASE("nothing suggests nothing") {
  CHECK(Sample().names().empty());
  CHECK(Sample().add(3, "").names().empty());
  CHECK(Sample().add(50, "% it was good and i liked it very much").names().empty());
}

TEST_CASE("a capital inside sentences makes a name, one at their beginning does not") {
  Sample sample;
  sample.add(20, "% people say that Kelvora is the one to buy");
  sample.add(20, "Batteries last long enough for % hours of use. Batteries matter to us");
  CHECK(sample.names() == Names{"Kelvora"});
}

TEST_CASE("a word that is mostly written small is no name") {
  Sample sample;
  sample.add(10, "% we went to see the Gardens there with all of them");
  sample.add(30, "% the gardens were open and we went to see them");
  CHECK(sample.names().empty());
}

TEST_CASE("headlines and shouting prove nothing") {
  Sample sample;
  sample.add(30, "", "Local Council Approves Budget Number % After Debate");
  sample.add(30, "THIS VACUUM RUINED MY CARPET % TIMES");
  CHECK(sample.names().empty());
}

TEST_CASE("days, platforms and countries do not outrank a brand") {
  Sample sample;
  sample.add(15, "% on Monday we saw that Kelvora opened a shop in Germany");
  sample.add(30, "% see you Monday on Instagram and YouTube, or in Germany");
  REQUIRE_FALSE(sample.names().empty());
  CHECK(sample.names().front() == "Kelvora");
  CHECK_FALSE(holds(sample.names(), "Monday"));
  CHECK_FALSE(holds(sample.names(), "Germany"));
}

TEST_CASE("Latin letters in another writing stand out even when small") {
  Sample sample;
  sample.add(20, "오늘 %번째 kelvora를 샀는데 정말 좋네요 lol");
  sample.add(20, "昨日%回目のKELVORAを使いましたがとても便利でした");
  CHECK(sample.names() == Names{"KELVORA"});
}

TEST_CASE("spellings in four writings are one brand") {
  Sample sample;
  sample.add(20, "% we think that Kelvora is better than before");
  sample.add(12, "켈보라를 %번 써 봤어요")
      .add(8, "이번 켈보라는 %점")
      .add(6, "%년 만에 켈보라가 왔다")
      .add(5, "%번 켈보라의 승리");
  sample.add(15, "ケルヴォラの%回目の感想です");
  sample.add(9, "вчера %-й раз включил Кельвору и слушал")
      .add(9, "у нас дома % лет стоит Кельвора и работает");
  const std::vector<Suggestion> suggestions = sample.suggest();
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].brand.name == "Kelvora");
  CHECK(suggestions[0].mentions == 20 + 31 + 15 + 18);
  CHECK(suggestions[0].brand.aliases.size() == 3);
  CHECK(holds(suggestions[0].brand.aliases, "켈보라"));
  CHECK(holds(suggestions[0].brand.aliases, "ケルヴォラ"));
  CHECK(suggestions[0].why == "named in 84 mentions, in 4 spellings");
}

TEST_CASE("names that sound different stay apart") {
  Sample sample;
  sample.add(20, "% we think that Kelvora is better than before");
  sample.add(20, "ミストーンの%回目の感想です");
  CHECK(sample.names() == Names{"Kelvora"});  // katakana alone is weaker than capitals
}

TEST_CASE("hashtag, account and word of the same letters are one brand") {
  Sample sample;
  sample.add(15, "% they told us about Kelvora at length");
  sample.add(6, "what a day % #kelvora #KELVORA");
  sample.add(4, "% asked @kelvora_kr about it").add(3, "% asked @Kelvora about it");
  const std::vector<Suggestion> suggestions = sample.suggest();
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].brand == Brand{"Kelvora", {}, {"kelvora_kr", "kelvora"}, {}, false});
  CHECK(suggestions[0].mentions == 28);
}

TEST_CASE("people who are replied to or reposted are no brands") {
  Sample sample;
  sample.add(20, "@somebody_nice i agree with number % of yours");
  sample.add(20, "RT @somebody_else: number % was the funniest of them all");
  sample.add_by("@chatty_one", "hello all %")
      .add_by("x", "% hi @chatty_one")
      .add_by("y", "% so @chatty_one")
      .add_by("z", "% oh @chatty_one")
      .add_by("w", "% my @chatty_one");
  CHECK(sample.names().empty());
}

TEST_CASE("a Korean name takes many particles, and common nouns are known") {
  Sample sample;
  for (const char* text : {"%월에 한솔빛을 샀다", "역시 한솔빛이 %배 낫다", "한솔빛의 %번째 모델",
                           "한솔빛은 %점", "%번 한솔빛과 비교", "배송을 %일 기다렸다",
                           "배송이 %일 걸렸다", "배송의 %할은", "배송과 %번"}) {
    sample.add(8, text);
  }
  const std::vector<Suggestion> suggestions = sample.suggest();
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].brand.name == "한솔빛");
  CHECK(suggestions[0].mentions == 40);
}

TEST_CASE("a Korean name may end in what could be a particle") {
  Sample sample;
  for (const char* text : {"%월에 켈보라를 샀다", "켈보라가 %배 낫다", "켈보라의 %번째 모델",
                           "켈보라는 %점", "켈보라라는 %번"}) {
    sample.add(8, text);
  }
  REQUIRE(sample.names() == Names{"켈보라"});
  CHECK(sample.suggest()[0].mentions == 40);
}

TEST_CASE("all cases of a Russian name are one word, named by the usual one") {
  Sample sample;
  sample.add(9, "мне % раз говорили, что Тарвинка лучше")
      .add(4, "я % раз заказывал у Тарвинки доставку");
  sample.add(4, "мы % раз писали Тарвинке письмо").add(4, "они % раз хвалили Тарвинку при мне");
  const std::vector<Suggestion> suggestions = sample.suggest();
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].brand.name == "Тарвинка");
  CHECK(suggestions[0].mentions == 21);
}

TEST_CASE("what only follows a brand is its product") {
  Sample sample;
  sample.add(30, "% my friend has a Kelvora and is happy with it");
  sample.add(15, "% i bought the Kelvora Stroma and it broke");
  sample.add(10, "% the Stroma is too heavy for me");
  sample.add(8, "% i love my Kelvora's Stroma so much");
  CHECK(sample.names() == Names{"Kelvora"});
}

TEST_CASE("words that are hardly ever apart are one name") {
  Sample sample;
  sample.add(20, "% we ate at Amber Foxley and it was fine");
  sample.add(10, "% we ate at Tarvis-Lund and it was fine");
  CHECK(sample.names() == Names{"Amber Foxley", "Tarvis-Lund"});
}

TEST_CASE("copies and reposts of a text count once") {
  Sample sample;
  sample.add(10, "% we think that Kelvora is better than before");
  for (int i = 0; i < 50; ++i) {
    sample.add_by("bot", "buy the new Mistone at half its price today and never look back");
    sample.add_by("fan",
                  "RT @bot: buy the new Mistone at half its price today and never look back");
  }
  CHECK(sample.names() == Names{"Kelvora"});
}

TEST_CASE("one person's favourite word is not yet a brand") {
  Sample sample;
  for (int i = 0; i < 30; ++i) sample.add_by("same", "% again i say that Mistone is what you want");
  CHECK(sample.names().empty());
}

TEST_CASE("links, addresses and entities hold no names") {
  Sample sample;
  sample.add(
      30,
      "% see https://Kelvora.example/Path and www.Kelvora.example or joe@Kelvora.example for it");
  sample.add(30, "% a &Quux; b &#169; c go to Mistone.com now");
  CHECK(sample.names().empty());
}

TEST_CASE("better known brands come first, far lesser ones not at all") {
  Sample sample;
  sample.add(60, "% i think that Kelvora is good enough");
  sample.add(90, "% i think that Mistone is good enough");
  sample.add(40, "% i think that Tarvinka is good enough");
  sample.add(4, "% i think that Ostrel is good enough");
  CHECK(sample.names() == Names{"Mistone", "Kelvora", "Tarvinka"});
}

TEST_CASE("no more are suggested than asked for") {
  BrandSuggester suggester;
  for (int i = 0; i < 200; ++i) {
    const char letter = static_cast<char>('a' + i % 20);
    suggester.add(std::to_string(i) + " i think that Bran" + letter + "tor is good", "",
                  std::to_string(i));
  }
  CHECK(suggester.suggest().size() == kMaxSuggestions);
  CHECK(suggester.suggest(3).size() == 3);
  CHECK(suggester.suggest(0).empty());
}

TEST_CASE("hostile texts are read to their end") {
  BrandSuggester suggester;
  suggester.add(std::string(3'000'000, '#'), std::string(1'000'000, '@'), "");
  suggester.add(std::string(2'000'000, 'A'), "", "");
  std::string dots;
  for (int i = 0; i < 500'000; ++i) dots += "A-B.";
  suggester.add(dots, "", "");
  std::string hangul;
  for (int i = 0; i < 300'000; ++i) hangul += "가";
  suggester.add(hangul, "", "");
  suggester.add("\xFF\xFE broken \xED\xA0\x80 #\xE3\x83 @\xF0\x9F", "\x80", "\xC3");
  CHECK(suggester.suggest().empty());
}

TEST_CASE("a name sounds the same in every writing") {
  CHECK(distance("Kelvora", "켈보라") == 0);
  CHECK(distance("Kelvora", "ケルヴォラ") == 0);
  CHECK(distance("Kelvora", "Кельвора") == 0);
  CHECK(distance("Samsung", "삼성") <= 1);
  CHECK(distance("Samsung", "サムスン") <= 1);
  CHECK(distance("Nintendo", "닌텐도") == 0);
  CHECK(distance("Microsoft", "Майкрософт") <= 1);
  CHECK(distance("Netflix", "ネットフリックス") == 0);
  CHECK(distance("Starbucks", "스타벅스") <= 3);
  CHECK(distance("Kelvora", "미스톤") > 10);
  CHECK(distance("", "Nova") == sound_weight("NoPa"));
  CHECK(sound_distance(std::string(33, 'K'), "K") == kUnlike);
}
