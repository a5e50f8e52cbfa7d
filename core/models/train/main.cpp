// earshot_train: reads the labelled texts, trains sentiment and the heads, writes earshot.model. What
// tells the languages apart is taken from language.weights beside the corpus (train_language/).
//
// usage: earshot_train DATA CORPUS OUT [SEED [PART PARTS]]
//        with PART of PARTS, without that part of the own mentions' voices: a model that does not know
//        them tells what it makes of those that it never met (scripts/train-aim)
//        earshot_train --language-only CORPUS MODEL     puts language.weights into a model as it is
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "built_in.h"
#include "classify/features.h"
#include "classify/model_file.h"
#include "data.h"
#include "head_trainer.h"
#include "sentiment_trainer.h"

namespace {

using namespace earshot;

constexpr std::string_view kName = "earshot-8";

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

/// The language section of a model file, and how many rows it has.
struct LanguageSection {
  std::string bytes;
  std::uint32_t latin_rows = 0, other_rows = 0;
};

/// Ends the program with a sentence if there is none.
LanguageSection read_language(const std::string& corpus) {
  const std::string path = corpus + "/../language.weights";
  std::ifstream in(path, std::ios::binary);
  LanguageSection out{{std::istreambuf_iterator<char>(in), {}}};
  std::size_t at = 0;
  const auto count_rows = [&](std::uint32_t buckets, std::size_t lanes, std::uint32_t& rows) {
    for (const std::size_t end = at + buckets / 8; at < end && at < out.bytes.size(); ++at) {
      rows += static_cast<std::uint32_t>(std::popcount(static_cast<unsigned char>(out.bytes[at])));
    }
    at += rows * lanes;
  };
  count_rows(LanguageWeights::kLatinBuckets, kLanguageLanes, out.latin_rows);
  count_rows(LanguageWeights::kOtherBuckets, kFewLanguageLanes, out.other_rows);
  if (out.bytes.size() != language_bytes(out.latin_rows, out.other_rows)) {
    std::fprintf(stderr, "%s is missing or of another size: run scripts/train-language\n", path.c_str());
    std::exit(1);
  }
  return out;
}

std::string file_of(const LanguageSection& language, const train::SentimentWeights& sentiment,
                    const HeadWeights& heads, const std::vector<train::Phrase>& phrases) {
  std::string body(kName);
  body.resize((body.size() + 3) / 4 * 4, '\0');
  for (const auto& bias : sentiment.biases) {
    const auto units = [](float value) {
      return static_cast<std::uint32_t>(std::lround(value * model_file::kScoreUnit));
    };
    put(body, bias.rated ? units(bias.slope) : 0, 4);
    put(body, units(bias.positive), 4);
    put(body, units(bias.negative), 4);
    put(body, units(bias.length), 4);
  }
  for (const auto& code : sentiment.codes) {
    for (const std::int16_t value : code) put(body, static_cast<std::uint16_t>(value), 2);
  }
  const std::size_t before_steps = body.size();
  std::uint32_t next = 0;
  for (const auto& [place, code] : sentiment.features) {
    std::uint32_t step = place - next;
    for (; step >= 255; step -= 255) body += static_cast<char>(255);
    body += static_cast<char>(step);
    next = place + 1;
  }
  const std::size_t steps = body.size() - before_steps;
  for (const auto& [place, code] : sentiment.features) body += static_cast<char>(code);
  body += language.bytes;
  const auto put_rows = [&](const FeatureRows& features) {
    for (std::uint32_t b = 0; b < features.buckets(); b += 8) {
      std::uint32_t with_row = 0;
      for (std::uint32_t i = 0; i < 8; ++i) with_row |= std::uint32_t{features.has_row(b + i)} << i;
      put(body, with_row, 1);
    }
  };
  put_rows(heads.features);
  for (const std::int8_t lane : heads.lanes) body += static_cast<char>(lane);
  for (const auto& row : heads.signs)
    for (const std::int16_t value : row) put(body, static_cast<std::uint16_t>(value), 2);
  for (const auto& row : heads.biases)
    for (const std::int16_t value : row) put(body, static_cast<std::uint16_t>(value), 2);
  const NetWeights& net = sentiment.net;
  put_rows(net.features);
  for (std::size_t i = kNetNumbers; i < net.rows.size(); ++i) body += static_cast<char>(net.rows[i]);
  for (const NetWord& places : net.filters)
    for (const auto& place : places)
      for (const std::int16_t value : place) body += static_cast<char>(value);
  for (const std::int16_t value : net.biases) put(body, static_cast<std::uint16_t>(value), 2);
  for (const auto& side : net.says)
    for (const std::int16_t value : side) put(body, static_cast<std::uint16_t>(value), 2);
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
      sentiment.places,
      static_cast<std::uint32_t>(sentiment.features.size()),
      static_cast<std::uint32_t>(steps),
      language.latin_rows,
      language.other_rows,
      heads.features.buckets(),
      static_cast<std::uint32_t>(heads.lanes.size() / kHeads),
      kHeads,
      net.features.buckets(),
      static_cast<std::uint32_t>(net.rows.size() / kNetNumbers),
      static_cast<std::uint32_t>(body.size() - before),
      static_cast<std::uint32_t>(kName.size()),
      static_cast<std::uint32_t>(body.size()),
      model_file::crc32(reinterpret_cast<const unsigned char*>(body.data()), body.size())};
  for (const std::uint32_t value : header) put(out, value, 4);
  return out + body;
}

