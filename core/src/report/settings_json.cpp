// Settings as JSON text.
#include "report/settings_json.h"

#include <algorithm>
#include <bit>
#include <map>

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

constexpr std::size_t kMaxInputSettings = 10'000;
// Whole numbers that JavaScript holds too.
constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53) - 1;

/// Reads settings up to the first thing that is wrong with them: each function says whether all was
/// right. One error that stands where it arose is a third of the code that results handed on are.
class Reader {
 public:
  bool read(std::string_view text);

  Settings settings;
  Error error{ErrorCode::BadSettings, {}, {}, {}};

 private:
  bool fail(std::string detail, std::string message) {
    error.detail = std::move(detail);
    error.message = std::move(message);
    return false;
  }
  bool fail(Error& other) {
    error = std::move(other);
    return false;
  }
  bool wrong(const std::string& key, std::string_view wanted) {
    return fail(key, "\"" + key + "\" has to be " + std::string(wanted) + ".");
  }

  bool object(const JsonIn& json, std::span<const Key> keys, const std::string& path);
  /// A member that is a list of texts, if it is there.
  bool strings(const JsonIn& object, std::string_view key, const std::string& path,
               std::vector<std::string>& target);
  /// The text that each of these objects goes by.
  bool name(const JsonIn& object, const std::string& path, std::string& target);
  /// A member that is true or false, if it is there.
  bool flag(const JsonIn& object, std::string_view key, const std::string& path, bool& target);
  /// The place of a member's text among `names`, if it is there.
  template <class Enum>
  bool one_of(const JsonIn& json, const char* key, std::span<const std::string_view> names,
              std::string_view wanted, Enum& target) {
    std::size_t place = static_cast<std::size_t>(target);
    const bool right = place_of(json, key, names, wanted, place);
    target = static_cast<Enum>(place);
    return right;
  }
  bool place_of(const JsonIn& json, const char* key, std::span<const std::string_view> names,
                std::string_view wanted, std::size_t& target);
  bool list(const JsonIn& json, const char* key, std::size_t most, std::string_view wanted) {
    return (json.is_array() && json.size() <= most) || wrong(key, wanted);
  }
  static std::string at(const char* list, std::size_t place) {
    return list + ("[" + std::to_string(place) + "]");
  }

  bool brands(const JsonIn& json);
  bool brand(const JsonIn& json, const std::string& path, Brand& brand);
  bool topics(const JsonIn& json);
  bool teams(const JsonIn& json);
  bool input(const JsonIn& json, const std::string& path, InputSettings& input);
  bool audit(const JsonIn& json, AuditSettings& audit);
  bool annotation(const JsonIn& json, const std::string& path, Annotation& annotation);
  bool goal(const JsonIn& json, const std::string& path, Goal& goal);
};

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

/// The member's text; "" where there is none, or it is none.
std::string text_of(const JsonIn& object, std::string_view key) {
  const auto found = object.find(key);
  return found ? found->text().value_or("") : std::string();
}

bool Reader::object(const JsonIn& json, std::span<const Key> keys, const std::string& path) {
  if (!json.is_object()) return wrong(path, "an object");
  auto known = check_keys(json, keys, path);
  return known || fail(known.error());
}

bool Reader::strings(const JsonIn& object, std::string_view key, const std::string& path,
                     std::vector<std::string>& target) {
  const auto list = object.find(key);
  if (!list) return true;
  bool right = list->is_array();
  for (JsonItems items = list->items(); right && items.next();) {
    auto value = JsonIn(items.value()).text();
    right = value.has_value();
    if (right) target.push_back(std::move(*value));
  }
  return right || wrong(path + "." + std::string(key), "a list of texts");
}

bool Reader::name(const JsonIn& object, const std::string& path, std::string& target) {
  target = text_of(object, "name");
  return !target.empty() || wrong(path + ".name", "a text that is not empty");
}

bool Reader::flag(const JsonIn& object, std::string_view key, const std::string& path,
                  bool& target) {
  const auto found = object.find(key);
  if (!found) return true;
  target = found->is_true();
  return found->is_boolean() || wrong(path + "." + std::string(key), "true or false");
}

