#include "language_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <random>

#include "classify/features.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

constexpr std::size_t kSamples = 120000;  // of one language
/// Of these in percent, by kind of text; messages are the rest.
constexpr std::size_t kPosts = 30, kWords = 15, kSentences = 25, kLoneSentences = 40, kTerms = 15;
constexpr std::size_t kTermsAtOnce = 3;
constexpr float kRate = 1.2f, kStep = 1.0f / 6;  // one unit of a stored weight
constexpr std::uint32_t kHeldBack = 40;          // of 256 features
/// The weights kept are the mean of so many moments of the last pass.
constexpr std::size_t kMoments = 16;
/// Passes before each time that weights are left out, and what one has to be worth: of Latin, which has the
/// most, and of other scripts.
constexpr std::array<int, 2> kPasses = {1, 1};
constexpr std::array<float, 2> kWorthLatin = {1.0f, 2.0f}, kWorthOthers = {0.07f, 0.14f};
/// Windows of so many words (characters of Han) teach it to decide on little.
constexpr std::array<std::size_t, 8> kWindows = {1, 1, 2, 3, 4, 5, 7, 9};
/// Names in a part of the windows, one or two each, teach it that names tell no language; of Latin in fewer,
/// where many languages are told by little.
constexpr std::uint32_t kNamedWindows = 3, kNamedLatinWindows = 10, kMostNames = 2;

struct Sample {
  std::uint8_t group = 0, lane = 0;
  float weight = 1;
  std::vector<std::uint32_t> rows;
};
using Word = std::vector<std::uint32_t>;

constexpr std::size_t kLatinLanes = std::size_t{LanguageWeights::kLatinBuckets} * kLanguageLanes;
constexpr std::size_t kAllLanes =
    kLatinLanes + std::size_t{LanguageWeights::kOtherBuckets} * kFewLanguageLanes;

/// Where the lanes of a feature begin, those of Latin first.
std::uint32_t first_lane(std::uint32_t hash, Script script) {
  if (script == Script::Latin) return FeatureRows::bucket_of(hash, LanguageWeights::kLatinBuckets) * kLanguageLanes;
  return static_cast<std::uint32_t>(kLatinLanes +
                                    FeatureRows::bucket_of(hash, LanguageWeights::kOtherBuckets) * kFewLanguageLanes);
}

/// Of texts that may be in several scripts, those in one.
std::vector<std::string> those_in(Script script, const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  std::ranges::copy_if(texts, std::back_inserter(out), [script](const std::string& text) { return is_in(script, text); });
  return out;
}

/// The rows of each word (of each run of Han), by their first lane, of the group's script.
std::vector<Word> words_of(const LanguageGroup& group, std::string_view text) {
  std::vector<Word> words;
  std::string folded;
  fold(text, folded);
  const bool han = group.script == Script::Han;
  const char* end = folded.data() + folded.size();
  for (const char* at = folded.data(); at != end;) {
    const char* start = at;
    if (*at == '@') {
      while (at != end && *at != ' ') ++at;
      continue;
    }
    if (const std::size_t length = web_address_length({at, static_cast<std::size_t>(end - at)})) {
      at += length;
      continue;
    }
    const std::uint32_t c = next_code_point(at, end);
    const CharClass kind = han ? CharClass::Kanji : CharClass::Letter;
    if (class_of(c) != kind) continue;
    Word word;
    const auto take = [&](std::uint32_t hash) { word.push_back(first_lane(hash, group.script)); };
    if (han) {
      if (script_of(c) != Script::Han) continue;
      // A run of Han alone, as in texts without kana.
      const char* stop = at;
      for (const char* p = at; p != end; stop = p) {
        if (script_of(next_code_point(p, end)) != Script::Han) break;
      }
      each_language_feature_of_run({start, static_cast<std::size_t>(stop - start)}, take);
      at = stop;
    } else {
      at = word_end(at, end, kind);
      if (script_of(c) != group.script) continue;
      each_language_feature_of_word({start, static_cast<std::size_t>(at - start)}, take);
    }
    words.push_back(std::move(word));
  }
  return words;
}

/// Puts names of any language into some of the windows.
void add_names(const std::vector<Word>& names, std::mt19937& random, Sample& sample) {
  const bool latin = kLanguageGroups[sample.group].script == Script::Latin;
  if (names.empty() || random() % (latin ? kNamedLatinWindows : kNamedWindows) != 0) return;
  for (std::uint32_t left = 1 + random() % kMostNames; left > 0; --left) {
    const Word& name = names[random() % names.size()];
    sample.rows.insert(sample.rows.end(), name.begin(), name.end());
  }
}

