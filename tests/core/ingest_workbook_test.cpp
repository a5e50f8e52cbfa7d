#include "ingest/workbook.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "zip_writer.h"

using namespace earshot;
using earshot::testing::WorkbookParts;
using earshot::testing::xml_escaped;
using earshot::testing::ZipWriter;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Records : RecordSink {
  void record(const Record& record) override {
    numbers.push_back(record.row);
    rows.emplace_back(record.cells.begin(), record.cells.end());
    raw.push_back(raw_text(record));
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view text) override {
    rejected.emplace_back(std::to_string(row) + " " + std::string(code_name(code)));
    longest_reject = std::max(longest_reject, text.size());
  }
  std::vector<std::uint64_t> numbers;
  Rows rows;
  std::vector<std::string> raw, rejected;
  std::size_t longest_reject = 0;
};

struct Read : Records {
  std::optional<ErrorCode> error;
  std::vector<Sheet> sheets;
  std::vector<SheetRow> head;
  std::optional<std::size_t> link_column;
  std::uint64_t dropped = 0;
};

Read read(const std::string& zip, std::size_t sheet = 0) {
  Read out;
  const auto archive = ZipArchive::open(zip);
  REQUIRE(archive);
  auto reader = WorkbookReader::open(*archive);
  if (!reader) {
    out.error = reader.error().code;
    return out;
  }
  out.sheets.assign(reader->sheets().begin(), reader->sheets().end());
  const auto head = reader->head(sheet, kHeadRows);
  out.head.assign(head.begin(), head.end());
  out.link_column = reader->link_column(sheet);
  reader->begin(sheet, out);
  while (reader->advance()) {
  }
  if (reader->error()) out.error = reader->error()->code;
  out.dropped = reader->dropped_cells();
  return out;
}

/// A workbook of one sheet with these rows.
WorkbookParts with(std::string data) {
  WorkbookParts parts;
  parts.sheets.push_back({"Sheet1", std::move(data), "", "", ""});
  return parts;
}
Rows rows_of(std::string data) { return read(with(std::move(data)).zip()).rows; }

std::string cell(std::string_view value, std::string_view attributes = "") {
  return "<c " + std::string(attributes) + "><v>" + std::string(value) + "</v></c>";
}

}  // namespace

TEST_CASE("shared and inline strings join their runs and drop how they are pronounced") {
  WorkbookParts parts = with(
      "<row><c t='s'><v>0</v></c><c t='s'><v> 1 </v></c><c t='s'><v>2</v></c><c t='s'><v>9</v></c>"
      "<c t='inlineStr'><is><r><t>in</t></r><r><rPr><b/></rPr><t xml:space='preserve'> line</t></r>"
      "<rPh sb='0' eb='1'><t>イン</t></rPh></is></c></row>");
  parts.strings =
      "<si><t>plain &amp; simple</t></si>"
      "<si><r><t>bold</t></r><r><t xml:space=\"preserve\"> and not</t></r></si>"
      "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr "
      "fontId=\"1\"/></si>";
  CHECK(read(parts.zip()).rows == Rows{{"plain & simple", "bold and not", "東京", "", "in line"}});
}

TEST_CASE("cells and strings that are known by sight mean what their elements mean") {
  const std::vector<std::string> kPieces = {
      "<c ",      "r=\"",  "A1",     "C2",        "XFD1",  "ZZZZ9", "\" ",      "\"",
      "s=\"1",    "t=\"s", "t=\"b",  "t=\"str",   "t=\"inlineStr", "t=\"e",      "><v>", "<f>1</f>",
      "0",        "1",     " 2 ",    "99",        "1.50",  "&amp;", "_x000a_",  "text",
      "</v></c>", "/>",    "<v></v>", "<is><t>",   "<is><t xml:space=\"preserve\">", "</t></is></c>",
      "</row><row>", "<!-- -->"};
  const std::vector<std::string> kCells = {
      "<c r=\"B1\" t=\"s\"><v>0</v></c>",  "<c r=\"A1\" s=\"1\"><v>46053</v></c>",
      "<c t=\"s\" s=\"2\"><v>1</v></c>",   "<c r=\"D2\" t=\"b\"><v>1</v></c>",
      "<c r=\"E9\" t=\"str\"><v>a</v></c>", "<c r=\"C1\" t=\"inlineStr\"><is><t>i</t></is></c>",
      "<c s=\"1\"/>", "<c r=\"XFD1\"><v>7</v></c>", "<c r=\"XFE1\" t=\"s\"><v>0</v></c>"};
  const auto slow = [](std::string xml, std::string_view start) {
    // One more blank is all it takes to be read element by element.
    for (std::size_t at = 0; (at = xml.find(start, at)) != xml.npos; at += start.size() + 1) {
      xml.insert(at + start.size() - 1, " ");
    }
    return xml;
  };
  std::mt19937 random(20260302);
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  for (int round = 0; round < 3000; ++round) {
    std::string row;
    for (int n = static_cast<int>(random() % 8); n >= 0; --n) row += pick(kCells);
    for (int n = static_cast<int>(random() % 3); n > 0; --n) {
      row.insert(random() % (row.size() + 1), pick(kPieces));
    }
    std::string strings = "<si><t>one</t></si><si><t xml:space=\"preserve\"> a &amp; b&#10;</t></si>";
    if (round % 3 == 0) strings.insert(random() % strings.size(), pick(kPieces));
    WorkbookParts parts = with("<row>" + row + "</row>");
    parts.strings = strings;
    const Read fast = read(parts.zip());
    parts = with("<row>" + slow(row, "<c ") + "</row>");
    parts.strings = slow(strings, "<si>");
    const Read other = read(parts.zip());
    INFO(row << '\n' << strings);
    REQUIRE(fast.rows == other.rows);
    REQUIRE(fast.error == other.error);
    REQUIRE(fast.dropped == other.dropped);
  }
}

