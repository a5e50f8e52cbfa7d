#include "analysed.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kBrands =
    R"({"brands": [{"name": "Nova", "handles": ["novahq"], "exclude": ["Nova Scotia"], "own": true},
                   {"name": "Brightly", "aliases": ["브라이틀리", "ブライトリー"]}],
        "timeZone": "Asia/Seoul"})";

constexpr std::string_view kCsv =
    "Id,Date,Platform,Author,Text,Likes,Comments,Shares,Followers,Retweet Of\n"
    "1,2026-01-05T14:59:59Z,X,mina,I love my Nova so much,3,1,,120,\n"
    "2,2026-01-05T15:00:00Z,X,joon,Brightly is terrible and broken again,,,,\n"
    "3,2026-01-06T03:00:00Z,Instagram,mina,Nova is better than Brightly,10,0,2,120,\n"
    "4,2026-01-08T03:00:00Z,X,kei,RT @mina: I love my Nova so much,3,1,,55,1\n"
    "5,,X,kei,On holiday in Nova Scotia,,,,55,\n"
    "6,2026-01-08T04:00:00Z,X,,,,,,,\n";

Analysis analysed(std::string_view csv = kCsv, std::string_view settings = kBrands) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  REQUIRE(read_into(analysis, "small.csv", csv));
  return analysis;
}

}  // namespace

TEST_CASE("a report counts what the file holds") {
  Analysis analysis = analysed();
  const Json report = report_of(analysis);
  CHECK(report["schema"] == 1);
  CHECK(report["inputs"][0]["records"] == 6);
  CHECK(report["inputs"][0]["mentions"] == 5);
  CHECK(report["inputs"][0]["empty"] == 1);
  CHECK(report["totals"]["mentions"] == 5);
  CHECK(report["totals"]["branded"] == 4);
  CHECK(report["totals"]["authors"] == 3);
  CHECK(report["totals"]["undated"] == 1);
  // The repost's likes are the original's and do not count again.
  CHECK(report["totals"]["engagement"] == 4 + 12);
  CHECK(report["totals"]["reach"] == nullptr);
  CHECK(report["settings"]["brandSource"] == "settings");
}

TEST_CASE("shares are of the sum over brands and carry Wilson's interval") {
  Analysis analysis = analysed();
  const Json brands = report_of(analysis)["brands"];
  REQUIRE(brands.size() == 2);
  CHECK(brands[0]["name"] == "Nova");
  CHECK(brands[0]["mentions"] == 3);
  CHECK(brands[0]["share"]["value"] == 0.6);
  CHECK(brands[1]["mentions"] == 2);
  CHECK(brands[1]["share"]["value"] == 0.4);
  CHECK(brands[1]["share"]["low"] == 0.117621);
  CHECK(brands[1]["share"]["high"] == 0.769276);
}

TEST_CASE("the timeline counts days of the report's time zone, empty ones as 0") {
  Analysis analysis = analysed();
  Json report = report_of(analysis);
  CHECK(report["timeline"]["unit"] == "hour");
  analysis = analysed(std::string(kCsv) + "7,2026-02-01T00:00:00Z,X,kei,Nova again,,,,,\n");
  report = report_of(analysis);
  CHECK(report["timeline"]["unit"] == "day");
  const Json& points = report["timeline"]["points"];
  REQUIRE(points.size() == 28);
  // 14:59:59Z is still the 5th in Seoul, a second later is the 6th.
  CHECK(points[0]["start"] == "2026-01-05");
  CHECK(points[0]["mentions"] == 1);
  CHECK(points[1]["start"] == "2026-01-06");
  CHECK(points[1]["mentions"] == 2);
  CHECK(points[1]["brands"]["Brightly"] == 2);
  CHECK(points[2]["mentions"] == 0);
  CHECK(report["period"]["from"] == "2026-01-05T23:59:59.000+09:00");
}

