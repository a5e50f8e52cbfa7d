#include "report/text_out.h"

#include <charconv>
#include <limits>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {
std::string probability(std::uint16_t units) {
  std::string out;
  append_probability(out, units);
  return out;
}
std::string fraction(double value) {
  std::string out;
  append_fraction(out, value);
  return out;
}
std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}
std::string csv(std::string_view text) {
  std::string out;
  append_csv_cell(out, text);
  return out;
}
}  // namespace

TEST_CASE("probabilities have four digits at most and no trailing zeros") {
  CHECK(probability(0) == "0");
  CHECK(probability(65'535) == "1");
  CHECK(probability(32'768) == "0.5");
  CHECK(probability(6'554) == "0.1");
  CHECK(probability(1) == "0");
  CHECK(probability(7) == "0.0001");
  CHECK(probability(65'534) == "1");
}

TEST_CASE("floats are written as short as they read back") {
  std::string out;
  append_float(out, 4.5f);
  out += ' ';
  append_float(out, 4.0f);
  out += ' ';
  append_float(out, 0.1f);
  out += ' ';
  append_float(out, std::numeric_limits<float>::quiet_NaN());
  CHECK(out == "4.5 4 0.1 null");
  // As std::to_chars does, which brings tables of its own along.
  for (const float value : {0.0f, -2.75f, 276.265625f, 1e5f, 123456.0f, 16'777'216.0f, 1e-4f, 2.5e-7f,
                            9.999999f, 99'999'992.0f, std::numeric_limits<float>::max(),
                            std::numeric_limits<float>::denorm_min()}) {
    char expected[32] = {};
    std::to_chars(expected, expected + sizeof expected, value);
    out.clear();
    append_float(out, value);
    CHECK(out == expected);
  }
}

TEST_CASE("figures are rounded to millionths and always look like fractions") {
  CHECK(fraction(0) == "0.0");
  CHECK(fraction(1) == "1.0");
  CHECK(fraction(-0.25) == "-0.25");
  CHECK(fraction(2.0 / 3) == "0.666667");
  CHECK(fraction(0.9999996) == "1.0");
  CHECK(fraction(0.0001) == "0.0001");
  CHECK(fraction(0.000099) == "9.9e-05");
  CHECK(fraction(0.00001) == "1e-05");
  CHECK(fraction(-0.000007) == "-7e-06");
}

TEST_CASE("JSON strings escape what they have to and leave letters alone") {
  CHECK(json("a \"b\" \\ \n\t") == R"("a \"b\" \\ \n\t")");
  CHECK(json(std::string_view("\x01\x1f\x7f", 3)) == R"("\u0001\u001f\u007f")");
  CHECK(json("한글 Привет 😀") == "\"한글 Привет 😀\"");
  CHECK(json("a\xe2\x80\xa8" "b\xe2\x80\xa9") == R"("a\u2028b\u2029")");
}

TEST_CASE("no cell we write can be taken for a formula") {
  CHECK(csv("=1+1") == "\"'=1+1\"");
  CHECK(csv("+82 10") == "\"'+82 10\"");
  CHECK(csv("-5") == "\"'-5\"");
  CHECK(csv("@user hi") == "\"'@user hi\"");
  CHECK(csv("\tx") == "\"'\tx\"");
  CHECK(csv("plain") == "plain");
  CHECK(csv("a,b \"c\"") == "\"a,b \"\"c\"\"\"");
  CHECK(csv("") == "");
}

TEST_CASE("times carry the report's offset, wall times read as written") {
  const Zone& seoul = **Zone::find("Asia/Seoul");
  CHECK(iso_time(Time::instant(0), seoul) == "1970-01-01T09:00:00.000+09:00");
  CHECK(iso_time(Time::wall(0), seoul) == "1970-01-01T00:00:00.000+09:00");
}
