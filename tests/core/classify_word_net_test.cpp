#include "classify/word_net.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <earshot/model.h>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "classify/linear_model.h"
#include "text/fold.h"

using namespace earshot;

namespace {

/// With every number at random, the largest among them.
NetWeights random_net(std::mt19937& random, std::uint32_t buckets, std::uint16_t rows) {
  const auto number = [&](int most) { return static_cast<int>(random() % (2u * static_cast<unsigned>(most) + 1)) - most; };
  NetWeights net;
  net.features = FeatureRows(buckets);
  for (std::uint16_t row = 1; row < rows; ++row) net.features.add(row * (buckets / rows));
  net.features.number();
  net.rows.resize(rows * kNetNumbers);
  for (std::size_t i = kNetNumbers; i < net.rows.size(); ++i) net.rows[i] = static_cast<std::int8_t>(number(127));
  for (auto& places : net.filters)
    for (auto& place : places)
      for (auto& value : place) value = static_cast<std::int16_t>(number(kNetMostFilter));
  for (auto& bias : net.biases) bias = static_cast<std::int16_t>(number(kNetMost));
  for (auto& side : net.says)
    for (auto& says : side) says = static_cast<std::int16_t>(number(kNetMostSays / static_cast<int>(kNetFilters)));
  return net;
}

/// A word's numbers for a filter, and a text's scores, straight from what word_net.h says of them.
std::int64_t plain_tap(const NetWeights& net, const std::vector<std::uint32_t>& word, std::size_t place, std::size_t f) {
  std::vector<std::int64_t> sum(kNetNumbers, 0);
  std::int64_t count = 0;
  for (std::size_t h = 0; h < std::min(word.size(), kNetMostFeatures); ++h) {
    const std::uint32_t row = net.features.of(word[h]);
    if (row == 0) continue;
    ++count;
    for (std::size_t i = 0; i < kNetNumbers; ++i) sum[i] += net.rows[row * kNetNumbers + i];
  }
  if (count == 0) return 0;
  const auto root = std::lround(256 / std::sqrt(static_cast<double>(count)));
  std::int64_t product = 0;
  for (std::size_t i = 0; i < kNetNumbers; ++i) {
    const auto scaled = static_cast<std::int64_t>(std::floor((static_cast<double>(sum[i] * root) + 128) / 256));
    product += net.filters[i][place][f] * std::clamp<std::int64_t>(scaled, -63, 63);
  }
  return static_cast<std::int64_t>(std::floor(static_cast<double>(product) / 4));
}

NetScores plain_scores(const NetWeights& net, const std::vector<std::vector<std::uint32_t>>& words) {
  NetScores out;
  const auto count = static_cast<std::ptrdiff_t>(words.size());
  for (std::size_t f = 0; f < kNetFilters; ++f) {
    std::int64_t largest = 0;
    for (std::ptrdiff_t first = -2; count > 0 && first < count; ++first) {
      std::int64_t window = net.biases[f];
      for (std::ptrdiff_t place = 0; place < 3; ++place) {
        const std::ptrdiff_t at = first + place;
        if (at >= 0 && at < count)
          window += plain_tap(net, words[static_cast<std::size_t>(at)], static_cast<std::size_t>(place), f);
      }
      largest = std::max(largest, window);
    }
    out.positive += static_cast<std::int32_t>(largest * net.says[0][f]);
    out.negative += static_cast<std::int32_t>(largest * net.says[1][f]);
  }
  return out;
}

LogOdds odds_of(Labeller& labeller, const std::string& text) {
  std::string folded;
  fold(text, folded);
  labeller.label(text, folded);
  return labeller.odds();
}

}  // namespace

TEST_CASE("the net's sums are those of plain arithmetic") {
  std::mt19937 random(3);
  constexpr std::uint32_t kBuckets = 1u << 12;
  for (int round = 0; round < 40; ++round) {
    const NetWeights net = random_net(random, kBuckets, 600);
    REQUIRE(net.in_range());
    std::vector<std::vector<std::uint32_t>> words(random() % 9);
    for (auto& word : words) {
      word.resize(random() % 4 == 0 ? 250 : random() % 12);
      for (std::uint32_t& hash : word) hash = static_cast<std::uint32_t>(random());
    }
    NetReader reader(net);
    for (const auto& word : words) {
      const NetWord taps = net.word(word);
      for (std::size_t place = 0; place < kNetWidth; ++place)
        for (std::size_t f = 0; f < kNetFilters; ++f) REQUIRE(taps[place][f] == plain_tap(net, word, place, f));
      reader.add(taps);
    }
    const NetScores expected = plain_scores(net, words), scores = reader.scores();
    CHECK(scores.positive == expected.positive);
    CHECK(scores.negative == expected.negative);
  }
}

TEST_CASE("a net whose sums might not fit is refused") {
  std::mt19937 random(5);
  const NetWeights net = random_net(random, 1u << 12, 8);
  NetWeights loud = net;
  loud.says[1].fill(32767);
  CHECK_FALSE(loud.in_range());
  NetWeights steep = net;
  steep.filters[3][1][5] = kNetMostFilter + 1;
  CHECK_FALSE(steep.in_range());
  NetWeights biased = net;
  biased.biases[7] = kNetMost + 1;
  CHECK_FALSE(biased.in_range());
}

TEST_CASE("pieces of unspaced scripts end where hiragana does, and after eight characters") {
  const auto pieces = [](const std::string& run) {
    std::vector<std::string> out;
    each_net_piece(run.data(), run.data() + run.size(),
                   [&](const char* start, const char* stop) { out.emplace_back(start, stop); });
    return out;
  };
  CHECK(pieces("配送が早くて最高でした") == std::vector<std::string>{"配送が", "早くて", "最高でした"});
  CHECK(pieces("東京特許許可局長官") == std::vector<std::string>{"東京特許許可局長", "官"});
  CHECK(pieces("").empty());
}

TEST_CASE("words speak in the light of those beside them") {
  const auto& net = static_cast<const LinearModel&>(*shipped_model()).net;
  const auto says = [&](const std::vector<std::string>& words) {
    NetReader reader(net);
    for (const std::string& word : words) {
      std::vector<std::uint32_t> hashes;
      FeatureList list{&hashes, nullptr};
      word_features<kLetterWord>(word.data(), word.data() + word.size(), list);
      reader.add(net.word(hashes));
    }
    const NetScores scores = reader.scores();
    return scores.positive - scores.negative;
  };
  CHECK(says({"not", "good"}) < says({"good", "not"}));
  CHECK(says({"very", "good"}) > 0);
  CHECK(says({"very", "bad"}) < 0);
}

TEST_CASE("a name that nobody knows changes nothing") {
  Labeller labeller(shipped_model());
  const LogOdds without = odds_of(labeller, "The courier was great!"),
                with = odds_of(labeller, "The Qzxwvk courier was great!");
  CHECK(without.positive == with.positive);
  CHECK(without.negative == with.negative);
}

TEST_CASE("what is remembered of words, marks and pieces is what they say") {
  const std::vector<std::string> texts = {"great, isn't it?! 😀", "配送が早くて最高でした！", "좋아요 ^^ 3", "ดีมากเลย :)"};
  Labeller used(shipped_model());
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : texts) {
      Labeller fresh(shipped_model());
      const LogOdds met = odds_of(used, text), first = odds_of(fresh, text);
      CHECK(met.positive == first.positive);
      CHECK(met.negative == first.negative);
    }
  }
}
