#include "ingest/layout.h"

#include <algorithm>
#include <map>
#include <set>

#include "ingest/column_aliases.h"

namespace earshot {
namespace {

constexpr char kDelimiters[] = {',', ';', '\t', '|'};
constexpr char kNoDelimiter = '\0';  // dropped by the decoder, so it never occurs
constexpr std::size_t kHeaderSearchRecords = 20;
constexpr std::size_t kLongestHeaderCell = 60;

struct Row {
  std::uint64_t number;
  std::vector<std::string> cells;
};

class Collector : public RecordSink {
 public:
  void record(const Record& record) override {
    if (rows.size() < kSampleRecords) {
      rows.push_back({record.row, {record.cells.begin(), record.cells.end()}});
    }
  }
  void reject(std::uint64_t, ErrorCode, std::string_view) override {}
  std::vector<Row> rows;
};

std::vector<Row> read_rows(std::string_view head, Dialect dialect, bool whole) {
  Collector collector;
  DelimitedReader reader(dialect, 0, collector);
  reader.feed(head);
  // A record that the sample cuts off would look narrow.
  if (whole) reader.finish();
  return std::move(collector.rows);
}

bool blank(std::string_view cell) {
  return cell.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

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
    if (cell.size() > kLongestHeaderCell) continue;
    std::string name = normalize_header(cell);
    if (names.contains(name)) hits.insert(std::move(name));
  }
  return hits.size();
}

/// The commonest number of cells; the larger of two equally common ones.
std::size_t usual_width(const std::vector<Row>& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const Row& row : rows) ++counts[row.cells.size()];
  std::size_t width = 0, best = 0;
  for (const auto& [cells, count] : counts) {
    if (count >= best) {
      width = cells;
      best = count;
    }
  }
  return width;
}

/// Names nobody knows can still be a header: short distinct words above rows that hold digits.
bool reads_as_names(const std::vector<std::string>& cells) {
  std::set<std::string> distinct;
  for (const std::string& cell : cells) {
    if (blank(cell) || cell.size() > kLongestHeaderCell) return false;
    const bool digits = cell.find_first_of("0123456789") != std::string::npos;
    if (digits && cell.find_first_not_of("0123456789.,:-/+ ") == std::string::npos) return false;
    if (cell.find("://") != std::string::npos) return false;
    if (!distinct.insert(normalize_header(cell)).second) return false;
  }
  return true;
}

struct Candidate {
  char delimiter;
  std::vector<Row> rows;
  std::size_t header = 0;  // index into rows
  std::size_t names = 0;   // known column names in that row
  double evenness = 0;     // share of rows with the usual width
  std::size_t width = 1;
};

Candidate judge(char delimiter, std::string_view head, char newline, bool whole) {
  Candidate candidate;
  candidate.delimiter = delimiter;
  candidate.rows = read_rows(head, {delimiter, newline}, whole);
  const auto& rows = candidate.rows;
  if (rows.empty()) return candidate;
  candidate.width = usual_width(rows);
  const auto usual = std::count_if(rows.begin(), rows.end(), [&](const Row& row) {
    return row.cells.size() == candidate.width;
  });
  candidate.evenness = static_cast<double>(usual) / static_cast<double>(rows.size());
  for (std::size_t at = 0; at < std::min(rows.size(), kHeaderSearchRecords); ++at) {
    const std::size_t names = known_names(rows[at].cells);
    // Below the first row one word alone may be chance.
    if (names > candidate.names && (names > 1 || at == 0)) {
      candidate.names = names;
      candidate.header = at;
    }
  }
  return candidate;
}

/// More known names win; then the more even table. One column is what is left when nothing splits.
bool better(const Candidate& a, const Candidate& b) {
  if (a.names != b.names) return a.names > b.names;
  const bool a_splits = a.width > 1 && a.evenness >= 0.9, b_splits = b.width > 1 && b.evenness >= 0.9;
  if (a_splits != b_splits) return a_splits;
  return a_splits && a.width > b.width;
}

}  // namespace

Layout find_layout(std::string_view head, bool whole) {
  Layout layout;
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos) {
    layout.dialect.newline = '\r';
  }
  const char newline = layout.dialect.newline;

  Candidate best;
  const bool declared = head.size() > 5 && head.starts_with("sep=") &&
                        (head[5] == newline || head[5] == '\r');
  if (declared) {
    best = judge(head[4], head, newline, whole);
  } else {
    best = judge(kNoDelimiter, head, newline, whole);
    for (const char delimiter : kDelimiters) {
      Candidate candidate = judge(delimiter, head, newline, whole);
      if (better(candidate, best)) best = std::move(candidate);
    }
  }
  layout.dialect.delimiter = best.delimiter;
  if (best.rows.empty()) {
    // Not one record ends within the sample: a single column, so that reading can say what is wrong.
    if (!whole) layout.headers = {"Column 1"};
    return layout;
  }

  std::size_t first_data = declared ? 1 : 0;
  if (best.names == 0 && first_data < best.rows.size() && best.width > 1 &&
      reads_as_names(best.rows[first_data].cells)) {
    best.header = first_data;
    best.names = 1;
  }
  if (best.names > 0) {
    layout.header_row = best.rows[best.header].number;
    layout.headers = best.rows[best.header].cells;
    first_data = best.header + 1;
  } else {
    for (std::size_t column = 1; column <= best.width; ++column) {
      layout.headers.push_back("Column " + std::to_string(column));
    }
    // `sep=` is no data: the rows begin below it.
    if (declared) layout.header_row = best.rows.front().number;
  }
  for (std::size_t at = first_data; at < best.rows.size(); ++at) {
    layout.sample.push_back(std::move(best.rows[at].cells));
  }
  return layout;
}

}  // namespace earshot
