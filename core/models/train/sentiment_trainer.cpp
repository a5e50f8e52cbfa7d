#include "sentiment_trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <unordered_map>
#include <unordered_set>

#include "classify/feature_codes.h"
#include "classify/features.h"
#include "classify/linear_model.h"
#include "net_trainer.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

// Constants of training, chosen on the judging parts; results move little around them.
constexpr std::uint32_t kPlaces = 1u << 24;
/// Passes to learn which features matter, then with those alone.
constexpr int kFirstPasses = 3, kPasses = 4;
/// How many features keep weights, and how often one must have been met.
constexpr std::size_t kKept = 580'000;
/// How much of the scores is the net's.
constexpr float kNetShare = 0.3f;
constexpr std::uint32_t kMetOften = 3;
constexpr float kRate = 0.1f, kDecay = 1e-2f, kBiasRate = 0.05f, kFirstSquare = 0.01f;
constexpr std::size_t kMaxBytes = 4000;
constexpr int kCodeRounds = 12;
/// Languages whose rare words teach what their letters say (see `LinearModel::heeds_rare_words`).
constexpr std::string_view kRareWordsTeach = "es pt de fr it nl id tr vi pl ro sv";
/// How strongly a language's bias is drawn to the one of all languages.
constexpr double kShrink = 0.01;
/// How many texts have to judge in a language for its bias to depend on length.
constexpr std::size_t kTextsForLength = 2000;

struct Sample {
  std::size_t first;
  std::uint32_t count;
  std::uint16_t set;
  std::uint8_t language;
  Class label;
  bool judge;
  float scale;
  float length;  ///< `steps_beyond_usual`
};

/// Weights of a place and what adapts their rates, in one line of the cache.
struct Cell {
  std::array<float, 2> weight{}, square{kFirstSquare, kFirstSquare};
};

/// Notes what the net reads, each different word once.
class NetWords {
 public:
  void begin_text() { texts_.texts.push_back({texts_.sequence.size(), 0}); }
  /// @param key what no other word has
  void add(std::string key, std::span<const std::uint32_t> hashes, Cues cues) {
    const auto [at, is_new] = numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(texts_.words.size()));
    if (is_new) texts_.words.push_back({{hashes.begin(), hashes.end()}, cues});
    texts_.sequence.push_back(at->second);
    ++texts_.texts.back().count;
  }
  const NetTexts& texts() const { return texts_; }

 private:
  NetTexts texts_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct Scores {
  float positive, negative;
  Class label;
  float length = 0;
};

/// What a language adds to the scores of its texts.
struct Bias {
  float positive = 0, negative = 0;
  float length = 0;  ///< to positive for each step that a text is longer than usual; negative loses as much

  float of_positive(const Scores& s) const { return s.positive + positive + length * s.length; }
  float of_negative(const Scores& s) const { return s.negative + negative - length * s.length; }
};

/// What the texts are made of, words without weight left out as `says_something` tells.
struct HeededFeatures : FeatureList {
  std::span<const char> open;
  bool rare = false;  ///< words that say nothing by themselves count nevertheless
  const std::unordered_set<std::uint32_t>* names = nullptr;
  NetWords* net = nullptr;

  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    const std::size_t before = hashes->size();
    WordFacts facts = FeatureList::word<Shape>(start, stop, end);
    if (facts.plain && names->contains(hashes->back())) {
      hashes->resize(before);
      facts.known = false;
      return facts;
    }
    if (open.empty()) return facts;
    Lexicon::Node behind = 0;
    const Cues within = cues_of_word(*cues, start, stop, behind);
    const auto features = std::span(*hashes).subspan(before);
    if (facts.plain && facts.cues == 0 && facts.negation == Negation::None && behind == 0) {
      facts.known = says_something(features, [&](std::uint32_t hash) {
        return open[FeatureCodes::place_of(hash, kPlaces)] != 0;
      });
    }
    if (facts.known) {
      net->add({start, stop}, features, within);
      for (Cues more = facts.cues & ~within; more != 0; more &= more - 1)
        sign(net_feature_of_cue(static_cast<std::uint32_t>(std::countr_zero(more))));
    } else if (!rare) {
      hashes->resize(before);
    }
    return facts;
  }
  void run(const char* start, const char* stop, CharClass letters) {
    if (open.empty()) return;
    each_net_piece(start, stop, [&](const char* from, const char* to) {
      std::vector<std::uint32_t> features;
      const auto sink = [&](std::uint32_t hash) { features.push_back(hash); };
      const Cues within = net_piece_features(from, to, letters, *cues, sink);
      net->add({from, to}, features, within);
    });
  }
  void sign(std::uint32_t hash) {
    if (!open.empty()) net->add('\1' + std::to_string(hash), {&hash, 1}, 0);
  }
};

