// Files as they are given: packed once, holding several exports, damaged.
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "zip_writer.h"

using namespace earshot;
using earshot::testing::gzipped;
using earshot::testing::ZipWriter;

namespace {

constexpr std::string_view kTwo = "Text,Likes\nruns well,1\nbroke twice,2\n";

}  // namespace

TEST_CASE("each export in a zip is an input of its own; what is none is passed over") {
  const std::string zip = ZipWriter()
                              .add("a", "no ending, so nothing to read")
                              .add("x/one.csv", kTwo)
                              .add("two.JSON", R"([{"text": "so good"}])")
                              .add("__MACOSX/one.csv", "Text\nnot this\n")
                              .finish();
  for (const std::size_t piece : {zip.size(), std::size_t{1}}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "all.zip", zip, piece));
    REQUIRE(analysis.inputs().size() == 2);
    CHECK(analysis.inputs()[0].name == "all.zip/x/one.csv");
    CHECK(analysis.inputs()[0].mentions == 2);
    CHECK(analysis.inputs()[0].bytes == kTwo.size());
    CHECK(analysis.inputs()[1].container == "json");
    CHECK(analysis.counts().bytes == zip.size());
  }
}

TEST_CASE("an archive that is known by a member is read by that member alone") {
  const std::string zip = ZipWriter()
                              .add("data/tweets.js", "window.YTD.tweets.part0 = [{\"tweet\": {\"id_str\": "
                                                     "\"1\", \"full_text\": \"so good\", \"created_at\": "
                                                     "\"Sun Aug 31 00:29:15 +0000 2014\"}}]")
                              .add("data/ad-impressions.json", "[{\"text\": \"not this\"}]")
                              .finish();
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "twitter.zip", zip));
  REQUIRE(analysis.inputs().size() == 1);
  CHECK(analysis.inputs()[0].name == "twitter.zip/data/tweets.js");
  CHECK(analysis.inputs()[0].mentions == 1);
}

TEST_CASE("posts of a large archive stand in several members") {
  const auto posts = [](int part) {
    const std::string id = std::to_string(part);
    return "window.YTD.tweets.part" + id + " = [{\"tweet\": {\"id_str\": \"" + id +
           "\", \"full_text\": \"so good\", \"created_at\": \"Sun Aug 31 00:29:15 +0000 2014\"}}]";
  };
  const std::string zip = ZipWriter()
                              .add("x/data/tweets.js", posts(0))
                              .add("x/data/tweets-part1.js", posts(1))
                              .add("x/data/tweets-part12.js", posts(12))
                              .add("x/data/tweets-partner.js", "window.YTD.p = [{\"text\": \"no\"}]")
                              .add("x/data/my-tweets-part1.js", posts(3))
                              .finish();
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "twitter.zip", zip));
  REQUIRE(analysis.inputs().size() == 3);
  CHECK(analysis.inputs()[2].name == "twitter.zip/x/data/tweets-part12.js");
  CHECK(analysis.select({}) == 3);
}

TEST_CASE("a gzip is read as what it holds; its account is that of the file") {
  const std::string packed = gzipped(kTwo);
  for (const std::size_t piece : {packed.size(), std::size_t{1}}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "two.csv.gz", packed, piece));
    CHECK(analysis.inputs()[0].packed == "gzip");
    CHECK(analysis.inputs()[0].bytes == packed.size());
    CHECK(analysis.inputs()[0].mentions == 2);
  }
}

TEST_CASE("what a damaged file gave before the damage stays, and the damage is said") {
  std::string text = "Text,Likes\n";
  for (int row = 0; row < 50'000; ++row) text += "text number " + std::to_string(row * 7919) + ",1\n";
  const std::string packed = gzipped(text);
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "cut.csv.gz", std::string_view(packed).substr(0, packed.size() / 2)));
  const Input& input = analysis.inputs()[0];
  CHECK(input.mentions > 1'000);
  REQUIRE_FALSE(input.notes.empty());
  CHECK(input.notes.back().code == ErrorCode::DamagedFile);
}

TEST_CASE("what cannot be read says what to do instead") {
  const auto code = [](std::string_view name, std::string_view bytes) {
    Analysis analysis(shipped_model());
    const auto read = read_into(analysis, name, bytes);
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find(name) != std::string::npos);
    return read.error().code;
  };
  CHECK(code("pictures.zip", ZipWriter().add("a.png", "x").finish()) ==
        ErrorCode::UnsupportedFormat);
  CHECK(code("old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on") ==
        ErrorCode::UnsupportedFormat);
  CHECK(code("~$mentions.csv", "\x04" "Mina") == ErrorCode::NotText);
  for (const std::string_view page :
       {"<!DOCTYPE html><title>Log in</title>", "\xef\xbb\xbf\n<HTML lang=\"en\">", "<Head><title>502",
        "<table border=1><tr><td>Text</td></tr></table>", "<?xml version=\"1.0\"?>",
        "<rss version=\"2.0\"><channel>", "<script>window.location='/login'</script>"}) {
    CAPTURE(page);
    CHECK(code("page.csv", page) == ErrorCode::UnsupportedFormat);
  }
  for (const std::string_view bytes : {std::string_view("\xff\xfe\0\0T\0\0\0e\0\0\0", 12),
                                       std::string_view("\0\0\xfe\xff\0\0\0T\0\0\0e", 12)}) {
    CHECK(code("wide.csv", bytes) == ErrorCode::UnsupportedFormat);
  }
  CHECK(code("none.json", R"({"type": "FeatureCollection", "features": []})") ==
        ErrorCode::EmptyInput);
  CHECK(code("refused.json", R"({"error": {"code": 401, "message": "Please log in once more"}})") ==
        ErrorCode::EmptyInput);
  CHECK(code("refused.json", R"({"errors": [{"message": "Rate limit of yours exceeded"}]})") ==
        ErrorCode::EmptyInput);
  CHECK(code("big.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n") ==
        ErrorCode::UnsupportedFormat);
  CHECK(code("cut.zip", std::string_view(ZipWriter().add("a.csv", kTwo).finish()).substr(0, 40)) ==
        ErrorCode::DamagedFile);
}

