#include "sentiment_trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <random>

#include "classify/features.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

// Constants of training, chosen on the judging parts; results move little around them.
constexpr std::uint32_t kBuckets = 3u << 19;
constexpr int kPasses = 4;
constexpr float kRate = 0.1f, kDecay = 1e-2f, kBiasRate = 0.05f, kFirstSquare = 0.01f;
constexpr std::size_t kMaxBytes = 4000;
constexpr int kCodeRounds = 12;
/// How strongly a language's bias is drawn to the one of all languages.
constexpr double kShrink = 0.01;

struct Sample {
  std::size_t first;
  std::uint32_t count;
  std::uint16_t set;
  std::uint8_t language;
  Class label;
  bool judge;
  float scale;
};

struct Scores {
  float positive, negative;
  Class label;
};

class Trainer {
 public:
  Trainer(const std::vector<Row>& rows, const Lexicon& lexicon, std::uint32_t seed)
      : random_(seed) {
    std::string folded;
    for (const Row& row : rows) {
      std::string_view text = row.text;
      if (text.size() > kMaxBytes) {
        text = text.substr(0, kMaxBytes);
        while (!text.empty() && (text.back() & 0xC0) == 0x80) text.remove_suffix(1);
        text.remove_suffix(1);
      }
      fold(text, folded);
      Sample sample{buckets_.size(), 0, row.set, row.language, row.label, row.judge, 0};
      FeatureList list{&buckets_, &lexicon};
      each_feature(text, folded, list);
      for (std::size_t i = sample.first; i < buckets_.size(); ++i) {
        buckets_[i] = static_cast<std::uint32_t>(std::uint64_t{buckets_[i]} * kBuckets >> 32);
      }
      sample.count = static_cast<std::uint32_t>(buckets_.size() - sample.first);
      sample.scale = static_cast<float>(length_scale(sample.count));
      samples_.push_back(sample);
    }
  }

  SentimentWeights run() {
    train();
    SentimentWeights out;
    share_codes(out);
    calibrate(out);
    return out;
  }

