#include "ingest/reading.h"

#include <algorithm>
#include <set>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"
#include "time/civil.h"

namespace earshot {
namespace {

/// What the sample shows of a survey's column. Shares are of its filled cells.
struct Answers {
  std::size_t filled = 0;
  double distinct = 0, mean_size = 0, spaced = 0, punctuated = 0;
  double sentences = 0;        ///< three words or more, or ended like a sentence
  std::size_t kinds = 0;       ///< of what commas and semicolons part, as of several options
  double distinct_parts = 0;
};

Answers answers_in(std::span<const std::vector<std::string>> rows, std::size_t column) {
  Answers seen;
  std::set<std::string_view> distinct, kinds;
  std::size_t bytes = 0, spaced = 0, punctuated = 0, sentences = 0, parts = 0;
  for (const std::vector<std::string>& row : rows) {
    if (column >= row.size()) continue;
    const std::string_view cell = trimmed(row[column]);
    if (cell.empty()) continue;
    ++seen.filled;
    bytes += cell.size();
    distinct.insert(cell);
    const bool ended = std::string_view(".!?").find(cell.back()) != std::string_view::npos ||
                       cell.ends_with("。") || cell.ends_with("！") || cell.ends_with("？");
    punctuated += ended;
    const bool prose = cell.find(' ') != std::string_view::npos || cell.size() > 30;
    const bool words = cell.find_first_not_of("0123456789.,:-/ %") != std::string_view::npos;
    spaced += prose && words;
    sentences += words && (ended || std::ranges::count(cell, ' ') > 1);
    for (std::size_t at = 0; at < cell.size();) {
      const std::size_t end = std::min(cell.find_first_of(",;", at), cell.size());
      kinds.insert(trimmed(cell.substr(at, end - at)));
      ++parts;
      at = end + 1;
    }
  }
  if (seen.filled == 0) return seen;
  const auto filled = static_cast<double>(seen.filled);
  seen.distinct = static_cast<double>(distinct.size()) / filled;
  seen.mean_size = static_cast<double>(bytes) / filled;
  seen.spaced = static_cast<double>(spaced) / filled;
  seen.punctuated = static_cast<double>(punctuated) / filled;
  seen.sentences = static_cast<double>(sentences) / filled;
  seen.kinds = kinds.size();
  seen.distinct_parts = static_cast<double>(kinds.size()) / static_cast<double>(parts);
  return seen;
}

/// People's own words differ from one to the next, and are more than a word or a number. Options
/// come again and again; of few rows, only those tell that are long or read like a sentence. Short
/// sentences come again too, but there are more of them than a question has options.
bool in_own_words(const Answers& seen) {
  if (seen.filled == 0 || seen.mean_size < 8 || seen.spaced < 0.4) return false;
  if (seen.filled < 8) {
    return seen.distinct > 0.7 &&
           (seen.mean_size >= 20 || seen.punctuated > 0.5 || seen.sentences >= 0.4);
  }
  constexpr std::size_t kManyOptions = 16;
  return seen.distinct_parts >= 0.25 &&
         (seen.distinct > 0.5 || (seen.sentences > 0.6 && seen.kinds >= kManyOptions));
}

/// In a survey every column that is no account of the response asks something.
void map_survey(const FirstRecords& first, Reading& reading) {
  for (std::size_t column = 0; column < first.headers.size(); ++column) {
    if (reading.map.field_of(static_cast<int>(column)) != kFieldCount) continue;
    if (is_ignored(*first.format, normalize_header(first.headers[column]))) continue;
    const Answers seen = answers_in(first.rows, column);
    if (in_own_words(seen)) {
      reading.answers.push_back(static_cast<int>(column));
    } else if (seen.filled > 0) {
      reading.map[Field::Tags].columns.push_back(static_cast<int>(column));
    }
  }
}

/// Columns of one tag each, whose cells repeat their names.
void map_tag_columns(const FirstRecords& first, ColumnMap& map) {
  for (std::size_t column = 0; column < first.headers.size(); ++column) {
    if (map.field_of(static_cast<int>(column)) != kFieldCount) continue;
    std::size_t filled = 0, same = 0;
    for (const std::vector<std::string>& row : first.rows) {
      if (column >= row.size()) continue;
      const std::string_view cell = trimmed(row[column]);
      filled += !cell.empty();
      same += cell == first.headers[column];
    }
    if (same > 0 && same * 5 >= filled * 4) {
      map[Field::Tags].columns.push_back(static_cast<int>(column));
    }
  }
}

std::vector<int> columns_named(std::span<const std::string> headers,
                               std::span<const std::string> names) {
  std::vector<int> columns;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(headers, name);
    if (found != headers.end()) columns.push_back(static_cast<int>(found - headers.begin()));
  }
  return columns;
}

/// @returns bits of the fields that are settled by it
std::uint64_t apply_wish(const InputSettings& wish, const FirstRecords& first, Reading& reading) {
  std::uint64_t settled = 0;
  for (const auto& [name, names] : wish.columns) {
    std::vector<int> columns = columns_named(first.headers, names);
    if (!names.empty() && columns.empty()) continue;  // none of them is in this file
    if (name == "answers") {
      reading.answers = std::move(columns);
    } else if (const auto field = field_of_name(name); field && *field != Field::Extra) {
      reading.map[*field] = {std::move(columns), false};
      settled |= std::uint64_t{1} << static_cast<int>(*field);
    }
  }
  return settled;
}

/// A column that the person gave to one field serves no other one that they did not speak of.
void release_taken(std::uint64_t settled, Reading& reading) {
  std::set<int> taken(reading.answers.begin(), reading.answers.end());
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    if (settled >> field & 1) {
      taken.insert(reading.map.fields[field].columns.begin(),
                   reading.map.fields[field].columns.end());
    }
  }
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    if (settled >> field & 1 || Field(field) == Field::Extra) continue;
    std::erase_if(reading.map.fields[field].columns,
                  [&](int column) { return taken.contains(column); });
  }
  std::erase_if(reading.answers, [&](int column) {
    const std::size_t field = reading.map.field_of(column);
    return field != kFieldCount && settled >> field & 1;
  });
}

}  // namespace

