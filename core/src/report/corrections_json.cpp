#include "report/corrections_json.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "classify/corrections.h"
#include "classify/features.h"
#include "report/known_keys.h"
#include "report/mention_rows.h"
#include "report/text_out.h"
#include "text/cold_sort.h"
#include "text/fold.h"

namespace earshot {
namespace {

constexpr std::size_t kMaxCorrectedAims = 100;  // of one text

std::unexpected<Error> wrong(const std::string& path, std::string_view wanted) {
  return std::unexpected(Error{ErrorCode::BadSettings,
                               {},
                               path,
                               "\"" + path + "\" has to be " + std::string(wanted) + "."});
}

/// The place of a name in a list of them.
std::optional<std::size_t> place_of(const std::optional<std::string>& name, auto const& names) {
  if (!name) return std::nullopt;
  const auto at = std::ranges::find(names, std::string_view(*name));
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

/// {"complaint": true, "praise": false} as two sets of bits.
Result<void> read_sets(const JsonIn& object, const char* key, auto const& names, auto& holds,
                       auto& holds_not, const std::string& path) {
  const auto values = object.find(key);
  if (!values) return {};
  const std::string at = path + "." + key;
  if (!values->is_object()) return wrong(at, "an object of labels that are true or false");
  for (JsonItems items = values->items(); items.next();) {
    const std::string name = JsonIn::unescaped(items.key());
    const JsonIn value(items.value());
    const auto bit = place_of(name, names);
    if (!bit || !value.is_boolean()) return wrong(at + "." + name, "a known label, true or false");
    // The last of a name counts.
    auto& set = value.is_true() ? holds : holds_not;
    auto& other = value.is_true() ? holds_not : holds;
    using Set = std::remove_reference_t<decltype(set)>;
    set = static_cast<Set>(set | 1u << *bit);
    other = static_cast<Set>(other & ~(1u << *bit));
  }
  return {};
}

constexpr std::array<std::string_view, 4> kSentiments = {"positive", "neutral", "negative", "name"};
constexpr std::array<Label, 3> kLabels = {Label::Positive, Label::Neutral, Label::Negative};

/// @param name where a phrase's "name" goes; null where that has no meaning
Result<LabelChange> labels_from(const JsonIn& json, const std::string& path, const Topics& topics,
                                bool* name) {
  static constexpr std::string_view kKeys[] = {"phrase", "sentiment", "intents",
                                               "topics", "urgency",   "brands"};
  LabelChange change;
  if (!json.is_object()) return wrong(path, "an object");
  if (auto known = check_keys(json, kKeys, path); !known)
    return std::unexpected(std::move(known.error()));
  if (const auto sentiment = json.find("sentiment")) {
    const auto at = place_of(sentiment->text(), kSentiments);
    if (!at || (*at == kLabels.size() && !name))
      return wrong(path + ".sentiment", name ? "positive, neutral, negative or name"
                                             : "positive, neutral or negative");
    if (*at == kLabels.size()) *name = true;
    else change.sentiment = kLabels[*at];
  }
  if (auto done = read_sets(json, "intents", kIntentNames, change.intents, change.no_intents, path);
      !done)
    return std::unexpected(std::move(done.error()));
  if (auto done = read_sets(json, "topics", topics.names(), change.topics, change.no_topics, path);
      !done)
    return std::unexpected(std::move(done.error()));
  if (const auto urgency = json.find("urgency")) {
    const auto at = place_of(urgency->text(), kUrgencyNames);
    if (!at) return wrong(path + ".urgency", "low, normal, high or critical");
    change.urgency = static_cast<Urgency>(*at);
  }
  return change;
}

/// The number that `digits` hexadecimal digits stand for.
std::optional<std::uint64_t> number_of(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (value < 0) return std::nullopt;
    number = number << 4 | static_cast<std::uint64_t>(value);
  }
  return number;
}

void append_hex(std::string& out, std::uint64_t number, int digits) {
  out += '"';
  for (int digit = digits - 1; digit >= 0; --digit)
    out += "0123456789abcdef"[number >> 4 * digit & 15];
  out += '"';
}

}  // namespace

void append_change(std::string& out, const LabelChange& change, bool name, const Topics& topics) {
  const auto one = [&](std::string_view key, std::string_view value) {
    out += ",\"";
    out += key;
    out += "\":";
    append_json_string(out, value);
  };
  const auto sets = [&](std::string_view key, auto const& names, std::uint32_t holds,
                        std::uint32_t holds_not) {
    if ((holds | holds_not) == 0) return;
    out += ",\"";
    out += key;
    out += "\":{";
    for (std::size_t bit = 0; bit < names.size(); ++bit) {
      if (!((holds | holds_not) >> bit & 1)) continue;
      if (out.back() != '{') out += ',';
      append_json_string(out, names[bit]);
      out += holds >> bit & 1 ? ":true" : ":false";
    }
    out += '}';
  };
  if (name) one("sentiment", "name");
  else if (change.sentiment) one("sentiment", label_name(*change.sentiment));
  sets("intents", kIntentNames, change.intents, change.no_intents);
  sets("topics", topics.names(), change.topics, change.no_topics);
  if (change.urgency) one("urgency", kUrgencyNames[static_cast<std::size_t>(*change.urgency)]);
}

namespace {

void append_signed(std::string& out, int value) {
  if (value < 0) out += '-';
  append_integer(out, static_cast<std::uint64_t>(value < 0 ? -value : value));
}

void append_count(std::string& out, std::string_view key, std::uint64_t value) {
  out += key;
  append_integer(out, value);
}

/// Sorted; of several with one key the last.
void keep_last(auto& list, auto key) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (const auto& entry : list) order.emplace_back(entry.*key, order.size());
  cold_sort(order);
  auto all = std::exchange(list, {});
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i + 1 == order.size() || order[i + 1].first != order[i].first)
      list.push_back(std::move(all[order[i].second]));
  }
}

}  // namespace

