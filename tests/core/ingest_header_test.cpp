#include "ingest/header.h"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

using Cells = std::vector<std::string>;

std::vector<GridRow> grid(std::initializer_list<Cells> rows) {
  std::vector<GridRow> numbered;
  for (const Cells& cells : rows) numbered.push_back({numbered.size() + 1, cells});
  return numbered;
}

}  // namespace

TEST_CASE("columns without a name get one, and no two have the same") {
  CHECK(distinct_names({"Likes", "", "Likes", "Text", "Likes"}) ==
        Cells{"Likes", "Column 2", "Likes (2)", "Text", "Likes (3)"});
}

TEST_CASE("a header may begin with a blank cell, below a blank row") {
  const Header header = find_header(grid({{"", "", ""},
                                          {"", "ID", "Date", "Content"},
                                          {"", "7", "2026-01-02", "runs well"}}));
  CHECK(header.row == 2);
  CHECK(header.data == 2);
  CHECK(header.names == Cells{"Column 1", "ID", "Date", "Content"});
}

TEST_CASE("three header rows are one: ids, questions and import ids") {
  const Header header = find_header(
      grid({{"StartDate", "ResponseId", "RecordedDate", "Q1"},
            {"Startdatum", "Antwort-ID", "Aufnahmedatum", "Was hat Ihnen gefallen?"},
            {"{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"_recordId\"}",
             "{\"ImportId\":\"recordedDate\"}", "{\"ImportId\":\"QID1_TEXT\"}"},
            {"2026-01-02 10:00:00", "R_1abc", "2026-01-02 10:05:00", "Die Farbe"}}));
  CHECK(header.row == 3);
  CHECK(header.names[3] == "Q1");
  REQUIRE(header.questions.size() == 4);
  CHECK(header.questions[3] == "Was hat Ihnen gefallen?");
}

TEST_CASE("a second header row of options goes with the question above it") {
  const Header header = find_header(
      grid({{"Respondent ID", "Collector ID", "Which do you own?", "", "Why?"},
            {"", "", "Phone", "Watch", "Open-Ended Response"},
            {"118000000001", "77", "Phone", "", "It was a gift"}}));
  CHECK(header.row == 2);
  REQUIRE(header.questions.size() == 5);
  CHECK(header.questions[2] == "Which do you own?: Phone");
  CHECK(header.questions[3] == "Which do you own?: Watch");
  CHECK(header.questions[4] == "Why?");
}

TEST_CASE("without the blank cells below the ids the second row is data") {
  const Header header =
      find_header(grid({{"Respondent ID", "Collector ID", "Why?"}, {"118000000001", "77", "Price"}}));
  CHECK(header.row == 1);
  CHECK(header.questions.empty());
}

TEST_CASE("the header's row may be said, also that there is none") {
  const auto rows = grid({{"Text", "Likes"}, {"one", "two"}, {"fine", "3"}});
  CHECK(find_header(rows).row == 1);
  CHECK(find_header(rows, 2).names == Cells{"one", "two"});
  CHECK(find_header(rows, 0).names == Cells{"Column 1", "Column 2"});
  CHECK(find_header(rows, 0).data == 0);
}
