#include "net_trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <random>
#include <span>
#include <unordered_map>
#include <utility>

#include "classify/language.h"
#include "classify/model_file.h"

namespace earshot::train {
namespace {

// Constants of training, chosen on the judging parts.
constexpr std::uint32_t kBuckets = 1u << 22;
constexpr std::size_t kRows = 32'768;
/// How often a feature with a row must have been met, and what one counts for that weighs nothing, and a
/// mark or picture beside its weight.
constexpr std::uint32_t kMetOften = 5;
constexpr float kWeightless = 0.1f, kSignWeight = 1.0f;
constexpr int kPasses = 4;
constexpr std::size_t kBatch = 16;
/// Words of a text that are read.
constexpr std::size_t kMostWords = 160;
constexpr float kRate = 0.002f, kRowRate = 0.05f, kBiasRate = 0.05f, kDecay = 1e-4f;
/// Rates fall to 1 - kRateFalls of these.
constexpr float kRateFalls = 0.7f;
/// The parameters are means over the last passes, taken so often in each.
constexpr int kMeanPasses = 2;
constexpr std::size_t kMeansPerPass = 10;
/// How many filters, and words, are left out of a text at random.
constexpr float kFiltersLeftOut = 0.3f, kWordsLeftOut = 0.1f;
constexpr float kFirstRows = 0.1f, kFirstSquare = 1e-3f;
/// What is stored of a row's number: steps of its root mean square.
constexpr double kStepsOfRoot = 3;

using Numbers = std::array<float, kNetNumbers>;
constexpr std::size_t kTaps = kNetWidth * kNetFilters;  ///< of a word: place in the window, then filter

/// Parameters that every text may change, by Adam (Kingma and Ba, 2015).
struct Dense {
  std::vector<float> value, gradient, mean, square, sum;

  explicit Dense(std::size_t size) : value(size), gradient(size), mean(size), square(size) {}

  /// @param left1, left2 what the powers of the two decays of the means have left
  void step(float rate, float left1, float left2) {
    constexpr float kFirst = 0.9f, kSecond = 0.999f;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const float g = gradient[i] / static_cast<float>(kBatch);
      gradient[i] = 0;
      mean[i] = kFirst * mean[i] + (1 - kFirst) * g;
      square[i] = kSecond * square[i] + (1 - kSecond) * g * g;
      value[i] -= rate * (mean[i] / left1 / (std::sqrt(square[i] / left2) + 1e-8f) + kDecay * value[i]);
    }
  }
};

class NetTrainer {
 public:
  NetTrainer(const std::vector<Row>& rows, const NetTexts& texts,
             const std::function<float(std::uint32_t)>& weigh, std::uint32_t seed)
      : rows_(rows), texts_(texts), random_(seed) {
    choose_features(weigh);
    list_rows();
  }

  NetWeights run() {
    learn();
    take_means();
    return stored();
  }

 private:
  /// 0 to 1.
  float chance() { return static_cast<float>(random_() >> 8) * (1.0f / 16777216); }
  float around_zero(float most) { return (2 * chance() - 1) * most; }

  template <class Visit>
  static void each_hash(const NetTexts::Word& word, Visit&& visit) {
    for (std::size_t i = 0; i < std::min(word.hashes.size(), kNetMostFeatures); ++i) visit(word.hashes[i]);
    for (Cues cues = word.cues; cues != 0; cues &= cues - 1)
      visit(net_feature_of_cue(static_cast<std::uint32_t>(std::countr_zero(cues))));
  }
  std::span<const std::uint32_t> words_of(std::size_t row) const {
    const NetTexts::Text& text = texts_.texts[row];
    return std::span(texts_.sequence).subspan(text.first, std::min<std::size_t>(text.count, kMostWords));
  }

