#include "language_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <random>

#include "classify/features.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

constexpr std::uint32_t kBuckets = 1u << 15;
constexpr std::size_t kSamples = 60000;  // of one language
constexpr int kPasses = 2;
constexpr float kRate = 0.4f, kStep = 1.0f / 6;  // one unit of a stored weight
constexpr std::uint32_t kHeldBack = 64;          // of 256 features
/// What a weight is drawn to nothing by after each pass, and the smallest that is kept, in units.
constexpr float kShrink = 0.14f, kSmallest = 1.4f;
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
    const auto take = [&](std::uint32_t hash) {
      word.push_back(static_cast<std::uint32_t>(language_row(hash, group.script, kBuckets)));
    };
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

/// mt19937 gives the same numbers with every library; std::shuffle does not.
void shuffle(std::vector<Sample>& samples, std::mt19937& random) {
  for (std::size_t i = samples.size(); i > 1; --i) std::swap(samples[i - 1], samples[random() % i]);
}

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
      LanguageTexts of = texts[language];
      if (language == language_from_code("hi")) {
        for (auto* part : {&of.posts, &of.messages, &of.words}) *part = those_in(group.script, *part);
      }
      const Sample like{static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(lane),
                        prior[language], {}};
      const std::size_t posts = of.posts.empty() ? 0 : kSamples * 2 / 5,
                        words = of.words.empty() ? 0 : kSamples * 3 / 10;
      add_windows(group, of.posts, named, posts, random, like, samples);
      add_words(group, of.words, words, random, like, samples);
      add_windows(group, of.messages, named, kSamples - posts - words, random, like, samples);
    }
  }

  constexpr std::size_t kLanes = kLanguageLanes;
  std::vector<float> weights(kBuckets * kLanes, 0.0f), squares(kBuckets * kLanes, 0.1f);
  std::vector<std::uint32_t> kept;
  for (int pass = 0; pass < kPasses; ++pass) {
    shuffle(samples, random);
    for (const Sample& sample : samples) {
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
      const std::size_t count = kLanguageGroups[sample.group].count;
      std::array<float, kLanes> score{};
      for (const std::uint32_t b : kept) {
        for (std::size_t i = 0; i < count; ++i) score[i] += weights[b + i];
      }
      const float top = *std::max_element(score.begin(), score.begin() + count);
      float sum = 0;
      for (std::size_t i = 0; i < count; ++i) sum += score[i] = std::exp(score[i] - top);
      std::array<float, kLanes> gradient{};
      const float share = 1.0f / std::sqrt(static_cast<float>(kept.size()));
      for (std::size_t i = 0; i < count; ++i) {
        gradient[i] = sample.weight * (score[i] / sum - (i == sample.lane ? 1.0f : 0.0f)) * share;
      }
      for (const std::uint32_t b : kept) {
        float* row = &weights[b];
        float* square = &squares[b];
        for (std::size_t i = 0; i < count; ++i) {
          square[i] += gradient[i] * gradient[i];
          row[i] -= kRate * share * gradient[i] / std::sqrt(square[i]);
        }
      }
    }
    // What says little is drawn to nothing: zeros are what makes the file small.
    for (float& w : weights) w = w > kShrink ? w - kShrink : w < -kShrink ? w + kShrink : 0.0f;
  }
  LanguageWeights out;
  out.buckets = kBuckets;
  for (const float w : weights) {
    const float units = w / kStep;
    out.lanes.push_back(static_cast<std::int8_t>(
        std::abs(units) < kSmallest ? 0 : std::clamp(std::lround(units), -127l, 127l)));
  }
  return out;
}

}  // namespace earshot::train