/// A model file with other weights of languages. Languages that it did not know come behind its own
/// ones, unrated, with the biases of "und"; empty for a file that is none.
std::string with_language(const std::string& old, const LanguageSection& language) {
  // The numbers of the header: the last ones counted from its end.
  constexpr std::size_t kNumbers = (model_file::kHeaderBytes - 8) / 4, kCrc = kNumbers - 1;
  constexpr std::size_t kSize = kNumbers - 2, kNameSize = kNumbers - 3;
  constexpr std::size_t kLexiconSize = kNumbers - 4, kNetRows = kNumbers - 5;
  constexpr std::size_t kNetBuckets = kNumbers - 6, kHeadCount = kNumbers - 7;
  if (old.size() < model_file::kHeaderBytes || !old.starts_with(model_file::kMagic)) return {};
  std::array<std::uint32_t, kNumbers> header;
  for (std::size_t i = 0; i < header.size(); ++i) {
    header[i] = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) {
      header[i] |= std::uint32_t{static_cast<unsigned char>(old[8 + 4 * i + byte])} << 8 * byte;
    }
  }
  if (header[0] != model_file::kFormatVersion) return {};
  const std::size_t known = header[2], row_of_biases = header[kHeadCount] * 2;
  const std::size_t after_ratings = model_file::kHeaderBytes + (header[kNameSize] + 3) / 4 * 4 + known * model_file::kRatingBytes;
  const std::size_t lanes = after_ratings + model_file::kCodes * 4 + header[4] + header[5];
  const std::size_t heads = lanes + language_bytes(header[6], header[7]);
  const std::size_t behind = header[kLexiconSize] + net_bytes(header[kNetBuckets], header[kNetRows]);
  if (known > kLanguageCount || heads + known * row_of_biases + behind > old.size()) return {};
  const std::size_t after_biases = old.size() - behind, biases = after_biases - known * row_of_biases;

  std::string body = old.substr(model_file::kHeaderBytes, after_ratings - model_file::kHeaderBytes);
  body.append((kLanguageCount - known) * model_file::kRatingBytes, '\0');
  body += old.substr(after_ratings, lanes - after_ratings);
  body += language.bytes;
  body += old.substr(heads, after_biases - heads);
  for (std::size_t i = known; i < kLanguageCount; ++i) body += old.substr(biases, row_of_biases);
  body += old.substr(after_biases);
  header[2] = kLanguageCount;
  header[6] = language.latin_rows;
  header[7] = language.other_rows;
  header[kSize] = static_cast<std::uint32_t>(body.size());
  header[kCrc] = model_file::crc32(reinterpret_cast<const unsigned char*>(body.data()), body.size());
  std::string out(model_file::kMagic);
  for (const std::uint32_t value : header) put(out, value, 4);
  return out + body;
}

int write(const std::string& file, const char* path) {
  std::ofstream out(path, std::ios::binary);
  out.write(file.data(), static_cast<std::streamsize>(file.size()));
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s\n", path);
    return 1;
  }
  std::printf("%s: %zu bytes\n", path, file.size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: earshot_train DATA CORPUS OUT [SEED [PART PARTS]]\n");
    return 2;
  }
  if (!earshot::load_built_in_tables()) return 1;
  const std::string corpus = argv[2];
  const LanguageSection language = read_language(corpus);
  if (std::string_view(argv[1]) == "--language-only") {
    std::ifstream in(argv[3], std::ios::binary);
    const std::string old(std::istreambuf_iterator<char>(in), {});
    const std::string file = with_language(old, language);
    if (!file.empty()) return write(file, argv[3]);
    std::fprintf(stderr, "%s is no model file of this format\n", argv[3]);
    return 1;
  }
  const auto seed = static_cast<std::uint32_t>(argc > 4 ? std::atoi(argv[4]) : 1);
  const std::vector<train::Phrase> phrases = train::read_lexicon(corpus + "/../lexicon");
  Lexicon lexicon;
  for (const train::Phrase& phrase : phrases)
    lexicon.add(phrase.text, phrase.fit, cue(phrase.group));
  lexicon.finish();
  std::vector<train::Row> rows = train::read_rows(argv[1], corpus);
  std::vector<train::LabelledText> texts = train::read_corpus(corpus);
  if (argc > 6) {
    const int part = std::atoi(argv[5]), parts = std::atoi(argv[6]);
    const auto left_out = [&](const auto& of) {
      return of.voice != 0 && !of.judge && train::part_of_voice(of.voice, parts) == part;
    };
    std::erase_if(rows, left_out);
    std::erase_if(texts, left_out);
  }
  std::printf("%zu rows, %zu phrases\n", rows.size(), phrases.size());

  const HeadWeights heads = train::train_heads(texts, lexicon, seed);
  const train::SentimentWeights sentiment = train::train_sentiment(rows, lexicon, train::read_names(corpus), seed);
  const std::string file = file_of(language, sentiment, heads, phrases);
  return write(file, argv[3]);
}
