// earshot_train: reads the labelled texts, trains language and sentiment, writes earshot.model.
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
#include "language_trainer.h"
#include "sentiment_trainer.h"

namespace {

using namespace earshot;

constexpr std::string_view kName = "earshot-1";

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

std::string file_of(const LanguageWeights& language, const train::SentimentWeights& sentiment) {
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

  std::string out(model_file::kMagic);
  const std::uint32_t header[] = {
      model_file::kFormatVersion,
      kFeatureVersion,
      kLanguageCount,
      static_cast<std::uint32_t>(sentiment.buckets.size()),
      language.buckets,
      model_file::kLanes,
      static_cast<std::uint32_t>(kName.size()),
      static_cast<std::uint32_t>(body.size()),
      model_file::crc32(reinterpret_cast<const unsigned char*>(body.data()), body.size()),
      0};
  for (const std::uint32_t value : header) put(out, value, 4);
  return out + body;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: earshot_train DATA CORPUS OUT [SEED]\n");
    return 2;
  }
  const auto seed = static_cast<std::uint32_t>(argc > 4 ? std::atoi(argv[4]) : 1);
  const std::vector<train::Row> rows = train::read_rows(argv[1], argv[2]);
  std::printf("%zu rows\n", rows.size());
  const LanguageWeights language = train::train_language(rows, seed);
  std::printf("language done\n");
  const train::SentimentWeights sentiment = train::train_sentiment(rows, seed);
  const std::string file = file_of(language, sentiment);
  std::ofstream out(argv[3], std::ios::binary);
  out.write(file.data(), static_cast<std::streamsize>(file.size()));
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s\n", argv[3]);
    return 1;
  }
  std::printf("%s: %zu bytes\n", argv[3], file.size());
}