class Trainer {
 public:
  Trainer(const std::vector<Row>& rows, const Lexicon& lexicon,
          const std::vector<std::string>& names, std::uint32_t seed)
      : rows_(rows), lexicon_(lexicon), seed_(seed), random_(seed) {
    struct Nowhere {
      std::uint32_t last;
      void operator()(std::uint32_t hash) { last = hash; }
    };
    for (const std::string& name : names) {
      Nowhere sink{};
      const WordFacts facts = word_features<kLetterWord>(name.data(), name.data() + name.size(), sink);
      if (facts.plain) names_.insert(sink.last);
    }
    list_features();
  }

  SentimentWeights run() {
    train(kFirstPasses);
    choose_features();
    list_features();
    train(kPasses);
    SentimentWeights out;
    share_codes(out);
    add_net(out);
    calibrate(out);
    return out;
  }

 private:
  /// The places of all features of all texts, of those that have weights once that is decided.
  void list_features() {
    places_.clear();
    samples_.clear();
    net_words_ = {};
    std::string folded;
    for (const Row& row : rows_) {
      std::string_view text = row.text;
      if (text.size() > kMaxBytes) {
        text = text.substr(0, kMaxBytes);
        while (!text.empty() && (text.back() & 0xC0) == 0x80) text.remove_suffix(1);
        text.remove_suffix(1);
      }
      fold(text, folded);
      Sample sample{places_.size(), 0, row.set, row.language, row.label, row.judge, 0, 0};
      const bool rare = row.judge ? LinearModel::heeds_rare_words(row.language)
                                  : kRareWordsTeach.find(kLanguageCodes[row.language]) != std::string_view::npos;
      HeededFeatures list{{&places_, &lexicon_}, open_, rare, &names_, &net_words_};
      net_words_.begin_text();
      const TextTraits traits = each_feature(folded, list);
      sample.length = static_cast<float>(steps_beyond_usual(traits.heeded));
      sample.count = static_cast<std::uint32_t>(places_.size() - sample.first);
      sample.scale = static_cast<float>(length_scale(sample.count));
      // Those without weight count for the length, and are not needed any more.
      std::size_t kept = sample.first;
      for (std::size_t i = sample.first; i < places_.size(); ++i) {
        const std::uint32_t place = FeatureCodes::place_of(places_[i], kPlaces);
        if (open_.empty() || open_[place]) places_[kept++] = place;
      }
      places_.resize(kept);
      sample.count = static_cast<std::uint32_t>(kept - sample.first);
      samples_.push_back(sample);
    }
  }

