#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "classify/emotes.h"
#include "classify/features.h"
#include "classify/negation.h"
#include "text/fold.h"

namespace {

using namespace earshot;

const Lexicon kNoCues;

std::vector<std::uint32_t> features_of(const std::string& text) {
  std::vector<std::uint32_t> hashes;
  FeatureList list{&hashes, &kNoCues};
  std::string folded;
  fold(text, folded);
  each_feature(folded, list);
  return hashes;
}

TextTraits traits_of(const std::string& text) {
  std::vector<std::uint32_t> hashes;
  FeatureList list{&hashes, &kNoCues};
  std::string folded;
  fold(text, folded);
  return each_feature(folded, list);
}

bool share_a_feature(const std::string& a, const std::string& b) {
  auto first = features_of(a), second = features_of(b);
  std::sort(first.begin(), first.end());
  return std::any_of(second.begin(), second.end(), [&](std::uint32_t hash) {
    return std::binary_search(first.begin(), first.end(), hash);
  });
}

}  // namespace

TEST_CASE("which address, handle or long number a text holds makes no difference") {
  CHECK(features_of("see https://a.example/x?y=1 now") == features_of("see www.other.example now"));
  CHECK(features_of("@someone_1 thanks") == features_of("@brand2026 thanks"));
  CHECK(features_of("@someone_1 thanks https://a.example") == features_of("thanks"));
  CHECK(features_of("paid 12,500 today") == features_of("paid 98,731 today"));
  CHECK(features_of("1 star") != features_of("5 star"));
}

TEST_CASE("an address ends where the text goes on") {
  CHECK(web_address_length("https://x.example/a b") == 19);
  CHECK(web_address_length("http://x.exampleが") == 16);
  CHECK(web_address_length("httpd is a server") == 0);
  CHECK(web_address_length("www.x.example") == 13);
  CHECK(web_address_length("wwwww") == 0);
}

TEST_CASE("stretched letters and letter case say the same as plain ones") {
  CHECK(features_of("sooooooo good") == features_of("soo good"));
  CHECK(features_of("ㅋㅋㅋㅋㅋㅋㅋㅋ") == features_of("ㅋㅋㅋ"));
  CHECK(features_of("Good Day") == features_of("good day"));
  CHECK(features_of("THIS IS BROKEN") == features_of("this is broken"));
}

TEST_CASE("marks and length say something of their own in each script, and more than one word does") {
  // What two texts share of which the words have nothing in common.
  const auto shared = [](const std::string& a, const std::string& b) {
    auto first = features_of(a), second = features_of(b);
    std::sort(first.begin(), first.end());
    std::sort(second.begin(), second.end());
    std::vector<std::uint32_t> both;
    std::ranges::set_intersection(first, second, std::back_inserter(both));
    return both.size();
  };
  const std::size_t in_one_script = shared("좋다", "끝나"), in_two = shared("좋다", "буду");
  CHECK(in_one_script == in_two + 3);
  CHECK(shared("좋다..", "끝나..") == in_one_script + 4);
  CHECK(shared("좋다..", "буду..") == in_two + 1);
  CHECK(shared("좋다..", "끝나!") == in_one_script);
}

TEST_CASE("apostrophes of both kinds vanish inside words") {
  CHECK(features_of("don't go") == features_of("don’t go"));
  CHECK(features_of("don't go") == features_of("dont go"));
}

TEST_CASE("a negator marks what it turns round, within its sentence") {
  // Both texts of a pair have words of the same lengths: only the marks differ in number.
  const auto negated = [](const std::string& with, const std::string& without) {
    return features_of(with).size() > features_of(without).size();
  };
  CHECK(negated("not great", "now great"));
  CHECK(negated("kein spaß", "klar spaß"));
  CHECK_FALSE(negated("not. great", "now. great"));
  CHECK(hangul_negation(U'없', U'다') == Negation::Behind);
  CHECK(hangul_negation(U'안', 0) == Negation::Ahead);
  CHECK(hangul_negation(U'안', U'녕') == Negation::None);
}

TEST_CASE("a denied Japanese stem is marked alike in its written forms") {
  CHECK(share_a_feature("美味しくない", "美味しくなかった"));
  CHECK(features_of("よくない").size() > features_of("よくなる").size());
}

TEST_CASE("emoticons are read whole, as folded") {
  CHECK(match_emoticon(":-) fine").length == 3);
  CHECK(match_emoticon(":-) fine").emote == Emote::Joy);
  CHECK(match_emoticon(":").length == 0);
  CHECK(match_emoticon("").length == 0);
  CHECK(match_emoticon("(´;ω;`)").emote == Emote::Cry);
  CHECK(emoji_emote(0x1F621) == Emote::Anger);
  CHECK(emoji_emote(0x1F355) == Emote::None);
  CHECK(share_a_feature("super :-)", "fein :)"));
  CHECK(share_a_feature("ура)))", "молодцы)))"));
}

TEST_CASE("words are counted, and clear emotes noticed") {
  CHECK(traits_of("three little words").words == 3);
  CHECK(traits_of("https://a.example/ @user 2026 ...").words == 0);
  CHECK(traits_of("日本語の文").words >= 1);
  CHECK(traits_of("❤️").clear_emote);
  CHECK_FALSE(traits_of("🍕🇰🇷").clear_emote);
}

TEST_CASE("hostile texts cost no more per byte than plain ones") {
  // Counted in features, which bound the work: nothing looks back further than a few characters.
  const std::size_t size = 1 << 20;
  const std::string word(size, 'a');
  std::string two;
  while (two.size() < size) two += "ab";
  std::string kana;
  while (kana.size() < size) kana += "ないなかせん";
  std::string marks;
  while (marks.size() < size) marks += "(:)@#.w";
  std::string addresses;
  while (addresses.size() < size) addresses += "http";
  for (const std::string& text : {word, two, kana, marks, addresses}) {
    CHECK(features_of(text).size() < 6 * size);
  }
  CHECK(features_of(word).size() < 100);
}

TEST_CASE("bytes that are no UTF-8 are read without leaving the text") {
  for (const char* bytes :
       {"\xFF", "\xE3\x81", "\xF0\x9F\x98", "a\xC3", "\x80\x80\x80", "\xED\xA0\x80"}) {
    std::vector<std::uint32_t> hashes;
    FeatureList list{&hashes, &kNoCues};
    const std::string text(bytes);
    each_feature(text, list);
    CHECK(hashes.size() < 64);
  }
}
