#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <earshot/model.h>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "classify/features.h"
#include "classify/language.h"
#include "classify/model_file.h"
#include "text/fold.h"

namespace {

using namespace earshot;

Sentiment sentiment_of(const std::string& text) {
  std::string folded;
  fold(text, folded);
  return Labeller(shipped_model()).label(text, folded).sentiment;
}

std::string label_of(const std::string& text) {
  switch (sentiment_of(text).label) {
    case Label::Positive: return "positive";
    case Label::Neutral: return "neutral";
    case Label::Negative: return "negative";
    default: return "unrated";
  }
}

std::vector<unsigned char> model_bytes() {
  return {earshot_model_data, earshot_model_data + earshot_model_size};
}

std::string refusal(const std::vector<unsigned char>& bytes) {
  const auto model = Model::load(bytes);
  if (model) return "loaded";
  CHECK(model.error().code == ErrorCode::BadModel);
  CHECK(!model.error().message.empty());
  return model.error().detail;
}

}  // namespace

TEST_CASE("plain statements about a product are told apart in Korean") {
  CHECK(label_of("나는 이 제품을 사용하는 것을 즐깁니다.") == "positive");
  CHECK(label_of("제품이 느리고 결함이 있는 것 같습니다.") == "negative");
  CHECK(label_of("어, 제품은 괜찮습니다. 더 나을 수 있습니다.") == "neutral");
}

TEST_CASE("a bracket without its other half is a smile or a frown in Russian") {
  for (const std::string text : {"Сегодня обещают дождь", "Купил новый телефон", "Завтра едем к бабушке"}) {
    CHECK(label_of(text + " )") == "positive");
    CHECK(label_of(text + " (") == "negative");
    const Sentiment paired = sentiment_of(text + " (2)"), smiled = sentiment_of(text + " )");
    CHECK(paired.positive < smiled.positive);
  }
}

TEST_CASE("the same statements are told apart in English, Japanese and Russian") {
  CHECK(label_of("I enjoy using this product.") == "positive");
  CHECK(label_of("The product seems slow and defective.") == "negative");
  CHECK(label_of("この製品を使うのを楽しんでいます。") == "positive");
  CHECK(label_of("製品は遅くて欠陥があるようです。") == "negative");
  CHECK(label_of("Мне нравится пользоваться этим продуктом.") == "positive");
  CHECK(label_of("Продукт кажется медленным и неисправным.") == "negative");
}

TEST_CASE("a denial turns a judgement round") {
  CHECK(label_of("There were no problems at all") == "positive");
  CHECK(label_of("맛있지 않아요") == "negative");
  CHECK(label_of("불편함이 없어요") == "positive");
  CHECK(label_of("美味しくない") == "negative");
  CHECK(label_of("バグがない") == "positive");
  CHECK(label_of("проблем не было") == "positive");
}

TEST_CASE("thanks for nothing are none, and what is anything but good is not good") {
  CHECK(label_of("Thanks for nothing") == "negative");
  CHECK(label_of("Thanks for nothing, Acme!") == "negative");
  CHECK(label_of("It was anything but good") == "negative");
  CHECK(label_of("This is anything but easy to use.") == "negative");
  CHECK(label_of("The evening was anything but boring") == "positive");
  CHECK(label_of("Thanks for the quick help") == "positive");
}

TEST_CASE("a price that rises is a bad thing in Korean, one that falls a good one") {
  CHECK(label_of("가격이 올랐어요") == "negative");
  CHECK(label_of("요금이 또 올랐네요") == "negative");
  CHECK(label_of("가격이 내렸어요") == "positive");
  CHECK(label_of("배송비가 내렸네요") == "positive");
  CHECK(label_of("성적이 올랐어요") != "negative");
}

TEST_CASE("an announcement is neutral") {
  CHECK(label_of("신제품은 10월 3일에 공개됩니다.") == "neutral");
  CHECK(label_of("新しい店舗は10月3日に開店する予定です。") == "neutral");
  CHECK(label_of("Магазин откроется 3 октября.") == "neutral");
}

TEST_CASE("a text with nothing to judge is unrated, and all its scores are 0") {
  for (const char* text :
       {"", " ", "https://example.org/wonderful", "@wonderful", "2026", "...", "🍕"}) {
    const Sentiment s = sentiment_of(text);
    CHECK(s.label == Label::Unrated);
    CHECK(s.positive + s.neutral + s.negative == 0);
  }
}

