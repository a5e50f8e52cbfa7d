#include "report/sections.h"

#include <algorithm>
#include <vector>

#include "report/text_out.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kQuotedCharacters = 280;

constexpr Section kSections[] = {
    {"adequacy", write_adequacy},
    {"sov", write_sov, true},
    {"sentiment", write_sentiments},
    {"topics", write_topics},
    {"compare", write_compare},
    {"people", write_people},
    {"clusters", write_clusters, true},
    {"phrases", write_phrases, true},
    {"questions", write_questions, true},
    {"wishes", write_wishes, true},
    {"faults", write_faults, true},
    {"quotes", write_quotes, true},
    {"ratings", write_ratings},
    {"goals", write_goals},
    {"conversion", write_conversion},
    {"response", write_response},
    {"trends", write_trends},
    {"spikes", write_spikes, true},
    {"against", write_against},
    {"summary", write_summary},
};

/// Its first characters, as many as are quoted.
std::string_view cut(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((text[at] & 0xC0) == 0x80) continue;
    if (characters++ == kQuotedCharacters) return text.substr(0, at);
  }
  return text;
}

}  // namespace

std::span<const Section> all_sections() { return kSections; }

void write_quoted(JsonOut& json, std::string_view name, const View& view, RowId id) {
  const auto [segment, row] = view.table.at(id);
  const RowText strings = Table::text(*segment, row);
  const std::string_view text = strings.text.empty() ? strings.title : strings.text;
  const Time time = view.table.time(*segment, row);
  json.begin_object(name);
  json.text("text", cut(text));
  json.flag("cut", cut(text).size() < text.size());
  json.text_or_null("author", view.table.authors[segment->author[row]]);
  json.text_or_null("platform", view.table.platforms[segment->platform[row]]);
  json.text_or_null("time", time.present() ? iso_time(time, view.zone) : std::string());
  json.text_or_null("url", strings.url);
  json.text("sentiment", label_name(segment->label[row]));
  json.begin_object("source");
  json.text("file", view.inputs[segment->file[row]].name);
  json.number("row", segment->source_row[row]);
  json.end();
  json.end();
}

void write_places(JsonOut& json, std::string_view name, const View& view, std::span<const RowId> ids) {
  if (ids.size() > kMostPlaces) return json.null(name);
  std::vector<std::uint64_t> places;  // file and row
  for (const RowId id : ids) {
    const auto [segment, row] = view.table.at(id);
    places.push_back(std::uint64_t{segment->file[row]} << 32 | segment->source_row[row]);
  }
  cold_sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  json.begin_array(name);
  for (std::size_t i = 0; i < places.size();) {
    const std::uint64_t file = places[i] >> 32;
    json.begin_object();
    json.text("file", view.inputs[file].name);
    json.begin_array("rows");
    for (; i < places.size() && places[i] >> 32 == file; ++i) {
      json.number({}, places[i] & 0xFFFF'FFFF);
    }
    json.end();
    json.end();
  }
  json.end();
}

}  // namespace earshot
