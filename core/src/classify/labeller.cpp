// Labels texts by the trained weights.
#include "classify/linear_model.h"

#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "classify/corrections.h"
#include "classify/features.h"
#include "classify/urgency.h"
#include "classify/word_memo.h"

namespace earshot {
namespace {

/// Adds up both weights of every feature at once: positive in the low half of a number, negative in
/// the high half. Hashes are held back and looked up many at a time: the weights lie anywhere in
/// memory, and so the look-ups wait for it together.
class Sum {
 public:
  static constexpr std::uint32_t kHeldBack = 256;
  struct Held {
    std::array<std::uint32_t, kHeldBack> hashes;
  };

  /// @param own with weights of its own, or null
  /// @param heads null: they are not asked for
  Sum(const LinearModel& model, const CorrectionRules* own, Held& held, HeadSums* heads)
      : model_(&model),
        own_(own),
        held_(held.hashes.data()),
        heads_(heads) {}

  void operator()(std::uint32_t hash) {
    held_[waiting_++] = hash;
    if (waiting_ == kHeldBack) look_up();
  }
  void add(const KnownWord& word, const MoreOfWord& more) {
    const std::int64_t weights = word.positive + word.negative * (std::int64_t{1} << 32);
    (word.known ? total_ : rare_total_) += weights;
    (word.known ? count_ : rare_count_) += word.features;
    if (!heads_) return;
    for (std::size_t h = 0; h < kHeads; ++h) (*heads_)[h] += more.heads[h];
  }
  std::span<const std::uint32_t> waiting() const { return {held_, waiting_}; }
  void look_up() {
    total_ += weights_of(*model_, own_, waiting());
    if (heads_) model_->heads.add_rows(waiting(), *heads_);
    count_ += waiting_;
    waiting_ = 0;
  }

  /// Counts the words that say nothing by themselves after all.
  void heed_rare_words() {
    total_ += std::exchange(rare_total_, 0);
    count_ += std::exchange(rare_count_, 0);
  }

  // After `look_up`.
  std::uint32_t count() const { return count_; }
  /// With the words that are passed over: heads read them too.
  std::uint32_t head_features() const { return count_ + rare_count_; }
  std::int32_t positive() const { return positive_of(total_); }
  std::int32_t negative() const { return negative_of(total_); }

  bool heads_wanted() const { return heads_ != nullptr; }
  const LinearModel& model() const { return *model_; }
  const CorrectionRules* own() const { return own_; }

 private:
  /// Apart from what hands over hashes: that is in a hundred places, and keeps itself in registers.
  [[gnu::noinline]] static std::int64_t weights_of(const LinearModel& model,
                                                   const CorrectionRules* own,
                                                   std::span<const std::uint32_t> hashes) {
    std::int64_t total = 0;
    for (const std::uint32_t hash : hashes) total += model.weights_of(hash);
    if (own) [[unlikely]] {
      for (const std::uint32_t hash : hashes) total += own->weights_of(hash);
    }
    return total;
  }

  const LinearModel* model_;
  const CorrectionRules* own_;
  std::uint32_t* held_;
  HeadSums* heads_;
  std::uint32_t waiting_ = 0;
  std::uint32_t count_ = 0, rare_count_ = 0;
  std::int64_t total_ = 0, rare_total_ = 0;
};

/// Sums what a text's features weigh, and, where heads are wanted, what its words say about its
/// language; shows its words to the net, where one reads them.
class Labels : public Sum {
 public:
  /// @param text where it begins
  Labels(const char* text, const LinearModel& model, const CorrectionRules* own, Held& held, Held& held_of_word,
         HeadSums* heads, WordMemo& memo, LanguageVote& vote, NetReader* net)
      : Sum(model, own, held, heads), text_(text), held_of_word_(&held_of_word), memo_(&memo), vote_(&vote), net_(net) {}