void append_text_key(std::string& out, std::uint64_t key) { append_hex(out, key, 16); }

Result<Corrections> corrections_from(const JsonIn& json, const Topics& topics) {
  Corrections out;
  static constexpr std::string_view kKeys[] = {"phrases", "mentions", "features", "weights"};
  if (!json.is_object()) return wrong("corrections", "an object");
  if (auto known = check_keys(json, kKeys, "corrections"); !known)
    return std::unexpected(std::move(known.error()));
  if (const auto phrases = json.find("phrases")) {
    const std::string path = "corrections.phrases";
    if (!phrases->is_array() || phrases->size() > kMaxPhraseRules)
      return wrong(path, "a list of at most 1000 rules");
    std::set<std::string> known;
    std::string folded;
    for (JsonItems items = phrases->items(); items.next();) {
      const JsonIn entry(items.value());
      const std::string at = path + "[" + std::to_string(out.phrases.size()) + "]";
      PhraseRule rule;
      auto labels = labels_from(entry, at, topics, &rule.name);
      if (!labels) return std::unexpected(std::move(labels.error()));
      rule.labels = *labels;
      const auto member = entry.find("phrase");
      rule.phrase = member ? member->text().value_or("") : "";
      fold(rule.phrase, folded);
      if (folded.empty()) return wrong(at + ".phrase", "a text that is not empty");
      if (!known.insert(folded).second)
        return std::unexpected(Error{ErrorCode::BadSettings, {}, folded,
                                     "The phrase \"" + folded +
                                         "\" stands in the corrections twice; merge the two."});
      out.phrases.push_back(std::move(rule));
    }
    sort_by_phrase(out.phrases);
  }
  if (const auto mentions = json.find("mentions")) {
    const std::string path = "corrections.mentions";
    if (!mentions->is_object() || mentions->size() > kMaxTextCorrections)
      return wrong(path, "an object with at most 200000 texts");
    for (JsonItems items = mentions->items(); items.next();) {
      const std::string key = JsonIn::unescaped(items.key());
      const std::string at = path + "." + key;
      const auto text = number_of(key, 16);
      if (!text) return wrong(at, "named by 16 hexadecimal digits");
      const JsonIn value(items.value());
      auto labels = labels_from(value, at, topics, nullptr);
      if (!labels) return std::unexpected(std::move(labels.error()));
      TextCorrection& correction = out.mentions.emplace_back();
      correction = {*text, *labels};
      const auto brands = value.find("brands");
      if (!brands) continue;
      if (!brands->is_object() || brands->size() > kMaxCorrectedAims)
        return wrong(at + ".brands", "an object of at most 100 brands");
      for (JsonItems aimed = brands->items(); aimed.next();) {
        std::string name = JsonIn::unescaped(aimed.key());
        const auto label = place_of(JsonIn(aimed.value()).text(), kSentiments);
        if (!label || *label >= kLabels.size())
          return wrong(at + ".brands." + name, "positive, neutral or negative");
        const auto place = std::ranges::find_if(
            correction.brands, [&](const auto& brand) { return brand.first >= name; });
        if (place != correction.brands.end() && place->first == name) place->second = kLabels[*label];
        else correction.brands.emplace(place, std::move(name), kLabels[*label]);
      }
    }
    // Sorted; of several with one key the last.
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    for (std::size_t i = 0; i < out.mentions.size(); ++i) order.emplace_back(out.mentions[i].text, i);
    cold_sort(order);
    std::vector<TextCorrection> sorted;
    for (const auto& [text, i] : order) {
      if (sorted.empty() || sorted.back().text != text) sorted.emplace_back();
      sorted.back() = std::move(out.mentions[i]);
    }
    out.mentions = std::move(sorted);
  }
  // Weights for other features than this version has say nothing here.
  const auto features = json.find("features");
  if (features && features->whole() != kFeatureVersion) return out;
  if (const auto weights = json.find("weights")) {
    const std::string path = "corrections.weights";
    if (!weights->is_object() || weights->size() > kMaxOwnWeights)
      return wrong(path, "an object with at most 10000 features");
    for (JsonItems items = weights->items(); items.next();) {
      const std::string key = JsonIn::unescaped(items.key());
      const JsonIn value(items.value());
      const auto feature = number_of(key, 8);
      std::array<std::int16_t, 2> pair{};
      bool right = feature && value.is_array() && value.size() == pair.size();
      std::size_t at = 0;
      for (JsonItems numbers = value.items(); right && numbers.next(); ++at) {
        const auto number = JsonIn(numbers.value()).integer();
        right = number && *number >= -32768 && *number <= 32767;
        if (right) pair[at] = static_cast<std::int16_t>(*number);
      }
      if (!right)
        return wrong(path + "." + key, "two small whole numbers, named by 8 hexadecimal digits");
      out.weights.push_back({static_cast<std::uint32_t>(*feature), pair[0], pair[1]});
    }
    keep_last(out.weights, &OwnWeight::feature);
  }
  return out;
}