  void train(int passes) {
    std::vector<Cell> cells(kPlaces);
    std::vector<float> biases(kSetCount * kLanguageCount * 2, 0.0f);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (!samples_[i].judge && samples_[i].count > 0) order.push_back(i);
    }
    for (int pass = 0; pass < passes; ++pass) {
      std::shuffle(order.begin(), order.end(), random_);
      const float rate = kRate * (1.0f - 0.9f * static_cast<float>(pass) / static_cast<float>(passes));
      double loss = 0, total = 0;
      for (const std::size_t index : order) {
        const Sample& sample = samples_[index];
        const Set& set = kSets[sample.set];
        const std::uint32_t* const begin = &places_[sample.first];
        const std::uint32_t* const end = begin + sample.count;
        Scores score{0, 0, sample.label, 0};
        for (const std::uint32_t* at = begin; at != end; ++at) {
          score.positive += cells[*at].weight[0];
          score.negative += cells[*at].weight[1];
        }
        score.positive *= sample.scale;
        score.negative *= sample.scale;
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
        for (const std::uint32_t* at = begin; at != end; ++at) {
          Cell& cell = cells[*at];
          for (int c = 0; c < 2; ++c) {
            cell.square[c] += squared[c];
            cell.weight[c] -= rate * (scaled[c] + kDecay * cell.weight[c]) / std::sqrt(cell.square[c]);
          }
        }
      }
      std::printf("sentiment pass %d: loss %.4f over %zu rows\n", pass + 1, loss / total,
                  order.size());
      std::fflush(stdout);
    }
    weights_.resize(2 * std::size_t{kPlaces});
    for (std::size_t b = 0; b < kPlaces; ++b) {
      weights_[2 * b] = cells[b].weight[0];
      weights_[2 * b + 1] = cells[b].weight[1];
    }
  }

  /// Opens the places of the features that matter, and of no others: most features are met once or
  /// say nothing. What
  /// matters is the size of a weight times the root of how often it counts, a rare language's rows
  /// counting for more.
  void choose_features() {
    std::vector<double> rows_of(kLanguageCount, 0.0);
    double rows = 0;
    for (const Sample& sample : samples_) {
      if (sample.judge) continue;
      rows_of[sample.language] += kSets[sample.set].weight;
      rows += kSets[sample.set].weight;
    }
    std::vector<float> use(kPlaces, 0.0f);
    std::vector<std::uint32_t> met(kPlaces, 0);
    for (const Sample& sample : samples_) {
      if (sample.judge) continue;
      const auto share = static_cast<float>(std::sqrt(rows / 20 / rows_of[sample.language]));
      for (std::uint32_t i = 0; i < sample.count; ++i) {
        const std::size_t place = places_[sample.first + i];
        use[place] += share;
        ++met[place];
      }
    }
    std::vector<std::pair<float, std::uint32_t>> worth;
    for (std::uint32_t b = 0; b < kPlaces; ++b) {
      if (met[b] < kMetOften) continue;
      const float weight = std::fabs(weights_[2 * std::size_t{b}]) +
                           std::fabs(weights_[2 * std::size_t{b} + 1]);
      worth.emplace_back(-weight * std::sqrt(use[b]), b);
    }
    std::sort(worth.begin(), worth.end());
    open_.assign(kPlaces, 0);
    std::unordered_set<std::uint32_t> of_names;
    for (const std::uint32_t name : names_) of_names.insert(FeatureCodes::place_of(name, kPlaces));
    FeatureCodes room(kPlaces);
    std::size_t opened = 0;
    for (std::size_t i = 0; i < worth.size() && opened < kKept; ++i) {
      const std::uint32_t place = worth[i].second;
      if (of_names.contains(place) || !room.add(place, 1)) continue;
      open_[place] = 1;
      ++opened;
    }
    std::printf("%zu of %zu features kept that were met %u times\n", opened, worth.size(), kMetOften);
  }

  /// Trains the net and notes what it says of the judging texts.
  void add_net(SentimentWeights& out) {
    const NetTexts& texts = net_words_.texts();
    out.net = train_net(rows_, texts, [&](std::uint32_t hash) {
      const std::size_t place = FeatureCodes::place_of(hash, kPlaces);
      return std::fabs(weights_[2 * place]) + std::fabs(weights_[2 * place + 1]);
    }, seed_);
    std::vector<NetWord> words;
    for (const NetTexts::Word& word : texts.words) words.push_back(out.net.word(word.hashes, word.cues));
    net_says_.resize(samples_.size());
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (samples_[i].judge) net_says_[i] = net_scores(out.net, words, texts, texts.texts[i]);
    }
  }

  /// Of a judging text: the weights' and the net's, each with its share.
  Scores scores_of(std::size_t index) const {
    const Sample& sample = samples_[index];
    float positive = 0, negative = 0;
    for (std::uint32_t i = 0; i < sample.count; ++i) {
      const std::size_t place = places_[sample.first + i];
      positive += weights_[2 * place];
      negative += weights_[2 * place + 1];
    }
    const float scale = sample.scale * (1 - kNetShare);
    const float net_scale = kNetShare / static_cast<float>(model_file::kNetUnit);
    return {positive * scale + static_cast<float>(net_says_[index].positive) * net_scale,
            negative * scale + static_cast<float>(net_says_[index].negative) * net_scale, sample.label, sample.length};
  }

  /// Lloyd's algorithm over the pairs of weights, each counted by how much it is used; pair 0 stays
  /// (0, 0), for places without weights. The weights become what is stored.
  void share_codes(SentimentWeights& out) {
    constexpr std::size_t kCodes = model_file::kCodes;
    std::vector<float> use(kPlaces, 0.0f);
    for (const Sample& sample : samples_) {
      if (sample.judge) continue;
      for (std::uint32_t i = 0; i < sample.count; ++i) {
        use[places_[sample.first + i]] += 1.0f;
      }
    }
    for (float& u : use) u = std::pow(u, 0.7f);
    const auto weight = [&](std::size_t b, int c) { return weights_[2 * b + c]; };
    std::vector<std::uint32_t> by_size;
    for (std::uint32_t b = 0; b < kPlaces; ++b) {
      if (use[b] > 0) by_size.push_back(b);
    }
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::fabs(weight(a, 0)) + std::fabs(weight(a, 1)) <
             std::fabs(weight(b, 0)) + std::fabs(weight(b, 1));
    });
    std::array<std::array<float, 2>, kCodes> codes{};
    for (std::size_t k = 1; k < kCodes; ++k) {
      const double left = 1.0 - (static_cast<double>(k) + 0.5) / kCodes;
      const auto b = by_size[static_cast<std::size_t>((1.0 - left * left) * static_cast<double>(by_size.size() - 1))];
      codes[k] = {weight(b, 0), weight(b, 1)};
    }
    std::vector<std::uint8_t> code_of(kPlaces, 0);
    for (int round = 0; round <= kCodeRounds; ++round) {
      std::array<std::array<double, 3>, kCodes> sums{};
      for (const std::uint32_t b : by_size) {
        float nearest = 1e30f;
        std::size_t code = 1;
        for (std::size_t k = 1; k < kCodes; ++k) {
          const float dx = weight(b, 0) - codes[k][0], dy = weight(b, 1) - codes[k][1];
          const float distance = dx * dx + dy * dy;
          if (distance < nearest) {
            nearest = distance;
            code = k;
          }
        }
        code_of[b] = static_cast<std::uint8_t>(code);
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
    out.places = kPlaces;
    for (const std::uint32_t b : by_size) out.features.emplace_back(b, code_of[b]);
    std::sort(out.features.begin(), out.features.end());
    for (std::uint32_t b = 0; b < kPlaces; ++b) {
      weights_[2 * std::size_t{b}] = codes[code_of[b]][0];
      weights_[2 * std::size_t{b} + 1] = codes[code_of[b]][1];
    }
  }

  using Group = std::vector<Scores>;
  using Biases = std::array<Bias, kLanguageCount>;

  static Class decide(float positive, float negative) {
    if (positive > 0 && positive > negative) return Class::Positive;
    return negative > 0 && negative >= positive ? Class::Negative : Class::Neutral;
  }

  /// Mean of macro-F1 and macro-recall over the classes that the group has; where it knows no
  /// neutral, mean of that and of the macro-recall of the better of the other two; where the set has its
  /// classes as they were met, the accuracy of the better of the other two alone.
  static double quality(const Group& group, const Set& set, const Bias& bias) {
    std::array<std::array<int, 3>, 3> table{};
    for (const Scores& s : group) {
      ++table[static_cast<std::size_t>(s.label)]
             [static_cast<std::size_t>(decide(bias.of_positive(s), bias.of_negative(s)))];
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
    if (set.three_classes) return sum / classes;
    std::array<std::array<int, 2>, 3> forced{};  // right, total
    for (const Scores& s : group) {
      auto& [right, total] = forced[static_cast<std::size_t>(s.label)];
      right += (bias.of_positive(s) > bias.of_negative(s)) == (s.label == Class::Positive);
      ++total;
    }
    double recall = 0, all_right = 0;
    for (const auto& [right, total] : forced) {
      recall += total > 0 ? 1.0 * right / total : 0.0;
      all_right += right;
    }
    if (set.as_met) return all_right / static_cast<double>(group.size());
    return 0.5 * (sum + recall) / classes;
  }

  void calibrate(SentimentWeights& out) {
    std::map<std::pair<std::size_t, std::size_t>, Group> groups;  // by language, then set
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      const Sample& sample = samples_[i];
      if (!sample.judge) out.biases[sample.language].rated = true;
      if (sample.judge && kSets[sample.set].calibrates > 0)
        groups[{sample.language, sample.set}].push_back(scores_of(i));
    }
    // The best of a grid; of a single language drawn to that of all, and to none for length, which takes many texts to tell.
    const auto search = [&](std::optional<std::size_t> language, const Bias& common) {
      double best = -1e9;
      Bias chosen = common;
      std::size_t texts = 0;
      for (const auto& [key, group] : groups) {
        if (language && key.first == *language) texts += group.size();
      }
      const int lengths = texts >= kTextsForLength ? 4 : 0;
      for (int k = -lengths; k <= lengths; ++k) {
        for (int i = -30; i <= 30; ++i) {
          for (int j = -30; j <= 30; ++j) {
            const Bias bias{0.1f * static_cast<float>(i), 0.1f * static_cast<float>(j), 0.05f * static_cast<float>(k)};
            double sum = 0, weights = 0;
            for (const auto& [key, group] : groups) {
              if (language && key.first != *language) continue;
              const double weight =
                  std::sqrt(static_cast<double>(group.size())) * kSets[key.second].calibrates;
              sum += weight * quality(group, kSets[key.second], bias);
              weights += weight;
            }
            if (weights == 0) return chosen;
            double value = sum / weights;
            if (language) {
              constexpr double kLengthShrink = 12;
              const double dp = bias.positive - common.positive, dn = bias.negative - common.negative;
              const double dl = kLengthShrink * bias.length;
              value -= kShrink * (dp * dp + dn * dn + dl * dl) * 20.0 / weights;
            }
            if (value > best) {
              best = value;
              chosen = bias;
            }
          }
        }
      }
      return chosen;
    };
    const Bias common = search({}, {});
    std::printf("bias of all languages: %.1f %.1f\n", common.positive, common.negative);
    Biases biases;
    for (std::size_t l = 0; l < kLanguageCount; ++l) biases[l] = search(l, common);
    const double all = find_temperature(groups, biases, {}, 1.0);
    std::printf("temperature of all languages: %.2f\n", all);
    for (std::size_t l = 0; l < kLanguageCount; ++l) {
      const double temperature = find_temperature(groups, biases, l, all);
      SentimentWeights::Bias& bias = out.biases[l];
      bias.slope = static_cast<float>(all / temperature);
      bias.positive = static_cast<float>(biases[l].positive / temperature);
      bias.negative = static_cast<float>(biases[l].negative / temperature);
      bias.length = static_cast<float>(biases[l].length / temperature);
      if (bias.rated) {
        std::printf("bias %s %.1f %.1f, by length %.2f, temperature %.2f\n", std::string(kLanguageCodes[l]).c_str(),
                    biases[l].positive, biases[l].negative, biases[l].length, temperature);
      }
    }
    // The two are so near to each other that short texts of one pass for the other.
    out.biases[language_from_code("ms")] = out.biases[language_from_code("id")];
    for (std::size_t k = 0; k < codes_.size(); ++k) {
      for (std::size_t c = 0; c < 2; ++c) {
        const double value = (1 - kNetShare) * codes_[k][c] / all * model_file::kScoreUnit;
        out.codes[k][c] =
            static_cast<std::int16_t>(std::clamp(std::lround(value), -32767l, 32767l));
      }
    }
    for (auto& side : out.net.says)
      for (std::int16_t& says : side) says = static_cast<std::int16_t>(std::lround(kNetShare * says / all));
  }

  /// What a language's scores are divided by so that probabilities mean what they say: least log
  /// loss on its sets with all three classes, drawn to `common` where they hold little.
  static double find_temperature(const std::map<std::pair<std::size_t, std::size_t>, Group>& groups,
                                 const Biases& biases,
                                 std::optional<std::size_t> language, double common) {
    constexpr double kDraw = 0.5;
    double best = 1e300, chosen = common;
    for (double t = 0.5; t < 4.0; t += 0.05) {
      double loss = language ? kDraw * (t - common) * (t - common) : 0;
      for (const auto& [key, group] : groups) {
        if (!kSets[key.second].three_classes || (language && key.first != *language)) continue;
        double sum = 0;
        for (const Scores& s : group) {
          const Bias& bias = biases[key.first];
          const double z[3] = {bias.of_positive(s) / t, 0, bias.of_negative(s) / t};
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
    return chosen;
  }

  const std::vector<Row>& rows_;
  const Lexicon& lexicon_;
  std::uint32_t seed_;
  std::mt19937 random_;
  std::unordered_set<std::uint32_t> names_;  ///< hashes of words
  std::vector<std::uint32_t> places_;  ///< of the features of all samples that have weights, one after the other
  std::vector<char> open_;              ///< by place: whether it has weights; empty: all do
  std::vector<Sample> samples_;
  NetWords net_words_;
  std::vector<NetScores> net_says_;  ///< of each judging text
  std::vector<float> weights_;
  std::array<std::array<float, 2>, model_file::kCodes> codes_{};
};

}  // namespace

SentimentWeights train_sentiment(const std::vector<Row>& rows, const Lexicon& lexicon,
                                 const std::vector<std::string>& names, std::uint32_t seed) {
  return Trainer(rows, lexicon, names, seed).run();
}

}  // namespace earshot::train
