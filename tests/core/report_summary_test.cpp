#include <string>

#include "analysed.h"
#include "report/sections.h"
#include "tabled.h"

using namespace earshot;

namespace {

nlohmann::json section(const View& view, void (*write)(JsonOut&, const View&)) {
  std::string out;
  JsonOut json(out);
  json.begin_object();
  write(json, view);
  json.end();
  return nlohmann::json::parse(out);
}

std::vector<std::string> sentences(TestTable& data, SummaryLanguage language = SummaryLanguage::English) {
  data.settings.language = language;
  std::vector<std::string> texts;
  const auto document = section(data.view(), write_summary);
  for (const auto& one : document["summary"]["sentences"]) texts.push_back(one["text"]);
  return texts;
}

TestMention on(std::initializer_list<std::uint32_t> brands, Label label, std::int64_t day) {
  TestMention one{brands, label, {}, {0, 1u << static_cast<unsigned>(Topic::Price), Urgency::Low}};
  one.mention.time = noon(day);
  one.mention.platform = "X";
  return one;
}

/// 300 mentions: Nova is named in 240 and disliked over its price, Lumen is liked.
TestTable told() {
  TestTable data{"Nova", "루멘"};
  data.add(on({0}, Label::Negative, 1), 160);
  data.add(on({0}, Label::Positive, 2), 80);
  data.add(on({1}, Label::Positive, 21), 60);
  return data;
}

}  // namespace

TEST_CASE("five sentences say what the figures say") {
  TestTable data = told();
  CHECK(sentences(data) ==
        std::vector<std::string>{
            "From 1 January 2026 to 21 January 2026, 300 mentions came in; 300 of them name a brand.",
            "Nova leads with 80% of the brand mentions (95% interval 75% to 84%), ahead of 루멘 with 20%.",
            "Nova is more often criticised than praised: 67% negative against 33% positive among clear "
            "opinions (net sentiment \u221233).",
            "Nova gets the most criticism on price: 67% of the 240 rated mentions of it there are "
            "negative.",
            "On price, Nova is criticised clearly more often than 루멘 (67% against 0% negative): a "
            "threat to Nova."});
}

