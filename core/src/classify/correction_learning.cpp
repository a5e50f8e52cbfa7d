#include "classify/correction_learning.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "classify/char_class.h"
#include "classify/corrections.h"
#include "classify/feature_visitor.h"
#include "classify/features.h"
#include "classify/linear_model.h"
#include "classify/probabilities.h"
#include "text/cold_sort.h"
#include "text/fold.h"

namespace earshot {
namespace {

constexpr std::size_t kMaxFeatures = 64;   // that get a weight
constexpr int kPasses = 12;
constexpr double kRate = 2.0;              // of a step, in log-odds
constexpr double kDecay = 0.97;            // of all weights, a pass
constexpr double kMostWeight = 4 * model_file::kScoreUnit;
constexpr double kTelling = 0.75;          // of what tells a text best from others
constexpr double kSure = 0.6 * 65535;      // a text that is right by this much teaches nothing more

// Each sorting stands once in the code.
[[gnu::noinline]] void sort(std::vector<std::uint32_t>& values) { cold_sort(values); }
[[gnu::noinline]] void sort(std::vector<std::string>& values) { cold_sort(values); }

void sort_out_repeats(auto& values) {
  sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Walks over the equal runs of sorted values: visit(value, how many).
void each_run(const auto& sorted, auto&& visit) {
  for (std::size_t at = 0; at < sorted.size();) {
    std::size_t end = at + 1;
    while (end < sorted.size() && sorted[end] == sorted[at]) ++end;
    visit(sorted[at], end - at);
    at = end;
  }
}

/// The model with the rules in force, but not with what was said of single texts.
Corrections general(const Corrections& in_force) { return {in_force.phrases, in_force.weights, {}}; }

struct Shared {
  std::uint32_t feature = 0;
  std::size_t texts = 0, others = 0;
  double positive = 0, negative = 0;  // learnt
  bool telling = false, kept = false;

  /// High if it is frequent among the wrong texts and rare elsewhere.
  double telling_by() const {
    const auto count = static_cast<double>(texts);
    return count * count / static_cast<double>(others + 1);
  }
};

/// One text: how often it has which of the shared features, and its scores without what is learnt.
struct Lesson {
  std::vector<std::uint32_t> features;
  std::vector<std::pair<std::uint32_t, double>> shared;
  double positive = 0, negative = 0, scale = 0, norm = 0;
  Label wanted = Label::Neutral;
  bool wrong = false;

  Sentiment rate(std::span<const Shared> learnt) const {
    double more_positive = 0, more_negative = 0;
    for (const auto& [at, count] : shared) {
      more_positive += count * learnt[at].positive;
      more_negative += count * learnt[at].negative;
    }
    return probabilities(positive + more_positive * scale, negative + more_negative * scale);
  }
};

double share_of(const Sentiment& sentiment, Label label) {
  return label == Label::Positive   ? sentiment.positive
         : label == Label::Negative ? sentiment.negative
                                    : sentiment.neutral;
}

class Lessons {
 public:
  Lessons(const std::shared_ptr<const Model>& model, const Corrections& in_force)
      : model_(static_cast<const LinearModel&>(*model)),
        labeller_(model),
        rules_(general(in_force)) {
    labeller_.correct(general(in_force));
  }

  void add(const CorrectedText& text) {
    fold(text.text, folded_);
    const TextLabels labels = labeller_.label(text.text, folded_);
    if (labels.sentiment.label == Label::Unrated) return;
    Lesson lesson;
    lesson.wanted = *text.labels.sentiment;
    lesson.wrong = labels.sentiment.label != lesson.wanted;
    list(Heed::Every, lesson.features);
    list(LinearModel::heeds_rare_words(labels.main) ? Heed::Rare : Heed::Known, heeded_);
    lesson.scale = length_scale(static_cast<std::uint32_t>(heeded_.size())) /
                   model_file::kScoreUnit * model_.ratings[labels.main].slope;
    const LogOdds odds = labeller_.odds();
    lesson.positive = odds.positive;
    lesson.negative = odds.negative;
    // A rule may have had the last word.
    if (probabilities(lesson.positive, lesson.negative).label != labels.sentiment.label) return;
    wrong_ += lesson.wrong;
    lessons_.push_back(std::move(lesson));
  }
  std::size_t wrong() const { return wrong_; }

  /// Picks the features that wrong texts share and others rarely have.
  void find_shared(std::span<const std::string> others) {
    std::vector<std::uint32_t> all;
    for (const Lesson& lesson : lessons_) {
      if (!lesson.wrong) continue;
      std::vector<std::uint32_t> once = lesson.features;
      sort_out_repeats(once);
      all.insert(all.end(), once.begin(), once.end());
    }
    sort(all);
    const std::size_t least = std::max(kLeastSharing, wrong_ / 8);
    each_run(all, [&](std::uint32_t feature, std::size_t texts) {
      if (texts >= least) shared_.push_back({feature, texts});
    });
    std::vector<std::uint32_t> features;
    for (const std::string& other : others) {
      fold(other, folded_);
      list(Heed::Every, features);
      sort_out_repeats(features);
      for (const std::uint32_t feature : features) {
        const auto found = std::ranges::lower_bound(shared_, feature, {}, &Shared::feature);
        if (found != shared_.end() && found->feature == feature) ++found->others;
      }
    }
    std::erase_if(shared_, [&](const Shared& shared) {
      return 2 * shared.others * wrong_ > shared.texts * others.size();
    });
    note_shared();
    // Each text keeps those by which it is told best: a pair of words rather than either word.
    for (const Lesson& lesson : lessons_) {
      if (!lesson.wrong) continue;
      double best = 0;
      for (const auto& [at, count] : lesson.shared)
        best = std::max(best, shared_[at].telling_by());
      for (const auto& [at, count] : lesson.shared)
        shared_[at].telling |= shared_[at].telling_by() >= kTelling * best;
    }
    for (std::size_t kept = 0; kept < kMaxFeatures; ++kept) {
      Shared* best = nullptr;
      for (Shared& shared : shared_) {
        if (shared.telling && (!best || shared.telling_by() > best->telling_by())) best = &shared;
      }
      if (!best) break;
      best->telling = false;
      best->kept = true;
    }
    std::erase_if(shared_, [](const Shared& shared) { return !shared.kept; });
    note_shared();
  }

  void learn() {
    for (int pass = 0; pass < kPasses; ++pass) {
      for (const Lesson& lesson : lessons_) step(lesson);
      for (Shared& shared : shared_) {
        shared.positive = std::clamp(shared.positive * kDecay, -kMostWeight, kMostWeight);
        shared.negative = std::clamp(shared.negative * kDecay, -kMostWeight, kMostWeight);
      }
    }
    round();
    for (int tries = 0; unsettles(); ++tries) {
      const double part = tries < 4 ? 0.5 : 0.0;
      for (Shared& shared : shared_) {
        shared.positive *= part;
        shared.negative *= part;
      }
      round();
    }
  }

  /// Added to the weights that are in force.
  std::vector<OwnWeight> weights(std::vector<OwnWeight> out) const {
    const std::vector<OwnWeight> before = out;
    bool better = false;
    for (const Lesson& lesson : lessons_)
      better |= lesson.wrong && lesson.rate(shared_).label == lesson.wanted;
    if (!better) return before;
    for (const Shared& shared : shared_) {
      const auto sum = [](std::int16_t weight, double more) {
        return static_cast<std::int16_t>(std::clamp(weight + static_cast<int>(more), -32768, 32767));
      };
      auto found = std::ranges::lower_bound(out, shared.feature, {}, &OwnWeight::feature);
      if (found == out.end() || found->feature != shared.feature)
        found = out.insert(found, OwnWeight{shared.feature, 0, 0});
      found->positive = sum(found->positive, shared.positive);
      found->negative = sum(found->negative, shared.negative);
    }
    std::erase_if(out, [](const OwnWeight& own) { return own.positive == 0 && own.negative == 0; });
    return out.size() > kMaxOwnWeights ? before : out;
  }

 private:
  /// The features of the text that is folded in `folded_`, names taken out.
  /// @param heed every word's where words that say nothing yet may be taught to
  void list(Heed heed, std::vector<std::uint32_t>& features) {
    struct List final : FeatureVisitor {
      explicit List(std::vector<std::uint32_t>& all) : hashes(all) {}
      void feature(std::uint32_t hash) override { hashes.push_back(hash); }
      std::vector<std::uint32_t>& hashes;
    };
    features.clear();
    List all(features);
    visit_features(rules_.blank_names(folded_, blanked_) ? blanked_ : folded_, model_, &rules_,
                   heed, all);
  }

  /// Which of the shared features each text has.
  void note_shared() {
    for (Lesson& lesson : lessons_) {
      lesson.shared.clear();
      lesson.norm = 0;
      sort(lesson.features);
      each_run(lesson.features, [&](std::uint32_t feature, std::size_t count) {
        const auto found = std::ranges::lower_bound(shared_, feature, {}, &Shared::feature);
        if (found == shared_.end() || found->feature != feature) return;
        const auto times = static_cast<double>(count);
        lesson.shared.emplace_back(static_cast<std::uint32_t>(found - shared_.begin()), times);
        lesson.norm += times * times;
      });
    }
  }

  void step(const Lesson& lesson) {
    if (lesson.norm == 0) return;
    const Sentiment now = lesson.rate(shared_);
    if (share_of(now, lesson.wanted) >= kSure) return;
    const double size = kRate / (lesson.norm * lesson.scale);
    const double positive = (lesson.wanted == Label::Positive) - now.positive / 65535.0;
    const double negative = (lesson.wanted == Label::Negative) - now.negative / 65535.0;
    for (const auto& [at, count] : lesson.shared) {
      shared_[at].positive += size * positive * count;
      shared_[at].negative += size * negative * count;
    }
  }

  void round() {
    for (Shared& shared : shared_) {
      shared.positive = static_cast<int>(shared.positive);
      shared.negative = static_cast<int>(shared.negative);
    }
  }

  /// Whether a text that was right no longer is.
  bool unsettles() const {
    return std::ranges::any_of(lessons_, [&](const Lesson& lesson) {
      return !lesson.wrong && lesson.rate(shared_).label != lesson.wanted;
    });
  }

  const LinearModel& model_;
  Labeller labeller_;
  CorrectionRules rules_;
  std::vector<Lesson> lessons_;
  std::vector<Shared> shared_;
  std::size_t wrong_ = 0;
  std::string folded_, blanked_;
  std::vector<std::uint32_t> heeded_;
};

// ---- phrases -----------------------------------------------------------------------------------

constexpr std::size_t kMaxPhraseWords = 3;
constexpr std::size_t kMinLetters = 3, kMaxRun = 6;  // of a single word; of unspaced script
constexpr std::size_t kMaxTried = 16;
constexpr std::size_t kPhraseBytes = 600;  // of a text that are looked at

/// The phrases of a folded text that a rule may have: up to three words, beginnings of Korean ones,
/// short runs of unspaced script.
void list_phrases(std::string_view folded, std::vector<std::string>& out) {
  struct Word {
    std::size_t begin, end, letters;
    bool after_blank;  // one blank alone stands between it and the word before
  };
  std::vector<Word> words;
  const char* const start = folded.data();
  const char* const end = start + folded.size();
  CharClass open = CharClass::Space;
  std::vector<std::size_t> places;  // of the characters of the run that is open
  const auto add = [&](std::size_t from, std::size_t to) {
    out.emplace_back(folded.substr(from, to - from));
  };
  const auto close = [&](std::size_t stop) {
    if (places.empty()) return;
    const std::size_t letters = places.size(), first = places.front();
    places.push_back(stop);
    if (open == CharClass::Kanji || open == CharClass::Running) {
      for (std::size_t from = 0; from < letters; ++from)
        for (std::size_t to = from + 2; to <= std::min(letters, from + kMaxRun); ++to)
          add(places[from], places[to]);
    } else {
      const bool hangul = open == CharClass::Hangul;
      if (hangul)
        for (std::size_t to = 2; to < letters; ++to) add(first, places[to]);
      const bool after_blank =
          !words.empty() && words.back().end + 1 == first && folded[first - 1] == ' ';
      words.push_back({first, stop, hangul ? letters + 1 : letters, after_blank});
    }
    places.clear();
  };
  for (const char* at = start; at != end;) {
    const auto place = static_cast<std::size_t>(at - start);
    CharClass kind = class_of(next_code_point(at, end));
    if (kind == CharClass::Digit) kind = CharClass::Letter;
    if (kind != open) close(place);
    open = kind;
    if (kind == CharClass::Letter || kind == CharClass::Hangul || kind == CharClass::Kanji ||
        kind == CharClass::Running)
      places.push_back(place);
  }
  close(folded.size());
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].letters >= kMinLetters) add(words[at].begin, words[at].end);
    for (std::size_t more = 1; more < kMaxPhraseWords && at + more < words.size(); ++more) {
      if (!words[at + more].after_blank) break;
      add(words[at].begin, words[at + more].end);
    }
  }
}

