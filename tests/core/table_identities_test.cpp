#include "table/identities.h"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

/// Adds what is new, as an analysis does.
class Reader {
 public:
  bool is_new(const Mention& mention) {
    if (!identities_.add(mention, hash_words(mention), table_)) return false;
    table_.add(mention);
    return true;
  }

 private:
  Table table_;
  Identities identities_;
};

Mention saying(std::string_view text) {
  Mention mention;
  mention.text = text;
  return mention;
}

}  // namespace

TEST_CASE("the same id with the same text is a repeat, whatever else changed since") {
  Reader reader;
  Mention first = saying("slow app");
  first.id = "a1";
  first.likes = 3;
  CHECK(reader.is_new(first));
  Mention later = first;
  later.likes = 9;
  CHECK_FALSE(reader.is_new(later));
}

TEST_CASE("ids that are but row numbers do not make different texts repeats") {
  Reader reader;
  for (const char* text : {"slow app", "quick app"}) {
    Mention mention = saying(text);
    mention.id = "1";
    CHECK(reader.is_new(mention));
  }
}

TEST_CASE("an id that a spreadsheet has rounded identifies nothing") {
  Reader reader;
  for (const std::int64_t at : {1'000, 2'000}) {
    Mention mention = saying("yes");
    mention.id = "1.26426E+18";
    mention.damaged_id = true;
    mention.author = "mina";
    mention.time = Time::instant(at);
    CHECK(reader.is_new(mention));
  }
}

TEST_CASE("reviews that share their product's address are different people's") {
  Reader reader;
  for (const char* author : {"mina", "joon"}) {
    Mention mention = saying("great");
    mention.url = "https://example.com/product";
    mention.author = author;
    CHECK(reader.is_new(mention));
    CHECK_FALSE(reader.is_new(mention));
  }
}

TEST_CASE("without id and address the author, the time and the text tell") {
  Reader reader;
  Mention mention = saying("great");
  mention.author = "mina";
  mention.time = Time::wall(5'000);
  CHECK(reader.is_new(mention));
  CHECK_FALSE(reader.is_new(mention));
  mention.time = Time::wall(6'000);
  CHECK(reader.is_new(mention));
}

TEST_CASE("the same words alone are no repeat") {
  Reader reader;
  CHECK(reader.is_new(saying("great")));
  CHECK(reader.is_new(saying("great")));
}

TEST_CASE("answers of one person to several questions are different mentions") {
  Reader reader;
  for (const char* question : {"What do you like?", "What do you dislike?"}) {
    Mention mention = saying("the price");
    mention.id = "118000000001";
    mention.question = question;
    CHECK(reader.is_new(mention));
    CHECK_FALSE(reader.is_new(mention));
  }
}

TEST_CASE("repeats are found among very many mentions") {
  Reader reader;
  std::string id;
  for (int round = 0; round < 2; ++round) {
    for (int at = 0; at < 20'000; ++at) {
      id = "id-" + std::to_string(at);
      Mention mention = saying("text");
      mention.id = id;
      REQUIRE(reader.is_new(mention) == (round == 0));
    }
  }
}
