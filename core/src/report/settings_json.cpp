// Settings and filters as JSON text.
#include <set>

#include <nlohmann/json.hpp>

#include <earshot/filter.h>
#include <earshot/settings.h>

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
  return settings;
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