  /// Gives rows to the features whose weight times the root of how often it counts is largest, a rare
  /// language's texts counting for more.
  void choose_features(const std::function<float(std::uint32_t)>& weigh) {
    std::vector<double> of_language(kLanguageCount, 0.0);
    double all = 0;
    for (const Row& row : rows_) {
      if (row.judge) continue;
      of_language[row.language] += kSets[row.set].weight;
      all += kSets[row.set].weight;
    }
    std::vector<double> use(texts_.words.size(), 0.0);
    std::vector<std::uint32_t> met(texts_.words.size(), 0);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].judge) continue;
      const double share = std::sqrt(all / 20 / of_language[rows_[i].language]);
      for (const std::uint32_t word : words_of(i)) {
        use[word] += share;
        ++met[word];
      }
    }
    struct Use {
      double use = 0;
      std::uint32_t met = 0;
      bool sign = false;
    };
    std::unordered_map<std::uint32_t, Use> uses;
    for (std::size_t w = 0; w < use.size(); ++w) {
      std::size_t hashes = 0;
      each_hash(texts_.words[w], [&](std::uint32_t) { ++hashes; });
      each_hash(texts_.words[w], [&](std::uint32_t hash) {
        Use& at = uses[hash];
        at.use += use[w];
        at.met += met[w];
        at.sign |= hashes == 1;
      });
    }
    std::vector<std::pair<float, std::uint32_t>> worth;
    for (const auto& [hash, at] : uses) {
      if (at.met < kMetOften) continue;
      const float weight = weigh(hash) + kWeightless + (at.sign ? kSignWeight : 0.0f);
      worth.emplace_back(-weight * static_cast<float>(std::sqrt(at.use)), hash);
    }
    std::sort(worth.begin(), worth.end());
    std::vector<bool> with_row(kBuckets, false);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < worth.size() && taken < kRows; ++i) {
      const std::uint32_t bucket = FeatureRows::bucket_of(worth[i].second, kBuckets);
      taken += !with_row[bucket];
      with_row[bucket] = true;
    }
    out_.features = FeatureRows(kBuckets);
    for (std::uint32_t b = 0; b < kBuckets; ++b) {
      if (with_row[b]) out_.features.add(b);
    }
    out_.features.number();
    std::printf("net: %zu of %zu features have rows\n", taken, worth.size());
    embedding_.resize((taken + 1) * kNetNumbers);
    for (std::size_t i = kNetNumbers; i < embedding_.size(); ++i) embedding_[i] = around_zero(kFirstRows);
    squares_.assign(taken + 1, kFirstSquare);
  }

  void list_rows() {
    for (const NetTexts::Word& word : texts_.words) {
      firsts_.push_back(static_cast<std::uint32_t>(rows_of_words_.size()));
      each_hash(word, [&](std::uint32_t hash) {
        if (const std::uint32_t row = out_.features.of(hash); row != 0) rows_of_words_.push_back(row);
      });
    }
    firsts_.push_back(static_cast<std::uint32_t>(rows_of_words_.size()));
  }

  std::span<const std::uint32_t> rows_of(std::uint32_t word) const {
    return std::span(rows_of_words_).subspan(firsts_[word], firsts_[word + 1] - firsts_[word]);
  }

  /// What each filter finds in a text, filters and words left out at random.
  void read(std::span<const std::uint32_t> words) {
    numbers_.resize(words.size());
    taps_.resize(words.size());
    scale_.resize(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto rows = rows_of(words[i]);
      Numbers& numbers = numbers_[i];
      std::array<float, kTaps>& taps = taps_[i];
      numbers.fill(0);
      taps.fill(0);
      scale_[i] = 0;
      if (rows.empty() || chance() < kWordsLeftOut) continue;
      scale_[i] = 1 / std::sqrt(static_cast<float>(rows.size()));
      for (const std::uint32_t row : rows) {
        const float* const from = &embedding_[row * kNetNumbers];
        for (std::size_t d = 0; d < kNetNumbers; ++d) numbers[d] += from[d];
      }
      for (float& number : numbers) number *= scale_[i];
      for (std::size_t d = 0; d < kNetNumbers; ++d) {
        const float number = numbers[d];
        const float* const column = &columns_[d * kTaps];
        for (std::size_t t = 0; t < kTaps; ++t) taps[t] += number * column[t];
      }
    }
    const auto count = static_cast<std::ptrdiff_t>(words.size());
    constexpr auto kWidth = static_cast<std::ptrdiff_t>(kNetWidth);
    largest_.fill(0);
    where_.fill(kNowhere);
    for (std::ptrdiff_t first = 1 - kWidth; first < count; ++first) {
      std::array<float, kNetFilters> window;
      std::copy(biases_.value.begin(), biases_.value.end(), window.begin());
      for (std::ptrdiff_t place = 0; place < kWidth; ++place) {
        if (first + place < 0 || first + place >= count) continue;
        const float* const taps = &taps_[static_cast<std::size_t>(first + place)][static_cast<std::size_t>(place) * kNetFilters];
        for (std::size_t f = 0; f < kNetFilters; ++f) window[f] += taps[f];
      }
      for (std::size_t f = 0; f < kNetFilters; ++f) {
        if (window[f] <= largest_[f]) continue;
        largest_[f] = window[f];
        where_[f] = static_cast<std::int32_t>(first);
      }
    }
    for (std::size_t f = 0; f < kNetFilters; ++f) {
      kept_[f] = chance() < kFiltersLeftOut ? 0.0f : 1 / (1 - kFiltersLeftOut);
      largest_[f] *= kept_[f];
    }
  }

  /// Takes the gradients of the two scores back to rows and filters.
  void teach(std::span<const std::uint32_t> words, const std::array<float, 2>& gradient, float rate) {
    gradients_.assign(words.size(), {});
    for (std::size_t f = 0; f < kNetFilters; ++f) {
      float g = 0;
      for (std::size_t side = 0; side < 2; ++side) {
        says_.gradient[side * kNetFilters + f] += gradient[side] * largest_[f];
        g += gradient[side] * says_.value[side * kNetFilters + f];
      }
      g *= kept_[f];
      if (where_[f] == kNowhere || g == 0) continue;
      biases_.gradient[f] += g;
      for (std::size_t place = 0; place < kNetWidth; ++place) {
        const std::ptrdiff_t at = where_[f] + static_cast<std::ptrdiff_t>(place);
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(words.size()) || scale_[static_cast<std::size_t>(at)] == 0) continue;
        const Numbers& numbers = numbers_[static_cast<std::size_t>(at)];
        Numbers& back = gradients_[static_cast<std::size_t>(at)];
        const std::size_t tap = (place * kNetFilters + f) * kNetNumbers;
        for (std::size_t d = 0; d < kNetNumbers; ++d) {
          filters_.gradient[tap + d] += g * numbers[d];
          back[d] += g * filters_.value[tap + d];
        }
      }
    }
    // Rows by AdaGrad (Duchi, Hazan and Singer, 2011), with one rate for all numbers of a row.
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (scale_[i] == 0) continue;
      float square = 0;
      for (const float g : gradients_[i]) square += g * g;
      square *= scale_[i] * scale_[i] / static_cast<float>(kNetNumbers);
      for (const std::uint32_t row : rows_of(words[i])) {
        squares_[row] += square;
        const float step = kRowRate * rate * scale_[i] / std::sqrt(squares_[row]);
        float* const numbers = &embedding_[row * kNetNumbers];
        for (std::size_t d = 0; d < kNetNumbers; ++d) numbers[d] -= step * gradients_[i][d];
      }
    }
  }

  void arrange_columns() {
    for (std::size_t t = 0; t < kTaps; ++t)
      for (std::size_t d = 0; d < kNetNumbers; ++d) columns_[d * kTaps + t] = filters_.value[t * kNetNumbers + d];
  }

  void learn() {
    for (float& value : filters_.value) value = around_zero(std::sqrt(3.0f / (kNetWidth * kNetNumbers)));
    for (float& value : says_.value) value = around_zero(std::sqrt(3.0f / kNetFilters));
    arrange_columns();
    std::vector<float> set_biases(kSetCount * kLanguageCount * 2, 0.0f);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].judge && texts_.texts[i].count > 0) order.push_back(i);
    }
    std::size_t done = 0;
    float power1 = 1, power2 = 1;
    for (int pass = 0; pass < kPasses; ++pass) {
      std::shuffle(order.begin(), order.end(), random_);
      double loss = 0, total = 0;
      for (const std::size_t index : order) {
        const Row& row = rows_[index];
        const Set& set = kSets[row.set];
        const float rate =
            1 - kRateFalls * static_cast<float>(done) / static_cast<float>(order.size() * kPasses);
        const auto words = words_of(index);
        read(words);
        float* const bias = &set_biases[(row.set * kLanguageCount + row.language) * 2];
        std::array<float, 2> score{bias[0], bias[1]};
        for (std::size_t f = 0; f < kNetFilters; ++f) {
          for (std::size_t side = 0; side < 2; ++side) score[side] += largest_[f] * says_.value[side * kNetFilters + f];
        }
        const float top = set.three_classes ? std::max({score[0], 0.0f, score[1]}) : std::max(score[0], score[1]);
        const std::array<float, 3> odds{std::exp(score[0] - top), set.three_classes ? std::exp(-top) : 0.0f,
                                        std::exp(score[1] - top)};
        const float sum = odds[0] + odds[1] + odds[2];
        const auto label = static_cast<std::size_t>(row.label);
        loss -= set.weight * std::log(std::max(1e-9f, odds[label] / sum));
        total += set.weight;
        const std::array<float, 2> gradient{set.weight * (odds[0] / sum - (label == 0 ? 1.0f : 0.0f)),
                                            set.weight * (odds[2] / sum - (label == 2 ? 1.0f : 0.0f))};
        for (std::size_t side = 0; side < 2; ++side) bias[side] -= kBiasRate * gradient[side];
        teach(words, gradient, rate);
        if (++done % kBatch != 0) continue;
        power1 *= 0.9f;
        power2 *= 0.999f;
        for (Dense* dense : {&filters_, &biases_, &says_}) dense->step(kRate * rate, 1 - power1, 1 - power2);
        arrange_columns();
        if (pass >= kPasses - kMeanPasses && done / kBatch % (order.size() / kBatch / kMeansPerPass) == 0) add_to_means();
      }
      std::printf("net pass %d: loss %.4f\n", pass + 1, loss / total);
      std::fflush(stdout);
    }
  }

  /// Of each point along the way, parameters are off in another direction (Polyak and Juditsky, 1992).
  void add_to_means() {
    const auto add = [](std::vector<float>& sums, const std::vector<float>& values) {
      sums.resize(values.size());
      for (std::size_t i = 0; i < values.size(); ++i) sums[i] += values[i];
    };
    add(embedding_sums_, embedding_);
    for (Dense* dense : {&filters_, &biases_, &says_}) add(dense->sum, dense->value);
    ++means_;
  }
  void take_means() {
    const auto take = [&](std::vector<float>& values, const std::vector<float>& sums) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = sums[i] / static_cast<float>(means_);
    };
    take(embedding_, embedding_sums_);
    for (Dense* dense : {&filters_, &biases_, &says_}) take(dense->value, dense->sum);
  }

  /// The numbers as bytes. A filter's scale is free, since what it says undoes it.
  NetWeights stored() {
    double squares = 0;
    for (const float number : embedding_) squares += number * number;
    const double row_unit = kStepsOfRoot / std::sqrt(squares / static_cast<double>(embedding_.size()));
    const auto rounded = [](double value, std::int32_t most) {
      return static_cast<std::int16_t>(
          std::clamp<long>(std::lround(value), -most, most));
    };
    for (const float number : embedding_)
      out_.rows.push_back(static_cast<std::int8_t>(rounded(number * row_unit, 127)));
    for (std::size_t f = 0; f < kNetFilters; ++f) {
      float most = 1e-6f;
      const auto filter = [&](std::size_t place) { return &filters_.value[(place * kNetFilters + f) * kNetNumbers]; };
      for (std::size_t place = 0; place < kNetWidth; ++place)
        for (std::size_t d = 0; d < kNetNumbers; ++d) most = std::max(most, std::fabs(filter(place)[d]));
      const double unit = kNetMostFilter / static_cast<double>(most);
      for (std::size_t place = 0; place < kNetWidth; ++place)
        for (std::size_t d = 0; d < kNetNumbers; ++d) out_.filters[d][place][f] = rounded(filter(place)[d] * unit, kNetMostFilter);
      const double filter_unit = unit * row_unit / (1 << kNetShift);
      out_.biases[f] = rounded(biases_.value[f] * filter_unit, kNetMost);
      for (std::size_t side = 0; side < 2; ++side)
        out_.says[side][f] = rounded(says_.value[side * kNetFilters + f] / filter_unit * model_file::kNetUnit, 32767);
    }
    if (!out_.in_range()) std::printf("net: numbers out of range\n");
    return std::move(out_);
  }

  static constexpr std::int32_t kNowhere = -1000;

  const std::vector<Row>& rows_;
  const NetTexts& texts_;
  std::mt19937 random_;
  NetWeights out_;
  std::vector<std::uint32_t> rows_of_words_, firsts_;  ///< of each word, one after the other
  std::vector<float> embedding_, squares_, embedding_sums_;
  std::size_t means_ = 0;
  Dense filters_{kTaps * kNetNumbers}, biases_{kNetFilters}, says_{2 * kNetFilters};
  std::array<float, kTaps * kNetNumbers> columns_{};  ///< filters_ by number, then tap
  // Of the text that is read.
  std::vector<Numbers> numbers_, gradients_;
  std::vector<std::array<float, kTaps>> taps_;
  std::vector<float> scale_;  ///< 0 where a word is left out
  std::array<float, kNetFilters> largest_{}, kept_{};
  std::array<std::int32_t, kNetFilters> where_{};
};

}  // namespace

NetWeights train_net(const std::vector<Row>& rows, const NetTexts& texts,
                     const std::function<float(std::uint32_t)>& weigh, std::uint32_t seed) {
  return NetTrainer(rows, texts, weigh, seed).run();
}

NetScores net_scores(const NetWeights& net, const std::vector<NetWord>& words, const NetTexts& texts,
                     const NetTexts::Text& text) {
  NetReader reader(net);
  for (std::uint32_t i = 0; i < text.count; ++i) reader.add(words[texts.sequence[text.first + i]]);
  return reader.scores();
}

}  // namespace earshot::train