TEST_CASE("figures are written as each language writes them") {
  TestTable data = told();
  data.add(on({}, Label::Neutral, 5), 1'200);
  const auto korean = sentences(data, SummaryLanguage::Korean);
  CHECK(korean[0] == "2026년 1월 1일부터 2026년 1월 21일까지 언급 1,500건이 모였고, 그중 300건에 브랜드가 나옵니다.");
  const auto japanese = sentences(data, SummaryLanguage::Japanese);
  CHECK(japanese[0] == "2026年1月1日から2026年1月21日までに1,500件の投稿があり、そのうち300件がブランドに触れています。");
  const auto russian = sentences(data, SummaryLanguage::Russian);
  CHECK(russian[0] ==
        "С 1\u00a0января 2026\u00a0г. по 21\u00a0января 2026\u00a0г. собрано 1500 упоминаний; бренды "
        "названы в 300 из них.");
  CHECK(russian[1].contains("80\u00a0%"));
}

TEST_CASE("Russian counts take their forms") {
  for (const auto& [count, words] : {std::pair{1, "собрано 1 упоминание;"}, std::pair{2, "собрано 2 упоминания;"},
                                     std::pair{5, "собрано 5 упоминаний;"}, std::pair{11, "собрано 11 упоминаний;"},
                                     std::pair{21, "собрано 21 упоминание;"}, std::pair{112, "собрано 112 упоминаний;"}}) {
    TestTable data{"Nova"};
    data.add(on({0}, Label::Neutral, 1), static_cast<std::size_t>(count));
    CHECK(sentences(data, SummaryLanguage::Russian)[0].contains(words));
  }
}

TEST_CASE("Korean particles follow the last syllable of a name") {
  for (const auto& [name, words] : {std::pair{"루멘", "루멘은 언급"}, std::pair{"노바", "노바는 언급"},
                                    std::pair{"Nova", "Nova은(는) 언급"}}) {
    TestTable data{name};
    data.add(on({0}, Label::Neutral, 1), 40);
    CHECK(sentences(data, SummaryLanguage::Korean)[1].starts_with(words));
  }
}

TEST_CASE("of few mentions nothing is claimed") {
  TestTable data{"Nova", "Lumen"};
  data.add(on({0}, Label::Negative, 1), 12);
  data.add(on({1}, Label::Positive, 1), 3);
  const auto texts = sentences(data);
  REQUIRE(texts.size() == 5);
  for (std::size_t at = 1; at < 4; ++at) CHECK(texts[at].contains("too few mentions"));
}

TEST_CASE("shares whose intervals overlap have no leader") {
  TestTable data{"Nova", "Lumen"};
  data.add(on({0}, Label::Neutral, 1), 105);
  data.add(on({1}, Label::Neutral, 1), 100);
  CHECK(sentences(data)[1] ==
        "Nova (51%) and Lumen (49%) are named about equally often; the difference is too small to "
        "tell them apart.");
}

TEST_CASE("of a single platform nothing is said, of two the larger one") {
  TestTable data{"Nova"};
  data.add(on({0}, Label::Neutral, 1), 90);
  CHECK(sentences(data)[4] == "The mentions are of a short time: read these figures with caution.");
  TestMention other = on({0}, Label::Neutral, 1);
  other.mention.platform = "Reddit";
  data.add(other, 10);
  CHECK(sentences(data)[4] == "X has the most mentions: 90% of all (95% interval 83% to 94%).");
}

TEST_CASE("figures that lack something say what they lack") {
  TestTable data{"Nova"};
  data.add(on({0}, Label::Neutral, 1), 10);
  CHECK(sentences(data)[4].starts_with("The mentions are too few"));
  data.add(on({0}, Label::Neutral, 21), 90);
  CHECK(sentences(data)[4].starts_with("The mentions are of one side"));
  CHECK(sentences(data, SummaryLanguage::Korean)[4].starts_with("언급이 한쪽에"));
  TestMention undated = on({0}, Label::Neutral, 1);
  undated.mention.time = {};
  undated.mention.platform = "";
  data.add(undated, 300);
  CHECK(sentences(data)[4].starts_with("Most of the mentions have no date"));
}

TEST_CASE("two weeks are fourteen days of the calendar, whatever the hours of the first and the last") {
  TestTable data{"Nova"};
  data.add(on({0}, Label::Positive, 1), 40);
  data.add(on({0}, Label::Positive, 13), 40);
  auto found = section(data.view(), write_adequacy)["adequacy"];
  CHECK(found["days"] == 13);
  const auto short_period = [&] {
    return std::ranges::any_of(found["warnings"], [](const auto& one) {
      return one["code"] == "shortPeriod" && one["measured"] == 13;
    });
  };
  CHECK(short_period());
  TestMention early = on({0}, Label::Positive, 14);
  early.mention.time = Time::instant(early.mention.time.ms() - 12 * 3'600'000 + 1'000);
  data.add(early, 1);
  found = section(data.view(), write_adequacy)["adequacy"];
  CHECK(found["days"] == 14);
  CHECK_FALSE(short_period());
}

TEST_CASE("no topic is called the most criticised where another may be, or where less is criticised than elsewhere") {
  TestTable data{"Nova"};
  const auto add = [&](Topic topic, Label label, std::size_t times) {
    TestMention one = on({0}, label, 1);
    one.labels.topics = TopicSet{1} << static_cast<unsigned>(topic);
    data.add(one, times);
  };
  add(Topic::Service, Label::Positive, 90);
  add(Topic::Service, Label::Negative, 10);
  const std::string most = "Nova gets the most criticism on service: 10%";
  const std::string none = "No topic clearly stands out in the criticism of Nova.";
  CHECK(sentences(data)[3].starts_with(most));
  // Too few to give a share of, but more criticised for certain.
  add(Topic::Shipping, Label::Negative, 9);
  CHECK(sentences(data)[3] == none);
  CHECK(sentences(data, SummaryLanguage::Japanese)[3] == "Novaへの批判に、はっきりと目立つ話題はありません。");
  // Little criticism of any other topic, but more of what has none.
  TestTable other{"Nova"};
  other.add(on({0}, Label::Positive, 1), 90);
  other.add(on({0}, Label::Negative, 1), 10);
  CHECK(sentences(other)[3].starts_with("Nova gets the most criticism on price: 10%"));
  TestMention none_of_them = on({0}, Label::Negative, 1);
  none_of_them.labels.topics = 0;
  other.add(none_of_them, 50);
  CHECK(sentences(other)[3] == none);
}

TEST_CASE("no mentions make one sentence, no brands others") {
  TestTable data{"Nova"};
  CHECK(sentences(data) == std::vector<std::string>{"There is no such mention."});
  data.add(on({}, Label::Positive, 1), 60);
  const auto texts = sentences(data);
  CHECK(texts[1] == "None of the brands is named.");
  TestTable unset{};
  unset.add(on({}, Label::Positive, 1), 60);
  CHECK(sentences(unset)[1] == "No brand is set.");
  // Neither is said twice.
  CHECK(texts[0] == "On 1 January 2026, 60 mentions came in.");
  CHECK(sentences(unset)[0] == "On 1 January 2026, 60 mentions came in.");
  CHECK(sentences(unset, SummaryLanguage::Korean)[0] == "2026년 1월 1일에 언급 60건이 모였습니다.");
  unset.add(on({}, Label::Positive, 4), 1);
  CHECK(sentences(unset, SummaryLanguage::Japanese)[0] ==
        "2026年1月1日から2026年1月4日までに61件の投稿がありました。");
  CHECK(sentences(unset, SummaryLanguage::Russian)[0] ==
        "С 1\u00a0января 2026\u00a0г. по 4\u00a0января 2026\u00a0г. собрано 61 упоминание.");
  CHECK(texts[2].starts_with("People praise more often than they criticise: 100% positive"));
}

TEST_CASE("each sentence names a figure that the report has") {
  std::string csv = "Text,Date,Author\n";
  for (int at = 0; at < 40; ++at) {
    csv += "I love Nova and its price,2026-01-0" + std::to_string(at % 9 + 1) + ",a" + std::to_string(at) + "\n";
    csv += "The app of Lumen is awful number " + std::to_string(at) + ",2026-01-02,b" + std::to_string(at) + "\n";
  }
  for (const std::string_view settings :
       {R"({"brands":[{"name":"Nova"},{"name":"Lumen","own":true}],"language":"ru"})",
        R"({"brands":[{"name":"Lumen"}],"language":"ko"})", R"({"brands":[{"name":"Nobody"}]})"}) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(settings));
    REQUIRE(read_into(analysis, "a.csv", csv));
    const auto report = report_of(analysis);
    for (const auto& sentence : report["summary"]["sentences"]) {
      const std::string path = sentence["figure"];
      CHECK(report.contains(nlohmann::json::json_pointer(path)));
      CHECK_FALSE(sentence["text"].get<std::string>().contains('{'));
    }
  }
}

