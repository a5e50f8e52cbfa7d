#include "report/sections.h"

#include <algorithm>
#include <vector>

#include "report/text_out.h"
#include "text/cold_sort.h"
#include "text/words.h"

namespace earshot {
namespace {

constexpr std::size_t kQuotedCharacters = 280;

bool always(const View&) { return true; }
bool for_goals(const View& view) {
  return std::ranges::any_of(view.settings.goals, [](const Goal& goal) { return goal.filter.once; });
}
bool for_summary(const View& view) { return view.table.size() <= kMostForCopies; }

constexpr Section kSections[] = {
    {"adequacy", write_adequacy},
    {"sov", write_sov, always},
    {"sentiment", write_sentiments},
    {"topics", write_topics},
    {"compare", write_compare},
    {"people", write_people},
    {"clusters", write_clusters, always},
    {"phrases", write_phrases, always},
    {"questions", write_questions, always},
    {"wishes", write_wishes, always},
    {"faults", write_faults, always},
    {"quotes", write_quotes, always},
    {"ratings", write_ratings},
    {"goals", write_goals, for_goals},
    {"conversion", write_conversion},
    {"response", write_response},
    {"trends", write_trends},
    {"spikes", write_spikes, always},
    {"against", write_against},
    {"summary", write_summary, for_summary},
    {"formulas", write_formulas},
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

void write_formulas(JsonOut& json, const View&) {
  json.begin_object("formulas");
  for (WordRows row("formulas"); row.next();) json.text(row.part(), row.words());
  json.end();
}

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
  if (const std::uint32_t part = view.table.part(id)) json.number("part", part);
  json.end();
  json.end();
}

void write_places(JsonOut& json, std::string_view name, const View& view, std::span<const RowId> ids) {
  if (ids.size() > kMostPlaces) return json.null(name);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;  // file and row, part
  for (const RowId id : ids) {
    const auto [segment, row] = view.table.at(id);
    places.emplace_back(std::uint64_t{segment->file[row]} << 32 | segment->source_row[row],
                        view.table.part(id));
  }
  cold_sort(places);
  json.begin_array(name);
  for (std::size_t i = 0; i < places.size();) {
    const std::uint64_t file = places[i].first >> 32;
    const std::size_t begin = i;
    bool several = false;
    for (; i < places.size() && places[i].first >> 32 == file; ++i) several |= places[i].second > 0;
    json.begin_object();
    json.text("file", view.inputs[file].name);
    json.begin_array("rows");
    for (std::size_t at = begin; at < i; ++at) json.number({}, places[at].first & 0xFFFF'FFFF);
    json.end();
    if (several) {
      json.begin_array("parts");
      for (std::size_t at = begin; at < i; ++at) json.number({}, places[at].second);
      json.end();
    }
    json.end();
  }
  json.end();
}

}  // namespace earshot
