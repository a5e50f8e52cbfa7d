#include "ingest/zip_archive.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "zip_writer.h"

using namespace earshot;
using earshot::testing::ZipWriter;

namespace {

std::string content(const ZipArchive& archive, std::string_view name) {
  const ZipEntry* entry = archive.find(name);
  REQUIRE(entry != nullptr);
  auto reader = archive.read(*entry);
  if (!reader) return std::string(code_name(reader.error().code));
  std::string out;
  for (std::string_view piece; !(piece = reader->next()).empty();) out += piece;
  return reader->error() ? std::string(code_name(reader->error()->code)) : out;
}

ErrorCode open_error(std::string_view bytes) {
  const auto archive = ZipArchive::open(bytes);
  REQUIRE(!archive);
  CHECK(!archive.error().message.empty());
  return archive.error().code;
}

std::string big_text() {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i);
  return text;
}

}  // namespace

TEST_CASE("entries are listed and read, deflated and stored") {
  const std::string text = big_text();
  const std::string zip = ZipWriter()
                              .add("folder/", "", {.stored = true})
                              .add("folder/a.csv", text)
                              .add("b.csv", "stored", {.stored = true})
                              .add("empty.csv", "")
                              .finish();
  const auto archive = ZipArchive::open(zip);
  REQUIRE(archive);
  REQUIRE(archive->entries().size() == 4);
  CHECK(archive->entries()[0].directory);
  CHECK(archive->entries()[1].name == "folder/a.csv");
  CHECK(archive->entries()[1].size == text.size());
  CHECK(content(*archive, "folder/a.csv") == text);
  CHECK(content(*archive, "/Folder/A.csv") == text);
  CHECK(content(*archive, "b.csv") == "stored");
  CHECK(content(*archive, "empty.csv").empty());
  CHECK(archive->find("c.csv") == nullptr);
}

