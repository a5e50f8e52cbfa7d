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

TEST_CASE("who chose and wrote nothing is told from who did neither") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "survey.csv",
                    std::string(kSurvey) + "118000000005,9,,,,\n118000000006,9,,,45-59,\n"));
  const Input& input = analysis.inputs()[0];
  CHECK(input.empty == 3);
  REQUIRE(input.rejects.size() == 3);
  CHECK(input.rejects[0].code == ErrorCode::ChoicesOnly);
  CHECK(input.rejects[1].code == ErrorCode::EmptyRow);
  const auto note = std::ranges::find(input.notes, ErrorCode::ChoicesOnly, &Note::code);
  REQUIRE(note != input.notes.end());
  CHECK(note->count == 2);
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

TEST_CASE("of a filter's conditions only that on files narrows polls") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "survey.csv", kSurvey));
  REQUIRE(read_into(analysis, "other.csv", "Text\nso good\n"));
  const auto polls = [&](std::string_view filter) {
    return nlohmann::json::parse(analysis.report(*parse_filter(filter)))["polls"].size();
  };
  CHECK(polls("{}") == 2);
  CHECK(polls(R"({"search": "price"})") == 2);
  CHECK(polls(R"({"files": ["survey.csv"]})") == 2);
  CHECK(polls(R"({"files": ["other.csv"]})") == 0);
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
  REQUIRE(input.notes.size() == 1);
  CHECK(input.notes[0].code == ErrorCode::ChoicesOnly);
  CHECK(analysis.rejected(0, 9).find("result.json,2,choicesOnly,") != std::string::npos);
}

TEST_CASE("polls, and columns of any kind, may come up late in a JSON file") {
  std::string posts = R"({"name": "Wisp", "type": "public_channel", "id": 5, "messages": [)";
  const auto message = [&](int id, std::string_view more) {
    posts += std::string(id == 1 ? "" : ",") + R"({"id": )" + std::to_string(id) +
             R"(, "type": "message", "date": "2026-01-05T10:00:00", "from": "Wisp", "from_id": "channel5", "text": "so good )" +
             std::to_string(id) + "\"" + std::string(more) + "}";
  };
  for (int id = 1; id <= 600; ++id) message(id, "");
  message(601, R"(, "poll": {"question": "Which?", "answers": [{"text": "red", "voters": 2},
                                                               {"text": "blue", "voters": 3}]})");
  posts += "]}";
  for (const std::size_t piece : {posts.size(), std::size_t{1000}}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "result.json", posts, piece));
    const Input& input = analysis.inputs()[0];
    CHECK(input.format == "telegram");
    REQUIRE(input.polls.size() == 1);
    CHECK(input.polls[0].question == "Which?");
    CHECK(input.polls[0].options[1].votes == 3);
  }
}

TEST_CASE("a column that comes up late fills its field from there on, behind those that do already") {
  std::string lines;
  for (int id = 1; id <= 300; ++id) {
    lines += R"({"id": )" + std::to_string(id) + R"(, "text": "words number )" + std::to_string(id) + "\"}\n";
  }
  lines += R"({"id": 301, "text": "", "message": "other words", "created_at": "2026-03-04", "likes": 7, "author": "kim"})"
           "\n";
  lines += R"({"id": 302, "text": "first of all", "message": "not these", "likes": 2, "nothing known": "x"})"
           "\n";
  for (const std::size_t piece : {lines.size(), std::size_t{7}}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "posts.jsonl", lines, piece));
    const auto rows = rows_of(analysis);
    REQUIRE(rows.size() == 302);
    CHECK(rows[300]["text"] == "other words");
    CHECK(rows[300]["author"] == "kim");
    CHECK(rows[300]["likes"] == 7);
    CHECK(rows[300]["time"].get<std::string>().starts_with("2026-03-04"));
    CHECK(rows[301]["text"] == "first of all");
    CHECK(rows[301]["likes"] == 2);
    const Input& input = analysis.inputs()[0];
    REQUIRE(input.columns.size() == 7);
    CHECK(input.columns[4].header == "likes");
    CHECK(input.columns[4].field == "likes");
    CHECK(input.columns[6].field.empty());
    CHECK(input.header.size() == 2);
  }
}

