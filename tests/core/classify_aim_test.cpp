#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "analysed.h"

namespace {

using namespace earshot;
using Json = nlohmann::json;

constexpr std::string_view kBrands =
    R"({"brands": [{"name": "Nova", "aliases": ["노바", "ノヴァ", "Нова"]},
                   {"name": "Brightly", "aliases": ["브라이틀리", "ブライト", "Брайт"]}]})";

Json classified(const std::string& text, std::string_view settings = kBrands) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  return Json::parse(analysis.classify(text));
}

/// What is aimed at Nova and at Brightly.
std::string aimed(const std::string& text) {
  const Json said = classified(text)["brandSentiment"];
  REQUIRE(said.size() == 2);
  return said["Nova"]["label"].get<std::string>() + ", " +
         said["Brightly"]["label"].get<std::string>();
}

}  // namespace

TEST_CASE("who is left loses and who is gone to wins, in Korean, Japanese, Russian and English") {
  CHECK(aimed("노바에서 브라이틀리로 갈아탔는데 대만족") == "negative, positive");
  CHECK(aimed("ノヴァからブライトに乗り換えて正解だった") == "negative, positive");
  CHECK(aimed("Ушел с Новы на Брайт и не жалею") == "negative, positive");
  CHECK(aimed("Switched from Nova to Brightly and never looked back") == "negative, positive");
}

TEST_CASE("of two that are compared the one beside 'than' is the lesser") {
  CHECK(aimed("노바보다 브라이틀리가 낫다") == "negative, positive");
  CHECK(aimed("ノヴァよりブライトの方が使いやすい") == "negative, positive");
  CHECK(aimed("브라이틀리가 노바보다 훨씬 좋아요") == "negative, positive");
  CHECK(aimed("ブライトはノヴァより使いやすい") == "negative, positive");
  CHECK(aimed("Брайт лучше, чем Нова") == "negative, positive");
  CHECK(aimed("Brightly is better than Nova") == "negative, positive");
  CHECK(aimed("Nova is so much better than Brightly") == "positive, negative");
}

TEST_CASE("who is named after 'unlike' is what the other is not") {
  CHECK(aimed("노바와 달리 브라이틀리는 고장이 없어요") == "negative, positive");
  CHECK(aimed("ノヴァと違ってブライトは壊れない") == "negative, positive");
  CHECK(aimed("В отличие от Новы, Брайт меня радует") == "negative, positive");
}

TEST_CASE("each clause judges the brand that stands in it") {
  CHECK(aimed("Nova is great, Brightly is awful") == "positive, negative");
  CHECK(aimed("Nova is awful, Brightly is great") == "negative, positive");
}

TEST_CASE("who takes longer or more is the lesser") {
  CHECK(aimed("Nova answered in 2 minutes, Brightly took 9 days") == "positive, negative");
  CHECK(aimed("Nova took 9 days, Brightly answered in 2 minutes") == "negative, positive");
  CHECK(aimed("Нова ответила через минуту, Брайт молчит неделю") == "positive, negative");
  CHECK(aimed("Брайт ответил через минуту, Нова молчит неделю") == "negative, positive");
}

TEST_CASE("'the former' and 'the latter' stand for the first and the second of two") {
  CHECK(aimed("Tried Nova and Brightly. The former is awful, the latter is great") == "negative, positive");
  CHECK(aimed("Tried Nova and Brightly. The latter is awful, the former is great") == "positive, negative");
  CHECK(aimed("ノヴァとブライトを比べたら、前者は最悪、後者は最高") == "negative, positive");
}

TEST_CASE("who asks what to choose judges neither") {
  CHECK(aimed("노바랑 브라이틀리 중에 뭐가 나을까요?") == "neutral, neutral");
  CHECK(aimed("ノヴァとブライト、どっちがいいですか？") == "neutral, neutral");
  CHECK(aimed("Нова или Брайт, что лучше взять?") == "neutral, neutral");
  CHECK(aimed("Nova or Brightly, which one should I buy?") == "neutral, neutral");
}

TEST_CASE("what is aimed at the only brand of a text is what the text says") {
  const Json said = classified("Nova is great, the other one is awful");
  CHECK(said["brandSentiment"]["Nova"] == said["sentiment"]);
  CHECK(classified("great, awful")["brandSentiment"] == Json::object());
}

