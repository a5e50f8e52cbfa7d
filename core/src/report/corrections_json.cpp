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

using Names = std::span<const std::string_view>;

/// The place of a name in a list of them; their number for any other, and for none.
std::size_t place_of(const std::optional<std::string>& name, Names names) {
  return name ? static_cast<std::size_t>(std::ranges::find(names, *name) - names.begin())
              : names.size();
}

constexpr std::array<std::string_view, 4> kSentiments = {"positive", "neutral", "negative", "name"};
constexpr std::array<Label, 3> kLabels = {Label::Positive, Label::Neutral, Label::Negative};

/// Reads corrections up to the first thing that is wrong with them: each function says whether all
/// was right.
class Reader {
 public:
  explicit Reader(const Topics& topics) : topics_(topics.names()) {}
  bool read(const JsonIn& json);

  Corrections out;
  Error error{ErrorCode::BadSettings, {}, {}, {}};

 private:
  bool fail(const std::string& detail, std::string message) {
    error.detail = detail;
    error.message = std::move(message);
    return false;
  }
  bool wrong(const std::string& path, std::string_view wanted) {
    return fail(path, "\"" + path + "\" has to be " + std::string(wanted) + ".");
  }
  bool object(const JsonIn& json, Names keys, const std::string& path) {
    if (!json.is_object()) return wrong(path, "an object");
    auto known = check_keys(json, keys, path);
    if (!known) error = std::move(known.error());
    return known.has_value();
  }

  /// {"complaint": true, "praise": false} as two sets of bits.
  bool sets(const JsonIn& object, const char* key, Names names, std::uint32_t& holds,
            std::uint32_t& holds_not, const std::string& path);
  /// @param name where a phrase's "name" goes; null where that has no meaning
  bool labels(const JsonIn& json, const std::string& path, LabelChange& change, bool* name);
  bool phrases(const JsonIn& json);
  bool mentions(const JsonIn& json);
  bool weights(const JsonIn& json);

  std::vector<std::string_view> topics_;
};

bool Reader::sets(const JsonIn& object, const char* key, Names names, std::uint32_t& holds,
                  std::uint32_t& holds_not, const std::string& path) {
  const auto values = object.find(key);
  if (!values) return true;
  const std::string at = path + "." + key;
  if (!values->is_object()) return wrong(at, "an object of labels that are true or false");
  for (JsonItems items = values->items(); items.next();) {
    const std::string name = JsonIn::unescaped(items.key());
    const JsonIn value(items.value());
    const std::size_t place = place_of(name, names);
    if (place == names.size() || !value.is_boolean())
      return wrong(at + "." + name, "a known label, true or false");
    // The last of a name counts.
    const std::uint32_t bit = 1u << place;
    holds = value.is_true() ? holds | bit : holds & ~bit;
    holds_not = value.is_true() ? holds_not & ~bit : holds_not | bit;
  }
  return true;
}

