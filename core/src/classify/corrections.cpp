#include "classify/corrections.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/sha256.h"

namespace earshot {
namespace {

template <class Entry>
void add_changed(std::vector<Entry>& out, const std::vector<Entry>& from,
                 const std::vector<Entry>& other, auto&& key) {
  for (const Entry& entry : from) {
    const auto found = std::ranges::lower_bound(other, key(entry), {}, key);
    if (found == other.end() || *found != entry) out.push_back(entry);
  }
}

}  // namespace

std::uint64_t text_key(std::string_view text) {
  Sha256 digest;
  digest.update(text);
  const std::string digits = digest.finish();
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    const char digit = digits[i];
    key = key << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return key;
}

Sentiment certain(Label label) {
  Sentiment sentiment{label, 0, 0, 0};
  (label == Label::Positive   ? sentiment.positive
   : label == Label::Negative ? sentiment.negative
                              : sentiment.neutral) = 65535;
  return sentiment;
}

void change(TextLabels& labels, const LabelChange& change) {
  if (change.sentiment) labels.sentiment = certain(*change.sentiment);
  labels.intents =
      static_cast<IntentSet>((labels.intents | change.intents) & ~unsigned{change.no_intents});
  labels.topics = (labels.topics | change.topics) & ~change.no_topics;
  if (change.urgency) {
    labels.urgency = *change.urgency;
    labels.because = reason(UrgencyReason::Correction);
  }
}

bool holds(const TextLabels& labels, const LabelChange& change) {
  return (!change.sentiment || labels.sentiment.label == *change.sentiment) &&
         (labels.intents & change.intents) == change.intents &&
         (labels.intents & change.no_intents) == 0 &&
         (labels.topics & change.topics) == change.topics &&
         (labels.topics & change.no_topics) == 0 &&
         (!change.urgency || labels.urgency == *change.urgency);
}

CorrectionRules::CorrectionRules(const Corrections& corrections, std::span<const OwnTopic> topics)
    : weights_(corrections.weights), mentions_(corrections.mentions) {
  std::vector<SoughtPhrase> phrases;
  const auto add = [&](std::string_view phrase, bool open, PhraseRule rule) {
    fold(phrase, rule.phrase);
    phrases.push_back({rule.phrase, static_cast<std::uint32_t>(rules_.size()), open});
    names_ |= rule.name;
    rules_.push_back(std::move(rule));
  };
  for (std::size_t topic = 0; topic < topics.size(); ++topic) {
    PhraseRule rule;
    rule.labels.topics = TopicSet{1} << (kTopicNames.size() + topic);
    for (std::string_view word : topics[topic].words) {
      const bool open = word.ends_with('*');
      if (open) word.remove_suffix(1);
      add(word, open, rule);
    }
  }
  topic_rules_ = rules_.size();
  for (const PhraseRule& rule : corrections.phrases) add(rule.phrase, false, rule);
  phrases_ = PhraseIndex(std::move(phrases));
  for (const OwnWeight& weight : weights_)
    may_weigh_[weight.feature >> 26] |= std::uint64_t{1} << (weight.feature >> 20 & 63);
}

std::int64_t CorrectionRules::find_weights(std::uint32_t feature) const {
  const auto found = std::ranges::lower_bound(weights_, feature, {}, &OwnWeight::feature);
  if (found == weights_.end() || found->feature != feature) return 0;
  return found->positive + found->negative * (std::int64_t{1} << 32);
}

const LabelChange* CorrectionRules::labels_of(std::uint64_t text) const {
  const auto found = std::ranges::lower_bound(mentions_, text, {}, &TextCorrection::text);
  return found == mentions_.end() || found->text != text ? nullptr : &found->labels;
}

std::vector<CorrectionRules::Spoken> CorrectionRules::spoken(std::string_view folded) const {
  std::vector<PhrasePlace> places;
  phrases_.find(folded, places);
  std::vector<Spoken> found;
  for (const PhrasePlace& place : places) {
    const PhraseRule& rule = rules_[place.owner];
    Spoken& one = found.emplace_back(&rule, std::nullopt, place.begin, place.end);
    if (place.owner < topic_rules_)
      one.topic = static_cast<std::size_t>(std::countr_zero(rule.labels.topics));
  }
  return found;
}

bool CorrectionRules::touches(std::string_view raw, std::string_view folded) const {
  std::vector<PhrasePlace> places;
  phrases_.find(folded, places);
  return !places.empty() || (!mentions_.empty() && labels_of(text_key(raw)));
}

bool CorrectionRules::blank_names(std::string_view folded, std::string& out) const {
  bool found = false;
  if (!names_) return false;
  std::vector<PhrasePlace> places;
  phrases_.find(folded, places);
  for (const PhrasePlace& place : places) {
    if (!rules_[place.owner].name) continue;
    if (!std::exchange(found, true)) out = folded;
    std::fill_n(out.begin() + place.begin, place.end - place.begin, ' ');
  }
  return found;
}

void CorrectionRules::apply(std::string_view raw, std::string_view folded,
                            TextLabels& labels) const {
  std::vector<PhrasePlace> places;
  phrases_.find(folded, places);
  // The last word is that of the longest phrase; topics have the first.
  const auto weight = [&](const PhrasePlace& place) {
    return place.owner < topic_rules_ ? 0 : rules_[place.owner].phrase.size();
  };
  cold_sort(places, [&](const PhrasePlace& a, const PhrasePlace& b) {
    const std::size_t one = weight(a), other = weight(b);
    if (one != other) return one < other;
    const int phrases = rules_[a.owner].phrase.compare(rules_[b.owner].phrase);
    return phrases != 0 ? phrases < 0 : a.owner != b.owner ? a.owner < b.owner : a.begin < b.begin;
  });
  for (const PhrasePlace& place : places) change(labels, rules_[place.owner].labels);
  if (mentions_.empty()) return;
  if (const LabelChange* own = labels_of(text_key(raw))) change(labels, *own);
}

void sort_by_phrase(std::vector<PhraseRule>& rules) {
  cold_sort(rules, [](const PhraseRule& a, const PhraseRule& b) { return a.phrase < b.phrase; });
}

Corrections difference(const Corrections& one, const Corrections& other) {
  Corrections changed;
  const auto phrase = [](const PhraseRule& rule) -> const std::string& { return rule.phrase; };
  add_changed(changed.phrases, one.phrases, other.phrases, phrase);
  add_changed(changed.phrases, other.phrases, one.phrases, phrase);
  sort_by_phrase(changed.phrases);
  const auto text = [](const TextCorrection& correction) { return correction.text; };
  add_changed(changed.mentions, one.mentions, other.mentions, text);
  add_changed(changed.mentions, other.mentions, one.mentions, text);
  cold_sort(changed.mentions,
            [](const TextCorrection& a, const TextCorrection& b) { return a.text < b.text; });
  return changed;
}

}  // namespace earshot
