#include "ingest/records.h"

#include <algorithm>

namespace earshot {
namespace {

void append_csv_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == cell.npos) {
    out += cell;
    return;
  }
  out += '"';
  for (std::size_t quote; (quote = cell.find('"')) != cell.npos; cell.remove_prefix(quote + 1)) {
    out += cell.substr(0, quote + 1);
    out += '"';
  }
  out += cell;
  out += '"';
}

}  // namespace

std::string csv_line(std::span<const std::string_view> cells, std::size_t most) {
  std::string line;
  for (std::size_t i = 0; i < cells.size() && line.size() < most; ++i) {
    if (i > 0) line += ',';
    append_csv_cell(line, cells[i].substr(0, most));
  }
  line.resize(std::min(line.size(), most));
  return line;
}

std::string raw_text(const Record& record) {
  if (record.raw.empty()) return csv_line(record.cells, kMaxRejectedBytes);
  return std::string(record.raw.substr(0, kMaxRejectedBytes));
}

}  // namespace earshot
