#include "insight/phrases.h"

#include <algorithm>
#include <random>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "text_rows.h"

using namespace earshot;
using Catch::Approx;

namespace {

/// What sets the first texts apart from the second ones.
std::vector<Phrase> apart(const std::vector<std::string>& inside, const std::vector<std::string>& outside,
                          std::size_t count = 10, std::span<const Brand> brands = {}) {
  std::vector<TextRow> rows;
  for (const std::string& text : inside) rows.push_back({text, {}, 0, Kind::Original});
  for (const std::string& text : outside) rows.push_back({text, {}, 0, Kind::Original});
  Table table;
  fill(table, rows);
  const auto border = static_cast<RowId>(inside.size());
  return distinctive_phrases(table, rows_from(0, border),
                             rows_from(border, static_cast<RowId>(rows.size())), count, brands);
}

const Phrase* find(const std::vector<Phrase>& phrases, std::string_view text) {
  const auto at = std::ranges::find(phrases, text, &Phrase::text);
  return at == phrases.end() ? nullptr : &*at;
}

std::vector<std::string> texts_of(const std::vector<Phrase>& phrases) {
  std::vector<std::string> texts;
  for (const Phrase& phrase : phrases) texts.push_back(phrase.text);
  return texts;
}

/// `count` texts that differ in a number.
void add(std::vector<std::string>& texts, std::string_view text, int count) {
  for (int i = 0; i < count; ++i) texts.push_back(std::string(text) + " n" + std::to_string(texts.size()) + "x");
}

}  // namespace

TEST_CASE("log-odds are those of the paper's formula, worked out in Python", "[phrases]") {
  // a0 = (n1+n2)/10; a = a0*(y1+y2)/(n1+n2)
  // d = log((y1+a)/(n1+a0-y1-a)) - log((y2+a)/(n2+a0-y2-a)); d / sqrt(1/(y1+a) + 1/(y2+a))
  CHECK(log_odds_z(30, 1000, 5, 4000) == Approx(6.4855062042091065).epsilon(1e-12));
  CHECK(log_odds_z(0, 500, 20, 500) == Approx(-3.2928246281526037).epsilon(1e-12));
  CHECK(log_odds_z(250, 12345, 1, 98765) == Approx(19.09520299623924).epsilon(1e-12));
  CHECK(log_odds_z(3, 60, 0, 60000) == Approx(2.509527475592028).epsilon(1e-12));
  CHECK(log_odds_z(7, 100, 7, 100) == 0);
  CHECK(log_odds_z(0, 0, 5, 10) == 0);
  CHECK(log_odds_z(0, 5, 0, 10) == 0);
  CHECK(log_odds_z(5, 5, 5, 5) == 0);
}

TEST_CASE("counts are those of the mentions, and z follows from them", "[phrases]") {
  std::vector<std::string> inside, outside;
  add(inside, "screen flickers", 12);
  add(inside, "lovely colours", 8);
  add(outside, "lovely colours", 20);
  const auto found = apart(inside, outside);
  const Phrase* phrase = find(found, "screen flickers");
  REQUIRE(phrase);
  CHECK(phrase->inside == 12);
  CHECK(phrase->outside == 0);
  // 12 + 12 + 8 + 8 words inside, 20 + 20 outside; the numbers differ and are too rare to count.
  CHECK(phrase->z == Approx(log_odds_z(12, 40, 0, 40)));
  CHECK(phrase->clear);
  CHECK(phrase->examples.size() == 3);
  for (const RowId id : phrase->examples) CHECK(id < 12);
  CHECK(phrase->search == "\"screen flickers\"");
  CHECK_FALSE(find(found, "screen"));
  CHECK_FALSE(find(found, "flickers"));
  CHECK_FALSE(find(found, "lovely colours"));
}

TEST_CASE("Korean words count without their particles and are shown without", "[phrases]") {
  std::vector<std::string> inside, outside;
  add(inside, "배송이 너무 느려요", 9);
  add(inside, "배송은 언제 되나요", 9);
  add(inside, "배송 문의드립니다", 9);
  add(inside, "고양이가 귀여워요", 5);
  add(inside, "고양이는 건강해요", 5);
  add(inside, "고양이 사료 샀어요", 5);
  add(outside, "화면이 밝고 선명해요", 20);
  add(outside, "가격은 적당해요", 20);
  const auto found = apart(inside, outside);
  REQUIRE(find(found, "배송"));
  CHECK(find(found, "배송")->inside == 27);
  CHECK(find(found, "배송")->search == "배송*");
  // 이 belongs to the cat.
  REQUIRE(find(found, "고양이"));
  CHECK(find(found, "고양이")->inside == 15);
  CHECK_FALSE(find(found, "고양"));
}

