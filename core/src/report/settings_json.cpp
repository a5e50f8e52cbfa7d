// Settings and filters as JSON text.
#include "report/settings_json.h"

#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include <earshot/filter.h>
#include <earshot/settings.h>

#include "ingest/fields.h"
#include "text/encoding.h"
#include "time/civil.h"
#include "time/zone.h"

namespace earshot {
namespace {

using Json = nlohmann::json;

std::unexpected<Error> bad(ErrorCode code, std::string detail, std::string message) {
  return std::unexpected(Error{code, {}, std::move(detail), std::move(message)});
}

std::unexpected<Error> bad_type(ErrorCode code, const std::string& key, std::string_view wanted) {
  return bad(code, key, "\"" + key + "\" has to be " + std::string(wanted) + ".");
}

Json parse(std::string_view text) { return Json::parse(text, nullptr, /*allow_exceptions=*/false); }

Result<std::vector<std::string>> strings(const Json& object, const char* key,
                                         const std::string& path) {
  std::vector<std::string> values;
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return values;
  const auto wrong = [&] {
    return bad_type(ErrorCode::BadSettings, path + "." + key, "a list of texts");
  };
  if (!found->is_array()) return wrong();
  for (const Json& value : *found) {
    if (!value.is_string()) return wrong();
    values.push_back(value.get<std::string>());
  }
  return values;
}

Result<Brand> brand_from(const Json& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
  Brand brand;
  const auto name = json.find("name");
  if (name == json.end() || !name->is_string() || name->get_ref<const std::string&>().empty()) {
    return bad_type(ErrorCode::BadSettings, path + ".name", "a text that is not empty");
  }
  brand.name = name->get<std::string>();
  for (const auto& [key, target] : {std::pair{"aliases", &brand.aliases},
                                    std::pair{"handles", &brand.handles},
                                    std::pair{"exclude", &brand.exclude}}) {
    auto values = strings(json, key, path);
    if (!values) return std::unexpected(std::move(values.error()));
    *target = std::move(*values);
  }
  if (const auto own = json.find("own"); own != json.end() && !own->is_null()) {
    if (!own->is_boolean()) {
      return bad_type(ErrorCode::BadSettings, path + ".own", "true or false");
    }
    brand.own = own->get<bool>();
  }
  return brand;
}

constexpr std::size_t kMaxInputSettings = 10'000;

Result<InputSettings> input_from(const Json& json, const std::string& path) {
  if (!json.is_object()) return bad_type(ErrorCode::BadSettings, path, "an object");
  InputSettings input;
  for (const auto& [key, target] :
       {std::pair{"file", &input.file}, std::pair{"dateOrder", &input.date_order},
        std::pair{"timeZone", &input.time_zone}, std::pair{"encoding", &input.encoding},
        std::pair{"sheet", &input.sheet}, std::pair{"written", &input.written}}) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) continue;
    if (!found->is_string()) return bad_type(ErrorCode::BadSettings, path + "." + key, "a text");
    *target = found->get<std::string>();
  }
  for (const auto& [key, target, allowed] :
       {std::tuple{"delimiter", &input.delimiter, std::string_view()},
        std::tuple{"decimal", &input.decimal, std::string_view(".,")}}) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) continue;
    const bool one = found->is_string() && found->get_ref<const std::string&>().size() == 1;
    const char value = one ? found->get_ref<const std::string&>()[0] : '\0';
    if (!one || (!allowed.empty() && allowed.find(value) == std::string_view::npos)) {
      return bad_type(ErrorCode::BadSettings, path + "." + key,
                      allowed.empty() ? "one character" : "\".\" or \",\"");
    }
    *target = value;
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
  if (const auto row = json.find("headerRow"); row != json.end() && !row->is_null()) {
    if (!row->is_number_unsigned()) {
      return bad_type(ErrorCode::BadSettings, path + ".headerRow", "a row number, or 0 for none");
    }
    input.header_row = row->get<std::uint64_t>();
  }
  auto header = strings(json, "header", path);
  if (!header) return std::unexpected(std::move(header.error()));
  input.header = std::move(*header);
  if (const auto columns = json.find("columns"); columns != json.end() && !columns->is_null()) {
    const std::string at = path + ".columns";
    if (!columns->is_object()) return bad_type(ErrorCode::BadSettings, at, "an object");
    for (const auto& [field, value] : columns->items()) {
      if (field != "answers" && (!field_of_name(field) || field == "extra")) {
        return bad(ErrorCode::BadSettings, field,
                   "\"" + at + "\" names a field that mentions do not have: \"" + field + "\".");
      }
      auto names = strings(*columns, field.c_str(), at);
      if (!names) return std::unexpected(std::move(names.error()));
      input.columns.emplace_back(field, std::move(*names));
    }
  }
  return input;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text) {
  const Json json = parse(text);
  if (!json.is_object()) {
    return bad(ErrorCode::BadSettings, "",
               "The settings are not a JSON object; expected something like "
               "{\"brands\": [{\"name\": \"...\"}], \"timeZone\": \"Asia/Seoul\"}.");
  }
  Settings settings;
  if (const auto brands = json.find("brands"); brands != json.end() && !brands->is_null()) {
    if (!brands->is_array()) return bad_type(ErrorCode::BadSettings, "brands", "a list of brands");
    if (brands->size() > kMaxBrands) {
      return bad(ErrorCode::TooLarge, std::to_string(brands->size()),
                 "The settings name " + std::to_string(brands->size()) +
                     " brands; Earshot compares up to " + std::to_string(kMaxBrands) + ".");
    }
    std::set<std::string> names;
    for (std::size_t at = 0; at < brands->size(); ++at) {
      auto brand = brand_from((*brands)[at], "brands[" + std::to_string(at) + "]");
      if (!brand) return std::unexpected(std::move(brand.error()));
      if (!names.insert(brand->name).second) {
        return bad(ErrorCode::BadSettings, brand->name,
                   "The brand \"" + brand->name + "\" stands in the settings twice; merge the two.");
      }
      settings.brands.push_back(std::move(*brand));
    }
  }
  if (const auto zone = json.find("timeZone"); zone != json.end() && !zone->is_null()) {
    if (!zone->is_string()) return bad_type(ErrorCode::BadSettings, "timeZone", "a text");
    const auto found = Zone::find(zone->get_ref<const std::string&>());
    if (!found) return std::unexpected(found.error());
    settings.time_zone = (*found)->name();
  }
  if (const auto inputs = json.find("inputs"); inputs != json.end() && !inputs->is_null()) {
    if (!inputs->is_array() || inputs->size() > kMaxInputSettings) {
      return bad_type(ErrorCode::BadSettings, "inputs", "a list of what to do with inputs");
    }
    for (std::size_t at = 0; at < inputs->size(); ++at) {
      auto input = input_from((*inputs)[at], "inputs[" + std::to_string(at) + "]");
      if (!input) return std::unexpected(std::move(input.error()));
      settings.inputs.push_back(std::move(*input));
    }
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
  const Json json = parse(text);
  if (json.is_null()) return filter;
  if (!json.is_object()) return bad(ErrorCode::BadFilter, "", "The filter is not a JSON object.");

  std::string wrong;
  const auto read = [&](const char* key) -> std::optional<std::string> {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return std::nullopt;
    if (!found->is_string()) {
      wrong = key;
      return std::nullopt;
    }
    return found->get<std::string>();
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