TEST_CASE("probabilities of what is aimed at a brand add up to 1") {
  const Json text = classified("Brightly is better than Nova");
  REQUIRE(text["brandSentiment"].size() == 2);
  for (const auto& [brand, said] : text["brandSentiment"].items()) {
    double sum = 0;
    for (const auto& [label, p] : said["scores"].items()) sum += p.get<double>();
    CHECK(sum > 0.9995);
    CHECK(sum < 1.0005);
  }
}

TEST_CASE("the numbers that brands happen to have change nothing about what is aimed at them") {
  const std::string text = "Left Nova for Brightly, Lumo was too expensive";
  const Json there = classified(text, R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}, {"name": "Lumo"}]})");
  const Json back = classified(text, R"({"brands": [{"name": "Lumo"}, {"name": "Brightly"}, {"name": "Nova"}]})");
  CHECK(there["brandSentiment"] == back["brandSentiment"]);
}

TEST_CASE("a text that names more brands than can be told apart says of all what it says") {
  std::string settings = R"({"brands": [)", text = "I love";
  for (int i = 0; i < 40; ++i) {
    settings += std::string(i == 0 ? "" : ",") + R"({"name": "Brand)" + std::to_string(i) + R"("})";
    text += " Brand" + std::to_string(i) + ",";
  }
  const Json said = classified(text, settings + "]}");
  REQUIRE(said["brandSentiment"].size() == 40);
  for (const auto& [brand, sentiment] : said["brandSentiment"].items()) {
    CHECK(sentiment == said["sentiment"]);
  }
}

TEST_CASE("a long hostile text of names and joining words is read in time and says something") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "Nova than Brightly, but and より 보다 ";
  CHECK(classified(text)["brandSentiment"].size() == 2);
}

TEST_CASE("a brand's figures count what is aimed at it, and its filter finds just those") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(kBrands));
  REQUIRE(read_into(analysis, "a.csv",
                    "text,date\n"
                    "Switched from Nova to Brightly and never looked back,2026-05-01\n"
                    "Brightly is better than Nova,2026-05-01\n"
                    "I love Nova so much,2026-05-02\n"));
  const Json report = report_of(analysis);
  for (const Json& brand : report["brands"]) {
    for (const auto& [label, count] : brand["sentiment"].items()) {
      Filter filter;
      filter.brands = {brand["name"].get<std::string>()};
      filter.sentiments = bit_of(label == "positive"   ? Label::Positive
                                 : label == "neutral"  ? Label::Neutral
                                 : label == "negative" ? Label::Negative
                                                       : Label::Unrated);
      CHECK(analysis.select(filter) == count.get<std::uint64_t>());
    }
  }
  CHECK(report["timeline"]["points"][0]["brandSentiment"]["Nova"]["negative"] == 2);
  Filter negative;
  negative.brands = {"Nova"};
  negative.sentiments = bit_of(Label::Negative);
  const Json rows = rows_of(analysis, negative);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1]["brandSentiment"]["Nova"]["label"] == "negative");
  CHECK(rows[1]["brandSentiment"]["Brightly"]["label"] == "positive");
}

TEST_CASE("with a brand taken out, what is aimed at the others is what it would be without it") {
  const std::string csv =
      "text\n"
      "Switched from Nova to Brightly and never looked back\n"
      "Left Nova for Brightly. Lumo was too expensive\n"
      "Lumo is better than Nova and Brightly\n";
  const std::string three = R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}, {"name": "Lumo"}]})";
  for (const std::string two :
       {R"({"brands": [{"name": "Nova"}, {"name": "Brightly"}]})",
        R"({"brands": [{"name": "Lumo"}, {"name": "Nova"}]})", R"({"brands": [{"name": "Lumo"}]})"}) {
    Analysis changed(shipped_model()), fresh(shipped_model());
    changed.set_settings(settings_from(three));
    REQUIRE(read_into(changed, "a.csv", csv));
    (void)report_of(changed);
    changed.set_settings(settings_from(two));
    fresh.set_settings(settings_from(two));
    REQUIRE(read_into(fresh, "a.csv", csv));
    CHECK(rows_of(changed) == rows_of(fresh));
    CHECK(report_of(changed) == report_of(fresh));
  }
}