std::string trial_json(const CorrectionTrial& trial, const Topics& topics) {
  std::string out;
  append_count(out, "{\"changes\":", trial.changes);
  append_count(out, ",\"looked\":", trial.looked);
  append_count(out, ",\"of\":", trial.of);
  out += ",\"samples\":[";
  const auto labels = [&](std::string_view key, const CorrectionTrial::Labelled& labelled) {
    out += key;
    out += "{\"sentiment\":";
    append_sentiment_json(out, labelled.sentiment);
    out += ',';
    append_labels_json(out, labelled.labels, topics);
    out += '}';
  };
  for (const CorrectionTrial::Sample& sample : trial.samples) {
    if (out.back() != '[') out += ',';
    out += "{\"text\":";
    append_json_string(out, sample.text);
    labels(",\"before\":", sample.before);
    labels(",\"after\":", sample.after);
    out += '}';
  }
  out += "]}";
  return out;
}

void append_rule(std::string& out, const PhraseRule& rule, const Topics& topics) {
  out += "{\"phrase\":";
  append_json_string(out, rule.phrase);
  append_change(out, rule.labels, rule.name, topics);
  out += '}';
}

void append_weights(std::string& out, std::span<const OwnWeight> weights) {
  out += '{';
  for (const OwnWeight& weight : weights) {
    if (out.back() != '{') out += ',';
    append_hex(out, weight.feature, 8);
    out += ":[";
    append_signed(out, weight.positive);
    out += ',';
    append_signed(out, weight.negative);
    out += ']';
  }
  out += '}';
}

std::string lessons_json(std::span<const RuleProposal> rules, std::span<const OwnWeight> in_force,
                         std::span<const OwnWeight> learnt, const Topics& topics) {
  std::string out = "{\"rules\":[";
  for (const RuleProposal& proposal : rules) {
    if (out.back() != '[') out += ',';
    append_count(out, "{\"texts\":", proposal.texts);
    out += ",\"rule\":";
    append_rule(out, proposal.rule, topics);
    out += '}';
  }
  append_count(out, "],\"features\":", kFeatureVersion);
  out += ",\"weights\":";
  std::ranges::equal(in_force, learnt) ? void(out += "null") : append_weights(out, learnt);
  out += '}';
  return out;
}

void append_corrections(std::string& out, const Corrections& corrections, const Topics& topics) {
  out += "{\"phrases\":[";
  for (const PhraseRule& rule : corrections.phrases) {
    if (out.back() != '[') out += ',';
    append_rule(out, rule, topics);
  }
  append_count(out, "],\"features\":", kFeatureVersion);
  out += ",\"weights\":";
  append_weights(out, corrections.weights);
  out += ",\"mentions\":{";
  for (const TextCorrection& correction : corrections.mentions) {
    if (out.back() != '{') out += ',';
    append_text_key(out, correction.text);
    out += ":{";
    const std::size_t begin = out.size();
    append_change(out, correction.labels, false, topics);
    if (!correction.brands.empty()) {
      out += ",\"brands\":{";
      for (const auto& [name, label] : correction.brands) {
        if (out.back() != '{') out += ',';
        append_json_string(out, name);
        out += ':';
        append_json_string(out, label_name(label));
      }
      out += '}';
    }
    if (out.size() > begin) out.erase(begin, 1);
    out += '}';
  }
  out += "}}";
}

}  // namespace earshot