TEST_CASE("the person's word holds for a column that comes up late") {
  std::string lines;
  for (int id = 1; id <= 300; ++id) lines += R"({"text": "words )" + std::to_string(id) + "\"}\n";
  lines += R"({"text": "", "remark": "what was meant"})" "\n";
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"inputs": [{"file": "posts.jsonl", "columns": {"text": ["text", "remark"]}}]})"));
  REQUIRE(read_into(analysis, "posts.jsonl", lines));
  CHECK(rows_of(analysis).back()["text"] == "what was meant");
}

TEST_CASE("a handful of answers in people's own words are mentions, and their choices are none") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "form.csv",
                    "Timestamp,How happy are you with it?,What do you like?,What could be better?,"
                    "Would you tell a friend? (0-10),Which one do you own?\n"
                    "2026-01-05 10:00:00,Very happy,The weight and the strap,\"A second colour, "
                    "please\",9,Nova\n"
                    "2026-01-05 10:05:00,Unhappy,nothing,Parcels take too long,2,Zento\n"
                    "2026-01-05 10:07:00,Neither,-,n/a,7,Nova\n"
                    "2026-01-06 11:00:00,Very happy,Simple to wear,Add a night mode,10,Nova\n"
                    "2026-01-06 12:00:00,Happy,,none,8,Nova;Zento\n"));
  const Input& input = analysis.inputs()[0];
  CHECK(input.columns[1].field == "tags");
  CHECK(input.columns[2].field == "answers");
  CHECK(input.columns[3].field == "answers");
  CHECK(input.columns[4].field == "tags");
  CHECK(input.columns[5].field == "tags");
  CHECK(input.mentions >= 8);
}

TEST_CASE("sentences that come again are still more than a question has options") {
  constexpr std::string_view kLikes[] = {"The strap and", "My sister enjoys", "It comes with",
                                         "I wear it for", "Nobody else has"};
  constexpr std::string_view kWhat[] = {"the weight", "a good box", "long days", "that price"};
  constexpr std::string_view kOptions[] = {"Once in a while", "More than once a week", "Not at all"};
  std::string csv = "Timestamp,How often is that so?,What do you like?,Pick some\n";
  for (std::size_t row = 0; row < 60; ++row) {
    csv += "2026-01-05 10:00:00," + std::string(kOptions[row % 3]) + "," +
           std::string(kLikes[row % 5]) + " " + std::string(kWhat[row % 4]) + ",\"" +
           std::string(kOptions[row % 3]) + ", " + std::string(kLikes[row % 5]) + ", " +
           std::string(kWhat[row % 4]) + "\"\n";
  }
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "form.csv", csv));
  const Input& input = analysis.inputs()[0];
  CHECK(input.columns[1].field == "tags");
  CHECK(input.columns[2].field == "answers");
  CHECK(input.columns[3].field == "tags");
}

TEST_CASE("a column that the settings name and the input does not have is noted") {
  Analysis analysis(shipped_model());
  analysis.set_settings(*parse_settings(
      R"({"inputs": [{"file": "a.csv", "columns": {"text": ["Nope"], "author": ["Who"]}}]})"));
  REQUIRE(read_into(analysis, "a.csv", "Date,Text,Who\n2026-01-02,so good,mina\n"));
  const auto& notes = analysis.inputs()[0].notes;
  REQUIRE(std::ranges::count(notes, ErrorCode::BadSettings, &Note::code) == 1);
  const auto note = std::ranges::find(notes, ErrorCode::BadSettings, &Note::code);
  CHECK(note->detail == "Nope");
  CHECK(note->message.find("\"text\"") != std::string::npos);
}