/// A label that texts lacked, and those texts.
struct Mistake {
  LabelChange wanted;
  std::vector<std::size_t> texts;
};

/// The change taken apart into one label each.
std::vector<LabelChange> single_changes(const LabelChange& all) {
  std::vector<LabelChange> out;
  if (all.sentiment) out.emplace_back().sentiment = all.sentiment;
  for (unsigned bit = 0; bit < kIntentNames.size(); ++bit) {
    const auto one = static_cast<IntentSet>(1u << bit);
    if (all.intents & one) out.emplace_back().intents = one;
    if (all.no_intents & one) out.emplace_back().no_intents = one;
  }
  for (unsigned bit = 0; bit < kTopicNames.size(); ++bit) {
    const TopicSet one = TopicSet{1} << bit;
    if (all.topics & one) out.emplace_back().topics = one;
    if (all.no_topics & one) out.emplace_back().no_topics = one;
  }
  if (all.urgency) out.emplace_back().urgency = all.urgency;
  return out;
}

struct Phrase {
  std::string text;
  std::size_t texts = 0, others = 0;
  bool words = false;  ///< of several words
  bool tried = false;
};

}  // namespace

std::vector<OwnWeight> learn_weights(const std::shared_ptr<const Model>& model,
                                     const Corrections& in_force,
                                     std::span<const CorrectedText> corrected,
                                     std::span<const std::string> others) {
  Lessons lessons(model, in_force);
  for (const CorrectedText& text : corrected.first(std::min(corrected.size(), kMaxLessons)))
    if (text.labels.sentiment && text.text.size() <= kMaxLessonBytes) lessons.add(text);
  if (lessons.wrong() < kLeastLessons) return in_force.weights;
  lessons.find_shared(others);
  lessons.learn();
  return lessons.weights(in_force.weights);
}

