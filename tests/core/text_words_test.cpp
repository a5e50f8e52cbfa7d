#include "text/words.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include <earshot/words.h>

#include "classify/language.h"
#include "ingest/date_words.h"
#include "ingest/fields.h"
#include "text/encoding.h"

using namespace earshot;

namespace {

bool is_one_of(std::initializer_list<std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

TEST_CASE("a table's rows come in their order, each with its key and its words", "[words]") {
  WordRows row("dates");
  REQUIRE(row.next());
  CHECK(row.part() == "Month");
  CHECK(row.number() == 1);
  CHECK(row.part() == "");
  CHECK(row.words().starts_with("january jan "));
  std::vector<std::string> words;
  row.each_word(' ', [&](std::string_view word) { words.emplace_back(word); });
  CHECK(words.front() == "january");
  CHECK(std::ranges::find(words, "") == words.end());
  REQUIRE(row.next());
  CHECK(row.one_of<int>("Day Month Year") == 1);
  CHECK(row.one_of<int>("2 3") == 0);  // "1" is none of them
}

TEST_CASE("a table that there is not has no rows", "[words]") {
  CHECK_FALSE(WordRows("date").next());
  CHECK_FALSE(WordRows("").next());
}

TEST_CASE("what is no table of words is refused, and what was loaded stays", "[words]") {
  const std::string damaged = "# Earshot's words, 0\n[dates]\nMonth 1: january\n";
  const auto refused =
      load_words({reinterpret_cast<const unsigned char*>(damaged.data()), damaged.size()});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::BadModel);
  CHECK(find_date_word("february") != nullptr);
  CHECK(WordRows("aim").next());
}

TEST_CASE("earshot.words names nothing that its readers do not know", "[words]") {
  for (WordRows row("columns"); row.next();) CHECK(field_of_name(row.part()));
  for (WordRows row("dates"); row.next();) {
    const std::string kind(row.part());
    INFO(kind);
    CHECK(is_one_of({"Month",    "ThaiMonth", "MonthBefore", "Filler",   "Before",     "After",
                     "LetterA",  "LetterP",   "LetterM",     "YearMark", "MonthMark",  "DayMark",
                     "HourMark", "Unit",      "FillerUnit",  "Ago",      "AgoOrAugust", "DaysBack",
                     "Now",      "One",       "First",       "Era",      "Zone",       "NamedZone"},
                    kind));
    const std::string value(row.part());
    if (kind == "Unit" || kind == "FillerUnit")
      CHECK(is_one_of({"second", "minute", "hour", "day", "week", "month", "year"}, value));
    if (kind == "NamedZone") CHECK(is_one_of({"eastern", "central", "mountain", "pacific"}, value));
  }
  for (WordRows row("letters"); row.next();) {
    INFO(row.words());
    CHECK(row.part() != "");
    CHECK(encoding_of(row.part()));
    const std::string_view second = row.part();
    CHECK((second == "-" || encoding_of(second)));
    CHECK(is_one_of({"Hangul", "Han", "Cyrillic", "Thai", "Latin"}, row.part()));
    CHECK(row.number() > 0);
  }
  for (WordRows row("common"); row.next();)
    CHECK(is_one_of({"Word", "Place", "Platform", "Mistakable"}, row.part()));
  for (WordRows row("phrases"); row.next();) {
    CHECK(is_one_of({"stop", "open", "between", "word", "particle", "okurigana", "denying",
                     "denying-first", "no-okurigana", "doing", "josa-short", "josa", "ending"},
                    row.part()));
  }
  for (WordRows row("aim"); row.next();) {
    INFO(row.words());
    CHECK(language_from_code(row.part()) != 0);
    CHECK(is_one_of({"Than", "Favoured", "Unlike", "Left", "Arrived", "Contrast", "And", "Or",
                     "Better", "Worse", "Both", "Ask", "News",
                     "Not", "Like", "Minute", "Hour", "Day", "Week", "Former", "Latter"},
                    row.part()));
    CHECK(is_one_of({"None", "Ahead", "Behind"}, row.part()));
  }
}