TEST_CASE("Japanese phrases end where writings meet; okurigana is one, but for denial", "[phrases]") {
  std::vector<std::string> inside, outside;
  add(inside, "返品したいのですが対応が遅いです", 8);
  add(inside, "対応が遅くて困りました", 8);
  add(inside, "電源を入れても動かない", 10);
  add(inside, "バッテリーの減りが早い", 10);
  add(outside, "とても良く動く", 12);
  add(outside, "色がきれいで満足", 12);
  add(outside, "デザインが良い", 12);
  const auto found = apart(inside, outside, 12);
  INFO(Catch::Detail::stringify(texts_of(found)));
  const auto holds = [&](std::string_view part) {
    return std::ranges::any_of(found, [&](const Phrase& p) { return p.text.find(part) != std::string::npos; });
  };
  REQUIRE(find(found, "対応が遅い"));
  CHECK(find(found, "対応が遅い")->inside == 16);
  CHECK(holds("動かない"));
  CHECK(holds("バッテリーの減り"));
  CHECK_FALSE(find(found, "ッテリー"));
  CHECK_FALSE(find(found, "が遅い"));
}

TEST_CASE("Russian cases and English plurals are one phrase in its most frequent form", "[phrases]") {
  std::vector<std::string> inside, outside;
  add(inside, "доставка опоздала", 10);
  add(inside, "ждал доставку три дня", 6);
  add(inside, "недоволен доставкой", 6);
  add(inside, "batteries leak", 6);
  add(inside, "batteries swollen", 6);
  add(inside, "battery dead", 5);
  add(outside, "хорошее качество", 20);
  add(outside, "works fine", 20);
  const auto found = apart(inside, outside, 12);
  const Phrase* delivery = find(found, "доставка");
  REQUIRE(delivery);
  CHECK(delivery->inside == 22);
  CHECK(delivery->search == "доставк*");
  INFO(Catch::Detail::stringify(texts_of(found)));
  REQUIRE(find(found, "batteries"));
  CHECK(find(found, "batteries")->inside == 17);
}

TEST_CASE("Chinese words are found without spaces, their parts are not", "[phrases]") {
  std::vector<std::string> inside, outside;
  add(inside, "送货太慢了等了一个星期", 10);
  add(inside, "客服说送货还要三天", 10);
  add(outside, "手机屏幕非常清楚", 15);
  add(outside, "价格便宜质量不错", 15);
  const auto found = apart(inside, outside);
  INFO(Catch::Detail::stringify(texts_of(found)));
  REQUIRE(find(found, "送货"));
  CHECK(find(found, "送货")->inside == 20);
  CHECK_FALSE(find(found, "送"));
}

TEST_CASE("neither stop words nor brands' names are phrases, in any case", "[phrases]") {
  const std::vector<Brand> brands = {{.name = "Nova", .aliases = {"노바", "Нова"}, .handles = {}, .exclude = {}}};
  std::vector<std::string> inside, outside;
  add(inside, "Nova has the screen of my dreams", 10);
  add(inside, "노바는 화면이 좋아요", 10);
  add(inside, "экран Новы яркий", 10);
  add(outside, "cheap cable", 20);
  add(outside, "케이블 길이", 20);
  for (const Phrase& phrase : apart(inside, outside, 20, brands)) {
    INFO(phrase.text);
    CHECK(phrase.text.find("nova") == std::string::npos);
    CHECK(phrase.text.find("노바") == std::string::npos);
    CHECK(phrase.text.find("новы") == std::string::npos);
    CHECK(phrase.text != "the");
    CHECK_FALSE(phrase.text.ends_with(" of"));
  }
}

TEST_CASE("one author and one copied text count once each, however loud they are", "[phrases]") {
  std::vector<TextRow> rows;
  for (int i = 0; i < 500; ++i) rows.push_back({"buy golden pills number " + std::to_string(i), "spammer"});
  for (int i = 0; i < 500; ++i) {
    rows.push_back({"win a silver yacht today with our lucky numbers", "bot" + std::to_string(i)});
  }
  for (int i = 0; i < 12; ++i) rows.push_back({"hinge squeaks " + std::to_string(i), "p" + std::to_string(i)});
  for (int i = 0; i < 40; ++i) rows.push_back({"lid closes " + std::to_string(i), "q" + std::to_string(i)});
  Table table;
  fill(table, rows);
  const Clusters clusters = find_clusters(table);
  for (const Clusters* given : {static_cast<const Clusters*>(nullptr), &clusters}) {
    const auto found = distinctive_phrases(table, rows_from(0, 1012), rows_from(1012, 1052), 10, {}, given);
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == "hinge squeaks");
    CHECK(found[0].inside == 12);
  }
}

