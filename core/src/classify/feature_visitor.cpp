#include "classify/feature_visitor.h"

#include <vector>

#include "classify/features.h"

namespace earshot {
namespace {

class VisitorSink {
 public:
  VisitorSink(const LinearModel& model, const CorrectionRules* own, Heed heed,
              FeatureVisitor& visitor, std::vector<std::uint32_t>& of_word)
      : model_(&model), own_(own), visitor_(&visitor), of_word_(&of_word), heed_(heed) {}

  const Lexicon& lexicon() const { return model_->lexicon; }
  void operator()(std::uint32_t hash) {
    visitor_->feature(hash);
    visitor_->head(hash);
  }

  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    visitor_->word(start, stop);
    struct OfWord {
      std::vector<std::uint32_t>* features;
      void operator()(std::uint32_t hash) { features->push_back(hash); }
    };
    of_word_->clear();
    OfWord sink{of_word_};
    WordFacts facts = word_features<Shape>(start, stop, sink);
    Lexicon::Node behind = 0;
    facts.cues = cues_of_word(lexicon(), start, stop, behind);
    facts.known = heed_ == Heed::Every || !facts.plain || facts.cues != 0 || behind != 0 ||
                  facts.negation != Negation::None || model_->says_something(*of_word_, own_);
    for (const std::uint32_t hash : *of_word_) {
      if (facts.known || heed_ == Heed::Rare) visitor_->feature(hash);
      visitor_->head(hash);
    }
    if (facts.cues != 0) visitor_->phrase(start, stop, facts.cues);
    if (behind != 0) {
      const Lexicon::Match match = lexicon().match_behind(stop, end, behind);
      const Cues more = match.groups & ~facts.cues;
      if (more != 0) visitor_->phrase(start, match.end, more);
      facts.cues |= more;
    }
    return facts;
  }
  void sign(std::uint32_t) {}
  void run(const char* start, const char* stop, CharClass) {
    visitor_->word(start, stop);
    each_cue_inside(lexicon(), start, stop, [&](const Lexicon::Match& match, const char* from) {
      visitor_->phrase(from, match.end, match.groups);
    });
  }

 private:
  const LinearModel* model_;
  const CorrectionRules* own_;
  FeatureVisitor* visitor_;
  std::vector<std::uint32_t>* of_word_;
  Heed heed_;
};

}  // namespace

void visit_features(std::string_view folded, const LinearModel& model, const CorrectionRules* own,
                    Heed heed, FeatureVisitor& visitor) {
  std::vector<std::uint32_t> of_word;
  VisitorSink sink(model, own, heed, visitor, of_word);
  each_feature(folded, sink);
}

}  // namespace earshot