TEST_CASE("any split of the bytes gives the same documents") {
  const auto documents = [](std::size_t piece) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(kBrands));
    REQUIRE(read_into(analysis, "small.csv", kCsv, piece));
    analysis.select({});
    return analysis.report({}) + analysis.report({}, Format::Csv) + analysis.inspect() +
           analysis.mentions(Format::Json, 0, 99) + analysis.mentions(Format::Csv, 0, 99);
  };
  const std::string whole = documents(std::string_view::npos);
  for (std::size_t piece = 1; piece < kCsv.size(); ++piece) {
    INFO("pieces of " << piece);
    REQUIRE(documents(piece) == whole);
  }
}

TEST_CASE("asking while a file streams does not change what comes out in the end") {
  Analysis quiet = analysed(kCsv, "{}");
  Analysis asked(shipped_model());
  asked.open("small.csv");
  for (const char byte : kCsv) {
    asked.feed({&byte, 1});
    (void)asked.report({});
    (void)asked.suggestions();
  }
  REQUIRE(asked.close());
  CHECK(asked.report({}) == quiet.report({}));
}

TEST_CASE("settings that come after the file give what they give before it") {
  Analysis before = analysed();
  Analysis after = analysed(kCsv, "{}");
  (void)after.report({});
  after.set_settings(settings_from(kBrands));
  CHECK(after.report({}) == before.report({}));
}

TEST_CASE("brands may be replaced at any time: rows name what they would have named from the start") {
  constexpr std::string_view kLists[] = {
      R"({"brands": [{"name": "Nova"}, {"name": "Brightly", "aliases": ["ブライト"]}]})",
      R"({"brands": [{"name": "Brightly", "aliases": ["ブライト", "Nova Lamp"]}, {"name": "Nova"}]})",
      R"({"brands": [{"name": "Lamp", "handles": ["novahq"]}, {"name": "Nova", "aliases": ["노바"]}]})",
      R"({"brands": [{"name": "Nova", "aliases": ["노바"]}, {"name": "Novas", "handles": ["lamp"]}]})",
      R"({"brands": [{"name": "Nova", "exclude": ["Nova Scotia"]}, {"name": "Lamp"}]})",
      R"({"brands": [{"name": "Lamp"}]})",
      R"({"brands": [{"name": "Nova"}, {"name": "Brightly", "aliases": ["ブライト"]}]})"};
  std::string csv = "id,text\n";
  for (const std::string_view text :
       {"Nova and Brightly", "a nova lamp", "Nova  Lamp of ブライト", "노바는 @novahq", "Nova Scotia",
        "nothing", "novas, #NovaLamp", "Lamp with Brightly", "a nova lamp", "@lamp NOVA"}) {
    csv += "1,\"" + std::string(text) + "\"\n";
  }
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", csv));
  for (const std::string_view list : kLists) {
    CAPTURE(list);
    analysis.set_settings(settings_from(list));
    Analysis fresh(shipped_model());
    fresh.set_settings(settings_from(list));
    REQUIRE(read_into(fresh, "a.csv", csv));
    CHECK(rows_of(analysis) == rows_of(fresh));
    CHECK(analysis.report({}) == fresh.report({}));
  }
}

TEST_CASE("without settings the query column's values are the brands") {
  Analysis analysis = analysed(
      "Query Name,Text\nCoffee North,so good\nTea South,Coffee North was better\nCoffee North,meh\n", "{}");
  const Json report = report_of(analysis);
  CHECK(report["settings"]["brandSource"] == "query");
  CHECK(report["brands"][0]["name"] == "Coffee North");
  // Two rows of its own query, and one that names it.
  CHECK(report["brands"][0]["mentions"] == 3);
  CHECK(report["brands"][1]["mentions"] == 1);
}

TEST_CASE("a row's query counts for the brand whose name or alias it is") {
  Analysis analysis = analysed("Query,Text\nノヴァ,とても良い\nother,nothing to see\n",
                               R"({"brands": [{"name": "Nova", "aliases": ["ノヴァ"]}]})");
  CHECK(report_of(analysis)["brands"][0]["mentions"] == 1);
}