TEST_CASE("two halves of the same talk have no clear phrases", "[phrases]") {
  std::mt19937 random(3);
  std::vector<TextRow> rows;
  for (int i = 0; i < 6000; ++i) {
    std::string text;
    for (int w = 0; w < 12; ++w) {
      // Frequent words are much more frequent than rare ones.
      const double u = static_cast<double>(random() % 100'000 + 1) / 100'000;
      text += "w" + std::to_string(static_cast<int>(1 / u) % 4000) + "q ";
    }
    rows.push_back({text});
  }
  Table table;
  fill(table, rows);
  const auto found = distinctive_phrases(table, rows_from(0, 3000), rows_from(3000, 6000), 20);
  CHECK(std::ranges::count_if(found, &Phrase::clear) <= 1);
}

TEST_CASE("phrases do not depend on the order of rows", "[phrases]") {
  std::vector<TextRow> inside, outside;
  for (int i = 0; i < 60; ++i) {
    const std::string n = " n" + std::to_string(i) + "x";
    inside.push_back({i % 3 == 0 ? "배송이 늦어요" + n : i % 3 == 1 ? "доставку задержали" + n : "slow delivery" + n,
                      "a" + std::to_string(i % 20)});
    outside.push_back({i % 2 == 0 ? "fast delivery" + n : "画面がきれい" + n, "b" + std::to_string(i % 25)});
  }
  const auto print = [&] {
    std::vector<TextRow> rows = inside;
    rows.insert(rows.end(), outside.begin(), outside.end());
    Table table;
    fill(table, rows);
    std::string out;
    for (const Phrase& p : distinctive_phrases(table, rows_from(0, 60), rows_from(60, 120), 10)) {
      out += p.text + '|' + p.search + '|' + std::to_string(p.inside) + '|' + std::to_string(p.outside) + '|' +
             std::to_string(p.z);
      for (const RowId id : p.examples) out += '|' + rows[id].text;
      out += '\n';
    }
    return out;
  };
  const std::string before = print();
  CHECK(before.find("slow delivery") != std::string::npos);
  std::mt19937 random(5);
  for (int i = 0; i < 3; ++i) {
    std::ranges::shuffle(inside, random);
    std::ranges::shuffle(outside, random);
    CHECK(print() == before);
  }
}

TEST_CASE("hostile texts make no phrases and no trouble", "[phrases]") {
  std::string word, han;
  while (word.size() < 1'000'000) word += "spam ";
  while (han.size() < 1'000'000) han += "電";
  CHECK(apart({word, han, "", "\xff\xff", "😀😀😀"}, {"", word, han}).empty());
  CHECK(apart({}, {"a text"}).empty());
  CHECK(apart({"a text"}, {}).empty());
  // Equal texts are one voice.
  CHECK(apart(std::vector<std::string>(100'000, "win a silver yacht today"), {"lid closes well"}).empty());
}

TEST_CASE("a sample has about as many rows as asked for, and most of those of another filter's", "[phrases]") {
  Table table;
  fill(table, std::vector<TextRow>(20'000, {"a text", {}, 0, Kind::Original}));
  const auto sample = [&](RowId from, RowId to, bool rest = false) {
    return steady_sample(table, rows_from(from, to), 1'000, rest);
  };
  const std::vector<RowId> one = sample(0, 10'000), next = sample(500, 10'500);
  CHECK(one.size() > 850);
  CHECK(one.size() < 1'150);
  CHECK(std::ranges::is_sorted(one));
  std::vector<RowId> both;
  std::ranges::set_intersection(one, next, std::back_inserter(both));
  CHECK(both.size() > 800);
  // All of what is little, and nothing of what is selected among the rest.
  CHECK(sample(100, 900).size() == 800);
  const std::vector<RowId> rest = sample(0, 10'000, true);
  CHECK(rest.size() > 850);
  CHECK(rest.front() >= 10'000);
}

TEST_CASE("phrases are the same of words that are kept and of texts read anew", "[phrases]") {
  std::vector<TextRow> rows;
  const std::string long_word(300, 'z'), far(70'000, '!');
  for (int i = 0; i < 60; ++i) {
    const std::string n = " n" + std::to_string(i) + "x", author = "a" + std::to_string(i);
    rows.push_back({"배송이 늦어요 slow delivery" + n, author});
    rows.push_back({"доставку задержали, fast delivery" + n, author + "b"});
    // What is too long or stands too far behind is not kept.
    if (i < 6) rows.push_back({(i < 3 ? long_word + ' ' : far) + "screen flickers" + n, author + "c"});
  }
  Table table;
  fill(table, rows);
  const auto print = [&](KeptWords* kept) {
    std::vector<RowId> all;
    std::vector<PhraseReader::Side> sides;
    for (RowId row = 0; row < rows.size(); ++row) {
      all.push_back(row);
      const bool in = rows[row].text.find("fast") == std::string::npos;
      sides.push_back(in ? PhraseReader::Side::Inside : PhraseReader::Side::Outside);
    }
    std::string out;
    for (const Phrase& p : PhraseReader(table, all, {}, nullptr, kept).apart(sides, 10).phrases) {
      out += p.text + '|' + p.search + '|' + std::to_string(p.inside) + '|' + std::to_string(p.z);
      for (const RowId id : p.examples) out += '|' + std::to_string(id);
      out += '\n';
    }
    return out;
  };
  const std::string fresh = print(nullptr);
  CHECK(fresh.find("slow delivery") != std::string::npos);
  CHECK(fresh.find("배송") != std::string::npos);
  KeptWords kept;
  CHECK(print(&kept) == fresh);
  CHECK(kept.texts.size() == rows.size() - 6);
  CHECK(print(&kept) == fresh);
}
