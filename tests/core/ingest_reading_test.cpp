// Whose word counts for an input.
#include <catch2/catch_test_macros.hpp>

#include "ingest/reading.h"

using namespace earshot;

namespace {

InputSettings by_name(std::string file) {
  InputSettings entry;
  entry.file = std::move(file);
  return entry;
}

InputSettings by_header(std::vector<std::string> header, std::string encoding) {
  InputSettings entry;
  entry.header = std::move(header);
  entry.encoding = std::move(encoding);
  return entry;
}

const std::vector<std::string> kHeader = {"Date", "Text"};

}  // namespace

TEST_CASE("a word on the input's name outranks one on its header") {
  InputSettings named = by_name("a.csv");
  named.date_order = "mdy";
  const std::vector<InputSettings> entries = {by_header(kHeader, "cp949"), named};
  CHECK(find_wish(entries, "a.csv", kHeader) == named);
  CHECK(find_wish(entries, "b.csv", kHeader) == entries[0]);
  CHECK_FALSE(find_wish(entries, "b.csv", std::vector<std::string>{"Text", "Date"}));
}

TEST_CASE("a word on no more than when the file was written leaves the rest to one on its header") {
  InputSettings named = by_name("a.csv");
  named.written = "2026-03-05T07:08:09";
  const std::vector<InputSettings> entries = {by_header(kHeader, "cp949"), named};
  const auto wish = find_wish(entries, "a.csv", kHeader);
  REQUIRE(wish);
  CHECK(wish->encoding == "cp949");
  CHECK(wish->written == "2026-03-05T07:08:09");
  CHECK(find_wish(entries, "a.csv", std::vector<std::string>{"Other"}) == named);
}

TEST_CASE("lines that are all short are texts still") {
  const FirstRecords first{nullptr, {"Column 1"}, {}, {{"Good, cheap"}, {"Bad, slow"}}, false};
  CHECK(make_reading(first, nullptr).map[Field::Text].columns == std::vector<int>{0});
}