TEST_CASE("a language that no text was trained in is unrated unless an emote speaks") {
  CHECK(label_of("Πολύ καλό") == "unrated");
  CHECK(label_of("Πολύ καλό ❤️❤️") == "positive");
}

TEST_CASE("clear emoji are rated by themselves") {
  CHECK(label_of("❤️❤️") == "positive");
  CHECK(label_of("😡😡") == "negative");
}

TEST_CASE("the three scores of a rated text add up to 65535, and the label is the largest") {
  std::string text;
  for (const char* word : {"good ", "bad ", "the ", "최고 ", "最悪 ", "не ", "!!! ", "😀 "}) {
    for (int i = 0; i < 40; ++i) text += word;
    const Sentiment s = sentiment_of(text);
    REQUIRE(s.label != Label::Unrated);
    CHECK(s.positive + s.neutral + s.negative == 65535);
    if (s.label == Label::Positive) CHECK((s.positive > s.neutral && s.positive > s.negative));
    if (s.label == Label::Negative) CHECK((s.negative > s.neutral && s.negative > s.positive));
  }
}

TEST_CASE("a megabyte of one word, or of anything else, is rated") {
  std::string word, text;
  while (word.size() < (1 << 20)) word += "좋";
  CHECK(sentiment_of(word).label != Label::Unrated);
  while (text.size() < (1 << 20)) text += "最高";
  CHECK(sentiment_of(text).label == Label::Positive);
}

TEST_CASE("only the model of this version loads") {
  CHECK(refusal(model_bytes()) == "loaded");
  CHECK(refusal({}) == "not a model file");
  CHECK(refusal({'{', '}'}) == "not a model file");

  auto bytes = model_bytes();
  bytes[8] ^= 1;
  CHECK(refusal(bytes) == "another format version");

  bytes = model_bytes();
  bytes[12] ^= 1;
  CHECK(refusal(bytes) == "trained for other features");

  bytes = model_bytes();
  bytes[20] = bytes[21] = bytes[22] = bytes[23] = 0xFF;
  CHECK(refusal(bytes) == "sizes out of range");
}

TEST_CASE("a damaged or cut model is refused") {
  auto bytes = model_bytes();
  bytes.pop_back();
  CHECK(refusal(bytes) == "cut or too long");

  bytes = model_bytes();
  bytes.push_back(0);
  CHECK(refusal(bytes) == "cut or too long");

  bytes = model_bytes();
  bytes[bytes.size() / 2] ^= 0x10;
  CHECK(refusal(bytes) == "checksum differs");

  // A row of Latin more, and as many bytes less of others: more rows than features that have one.
  bytes = model_bytes();
  std::uint32_t rows[2];
  std::memcpy(rows, bytes.data() + 8 + 6 * sizeof *rows, sizeof rows);
  rows[0] += 1;
  rows[1] -= std::uint32_t{kLanguageLanes / kFewLanguageLanes};
  std::memcpy(bytes.data() + 8 + 6 * sizeof *rows, rows, sizeof rows);
  CHECK(refusal(bytes) == "rows of languages are missing");

  bytes = model_bytes();
  bytes.resize(model_file::kHeaderBytes);
  CHECK(refusal(bytes) == "cut or too long");
}

TEST_CASE("the name of the weights is printable") { CHECK(shipped_model()->name() == "earshot-8"); }

TEST_CASE("what a text is labelled does not depend on the texts before it") {
  const std::vector<std::string> texts = {
      "The courier was great, the parcel was not",
      "배송이 빨라서 좋았어요, 포장은 별로",
      "配送が早くて最高でした",
      "Доставка отличная, а вот упаковка ужасная",
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikverkaufsleiterin ist super",
      "don't don’t dont can't",
      "ㅋㅋㅋㅋ ㅠㅠ",
  };
  Labeller used(shipped_model());
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : texts) {
      std::string folded;
      fold(text, folded);
      const TextLabels met = used.label(text, folded);
      const TextLabels fresh = Labeller(shipped_model()).label(text, folded);
      CHECK(met.language == fresh.language);
      CHECK(met.sentiment.positive == fresh.sentiment.positive);
      CHECK(met.sentiment.negative == fresh.sentiment.negative);
    }
  }
}
