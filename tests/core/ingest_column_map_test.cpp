#include "ingest/column_map.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ingest/column_aliases.h"

using namespace earshot;

namespace {

using Cells = std::vector<std::string>;

/// The header that fills the field, or "" if none does.
std::string filled_by(const Cells& headers, const std::vector<Cells>& rows, Field field,
                      std::uint64_t settled = 0) {
  ColumnMap map;
  map_columns(headers, rows, settled, map);
  const int column = map[field].first();
  return column == FieldColumns::kNone ? "" : headers[static_cast<std::size_t>(column)];
}

}  // namespace

TEST_CASE("every alias stands in its normal form and only once a field") {
  for (const ColumnAlias& alias : column_aliases()) {
    INFO(alias.name);
    CHECK(normalize_header(alias.name) == alias.name);
    int same = 0;
    for (const ColumnAlias& other : column_aliases()) {
      same += other.field == alias.field && other.name == alias.name;
    }
    CHECK(same == 1);
  }
  for (const std::string_view decoy : column_decoys()) CHECK(normalize_header(decoy) == decoy);
}

TEST_CASE("columns are known in Korean, Japanese, Russian and English") {
  const std::vector<Cells> rows = {{"2026-01-05", "someone", "a text of some length", "4", "https://example.org/1"}};
  for (const Cells& headers : {Cells{"Date", "Author", "Text", "Likes", "URL"},
                               Cells{"작성일", "작성자", "내용", "좋아요", "링크"},
                               Cells{"投稿日時", "投稿者", "本文", "いいね数", "リンク"},
                               Cells{"Дата", "Автор", "Текст", "Лайки", "Ссылка"}}) {
    ColumnMap map;
    map_columns(headers, rows, 0, map);
    CHECK(map[Field::Date].first() == 0);
    CHECK(map[Field::Author].first() == 1);
    CHECK(map[Field::Text].first() == 2);
    CHECK(map[Field::Likes].first() == 3);
    CHECK(map[Field::Url].first() == 4);
    CHECK(map.field_of(3) == static_cast<std::size_t>(Field::Likes));
    CHECK(map.field_of(5) == kFieldCount);
  }
}

TEST_CASE("spelling of a header does not matter") {
  for (const char* header : {"full_text", "Full Text", "FULL-TEXT", "\xef\xbb\xbf" "fullText", " full.text "}) {
    CHECK(filled_by({header, "x"}, {{"so good", "1"}}, Field::Text) == header);
  }
}

TEST_CASE("decoys do not win over the real column") {
  const Cells headers = {"replyContent", "Updated", "cleaned_reviews", "content", "at"};
  const std::vector<Cells> rows = {
      {"We are very sorry to hear that and will look into it at once", "2026-02-02", "bad app",
       "Bad app!", "2026-01-01"}};
  CHECK(filled_by(headers, rows, Field::Text) == "content");
  CHECK(filled_by(headers, rows, Field::Date) == "at");
}

TEST_CASE("a short name inside another word is no match") {
  const Cells headers = {"Review Submit Date and Time", "Review Text"};
  const std::vector<Cells> rows = {{"2026-02-02T10:00:00Z", "Works well enough for me"}};
  CHECK(filled_by(headers, rows, Field::Views) == "");
  CHECK(filled_by(headers, rows, Field::Date) == "Review Submit Date and Time");
}

TEST_CASE("what stands in a column can overrule its name") {
  const std::vector<Cells> links = {{"https://example.org/1", "fine"}, {"https://example.org/2", "bad"}};
  CHECK(filled_by({"Source", "Text"}, links, Field::Url) == "Source");
  CHECK(filled_by({"Source", "Text"}, links, Field::Platform) == "");
  const std::vector<Cells> names = {{"Instagram", "fine"}, {"X", "bad"}};
  CHECK(filled_by({"Source", "Text"}, names, Field::Platform) == "Source");
}

TEST_CASE("a time of day beside a date is read with it, alone it is the date") {
  CHECK(filled_by({"Date", "Time", "Text"}, {{"2026-01-05", "09:30", "fine"}}, Field::Clock) == "Time");
  CHECK(filled_by({"Time", "Text"}, {{"2026-01-05 09:30", "fine"}}, Field::Date) == "Time");
  CHECK(filled_by({"Time", "Text"}, {{"2026-01-05 09:30", "fine"}}, Field::Clock) == "");
}

TEST_CASE("without names the longest prose is the text and the dates are the date") {
  const Cells headers = {"Column 1", "Column 2", "Column 3"};
  const std::vector<Cells> rows = {{"2026-01-02", "mina", "this one works very well for me"},
                                   {"2026-01-03", "joon", "and so does this, mostly"}};
  CHECK(filled_by(headers, rows, Field::Text) == "Column 3");
  CHECK(filled_by(headers, rows, Field::Date) == "Column 1");
}

TEST_CASE("without names a number that could be a moment gives way to a written date") {
  CHECK(filled_by({"Column 1", "Column 2", "Column 3"},
                  {{"1467810369", "Mon Apr 06 22:19:45 PDT 2009", "so good to see you all"},
                   {"1467810672", "Mon Apr 06 22:19:49 PDT 2009", "so bad to see you all"}},
                  Field::Date) == "Column 2");
  CHECK(filled_by({"Column 1", "Column 2"}, {{"1467810369", "so good to see you all"}},
                  Field::Date) == "Column 1");
}

TEST_CASE("a column that says how long ago something was is the date where no other is") {
  CHECK(filled_by({"text", "time"}, {{"so good to see", "2 days ago"}, {"so bad to see", "3h"}},
                  Field::Date) == "time");
  CHECK(filled_by({"내용", "작성일"}, {{"정말 좋아요", "3일 전"}, {"별로예요", "어제"}},
                  Field::Date) == "작성일");
  CHECK(filled_by({"text", "date", "seen first at"},
                  {{"so good to see", "2w", "2024-03-01 10:00"}}, Field::Date) == "seen first at");
  CHECK(filled_by({"text", "date"}, {{"so good to see", "soon"}}, Field::Date) == "");
}

TEST_CASE("a file of numbers alone has no text") {
  CHECK(filled_by({"a", "b"}, {{"1", "2"}, {"3", "4"}}, Field::Text) == "");
}

TEST_CASE("a field that is settled keeps what it has, and so do its columns") {
  const Cells headers = {"Text", "Message"};
  const std::vector<Cells> rows = {{"a first text of some length", "and a second one beside it"}};
  const std::uint64_t text = std::uint64_t{1} << static_cast<int>(Field::Text);
  CHECK(filled_by(headers, rows, Field::Text, text) == "");
  ColumnMap map;
  map[Field::Title].columns = {1};
  map_columns(headers, rows, 0, map);
  CHECK(map[Field::Text].columns == std::vector<int>{0});
  CHECK(map[Field::Title].columns == std::vector<int>{1});
}