bool Reader::place_of(const JsonIn& json, const char* key, std::span<const std::string_view> names,
                      std::string_view wanted, std::size_t& target) {
  const auto found = json.find(key);
  if (!found) return true;
  const auto place = std::ranges::find(names, text_of(json, key));
  if (place == names.end()) return wrong(key, wanted);
  target = static_cast<std::size_t>(place - names.begin());
  return true;
}

bool Reader::brand(const JsonIn& json, const std::string& path, Brand& brand) {
  return object(json, kBrandKeys, path) && name(json, path, brand.name) &&
         strings(json, "aliases", path, brand.aliases) &&
         strings(json, "handles", path, brand.handles) &&
         strings(json, "exclude", path, brand.exclude) && strings(json, "near", path, brand.near) &&
         strings(json, "notNear", path, brand.not_near) && flag(json, "own", path, brand.own);
}

bool Reader::brands(const JsonIn& json) {
  if (!json.is_array()) return wrong("brands", "a list of brands");
  if (const std::size_t size = json.size(); size > kMaxBrands) {
    error.code = ErrorCode::TooLarge;
    return fail(std::to_string(size),
                "The settings name " + std::to_string(size) + " brands; Earshot compares up to " +
                    std::to_string(kMaxBrands) + ".");
  }
  std::map<std::string, std::string> names;  // as given, by folded name
  std::string folded;
  for (JsonItems items = json.items(); items.next();) {
    const std::string path = at("brands", settings.brands.size());
    Brand& brand = settings.brands.emplace_back();
    if (!this->brand(JsonIn(items.value()), path, brand)) return false;
    fold(brand.name, folded);
    const auto [first, added] = names.try_emplace(folded, brand.name);
    if (!added) {
      return fail(brand.name,
                  "The brand \"" + brand.name + "\" stands in the settings twice" +
                      (first->second == brand.name ? "" : ", first as \"" + first->second + "\"") +
                      "; merge the two.");
    }
  }
  return true;
}

bool Reader::topics(const JsonIn& json) {
  Topics& topics = settings.topics;
  if (!list(json, "topics", kMaxOwnTopics, "a list of at most 24 topics")) return false;
  for (JsonItems items = json.items(); items.next();) {
    const JsonIn entry(items.value());
    const std::string path = at("topics", topics.own.size());
    OwnTopic topic;
    if (!object(entry, kTopicKeys, path) || !name(entry, path, topic.name)) return false;
    if (topics.named(topic.name) != 0) {
      return fail(topic.name,
                  "There is a topic \"" + topic.name + "\" already; choose another name.");
    }
    if (!strings(entry, "words", path, topic.words)) return false;
    if (topic.words.size() > kMaxTopicWords)
      return wrong(path + ".words", "a list of at most 200 words");
    if (const auto team = entry.find("team")) {
      if (!team->text()) return wrong(path + ".team", "a text");
      topic.team = *team->text();
    }
    topics.own.push_back(std::move(topic));
  }
  return true;
}

/// Who takes care of a topic, the person's own included.
bool Reader::teams(const JsonIn& json) {
  Topics& topics = settings.topics;
  if (!json.is_object()) return wrong("teams", "an object of teams by topic");
  for (JsonItems items = json.items(); items.next();) {
    const std::string name = JsonIn::unescaped(items.key());
    const auto topic = static_cast<std::size_t>(std::countr_zero(topics.named(name)));
    const auto team = JsonIn(items.value()).text();
    if (!team) return wrong("teams." + name, "a text");
    if (topic >= topics.size()) {
      std::string sentence = "There is no topic \"" + name + "\" to give to a team; there are";
      for (std::size_t at = 0; at < topics.size(); ++at)
        (sentence += at == 0 ? " " : ", ") += topics.names()[at];
      return fail("teams." + name, sentence + ".");
    }
    (topic < kTopicNames.size() ? topics.teams_of_known[topic]
                                : topics.own[topic - kTopicNames.size()].team) = *team;
  }
  return true;
}