TEST_CASE("escapes for what XML cannot hold are undone") {
  WorkbookParts parts =
      with("<row><c t='s'><v>0</v></c><c t='str'><f>A1</f><v>b_x000a_c</v></c></row>");
  parts.strings =
      "<si><t>a_x000D_\nb _x005F_x000D_ _xD83D__xDE00_ _x00_ _xZZZZ_ _x0000_end</t></si>";
  CHECK(read(parts.zip()).rows == Rows{{"a\r\nb _x000D_ 😀 _x00_ _xZZZZ_ end", "b\nc"}});
}

TEST_CASE("cells show what their type says") {
  CHECK(rows_of("<row>" + cell("1", "t='b'") + cell("0", "t='b'") + cell("#N/A", "t='e'") +
                cell("result", "t='str'") + cell("2026-01-31T12:00:00", "t='d'") +
                cell("1.26426E+18") + cell("44196.0", "t='n'") + "</row>") ==
        Rows{{"TRUE", "FALSE", "", "result", "2026-01-31T12:00:00", "1.26426E+18", "44196.0"}});
}

TEST_CASE("a number in a date's style is a date, by number or by code") {
  WorkbookParts parts = with("<row>" + cell("46053", "s='0'") + cell("46053.5", "s='1'") +
                             cell("46053", "s='2'") + cell("0.5", "s='3'") +
                             cell("46053", "s='7'") + cell("46053", "t='str' s='1'") + "</row>");
  parts.formats =
      "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;-&quot;mm hh:mm\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"0&quot; days&quot;\"/>";
  parts.styles =
      "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/>";
  CHECK(read(parts.zip()).rows ==
        Rows{{"46053", "2026-01-31 12:00:00", "2026-01-31", "12:00:00", "46053", "46053"}});
  parts.properties = "date1904=\"1\"";
  CHECK(read(parts.zip()).rows[0][2] == "2030-02-01");
}

TEST_CASE("cells stand where they say, or one after another; rows likewise") {
  const Read sparse =
      read(with("<row r='2'>" + cell("1", "r='B2'") + cell("2", "r='D2'") + cell("3") +
                "</row>"
                "<row>" +
                cell("4") +
                "</row>"
                "<row r='7'/><row r='8'><c r='A8' s='1'/></row>"
                "<row r='10'>" +
                cell("5", "r='AA10'") + cell("", "r='AB10'") + "</row>")
               .zip());
  Rows expected{{"", "1", "", "2", "3"}, {"4"}, std::vector<std::string>(26)};
  expected[2].push_back("5");
  CHECK(sparse.rows == expected);
  CHECK(sparse.numbers == std::vector<std::uint64_t>{2, 3, 10});
}

TEST_CASE("the head says what the records will") {
  const Read both = read(
      with("<row r='2'>" + cell("1") + "</row><row r='5'>" + cell("2", "r='B5'") + "</row>").zip());
  REQUIRE(both.head.size() == 2);
  CHECK(both.head[0].row == 2);
  CHECK(both.head[1].row == 5);
  CHECK(Rows{both.head[0].cells, both.head[1].cells} == both.rows);
  CHECK(!both.link_column);
}

TEST_CASE("a row is kept as a line of CSV") {
  CHECK(read(with("<row>" + cell("a,b", "t='str'") + cell("1") + cell("say \"x\"\n", "t='str'") +
                  "</row>")
                 .zip())
            .raw == std::vector<std::string>{"\"a,b\",1,\"say \"\"x\"\"\n\""});
}

