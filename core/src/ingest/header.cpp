#include "ingest/header.h"

#include <algorithm>
#include <map>
#include <set>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"

namespace earshot {
namespace {

constexpr std::size_t kSearchedRows = 20;
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kFormatScore = 1'000;

bool blank(std::string_view cell) { return trimmed(cell).empty(); }

std::size_t known_names(const std::vector<std::string>& cells) {
  static const std::map<std::string_view, Field> names = [] {
    std::map<std::string_view, Field> all;
    for (const ColumnAlias& alias : column_aliases()) all.try_emplace(alias.name, alias.field);
    return all;
  }();
  if (cells.size() == 1) {
    // Above a single column only a name for the text is a header; a line may just say "no".
    const auto name = names.find(normalize_header(cells[0]));
    return name != names.end() && name->second == Field::Text ? 1 : 0;
  }
  std::set<std::string> hits;
  for (const std::string& cell : cells) {
    if (cell.size() > kLongestName) continue;
    std::string name = normalize_header(cell);
    if (names.contains(name)) hits.insert(std::move(name));
  }
  return hits.size();
}

/// Names nobody knows can still be a header: short distinct words above rows that hold digits.
bool reads_as_names(const std::vector<std::string>& cells) {
  std::set<std::string> distinct;
  for (const std::string& cell : cells) {
    if (blank(cell) || cell.size() > kLongestName) return false;
    const bool digits = cell.find_first_of("0123456789") != std::string::npos;
    if (digits && cell.find_first_not_of("0123456789.,:-/+ ") == std::string::npos) return false;
    if (cell.find("://") != std::string::npos) return false;
    if (!distinct.insert(normalize_header(cell)).second) return false;
  }
  return true;
}

bool is_import_ids(const GridRow& row) {
  return std::ranges::any_of(row.cells, [](const std::string& cell) {
    return trimmed(cell).starts_with("{\"ImportId\"");
  });
}

std::size_t column_named(const std::vector<std::string>& cells, std::string_view name) {
  const auto at = std::ranges::find_if(
      cells, [name](const std::string& cell) { return normalize_header(cell) == name; });
  return static_cast<std::size_t>(at - cells.begin());
}

std::string_view cell_at(const GridRow& row, std::size_t column) {
  return column < row.cells.size() ? trimmed(row.cells[column]) : std::string_view();
}

/// Survey tools write two or three header rows. Qualtrics: ids of the questions, their wording and
/// perhaps a row of {"ImportId": ...}. SurveyMonkey: questions, and below them their options.
/// @returns how many rows below `at` belong to the header
std::size_t further_rows(std::span<const GridRow> rows, std::size_t at) {
  for (const std::size_t below : {std::size_t{2}, std::size_t{1}}) {
    if (at + below < rows.size() && is_import_ids(rows[at + below])) return below;
  }
  if (at + 1 >= rows.size()) return 0;
  const std::vector<std::string>& names = rows[at].cells;
  const GridRow& next = rows[at + 1];
  if (const std::size_t set = column_named(names, "responseset"); set < names.size()) {
    const std::size_t id = column_named(names, "v1") < names.size()
                               ? column_named(names, "v1")
                               : column_named(names, "responseid");
    // Ids of responses are one word with digits; what they are called is neither.
    return cell_at(next, id).starts_with("R_") ? 0 : 1;
  }
  if (const std::size_t id = column_named(names, "respondentid"); id < names.size()) {
    const std::string_view first = cell_at(next, id);
    return first.find_first_of("0123456789") == std::string_view::npos ? 1 : 0;
  }
  return 0;
}

/// The wording of each column's question, from the two first rows of the header.
std::vector<std::string> questions_of(std::span<const GridRow> rows, std::size_t at) {
  const std::vector<std::string>& names = rows[at].cells;
  const GridRow& below = rows[at + 1];
  const bool options = column_named(names, "respondentid") < names.size();
  std::vector<std::string> questions;
  std::string_view asked;
  for (std::size_t column = 0; column < names.size(); ++column) {
    const std::string_view label = cell_at(below, column);
    if (!blank(names[column])) asked = trimmed(names[column]);
    std::string question(options ? asked : label);
    // Above free text SurveyMonkey writes just that.
    const std::string plain = normalize_header(label);
    if (options && !plain.empty() && plain != "response" && plain != "openendedresponse") {
      question += ": ";
      question += label;
    }
    if (question.empty()) question = names[column];
    questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace

std::size_t usual_width(std::span<const GridRow> rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const GridRow& row : rows) ++counts[row.cells.size()];
  std::size_t width = 0, best = 0;
  for (const auto& [cells, count] : counts) {
    if (count >= best) {
      width = cells;
      best = count;
    }
  }
  return width;
}

std::vector<std::string> distinct_names(std::vector<std::string> names) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t column = 0; column < names.size(); ++column) {
    std::string& name = names[column];
    if (blank(name)) name = "Column " + std::to_string(column + 1);
    const std::size_t times = ++seen[name];
    if (times > 1) name += " (" + std::to_string(times) + ")";
  }
  return names;
}

Header find_header(std::span<const GridRow> rows, std::optional<std::uint64_t> at) {
  Header header;
  std::size_t found = rows.size();
  std::vector<std::string> normal;
  for (std::size_t index = 0; index < std::min(rows.size(), kSearchedRows); ++index) {
    if (at && rows[index].number != *at) continue;
    const std::vector<std::string>& cells = rows[index].cells;
    normal.clear();
    for (const std::string& cell : cells) normal.push_back(normalize_header(cell));
    const NamedFormat* format = find_format(normal, {});
    const std::size_t names = known_names(cells);
    const std::size_t score = names + (format ? kFormatScore : 0);
    // Below the first row one word alone may be chance.
    if (score > header.score && (score > 1 || index == 0)) {
      header.score = score;
      header.format = format;
      header.known = true;
      found = index;
    }
    if (at && found == rows.size()) found = index;
  }
  if (!at && found == rows.size() && !rows.empty() && usual_width(rows) > 1 &&
      reads_as_names(rows[0].cells)) {
    header.score = 1;
    found = 0;
  }
  if (found == rows.size()) {
    header.names.resize(usual_width(rows));
    header.names = distinct_names(std::move(header.names));
    return header;
  }
  const std::size_t further = at ? 0 : further_rows(rows, found);
  if (further > 0) header.questions = questions_of(rows, found);
  header.row = rows[found + further].number;
  header.data = found + further + 1;
  header.names = distinct_names(rows[found].cells);
  return header;
}

}  // namespace earshot
