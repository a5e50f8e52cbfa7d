#include "ingest/inflater.h"

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "zip_writer.h"

using namespace earshot;
using earshot::testing::deflated;
using earshot::testing::gzipped;

namespace {

struct Inflated {
  std::string text;
  std::size_t largest = 0;
  bool garbage = false;
  std::optional<ErrorCode> error;
};

Inflated inflate_all(Inflater::Format format, std::string_view bytes,
                     std::size_t piece = std::string_view::npos, std::uint64_t limit = UINT64_MAX) {
  Inflated out;
  Inflater inflater(format, limit);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    inflater.feed(bytes.substr(at, piece));
    for (std::string_view got; !(got = inflater.next()).empty();) {
      out.text += got;
      out.largest = std::max(out.largest, got.size());
    }
  }
  inflater.finish();
  out.garbage = inflater.trailing_garbage();
  if (inflater.error()) out.error = inflater.error()->code;
  return out;
}

std::string varied_text() {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i * 7919 % 10'007) + ",ü\n";
  return text;
}

}  // namespace

TEST_CASE("what was compressed comes back, however the bytes arrive") {
  const std::string text = varied_text();
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{7}, std::size_t{65'536}, std::string::npos}) {
    CHECK(inflate_all(Inflater::Format::Deflate, deflated(text), piece).text == text);
    CHECK(inflate_all(Inflater::Format::Gzip, gzipped(text), piece).text == text);
    CHECK(inflate_all(Inflater::Format::Stored, text, piece).text == text);
  }
  CHECK(inflate_all(Inflater::Format::Gzip, gzipped("")).error == std::nullopt);
}

TEST_CASE("the members of a gzip file are one text") {
  const std::string two = gzipped("first ") + gzipped("") + gzipped("second");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::string::npos}) {
    const Inflated read = inflate_all(Inflater::Format::Gzip, two, piece);
    CHECK(read.text == "first second");
    CHECK(!read.garbage);
    CHECK(!read.error);
  }
}

TEST_CASE("what follows the last gzip member is left out and told") {
  for (const std::string& rest :
       {std::string(512, '\0'), std::string("\x1f"), std::string("\x1fx")}) {
    for (const std::size_t piece : {std::size_t{1}, std::string::npos}) {
      const Inflated read = inflate_all(Inflater::Format::Gzip, gzipped("text") + rest, piece);
      CHECK(read.text == "text");
      CHECK(read.garbage);
      CHECK(!read.error);
    }
  }
}

TEST_CASE("compressed data that is cut short or altered is an error, after what could be read") {
  const std::string text = varied_text(), gzip = gzipped(text);
  const Inflated cut =
      inflate_all(Inflater::Format::Gzip, std::string_view(gzip).substr(0, gzip.size() / 2));
  CHECK(cut.error == ErrorCode::DamagedFile);
  CHECK(cut.text.size() > text.size() / 3);
  CHECK(text.starts_with(cut.text));
  CHECK(inflate_all(Inflater::Format::Gzip, std::string_view(gzip).substr(0, 5)).error ==
        ErrorCode::DamagedFile);

  std::string wrong_sum = gzip;
  wrong_sum[wrong_sum.size() - 8] ^= 1;
  CHECK(inflate_all(Inflater::Format::Gzip, wrong_sum).error == ErrorCode::DamagedFile);
  CHECK(inflate_all(Inflater::Format::Deflate, "\xff\xff\xff").error == ErrorCode::DamagedFile);
}

TEST_CASE("a bomb comes in small pieces and ends at the limit") {
  const std::string bomb = deflated(std::string(std::size_t{40} << 20, 'a'));
  REQUIRE(bomb.size() < 64 * 1024);
  const Inflated whole = inflate_all(Inflater::Format::Deflate, bomb);
  CHECK(whole.text.size() == std::size_t{40} << 20);
  CHECK(whole.largest <= kInflatedPiece);
  const Inflated limited =
      inflate_all(Inflater::Format::Deflate, bomb, std::string::npos, 1'000'000);
  CHECK(limited.error == ErrorCode::TooLarge);
  CHECK(limited.text.size() <= 1'000'000);
}
