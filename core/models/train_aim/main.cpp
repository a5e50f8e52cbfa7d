// earshot_train_aim: learns from the labelled mentions what tells whom a sentiment is aimed at, and
// writes core/src/classify/aim_weights.inc. A model is surer of mentions that it was trained on than of any
// others, so that each mention is rated by a model that was trained without its writer.
//
// usage: earshot_train_aim CORPUS MODEL OUT SEED PART...
//
//   MODEL  rates the patterns
//   PART   models trained without the voices of one part each, in the order of the parts (earshot_train)
//
// Each brand of a text has log odds that are linear in its features, and each pair of labels in one
// text a weight of its own; together they are a small conditional random field, whose marginals are
// exact for up to kMaxAimedTogether brands. Learned by stochastic gradient with a rate per weight
// (AdaGrad; Duchi, Hazan and Singer 2011) and a pull to 0. A fifth of the voices is left out in turn to
// see what it makes of writers that it does not know.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <earshot/model.h>

#include "built_in.h"
#include "classify/aim.h"
#include "mentions.h"
#include "models/train/data.h"

namespace {

using namespace earshot;

// Constants of training, chosen by leaving voices out.
constexpr int kPasses = 30, kParts = 5;
constexpr double kRate = 0.1, kDecay = 0.003;
// Of a plain pattern, beside a mention: they are to settle what mentions leave open.
constexpr double kPatternWeight = 0.5;

struct Named {
  Label label, whole;  ///< aimed at it; of the whole text, as the model has it
  std::vector<AimFeature> features;
};

struct Text {
  std::string language;
  int part;  ///< voices of one part are left out together
  double weight;
  std::vector<Named> brands;
};

struct Weights {
  std::array<std::vector<double>, 2> sides;  ///< for positive, for negative
  std::array<double, 9> pairs{};             ///< by the lower label * 3 + the higher one
};

using Odds = std::array<double, 3>;  // in the order of Label

std::size_t pair_of(std::size_t a, std::size_t b) { return std::min(a, b) * 3 + std::max(a, b); }

bool together(std::size_t brands) { return brands <= kMaxAimedTogether; }

/// Of each brand. @param pairs how often each pair of labels is expected, added up
std::vector<Odds> probabilities_of(const Weights& weights, const Text& text,
                                   std::array<double, 9>& pairs) {
  const std::size_t count = text.brands.size();
  std::vector<Odds> odds(count), out(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (const AimFeature& feature : text.brands[i].features) {
      odds[i][0] += weights.sides[0][feature.id] * feature.value / kAimUnit;
      odds[i][2] += weights.sides[1][feature.id] * feature.value / kAimUnit;
    }
  }
  if (!together(count)) {
    for (std::size_t i = 0; i < count; ++i) {
      const double top = std::max({odds[i][0], odds[i][1], odds[i][2]});
      double sum = 0;
      for (std::size_t y = 0; y < 3; ++y) sum += out[i][y] = std::exp(odds[i][y] - top);
      for (double& p : out[i]) p /= sum;
    }
    return out;
  }
  std::size_t ways = 1;
  for (std::size_t i = 0; i < count; ++i) ways *= 3;
  const double share = 1.0 / static_cast<double>(count - 1);
  const auto labels_of = [&](std::size_t way) {
    std::array<std::size_t, kMaxAimedTogether> labels{};
    for (std::size_t i = 0; i < count; ++i, way /= 3) labels[i] = way % 3;
    return labels;
  };
  std::vector<double> scores(ways);
  for (std::size_t way = 0; way < ways; ++way) {
    const auto labels = labels_of(way);
    for (std::size_t i = 0; i < count; ++i) {
      scores[way] += odds[i][labels[i]];
      for (std::size_t j = 0; j < i; ++j) {
        scores[way] += share * weights.pairs[pair_of(labels[i], labels[j])];
      }
    }
  }
  const double top = *std::ranges::max_element(scores);
  double total = 0;
  for (double& score : scores) total += score = std::exp(score - top);
  for (std::size_t way = 0; way < ways; ++way) {
    const auto labels = labels_of(way);
    const double p = scores[way] / total;
    for (std::size_t i = 0; i < count; ++i) {
      out[i][labels[i]] += p;
      for (std::size_t j = 0; j < i; ++j) pairs[pair_of(labels[i], labels[j])] += p * share;
    }
  }
  return out;
}

Weights learn(const std::vector<const Text*>& texts, std::uint32_t seed) {
  Weights weights, squares;
  for (const int side : {0, 1}) {
    weights.sides[side].assign(kAimFeatures, 0.0);
    squares.sides[side].assign(kAimFeatures, 0.1);
  }
  squares.pairs.fill(0.1);
  std::mt19937 random(seed);
  std::vector<const Text*> order = texts;
  for (int pass = 0; pass < kPasses; ++pass) {
    // Shuffled in a way that no library changes.
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    const double rate = kRate * (1.0 - 0.9 * pass / kPasses);
    const auto step = [rate](double& weight, double& square, double slope) {
      square += slope * slope;
      weight -= rate * (slope + kDecay * weight) / std::sqrt(square);
    };
    for (const Text* text : order) {
      std::array<double, 9> pairs{};
      const std::vector<Odds> p = probabilities_of(weights, *text, pairs);
      for (std::size_t i = 0; i < p.size(); ++i) {
        const Named& brand = text->brands[i];
        const double gradient[2] = {p[i][0] - (brand.label == Label::Positive),
                                    p[i][2] - (brand.label == Label::Negative)};
        for (const AimFeature& feature : brand.features) {
          for (const int side : {0, 1}) {
            step(weights.sides[side][feature.id], squares.sides[side][feature.id],
                 text->weight * gradient[side] * feature.value / kAimUnit);
          }
        }
        if (!together(p.size())) continue;
        for (std::size_t j = 0; j < i; ++j) {
          pairs[pair_of(static_cast<std::size_t>(brand.label),
                        static_cast<std::size_t>(text->brands[j].label))] -=
              1.0 / static_cast<double>(p.size() - 1);
        }
      }
      for (std::size_t k = 0; k < pairs.size(); ++k) {
        if (pairs[k] != 0) step(weights.pairs[k], squares.pairs[k], text->weight * pairs[k]);
      }
    }
  }
  return weights;
}

/// Calls visit(text, brand, label said) for every brand.
template <class Visit>
void answer(const Weights& weights, const Text& text, Visit&& visit) {
  std::array<double, 9> pairs{};
  const std::vector<Odds> p = probabilities_of(weights, text, pairs);
  for (std::size_t i = 0; i < p.size(); ++i) {
    visit(text.brands[i], static_cast<Label>(std::ranges::max_element(p[i]) - p[i].begin()));
  }
}

void write_row(std::ofstream& out, std::span<const double> row) {
  out << "{";
  for (std::size_t i = 0; i < row.size(); ++i) {
    out << (i == 0 ? "" : i % 20 == 0 ? ",\n" : ",")
        << std::clamp(std::lround(row[i] * kAimWeightUnit), -32767L, 32767L);
  }
  out << "},\n";
}

std::shared_ptr<const Model> load(const char* path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  auto model = Model::load({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  if (!model) {
    std::fprintf(stderr, "%s: %s\n", path, model.error().message.c_str());
    std::exit(1);
  }
  return *model;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fprintf(stderr, "usage: earshot_train_aim CORPUS MODEL OUT SEED PART...\n");
    return 2;
  }
  if (!earshot::load_built_in_tables()) return 1;
  const auto seed = static_cast<std::uint32_t>(std::atoi(argv[4]));
  Labeller whole(load(argv[2]));
  std::vector<Labeller> without;
  for (int i = 5; i < argc; ++i) without.emplace_back(load(argv[i]));
  Aim aim;
  std::vector<Text> texts;
  const auto add = [&](const train::AimedMention& mention, int part, Labeller& labeller) {
    const TextLabels labels = labeller.label(mention.text, mention.folded);
    const auto brands =
        aim.read(labeller, mention.folded, labels.language, labels.sentiment, mention.hits);
    if (brands.empty()) return;
    Text& text = texts.emplace_back(Text{mention.language, part, part == kParts ? kPatternWeight : 1.0, {}});
    for (std::size_t at = 0; at < brands.size(); ++at) {
      const auto features = aim.features(at);
      text.brands.push_back({mention.aimed[brands[at]], labels.sentiment.label,
                             {features.begin(), features.end()}});
    }
  };
  for (const train::AimedMention& mention : train::read_patterns(argv[1])) {
    add(mention, kParts, whole);
  }
  for (const train::AimedMention& mention : train::read_aimed(argv[1])) {
    // Numbers of voices that are kept have no multiple of 5 among them.
    if (mention.judge) continue;
    const int part = train::part_of_voice(mention.voice, static_cast<int>(without.size()));
    add(mention, mention.voice * 7 / 3 % kParts, without[static_cast<std::size_t>(part)]);
  }

  std::map<std::string, std::array<int, 3>> counts;  // aimed, by the whole text, of all
  for (int part = 0; part < kParts; ++part) {
    std::vector<const Text*> kept;
    for (const Text& text : texts) {
      if (text.part != part) kept.push_back(&text);
    }
    const Weights weights = learn(kept, seed);
    for (const Text& text : texts) {
      if (text.part != part) continue;
      const bool of_four = std::string("en ja ko ru").find(text.language) != std::string::npos;
      answer(weights, text, [&](const Named& brand, Label said) {
        for (const std::string& key : {text.language, std::string(of_four ? "en ja ko ru" : "others")}) {
          ++counts[key][2];
          counts[key][0] += said == brand.label;
          counts[key][1] += brand.whole == brand.label ||
                            (brand.whole == Label::Unrated && brand.label == Label::Neutral);
        }
      });
    }
  }
  for (const auto& [language, count] : counts) {
    std::printf("%-12s %5d brands, %% right in voices left out: %.1f, by the whole text %.1f\n",
                language.c_str(), count[2], 100.0 * count[0] / count[2],
                100.0 * count[1] / count[2]);
  }

  std::vector<const Text*> all;
  for (const Text& text : texts) all.push_back(&text);
  const Weights weights = learn(all, seed);
  std::ofstream out(argv[3]);
  out << "// Made by scripts/train-aim: what speaks for positive and for negative, against neutral, and\n"
         "// how well two labels in one text go together.\n"
         "constexpr std::int16_t kWeights[2][kAimFeatures] = {\n";
  for (const auto& side : weights.sides) write_row(out, side);
  out << "};\nconstexpr std::int16_t kPairs[3][3] = {\n";
  for (std::size_t a = 0; a < 3; ++a) {
    Odds row;
    for (std::size_t b = 0; b < 3; ++b) row[b] = weights.pairs[pair_of(a, b)];
    write_row(out, row);
  }
  out << "};\n";
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s\n", argv[3]);
    return 1;
  }
}
