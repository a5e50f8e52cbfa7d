#include "table/table.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

TEST_CASE("a row reads back as it was added, absent values as absent") {
  Table table;
  Mention mention;
  mention.text = "a text";
  mention.title = "a title";
  mention.author = "mina";
  mention.likes = 0;
  mention.shares = 300;
  mention.followers = 12;
  mention.source = {0, 7};
  table.add(mention);
  table.settle();
  const auto [segment, row] = table.at(0);
  const RowText text = Table::text(*segment, row);
  CHECK(text.text == "a text");
  CHECK(text.title == "a title");
  CHECK(text.id.empty());
  CHECK(text.likes == 0);
  CHECK(text.comments == kAbsent);
  CHECK(text.shares == 300);
  CHECK(widen(segment->followers[row]) == 12);
  CHECK(widen(segment->reach[row]) == kAbsent);
  CHECK(table.authors[segment->author[row]] == "mina");
  CHECK(segment->source_row[row] == 7);
}

TEST_CASE("rows keep their place over many segments") {
  Table table;
  const std::string filler(400, 'x');
  const std::size_t count = 3 * Segment::kRows + 5;
  for (std::size_t id = 0; id < count; ++id) {
    const std::string text = std::to_string(id) + filler;
    Mention mention;
    mention.text = text;
    table.add(mention);
  }
  CHECK(table.size() == count);
  // Rows of 400 bytes fill the bytes of a segment before its rows.
  CHECK(table.segments().size() > 3);
  for (std::size_t id = 0; id < count; id += 997) {
    const auto [segment, row] = table.at(static_cast<RowId>(id));
    CHECK(Table::text(*segment, row).text.starts_with(std::to_string(id) + "x"));
  }
}

TEST_CASE("a row larger than a segment is kept") {
  Table table;
  const std::string text(Segment::kBytes + 1000, 'y');
  Mention mention;
  mention.text = text;
  table.add(mention);
  mention.text = "next";
  table.add(mention);
  CHECK(Table::text(*table.at(0).segment, 0).text.size() == text.size());
  CHECK(Table::text(*table.at(1).segment, table.at(1).row).text == "next");
}

TEST_CASE("counts beyond 32 bits are held at the largest, not wrapped") {
  Table table;
  Mention mention;
  mention.text = "x";
  mention.reach = std::uint64_t{1} << 40;
  mention.views = std::uint64_t{1} << 40;
  table.add(mention);
  CHECK(table.segments()[0]->reach[0] == kAbsent32 - 1);
  CHECK(Table::text(*table.segments()[0], 0).views == std::uint64_t{1} << 40);
}

TEST_CASE("equal sets of brands share a number, the empty one is 0") {
  Table table;
  const std::uint32_t two[] = {1, 4}, other[] = {1, 5};
  const BrandSetId set = table.brand_set(two);
  CHECK(table.brand_set({}) == 0);
  CHECK(set != 0);
  CHECK(table.brand_set(two) == set);
  CHECK(table.brand_set(other) != set);
  CHECK(std::vector<std::uint32_t>(table.brands(set).begin(), table.brands(set).end()) ==
        std::vector<std::uint32_t>{1, 4});
  CHECK(table.brands(0).empty());
}

TEST_CASE("the classifier reads title and text, a repeated title once") {
  std::string scratch;
  CHECK(Table::subject("", "the text", scratch) == "the text");
  CHECK(Table::subject("A title", "the text", scratch) == "A title\nthe text");
  CHECK(Table::subject("the", "the text", scratch) == "the text");
  CHECK(Table::subject("the", "", scratch) == "the");
}

TEST_CASE("a pool numbers strings in the order of their first appearance") {
  StringPool pool;
  for (int i = 0; i < 5000; ++i) CHECK(pool.intern("s" + std::to_string(i)) == static_cast<StringPool::Id>(i));
  CHECK(pool.intern("s4321") == 4321);
  CHECK(pool[17] == "s17");
  CHECK(pool.find("s17") == 17);
  CHECK(pool.find("nowhere") == pool.size());
  const std::string large(100'000, 'z');
  CHECK(pool[pool.intern(large)] == large);
  CHECK(pool[pool.intern("")].empty());
}