bool Reader::input(const JsonIn& json, const std::string& path, InputSettings& input) {
  if (!object(json, kInputKeys, path)) return false;
  const std::pair<const char*, std::string*> texts[] = {
      {"file", &input.file},         {"dateOrder", &input.date_order},
      {"timeZone", &input.time_zone}, {"encoding", &input.encoding},
      {"sheet", &input.sheet},       {"written", &input.written}};
  for (const auto& [key, target] : texts) {
    const auto found = json.find(key);
    if (!found) continue;
    auto value = found->text();
    if (!value) return wrong(path + "." + key, "a text");
    *target = std::move(*value);
  }
  const std::pair<const char*, std::optional<char>*> characters[] = {
      {"delimiter", &input.delimiter}, {"decimal", &input.decimal}};
  for (const auto& [key, target] : characters) {
    if (!json.find(key)) continue;
    const bool decimal = target == &input.decimal;
    const std::string value = text_of(json, key);
    if (value.size() != 1 || (decimal && value != "." && value != ",")) {
      return wrong(path + "." + key, decimal ? "\".\" or \",\"" : "one character");
    }
    *target = value[0];
  }
  if (!input.date_order.empty() && input.date_order != "ymd" && input.date_order != "dmy" &&
      input.date_order != "mdy") {
    return wrong(path + ".dateOrder", "\"ymd\", \"dmy\" or \"mdy\"");
  }
  if (!input.time_zone.empty()) {
    if (auto zone = Zone::find(input.time_zone); !zone) return fail(zone.error());
  }
  if (!input.encoding.empty() && !encoding_of(input.encoding)) {
    return wrong(path + ".encoding",
                 "an encoding that Earshot reads, such as \"utf-8\" or \"windows-1251\"");
  }
  if (!input.written.empty() && !local_time_of(input.written))
    return wrong(path + ".written", kLocalTimeWanted);
  if (const auto row = json.find("headerRow")) {
    input.header_row = row->whole();
    if (!input.header_row) return wrong(path + ".headerRow", "a row number, or 0 for none");
  }
  if (!strings(json, "header", path, input.header)) return false;
  const auto columns = json.find("columns");
  if (!columns) return true;
  const std::string at = path + ".columns";
  if (!columns->is_object()) return wrong(at, "an object");
  for (JsonItems items = columns->items(); items.next();) {
    const std::string field = JsonIn::unescaped(items.key());
    if (field != "answers" && (!field_of_name(field) || field == "extra")) {
      return fail(field,
                  "\"" + at + "\" names a field that mentions do not have: \"" + field + "\".");
    }
    // In the order of their names; there are no more than fields. The last of a name counts.
    const auto place = std::ranges::find_if(
        input.columns, [&](const auto& entry) { return entry.first >= field; });
    if (place != input.columns.end() && place->first == field) continue;
    std::vector<std::string> names;
    if (!strings(*columns, field, at, names)) return false;
    input.columns.emplace(place, field, std::move(names));
  }
  return true;
}

bool Reader::audit(const JsonIn& json, AuditSettings& audit) {
  if (!object(json, kAuditKeys, "audit")) return false;
  if (!read_number(json, "seed", 0, kMaxInteger, audit.seed))
    return wrong("audit.seed", "a whole number from 0 on");
  if (!read_number(json, "size", 1, kMaxAuditSize, audit.size))
    return wrong("audit.size", "a whole number from 1 to 5000");
  if (!flag(json, "stratified", "audit", audit.stratified)) return false;
  const auto labels = json.find("labels");
  if (!labels) return true;
  if (!list(*labels, "audit.labels", kMaxAuditLabels, "a list of at most 10000 labels")) return false;
  for (JsonItems items = labels->items(); items.next();) {
    const JsonIn entry(items.value());
    AuditLabel& label = audit.labels.emplace_back();
    label.file = text_of(entry, "file");
    const auto verdict = verdict_of(text_of(entry, "sentiment"));
    if (!verdict || label.file.empty() || !read_number(entry, "row", 0, kMaxInteger, label.row) ||
        !read_number(entry, "part", 1, kMaxInteger, label.part)) {
      return wrong(at("audit.labels", audit.labels.size() - 1),
                   "an object like {\"file\": \"a.csv\", \"row\": 2, \"sentiment\": \"positive\"}, "
                   "with positive, neutral, negative or unclear");
    }
    label.sentiment = *verdict;
  }
  return true;
}