  const Lexicon& lexicon() const { return model().lexicon; }

  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop, const char* end) {
    const std::string_view text(start, static_cast<std::size_t>(stop - start));
    const auto make = [&](KnownWord& known, MoreOfWord& more) {
      HeadSums heads{};
      Sum sum(model(), own(), *held_of_word_, &heads);
      const WordFacts facts = word_features<Shape>(start, stop, sum);
      more.cues = cues_of_word(lexicon(), start, stop, more.behind);
      known.cued = more.cues != 0 || more.behind != 0;
      const auto is_known = [&](const CorrectionRules* by) {
        return !facts.plain || known.cued || facts.negation != Negation::None ||
               (sum.count() == 0 && model().says_something(sum.waiting(), by));
      };
      // A word that the person's weights alone know is none that the net knows.
      const bool heeded = is_known(own()), in_net = own() ? is_known(nullptr) : heeded;
      if (in_net) more.net = model().net.word(sum.waiting(), more.cues);
      sum.look_up();
      known = {facts.hash, facts.stem, sum.positive(), sum.negative(),
               static_cast<std::uint16_t>(sum.count()), facts.negation, known.cued, heeded, in_net, {}};
      for (std::size_t h = 0; h < kHeads; ++h)
        more.heads[h] = static_cast<std::int16_t>(std::clamp(heads[h], -32767, 32767));
      if constexpr (Shape.letters == CharClass::Letter) {
        known.signs = signs_of_word(text, model().languages, more.languages);
      } else {
        known.signs.script = Script::Hangul;
        known.signs.letters = static_cast<std::uint8_t>(std::min<std::size_t>(text.size() / 3, 255));
      }
    };
    const auto [known, more] = memo_->find(text, static_cast<std::size_t>(end - start), make);
    add(known, more);
    if (net_ && known.in_net) net_->add(more.net);
    if (heads_wanted() && !ends_number(start)) vote_->add(known.signs, more.languages);
    // What is remembered holds until the next word is looked up.
    const WordFacts facts{known.hash, known.stem, known.negation, known.cued ? more.cues : 0, false, known.known};
    if (!known.cued || more.behind == 0 || !lexicon().may_follow(more.behind, stop, end)) return facts;
    return with_phrases(facts, lexicon().match_behind(stop, end, more.behind).groups);
  }
  void run(const char* start, const char* stop, CharClass letters) {
    if (heads_wanted()) vote_->add_run({start, static_cast<std::size_t>(stop - start)}, letters);
    if (!net_) return;
    each_net_piece(start, stop, [&](const char* from, const char* to) {
      const auto make = [&](KnownWord& known, MoreOfWord& more) {
        Hashes sink{held_of_word_->hashes.data()};
        const Cues cues = net_piece_features(from, to, letters, lexicon(), sink);
        known = {};
        more.net = model().net.word({held_of_word_->hashes.data(), sink.next}, cues);
      };
      net_->add(memo_->find({from, static_cast<std::size_t>(to - from)},
                            static_cast<std::size_t>(stop - from), make).more.net);
    });
  }
  void sign(std::uint32_t hash) {
    if (!net_) return;
    // Like a word that begins as none does.
    std::array<char, 1 + sizeof hash> key{'\1'};
    std::memcpy(key.data() + 1, &hash, sizeof hash);
    const auto make = [&](KnownWord& known, MoreOfWord& more) {
      known = {};
      more.net = model().net.word({&hash, 1});
    };
    net_->add(memo_->find({key.data(), key.size()}, key.size(), make).more.net);
  }

 private:
  /// A word with which phrases of these groups begin that end behind it.
  WordFacts with_phrases(WordFacts facts, Cues groups) {
    for (Cues more = groups & ~facts.cues; more != 0; more &= more - 1)
      sign(net_feature_of_cue(static_cast<std::uint32_t>(std::countr_zero(more))));
    facts.cues |= groups;
    return facts;
  }

  /// Whether a word is but the end of a number, as in "4-е", which would be Bulgarian by itself.
  bool ends_number(const char* word) const {
    return word - text_ >= 2 && word[-1] == '-' && word[-2] >= '0' && word[-2] <= '9';
  }

  struct Hashes {
    std::uint32_t* next;
    void operator()(std::uint32_t hash) { *next++ = hash; }
  };

  const char* text_;
  Held* held_of_word_;
  WordMemo* memo_;
  LanguageVote* vote_;
  NetReader* net_;
};

/// Without praise where the text is surely negative, without complaint or fault where it is surely positive
/// or takes no side: of a few words the two say more together than each by itself.
IntentSet intents_that_fit(IntentSet intents, const Sentiment& sentiment) {
  constexpr std::uint16_t kNoPraise = 65535 * 7 / 10, kNoComplaint = 65535 * 8 / 10,
                          kNoSide = 65535 * 9 / 10;
  const auto without = [&](Intent intent) {
    intents &= static_cast<IntentSet>(~(1u << static_cast<unsigned>(intent)));
  };
  if (sentiment.negative > kNoPraise) without(Intent::Praise);
  if (sentiment.positive > kNoComplaint || sentiment.neutral > kNoSide) {
    without(Intent::Complaint);
    without(Intent::Fault);
  }
  return intents;
}

}  // namespace

class Labeller::Body {
 public:
  explicit Body(std::shared_ptr<const Model> model)
      : model_(std::static_pointer_cast<const LinearModel>(std::move(model))) {}