TEST_CASE("without a query column the data suggests the brands") {
  std::string csv = "Text\n";
  for (int i = 0; i < 40; ++i) {
    const std::string day = std::to_string(i);
    csv += "on day " + day + " I bought a Zentora kettle and it works\n" +
           "my old Quillmark broke after " + day + " weeks, thanks @quillmark\n" +
           "the Zentora app is slow, " + day + " minutes for an update\n";
  }
  Analysis analysis = analysed(csv, "{}");
  const Json report = report_of(analysis);
  CHECK(report["settings"]["brandSource"] == "suggested");
  std::vector<std::string> names;
  for (const Json& brand : report["brands"]) names.push_back(brand["name"]);
  CHECK(std::ranges::find(names, "Zentora") != names.end());
  CHECK(std::ranges::find_if(names, [](const std::string& name) {
          return name == "Quillmark" || name == "quillmark";
        }) != names.end());
}

TEST_CASE("a text that was seen before is labelled as if it were the first") {
  // The second of each pair differs in what the text does not say: its query and its given language.
  const std::string csv =
      "Query,Language,Text\nTea South,en,Coffee North is lovely\nCoffee North,ko,Coffee North is lovely\n"
      "Tea South,en,12345\nTea South,ko,12345\n";
  Analysis analysis = analysed(csv, "{}");
  Analysis alone = analysed("Query,Language,Text\nCoffee North,ko,Coffee North is lovely\n", "{}");
  const Json rows = rows_of(analysis);
  CHECK(rows[0]["brands"] == Json::array({"Tea South", "Coffee North"}));
  CHECK(rows[1]["brands"] == Json::array({"Coffee North"}));
  CHECK(rows[1]["sentiment"] == rows_of(alone)[0]["sentiment"]);
  CHECK(rows[1]["language"] == "en");
  CHECK(rows[2]["language"] == "en");
  CHECK(rows[3]["language"] == "ko");
}

TEST_CASE("a filter leaves the mentions that meet every condition") {
  Analysis analysis = analysed();
  const auto ids = [&](std::string_view json) {
    const auto filter = parse_filter(json);
    REQUIRE(filter);
    std::vector<std::string> found;
    for (const Json& row : rows_of(analysis, *filter)) found.push_back(row["id"]);
    return found;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids("{}") == Ids{"1", "2", "3", "4", "5"});
  CHECK(ids(R"({"brand": "Brightly"})") == Ids{"2", "3"});
  CHECK(ids(R"({"brand": "Nova", "platform": "Instagram"})") == Ids{"3"});
  CHECK(ids(R"({"from": "2026-01-06", "to": "2026-01-07"})") == Ids{"2", "3"});
  CHECK(ids(R"({"search": "HOLIDAY"})") == Ids{"5"});
  CHECK(ids(R"({"brand": "Nobody"})").empty());
  CHECK(ids(R"({"platform": "Nowhere"})").empty());
}

TEST_CASE("a filter and its complement add up to the whole") {
  Analysis analysis = analysed();
  std::uint64_t rated = 0;
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    Filter filter;
    filter.sentiments = bit_of(Label(label));
    const Json report = report_of(analysis, filter);
    rated += report["totals"]["mentions"].get<std::uint64_t>();
    CHECK(report["filter"]["sentiment"] == label_name(Label(label)));
  }
  CHECK(rated == 5);
}