Reading make_reading(const FirstRecords& first, const InputSettings* wish) {
  Reading reading;
  reading.format = first.format;
  reading.headers = first.headers;
  reading.questions = first.questions;
  reading.dates.spreadsheet = first.spreadsheet;

  std::vector<std::string> normal;
  for (const std::string& header : first.headers) normal.push_back(normalize_header(header));
  std::uint64_t settled = 0;
  if (first.format) settled = map_format(*first.format, normal, reading.map, first.headers);
  if (first.format && first.format->survey) {
    map_survey(first, reading);
  } else {
    map_columns(first.headers, first.rows, settled, reading.map);
    map_tag_columns(first, reading.map);
  }
  if (first.format) reading.dates.usual_order = date_order_of(first.format->date_order);
  if (!wish) return reading;

  const std::uint64_t wished = apply_wish(*wish, first, reading);
  release_taken(wished, reading);
  reading.dates.order = date_order_of(wish->date_order);
  reading.decimal = wish->decimal;
  if (const auto zone = Zone::find(wish->time_zone); zone && !wish->time_zone.empty()) {
    reading.dates.zone.zone = *zone;
  }
  if (const auto written = parse_iso(wish->written)) reading.dates.reference = written->local_ms;
  return reading;
}

std::optional<InputSettings> find_wish(std::span<const InputSettings> wishes,
                                       std::string_view file,
                                       std::span<const std::string> header) {
  const auto by_name = std::ranges::find_if(wishes, [&](const InputSettings& wish) {
    return !wish.file.empty() && wish.file == file;
  });
  const bool named = by_name != wishes.end();
  if (named) {
    InputSettings no_more;
    no_more.file = by_name->file;
    no_more.header = by_name->header;
    no_more.written = by_name->written;
    if (*by_name != no_more) return *by_name;
  }
  const auto by_header = std::ranges::find_if(wishes, [&](const InputSettings& wish) {
    return wish.file.empty() && !wish.header.empty() && std::ranges::equal(wish.header, header);
  });
  if (by_header == wishes.end()) return named ? std::optional(*by_name) : std::nullopt;
  InputSettings wish = *by_header;
  if (named && !by_name->written.empty()) wish.written = by_name->written;
  return wish;
}

}  // namespace earshot