std::vector<RuleProposal> propose_rules(const std::shared_ptr<const Model>& model,
                                        const Corrections& in_force,
                                        std::span<const CorrectedText> corrected,
                                        std::span<const std::string> others) {
  corrected = corrected.first(std::min(corrected.size(), kMaxLessons));
  Labeller labeller(model);
  labeller.correct(general(in_force));
  std::vector<std::string> folded(corrected.size());
  std::vector<Mistake> mistakes;
  for (std::size_t at = 0; at < corrected.size(); ++at) {
    if (corrected[at].text.size() > kMaxLessonBytes) continue;
    fold(corrected[at].text, folded[at]);
    const TextLabels labels = labeller.label(corrected[at].text, folded[at]);
    for (const LabelChange& wanted : single_changes(corrected[at].labels)) {
      if (holds(labels, wanted)) continue;
      auto mistake = std::ranges::find(mistakes, wanted, &Mistake::wanted);
      if (mistake == mistakes.end()) {
        mistakes.emplace_back().wanted = wanted;
        mistake = mistakes.end() - 1;
      }
      mistake->texts.push_back(at);
    }
  }
  std::vector<std::string> folded_others(others.size());
  for (std::size_t at = 0; at < others.size(); ++at) fold(others[at], folded_others[at]);

  std::vector<RuleProposal> proposals;
  Labeller trial(model);
  for (const Mistake& mistake : mistakes) {
    const std::size_t wrong = mistake.texts.size();
    if (wrong < kLeastSharing) continue;
    std::vector<std::string> all;
    for (const std::size_t at : mistake.texts) {
      std::vector<std::string> once;
      list_phrases(folded[at].substr(0, kPhraseBytes), once);
      sort_out_repeats(once);
      std::ranges::move(once, std::back_inserter(all));
    }
    sort(all);
    std::vector<Phrase> phrases;
    each_run(all, [&](const std::string& text, std::size_t texts) {
      if (texts >= kLeastSharing && texts * 5 >= wrong * 3)
        phrases.push_back({text, texts, 0, text.find(' ') != std::string::npos, false});
    });
    // The frequent and the long ones first; they alone are looked for elsewhere.
    RuleProposal best;
    std::size_t with_best = 0;  // texts
    for (std::size_t tries = 0; tries < std::min(kMaxTried, phrases.size()); ++tries) {
      Phrase* next = nullptr;
      for (Phrase& other : phrases) {
        if (other.tried) continue;
        if (!next || other.texts > next->texts ||
            (other.texts == next->texts && other.text.size() > next->text.size()))
          next = &other;
      }
      Phrase& phrase = *next;
      phrase.tried = true;
      // A part of the best that always stands in it says less of what is meant.
      if (phrase.texts == with_best && best.rule.phrase.find(phrase.text) != std::string::npos) continue;
      for (const std::string& other : folded_others)
        phrase.others += other.find(phrase.text) != std::string::npos;
      const bool rare = 4 * phrase.others * wrong <= phrase.texts * others.size();
      if (!rare && !phrase.words) continue;
      for (const bool name : {true, false}) {
        if (name ? !mistake.wanted.sentiment : !rare) continue;
        Corrections tried = general(in_force);
        tried.phrases.push_back({phrase.text, name, name ? LabelChange() : mistake.wanted});
        trial.correct(tried);
        std::size_t right = 0;
        for (const std::size_t at : mistake.texts)
          right += holds(trial.label(corrected[at].text, folded[at]), mistake.wanted);
        // A name has to explain most of them; a label explains all that hold the phrase.
        if (right * 3 < phrase.texts * 2 || right < kLeastSharing) continue;
        if (right > best.texts) {
          best = {tried.phrases.back(), right};
          with_best = phrase.texts;
        }
        break;
      }
    }
    if (best.texts > 0) proposals.push_back(std::move(best));
  }
  return proposals;
}

}  // namespace earshot
