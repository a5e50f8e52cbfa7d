#include "report/json_out.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "report/text_out.h"

using namespace earshot;

namespace {

/// A document of all there is: empty containers, containers in containers, names that need escapes.
std::string document(JsonOut::Layout layout) {
  const std::string texts[] = {"a", "b\"c"};
  std::string out;
  JsonOut json(out, layout);
  json.begin_object();
  json.begin_array("none");
  json.end();
  json.begin_object("nothing");
  json.end();
  json.texts("texts", texts);
  json.begin_array("rows");
  json.texts({}, {});
  json.begin_object();
  json.number("\"quoted\"", 18'446'744'073'709'551'615u);
  json.end();
  json.end();
  json.number_or_null("absent", std::nullopt);
  json.text_or_null("empty", "");
  json.flag("yes", true);
  json.fraction("third", 1.0 / 3);
  json.end();
  return out;
}

}  // namespace

TEST_CASE("documents are laid out with a value a line, or without any blank") {
  const std::string lines = document(JsonOut::Layout::Lines);
  CHECK(nlohmann::ordered_json::parse(lines).dump(2) == lines);
  CHECK(lines.starts_with("{\n  \"none\": [],\n  \"nothing\": {},\n  \"texts\": [\n    \"a\","));
  const std::string tight = document(JsonOut::Layout::Tight);
  CHECK(nlohmann::ordered_json::parse(lines).dump() == tight);
}

TEST_CASE("a figure is written as the shortest text that reads back as its rounded value") {
  for (int millionths = -1'000'000; millionths <= 1'000'000; millionths += millionths % 7 == 0 ? 1 : 37) {
    const double value = millionths / 1e6;
    std::string out;
    append_fraction(out, value);
    INFO(out << " for " << millionths);
    // The other writer is not always the shortest: it may end in 0000000001.
    const std::string other = nlohmann::json(value).dump();
    if (nlohmann::json::parse(out) != value || (out != other && out.size() + 5 > other.size())) FAIL();
  }
}

TEST_CASE("what is no UTF-8 leaves the document valid") {
  std::string out;
  JsonOut json(out);
  json.text({}, "a\xff\xe3\x81z");
  CHECK(out == "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
}
