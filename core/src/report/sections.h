// The sections of the report: each answers one question, under one key, of a selection of mentions.
// What is asked for by name is all that is worked out.
#pragma once

#include <span>
#include <string_view>

#include "insight/view.h"
#include "report/json_out.h"

namespace earshot {

inline bool no_clusters(const View&) { return false; }

struct Section {
  std::string_view name;  ///< its key in the report
  /// Writes the value of that key.
  void (*write)(JsonOut& json, const View& view);
  /// Whether it reads `View::clusters`, which take their time.
  bool (*clusters)(const View& view) = no_clusters;
};

/// All of them, in the order in which the report prints them.
std::span<const Section> all_sections();

/// A mention as sections quote it, of an array or an object that is open: text (cut to 280 characters),
/// author, platform, time, url, sentiment, source.
void write_quoted(JsonOut& json, std::string_view name, const View& view, RowId id);

/// Beyond so many mentions a group does not list them.
inline constexpr std::size_t kMostPlaces = 1'000;

/// Where mentions stand, as a filter's `mentions` takes them: the rows of each input, ascending, and where
/// any of these holds several mentions, for each its part (0: it holds but one); null if they are too many
/// to be listed.
void write_places(JsonOut& json, std::string_view name, const View& view, std::span<const RowId> ids);

// One a section.
void write_adequacy(JsonOut& json, const View& view);
void write_sov(JsonOut& json, const View& view);
void write_sentiments(JsonOut& json, const View& view);
void write_topics(JsonOut& json, const View& view);
void write_compare(JsonOut& json, const View& view);
void write_people(JsonOut& json, const View& view);
void write_clusters(JsonOut& json, const View& view);
void write_phrases(JsonOut& json, const View& view);
void write_questions(JsonOut& json, const View& view);
void write_wishes(JsonOut& json, const View& view);
void write_faults(JsonOut& json, const View& view);
void write_quotes(JsonOut& json, const View& view);
void write_ratings(JsonOut& json, const View& view);
void write_goals(JsonOut& json, const View& view);
void write_conversion(JsonOut& json, const View& view);
void write_response(JsonOut& json, const View& view);
void write_trends(JsonOut& json, const View& view);
void write_spikes(JsonOut& json, const View& view);
void write_against(JsonOut& json, const View& view);
void write_summary(JsonOut& json, const View& view);
/// How figures are worked out: the table "formulas" of earshot.words.
void write_formulas(JsonOut& json, const View& view);

/// The summary counts copies of no larger tables: it is what is asked for first, and soon.
inline constexpr std::size_t kMostForCopies = 250'000;

}  // namespace earshot