TEST_CASE("columns end where a sheet's do, and what stands beyond is counted") {
  const Read wide = read(
      with("<row>" + cell("1", "r='XFD1'") + cell("2") + cell("3", "r='ZZZZZZZZZZ1'") + "</row>")
          .zip());
  REQUIRE(wide.rows.size() == 1);
  CHECK(wide.rows[0].size() == kMaxSheetColumns);
  CHECK(wide.rows[0].back() == "1");
  CHECK(wide.dropped == 2);
}

TEST_CASE("links that no cell shows come in a column behind the others") {
  WorkbookParts parts =
      with("<row>" + cell("name", "t='str'") + cell("link", "t='str'") +
           "</row>"
           "<row>" +
           cell("a", "t='str'") + cell("view comment", "t='str'") +
           "</row>"
           "<row>" +
           cell("b", "t='str'") +
           "</row>"
           "<row><c t='str'><f>HYPERLINK(\"https://c.example/3\",\"c\")</f><v>c</v></c></row>"
           "<row>" +
           cell("d", "t='str'") + cell("https://d.example/", "t='str'") + "</row>");
  parts.sheets[0].after =
      "<hyperlinks><hyperlink ref=\"B5\" r:id=\"rId2\"/><hyperlink ref=\"B2:C2\" r:id=\"rId1\" "
      "location=\"p\"/>"
      "<hyperlink ref=\"A3\" location=\"Sheet1!A1\"/><hyperlink ref=\"A1\" "
      "r:id=\"rId3\"/></hyperlinks>";
  const std::string type =
      " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\"";
  parts.sheets[0].relations = "<Relationship Id=\"rId1\"" + type +
                              " Target=\"https://a.example/?x=1&amp;y=2\" TargetMode=\"External\"/>"
                              "<Relationship Id=\"rId2\"" +
                              type +
                              " Target=\"https://d.example/\" TargetMode=\"External\"/>"
                              "<Relationship Id=\"rId3\"" +
                              type + " Target=\"mailto:x@a.example\" TargetMode=\"External\"/>";
  const Read linked = read(parts.zip());
  CHECK(linked.link_column == 2);
  CHECK(linked.rows == Rows{{"name", "link"},
                            {"a", "view comment", "https://a.example/?x=1&y=2#p"},
                            {"b"},
                            {"c", "", "https://c.example/3"},
                            {"d", "https://d.example/"}});
  for (std::size_t i = 0; i < linked.rows.size(); ++i)
    CHECK(linked.head[i].cells == linked.rows[i]);
}

TEST_CASE("links that cells show already make no column") {
  WorkbookParts parts = with("<row>" + cell("https://a.example/", "t='str'") + "</row>");
  parts.sheets[0].after = "<hyperlinks><hyperlink ref=\"A1\" r:id=\"rId1\"/></hyperlinks>";
  parts.sheets[0].relations =
      "<Relationship Id=\"rId1\" "
      "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink\" "
      "Target=\"https://a.example/\"/>";
  CHECK(!read(parts.zip()).link_column);
}

TEST_CASE("sheets have names, and may be hidden") {
  WorkbookParts parts = with("<row>" + cell("1") + "</row>");
  parts.sheets.push_back({"R&D", "<row>" + cell("2") + "</row>", "", "", " state=\"veryHidden\""});
  const Read second = read(parts.zip(), 1);
  REQUIRE(second.sheets.size() == 2);
  CHECK(second.sheets[1].name == "R&D");
  CHECK(second.sheets[1].hidden);
  CHECK(!second.sheets[0].hidden);
  CHECK(second.rows == Rows{{"2"}});
}

TEST_CASE("a workbook is found wherever the archive keeps it") {
  WorkbookParts parts = with("<row>" + cell("1") + "</row>");
  parts.folder = "elsewhere/";
  const std::string zip = parts.zip();
  CHECK(WorkbookReader::is_workbook(*ZipArchive::open(zip)));
  CHECK(read(zip).rows == Rows{{"1"}});
}

TEST_CASE("UTF-16 and prefixed elements are read like any") {
  const auto zip_of = [](std::string_view sheet) {
    const std::string types =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    return ZipWriter()
        .add("xl/workbook.xml",
             "<x:workbook><x:sheets><x:sheet name='S' r:id='a'/></x:sheets></x:workbook>")
        .add("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='a' Type='" + types +
                                               "worksheet' Target='/xl/s.xml'/></Relationships>")
        .add("xl/s.xml", sheet)
        .finish();
  };
  const std::string xml =
      "<x:worksheet><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></"
      "x:worksheet>";
  std::string utf16 = "\xff\xfe";
  for (const char byte : xml) (utf16 += byte) += '\0';
  CHECK(read(zip_of(xml)).rows == Rows{{"7"}});
  CHECK(read(zip_of(utf16)).rows == Rows{{"7"}});
  CHECK(read(zip_of("\xef\xbb\xbf" + xml)).rows == Rows{{"7"}});
}

