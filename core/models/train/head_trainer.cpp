#include "head_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <utility>

#include "classify/language.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

// Constants of training, chosen on the judging voices.
constexpr std::uint32_t kBuckets = 1u << 19, kWideBuckets = 1u << 20;
constexpr int kPasses = 30;
/// How many features have weights, and how often one must have been met.
constexpr std::size_t kKept = 31'000;
constexpr std::uint32_t kMetOften = 2;
constexpr float kRate = 0.1f;
/// Judging texts that a language needs for thresholds of its own, and how strongly those are drawn to
/// the common ones.
constexpr std::size_t kEnoughJudges = 150;
constexpr double kThresholdDraw = 0.05;
/// From this pass on weights are averaged; words are left out of a text so often, in thousandths, so
/// that cues are relied on.
constexpr int kAveragedFrom = 10;
constexpr std::uint32_t kLeftOut = 300;
constexpr float kWordDecay = 3e-3f, kSignDecay = 1e-4f, kLanguageDecay = 2e-3f;

struct Sample {
  std::vector<std::uint32_t> hashes, words;  ///< words: their buckets
  std::vector<std::size_t> signs;
  std::uint8_t language;
  std::array<bool, kHeads> holds{};
  bool judge;
  float scale;
};

using PerHead = std::array<float, kHeads>;

struct Weights {
  std::vector<PerHead> words, signs, languages;
  PerHead bias{};
};

PerHead scores(const Weights& w, const Sample& s) {
  PerHead z = w.bias;
  for (std::size_t h = 0; h < kHeads; ++h) z[h] += w.languages[s.language][h];
  PerHead sum{};
  for (const std::uint32_t b : s.words) {
    for (std::size_t h = 0; h < kHeads; ++h) sum[h] += w.words[b][h];
  }
  for (const std::size_t sign : s.signs) {
    for (std::size_t h = 0; h < kHeads; ++h) z[h] += w.signs[sign][h];
  }
  for (std::size_t h = 0; h < kHeads; ++h) z[h] += sum[h] * s.scale;
  return z;
}

std::array<bool, kHeads> truth_of(const LabelledText& text) {
  std::array<bool, kHeads> holds{};
  for (std::size_t i = 0; i < kIntentNames.size(); ++i) holds[i] = text.intents >> i & 1;
  for (std::size_t i = 0; i < kTopicNames.size(); ++i)
    holds[kFirstTopicHead + i] = text.topics >> i & 1;
  for (std::size_t i = 0; i + 1 < kUrgencyNames.size(); ++i)
    holds[kFirstUrgencyHead + i] = static_cast<std::size_t>(text.urgency) > i;
  return holds;
}

}  // namespace