TEST_CASE("a mention carries every field, and null for what its file does not give") {
  Analysis analysis = analysed();
  const Json rows = rows_of(analysis);
  CHECK(rows[0]["id"] == "1");
  CHECK(rows[0]["text"] == "I love my Nova so much");
  CHECK(rows[0]["title"] == nullptr);
  CHECK(rows[0]["author"] == "mina");
  CHECK(rows[0]["followers"] == 120);
  CHECK(rows[0]["likes"] == 3);
  CHECK(rows[0]["shares"] == nullptr);
  CHECK(rows[0]["engagement"] == 4);
  CHECK(rows[0]["time"] == "2026-01-05T23:59:59.000+09:00");
  CHECK(rows[0]["language"] == "en");
  CHECK(rows[0]["brands"] == Json::array({"Nova"}));
  CHECK(rows[0]["sentiment"]["label"] == "positive");
  CHECK(rows[0]["source"] == Json({{"file", "small.csv"}, {"row", 2}}));
  CHECK(rows[0]["kind"] == "original");
  CHECK(rows[3]["kind"] == "repost");
  CHECK(rows[4]["brands"].empty());
  CHECK(rows[4]["time"] == nullptr);
}

TEST_CASE("records are mentions, empty or rejected, and no other") {
  const std::string csv =
      "Date,Text\n2026-01-01,good\n,\n2026-01-02,a,b,c\n2026-01-03\n\n2026-01-04,\"open\n"
      "2026-01-05,bad\n";
  Analysis analysis = analysed(csv);
  const Input& input = analysis.inputs()[0];
  CHECK(input.records == 6);
  CHECK(input.mentions == 2);
  CHECK(input.empty == 1);
  REQUIRE(input.rejects.size() == 3);
  CHECK(input.rejects[0].code == ErrorCode::TooManyCells);
  CHECK(input.rejects[0].row == 4);
  CHECK(input.rejects[0].raw == "2026-01-02,a,b,c");
  CHECK(input.rejects[1].code == ErrorCode::TooFewCells);
  CHECK(input.rejects[1].row == 5);
  CHECK(input.rejects[2].code == ErrorCode::UnclosedQuote);
  CHECK(input.rejects[2].row == 7);
  const std::string rejected = analysis.rejected(0, 10);
  CHECK(rejected.starts_with("\xef\xbb\xbf" "file,row,reason,message,record\r\nsmall.csv,4,tooManyCells,"));
  CHECK(analysis.rejected(1, 1).starts_with("small.csv,5,tooFewCells,"));
}

