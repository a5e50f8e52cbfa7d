#include "classify/explanation.h"

#include <algorithm>
#include <bit>
#include <string>

#include "classify/feature_visitor.h"
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
class PartList final : public FeatureVisitor {
 public:
  PartList(const LinearModel& model, const CorrectionRules* own, const char* text)
      : model_(model), own_(own), text_(text) {}

  void feature(std::uint32_t hash) override {
    ++features;
    if (parts.empty()) return;
    parts.back().sentiment += model_.weights_of(hash) + (own_ ? own_->weights_of(hash) : 0);
  }
  void head(std::uint32_t hash) override {
    ++head_features;
    if (!parts.empty()) model_.heads.add_rows({&hash, 1}, parts.back().heads);
  }
  void word(const char* start, const char* stop) override { parts.push_back(part(start, stop)); }
  /// A phrase stands before the word that it begins with, so that what follows is the word's.
  void phrase(const char* start, const char* stop, Cues cues) override {
    Part found = part(start, stop);
    found.cues = cues;
    parts.insert(parts.end() - 1, found);
  }

  std::vector<Part> parts;
  std::uint32_t features = 0, head_features = 0;

 private:
  Part part(const char* start, const char* stop) const {
    Part part;
    part.begin = static_cast<std::uint32_t>(start - text_);
    part.end = static_cast<std::uint32_t>(stop - text_);
    return part;
  }

  const LinearModel& model_;
  const CorrectionRules* own_;
  const char* text_;
};

bool ends_sentence(std::uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == 0x3002 ||
         c == 0x0964 || c == 0x061F;
}

/// False if no phrase begins within a word with this character; what a phrase leaves out says nothing.
bool may_hold_inside(const Lexicon& lexicon, std::uint32_t first, const char* next, const char* end) {
  const std::uint32_t second = next == end ? 0 : next_code_point(next, end);
  const CharClass kind = class_of(second);
  return kind == CharClass::Space || kind == CharClass::Punctuation ||
         lexicon.may_begin_inside(first, second);
}

}  // namespace

std::vector<Reason> questions_of(const Lexicon& lexicon, std::string_view folded, bool asks) {
  const Cues asking = cue(Cue::Question) | cue(Cue::Recommendation);
  return sentences_of(lexicon, folded, asks ? asking : 0, true);
}

std::vector<Reason> sentences_of(const Model& model, std::string_view folded, Cues phrases,
                                 bool questions) {
  return sentences_of(static_cast<const LinearModel&>(model).lexicon, head_of(folded), phrases,
                      questions);
}

std::vector<Reason> sentences_of(const Lexicon& lexicon, std::string_view folded, Cues phrases,
                                 bool questions) {
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
      if (phrases != 0 && !phrased) {
        const bool inside = in_word && letter;
        if (!inside || may_hold_inside(lexicon, c, at, end))
          phrased = (lexicon.match(from, end, inside).groups & phrases) != 0;
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
    const auto leads = [&](const char* p) {
      const auto is_space = [](char byte) { return class_of(static_cast<unsigned char>(byte)) == CharClass::Space; };
      return is_space(*p) || ((*p == '-' || *p == '*') && p + 1 != from && is_space(p[1]));  // a list's mark
    };
    while (start != from && leads(start)) ++start;
    if (((marked && questions) || phrased) && start != from) {
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
  Explanation out;
  out.labels = labeller.label(raw, folded);
  folded = head_of(folded);
  const CorrectionRules* const rules = labeller.rules();
  std::string blanked;
  if (rules) {
    out.rules = rules->spoken(folded);
    out.own = rules->labels_of(text_key(raw));
    if (rules->blank_names(folded, blanked)) folded = blanked;
  }
  const CorrectionRules* const own = rules && rules->has_weights() ? rules : nullptr;
  PartList list(weights, own, folded.data());
  visit_features(folded, weights, own,
                 LinearModel::heeds_rare_words(out.labels.main) ? Heed::Rare : Heed::Known, list);
  const std::vector<Part>& parts = list.parts;

  const double sentiment_scale = length_scale(list.features) / model_file::kScoreUnit;
  const double lane_scale = length_scale(list.head_features) / kHeadLaneUnit;
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
    // The strongest first, of equals the first in the text.
    const std::size_t kept = std::min(reasons.size(), Explanation::kMaxReasons);
    for (auto at = reasons.begin(); at != reasons.begin() + static_cast<std::ptrdiff_t>(kept); ++at) {
      const auto top = std::ranges::max_element(at, reasons.end(), {}, &Reason::weight);
      std::rotate(at, top, top + 1);
    }
    reasons.resize(kept);
  }
  const auto asking = (1u << static_cast<unsigned>(Intent::Question)) |
                      (1u << static_cast<unsigned>(Intent::Recommendation));
  out.questions = questions_of(weights.lexicon, folded, (out.labels.intents & asking) != 0);
  return out;
}

}  // namespace earshot
