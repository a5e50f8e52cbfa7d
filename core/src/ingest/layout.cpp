#include "ingest/layout.h"

#include <algorithm>
#include <set>
#include <string>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"
#include "ingest/dates.h"

namespace earshot {
namespace {

constexpr char kDelimiters[] = {',', ';', '\t', '|'};
constexpr char kNoDelimiter = '\0';  // dropped by the decoder, so it never occurs

class Collector : public RecordSink {
 public:
  void record(const Record& record) override {
    if (rows.size() < kSampleRecords) {
      rows.push_back({record.row, {record.cells.begin(), record.cells.end()}});
    }
  }
  void reject(std::uint64_t, ErrorCode, std::string_view) override {}
  std::vector<GridRow> rows;
};

std::vector<GridRow> read_rows(std::string_view head, Dialect dialect, bool whole) {
  Collector collector;
  DelimitedReader reader(dialect, 0, collector);
  reader.feed(head);
  // A record that the sample cuts off would look narrow.
  if (whole) reader.finish();
  return std::move(collector.rows);
}

struct Candidate {
  Dialect dialect;
  std::vector<GridRow> rows;
  Header header;
  double evenness = 0;  // share of rows with the usual width
  std::size_t width = 1;
};

/// Whether a quote behind a backslash ends no cell: then it is meant as a part of the text.
bool escapes_quotes(std::string_view head, const Dialect& dialect) {
  for (std::size_t at = head.find("\\\""); at != std::string_view::npos;
       at = head.find("\\\"", at + 2)) {
    const char next = at + 2 < head.size() ? head[at + 2] : dialect.newline;
    if (next != dialect.delimiter && next != dialect.newline && next != '\r' && next != '"') {
      return true;
    }
  }
  return false;
}

/// @param declared the first line is no data but names the delimiter
Candidate judge(Dialect dialect, std::string_view head, bool whole, bool declared,
                const LayoutWish& wish) {
  Candidate candidate;
  candidate.dialect = dialect;
  candidate.rows = read_rows(head, dialect, whole);
  const std::size_t skipped = declared ? 1 : 0;
  if (candidate.rows.size() <= skipped) {
    // Nothing but that line: it is no row.
    if (!candidate.rows.empty()) candidate.header.row = candidate.rows.front().number;
    candidate.rows.clear();
    return candidate;
  }
  const auto rows = std::span(candidate.rows).subspan(skipped);
  candidate.width = usual_width(rows);
  const auto usual = std::count_if(rows.begin(), rows.end(), [&](const GridRow& row) {
    return row.cells.size() == candidate.width;
  });
  candidate.evenness = static_cast<double>(usual) / static_cast<double>(rows.size());
  if (!dialect.backslash && escapes_quotes(head, dialect)) {
    dialect.backslash = true;
    Candidate escaped = judge(dialect, head, whole, declared, wish);
    if (escaped.evenness >= candidate.evenness) return escaped;
  }
  candidate.header = find_header(rows, wish.header_row);
  candidate.header.data += skipped;
  // The rows begin below that line.
  if (declared && candidate.header.row == 0) candidate.header.row = candidate.rows.front().number;
  return candidate;
}

/// More known names win; then the more even table. One column is what is left when nothing splits.
bool better(const Candidate& a, const Candidate& b) {
  const auto known = [](const Candidate& candidate) {
    return candidate.header.known ? candidate.header.score : 0;
  };
  if (known(a) != known(b)) return known(a) > known(b);
  const bool a_splits = a.width > 1 && a.evenness >= 0.9;
  const bool b_splits = b.width > 1 && b.evenness >= 0.9;
  if (a_splits != b_splits) return a_splits;
  return a_splits && a.width > b.width;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Whether a delimiter stands in a line as prose has it: with a space behind it, or in a number.
bool spaced_as_prose(const std::vector<std::string>& cells) {
  for (std::size_t at = 1; at < cells.size(); ++at) {
    const std::string_view before = cells[at - 1], cell = cells[at];
    if (cell.starts_with(' ')) continue;
    const bool number = !cell.empty() && is_digit(cell[0]) && !before.empty() &&
                        is_digit(before.back());
    if (!number) return false;
  }
  return true;
}

/// Numbers, dates, addresses, accounts and ids.
bool is_value(std::string_view cell, DateColumn& dates) {
  if (cell.empty() || cell.starts_with('@') || cell.find("://") != std::string_view::npos) {
    return true;
  }
  const std::size_t digit = cell.find_first_of("0123456789");
  if (digit == std::string_view::npos) return cell.size() < 40 && dates.read(cell).present();
  return (digit <= 2 && cell.size() <= 12) || cell.find(' ') == std::string_view::npos ||
         (cell.size() < 40 && dates.read(cell).present());
}

/// Whether a column holds values, or one word of a few in each row.
bool holds_values(std::span<const GridRow> rows, std::size_t width, std::size_t column) {
  constexpr std::size_t kTellingRows = 8;
  std::size_t cells = 0, values = 0, words = 0;
  std::set<std::string_view> distinct;
  DateColumn dates("");
  for (const GridRow& row : rows) {
    if (row.cells.size() != width) continue;
    const std::string_view cell = trimmed(row.cells[column]);
    ++cells;
    values += is_value(cell, dates);
    words += cell.find(' ') == std::string_view::npos;
    distinct.insert(cell);
  }
  return values * 2 > cells ||
         (cells >= kTellingRows && words == cells && distinct.size() * 4 <= cells);
}

/// Whether a header is known by more than a word of praise: "좋아요", "いいね" are what columns of
/// likes are called, and what people write.
bool surely_known(const Header& header) {
  if (!header.known || header.score > 1) return header.known;
  return std::ranges::none_of(header.names, [](const std::string& name) {
    const std::string normal = normalize_header(name);
    return std::ranges::any_of(column_aliases(), [&](const ColumnAlias& alias) {
      return alias.field == Field::Likes && alias.name == normal;
    });
  });
}

/// Lines that people wrote, whose commas only look like a table's: nothing says that they are one,
/// and what was split off would be lost.
bool is_prose(const Candidate& table, std::string_view head) {
  const char delimiter = table.dialect.delimiter;
  if ((delimiter != ',' && delimiter != ';') || surely_known(table.header) || table.rows.empty()) {
    return false;
  }
  // Quoted cells.
  if (head.starts_with('"') || head.find("\n\"") != std::string_view::npos ||
      head.find(std::string{delimiter, '"'}) != std::string_view::npos) {
    return false;
  }
  const auto spaced = std::ranges::count_if(
      table.rows, [](const GridRow& row) { return spaced_as_prose(row.cells); });
  if (static_cast<std::size_t>(spaced) * 10 < table.rows.size() * 9) return false;
  // The first row may be a header that nobody knows.
  const auto below = std::span(table.rows).subspan(table.rows.size() > 1 ? 1 : 0);
  for (std::size_t column = 0; column < table.width; ++column) {
    if (holds_values(below, table.width, column)) return false;
  }
  return true;
}

}  // namespace

Layout find_layout(std::string_view head, bool whole, const LayoutWish& wish) {
  Layout layout;
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos) {
    layout.dialect.newline = '\r';
  }
  const char newline = layout.dialect.newline;

  const bool declared = head.size() > 5 && head.starts_with("sep=") &&
                        (head[5] == newline || head[5] == '\r');
  Candidate best;
  if (wish.delimiter || declared) {
    best = judge({wish.delimiter ? *wish.delimiter : head[4], newline}, head, whole, declared, wish);
  } else {
    Candidate lines = judge({kNoDelimiter, newline}, head, whole, declared, wish);
    best = lines;
    for (const char delimiter : kDelimiters) {
      Candidate candidate = judge({delimiter, newline}, head, whole, declared, wish);
      if (better(candidate, best)) best = std::move(candidate);
    }
    if (wish.header_row.value_or(0) == 0 && is_prose(best, head)) best = std::move(lines);
  }
  layout.dialect = best.dialect;
  layout.header = std::move(best.header);
  layout.rows = std::move(best.rows);
  if (layout.rows.empty()) {
    // Not one record ends within the sample: a single column, so that reading can say what is wrong.
    if (!whole) layout.header.names = {"Column 1"};
    return layout;
  }
  return layout;
}

}  // namespace earshot
