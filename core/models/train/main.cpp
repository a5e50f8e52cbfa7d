// earshot_train: reads the labelled texts, trains language, sentiment and the heads, writes earshot.model.
//
// usage: earshot_train DATA CORPUS OUT [SEED]
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "classify/features.h"
#include "classify/model_file.h"
#include "data.h"
#include "head_trainer.h"
#include "language_trainer.h"
#include "sentiment_trainer.h"
#include "text/fold.h"

namespace {

using namespace earshot;

constexpr std::string_view kName = "earshot-2";

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

std::string file_of(const LanguageWeights& language, const train::SentimentWeights& sentiment,
                    const HeadWeights& heads, const std::vector<train::Phrase>& phrases) {
  std::string body(kName);
  body.resize((body.size() + 3) / 4 * 4, '\0');
  for (const auto& bias : sentiment.biases) {
    const auto units = [](float value) {
      return static_cast<std::uint32_t>(std::lround(value * model_file::kScoreUnit));
    };
    put(body, bias.rated ? 1 : 0, 4);
    put(body, units(bias.positive), 4);
    put(body, units(bias.negative), 4);
  }
  for (const auto& code : sentiment.codes) {
    for (const std::int16_t value : code) put(body, static_cast<std::uint16_t>(value), 2);
  }
  for (const std::uint8_t code : sentiment.buckets) body += static_cast<char>(code);
  for (const std::int8_t lane : language.lanes) body += static_cast<char>(lane);
  for (const std::int8_t lane : heads.lanes) body += static_cast<char>(lane);
  for (const auto& row : heads.signs)
    for (const std::int16_t value : row) put(body, static_cast<std::uint16_t>(value), 2);
  for (const auto& row : heads.biases)
    for (const std::int16_t value : row) put(body, static_cast<std::uint16_t>(value), 2);
  const std::size_t before = body.size();
  for (const train::Phrase& phrase : phrases) {
    body += static_cast<char>(phrase.fit);
    body += static_cast<char>(phrase.group);
    body += static_cast<char>(phrase.text.size());
    body += phrase.text;
  }

  std::string out(model_file::kMagic);
  const std::uint32_t header[] = {
      model_file::kFormatVersion,
      kFeatureVersion,
      kLanguageCount,
      static_cast<std::uint32_t>(sentiment.buckets.size()),
      language.buckets,
      model_file::kLanes,
      heads.buckets,
      kHeads,
      static_cast<std::uint32_t>(body.size() - before),
      static_cast<std::uint32_t>(kName.size()),
      static_cast<std::uint32_t>(body.size()),
      model_file::crc32(reinterpret_cast<const unsigned char*>(body.data()), body.size())};
  for (const std::uint32_t value : header) put(out, value, 4);
  return out + body;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: earshot_train DATA CORPUS OUT [SEED]\n");
    return 2;
  }
  const std::string corpus = argv[2];
  const auto seed = static_cast<std::uint32_t>(argc > 4 ? std::atoi(argv[4]) : 1);
  const std::vector<train::Phrase> phrases = train::read_lexicon(corpus + "/../lexicon");
  Lexicon lexicon;
  for (const train::Phrase& phrase : phrases)
    lexicon.add(phrase.text, phrase.fit, cue(phrase.group));
  lexicon.finish();
  const std::vector<train::Row> rows = train::read_rows(argv[1], corpus);
  std::printf("%zu rows, %zu phrases\n", rows.size(), phrases.size());
  const LanguageWeights language = train::train_language(rows, seed);
  std::printf("language done\n");

  // The heads see the sentiment of a model that does not know their texts, as they will later.
  std::vector<train::Row> others;
  for (const train::Row& row : rows) {
    if (train::kSets[row.set].name != "own" || row.judge) others.push_back(row);
  }
  const train::SentimentWeights first = train::train_sentiment(others, lexicon, seed);
  HeadWeights none;
  none.buckets = 1;
  none.lanes.resize(kHeads);
  none.biases.resize(kLanguageCount);
  const std::string stranger = file_of(language, first, none, phrases);
  const auto model =
      Model::load({reinterpret_cast<const unsigned char*>(stranger.data()), stranger.size()});
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  Labeller labeller(*model);
  std::string folded;
  const HeadWeights heads = train::train_heads(
      train::read_corpus(corpus), lexicon,
      [&](const std::string& text) {
        fold(text, folded);
        return labeller.label(text, folded);
      },
      seed);

  const train::SentimentWeights sentiment = train::train_sentiment(rows, lexicon, seed);
  const std::string file = file_of(language, sentiment, heads, phrases);
  std::ofstream out(argv[3], std::ios::binary);
  out.write(file.data(), static_cast<std::streamsize>(file.size()));
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s\n", argv[3]);
    return 1;
  }
  std::printf("%s: %zu bytes\n", argv[3], file.size());
}
