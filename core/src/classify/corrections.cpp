#include "classify/corrections.h"

#include <algorithm>
#include <utility>

#include "classify/char_class.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/sha256.h"

namespace earshot {
namespace {

/// Whether a border of words is missing between two neighbours.
bool joined(CharClass left, CharClass right) {
  const auto spells = [](CharClass kind) {
    return kind == CharClass::Letter || kind == CharClass::Digit;
  };
  return (spells(left) && spells(right)) ||
         (left == CharClass::Hangul && right == CharClass::Hangul);
}

CharClass last_class(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  const char* last = text.data() + (at == 0 ? 0 : at - 1);
  return class_of(next_code_point(last, text.data() + text.size()));
}

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

void change(TextLabels& labels, const LabelChange& change) {
  if (change.sentiment) {
    Sentiment& sentiment = labels.sentiment;
    sentiment = {*change.sentiment, 0, 0, 0};
    (sentiment.label == Label::Positive   ? sentiment.positive
     : sentiment.label == Label::Negative ? sentiment.negative
                                          : sentiment.neutral) = 65535;
  }
  labels.intents =
      static_cast<IntentSet>((labels.intents | change.intents) & ~unsigned{change.no_intents});
  labels.topics = (labels.topics | change.topics) & ~change.no_topics;
  if (change.urgency) labels.urgency = *change.urgency;
}

bool holds(const TextLabels& labels, const LabelChange& change) {
  return (!change.sentiment || labels.sentiment.label == *change.sentiment) &&
         (labels.intents & change.intents) == change.intents &&
         (labels.intents & change.no_intents) == 0 &&
         (labels.topics & change.topics) == change.topics &&
         (labels.topics & change.no_topics) == 0 &&
         (!change.urgency || labels.urgency == *change.urgency);
}

CorrectionRules::CorrectionRules(const Corrections& corrections)
    : rules_(corrections.phrases), weights_(corrections.weights), mentions_(corrections.mentions) {
  std::string folded;
  for (PhraseRule& rule : rules_) {
    fold(rule.phrase, folded);
    rule.phrase = folded;
    names_ |= rule.name;
  }
  std::erase_if(rules_, [](const PhraseRule& rule) { return rule.phrase.empty(); });
  sort_by_phrase(rules_);
  for (const PhraseRule& rule : rules_) ++first_[static_cast<unsigned char>(rule.phrase[0]) + 1u];
  for (std::size_t byte = 0; byte < 256; ++byte)
    first_[byte + 1] = static_cast<std::uint16_t>(first_[byte + 1] + first_[byte]);
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

/// Calls visit(rule, place) for each phrase in the text.
template <class Visit>
void CorrectionRules::each_match(std::string_view folded, Visit&& visit) const {
  if (rules_.empty()) return;
  const char* const end = folded.data() + folded.size();
  CharClass before = CharClass::Space;
  for (const char* at = folded.data(); at != end;) {
    const auto place = static_cast<std::size_t>(at - folded.data());
    const auto byte = static_cast<unsigned char>(*at);
    const CharClass kind = class_of(next_code_point(at, end));
    if (!joined(before, kind)) {
      for (std::size_t i = first_[byte]; i < first_[byte + 1u]; ++i) {
        const std::string& phrase = rules_[i].phrase;
        if (!folded.substr(place).starts_with(phrase)) continue;
        const CharClass last = last_class(phrase);
        const char* behind = folded.data() + place + phrase.size();
        if (last == CharClass::Hangul || behind == end ||
            !joined(last, class_of(next_code_point(behind, end))))
          visit(i, place);
      }
    }
    before = kind;
  }
}

bool CorrectionRules::touches(std::string_view raw, std::string_view folded) const {
  bool found = false;
  each_match(folded, [&](std::size_t, std::size_t) { found = true; });
  return found || (!mentions_.empty() && labels_of(text_key(raw)));
}

bool CorrectionRules::blank_names(std::string_view folded, std::string& out) const {
  bool found = false;
  if (!names_) return false;
  each_match(folded, [&](std::size_t rule, std::size_t place) {
    if (!rules_[rule].name) return;
    if (!std::exchange(found, true)) out = folded;
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(place), rules_[rule].phrase.size(), ' ');
  });
  return found;
}

void CorrectionRules::apply(std::string_view raw, std::string_view folded,
                            TextLabels& labels) const {
  std::vector<std::size_t> found;
  each_match(folded, [&](std::size_t rule, std::size_t) { found.push_back(rule); });
  cold_sort(found, [&](std::size_t a, std::size_t b) {
    const std::size_t size = rules_[a].phrase.size(), other = rules_[b].phrase.size();
    return size != other ? size < other : a < b;
  });
  for (const std::size_t rule : found) change(labels, rules_[rule].labels);
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