bool Reader::labels(const JsonIn& json, const std::string& path, LabelChange& change, bool* name) {
  static constexpr std::string_view kKeys[] = {"phrase", "sentiment", "intents",
                                               "topics", "urgency",   "brands"};
  if (!object(json, kKeys, path)) return false;
  if (const auto sentiment = json.find("sentiment")) {
    const std::size_t at = place_of(sentiment->text(), kSentiments);
    if (at == kSentiments.size() || (at == kLabels.size() && !name))
      return wrong(path + ".sentiment", name ? "positive, neutral, negative or name"
                                             : "positive, neutral or negative");
    if (at == kLabels.size()) *name = true;
    else change.sentiment = kLabels[at];
  }
  std::uint32_t intents = 0, no_intents = 0, topics = 0, no_topics = 0;
  if (!sets(json, "intents", kIntentNames, intents, no_intents, path) ||
      !sets(json, "topics", topics_, topics, no_topics, path)) {
    return false;
  }
  change.intents = static_cast<IntentSet>(intents);
  change.no_intents = static_cast<IntentSet>(no_intents);
  change.topics = topics;
  change.no_topics = no_topics;
  if (const auto urgency = json.find("urgency")) {
    const std::size_t at = place_of(urgency->text(), kUrgencyNames);
    if (at == kUrgencyNames.size())
      return wrong(path + ".urgency", "low, normal, high or critical");
    change.urgency = static_cast<Urgency>(at);
  }
  return true;
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
  const auto sets = [&](std::string_view key, Names names, std::uint32_t holds,
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

namespace {

bool Reader::phrases(const JsonIn& json) {
  const std::string path = "corrections.phrases";
  if (!json.is_array() || json.size() > kMaxPhraseRules)
    return wrong(path, "a list of at most 1000 rules");
  std::set<std::string> known;
  std::string folded;
  for (JsonItems items = json.items(); items.next();) {
    const JsonIn entry(items.value());
    const std::string at = path + "[" + std::to_string(out.phrases.size()) + "]";
    PhraseRule& rule = out.phrases.emplace_back();
    if (!labels(entry, at, rule.labels, &rule.name)) return false;
    const auto member = entry.find("phrase");
    rule.phrase = member ? member->text().value_or("") : "";
    fold(rule.phrase, folded);
    if (folded.empty()) return wrong(at + ".phrase", "a text that is not empty");
    if (!known.insert(folded).second)
      return fail(folded,
                  "The phrase \"" + folded + "\" stands in the corrections twice; merge the two.");
  }
  sort_by_phrase(out.phrases);
  return true;
}

bool Reader::mentions(const JsonIn& json) {
  const std::string path = "corrections.mentions";
  if (!json.is_object() || json.size() > kMaxTextCorrections)
    return wrong(path, "an object with at most 200000 texts");
  for (JsonItems items = json.items(); items.next();) {
    const std::string key = JsonIn::unescaped(items.key());
    const std::string at = path + "." + key;
    const auto text = number_of(key, 16);
    if (!text) return wrong(at, "named by 16 hexadecimal digits");
    const JsonIn value(items.value());
    TextCorrection& correction = out.mentions.emplace_back();
    correction.text = *text;
    if (!labels(value, at, correction.labels, nullptr)) return false;
    const auto brands = value.find("brands");
    if (!brands) continue;
    if (!brands->is_object() || brands->size() > kMaxCorrectedAims)
      return wrong(at + ".brands", "an object of at most 100 brands");
    for (JsonItems aimed = brands->items(); aimed.next();) {
      std::string name = JsonIn::unescaped(aimed.key());
      const std::size_t label = place_of(JsonIn(aimed.value()).text(), kSentiments);
      if (label >= kLabels.size())
        return wrong(at + ".brands." + name, "positive, neutral or negative");
      const auto place = std::ranges::find_if(
          correction.brands, [&](const auto& brand) { return brand.first >= name; });
      if (place != correction.brands.end() && place->first == name) place->second = kLabels[label];
      else correction.brands.emplace(place, std::move(name), kLabels[label]);
    }
  }
  keep_last(out.mentions, &TextCorrection::text);
  return true;
}

bool Reader::weights(const JsonIn& json) {
  const std::string path = "corrections.weights";
  if (!json.is_object() || json.size() > kMaxOwnWeights)
    return wrong(path, "an object with at most 10000 features");
  for (JsonItems items = json.items(); items.next();) {
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
  return true;
}

bool Reader::read(const JsonIn& json) {
  static constexpr std::string_view kKeys[] = {"phrases", "mentions", "features", "weights"};
  if (!object(json, kKeys, "corrections")) return false;
  if (const auto found = json.find("phrases"); found && !phrases(*found)) return false;
  if (const auto found = json.find("mentions"); found && !mentions(*found)) return false;
  // Weights for other features than this version has say nothing here.
  const auto features = json.find("features");
  if (features && features->whole() != kFeatureVersion) return true;
  const auto found = json.find("weights");
  return !found || weights(*found);
}

}  // namespace

Result<Corrections> corrections_from(const JsonIn& json, const Topics& topics) {
  Reader reader(topics);
  if (!reader.read(json)) return std::unexpected(std::move(reader.error));
  return std::move(reader.out);
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
