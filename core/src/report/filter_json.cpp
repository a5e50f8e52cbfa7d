#include "report/filter_json.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <earshot/topics.h>

#include "classify/language.h"
#include "ingest/numbers.h"
#include "insight/search_query.h"
#include "report/json_in.h"
#include "report/text_out.h"

namespace earshot {
namespace {

using Texts = std::vector<std::string>;

constexpr std::array<std::string_view, kLabelCount> kLabelNames = {"positive", "neutral", "negative",
                                                                   "unrated"};
constexpr std::array<std::string_view, 4> kKindNames = {"original", "repost", "reply", "quote"};

/// A key that takes one value or several, of each of which it is enough that one holds.
struct Key {
  std::string_view name, plural;
  Texts Filter::*texts = nullptr;
  std::uint32_t Filter::*set = nullptr;  ///< else, of values with these names
  std::span<const std::string_view> values = {};
};

constexpr Key kKeys[] = {
    {"brand", "brands", &Filter::brands},
    {"sentiment", "sentiments", nullptr, &Filter::sentiments, kLabelNames},
    {"platform", "platforms", &Filter::platforms},
    {"language", "languages", &Filter::languages},
    {"country", "countries", &Filter::countries},
    {"intent", "intents", nullptr, &Filter::intents, kIntentNames},
    {"topic", "topics", &Filter::topics},
    {"team", "teams", &Filter::teams},
    {"urgency", "urgencies", nullptr, &Filter::urgencies, kUrgencyNames},
    {"author", "authors", &Filter::authors},
    {"tier", "tiers", nullptr, &Filter::tiers, kTierNames},
    {"kind", "kinds", nullptr, &Filter::kinds, kKindNames},
    {"tag", "tags", &Filter::tags},
    {"question", "questions", &Filter::questions},
    {"file", "files", &Filter::files},
    {"weekday", "weekdays", nullptr, &Filter::weekdays, kWeekdayNames},
    {"hour", "hours", nullptr, &Filter::hours, kHourNames},
    {"answered", "answered", nullptr, &Filter::answered, kYesNoNames},
    {"replied", "replied", nullptr, &Filter::replied, kYesNoNames},
};

class Reader {
 public:
  Result<Filter> read(const JsonIn& json) {
    for (JsonItems items = json.items(); items.next() && !wrong_;) {
      const JsonIn value(items.value());
      if (!value.is_null()) member(JsonIn::unescaped(items.key()), value);
    }
    if (filter_.from && filter_.to && *filter_.from >= *filter_.to) {
      fail("from", "\"from\" has to be before \"to\", which is not included: for a single day \"to\" "
                   "is the day after.");
    }
    if (filter_.least_rating && filter_.most_rating &&
        *filter_.least_rating > *filter_.most_rating) {
      fail("rating", "\"rating.min\" has to be at most \"rating.max\".");
    }
    if (wrong_) return std::unexpected(std::move(*wrong_));
    return std::move(filter_);
  }

 private:
  void fail(std::string detail, std::string sentence) {
    if (!wrong_) wrong_ = Error{ErrorCode::BadFilter, {}, std::move(detail), std::move(sentence)};
  }
  void fail_type(std::string_view key, std::string_view wanted) {
    fail(std::string(key), "\"" + std::string(key) + "\" has to be " + std::string(wanted) + ".");
  }

  void member(const std::string& name, const JsonIn& value) {
    for (const Key& key : kKeys) {
      if (name != key.name && name != key.plural) continue;
      if (!value.is_array()) return add(key, value);
      if (value.size() > kMaxFilterValues) return fail_type(name, "a shorter list");
      for (JsonItems items = value.items(); items.next() && !wrong_;) add(key, JsonIn(items.value()));
      return;
    }
    if (name == "from" || name == "to") {
      const auto time = local_time_of(value.text().value_or(""));
      if (!time) return fail_type(name, kLocalTimeWanted);
      (name == "from" ? filter_.from : filter_.to) = time->local_ms;
    } else if (name == "search") {
      const auto text = value.text();
      if (!text) return fail_type(name, "a text");
      auto query = parse_search(*text);
      if (!query) return fail(*text, query.error().message);
      filter_.search = *text;
    } else if (name == "rating") {
      if (!value.is_object()) return fail_type(name, "an object like {\"min\": 1, \"max\": 2}");
      rating(value, "min", filter_.least_rating);
      rating(value, "max", filter_.most_rating);
    } else if (name == "duplicates") {
      const auto text = value.text();
      if (text != "all" && text != "once") return fail_type(name, "\"all\" or \"once\"");
      filter_.once = text == "once";
    } else if (name == "mentions") {
      if (!value.is_array() || value.size() > kMaxFilterValues) return fail_type(name, kPlaces);
      for (JsonItems items = value.items(); items.next();) {
        const JsonIn item(items.value());
        const auto file = item.is_object() ? item.find("file") : std::nullopt;
        const auto row = item.is_object() ? item.find("row") : std::nullopt;
        const auto part = item.is_object() ? item.find("part") : std::nullopt;
        const auto text = file ? file->text() : std::nullopt;
        const auto number = row ? row->whole() : std::nullopt;
        const auto which = part ? part->whole() : std::optional<std::uint64_t>(0);
        if (!text || !number || !which) return fail_type(name, kPlaces);
        filter_.mentions.push_back({*text, *number, *which});
      }
    } else {
      std::string sentence = "There is no \"" + name + "\" to filter by; there are";
      for (const Key& key : kKeys) sentence += " " + std::string(key.name) + ",";
      fail(name, sentence + " from, to, rating, mentions, duplicates and search.");
    }
  }

