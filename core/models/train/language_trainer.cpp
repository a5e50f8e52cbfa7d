#include "language_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>

#include "classify/model_file.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

constexpr std::uint32_t kBuckets = 1u << 13;
constexpr std::size_t kRowsPerLanguage = 7000;
constexpr int kPasses = 4;
constexpr float kRate = 0.5f, kStep = 1.0f / 24;  // one unit of a stored weight
/// Windows of so many words (characters of Han) teach it to decide on little.
constexpr std::array<std::size_t, 6> kWindows = {1, 2, 3, 5, 9, 30};

struct Sample {
  LanguageGroup group;
  std::uint32_t language;
  std::vector<std::uint32_t> buckets;
};

const LanguageGroup* group_of(Language language) {
  static constexpr LanguageGroup kGroups[] = {kLatinGroup, kCyrillicGroup, kHanGroup};
  for (const LanguageGroup& group : kGroups) {
    if (language >= group.first && language < group.first + group.count) return &group;
  }
  return nullptr;
}

bool is_ours(const LanguageGroup& group, std::uint32_t c) {
  const Script script = script_of(c);
  if (group.first == kLatinGroup.first) return script == Script::Latin;
  if (group.first == kCyrillicGroup.first) return script == Script::Cyrillic;
  return script == Script::Han;
}

/// The features of each word (each character of Han) of the group's script.
std::vector<std::vector<std::uint32_t>> words_of(const LanguageGroup& group,
                                                 std::string_view text) {
  std::vector<std::vector<std::uint32_t>> words;
  const bool han = group.first == kHanGroup.first;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
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
    if (han) {
      if (!is_ours(group, c)) continue;
      // A run of Han alone, as in texts without kana.
      const char* stop = at;
      for (const char* p = at; p != end; stop = p) {
        if (!is_ours(group, next_code_point(p, end))) break;
      }
      words.emplace_back();
      each_language_feature_of_run({start, static_cast<std::size_t>(stop - start)},
                                   [&](std::uint32_t h) { words.back().push_back(h); });
      at = stop;
      continue;
    }
    std::vector<std::uint32_t> features;
    at = word_end(at, end, kind);
    each_language_feature_of_word({start, static_cast<std::size_t>(at - start)},
                                  [&](std::uint32_t h) { features.push_back(h); });
    if (is_ours(group, c)) words.push_back(std::move(features));
  }
  return words;
}

}  // namespace

LanguageWeights train_language(const std::vector<Row>& rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::array<std::size_t, kLanguageCount> total{}, seen{};
  for (const Row& row : rows) total[row.language] += !row.judge;
  std::vector<Sample> samples;
  std::string folded;
  for (const Row& row : rows) {
    const LanguageGroup* group = group_of(row.language);
    if (row.judge || !group) continue;
    if (total[row.language] > kRowsPerLanguage &&
        text_hash(row.text) % total[row.language] >= kRowsPerLanguage)
      continue;
    fold(row.text, folded);
    const auto words = words_of(*group, folded);
    if (words.empty()) continue;
    // Languages with few texts have theirs cut in more windows.
    const std::size_t windows =
        std::clamp<std::size_t>(3 * kRowsPerLanguage / (total[row.language] + 1), 3, 12);
    for (std::size_t i = 0; i < windows; ++i) {
      const std::size_t size =
          std::min(kWindows[(seen[row.language] + i) % kWindows.size()], words.size());
      const std::size_t from = random() % (words.size() - size + 1);
      Sample sample{*group, static_cast<std::uint32_t>(row.language - group->first), {}};
      for (std::size_t w = from; w < from + size; ++w) {
        for (const std::uint32_t hash : words[w])
          sample.buckets.push_back(
              static_cast<std::uint32_t>(std::uint64_t{hash} * kBuckets >> 32));
      }
      samples.push_back(std::move(sample));
    }
    ++seen[row.language];
  }
  std::array<std::size_t, kLanguageCount> per_language{};
  for (const Sample& sample : samples) ++per_language[sample.group.first + sample.language];

  constexpr std::size_t kLanes = model_file::kLanes;
  std::vector<float> weights(kBuckets * kLanes, 0.0f), squares(kBuckets * kLanes, 0.1f);
  for (int pass = 0; pass < kPasses; ++pass) {
    std::shuffle(samples.begin(), samples.end(), random);
    for (const Sample& sample : samples) {
      std::array<float, kLanes> score{};
      for (const std::uint32_t b : sample.buckets) {
        for (std::size_t i = 0; i < kLanes; ++i) score[i] += weights[b * kLanes + i];
      }
      const float top = *std::max_element(score.begin(), score.begin() + sample.group.count);
      float sum = 0;
      for (std::size_t i = 0; i < sample.group.count; ++i)
        sum += score[i] = std::exp(score[i] - top);
      // Every language as likely as any other.
      const float weight = std::min(
          4.0f, 20000.0f / static_cast<float>(per_language[sample.group.first + sample.language]));
      std::array<float, kLanes> gradient{};
      for (std::size_t i = 0; i < sample.group.count; ++i) {
        gradient[i] = weight * (score[i] / sum - (i == sample.language ? 1.0f : 0.0f));
      }
      const float share = 1.0f / std::sqrt(static_cast<float>(sample.buckets.size()));
      for (const std::uint32_t b : sample.buckets) {
        for (std::size_t i = 0; i < sample.group.count; ++i) {
          const float g = gradient[i] * share;
          float& square = squares[b * kLanes + i];
          square += g * g;
          weights[b * kLanes + i] -= kRate * share * g / std::sqrt(square);
        }
      }
    }
  }
  LanguageWeights out;
  out.buckets = kBuckets;
  for (const float w : weights) {
    out.lanes.push_back(static_cast<std::int8_t>(std::clamp(std::lround(w / kStep), -127l, 127l)));
  }
  return out;
}

}  // namespace earshot::train