TEST_CASE("an archive is found before a comment, behind other bytes and with 64-bit fields") {
  for (const bool zip64 : {false, true}) {
    for (const std::string& before : {std::string(), std::string("#!/bin/sh\nexec unzip\n")}) {
      for (const std::string& comment :
           {std::string(), std::string("PK\5\6 said the comment"), std::string(65'535, 'x')}) {
        const std::string zip = before + ZipWriter()
                                             .add("a.csv", "a,b\n1,2\n", {.zip64 = zip64})
                                             .add("b.csv", "second", {.zip64 = zip64})
                                             .finish(comment, zip64);
        const auto archive = ZipArchive::open(zip);
        REQUIRE(archive);
        CHECK(content(*archive, "a.csv") == "a,b\n1,2\n");
        CHECK(content(*archive, "b.csv") == "second");
      }
    }
  }
  CHECK(ZipArchive::open(ZipWriter().finish())->entries().empty());
}

TEST_CASE("an archive that broke off says so, wherever it broke off") {
  const std::string zip = ZipWriter().add("a.csv", big_text()).add("b.csv", "b").finish();
  for (std::size_t size = 0; size < zip.size(); size += size + 200 < zip.size() ? 997 : 1) {
    const auto archive = ZipArchive::open(std::string_view(zip).substr(0, size));
    REQUIRE(!archive);
    CHECK(archive.error().code == ErrorCode::DamagedFile);
  }
}

TEST_CASE("damage to an entry shows when it is read") {
  std::string zip = ZipWriter().add("a.csv", "stored text", {.stored = true}).finish();
  zip[zip.find("stored text")] = 'S';
  CHECK(content(*ZipArchive::open(zip), "a.csv") == "damagedFile");

  zip = ZipWriter().add("a.csv", big_text(), {.size = 1000}).finish();
  CHECK(content(*ZipArchive::open(zip), "a.csv") == "damagedFile");
  zip = ZipWriter().add("a.csv", "short", {.size = 1000}).finish();
  CHECK(content(*ZipArchive::open(zip), "a.csv") == "damagedFile");

  zip = ZipWriter().add("a.csv", "text").finish();
  zip[0] = 'Q';
  CHECK(content(*ZipArchive::open(zip), "a.csv") == "damagedFile");
}

TEST_CASE("passwords and other ways of packing are named") {
  const std::string zip = ZipWriter()
                              .add("secret.csv", "x", {.flags = 1})
                              .add("aes.csv", "x", {.method = 99})
                              .add("zstd.csv", "x", {.method = 93})
                              .finish();
  const auto archive = ZipArchive::open(zip);
  CHECK(content(*archive, "secret.csv") == "encrypted");
  CHECK(content(*archive, "aes.csv") == "encrypted");
  CHECK(content(*archive, "zstd.csv") == "unsupportedFormat");
}

TEST_CASE("entries that share their bytes are refused") {
  ZipWriter zip;
  zip.add("a.csv", big_text());
  for (int i = 0; i < 10; ++i) zip.add("again" + std::to_string(i), big_text(), {.offset = 0});
  CHECK(open_error(zip.finish()) == ErrorCode::DamagedFile);
  CHECK(open_error(ZipWriter().add("a.csv", "x", {.offset = 50'000}).finish()) ==
        ErrorCode::DamagedFile);
}

TEST_CASE("a limit is kept before anything is unpacked") {
  const std::string zip = ZipWriter().add("a.csv", big_text()).finish();
  const auto archive = ZipArchive::open(zip);
  const auto reader = archive->read(archive->entries()[0], 1000);
  REQUIRE(!reader);
  CHECK(reader.error().code == ErrorCode::TooLarge);
}

TEST_CASE("what is not data is marked") {
  const std::string names[] = {"../up.csv",        "a/../../up.csv", "/etc/a.csv", "C:\\a.csv",
                               "__MACOSX/._a.csv", "a/.DS_Store",    "Thumbs.db",  "~$a.xlsx",
                               "folder/",          "..\\a.csv"};
  ZipWriter zip;
  for (const std::string& name : names) zip.add(name, "", {.stored = true});
  zip.add("a..b/c.csv", "", {.stored = true});
  const std::string bytes = zip.finish();
  const auto archive = ZipArchive::open(bytes);
  REQUIRE(archive);
  for (std::size_t i = 0; i < std::size(names); ++i) {
    INFO(names[i]);
    CHECK(!archive->entries()[i].data);
  }
  CHECK(archive->entries()[std::size(names)].data);
}

TEST_CASE("names are UTF-8, whether flagged or not, else of the code page they look like") {
  const auto name = [](std::string_view written, std::uint16_t flags) {
    const std::string zip = ZipWriter().add(written, "", {.stored = true, .flags = flags}).finish();
    return ZipArchive::open(zip)->entries()[0].name;
  };
  constexpr std::uint16_t kUtf8 = 1 << 11;
  CHECK(name("멘션.csv", kUtf8) == "멘션.csv");
  CHECK(name("упоминания.csv", 0) == "упоминания.csv");
  CHECK(name("r\x82sum\x82.csv", 0) == "résumé.csv");
  CHECK(name("bad\xff.csv", kUtf8) == "bad\xef\xbf\xbd.csv");
  CHECK(name("folder\\a.csv", 0) == "folder/a.csv");
  // "고객 반응 모음" in CP949.
  CHECK(name("\xb0\xed\xb0\xb4 \xb9\xdd\xc0\xc0 \xb8\xf0\xc0\xbd.csv", 0) == "고객 반응 모음.csv");
}

TEST_CASE("a name of one short word is read in the code page of its country, too") {
  const auto name = [](std::string_view written) {
    const std::string zip = ZipWriter().add(written, "", {.stored = true, .flags = 0}).finish();
    return ZipArchive::open(zip)->entries()[0].name;
  };
  CHECK(name("\xb4\xf1\xb1\xdb.csv") == "댓글.csv");            // CP949
  CHECK(name("\x8a\xb4\x91\x7a.csv") == "感想.csv");            // Shift-JIS
  CHECK(name("\x8e\xe2\xe7\xf1\xe2.csv") == "Отчёт.csv");      // CP866
  CHECK(name("\x8e\x92\x87\x9b\x82\x9b/\xac\xa0\xe0\xe2_X.csv") == "ОТЗЫВЫ/март_X.csv");
  CHECK(name("\xee\xf2\xf7\xb8\xf2.csv") == "отчёт.csv");      // Windows-1251
  CHECK(name("\x9a" "bersicht cr\x82\x82 \x85 B\x81ro.csv") == "Übersicht créé à Büro.csv");  // CP437
}
