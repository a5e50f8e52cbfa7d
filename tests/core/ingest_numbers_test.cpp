#include "ingest/numbers.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>
#include <vector>

using namespace earshot;

namespace {

/// The cells as the whole column decides them.
std::vector<Count> column(const std::vector<std::string>& cells) {
  NumberColumn reader;
  std::vector<Count> counts;
  for (const std::string& cell : cells) counts.push_back(reader.read(cell));
  const NumberDecision decision = reader.decide();
  for (Count& count : counts) count = NumberColumn::resolve(count, decision);
  return counts;
}

Count alone(const std::string& cell) { return column({cell})[0]; }

using Counts = std::vector<Count>;

}  // namespace

TEST_CASE("thousands may be parted by commas, points, spaces and apostrophes") {
  CHECK(alone("1234567") == 1'234'567);
  CHECK(alone(" 42 ") == 42);
  CHECK(alone("0") == 0);
  CHECK(alone("1,234,567") == 1'234'567);
  CHECK(alone("1.234.567") == 1'234'567);
  CHECK(alone("1 234 567") == 1'234'567);
  CHECK(alone("1\u00A0234") == 1'234);
  CHECK(alone("1\u202F234") == 1'234);
  CHECK(alone("1'234") == 1'234);
  CHECK(alone("1’234") == 1'234);
  CHECK(alone("12,34,567") == 1'234'567);
  CHECK(alone("١٬٢٣٤") == 1'234);
  CHECK(alone("１，２３４") == 1'234);
}

TEST_CASE("decimals are rounded to whole counts") {
  CHECK(alone("1234.0") == 1'234);
  CHECK(alone("2.5") == 3);
  CHECK(alone("2.4999999999999999999999") == 2);
  CHECK(alone("1,234.5") == 1'235);
  CHECK(alone("1.234,5") == 1'235);
  CHECK(alone("1 234,49") == 1'234);
  CHECK(alone("0.123") == 0);
  CHECK(alone("1.5e+05") == 150'000);
}

TEST_CASE("one separator before three digits is decided by the column") {
  CHECK(alone("1.234") == 1'234);
  CHECK(alone("1,234") == 1'234);
  CHECK(column({"1.234", "12.5", "0.75"}) == Counts{1, 13, 1});
  CHECK(column({"1,234", "12,5"}) == Counts{1, 13});
  // Where the comma parts thousands, the point cannot.
  CHECK(column({"1,234,567", "1.234"}) == Counts{1'234'567, 1});
  CHECK(column({"1,234", "15.0"}) == Counts{1'234, 15});
  CHECK(column({"1.234", "1.234.567"}) == Counts{1'234, 1'234'567});

  NumberColumn reader;
  const Count count = reader.read("999.500");
  CHECK(NumberColumn::undecided(count));
  CHECK_FALSE(NumberColumn::undecided(kAbsent));
  NumberDecision decimal;
  decimal.decimal_point = true;
  CHECK(NumberColumn::resolve(count, decimal) == 1'000);
  CHECK(NumberColumn::resolve(count, NumberDecision{}) == 999'500);
  CHECK(NumberColumn::resolve(kAbsent, decimal) == kAbsent);
  CHECK(NumberColumn::resolve(77, decimal) == 77);
}

TEST_CASE("short forms multiply, in many languages") {
  CHECK(alone("1.2K") == 1'200);
  CHECK(alone("3,4 M") == 3'400'000);
  CHECK(alone("1.234M") == 1'234'000);
  CHECK(alone("5Bn") == 5'000'000'000);
  CHECK(alone("1,2 тыс.") == 1'200);
  CHECK(alone("3 млн") == 3'000'000);
  CHECK(alone("2 млрд просмотров") == 2'000'000'000);
  CHECK(alone("1.2만") == 12'000);
  CHECK(alone("3천") == 3'000);
  CHECK(alone("3억 5천만") == 350'000'000);
  CHECK(alone("조회수 1.2만회") == 12'000);
  CHECK(alone("1만2,345") == 12'345);
  CHECK(alone("1.2万") == 12'000);
  CHECK(alone("3億") == 300'000'000);
  CHECK(alone("10万+") == 100'000);
  CHECK(alone("12 mil") == 12'000);
  CHECK(alone("3 mi") == 3'000'000);
  CHECK(alone("1,5 Mio.") == 1'500'000);
  CHECK(alone("12 Tsd.") == 12'000);
  CHECK(alone("1,5 rb") == 1'500);
  CHECK(alone("2 jt") == 2'000'000);
  CHECK(alone("1.5 lakh") == 150'000);
  CHECK(alone("2 crore") == 20'000'000);
  CHECK(alone("1,2 N") == 1'200);
  CHECK(alone("1,2 Tr") == 1'200'000);
  CHECK(alone("3.5 แสน") == 350'000);
  CHECK(alone("2 ล้าน") == 2'000'000);
  CHECK(alone("1,234 views") == 1'234);
}

TEST_CASE("B is a billion, but thousands beside Turkish words") {
  CHECK(alone("1.2B") == 1'200'000'000);
  CHECK(column({"1.2B", "300K"}) == Counts{1'200'000'000, 300'000});
  CHECK(column({"1,2 B", "3,4 Mn"}) == Counts{1'200, 3'400'000});
}

TEST_CASE("what is no exact count is absent, and not an error") {
  NumberColumn reader;
  const std::vector<std::string> cells = {"",     "  ",  "N/A",  "-",   "—",     "nan", "None",
                                          "null", "<1%", ">100", "≤ 5", "12.5%", "-5",  "−5"};
  for (const std::string& cell : cells) {
    INFO(cell);
    CHECK(reader.read(cell) == kAbsent);
  }
  CHECK(reader.counts().absent == cells.size());
  CHECK(reader.counts().unreadable == 0);
  CHECK(reader.counts().present == 0);
}

TEST_CASE("what is no number is unreadable, and the first is kept") {
  NumberColumn reader;
  const std::vector<std::string> cells = {"many",
                                          "1.2.3",
                                          "12,3456,7",
                                          "1 2",
                                          "0:01:23",
                                          "$5",
                                          "12 apples",
                                          "1..2",
                                          "5 views 6",
                                          "1,234.567.8",
                                          std::string(4000, '7'),
                                          "\xFF"};
  std::uint64_t row = 9;
  for (const std::string& cell : cells) {
    INFO(cell);
    CHECK(reader.read(cell, row++) == kAbsent);
  }
  CHECK(reader.counts().unreadable == cells.size());
  CHECK(reader.counts().first_unreadable_row == 9);
  CHECK(reader.counts().first_unreadable == "many");
}

TEST_CASE("counts beyond all measure stop at the largest") {
  CHECK(alone("99999999999999999999999") == kLargestCount);
  CHECK(alone("999999999999999999조") == kLargestCount);
  CHECK(alone("999,999,999,999,999,999,999") == kLargestCount);
  CHECK(alone("9e99") == kLargestCount);
  CHECK(alone("999999999999999999") == 999'999'999'999'999'999);
  CHECK(column({"99999999999999B"})[0] == kLargestCount);
  CHECK_FALSE(NumberColumn::undecided(kLargestCount));
}

TEST_CASE("ratings keep the number that the export gives") {
  CHECK(read_rating("4") == 4.0f);
  CHECK(read_rating("4.5") == 4.5f);
  CHECK(read_rating("4,5") == 4.5f);
  CHECK(read_rating("0") == 0.0f);
  CHECK(read_rating("10점") == 10.0f);
  CHECK(read_rating("4/5") == 4.0f);
  CHECK(read_rating("8.5 / 10") == 8.5f);
  CHECK(read_rating("5 out of 5 stars") == 5.0f);
  CHECK(read_rating("4,0 von 5 Sternen") == 4.0f);
  CHECK(read_rating("4 из 5") == 4.0f);
  CHECK(read_rating("5つ星のうち4.0") == 4.0f);
  CHECK(read_rating("5점 만점에 3.5점") == 3.5f);
  CHECK(read_rating("4.0 颗星，最多 5 颗星") == 4.0f);
  CHECK(read_rating("★★★★☆") == 4.0f);
  CHECK(read_rating("⭐️⭐️⭐️") == 3.0f);
  CHECK(read_rating("★★★½") == 3.5f);
  CHECK(read_rating("☆☆☆☆☆") == 0.0f);
  CHECK(read_rating("★ 4.7") == 4.7f);
  CHECK(read_rating("FIVE") == 5.0f);
  CHECK(read_rating("STAR_RATING_FOUR") == 4.0f);
  CHECK(read_rating("True") == 1.0f);
  CHECK(read_rating("-1") == -1.0f);
}

TEST_CASE("what is no rating is none") {
  for (const char* cell : {"", "-", "N/A", "good", "3 4", "7/5", "1/2/3", "4.5.6", "5점 만점",
                           "stars", "4 apples", "123456789012345678901", "\xFF"}) {
    INFO(cell);
    CHECK(std::isnan(read_rating(cell)));
  }
}
