#include "ingest/xml_scanner.h"

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

/// Writes down what it hears: `<name attribute=[value]>`, `</name>` and text.
struct Transcript final : XmlHandler {
  void start(std::string_view name, XmlAttributes attributes) override {
    out += '<';
    out += name;
    while (attributes.next()) {
      out += ' ';
      out += attributes.name();
      out += "=[" + attributes.value() + "]";
    }
    out += '>';
  }
  void end(std::string_view name) override { (out += "</").append(name) += '>'; }
  void text(std::string_view text) override { out += text; }
  std::string out;
};

std::string scan(std::string_view xml, std::size_t piece = std::string_view::npos) {
  Transcript transcript;
  XmlScanner scanner(transcript);
  for (std::size_t at = 0; at < xml.size(); at += std::min(piece, xml.size() - at)) {
    scanner.feed(xml.substr(at, piece));
  }
  scanner.finish();
  return scanner.error() ? std::string(code_name(scanner.error()->code)) : transcript.out;
}

}  // namespace

TEST_CASE("elements, attributes and text come as they stand, however the text arrives") {
  const std::string xml =
      "<?xml version=\"1.0\"?>\n<!-- a > b -- <c> -->"
      "<x:root xmlns:x='u' a = \"1>2\" b='&lt;&#xAC00;&quot;'>\n"
      "<e/><e a='' />t&amp;&#44;&unknown;&<![CDATA[<raw> &amp; ]] ]>]]>&#x1F600;<?pi ?></x:root>\n";
  const std::string expected =
      "<root x=[u] a=[1>2] b=[<가\"]>\n<e></e><e a=[]></e>t&,&unknown;&<raw> &amp; ]] ]>😀</root>";
  for (std::size_t piece = 1; piece <= xml.size(); ++piece) {
    INFO(piece);
    CHECK(scan(xml, piece) == expected);
  }
}

TEST_CASE("a document that ends too early, or is none, is damaged") {
  const std::string xml = "<a><b c='d'>text</b></a>";
  for (std::size_t size = 0; size < xml.size(); ++size)
    CHECK(scan(xml.substr(0, size)) == "damagedFile");
  CHECK(scan("no XML") == "damagedFile");
  CHECK(scan("<a></a></a>") == "damagedFile");
  CHECK(scan("<a>< b></a>") == "damagedFile");
}

TEST_CASE("a document type is refused, so that entities cannot blow up") {
  CHECK(scan("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>") == "damagedFile");
}

TEST_CASE("depth and the length of a tag are limited, comments and texts are not") {
  std::string deep;
  for (std::size_t i = 0; i < kMaxXmlDepth; ++i) deep += "<a>";
  std::string ends;
  for (std::size_t i = 0; i < kMaxXmlDepth; ++i) ends += "</a>";
  CHECK(scan(deep + ends) != "damagedFile");
  CHECK(scan("<a>" + deep + ends + "</a>") == "damagedFile");

  const std::string longer(kMaxXmlTag + 1, 'x');
  CHECK(scan("<a b='" + longer + "'/>", 65'536) == "damagedFile");
  CHECK(scan("<" + longer, 65'536) == "damagedFile");
  CHECK(scan("<a>" + longer + "<!--" + longer + "--></a>", 65'536) == "<a>" + longer + "</a>");
}

TEST_CASE("numbers of characters that do not exist become U+FFFD") {
  CHECK(scan("<a>&#0;&#xD800;&#x110000;</a>") == "<a>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd</a>");
}
