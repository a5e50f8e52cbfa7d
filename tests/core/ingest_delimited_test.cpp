#include "ingest/delimited.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

struct Rejected {
  std::uint64_t row;
  ErrorCode code;
  std::string raw;
  bool operator==(const Rejected&) const = default;
};

struct Read : RecordSink {
  void record(const Record& record) override {
    rows.push_back(record.row);
    records.emplace_back(record.cells.begin(), record.cells.end());
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override {
    rejects.push_back({row, code, std::string(raw)});
  }
  std::vector<std::uint64_t> rows;
  std::vector<std::vector<std::string>> records;
  std::vector<Rejected> rejects;
  bool operator==(const Read& other) const {
    return rows == other.rows && records == other.records && rejects == other.rejects;
  }
};

Read read(std::string_view text, std::size_t piece = std::string_view::npos, Dialect dialect = {},
          std::size_t width = 0) {
  Read out;
  DelimitedReader reader(dialect, width, out);
  for (std::size_t at = 0; at < text.size(); at += std::min(piece, text.size() - at)) {
    reader.feed(text.substr(at, piece));
  }
  reader.finish();
  return out;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("cells are split at delimiters, records at line ends") {
  CHECK(read("a,b\nc,d\n").records == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(read("a,b\r\nc,d").records == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(read("a;b,c\n", -1, {';', '\n'}).records == Rows{{"a", "b,c"}});
  CHECK(read("a\tb\rc\td\r", -1, {'\t', '\r'}).records == Rows{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("a quote behind a backslash is part of the text where the dialect has it so") {
  const Dialect slashed{.backslash = true};
  const std::string_view text =
      "1,\"say \\\"no\\\", or\"\"yes\"\"\",x\n2,\"ends with one\\\\\",y\n3,c:\\d,z\n";
  const Rows rows = {{"1", "say \"no\", or\"yes\"", "x"}, {"2", "ends with one\\", "y"}, {"3", "c:\\d", "z"}};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    CHECK(read(text, piece, slashed).records == rows);
  }
  CHECK(read("\"a\\\",b\n").records == Rows{{"a\\", "b"}});
}

TEST_CASE("empty cells are kept, at the end too") {
  CHECK(read("a,,c,\n,\n").records == Rows{{"a", "", "c", ""}, {"", ""}});
  CHECK(read("a,").records == Rows{{"a", ""}});
}

TEST_CASE("quotes hold delimiters, line ends and doubled quotes") {
  CHECK(read("\"a,b\",\"c\nd\",\"say \"\"hi\"\"\"\n").records ==
        Rows{{"a,b", "c\nd", "say \"hi\""}});
  CHECK(read("\"\",\"\"\"\"\r\n").records == Rows{{"", "\""}});
}

TEST_CASE("a quote inside a plain cell is text, and so is what follows a closing quote") {
  CHECK(read("5\" nails,it's \"fine\"\n").records == Rows{{"5\" nails", "it's \"fine\""}});
  CHECK(read("\"a\"b,\"c\" \n").records == Rows{{"ab", "c "}});
  CHECK(read("\"a\" \"b\",c\n").records == Rows{{"a \"b\"", "c"}});
}

TEST_CASE("blank lines are no records but count as rows") {
  const Read out = read("a\n\n\nb\n");
  CHECK(out.records == Rows{{"a"}, {"b"}});
  CHECK(out.rows == std::vector<std::uint64_t>{1, 4});
}

TEST_CASE("a carriage return inside a cell stays, the one before a line end goes") {
  CHECK(read("a\rb,c\r\n").records == Rows{{"a\rb", "c"}});
  CHECK(read("\"a\r\nb\",\"c\"\r\n").records == Rows{{"a\r\nb", "c"}});
}

TEST_CASE("any split of the text gives the same records") {
  const std::string text =
      "id,text\r\n1,\"a \"\"quoted\"\" text\nover lines\"\r\n2,plain\r\n\r\n3,\"\"\"\"\r\n4,\"x\"y\r\n"
      "5,\xed\x95\x9c\xea\xb8\x80\r\n6,\"never closed\r\n7,seven\r\n8,eight";
  const Read whole = read(text, -1, {}, 2);
  REQUIRE(whole.records.size() == 8);
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    INFO("pieces of " << piece);
    CHECK(read(text, piece, {}, 2) == whole);
  }
}

TEST_CASE("a quote that never closes costs its own row and no other") {
  const Read out = read("a,b\n1,\"open\n2,two\n3,three\n", -1, {}, 2);
  CHECK(out.records == Rows{{"a", "b"}, {"2", "two"}, {"3", "three"}});
  CHECK(out.rows == std::vector<std::uint64_t>{1, 3, 4});
  CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::UnclosedQuote, "1,\"open"}});
}

TEST_CASE("a last record that is cut off inside its quotes is rejected whole") {
  const Read out = read("a,b,c\n1,2,\"cut\noff here", -1, {}, 3);
  CHECK(out.records == Rows{{"a", "b", "c"}});
  CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::UnclosedQuote, "1,2,\"cut\noff here"}});
}

TEST_CASE("a giant cell is rejected, and the rows around it are kept, however it arrives") {
  std::string text = "a,b\n1,\"";
  text.append(kMaxRecordBytes + 100, 'x');
  text += "\"\n2,two\n";
  for (const std::size_t piece : {std::size_t{1} << 16, (std::size_t{1} << 20) + 7, text.size()}) {
    const Read out = read(text, piece, {}, 2);
    CHECK(out.records == Rows{{"a", "b"}, {"2", "two"}});
    CHECK(out.rows == std::vector<std::uint64_t>{1, 3});
    REQUIRE(out.rejects.size() == 1);
    CHECK(out.rejects[0].code == ErrorCode::RecordTooLarge);
    CHECK(out.rejects[0].row == 2);
    CHECK(out.rejects[0].raw.size() == kMaxRejectedBytes);
  }
}

TEST_CASE("a record of just the largest size is read") {
  std::string text = "1,";
  text.append(kMaxRecordBytes - 2, 'x');
  text += "\n2,two\n";
  const Read out = read(text, 1 << 20, {}, 2);
  CHECK(out.rejects.empty());
  CHECK(out.records.size() == 2);
}

TEST_CASE("a quote left open early in a large file costs one row") {
  std::string text = "a,b\n1,\"open\n";
  for (int row = 2; text.size() < kMaxRecordBytes + (1 << 20); ++row) {
    text += std::to_string(row) + ",a plain row of the usual width\n";
  }
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  const Read whole = read(text, -1, {}, 2);
  CHECK(whole.records.size() == lines - 1);
  REQUIRE(whole.rejects.size() == 1);
  CHECK(whole.rejects[0] == Rejected{2, ErrorCode::UnclosedQuote, "1,\"open"});
  CHECK(read(text, 100'003, {}, 2) == whole);
}

TEST_CASE("a quote left open near the end gives back the rows behind it, however odd the last ones are") {
  const Read out = read("a,b,c\n1,2,\"open\n4,5,six\n7,8,a, comma\n9\n", -1, {}, 3);
  CHECK(out.records == Rows{{"a", "b", "c"}, {"4", "5", "six"}, {"7", "8", "a", " comma"}, {"9"}});
  CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::UnclosedQuote, "1,2,\"open"}});
}