/// Windows of texts drawn from `texts`.
void add_windows(const LanguageGroup& group, const std::vector<std::string>& texts,
                 const std::vector<Word>& names, std::size_t count, std::mt19937& random, const Sample& like,
                 std::vector<Sample>& samples) {
  std::vector<std::vector<Word>> cut;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    // Of many texts, as many as there are samples.
    if (texts.size() > count && random() % texts.size() >= count) continue;
    cut.push_back(words_of(group, texts[i]));
    if (cut.back().empty()) cut.pop_back();
  }
  if (cut.empty()) return;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& words = cut[i % cut.size()];
    const std::size_t size = std::min(kWindows[random() % kWindows.size()], words.size());
    const std::size_t from = random() % (words.size() - size + 1);
    Sample sample = like;
    for (std::size_t w = from; w < from + size; ++w) {
      sample.rows.insert(sample.rows.end(), words[w].begin(), words[w].end());
    }
    add_names(names, random, sample);
    samples.push_back(std::move(sample));
  }
}

/// Frequent words put together as often as Zipf says: features do not reach over the borders of
/// words, so that their order tells nothing.
void add_words(const LanguageGroup& group, const std::vector<std::string>& list, std::size_t count,
               std::mt19937& random, const Sample& like, std::vector<Sample>& samples) {
  std::vector<Word> words;
  std::vector<double> reach;
  double sum = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (Word& word : words_of(group, list[i])) {
      words.push_back(std::move(word));
      reach.push_back(sum += 1.0 / static_cast<double>(i + 5));
    }
  }
  if (words.empty()) return;
  for (std::size_t i = 0; i < count; ++i) {
    Sample sample = like;
    for (std::size_t left = kWindows[random() % kWindows.size()]; left > 0; --left) {
      const double at = static_cast<double>(random()) / 4294967296.0 * sum;
      const auto place = std::min<std::size_t>(
          static_cast<std::size_t>(std::upper_bound(reach.begin(), reach.end(), at) - reach.begin()),
          words.size() - 1);
      sample.rows.insert(sample.rows.end(), words[place].begin(), words[place].end());
    }
    samples.push_back(std::move(sample));
  }
}

/// Terms put together at random.
std::vector<std::string> joined_terms(const std::vector<std::string>& terms, std::size_t count, std::mt19937& random) {
  std::vector<std::string> out(terms.empty() ? 0 : count);
  for (std::string& text : out) {
    for (std::size_t i = 0; i < kTermsAtOnce; ++i) text += terms[random() % terms.size()] + " ";
  }
  return out;
}

/// Windows of the texts of one language, of each kind of text so many.
void add_samples(const LanguageGroup& group, LanguageTexts of, const std::vector<Word>& names,
                 std::mt19937& random, const Sample& like, std::vector<Sample>& samples) {
  if (group.languages[like.lane] == language_from_code("hi")) {
    of.posts = those_in(group.script, of.posts);
    if (group.script == Script::Latin) of = {std::move(of.posts), {}, {}, {}, {}};
  }
  const auto share = [](const std::vector<std::string>& texts, std::size_t percent) {
    return texts.empty() ? 0 : kSamples * percent / 100;
  };
  const std::size_t posts = share(of.posts, of.messages.empty() ? 100 : kPosts), words = share(of.words, kWords);
  const std::size_t sentences = share(of.sentences, of.posts.empty() ? kLoneSentences : kSentences);
  const std::size_t terms = share(of.terms, kTerms);
  add_windows(group, of.posts, names, posts, random, like, samples);
  add_words(group, of.words, words, random, like, samples);
  add_windows(group, of.sentences, names, sentences, random, like, samples);
  add_windows(group, joined_terms(of.terms, terms, random), names, terms, random, like, samples);
  add_windows(group, of.messages, names, kSamples - posts - words - sentences - terms, random, like, samples);
}

/// Multinomial logistic regression within each group, by AdaGrad.
class Learner {
 public:
  Learner() : weights_(kAllLanes, 0.0f), squares_(kAllLanes, 0.1f), sums_(kAllLanes, 0.0f) {}

  void pass(std::vector<Sample>& samples, std::mt19937& random) {
    // mt19937 gives the same numbers with every library; std::shuffle does not.
    for (std::size_t i = samples.size(); i > 1; --i) std::swap(samples[i - 1], samples[random() % i]);
    std::ranges::fill(sums_, 0.0f);
    std::vector<std::uint32_t> kept;
    for (std::size_t at = 0; at < samples.size(); ++at) {
      if ((at + 1) % (samples.size() / kMoments) == 0) {
        for (std::size_t i = 0; i < kAllLanes; ++i) sums_[i] += weights_[i];
      }
      const Sample& sample = samples[at];
      // Part of the features is held back, so that no few of them carry a language alone: texts of
      // other kinds than these may lack them.
      kept.clear();
      std::uint32_t left = 0, bits = 0;
      for (const std::uint32_t b : sample.rows) {
        if (left == 0) {
          bits = static_cast<std::uint32_t>(random());
          left = 4;
        }
        if ((bits & 0xFF) >= kHeldBack) kept.push_back(b);
        bits >>= 8;
        --left;
      }
      if (kept.empty()) continue;
      const LanguageGroup& group = kLanguageGroups[sample.group];
      group.script == Script::Latin ? learn<kLanguageLanes>(sample, group.count, kept)
                                    : learn<kFewLanguageLanes>(sample, group.count, kept);
    }
  }