  void add(const Key& key, const JsonIn& value) {
    auto text = value.text();
    // An hour may be a number as well.
    if (const auto hour = value.whole(); !text && hour && key.set == &Filter::hours) {
      text = std::string(value.raw());
    }
    if (!text) return fail_type(key.name, "a text or a list of texts");
    if (key.texts) {
      if (key.texts == &Filter::languages && language_from_code(*text) == 0 &&
          *text != language_code(0)) {
        return fail(*text, "There is no language \"" + *text + "\" here; write a code as reports do, "
                           "like \"ko\" or \"en\", or \"und\" for none.");
      }
      (filter_.*key.texts).push_back(std::move(*text));
      return;
    }
    const auto at = std::ranges::find(key.values, std::string_view(*text));
    if (at == key.values.end()) {
      std::string sentence = "\"" + std::string(key.name) + "\" is one of";
      for (const std::string_view name : key.values) {
        if (!name.empty()) (sentence += ' ') += name;
      }
      return fail(*text, sentence + ".");
    }
    filter_.*key.set |= 1u << (at - key.values.begin());
  }

  void rating(const JsonIn& range, std::string_view end, std::optional<float>& target) {
    const auto found = range.find(end);
    if (!found) return;
    const std::string_view text = found->raw();
    const float value = text.starts_with('"') || text.starts_with('[') ? NAN : read_rating(text);
    // Absurd ones are kept from the printing of figures.
    if (!(std::abs(value) < 1e9f)) return fail_type("rating." + std::string(end), "a number");
    target = value;
  }

  static constexpr std::string_view kPlaces = "a list like [{\"file\": \"a.csv\", \"row\": 2}]";

  Filter filter_;
  std::optional<Error> wrong_;
};

}  // namespace

std::optional<IsoTime> local_time_of(std::string_view text) {
  const auto time = parse_iso(text);
  return time && time->offset_minutes ? std::nullopt : time;
}

Result<Filter> parse_filter(std::string_view text) {
  if (text.empty()) return Filter();
  const std::optional<JsonIn> json = JsonIn::parse(text);
  if (json && json->is_null()) return Filter();
  if (!json || !json->is_object()) {
    return std::unexpected(
        Error{ErrorCode::BadFilter, {}, "", "The filter is not a JSON object."});
  }
  return Reader().read(*json);
}

Result<void> check_filter(const Filter& filter, const Topics& topics) {
  const auto refuse = [](std::string_view what, const std::string& name,
                         std::span<const std::string_view> known) {
    std::string sentence = "There is no " + std::string(what) + " \"" + name + "\" in the settings; there are";
    for (const std::string_view& one : known) {
      if (&one != known.data()) sentence += ',';
      (sentence += ' ') += one;
    }
    return std::unexpected(Error{ErrorCode::BadFilter, {}, name, sentence + "."});
  };
  const auto unknown = [](const Texts& wanted, std::span<const std::string_view> known) {
    return std::ranges::find_if(wanted, [&](const std::string& name) {
      return !name.empty() && std::ranges::find(known, name) == known.end();
    });
  };
  const std::vector<std::string_view> topic_names = topics.names();
  if (const auto topic = unknown(filter.topics, topic_names); topic != filter.topics.end()) {
    return refuse("topic", *topic, topic_names);
  }
  std::vector<std::string_view> team_names;
  for (const Team& team : topics.teams()) team_names.push_back(team.name);
  if (const auto team = unknown(filter.teams, team_names); team != filter.teams.end()) {
    return refuse("team", *team, team_names);
  }
  return {};
}

void write_filter(JsonOut& json, std::string_view name, const Filter& filter) {
  if (filter.empty()) return json.null(name);
  json.begin_object(name);
  for (const Key& key : kKeys) {
    Texts values;
    for (std::size_t value = 0; value < key.values.size(); ++value) {
      if (filter.*key.set >> value & 1) values.emplace_back(key.values[value]);
    }
    if (key.texts) values = filter.*key.texts;
    if (values.size() == 1) json.text(key.name, values.front());
    if (values.size() > 1) json.texts(key.name, values);
  }
  if (filter.from) json.text("from", local_text(*filter.from, true));
  if (filter.to) json.text("to", local_text(*filter.to, true));
  if (filter.least_rating || filter.most_rating) {
    json.begin_object("rating");
    if (filter.least_rating) json.fraction("min", *filter.least_rating);
    if (filter.most_rating) json.fraction("max", *filter.most_rating);
    json.end();
  }
  if (!filter.mentions.empty()) {
    json.begin_array("mentions");
    for (const Filter::Place& place : filter.mentions) {
      json.begin_object();
      json.text("file", place.file);
      json.number("row", place.row);
      if (place.part > 0) json.number("part", place.part);
      json.end();
    }
    json.end();
  }
  if (filter.once) json.text("duplicates", "once");
  if (!filter.search.empty()) json.text("search", filter.search);
  json.end();
}

}  // namespace earshot