TEST_CASE("the first sentence says how many are copies, where that is one of twenty") {
  TestTable data{"Nova"};
  data.add(on({0}, Label::Neutral, 1), 60);
  Clusters clusters;
  clusters.rows = {3, 7, 8, 40};
  clusters.cluster = {0, 0, 0, 0};
  clusters.clusters = {{3, 4}};
  const auto first = [&](SummaryLanguage language) {
    data.settings.language = language;
    View view = data.view();
    view.clusters = &clusters;
    return section(view, write_summary)["summary"]["sentences"][0];
  };
  auto sentence = first(SummaryLanguage::English);
  CHECK(sentence["text"] == "On 1 January 2026, 60 mentions came in (3 of them copies of others); 60 of them name a brand.");
  CHECK(sentence["figure"] == "/clusters/once");
  CHECK(first(SummaryLanguage::Korean)["text"] == "2026년 1월 1일에 언급 60건(그중 3건은 다른 글의 복사본)이 모였고, 그중 60건에 브랜드가 나옵니다.");
  CHECK(first(SummaryLanguage::Japanese)["text"] == "2026年1月1日に60件の投稿(うち3件は他の投稿のコピー)があり、そのうち60件がブランドに触れています。");
  CHECK(first(SummaryLanguage::Russian)["text"].get<std::string>().contains("собрано 60 упоминаний (из них 3 — копии других); бренды"));
  data.add(on({0}, Label::Neutral, 1), 1);
  sentence = first(SummaryLanguage::English);
  CHECK(sentence["text"] == "On 1 January 2026, 61 mentions came in; 61 of them name a brand.");
  CHECK(sentence["figure"] == "/totals/mentions");
}
