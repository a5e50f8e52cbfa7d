// Texts and names that nobody writes: what they cost stays in proportion to their size, and nothing
// breaks.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "analysed.h"
#include "classify/language.h"
#include "text/fold.h"

namespace {

using namespace earshot;

TextLabels labels_of(const std::string& text) {
  std::string folded;
  fold(text, folded);
  return Labeller(shipped_model()).label(text, folded);
}

bool same(const TextLabels& a, const TextLabels& b) {
  return a.language == b.language && a.sentiment.label == b.sentiment.label &&
         a.sentiment.positive == b.sentiment.positive &&
         a.sentiment.negative == b.sentiment.negative && a.intents == b.intents &&
         a.topics == b.topics && a.urgency == b.urgency;
}

nlohmann::json mentions_naming(const std::string& brands, const std::string& texts) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(brands));
  REQUIRE(read_into(analysis, "a.csv", "text\n" + texts));
  return report_of(analysis);
}

}  // namespace

TEST_CASE("of a word of a megabyte no more than the head is read") {
  for (const char* letter : {"a", "б", "가", "ก", "漢"}) {
    std::string word, longer;
    while (word.size() < (1 << 20)) word += letter;
    longer = word + word;
    const TextLabels labels = labels_of(word);
    CHECK(same(labels, labels_of(longer)));
    CHECK(same(labels, labels_of(word + " I love it")));
  }
}

TEST_CASE("a word adds up no more features of its language than its sums can hold") {
  LanguageWeights weights;
  for (std::uint32_t bucket = 0; bucket < weights.latin.features.buckets(); ++bucket) weights.latin.features.add(bucket);
  weights.latin.weights.assign(std::size_t{weights.latin.features.number()} * kLanguageLanes, 127);
  LanguageScores scores;
  CHECK(signs_of_word(std::string(1 << 20, 'x'), weights, scores).letters == 255);
  CHECK(scores[0] > 0);
  CHECK(scores[0] <= 250 * 127);
}

TEST_CASE("halves of surrogates, direction controls and joiners are no words and break none") {
  const std::string halves = "\xED\xA0\x80 \xED\xB0\x80 \xED\xA0\xBD";  // as CESU writes them
  const std::string controls = "\u202E\u2066\u202C\u2069\u200F\u200D\uFEFF";
  CHECK(language_code(labels_of(halves).language) == "und");
  CHECK(language_code(labels_of(controls).language) == "und");
  CHECK(labels_of(controls).sentiment.label == Label::Unrated);
  CHECK(same(labels_of("the parcel came late and the box was open"),
             labels_of("the parcel\u202E came late\u202C and the box was open")));
  for (std::size_t cut = 0; cut <= halves.size(); ++cut) labels_of(halves.substr(cut));
}

TEST_CASE("a brand named like a pattern is looked for as it stands") {
  const auto report = mentions_naming(R"({"brands":[{"name":".*"},{"name":"(a+)+$"},{"name":"Orvessa"}]})",
                                      "Orvessa is fine\naaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
  for (const auto& brand : report["brands"]) {
    CHECK(brand["mentions"] == (brand["name"] == "Orvessa" ? 1 : 0));
  }
}

TEST_CASE("ten thousand brands are looked for in one go") {
  nlohmann::json settings;
  for (int i = 0; i < 10'000; ++i)
    settings["brands"].push_back({{"name", "Brand" + std::to_string(100'000 + i)}});
  const auto report = mentions_naming(settings.dump(), "we like Brand100000 and Brand109999\n");
  int named = 0;
  for (const auto& brand : report["brands"]) named += brand["mentions"] == 1;
  CHECK(named == 2);
  settings["brands"].push_back({{"name", "One more"}});
  CHECK(!parse_settings(settings.dump()));
}
