#include "ingest/layout.h"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {
using Names = std::vector<std::string>;
}

TEST_CASE("the delimiter is the one that splits the header into known names") {
  CHECK(find_layout("Date,Author,Text\n2026-01-01,Mina,a; b; c\n", true).dialect.delimiter == ',');
  CHECK(find_layout("Date;Author;Text\n2026-01-01;Mina;a, b, c\n", true).dialect.delimiter == ';');
  CHECK(find_layout("Date\tAuthor\tText\n2026-01-01\tMina\ta, b, c\n", true).dialect.delimiter == '\t');
  CHECK(find_layout("Дата|Автор|Текст\n01.02.2026|Мина|а, б\n", true).dialect.delimiter == '|');
}

TEST_CASE("a first line sep= names the delimiter") {
  const Layout layout = find_layout("sep=;\r\nText;Likes\r\nfine;3\r\n", true);
  CHECK(layout.dialect.delimiter == ';');
  CHECK(layout.header_row == 2);
  CHECK(layout.headers == Names{"Text", "Likes"});
  REQUIRE(layout.sample.size() == 1);
  CHECK(layout.sample[0] == Names{"fine", "3"});
}

TEST_CASE("the header is found below a preamble") {
  const Layout layout = find_layout(
      "Report:,Weekly\nBrand:,Somewhere\nFrom:,2026-01-01\n\n"
      "Query Name,Date,Full Text,Author\nSomewhere,2026-01-02,good,mina\n", true);
  CHECK(layout.header_row == 5);
  CHECK(layout.headers.size() == 4);
  CHECK(layout.sample.size() == 1);
}

TEST_CASE("a file without a header gets invented names and loses no row") {
  const Layout layout =
      find_layout("2026-01-02,mina,this one works\n2026-01-03,joon,and so does this\n", true);
  CHECK(layout.header_row == 0);
  CHECK(layout.headers == Names{"Column 1", "Column 2", "Column 3"});
  CHECK(layout.sample.size() == 2);
}

TEST_CASE("names that no table knows are still a header above data") {
  const Layout layout = find_layout("wann,wer,was\n2026-01-02,mina,ganz gut\n", true);
  CHECK(layout.header_row == 1);
  CHECK(layout.headers == Names{"wann", "wer", "was"});
}

TEST_CASE("lines of prose are one column, whatever commas they hold") {
  const Layout layout = find_layout(
      "Well, that was quick\nI like it, a lot, really\nno\nBroken, again\n", true);
  CHECK(layout.dialect.delimiter == '\0');
  CHECK(layout.headers == Names{"Column 1"});
  CHECK(layout.sample.size() == 4);
}

TEST_CASE("line ends may be lone carriage returns") {
  const Layout layout = find_layout("Text,Likes\rfine,3\rworse,4\r", true);
  CHECK(layout.dialect.newline == '\r');
  CHECK(layout.sample.size() == 2);
}

TEST_CASE("a sample that is cut off inside a record does not count its piece") {
  const Layout layout = find_layout("Text,Likes\nfine,3\nworse", false);
  CHECK(layout.sample.size() == 1);
}
