// Settings as JSON text.
#include "report/settings_json.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include <earshot/settings.h>

#include "ingest/fields.h"
#include "insight/audit.h"
#include "report/corrections_json.h"
#include "report/filter_json.h"
#include "report/json_in.h"
#include "report/known_keys.h"
#include "report/text_out.h"
#include "text/encoding.h"
#include "text/fold.h"
#include "time/civil.h"
#include "time/zone.h"

namespace earshot {
namespace {

std::unexpected<Error> bad(ErrorCode code, std::string detail, std::string message) {
  return std::unexpected(Error{code, {}, std::move(detail), std::move(message)});
}

std::unexpected<Error> bad_type(ErrorCode code, const std::string& key, std::string_view wanted) {
  return bad(code, key, "\"" + key + "\" has to be " + std::string(wanted) + ".");
}

Result<std::vector<std::string>> strings(const std::optional<JsonIn>& list, const std::string& path) {
  std::vector<std::string> values;
  if (!list) return values;
  bool right = list->is_array();
  for (JsonItems items = list->items(); right && items.next();) {
    auto value = JsonIn(items.value()).text();
    right = value.has_value();
    if (right) values.push_back(std::move(*value));
  }
  if (!right) return bad_type(ErrorCode::BadSettings, path, "a list of texts");
  return values;
}

// The keys of each kind of object.
using Key = std::string_view;
constexpr Key kSettingsKeys[] = {"brands",   "timeZone", "inputs", "topics",      "teams",
                                 "corrections", "counting", "goals",  "language", "annotations",
                                 "unit",     "audit"};
constexpr Key kBrandKeys[] = {"name", "aliases", "handles", "exclude", "near", "notNear", "own"};
constexpr Key kTopicKeys[] = {"name", "words", "team"};
constexpr Key kInputKeys[] = {"file",     "header",    "columns",   "dateOrder", "timeZone", "decimal",
                              "encoding", "delimiter", "headerRow", "sheet",     "written"};
constexpr Key kAuditKeys[] = {"seed", "size", "stratified", "labels"};
constexpr Key kAnnotationKeys[] = {"at", "label", "days"};
constexpr Key kGoalKeys[] = {"name", "filter", "target", "by"};

Result<Brand> brand_from(const JsonIn& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
  if (auto known = check_keys(json, kBrandKeys, path); !known)
    return std::unexpected(std::move(known.error()));
  Brand brand;
  if (const auto name = json.find("name")) brand.name = name->text().value_or("");
  if (brand.name.empty()) {
    return bad_type(ErrorCode::BadSettings, path + ".name", "a text that is not empty");
  }
  for (const auto& [key, target] : {std::pair{"aliases", &brand.aliases},
                                    std::pair{"handles", &brand.handles},
                                    std::pair{"exclude", &brand.exclude},
                                    std::pair{"near", &brand.near},
                                    std::pair{"notNear", &brand.not_near}}) {
    auto values = strings(json.find(key), path + "." + key);
    if (!values) return std::unexpected(std::move(values.error()));
    *target = std::move(*values);
  }
  if (const auto own = json.find("own")) {
    if (!own->is_boolean()) {
      return bad_type(ErrorCode::BadSettings, path + ".own", "true or false");
    }
    brand.own = own->is_true();
  }
  return brand;
}

/// The person's topics, and the teams of all.
Result<Topics> topics_from(const std::optional<JsonIn>& own, const std::optional<JsonIn>& teams) {
  Topics topics;
  if (own && (!own->is_array() || own->size() > kMaxOwnTopics))
    return bad_type(ErrorCode::BadSettings, "topics", "a list of at most 24 topics");
  if (own) {
    for (JsonItems items = own->items(); items.next();) {
      const JsonIn entry(items.value());
      const std::string path = "topics[" + std::to_string(topics.own.size()) + "]";
      if (!entry.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
      if (auto known = check_keys(entry, kTopicKeys, path); !known)
        return std::unexpected(std::move(known.error()));
      OwnTopic topic;
      if (const auto name = entry.find("name")) topic.name = name->text().value_or("");
      if (topic.name.empty())
        return bad_type(ErrorCode::BadSettings, path + ".name", "a text that is not empty");
      if (topics.named(topic.name) != 0)
        return bad(ErrorCode::BadSettings, topic.name,
                   "There is a topic \"" + topic.name + "\" already; choose another name.");
      auto words = strings(entry.find("words"), path + ".words");
      if (!words) return std::unexpected(std::move(words.error()));
      if (words->size() > kMaxTopicWords)
        return bad_type(ErrorCode::BadSettings, path + ".words", "a list of at most 200 words");
      topic.words = std::move(*words);
      if (const auto team = entry.find("team")) {
        if (!team->text()) return bad_type(ErrorCode::BadSettings, path + ".team", "a text");
        topic.team = *team->text();
      }
      topics.own.push_back(std::move(topic));
    }
  }
  if (teams && !teams->is_object())
    return bad_type(ErrorCode::BadSettings, "teams", "an object of teams by topic");
  if (teams) {
    for (JsonItems items = teams->items(); items.next();) {
      const std::string name = JsonIn::unescaped(items.key());
      const auto topic = static_cast<std::size_t>(std::countr_zero(topics.named(name)));
      const auto team = JsonIn(items.value()).text();
      if (!team) return bad_type(ErrorCode::BadSettings, "teams." + name, "a text");
      if (topic >= topics.size()) {
        std::string sentence = "There is no topic \"" + name + "\" to give to a team; there are";
        for (std::size_t at = 0; at < topics.size(); ++at)
          (sentence += at == 0 ? " " : ", ") += topics.names()[at];
        return bad(ErrorCode::BadSettings, "teams." + name, sentence + ".");
      }
      (topic < kTopicNames.size() ? topics.teams_of_known[topic]
                                  : topics.own[topic - kTopicNames.size()].team) = *team;
    }
  }
  return topics;
}

constexpr std::size_t kMaxInputSettings = 10'000;
// Whole numbers that JavaScript holds too.
constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53) - 1;

Result<InputSettings> input_from(const JsonIn& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
  if (auto known = check_keys(json, kInputKeys, path); !known)
    return std::unexpected(std::move(known.error()));
  InputSettings input;
  for (const auto& [key, target] :
       {std::pair{"file", &input.file}, std::pair{"dateOrder", &input.date_order},
        std::pair{"timeZone", &input.time_zone}, std::pair{"encoding", &input.encoding},
        std::pair{"sheet", &input.sheet}, std::pair{"written", &input.written}}) {
    const auto found = json.find(key);
    if (!found) continue;
    auto value = found->text();
    if (!value) return bad_type(ErrorCode::BadSettings, path + "." + key, "a text");
    *target = std::move(*value);
  }
  for (const auto& [key, target, allowed] :
       {std::tuple{"delimiter", &input.delimiter, std::string_view()},
        std::tuple{"decimal", &input.decimal, std::string_view(".,")}}) {
    const auto found = json.find(key);
    if (!found) continue;
    const std::string value = found->text().value_or("");
    if (value.size() != 1 || (!allowed.empty() && !allowed.contains(value[0]))) {
      return bad_type(ErrorCode::BadSettings, path + "." + key,
                      allowed.empty() ? "one character" : "\".\" or \",\"");
    }
    *target = value[0];
  }
  if (!input.date_order.empty() && input.date_order != "ymd" && input.date_order != "dmy" &&
      input.date_order != "mdy") {
    return bad_type(ErrorCode::BadSettings, path + ".dateOrder", "\"ymd\", \"dmy\" or \"mdy\"");
  }
  if (!input.time_zone.empty()) {
    if (const auto zone = Zone::find(input.time_zone); !zone) return std::unexpected(zone.error());
  }
  if (!input.encoding.empty() && !encoding_of(input.encoding)) {
    return bad_type(ErrorCode::BadSettings, path + ".encoding",
                    "an encoding that Earshot reads, such as \"utf-8\" or \"windows-1251\"");
  }
  if (!input.written.empty() && !local_time_of(input.written)) {
    return bad_type(ErrorCode::BadSettings, path + ".written", kLocalTimeWanted);
  }
  if (const auto row = json.find("headerRow")) {
    input.header_row = row->whole();
    if (!input.header_row) {
      return bad_type(ErrorCode::BadSettings, path + ".headerRow", "a row number, or 0 for none");
    }
  }
  auto header = strings(json.find("header"), path + ".header");
  if (!header) return std::unexpected(std::move(header.error()));
  input.header = std::move(*header);
  if (const auto columns = json.find("columns")) {
    const std::string at = path + ".columns";
    if (!columns->is_object()) return bad_type(ErrorCode::BadSettings, at, "an object");
    for (JsonItems items = columns->items(); items.next();) {
      const std::string field = JsonIn::unescaped(items.key());
      if (field != "answers" && (!field_of_name(field) || field == "extra")) {
        return bad(ErrorCode::BadSettings, field,
                   "\"" + at + "\" names a field that mentions do not have: \"" + field + "\".");
      }
      // In the order of their names; there are no more than fields. The last of a name counts.
      const auto place = std::ranges::find_if(
          input.columns, [&](const auto& entry) { return entry.first >= field; });
      if (place != input.columns.end() && place->first == field) continue;
      auto names = strings(columns->find(field), at + "." + field);
      if (!names) return std::unexpected(std::move(names.error()));
      input.columns.emplace(place, field, std::move(*names));
    }
  }
  return input;
}

/// Reads a member that is a whole number from `least` to `most`, if it is there; false if it is wrong.
bool read_number(const JsonIn& object, const char* key, std::uint64_t least, std::uint64_t most,
                 std::uint64_t& target) {
  const auto found = object.find(key);
  if (!found) return true;
  const auto number = found->whole();
  if (!number) return false;
  target = *number;
  return target >= least && target <= most;
}

Result<AuditSettings> audit_from(const JsonIn& json) {
  const auto wrong = [](std::string path, std::string_view wanted) {
    return bad_type(ErrorCode::BadSettings, path, wanted);
  };
  if (!json.is_object()) return wrong("audit", "an object");
  if (auto known = check_keys(json, kAuditKeys, "audit"); !known)
    return std::unexpected(std::move(known.error()));
  AuditSettings audit;
  if (!read_number(json, "seed", 0, kMaxInteger, audit.seed))
    return wrong("audit.seed", "a whole number from 0 on");
  if (!read_number(json, "size", 1, kMaxAuditSize, audit.size))
    return wrong("audit.size", "a whole number from 1 to 5000");
  if (const auto found = json.find("stratified")) {
    if (!found->is_boolean()) return wrong("audit.stratified", "true or false");
    audit.stratified = found->is_true();
  }
  const auto labels = json.find("labels");
  if (!labels) return audit;
  if (!labels->is_array() || labels->size() > kMaxAuditLabels)
    return wrong("audit.labels", "a list of at most 10000 labels");
  for (JsonItems items = labels->items(); items.next();) {
    const JsonIn entry(items.value());
    const auto text = [&](const char* key) {
      const auto found = entry.find(key);
      return found ? found->text().value_or("") : std::string();
    };
    AuditLabel& label = audit.labels.emplace_back();
    label.file = text("file");
    const auto verdict = verdict_of(text("sentiment"));
    if (!verdict || label.file.empty() || !read_number(entry, "row", 0, kMaxInteger, label.row) ||
        !read_number(entry, "part", 1, kMaxInteger, label.part)) {
      return wrong("audit.labels[" + std::to_string(audit.labels.size() - 1) + "]",
                   "an object like {\"file\": \"a.csv\", \"row\": 2, \"sentiment\": \"positive\"}, "
                   "with positive, neutral, negative or unclear");
    }
    label.sentiment = *verdict;
  }
  return audit;
}

Result<std::vector<Annotation>> annotations_from(const JsonIn& json) {
  if (!json.is_array() || json.size() > kMaxAnnotations)
    return bad_type(ErrorCode::BadSettings, "annotations", "a list of at most 50 dates");
  std::vector<Annotation> annotations;
  for (JsonItems items = json.items(); items.next();) {
    const JsonIn entry(items.value());
    const std::string path = "annotations[" + std::to_string(annotations.size()) + "]";
    const auto wrong = [&](const char* key, std::string_view wanted) {
      return bad_type(ErrorCode::BadSettings, path + key, wanted);
    };
    if (!entry.is_object())
      return wrong("", "an object like {\"at\": \"2026-03-01\", \"label\": \"launch\"}");
    if (auto known = check_keys(entry, kAnnotationKeys, path); !known)
      return std::unexpected(std::move(known.error()));
    Annotation& annotation = annotations.emplace_back();
    const auto at = entry.find("at"), label = entry.find("label");
    const auto time = local_time_of(at ? at->text().value_or("") : "");
    if (!time) return wrong(".at", kLocalTimeWanted);
    auto text = label ? label->text() : std::nullopt;
    if (!text) return wrong(".label", "a text");
    if (!read_number(entry, "days", 1, kMaxAnnotationDays, annotation.days))
      return wrong(".days", "a whole number from 1 to 366");
    annotation.at = time->local_ms;
    annotation.label = std::move(*text);
  }
  return annotations;
}

Result<Goal> goal_from(const JsonIn& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
  if (auto known = check_keys(json, kGoalKeys, path); !known)
    return std::unexpected(std::move(known.error()));
  Goal goal;
  if (const auto name = json.find("name")) goal.name = name->text().value_or("");
  if (goal.name.empty()) {
    return bad_type(ErrorCode::BadSettings, path + ".name", "a text that is not empty");
  }
  if (!json.find("target") || !read_number(json, "target", 1, kMaxInteger, goal.target)) {
    return bad_type(ErrorCode::BadSettings, path + ".target", "a whole number from 1 on");
  }
  if (const auto filter = json.find("filter")) {
    auto parsed = parse_filter(filter->raw());
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    goal.filter = std::move(*parsed);
  }
  if (const auto by = json.find("by")) {
    const auto day = local_time_of(by->text().value_or(""));
    if (!day || day->has_time) {
      return bad_type(ErrorCode::BadSettings, path + ".by", "a date that the calendar has, like 2026-01-31");
    }
    goal.before = day->local_ms + kDayMs;
  }
  return goal;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text) {
  const std::optional<JsonIn> json = JsonIn::parse(text);
  if (!json || !json->is_object()) {
    return bad(ErrorCode::BadSettings, "",
               "The settings are not a JSON object; expected something like "
               "{\"brands\": [{\"name\": \"...\"}], \"timeZone\": \"Asia/Seoul\"}.");
  }
  if (auto known = check_keys(*json, kSettingsKeys, ""); !known)
    return std::unexpected(std::move(known.error()));
  Settings settings;
  if (const auto brands = json->find("brands")) {
    if (!brands->is_array()) return bad_type(ErrorCode::BadSettings, "brands", "a list of brands");
    if (const std::size_t size = brands->size(); size > kMaxBrands) {
      return bad(ErrorCode::TooLarge, std::to_string(size),
                 "The settings name " + std::to_string(size) +
                     " brands; Earshot compares up to " + std::to_string(kMaxBrands) + ".");
    }
    std::map<std::string, std::string> names;  // as given, by folded name
    std::string folded;
    for (JsonItems items = brands->items(); items.next();) {
      auto brand = brand_from(JsonIn(items.value()),
                              "brands[" + std::to_string(settings.brands.size()) + "]");
      if (!brand) return std::unexpected(std::move(brand.error()));
      fold(brand->name, folded);
      const auto [first, added] = names.try_emplace(folded, brand->name);
      if (!added) {
        return bad(ErrorCode::BadSettings, brand->name,
                   "The brand \"" + brand->name + "\" stands in the settings twice" +
                       (first->second == brand->name ? "" : ", first as \"" + first->second + "\"") +
                       "; merge the two.");
      }
      settings.brands.push_back(std::move(*brand));
    }
  }
  if (const auto zone = json->find("timeZone")) {
    const auto name = zone->text();
    if (!name) return bad_type(ErrorCode::BadSettings, "timeZone", "a text");
    const auto found = Zone::find(*name);
    if (!found) return std::unexpected(found.error());
    settings.time_zone = (*found)->name();
  }
  if (const auto inputs = json->find("inputs")) {
    if (!inputs->is_array() || inputs->size() > kMaxInputSettings) {
      return bad_type(ErrorCode::BadSettings, "inputs", "a list of what to do with inputs");
    }
    for (JsonItems items = inputs->items(); items.next();) {
      auto input = input_from(JsonIn(items.value()),
                              "inputs[" + std::to_string(settings.inputs.size()) + "]");
      if (!input) return std::unexpected(std::move(input.error()));
      settings.inputs.push_back(std::move(*input));
    }
  }
  auto topics = topics_from(json->find("topics"), json->find("teams"));
  if (!topics) return std::unexpected(std::move(topics.error()));
  settings.topics = std::move(*topics);
  if (const auto given = json->find("corrections")) {
    auto corrections = corrections_from(*given, settings.topics);
    if (!corrections) return std::unexpected(std::move(corrections.error()));
    settings.corrections = std::move(*corrections);
  }
  if (const auto counting = json->find("counting")) {
    const auto rule = counting->text();
    settings.fractional = rule == "fractional";
    if (!settings.fractional && rule != "full") {
      return bad_type(ErrorCode::BadSettings, "counting", "\"full\" or \"fractional\"");
    }
  }
  if (const auto found = json->find("annotations")) {
    auto annotations = annotations_from(*found);
    if (!annotations) return std::unexpected(std::move(annotations.error()));
    settings.annotations = std::move(*annotations);
  }
  if (const auto found = json->find("unit")) {
    const auto name = found->text();
    const auto step = std::ranges::find(kStepNames, std::string_view(name ? *name : ""));
    if (step == kStepNames.end()) {
      return bad_type(ErrorCode::BadSettings, "unit", "\"hour\", \"day\", \"week\" or \"month\"");
    }
    settings.unit = static_cast<Step>(step - kStepNames.begin());
  }
  if (const auto language = json->find("language")) {
    const std::string name = language->text().value_or("");
    const auto known = std::ranges::find(kSummaryLanguages, name);
    if (known == kSummaryLanguages.end()) {
      return bad_type(ErrorCode::BadSettings, "language", "\"en\", \"ko\", \"ja\" or \"ru\"");
    }
    settings.language = SummaryLanguage(known - kSummaryLanguages.begin());
  }
  if (const auto goals = json->find("goals")) {
    if (!goals->is_array() || goals->size() > kMaxGoals) {
      return bad_type(ErrorCode::BadSettings, "goals", "a list of up to 100 goals");
    }
    for (JsonItems items = goals->items(); items.next();) {
      auto goal = goal_from(JsonIn(items.value()),
                            "goals[" + std::to_string(settings.goals.size()) + "]");
      if (!goal) return std::unexpected(std::move(goal.error()));
      settings.goals.push_back(std::move(*goal));
    }
  }
  if (const auto found = json->find("audit")) {
    auto audit = audit_from(*found);
    if (!audit) return std::unexpected(std::move(audit.error()));
    settings.audit = std::move(*audit);
  }
  return settings;
}

std::string with_corrections(std::string_view text, const Settings& settings) {
  const std::optional<JsonIn> json = JsonIn::parse(text);
  std::string out = "{";
  const auto begin = [&](std::string_view key) {
    out += out.size() > 1 ? ",\n  " : "\n  ";
    append_json_string(out, key);
    out += ": ";
    return true;
  };
  if (json && json->is_object()) {
    for (JsonItems items = json->items(); items.next();) {
      const std::string key = JsonIn::unescaped(items.key());
      if (key != "corrections" && begin(key)) out += items.value();
    }
  }
  if (!settings.corrections.empty() && begin("corrections"))
    append_corrections(out, settings.corrections, settings.topics);
  out += out.size() > 1 ? "\n}\n" : "}\n";
  return out;
}

void write_input_settings(JsonOut& json, const InputSettings& input, std::string_view name) {
  const auto text = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) json.text(key, value);
  };
  const auto character = [&](std::string_view key, const std::optional<char>& value) {
    if (value) json.text(key, {&*value, 1});
  };
  json.begin_object(name);
  text("file", input.file);
  if (!input.header.empty()) json.texts("header", input.header);
  if (!input.columns.empty()) {
    json.begin_object("columns");
    for (const auto& [field, columns] : input.columns) json.texts(field, columns);
    json.end();
  }
  text("dateOrder", input.date_order);
  text("timeZone", input.time_zone);
  text("encoding", input.encoding);
  character("delimiter", input.delimiter);
  if (input.header_row) json.number("headerRow", *input.header_row);
  text("sheet", input.sheet);
  character("decimal", input.decimal);
  text("written", input.written);
  json.end();
}

}  // namespace earshot