HeadWeights train_heads(const std::vector<LabelledText>& texts, const Lexicon& lexicon,
                        std::uint32_t seed) {
  std::vector<Sample> samples;
  std::string folded;
  for (const LabelledText& text : texts) {
    std::vector<std::uint32_t> hashes;
    FeatureList list{&hashes, &lexicon};
    fold(text.text, folded);
    const TextTraits traits = each_feature(folded, list);
    Sample sample;
    sample.hashes = std::move(hashes);
    each_sign(traits, [&](std::size_t sign) { sample.signs.push_back(sign); });
    sample.language = text.language;
    sample.holds = truth_of(text);
    sample.judge = text.judge;
    sample.scale = static_cast<float>(length_scale(static_cast<std::uint32_t>(sample.hashes.size())));
    // What counts several times for sentiment counts once here.
    sample.hashes.erase(std::ranges::unique(sample.hashes).begin(), sample.hashes.end());
    samples.push_back(std::move(sample));
  }
  std::array<float, kHeads> rarity{};
  std::size_t trained = 0;
  for (const Sample& s : samples) {
    if (s.judge) continue;
    ++trained;
    for (std::size_t h = 0; h < kHeads; ++h) rarity[h] += s.holds[h];
  }
  // A rare label's own texts count a little more.
  for (float& r : rarity) r = std::clamp(std::sqrt(static_cast<float>(trained) / (8 * r)), 1.0f, 2.0f);

  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (!samples[i].judge) order.push_back(i);
  }
  std::vector<char> open;  // by bucket: whether it has weights; empty: all do
  const auto learn = [&](std::uint32_t buckets) {
    for (Sample& s : samples) {
      s.words.clear();
      for (const std::uint32_t hash : s.hashes)
        s.words.push_back(static_cast<std::uint32_t>(std::uint64_t{hash} * buckets >> 32));
    }
    const auto rows = [](std::size_t n, float value) {
      PerHead row;
      row.fill(value);
      return std::vector<PerHead>(n, row);
    };
    Weights w{rows(buckets, 0), rows(kSigns, 0), rows(kLanguageCount, 0), {}};
    Weights squares{rows(buckets, 0.1f), rows(kSigns, 0.1f), rows(kLanguageCount, 0.1f), {}};
    squares.bias.fill(1.0f);
    Weights mean{rows(buckets, 0), rows(kSigns, 0), rows(kLanguageCount, 0), {}};
    const auto add = [](std::vector<PerHead>& to, const std::vector<PerHead>& from) {
      for (std::size_t i = 0; i < to.size(); ++i)
        for (std::size_t h = 0; h < kHeads; ++h) to[i][h] += from[i][h] / (kPasses - kAveragedFrom);
    };
    std::mt19937 random(seed);
    Sample s;
    for (int pass = 0; pass < kPasses; ++pass) {
      std::shuffle(order.begin(), order.end(), random);
      const float rate = kRate * (1.0f - 0.9f * static_cast<float>(pass) / kPasses);
      for (const std::size_t index : order) {
        s = samples[index];
        std::erase_if(s.words, [&](std::uint32_t) { return random() % 1000 < kLeftOut; });
        s.scale = static_cast<float>(length_scale(static_cast<std::uint32_t>(s.words.size())));
        const PerHead z = scores(w, s);
        PerHead gradient;
        for (std::size_t h = 0; h < kHeads; ++h) {
          const float p = 1.0f / (1.0f + std::exp(-z[h]));
          gradient[h] = s.holds[h] ? rarity[h] * (p - 1.0f) : p;
        }
        const auto step = [&](PerHead& row, PerHead& square, float share, float decay) {
          for (std::size_t h = 0; h < kHeads; ++h) {
            const float g = gradient[h] * share + decay * row[h];
            square[h] += g * g;
            row[h] -= rate * g / std::sqrt(square[h]);
          }
        };
        for (const std::uint32_t b : s.words) {
          if (open.empty() || open[b]) step(w.words[b], squares.words[b], s.scale, kWordDecay);
        }
        for (const std::size_t sign : s.signs) step(w.signs[sign], squares.signs[sign], 1.0f, kSignDecay);
        step(w.languages[s.language], squares.languages[s.language], 1.0f, kLanguageDecay);
        step(w.bias, squares.bias, 1.0f, 0.0f);
      }
      if (pass < kAveragedFrom) continue;
      add(mean.words, w.words);
      add(mean.signs, w.signs);
      add(mean.languages, w.languages);
      for (std::size_t h = 0; h < kHeads; ++h) mean.bias[h] += w.bias[h] / (kPasses - kAveragedFrom);
    }
    return mean;
  };

  // As with sentiment (sentiment_trainer.h), features that say little would only blur others.
  Weights w = learn(kWideBuckets);
  std::vector<std::uint32_t> met(kWideBuckets, 0);
  for (const std::size_t i : order) {
    for (const std::uint32_t b : samples[i].words) ++met[b];
  }
  std::vector<std::pair<float, std::uint32_t>> worth;
  for (std::uint32_t b = 0; b < kWideBuckets; ++b) {
    if (met[b] < kMetOften) continue;
    float sum = 0;
    for (const float weight : w.words[b]) sum += std::fabs(weight);
    worth.emplace_back(-sum * std::sqrt(static_cast<float>(met[b])), b);
  }
  std::sort(worth.begin(), worth.end());
  worth.resize(std::min(worth.size(), kKept));
  open.assign(kBuckets, 0);
  for (const auto& [value, b] : worth) open[b / (kWideBuckets / kBuckets)] = 1;
  w = learn(kBuckets);

  // Thresholds for the best F1 on the judging voices, drawn to 0; they become part of the bias.
  std::vector<std::size_t> judges;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].judge) judges.push_back(i);
  }
  std::vector<PerHead> said_scores(samples.size());
  for (const std::size_t i : judges) said_scores[i] = scores(w, samples[i]);
  const auto f1_at = [&](std::size_t head, float threshold, int language) {
    int hit = 0, said = 0, true_ones = 0;
    for (const std::size_t i : judges) {
      if (language >= 0 && samples[i].language != language) continue;
      const bool holds = said_scores[i][head] > threshold;
      hit += holds && samples[i].holds[head];
      said += holds;
      true_ones += samples[i].holds[head];
    }
    return said + true_ones > 0 ? 2.0 * hit / (said + true_ones) : 0.0;
  };
  PerHead threshold{};
  std::vector<PerHead> thresholds(kLanguageCount);
  std::vector<std::size_t> judges_of(kLanguageCount, 0);
  for (const std::size_t i : judges) ++judges_of[samples[i].language];
  for (std::size_t h = 0; h < kHeads; ++h) {
    const auto best_at = [&](int language, float drawn_to, double draw) {
      double best = -1;
      float chosen = drawn_to;
      for (float t = -3.0f; t <= 1.5f; t += 0.25f) {
        const double value = f1_at(h, t, language) - draw * (t - drawn_to) * (t - drawn_to);
        if (value > best) {
          best = value;
          chosen = t;
        }
      }
      return chosen;
    };
    threshold[h] = best_at(-1, 0, 0.01);
    for (std::size_t l = 0; l < kLanguageCount; ++l) {
      thresholds[l][h] = judges_of[l] < kEnoughJudges
                             ? threshold[h]
                             : best_at(static_cast<int>(l), threshold[h], kThresholdDraw);
    }
  }
  const auto name_of = [](std::size_t h) {
    return h < kFirstTopicHead ? kIntentNames[h]
           : h < kFirstUrgencyHead ? kTopicNames[h - kFirstTopicHead]
                                   : kUrgencyNames[h - kFirstUrgencyHead + 1];
  };
  std::printf("F1 on judging voices, threshold chosen: all, ko, ja, ru, en\n");
  std::array<std::array<double, 5>, 2> means{};
  for (std::size_t h = 0; h < kHeads; ++h) {
    const int languages[] = {-1, language_from_code("ko"), language_from_code("ja"),
                             language_from_code("ru"), language_from_code("en")};
    std::printf("  %-15s", std::string(name_of(h)).c_str());
    for (int i = 0; i < 5; ++i) {
      const double f1 = f1_at(h, languages[i] < 0 ? threshold[h] : thresholds[static_cast<std::size_t>(languages[i])][h], languages[i]);
      std::printf(" %5.1f", 100 * f1);
      if (h < kFirstUrgencyHead) means[h >= kFirstTopicHead][static_cast<std::size_t>(i)] += f1;
    }
    std::printf("   at %.2f\n", threshold[h]);
  }
  for (int part = 0; part < 2; ++part) {
    std::printf("  %-15s", part == 0 ? "intents, mean" : "topics, mean");
    for (const double m : means[static_cast<std::size_t>(part)])
      std::printf(" %5.1f", 100 * m / (part == 0 ? 9 : 8));
    std::printf("\n");
  }

  HeadWeights out;
  out.features = FeatureRows(kBuckets);
  out.lanes.resize(kHeads);
  for (std::uint32_t b = 0; b < kBuckets; ++b) {
    if (!open[b]) continue;
    out.features.add(b);
    for (const float v : w.words[b])
      out.lanes.push_back(
          static_cast<std::int8_t>(std::clamp(std::lround(v * kHeadLaneUnit), -127l, 127l)));
  }
  const auto units = [](float v) {
    return static_cast<std::int16_t>(std::clamp(std::lround(v * kHeadUnit), -32767l, 32767l));
  };
  for (std::size_t i = 0; i < kSigns; ++i)
    for (std::size_t h = 0; h < kHeads; ++h) out.signs[i][h] = units(w.signs[i][h]);
  out.biases.resize(kLanguageCount);
  for (std::size_t l = 0; l < kLanguageCount; ++l)
    for (std::size_t h = 0; h < kHeads; ++h)
      out.biases[l][h] = units(w.bias[h] + w.languages[l][h] - thresholds[l][h]);
  return out;
}

}  // namespace earshot::train