TEST_CASE("bad input gets a sentence that names the file, and the good files beside it are kept") {
  Analysis analysis = analysed();
  const auto code = [&](std::string_view name, std::string_view bytes) {
    const auto closed = read_into(analysis, name, bytes);
    REQUIRE_FALSE(closed);
    CHECK(closed.error().place.file == name);
    CHECK(closed.error().message.find(name) != std::string::npos);
    CHECK(closed.error().message.ends_with("."));
    return closed.error().code;
  };
  CHECK(code("empty.csv", "") == ErrorCode::EmptyInput);
  CHECK(code("blank.csv", " \r\n\n") == ErrorCode::EmptyInput);
  CHECK(code("header.csv", "Date,Text\n") == ErrorCode::HeaderOnly);
  CHECK(code("numbers.csv", "a,b\n1,2\n3,4\n") == ErrorCode::NoTextColumn);
  CHECK(code("book.xlsx", "PK\x03\x04 and so on") == ErrorCode::DamagedFile);
  CHECK(code("page.html", "<!DOCTYPE html><p>Sign in") == ErrorCode::UnsupportedFormat);
  CHECK(code("data.json", "{\"a\": 1}") == ErrorCode::NoTextColumn);
  std::string noise;
  for (int i = 0; i < 3000; ++i) noise += static_cast<char>(i * 7919 >> 3);
  CHECK(code("noise.bin", noise) == ErrorCode::NotText);
  std::string wide;
  for (int i = 0; i < 10'000; ++i) wide += "c" + std::to_string(i) + ",";
  CHECK(code("wide.csv", wide + "Text\n") == ErrorCode::TooManyColumns);
  CHECK(report_of(analysis)["totals"]["mentions"] == 5);
}

TEST_CASE("NULs, bad bytes and impossible dates leave notes, not holes") {
  using namespace std::string_view_literals;
  Analysis analysis = analysed(
      "Date,Text\n0000-01-01,go\0od\n2026-01-02,b\xff" "ad\n2026-01-03,fine and plain\n"sv);
  const Input& input = analysis.inputs()[0];
  CHECK(input.mentions == 3);
  const auto note = [&](ErrorCode code) {
    const auto found = std::ranges::find(input.notes, code, &Note::code);
    REQUIRE(found != input.notes.end());
    return *found;
  };
  CHECK(note(ErrorCode::NulBytes).count == 1);
  CHECK(note(ErrorCode::InvalidEncoding).count == 1);
  CHECK(note(ErrorCode::UnreadableDate).count == 1);
  CHECK(note(ErrorCode::UnreadableDate).place.row == 2);
  CHECK(note(ErrorCode::UnreadableDate).place.column == "Date");
  CHECK(note(ErrorCode::UnreadableDate).detail == "0000-01-01");
  CHECK(rows_of(analysis)[0]["text"] == "good");
}

TEST_CASE("day and month are told apart by the whole column, also after many rows") {
  std::string csv = "Date,Text\n";
  for (int i = 0; i < 50; ++i) csv += "03/04/2026,before\n";
  csv += "25/04/2026,the one that tells\n";
  Analysis analysis = analysed(csv);
  CHECK(rows_of(analysis)[0]["time"] == "2026-04-03T00:00:00.000+09:00");
  CHECK(analysis.inputs()[0].date_order == "dmy");
}

TEST_CASE("a cancelled input keeps what was read and says so") {
  Analysis analysis(shipped_model());
  analysis.open("long.csv");
  const std::string_view part = kCsv.substr(0, 200);
  analysis.feed({part.data(), part.size()});
  analysis.cancel();
  const Json report = report_of(analysis);
  CHECK(report["inputs"][0]["cancelled"] == true);
  CHECK(report["inputs"][0]["error"] == nullptr);
  CHECK(report["totals"]["mentions"].get<int>() >= 2);
  REQUIRE(read_into(analysis, "next.csv", kCsv));
  CHECK(report_of(analysis)["inputs"].size() == 2);
}

TEST_CASE("several files make one analysis") {
  Analysis analysis = analysed();
  REQUIRE(read_into(analysis, "more.csv", "본문;작성자\nNova 좋아요;수진\n"));
  const Json report = report_of(analysis);
  CHECK(report["totals"]["mentions"] == 6);
  CHECK(rows_of(analysis)[5]["source"]["file"] == "more.csv");
}

TEST_CASE("classify answers line by line") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(kBrands));
  const std::string out = analysis.classify("I love Nova\r\n\n브라이틀리를 샀어요\n");
  std::vector<Json> lines;
  for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1) {
    lines.push_back(Json::parse(out.substr(at, out.find('\n', at) - at)));
  }
  REQUIRE(lines.size() == 3);
  CHECK(lines[0]["text"] == "I love Nova");
  CHECK(lines[0]["brands"] == Json::array({"Nova"}));
  CHECK(lines[0]["sentiment"]["label"] == "positive");
  CHECK(lines[1]["sentiment"]["label"] == "unrated");
  CHECK(lines[1]["sentiment"]["scores"] == nullptr);
  CHECK(lines[2]["language"] == "ko");
  CHECK(lines[2]["brands"] == Json::array({"Brightly"}));
}

TEST_CASE("text of a file is data, in JSON and in CSV") {
  Analysis analysis = analysed("Text,Author\n\"=HYPERLINK(\"\"http://x\"\")\",\"</script><b>\"\n");
  const Json row = rows_of(analysis)[0];
  CHECK(row["text"] == "=HYPERLINK(\"http://x\")");
  CHECK(row["author"] == "</script><b>");
  CHECK(analysis.mentions(Format::Csv, 0, 1).find("\"'=HYPERLINK(\"\"http://x\"\")\"") !=
        std::string::npos);
}
