#include "classify/feature_visitor.h"

#include "classify/features.h"

namespace earshot {
namespace {

class VisitorSink {
 public:
  VisitorSink(const Lexicon& lexicon, FeatureVisitor& visitor)
      : lexicon_(&lexicon), visitor_(&visitor) {}

  const Lexicon& lexicon() const { return *lexicon_; }
  void operator()(std::uint32_t hash) { visitor_->feature(hash); }
  void head(std::uint32_t hash) { visitor_->head(hash); }

  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    visitor_->word(start, stop);
    WordFacts facts = word_features<Shape>(start, stop, *this);
    Lexicon::Node behind = 0;
    facts.cues = cues_of_word(lexicon(), start, stop, behind);
    if (facts.cues != 0) visitor_->phrase(start, stop, facts.cues);
    if (behind != 0) {
      const Lexicon::Match match = lexicon().match_behind(stop, end, behind);
      const Cues more = match.groups & ~facts.cues;
      if (more != 0) visitor_->phrase(start, match.end, more);
      facts.cues |= more;
    }
    return facts;
  }
  void run(const char* start, const char* stop, CharClass) {
    visitor_->word(start, stop);
    each_cue_inside(lexicon(), start, stop, [&](const Lexicon::Match& match, const char* from) {
      visitor_->phrase(from, match.end, match.groups);
    });
  }

 private:
  const Lexicon* lexicon_;
  FeatureVisitor* visitor_;
};

}  // namespace

void visit_features(std::string_view raw, std::string_view folded, const Lexicon& lexicon,
                    FeatureVisitor& visitor) {
  VisitorSink sink(lexicon, visitor);
  each_feature(raw, folded, sink);
}

}  // namespace earshot