TEST_CASE("texts that begin like a tag are no web page") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "lines.txt", "<3 this so much\n<tabletop> games are back\n"));
  CHECK(analysis.inputs()[0].mentions == 2);
}

TEST_CASE("the same file twice counts once, even where nothing but its bytes tells") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "one.csv", kTwo));
  REQUIRE(read_into(analysis, "again.csv", kTwo));
  CHECK(analysis.inputs()[1].mentions == 0);
  CHECK(analysis.inputs()[1].duplicates == 2);
  CHECK(analysis.select({}) == 2);
  REQUIRE(read_into(analysis, "third.csv", "Text,Likes\nsomething new,4\n"));
  CHECK(rows_of(analysis)[2]["text"] == "something new");
}

TEST_CASE("exports that overlap share their mentions, whatever the format") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "january.csv",
                    "ID,Text,Date\nm-1,runs well,2026-01-30\nm-2,broke twice,2026-01-31\n"));
  REQUIRE(read_into(analysis, "february.json",
                    R"([{"id": "m-2", "text": "broke twice", "date": "2026-01-31"},
                        {"id": "m-3", "text": "runs again", "date": "2026-02-01"}])"));
  const Input& second = analysis.inputs()[1];
  CHECK(second.duplicates == 1);
  CHECK(second.mentions == 1);
  CHECK(second.records == second.mentions + second.empty + second.duplicates + second.rejected);
}

TEST_CASE("posts of an archive are by whom the archive is") {
  const std::string zip =
      ZipWriter()
          .add("data/account.js", "window.YTD.account.part0 = [{\"account\": {\"email\": \"k@example.org\", "
                                  "\"username\": \"kim_tests\", \"accountId\": \"7\"}}]")
          .add("data/tweets.js", "window.YTD.tweets.part0 = [{\"tweet\": {\"id_str\": \"1\", \"full_text\": "
                                 "\"so good\", \"created_at\": \"Sun Aug 31 00:29:15 +0000 2014\"}}]")
          .finish();
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "twitter.zip", zip));
  REQUIRE(analysis.inputs().size() == 1);
  CHECK(rows_of(analysis)[0]["author"] == "kim_tests");
}

TEST_CASE("a mention that was read before is among the rows that were left out, with that reason") {
  Analysis analysis(shipped_model());
  constexpr std::string_view kHeader = "Id,Author,Text\n";
  REQUIRE(read_into(analysis, "a.csv", std::string(kHeader) + "1,kim,so good\n2,lee,so bad\n"));
  REQUIRE(read_into(analysis, "b.csv", std::string(kHeader) + "2,lee,so bad\n3,min,\n4,ivan,new\n"));
  CHECK(analysis.inputs()[1].duplicates == 1);
  const std::string rows = analysis.rejected(0, 100);
  CHECK(rows.find("b.csv,2,duplicate,") != std::string::npos);
  CHECK(rows.find("\"2,lee,so bad\"") != std::string::npos);
  CHECK(rows.find("b.csv,3,emptyRow,") != std::string::npos);
  // What is listed where something went wrong is what went wrong.
  CHECK(analysis.inspect().find("\"duplicate\"") == std::string::npos);
}

TEST_CASE("how far the reading of an archive has come is said all along") {
  std::string rows = "Text,Likes\n";
  for (int row = 0; row < 200'000; ++row) rows += "text number " + std::to_string(row * 7919) + ",1\n";
  const std::string zip = ZipWriter().add("a.csv", rows).add("b.csv", kTwo).finish();
  Analysis analysis(shipped_model());
  CHECK(analysis.advanced() == 1);
  analysis.open("all.zip");
  analysis.feed({zip.data(), zip.size()});
  CHECK(analysis.advanced() == 0);
  double before = 0;
  int steps = 0;
  while (analysis.advance()) {
    const double now = analysis.advanced();
    CHECK(now >= before);
    CHECK(now <= 1);
    steps += now > before;
    before = now;
  }
  CHECK(steps >= 4);
  CHECK(before > 0.9);
  REQUIRE(analysis.close());
  analysis.open("a.csv");
  analysis.feed({rows.data(), 1000});
  CHECK(analysis.advanced() == 1);
}
