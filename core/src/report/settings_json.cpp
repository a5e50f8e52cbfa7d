// Settings and filters as JSON text.
#include "report/settings_json.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <earshot/filter.h>
#include <earshot/settings.h>

#include "ingest/fields.h"
#include "insight/audit.h"
#include "report/corrections_json.h"
#include "report/json_in.h"
#include "text/encoding.h"
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

Result<Brand> brand_from(const JsonIn& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
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

constexpr std::size_t kMaxInputSettings = 10'000;
// Whole numbers that JavaScript holds too.
constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53) - 1;

Result<InputSettings> input_from(const JsonIn& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
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
  if (!input.written.empty() && !parse_iso(input.written)) {
    return bad_type(ErrorCode::BadSettings, path + ".written", "a date such as 2026-01-31T09:30");
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

/// What has to be otherwise; "" if nothing has to.
std::string read_audit(const JsonIn& json, AuditSettings& audit) {
  if (!json.is_object()) return "audit";
  if (!read_number(json, "seed", 0, kMaxInteger, audit.seed)) return "audit.seed";
  if (!read_number(json, "size", 1, kMaxAuditSize, audit.size)) return "audit.size";
  if (const auto found = json.find("stratified")) {
    if (!found->is_boolean()) return "audit.stratified";
    audit.stratified = found->is_true();
  }
  const auto labels = json.find("labels");
  if (!labels) return {};
  if (!labels->is_array() || labels->size() > kMaxAuditLabels) return "audit.labels";
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
      return "audit.labels[" + std::to_string(audit.labels.size() - 1) + "]";
    }
    label.sentiment = *verdict;
  }
  return {};
}

}  // namespace

Result<Settings> parse_settings(std::string_view text) {
  const std::optional<JsonIn> json = JsonIn::parse(text);
  if (!json || !json->is_object()) {
    return bad(ErrorCode::BadSettings, "",
               "The settings are not a JSON object; expected something like "
               "{\"brands\": [{\"name\": \"...\"}], \"timeZone\": \"Asia/Seoul\"}.");
  }
  Settings settings;
  if (const auto brands = json->find("brands")) {
    if (!brands->is_array()) return bad_type(ErrorCode::BadSettings, "brands", "a list of brands");
    if (const std::size_t size = brands->size(); size > kMaxBrands) {
      return bad(ErrorCode::TooLarge, std::to_string(size),
                 "The settings name " + std::to_string(size) +
                     " brands; Earshot compares up to " + std::to_string(kMaxBrands) + ".");
    }
    std::set<std::string> names;
    for (JsonItems items = brands->items(); items.next();) {
      auto brand = brand_from(JsonIn(items.value()),
                              "brands[" + std::to_string(settings.brands.size()) + "]");
      if (!brand) return std::unexpected(std::move(brand.error()));
      if (!names.insert(brand->name).second) {
        return bad(ErrorCode::BadSettings, brand->name,
                   "The brand \"" + brand->name + "\" stands in the settings twice; merge the two.");
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
  if (const auto given = json->find("corrections")) {
    auto corrections = corrections_from(*given);
    if (!corrections) return std::unexpected(std::move(corrections.error()));
    settings.corrections = std::move(*corrections);
  }
  if (const auto found = json->find("audit")) {
    const std::string wrong = read_audit(*found, settings.audit.emplace());
    if (!wrong.empty()) return bad_type(ErrorCode::BadSettings, wrong, "as the README describes it");
  }
  return settings;
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

Result<Filter> parse_filter(std::string_view text) {
  Filter filter;
  if (text.empty()) return filter;
  const std::optional<JsonIn> json = JsonIn::parse(text);
  if (json && json->is_null()) return filter;
  if (!json || !json->is_object()) return bad(ErrorCode::BadFilter, "", "The filter is not a JSON object.");

  std::string wrong;
  const auto read = [&](const char* key) -> std::optional<std::string> {
    const auto found = json->find(key);
    if (!found) return std::nullopt;
    auto value = found->text();
    if (!value) wrong = key;
    return value;
  };
  filter.brand = read("brand");
  filter.platform = read("platform");
  filter.language = read("language");
  filter.search = read("search").value_or("");
  if (const auto sentiment = read("sentiment")) {
    for (std::size_t label = 0; label < kLabelCount; ++label) {
      if (label_name(Label(label)) == *sentiment) filter.sentiment = Label(label);
    }
    if (!filter.sentiment) {
      return bad(ErrorCode::BadFilter, *sentiment,
                 "\"sentiment\" is positive, neutral, negative or unrated.");
    }
  }
  const auto label = [&](const char* key, const auto& names, auto& target) -> Result<void> {
    const auto value = read(key);
    if (!value) return {};
    const auto at = std::ranges::find(names, std::string_view(*value));
    if (at == names.end()) {
      std::string sentence = "\"" + std::string(key) + "\" is one of";
      for (const std::string_view name : names) (sentence += ' ') += name;
      return bad(ErrorCode::BadFilter, *value, sentence + ".");
    }
    target = static_cast<typename std::remove_reference_t<decltype(target)>::value_type>(
        at - names.begin());
    return {};
  };
  if (auto done = label("intent", kIntentNames, filter.intent); !done) return std::unexpected(done.error());
  if (auto done = label("topic", kTopicNames, filter.topic); !done) return std::unexpected(done.error());
  if (auto done = label("urgency", kUrgencyNames, filter.urgency); !done) return std::unexpected(done.error());
  for (const auto& [key, target] : {std::pair{"from", &filter.from}, std::pair{"to", &filter.to}}) {
    const auto value = read(key);
    if (!value) continue;
    const auto time = parse_iso(*value);
    if (!time) {
      return bad(ErrorCode::BadFilter, *value,
                 "\"" + std::string(key) + "\" has to be a date like 2026-01-31.");
    }
    *target = time->local_ms;
  }
  if (!wrong.empty()) return bad_type(ErrorCode::BadFilter, wrong, "a text");
  return filter;
}

}  // namespace earshot
