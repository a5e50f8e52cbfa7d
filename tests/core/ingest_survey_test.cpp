// Surveys and polls, from the export's bytes to the report.
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"

using namespace earshot;

namespace {

constexpr std::string_view kSurvey =
    "Respondent ID,Collector ID,Which do you own?,,How old are you?,Why did you buy it?\n"
    ",,Phone,Watch,Response,Open-Ended Response\n"
    "118000000001,9,Phone,Watch,18-29,It was a gift from my brother\n"
    "118000000002,9,Phone,,30-44,My old one broke after three years\n"
    "118000000003,9,,Watch,18-29,\n"
    "118000000004,9,Phone,,18-29,The price was good that week\n";

}  // namespace

TEST_CASE("an answer in people's own words is a mention of its question, tagged with their choices") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "survey.csv", kSurvey));
  const auto rows = rows_of(analysis);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["question"] == "Why did you buy it?");
  CHECK(rows[0]["text"] == "It was a gift from my brother");
  CHECK(rows[0]["id"] == "118000000001");
  const auto& tags = rows[1]["tags"];
  CHECK(std::ranges::find(tags, "How old are you?: 30-44") != tags.end());
}

TEST_CASE("who chose but wrote nothing is counted as a choice and as a row without words") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "survey.csv", kSurvey));
  const Input& input = analysis.inputs()[0];
  CHECK(input.records == 4);
  CHECK(input.mentions == 3);
  CHECK(input.empty == 1);
  REQUIRE(input.polls.size() == 2);
  CHECK(input.polls[1].question == "How old are you?");
  REQUIRE(input.polls[1].options.size() == 2);
  CHECK(input.polls[1].options[0].label == "18-29");
  CHECK(input.polls[1].options[0].votes == 3);
}

TEST_CASE("columns of one question, an option each, are one poll") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "survey.csv", kSurvey));
  const Poll& poll = analysis.inputs()[0].polls[0];
  CHECK(poll.question == "Which do you own?");
  REQUIRE(poll.options.size() == 2);
  CHECK(poll.options[0].label == "Phone");
  CHECK(poll.options[0].votes == 3);
  CHECK(poll.options[1].label == "Watch");
  CHECK(poll.options[1].votes == 2);
  const auto report = report_of(analysis);
  CHECK(report["polls"][0]["votes"] == 5);
  CHECK(report["polls"][0]["options"][0]["share"]["value"] == 0.6);
}

TEST_CASE("a platform's poll is counts with weights, and its message no mention") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "result.json", R"({"name": "Wisp", "type": "public_channel", "id": 5,
      "messages": [
        {"id": 1, "type": "message", "date": "2026-01-05T10:00:00", "from": "Wisp",
         "from_id": "channel5", "text": ["so ", {"type": "bold", "text": "good"}]},
        {"id": 2, "type": "message", "date": "2026-01-05T11:00:00", "from": "Wisp",
         "from_id": "channel5", "text": "", "poll": {"question": "Which colour?", "closed": false,
         "total_voters": 5, "answers": [{"text": "red", "voters": 2, "chosen": false},
                                        {"text": "blue", "voters": 3, "chosen": false}]}}]})"));
  const Input& input = analysis.inputs()[0];
  CHECK(input.format == "telegram");
  CHECK(input.mentions == 1);
  REQUIRE(input.polls.size() == 1);
  CHECK(input.polls[0].question == "Which colour?");
  CHECK(input.polls[0].row == 2);
  REQUIRE(input.polls[0].options.size() == 2);
  CHECK(input.polls[0].options[1].votes == 3);
  CHECK(rows_of(analysis)[0]["text"] == "so good");
}