TEST_CASE("rows before the damage are handed on, then the error") {
  const Read broken =
      read(with("<row>" + cell("1") + "</row></sheetData></worksheet></oops>").zip());
  CHECK(broken.rows == Rows{{"1"}});
  CHECK(broken.error == ErrorCode::DamagedFile);
  CHECK(read(ZipWriter().add("xl/workbook.xml", "<workbook/>").finish()).error ==
        ErrorCode::DamagedFile);
}

TEST_CASE("rows beyond the size of a record are rejected, others go on") {
  WorkbookParts parts = with("");
  parts.strings = "<si><t>" + std::string(9 << 20, 'x') + "</t></si>";
  parts.sheets[0].data = "<row>" + cell("0", "t='s'") + cell("0", "t='s'") + "</row><row>" +
                         cell("0", "t='s'") + "</row><row>" +
                         cell(std::string(17 << 20, 'y'), "t='str'") + "</row>";
  const Read large = read(parts.zip());
  CHECK(large.rejected == std::vector<std::string>{"1 recordTooLarge", "3 recordTooLarge"});
  CHECK(large.longest_reject <= kMaxRejectedBytes);
  REQUIRE(large.rows.size() == 1);
  CHECK(large.rows[0][0].size() == 9 << 20);
}

TEST_CASE("a passworded workbook says so") {
  const std::string zip = ZipWriter().add("xl/workbook.xml", "<workbook/>", {.flags = 1}).finish();
  CHECK(WorkbookReader::is_workbook(*ZipArchive::open(zip)));
  CHECK(read(zip).error == ErrorCode::Encrypted);
}

TEST_CASE("other documents in archives are known by name") {
  const auto kind = [](std::string_view part, std::string_view text) {
    const std::string zip = ZipWriter().add(part, text).finish();
    const auto archive = ZipArchive::open(zip);
    CHECK(!WorkbookReader::is_workbook(*archive));
    return std::string(foreign_document(*archive));
  };
  CHECK(kind("mimetype", "application/vnd.oasis.opendocument.spreadsheet") == "ods");
  CHECK(kind("word/document.xml", "<document/>") == "docx");
  CHECK(kind("ppt/presentation.xml", "<presentation/>") == "pptx");
  CHECK(kind("xl/workbook.bin", "") == "xlsb");
  CHECK(kind("Index/Document.iwa", "") == "numbers");
  CHECK(kind("mentions.csv", "a,b") == "");
}

TEST_CASE("any table that is written as a workbook comes back") {
  std::mt19937 random(7);
  const std::string_view pieces[] = {"a",  "é", "한국",  "😀",      "&",      "<",  ">",
                                     "\"", "'", "]]>",   "_x000D_", "_x",     "\n", "\t",
                                     " ",  ",", "&amp;", "_",       "x005F_", "0"};
  const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random()) % below; };
  for (int round = 0; round < 60; ++round) {
    Rows rows(pick(40) + 1);
    WorkbookParts parts = with("");
    std::vector<std::uint64_t> numbers;
    std::uint64_t number = 0;
    int strings = 0;
    for (auto& row : rows) {
      number += 1 + pick(3);
      numbers.push_back(number);
      std::string& data = parts.sheets[0].data;
      data += "<row r=\"" + std::to_string(number) + "\">";
      for (std::size_t cells = pick(30) + 1; cells > 0; --cells) {
        std::string& text = row.emplace_back();
        for (std::size_t n = pick(6); n > 0; --n) text += pieces[pick(std::size(pieces))];
        if (cells == 1) text += "end";
        std::string written;
        for (std::size_t at = 0; at < text.size(); ++at) {
          written += text.substr(at).starts_with("_x") ? "_x005F_" : text.substr(at, 1);
        }
        written = xml_escaped(written);
        if (pick(2)) {
          parts.strings += "<si><t>" + written + "</t></si>";
          data += cell(std::to_string(strings++), "t='s'");
        } else {
          data += "<c t='inlineStr'><is><t>" + written + "</t></is></c>";
        }
      }
      data += "</row>";
    }
    const Read back = read(parts.zip());
    CHECK(!back.error);
    CHECK(back.rows == rows);
    CHECK(back.numbers == numbers);
  }
}
