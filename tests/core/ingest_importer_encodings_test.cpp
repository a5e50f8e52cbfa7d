#include <string>

#include <catch2/catch_test_macros.hpp>

#include "analysed.h"

using namespace earshot;

namespace {

/// Two rows, "배송이 정말 빨라요" and "커피 맛있네요", below a header.
constexpr std::string_view kCp949 =
    "id,text\r\n1,\xb9\xe8\xbc\xdb\xc0\xcc \xc1\xa4\xb8\xbb \xbb\xa1\xb6\xf3\xbf\xe4\r\n"
    "2,\xc4\xbf\xc7\xc7 \xb8\xc0\xc0\xd6\xb3\xd7\xbf\xe4\r\n";
constexpr std::string_view kTwice = "id,text\n1,un cafÃ© et du thÃ©\n2,câ€™est bon\n";

}  // namespace

TEST_CASE("a file in a legacy encoding gives its texts, however it is fed") {
  for (const std::size_t piece : {1, 2, 7, 1000}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "korean.csv", kCp949, piece));
    CHECK(analysis.inputs()[0].encoding == "cp949");
    CHECK(analysis.inputs()[0].notes.empty());
    const auto rows = rows_of(analysis);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["text"] == "배송이 정말 빨라요");
    CHECK(rows[1]["text"] == "커피 맛있네요");
  }
}

TEST_CASE("UTF-8 that was encoded twice is put right, and said") {
  for (const std::size_t piece : {1, 3, 1000}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "twice.csv", kTwice, piece));
    const Input& input = analysis.inputs()[0];
    CHECK(input.encoding == "utf-8 (twice)");
    REQUIRE(input.notes.size() == 1);
    CHECK(input.notes[0].code == ErrorCode::EncodedTwice);
    CHECK(input.notes[0].count == 3);
    CHECK(input.notes[0].detail == "windows-1252");
    const auto rows = rows_of(analysis);
    CHECK(rows[0]["text"] == "un café et du thé");
    CHECK(rows[1]["text"] == "c’est bon");
  }
}

TEST_CASE("what comes behind the first 256 KiB is undone as well, and kept where it cannot be") {
  std::string text(kTwice);
  while (text.size() < 300'000) text += "3,plus de cafÃ©\n";
  text += "4,cafÃ© Ã\n";
  for (const std::size_t piece : {4099, 1'000'000}) {
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "twice.csv", text, piece));
    CHECK(rows_of(analysis).back()["text"] == "café Ã");
  }
}

TEST_CASE("an encoding that is not known is refused with what to do") {
  // "Доставка пришла быстро, спасибо" in IBM 866.
  std::string text = "id,text\r\n";
  for (int i = 0; i < 5; ++i) {
    text += "1,\x84\xae\xe1\xe2\xa0\xa2\xaa\xa0 \xaf\xe0\xa8\xe8\xab\xa0 \xa1\xeb\xe1\xe2\xe0\xae\r\n";
  }
  Analysis analysis(shipped_model());
  const auto read = read_into(analysis, "dos.csv", text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::UnsupportedFormat);
  CHECK(read.error().detail == "encoding");
}