  /// Leaves out for good what is worth less: without a weight, the loss grows by about its square times the
  /// curvature, which the squares of its gradients add up to.
  void leave_out(float worth_latin, float worth_others) {
    for (std::size_t i = 0; i < kAllLanes; ++i) {
      const float worth = weights_[i] * weights_[i] * (squares_[i] - 0.1f);
      if (squares_[i] != kLeftOut && worth >= (i < kLatinLanes ? worth_latin : worth_others)) continue;
      weights_[i] = 0;
      squares_[i] = kLeftOut;
    }
  }

  LanguageWeights weights() const {
    LanguageWeights out;
    collect(out.latin, 0);
    collect(out.others, kLatinLanes);
    return out;
  }

 private:
  /// A weight beside such a square stays what it is.
  static constexpr float kLeftOut = std::numeric_limits<float>::infinity();

  template <std::size_t kLanes>
  void learn(const Sample& sample, std::size_t count, const std::vector<std::uint32_t>& features) {
    std::array<float, kLanes> score{};
    for (const std::uint32_t b : features) {
      for (std::size_t i = 0; i < kLanes; ++i) score[i] += weights_[b + i];
    }
    const float top = *std::max_element(score.begin(), score.begin() + count);
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += score[i] = std::exp(score[i] - top);
    std::array<float, kLanes> gradient{};
    const float share = 1.0f / std::sqrt(static_cast<float>(features.size()));
    for (std::size_t i = 0; i < count; ++i) {
      gradient[i] = sample.weight * (score[i] / sum - (i == sample.lane ? 1.0f : 0.0f)) * share;
    }
    for (const std::uint32_t b : features) {
      float* row = &weights_[b];
      float* square = &squares_[b];
      for (std::size_t i = 0; i < kLanes; ++i) {
        square[i] += gradient[i] * gradient[i];
        row[i] -= kRate * share * gradient[i] / std::sqrt(square[i]);
      }
    }
  }

  void collect(LanguageRows& rows, std::size_t from) const {
    std::vector<std::int8_t> row(rows.lanes);
    for (std::uint32_t b = 0; b < rows.features.buckets(); ++b) {
      for (std::size_t i = 0; i < rows.lanes; ++i) {
        row[i] = static_cast<std::int8_t>(std::clamp(std::lround(sums_[from + b * rows.lanes + i] / (kMoments * kStep)), -127l, 127l));
      }
      if (std::ranges::all_of(row, [](std::int8_t weight) { return weight == 0; })) continue;
      rows.features.add(b);
      rows.weights.insert(rows.weights.end(), row.begin(), row.end());
    }
    rows.features.number();
  }

  std::vector<float> weights_, squares_, sums_;  // sums of the last pass
};

}  // namespace

bool is_in(Script script, std::string_view text) {
  std::size_t of_script = 0, letters = 0;
  for (const char *at = text.data(), *end = at + text.size(); at != end;) {
    const Script here = script_of(next_code_point(at, end));
    if (here == Script::Common) continue;
    ++letters;
    of_script += here == script;
  }
  return 2 * of_script >= letters;
}

LanguageWeights train_language(const std::vector<LanguageTexts>& texts,
                               const std::vector<std::string>& names, const std::vector<float>& prior,
                               std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Sample> samples;
  for (std::size_t g = 0; g < kLanguageGroupCount; ++g) {
    const LanguageGroup& group = kLanguageGroups[g];
    std::vector<Word> named;
    if (group.script != Script::Han) {
      for (const std::string& name : names) {
        for (Word& word : words_of(group, name)) named.push_back(std::move(word));
      }
    }
    for (std::size_t lane = 0; lane < group.count; ++lane) {
      const Language language = group.languages[lane];
      const Sample like{static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(lane), prior[language], {}};
      add_samples(group, texts[language], named, random, like, samples);
    }
  }
  Learner learner;
  for (std::size_t stage = 0; stage < kPasses.size(); ++stage) {
    for (int pass = 0; pass < kPasses[stage]; ++pass) learner.pass(samples, random);
    learner.leave_out(kWorthLatin[stage], kWorthOthers[stage]);
  }
  learner.pass(samples, random);
  return learner.weights();
}

Language language_of(std::string_view text, const LanguageWeights& weights) {
  std::string folded;
  fold(text, folded);
  LanguageVote vote;
  const char* end = folded.data() + folded.size();
  for (const char* at = folded.data(); at != end;) {
    const char* start = at;
    const CharClass kind = class_of(next_code_point(at, end));
    if (kind != CharClass::Letter) continue;
    at = word_end(at, end, kind);
    LanguageScores scores;
    vote.add(signs_of_word({start, static_cast<std::size_t>(at - start)}, weights, scores), scores);
  }
  return vote.decide(folded, weights);
}

}  // namespace earshot::train
