#include "ingest/layout.h"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {
using Names = std::vector<std::string>;

std::size_t data_rows(const Layout& layout) { return layout.rows.size() - layout.header.data; }
}  // namespace

TEST_CASE("the delimiter is the one that splits the header into known names") {
  CHECK(find_layout("Date,Author,Text\n2026-01-01,Mina,a; b; c\n", true).dialect.delimiter == ',');
  CHECK(find_layout("Date;Author;Text\n2026-01-01;Mina;a, b, c\n", true).dialect.delimiter == ';');
  CHECK(find_layout("Date\tAuthor\tText\n2026-01-01\tMina\ta, b, c\n", true).dialect.delimiter == '\t');
  CHECK(find_layout("Дата|Автор|Текст\n01.02.2026|Мина|а, б\n", true).dialect.delimiter == '|');
}

TEST_CASE("a first line sep= names the delimiter") {
  const Layout layout = find_layout("sep=;\r\nText;Likes\r\nfine;3\r\n", true);
  CHECK(layout.dialect.delimiter == ';');
  CHECK(layout.header.row == 2);
  CHECK(layout.header.names == Names{"Text", "Likes"});
  REQUIRE(data_rows(layout) == 1);
  CHECK(layout.rows.back().cells == Names{"fine", "3"});
}

TEST_CASE("a line sep= with no row that ends behind it is no row itself") {
  const Layout alone = find_layout("sep=;\r\n", true);
  CHECK(alone.rows.empty());
  CHECK(alone.header.row == 1);
  const Layout endless = find_layout("sep=;\r\nwords that go on and on", false);
  CHECK(endless.rows.empty());
  CHECK(endless.header.row == 1);
  CHECK(endless.header.names == Names{"Column 1"});
}

TEST_CASE("the header is found below a preamble") {
  const Layout layout = find_layout(
      "Report:,Weekly\nBrand:,Somewhere\nFrom:,2026-01-01\n\n"
      "Query Name,Date,Full Text,Author\nSomewhere,2026-01-02,good,mina\n", true);
  CHECK(layout.header.row == 5);
  CHECK(layout.header.names.size() == 4);
  CHECK(data_rows(layout) == 1);
}

TEST_CASE("a file without a header gets invented names and loses no row") {
  const Layout layout =
      find_layout("2026-01-02,mina,this one works\n2026-01-03,joon,and so does this\n", true);
  CHECK(layout.header.row == 0);
  CHECK(layout.header.names == Names{"Column 1", "Column 2", "Column 3"});
  CHECK(data_rows(layout) == 2);
}

TEST_CASE("names that no table knows are still a header above data") {
  const Layout layout = find_layout("wann,wer,was\n2026-01-02,mina,ganz gut\n", true);
  CHECK(layout.header.row == 1);
  CHECK(layout.header.names == Names{"wann", "wer", "was"});
}

TEST_CASE("lines of prose are one column, whatever commas they hold") {
  const Layout layout = find_layout(
      "Well, that was quick\nI like it, a lot, really\nno\nBroken, again\n", true);
  CHECK(layout.dialect.delimiter == '\0');
  CHECK(layout.header.names == Names{"Column 1"});
  CHECK(data_rows(layout) == 4);
}

TEST_CASE("backslashes before quotes are told from backslashes at the end of a cell") {
  CHECK(find_layout("Text,Likes\n\"so \\\"good\\\", really\",3\nfine,4\n", true).dialect.backslash);
  CHECK_FALSE(find_layout("Text,Likes\n\"in C:\\\",3\n\"in D:\\\",4\n", true).dialect.backslash);
  CHECK_FALSE(find_layout("Text,Likes\n\"so \"\"good\"\"\",3\nfine,4\n", true).dialect.backslash);
}

TEST_CASE("line ends may be lone carriage returns") {
  const Layout layout = find_layout("Text,Likes\rfine,3\rworse,4\r", true);
  CHECK(layout.dialect.newline == '\r');
  CHECK(data_rows(layout) == 2);
}

TEST_CASE("a sample that is cut off inside a record does not count its piece") {
  const Layout layout = find_layout("Text,Likes\nfine,3\nworse", false);
  CHECK(data_rows(layout) == 1);
}

TEST_CASE("the person's word on delimiter and header outranks what the text looks like") {
  const std::string_view text = "a;b\nText;Likes\nfine, really;3\n";
  CHECK(find_layout(text, true, {.delimiter = ',', .header_row = 0}).header.names ==
        Names{"Column 1"});
  const Layout headless = find_layout(text, true, {.delimiter = {}, .header_row = 0});
  CHECK(headless.header.row == 0);
  CHECK(data_rows(headless) == 3);
  const Layout first = find_layout(text, true, {.delimiter = ';', .header_row = 1});
  CHECK(first.header.names == Names{"a", "b"});
  CHECK(data_rows(first) == 2);
}

TEST_CASE("short lines with a comma each are lines and no table") {
  const auto lines = [](std::string_view text, std::size_t count) {
    const Layout layout = find_layout(text, true);
    CHECK(layout.header.row == 0);
    CHECK(layout.header.names.size() == 1);
    CHECK(data_rows(layout) == count);
  };
  lines("Отлично, рекомендую\nПлохо, не советую\nНормально, но дорого\nБыстро, удобно\n", 4);
  lines("Good, cheap\nBad, slow\nFine, loud\nNice, soft\n", 4);
  lines("Good; cheap\nBad; slow\nFine; loud\nNice; soft\n", 4);
  lines("좋아요, 별로\n비추, 색이 예뻐요\n배송 빠름, 최고예요\n", 3);
  lines("Отлично, рекомендую\n", 1);
  lines("Works well, costs 1,000 less\nBroke, no help\nLoud, but good\n", 3);
}

TEST_CASE("small tables with a space behind each comma stay tables") {
  const auto columns = [](std::string_view text) {
    return find_layout(text, true).header.names.size();
  };
  CHECK(columns("name, comment\nmina, so good\njoon, so bad\n") == 2);
  CHECK(columns("wann, was\n2026-01-02, ganz gut\n2026-01-03, nicht so gut\n") == 2);
  CHECK(columns("Ding, Punkte\nganz gut, 5\nnicht so gut, 2\n") == 2);
  CHECK(columns("wer, was\n@mina, ganz gut\n@joon, nicht so gut\n") == 2);
  CHECK(columns("wer, was\n\"mina\",\"ganz, gut\"\n\"joon\",\"nicht so gut\"\n") == 2);
  CHECK(columns("wer,was\nmina,ganz gut\njoon,nicht so gut\n") == 2);
  std::string graded = "Ding, Urteil\n";
  for (int row = 0; row < 5; ++row) graded += "so etwas, gut\nund dann das, schlecht\n";
  CHECK(columns(graded) == 2);
  CHECK(find_layout("Good, cheap\nBad, slow\n", true, {',', {}}).header.names.size() == 2);
}