bool Reader::annotation(const JsonIn& json, const std::string& path, Annotation& annotation) {
  if (!json.is_object())
    return wrong(path, "an object like {\"at\": \"2026-03-01\", \"label\": \"launch\"}");
  if (!object(json, kAnnotationKeys, path)) return false;
  const auto label = json.find("label");
  const auto time = local_time_of(text_of(json, "at"));
  if (!time) return wrong(path + ".at", kLocalTimeWanted);
  auto text = label ? label->text() : std::nullopt;
  if (!text) return wrong(path + ".label", "a text");
  annotation.at = time->local_ms;
  annotation.label = std::move(*text);
  return read_number(json, "days", 1, kMaxAnnotationDays, annotation.days) ||
         wrong(path + ".days", "a whole number from 1 to 366");
}

bool Reader::goal(const JsonIn& json, const std::string& path, Goal& goal) {
  if (!object(json, kGoalKeys, path) || !name(json, path, goal.name)) return false;
  if (!json.find("target") || !read_number(json, "target", 1, kMaxInteger, goal.target))
    return wrong(path + ".target", "a whole number from 1 on");
  if (const auto filter = json.find("filter")) {
    auto parsed = parse_filter(filter->raw());
    if (!parsed) return fail(parsed.error());
    goal.filter = std::move(*parsed);
  }
  if (json.find("by")) {
    const auto day = local_time_of(text_of(json, "by"));
    if (!day || day->has_time)
      return wrong(path + ".by", "a date that the calendar has, like 2026-01-31");
    goal.before = day->local_ms + kDayMs;
  }
  return true;
}

bool Reader::read(std::string_view text) {
  const std::optional<JsonIn> json = JsonIn::parse(text);
  if (!json || !json->is_object()) {
    return fail("",
                "The settings are not a JSON object; expected something like "
                "{\"brands\": [{\"name\": \"...\"}], \"timeZone\": \"Asia/Seoul\"}.");
  }
  if (!object(*json, kSettingsKeys, "")) return false;
  if (const auto found = json->find("brands"); found && !brands(*found)) return false;
  if (const auto zone = json->find("timeZone")) {
    const auto name = zone->text();
    if (!name) return wrong("timeZone", "a text");
    auto found = Zone::find(*name);
    if (!found) return fail(found.error());
    settings.time_zone = (*found)->name();
  }
  if (const auto found = json->find("inputs")) {
    if (!list(*found, "inputs", kMaxInputSettings, "a list of what to do with inputs")) return false;
    for (JsonItems items = found->items(); items.next();) {
      const std::string path = at("inputs", settings.inputs.size());
      if (!input(JsonIn(items.value()), path, settings.inputs.emplace_back())) return false;
    }
  }
  if (const auto found = json->find("topics"); found && !topics(*found)) return false;
  if (const auto found = json->find("teams"); found && !teams(*found)) return false;
  if (const auto found = json->find("corrections")) {
    auto corrections = corrections_from(*found, settings.topics);
    if (!corrections) return fail(corrections.error());
    settings.corrections = std::move(*corrections);
  }
  static constexpr std::string_view kCounting[] = {"full", "fractional"};
  if (!one_of(*json, "counting", kCounting, "\"full\" or \"fractional\"", settings.fractional))
    return false;
  if (const auto found = json->find("annotations")) {
    if (!list(*found, "annotations", kMaxAnnotations, "a list of at most 50 dates")) return false;
    for (JsonItems items = found->items(); items.next();) {
      const std::string path = at("annotations", settings.annotations.size());
      if (!annotation(JsonIn(items.value()), path, settings.annotations.emplace_back())) return false;
    }
  }
  if (json->find("unit")) {
    Step& unit = settings.unit.emplace();
    if (!one_of(*json, "unit", kStepNames, "\"hour\", \"day\", \"week\" or \"month\"", unit))
      return false;
  }
  if (!one_of(*json, "language", kSummaryLanguages, "\"en\", \"ko\", \"ja\" or \"ru\"",
              settings.language)) {
    return false;
  }
  if (const auto found = json->find("goals")) {
    if (!list(*found, "goals", kMaxGoals, "a list of up to 100 goals")) return false;
    for (JsonItems items = found->items(); items.next();) {
      const std::string path = at("goals", settings.goals.size());
      if (!goal(JsonIn(items.value()), path, settings.goals.emplace_back())) return false;
    }
  }
  const auto found = json->find("audit");
  return !found || audit(*found, settings.audit.emplace());
}

}  // namespace

Result<Settings> parse_settings(std::string_view text) {
  Reader reader;
  if (!reader.read(text)) return std::unexpected(std::move(reader.error));
  return std::move(reader.settings);
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
