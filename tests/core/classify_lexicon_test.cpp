#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "classify/lexicon.h"

namespace {

using namespace earshot;

Cues match(const Lexicon& lexicon, std::string_view text, bool inside = false) {
  return lexicon.match(text.data(), text.data() + text.size(), inside).groups;
}

}  // namespace

TEST_CASE("a phrase of whole words does not match the beginning of a longer word") {
  Lexicon lexicon;
  lexicon.add("broke", Fit::Word, cue(Cue::Fault));
  lexicon.finish();
  CHECK(match(lexicon, "broke") == cue(Cue::Fault));
  CHECK(match(lexicon, "broke again") == cue(Cue::Fault));
  CHECK(match(lexicon, "broke!") == cue(Cue::Fault));
  CHECK(match(lexicon, "broker") == 0);
  CHECK(match(lexicon, "brok") == 0);
}

TEST_CASE("a stem matches whatever ending its word has, in Korean and Russian too") {
  Lexicon lexicon;
  lexicon.add("слома", Fit::Stem, cue(Cue::Fault));
  lexicon.add("환불", Fit::Stem, cue(Cue::Service));
  lexicon.finish();
  CHECK(match(lexicon, "сломался вчера") == cue(Cue::Fault));
  CHECK(match(lexicon, "환불해주세요") == cue(Cue::Service));
  CHECK(match(lexicon, "слон") == 0);
}

TEST_CASE("a phrase that fits inside is found within a word, others are not") {
  Lexicon lexicon;
  lexicon.add("悪く", Fit::Inside, cue(Cue::Mild));
  lexicon.add("art", Fit::Stem, cue(Cue::Product));
  lexicon.finish();
  CHECK(match(lexicon, "悪くない", true) == cue(Cue::Mild));
  CHECK(match(lexicon, "art", true) == 0);
}

TEST_CASE("phrases of several words match across any white space, commas and apostrophes") {
  Lexicon lexicon;
  lexicon.add("dont buy", Fit::Word, cue(Cue::Complaint));
  lexicon.finish();
  CHECK(match(lexicon, "don't  buy it") == cue(Cue::Complaint));
  CHECK(match(lexicon, "don’t,\nbuy") == cue(Cue::Complaint));
  CHECK(match(lexicon, "dont bu") == 0);
}

TEST_CASE("of phrases with one beginning all are told, and the end of the longest") {
  Lexicon lexicon;
  lexicon.add("not", Fit::Word, cue(Cue::Mild));
  lexicon.add("not bad", Fit::Word, cue(Cue::Relief));
  lexicon.finish();
  const std::string_view text = "not bad at all";
  const Lexicon::Match found = lexicon.match(text.data(), text.data() + text.size(), false);
  CHECK(found.groups == (cue(Cue::Mild) | cue(Cue::Relief)));
  CHECK(found.end == text.data() + 7);
}

TEST_CASE("whether a phrase may go on behind a word is told") {
  Lexicon lexicon;
  lexicon.add("not bad", Fit::Word, cue(Cue::Relief));
  lexicon.finish();
  const std::string_view text = "not";
  const Lexicon::Match match = lexicon.match(text.data(), text.data() + 3, false);
  REQUIRE(match.behind != 0);
  CHECK(lexicon.match(text.data(), text.data() + 2, false).behind == 0);
  const std::string_view rest = ",  bad";
  CHECK(lexicon.match_behind(rest.data(), rest.data() + rest.size(), match.behind).groups ==
        cue(Cue::Relief));
  const auto may_follow = [&](std::string_view at) {
    return lexicon.may_follow(match.behind, at.data(), at.data() + at.size());
  };
  CHECK(may_follow(rest));
  CHECK(may_follow("\tb'ad"));
  CHECK_FALSE(may_follow(",  "));
  CHECK_FALSE(may_follow(" best"));
  CHECK_FALSE(may_follow(" b"));
}

TEST_CASE("a phrase whose last word has one letter may go on") {
  Lexicon lexicon;
  lexicon.add("not a", Fit::Stem, cue(Cue::Mild));
  lexicon.finish();
  const std::string_view text = "not";
  const Lexicon::Match match = lexicon.match(text.data(), text.data() + 3, false);
  for (const std::string_view rest : {" a", " ab", " a b"})
    CHECK(lexicon.may_follow(match.behind, rest.data(), rest.data() + rest.size()));
}

TEST_CASE("a lexicon without phrases matches nothing") {
  const Lexicon lexicon;
  CHECK(lexicon.empty());
  CHECK(match(lexicon, "anything") == 0);
}
