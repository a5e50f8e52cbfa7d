#include "classify/explanation.h"

#include <algorithm>
#include <bit>

#include "classify/features.h"
#include "classify/linear_model.h"

namespace earshot {
namespace {

/// Where a word or phrase stands, and what it adds to each score.
struct Part {
  std::uint32_t begin = 0, end = 0;
  std::int64_t sentiment = 0;  ///< positive + negative * 2^32
  HeadSums heads{};
  Cues cues = 0;
};

/// Keeps sums word by word. What lies between words (pairs, marks, emotes) goes to the word before.
class PartList {
 public:
  PartList(const LinearModel& model, const char* text, std::vector<Part>& parts,
           std::uint32_t& head_features, std::uint32_t& features)
      : model_(&model),
        text_(text),
        parts_(&parts),
        head_features_(&head_features),
        features_(&features) {}

  const Lexicon& lexicon() const { return model_->lexicon; }

  void operator()(std::uint32_t hash) {
    ++*features_;
    if (!parts_->empty()) parts_->back().sentiment += model_->weights_of(hash);
  }
  void head(std::uint32_t hash) {
    ++*head_features_;
    if (parts_->empty()) return;
    const std::int8_t* row = model_->heads.row(hash);
    for (std::size_t h = 0; h < kHeads; ++h) parts_->back().heads[h] += row[h];
  }
  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    open(start, stop);
    WordFacts facts = word_features<Shape>(start, stop, *this);
    Lexicon::Node behind = 0;
    facts.cues = cues_of_word(lexicon(), start, stop, behind);
    if (facts.cues != 0) phrase(start, stop, facts.cues);
    if (behind != 0) {
      const Lexicon::Match match = lexicon().match_behind(stop, end, behind);
      if (match.groups & ~facts.cues) phrase(start, match.end, match.groups & ~facts.cues);
      facts.cues |= match.groups;
    }
    return facts;
  }
  void run(const char* start, const char* stop, CharClass) {
    open(start, stop);
    each_cue_inside(lexicon(), start, stop, [&](const Lexicon::Match& match, const char* from) {
      phrase(from, match.end, match.groups);
    });
  }

 private:
  std::uint32_t at(const char* place) const { return static_cast<std::uint32_t>(place - text_); }
  void open(const char* start, const char* stop) {
    Part part;
    part.begin = at(start);
    part.end = at(stop);
    parts_->push_back(part);
  }
  /// A phrase stands before the word that it begins with, so that what follows is the word's.
  void phrase(const char* start, const char* stop, Cues cues) {
    Part part;
    part.begin = at(start);
    part.end = at(stop);
    part.cues = cues;
    parts_->insert(parts_->end() - 1, part);
  }

  const LinearModel* model_;
  const char* text_;
  std::vector<Part>* parts_;
  std::uint32_t* head_features_;
  std::uint32_t* features_;
};

bool ends_sentence(std::uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == 0x3002 ||
         c == 0x0964 || c == 0x061F;
}

}  // namespace

std::vector<Reason> questions_of(const Lexicon& lexicon, std::string_view folded, bool asks) {
  std::vector<Reason> found;
  const char* const begin = folded.data();
  const char* const end = begin + folded.size();
  const char* start = begin;
  bool marked = false, phrased = false, in_word = false;
  for (const char* at = begin;;) {
    const char* from = at;
    const std::uint32_t c = at == end ? '\n' : next_code_point(at, end);
    if (!ends_sentence(c)) {
      const CharClass kind = class_of(c);
      const bool letter = kind == CharClass::Letter || kind == CharClass::Hangul;
      if (asks && !phrased) {
        const bool inside = in_word && letter;
        phrased = (lexicon.match(from, end, inside).groups &
                   (cue(Cue::Question) | cue(Cue::Recommendation))) != 0;
      }
      in_word = letter;
      continue;
    }
    // "?!" and "..." end one sentence.
    const char* stop = at;
    for (const char* next = at; next != end; stop = at = next) {
      const std::uint32_t more = next_code_point(next, end);
      if (!ends_sentence(more)) break;
      marked |= more == '?' || more == 0x061F;
    }
    marked |= c == '?' || c == 0x061F;
    while (start != from && class_of(static_cast<unsigned char>(*start)) == CharClass::Space) ++start;
    if ((marked || phrased) && start != from) {
      while (stop != start && static_cast<unsigned char>(stop[-1]) <= ' ') --stop;
      found.push_back({static_cast<std::uint32_t>(start - begin),
                       static_cast<std::uint32_t>(stop - begin), 0});
    }
    marked = phrased = in_word = false;
    start = at;
    if (at == end) break;
  }
  return found;
}

Explanation explain(const Model& model, Labeller& labeller, std::string_view raw,
                    std::string_view folded) {
  const auto& weights = static_cast<const LinearModel&>(model);
  raw = head_of(raw);
  folded = head_of(folded);
  Explanation out;
  out.labels = labeller.label(raw, folded);
  std::vector<Part> parts;
  std::uint32_t head_features = 0, features = 0;
  PartList list(weights, folded.data(), parts, head_features, features);
  each_feature(raw, folded, list);

  const double sentiment_scale = length_scale(features) / model_file::kScoreUnit;
  const double lane_scale = length_scale(head_features) / kHeadLaneUnit;
  for (const Part& part : parts) {
    if (part.cues != 0) continue;
    const double weight =
        (positive_of(part.sentiment) - negative_of(part.sentiment)) * sentiment_scale;
    if (weight != 0 && out.labels.sentiment.label != Label::Unrated)
      out.sentiment.push_back({part.begin, part.end, weight});
  }
  const auto holds = [&](std::size_t head) {
    if (head < kFirstTopicHead) return (out.labels.intents >> head & 1) != 0;
    if (head < kFirstUrgencyHead) return (out.labels.topics >> (head - kFirstTopicHead) & 1) != 0;
    return static_cast<std::size_t>(out.labels.urgency) > head - kFirstUrgencyHead;
  };
  for (std::size_t head = 0; head < kHeads; ++head) {
    if (!holds(head)) continue;
    std::vector<Reason>& reasons = out.heads[head];
    for (const Part& part : parts) {
      double weight = part.heads[head] * lane_scale;
      for (Cues cues = part.cues; cues != 0; cues &= cues - 1)
        weight += weights.heads.signs[static_cast<std::size_t>(std::countr_zero(cues))][head] /
                  kHeadUnit;
      if (weight > 0) reasons.push_back({part.begin, part.end, weight});
    }
    std::ranges::stable_sort(reasons, [](const Reason& a, const Reason& b) { return a.weight > b.weight; });
    if (reasons.size() > Explanation::kMaxReasons) reasons.resize(Explanation::kMaxReasons);
  }
  const auto asking = (1u << static_cast<unsigned>(Intent::Question)) |
                      (1u << static_cast<unsigned>(Intent::Recommendation));
  out.questions = questions_of(weights.lexicon, folded, (out.labels.intents & asking) != 0);
  return out;
}

}  // namespace earshot