  Leaning lean(std::string_view folded) {
    folded = head_of(folded);
    if (!rules_ && !folded.empty() && folded == labelled_) return leaning_;
    if (rules_ && rules_->blank_names(folded, blanked_)) folded = blanked_;
    LanguageVote vote;
    Labels labels(folded.data(), *model_, own_weights(), held_, held_of_word_, nullptr, memo_, vote, nullptr);
    const TextTraits traits = each_feature(folded, labels);
    labels.look_up();
    return leaning_of(labels, traits);
  }

  TextLabels label(std::string_view raw, std::string_view folded) {
    if (!rules_) [[likely]] return label_by_model(head_of(folded));
    const std::string_view head = head_of(folded);
    TextLabels out = label_by_model(head);
    // A name says nothing of what is meant, but it is written in the language of the text.
    if (rules_->blank_names(head, blanked_)) out = label_by_model(blanked_, &out);
    rules_->apply(raw, head, out);
    return out;
  }

  void correct(const Corrections& corrections, std::span<const OwnTopic> topics) {
    const bool had_weights = rules_ && rules_->has_weights();
    rules_.reset();
    labelled_.clear();
    if (!corrections.empty() || !topics.empty()) rules_.emplace(corrections, topics);
    if (had_weights || (rules_ && rules_->has_weights())) memo_.clear();
  }

  const CorrectionRules* rules() const { return rules_ ? &*rules_ : nullptr; }
  LogOdds odds() const { return odds_; }

 private:
  static Leaning leaning_of(const Labels& labels, const TextTraits& traits) {
    const double scale = length_scale(labels.count()) / model_file::kScoreUnit;
    return {labels.positive() * scale, labels.negative() * scale, traits.cues, traits.denied};
  }

  const CorrectionRules* own_weights() const {
    return rules_ && rules_->has_weights() ? &*rules_ : nullptr;
  }

  /// @param spoken which language the text is in, where that is known
  TextLabels label_by_model(std::string_view folded, const TextLabels* spoken = nullptr) {
    LanguageVote vote;
    HeadSums heads{};
    NetReader net(model_->net);
    Labels labels(folded.data(), *model_, own_weights(), held_, held_of_word_, &heads, memo_, vote, &net);
    const TextTraits traits = each_feature(folded, labels);
    labels.look_up();
    labelled_ = folded;
    leaning_ = leaning_of(labels, traits);
    TextLabels out;
    out.main = spoken ? spoken->main : vote.decide(folded, model_->languages);
    out.language = spoken ? spoken->language : vote.is_mixed() ? kMixedLanguages : out.main;
    if (LinearModel::heeds_rare_words(out.main)) labels.heed_rare_words();
    const LinearModel::Rating& rating = model_->ratings[out.main];
    if (traits.clear_emote || (rating.rated && traits.words > 0)) {
      const double scale = length_scale(labels.count()) / model_file::kScoreUnit * rating.slope;
      const double net_scale = rating.slope / model_file::kNetUnit;
      const NetScores read = net.scores();
      const double length = rating.by_length * steps_beyond_usual(traits.heeded);
      odds_ = {labels.positive() * scale + read.positive * net_scale + rating.positive + length,
               labels.negative() * scale + read.negative * net_scale + rating.negative - length};
      out.sentiment = probabilities(odds_.positive, odds_.negative);
    }
    const HeadLabels more = decide_heads(model_->heads, heads, labels.head_features(), traits,
                                         out.main);
    out.intents = intents_that_fit(more.intents, out.sentiment);
    out.topics = more.topics;
    out.urgency = more.urgency;
    out.because = reasons_of_cues(more.urgent);
    return out;
  }

  std::shared_ptr<const LinearModel> model_;
  std::optional<CorrectionRules> rules_;
  std::string blanked_;
  // The text labelled last: what is aimed at its brands asks for it again.
  std::string labelled_;
  Leaning leaning_;
  LogOdds odds_;
  WordMemo memo_;
  Sum::Held held_, held_of_word_;
};

Labeller::Labeller(std::shared_ptr<const Model> model)
    : body_(std::make_unique<Body>(std::move(model))) {}
Labeller::~Labeller() = default;
Labeller::Labeller(Labeller&&) noexcept = default;
Labeller& Labeller::operator=(Labeller&&) noexcept = default;

TextLabels Labeller::label(std::string_view raw, std::string_view folded) {
  return body_->label(raw, folded);
}

void Labeller::correct(const Corrections& corrections, std::span<const OwnTopic> topics) {
  body_->correct(corrections, topics);
}
const CorrectionRules* Labeller::rules() const { return body_->rules(); }
LogOdds Labeller::odds() const { return body_->odds(); }
Leaning Labeller::lean(std::string_view folded) { return body_->lean(folded); }

}  // namespace earshot