 private:
  void train() {
    weights_.assign(2 * std::size_t{kBuckets}, 0.0f);
    std::vector<float> squares(weights_.size(), kFirstSquare);
    std::vector<float> biases(kSetCount * kLanguageCount * 2, 0.0f);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (!samples_[i].judge && samples_[i].count > 0) order.push_back(i);
    }
    for (int pass = 0; pass < kPasses; ++pass) {
      std::shuffle(order.begin(), order.end(), random_);
      const float rate = kRate * (1.0f - 0.9f * static_cast<float>(pass) / kPasses);
      double loss = 0, total = 0;
      for (const std::size_t index : order) {
        const Sample& sample = samples_[index];
        const Set& set = kSets[sample.set];
        const Scores score = scores_of(sample);
        float* bias = &biases[(sample.set * kLanguageCount + sample.language) * 2];
        const float z[3] = {score.positive + bias[0], 0.0f, score.negative + bias[1]};
        float p[3], sum = 0;
        const float top = set.three_classes ? std::max({z[0], z[1], z[2]}) : std::max(z[0], z[2]);
        for (int c = 0; c < 3; ++c) {
          p[c] = c == 1 && !set.three_classes ? 0.0f : std::exp(z[c] - top);
          sum += p[c];
        }
        const auto label = static_cast<std::size_t>(sample.label);
        loss -= set.weight * std::log(std::max(1e-9f, p[label] / sum));
        total += set.weight;
        const float gradient[2] = {set.weight * (p[0] / sum - (label == 0 ? 1.0f : 0.0f)),
                                   set.weight * (p[2] / sum - (label == 2 ? 1.0f : 0.0f))};
        for (int c = 0; c < 2; ++c) bias[c] -= kBiasRate * gradient[c];
        const float scaled[2] = {gradient[0] * sample.scale, gradient[1] * sample.scale};
        const float squared[2] = {scaled[0] * scaled[0], scaled[1] * scaled[1]};
        const std::uint32_t* bucket = &buckets_[sample.first];
        for (std::uint32_t i = 0; i < sample.count; ++i) {
          float* weight = &weights_[2 * std::size_t{bucket[i]}];
          float* square = &squares[2 * std::size_t{bucket[i]}];
          for (int c = 0; c < 2; ++c) {
            square[c] += squared[c];
            weight[c] -= rate * (scaled[c] + kDecay * weight[c]) / std::sqrt(square[c]);
          }
        }
      }
      std::printf("sentiment pass %d: loss %.4f over %zu rows\n", pass + 1, loss / total,
                  order.size());
      std::fflush(stdout);
    }
  }

  Scores scores_of(const Sample& sample) const {
    float positive = 0, negative = 0;
    const std::uint32_t* bucket = &buckets_[sample.first];
    for (std::uint32_t i = 0; i < sample.count; ++i) {
      positive += weights_[2 * std::size_t{bucket[i]}];
      negative += weights_[2 * std::size_t{bucket[i]} + 1];
    }
    return {positive * sample.scale, negative * sample.scale, sample.label};
  }

  /// Lloyd's algorithm over the pairs of weights, each counted by how much it is used; pair 0 stays
  /// (0, 0), for buckets that training never met. The weights become what is stored.
  void share_codes(SentimentWeights& out) {
    constexpr std::size_t kCodes = model_file::kCodes;
    std::vector<float> use(kBuckets, 0.0f);
    for (const Sample& sample : samples_) {
      if (sample.judge) continue;
      for (std::uint32_t i = 0; i < sample.count; ++i) use[buckets_[sample.first + i]] += 1.0f;
    }
    for (float& u : use) u = std::pow(u, 0.7f);
    const auto weight = [&](std::size_t b, int c) { return weights_[2 * b + c]; };
    std::vector<std::uint32_t> by_size(kBuckets);
    std::iota(by_size.begin(), by_size.end(), 0u);
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::fabs(weight(a, 0)) + std::fabs(weight(a, 1)) <
             std::fabs(weight(b, 0)) + std::fabs(weight(b, 1));
    });
    std::array<std::array<float, 2>, kCodes> codes{};
    for (std::size_t k = 1; k < kCodes; ++k) {
      const double left = 1.0 - (static_cast<double>(k) + 0.5) / kCodes;
      const auto b = by_size[static_cast<std::size_t>((1.0 - left * left) * (kBuckets - 1))];
      codes[k] = {weight(b, 0), weight(b, 1)};
    }
    out.buckets.assign(kBuckets, 0);
    for (int round = 0; round <= kCodeRounds; ++round) {
      std::array<std::array<double, 3>, kCodes> sums{};
      for (std::uint32_t b = 0; b < kBuckets; ++b) {
        if (use[b] == 0.0f) continue;
        float nearest = 1e30f;
        std::size_t code = 0;
        for (std::size_t k = 0; k < kCodes; ++k) {
          const float dx = weight(b, 0) - codes[k][0], dy = weight(b, 1) - codes[k][1];
          const float distance = dx * dx + dy * dy;
          if (distance < nearest) {
            nearest = distance;
            code = k;
          }
        }
        out.buckets[b] = static_cast<std::uint8_t>(code);
        sums[code][0] += use[b] * weight(b, 0);
        sums[code][1] += use[b] * weight(b, 1);
        sums[code][2] += use[b];
      }
      if (round == kCodeRounds) break;
      for (std::size_t k = 1; k < kCodes; ++k) {
        if (sums[k][2] == 0) continue;
        codes[k] = {static_cast<float>(sums[k][0] / sums[k][2]),
                    static_cast<float>(sums[k][1] / sums[k][2])};
      }
    }
    codes_ = codes;
    for (std::uint32_t b = 0; b < kBuckets; ++b) {
      weights_[2 * std::size_t{b}] = codes[out.buckets[b]][0];
      weights_[2 * std::size_t{b} + 1] = codes[out.buckets[b]][1];
    }
  }

  using Group = std::vector<Scores>;

  static Class decide(float positive, float negative) {
    if (positive > 0 && positive > negative) return Class::Positive;
    return negative > 0 && negative >= positive ? Class::Negative : Class::Neutral;
  }

  /// Mean of macro-F1 and macro-recall over the classes that the group has.
  static double quality(const Group& group, float positive, float negative) {
    std::array<std::array<int, 3>, 3> table{};
    for (const Scores& s : group) {
      ++table[static_cast<std::size_t>(s.label)]
             [static_cast<std::size_t>(decide(s.positive + positive, s.negative + negative))];
    }
    double sum = 0;
    int classes = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const int truth = table[c][0] + table[c][1] + table[c][2];
      if (truth == 0) continue;
      const int said = table[0][c] + table[1][c] + table[2][c];
      sum += 0.5 * table[c][c] / truth + 1.0 * table[c][c] / (truth + said);
      ++classes;
    }
    return sum / classes;
  }

  void calibrate(SentimentWeights& out) {
    std::map<std::pair<std::size_t, std::size_t>, Group> groups;  // by language, then set
    for (const Sample& sample : samples_) {
      if (!sample.judge) out.biases[sample.language].rated = true;
      if (sample.judge && kSets[sample.set].calibrates > 0)
        groups[{sample.language, sample.set}].push_back(scores_of(sample));
    }
    const auto search = [&](std::size_t language, bool all, float at_positive, float at_negative) {
      double best = -1e9;
      std::array<float, 2> chosen{at_positive, at_negative};
      for (int i = -30; i <= 30; ++i) {
        for (int j = -30; j <= 30; ++j) {
          const float p = 0.1f * static_cast<float>(i), n = 0.1f * static_cast<float>(j);
          double sum = 0, weights = 0;
          for (const auto& [key, group] : groups) {
            if (!all && key.first != language) continue;
            const double weight =
                std::sqrt(static_cast<double>(group.size())) * kSets[key.second].calibrates;
            sum += weight * quality(group, p, n);
            weights += weight;
          }
          if (weights == 0) return chosen;
          double value = sum / weights;
          if (!all) {
            const double dp = p - at_positive, dn = n - at_negative;
            value -= kShrink * (dp * dp + dn * dn) * 20.0 / weights;
          }
          if (value > best) {
            best = value;
            chosen = {p, n};
          }
        }
      }
      return chosen;
    };
    const auto common = search(0, true, 0, 0);
    std::printf("bias of all languages: %.1f %.1f\n", common[0], common[1]);
    std::array<std::array<float, 2>, kLanguageCount> biases;
    for (std::size_t l = 0; l < kLanguageCount; ++l) {
      biases[l] = search(l, false, common[0], common[1]);
    }
    const double temperature = find_temperature(groups, biases);
    for (std::size_t l = 0; l < kLanguageCount; ++l) {
      out.biases[l].positive = static_cast<float>(biases[l][0] / temperature);
      out.biases[l].negative = static_cast<float>(biases[l][1] / temperature);
      if (out.biases[l].rated) {
        std::printf("bias %s %.1f %.1f\n", std::string(kLanguageCodes[l]).c_str(), biases[l][0],
                    biases[l][1]);
      }
    }
    for (std::size_t k = 0; k < codes_.size(); ++k) {
      for (std::size_t c = 0; c < 2; ++c) {
        const double value = codes_[k][c] / temperature * model_file::kScoreUnit;
        out.codes[k][c] =
            static_cast<std::int16_t>(std::clamp(std::lround(value), -32767l, 32767l));
      }
    }
  }

  /// What scores are divided by so that probabilities mean what they say (least log loss on the
  /// sets with all three classes).
  static double find_temperature(const std::map<std::pair<std::size_t, std::size_t>, Group>& groups,
                                 const std::array<std::array<float, 2>, kLanguageCount>& biases) {
    double best = 1e300, chosen = 1;
    for (double t = 0.5; t < 4.0; t += 0.1) {
      double loss = 0;
      for (const auto& [key, group] : groups) {
        if (!kSets[key.second].three_classes) continue;
        double sum = 0;
        for (const Scores& s : group) {
          const double z[3] = {(s.positive + biases[key.first][0]) / t, 0,
                               (s.negative + biases[key.first][1]) / t};
          const double total = std::exp(z[0]) + 1 + std::exp(z[2]);
          sum += std::log(total) - z[static_cast<std::size_t>(s.label)];
        }
        loss += sum / std::sqrt(static_cast<double>(group.size())) * kSets[key.second].calibrates;
      }
      if (loss < best) {
        best = loss;
        chosen = t;
      }
    }
    std::printf("temperature %.1f\n", chosen);
    return chosen;
  }

  std::mt19937 random_;
  std::vector<std::uint32_t> buckets_;  ///< of all samples, one after the other
  std::vector<Sample> samples_;
  std::vector<float> weights_;
  std::array<std::array<float, 2>, model_file::kCodes> codes_{};
};

}  // namespace

SentimentWeights train_sentiment(const std::vector<Row>& rows, const Lexicon& lexicon,
                                 std::uint32_t seed) {
  return Trainer(rows, lexicon, seed).run();
}

}  // namespace earshot::train
