// Delimited text: the layout that is found, and the same records however the text arrives.
#include "ingest/delimited.h"

#include <vector>

#include "ingest/layout.h"
#include "input.h"

using namespace earshot;

namespace {

struct Log : RecordSink {
  void record(const Record& record) override {
    fuzz::require(record.row > last_row);
    last_row = record.row;
    records.emplace_back(record.cells.begin(), record.cells.end());
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override {
    fuzz::require(row > last_row);
    last_row = row;
    rejects.push_back(std::to_string(row) + std::string(code_name(code)) + std::string(raw));
  }
  std::uint64_t last_row = 0;
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> rejects;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string text = input.text();
  const Layout layout = find_layout(text, input.choose(2) == 0);
  fuzz::require(layout.header.names.size() > 0 || layout.rows.empty());

  Log whole, split;
  DelimitedReader reader(layout.dialect, layout.header.names.size(), whole);
  reader.feed(text);
  reader.finish();
  DelimitedReader other(layout.dialect, layout.header.names.size(), split);
  input.in_pieces(text, [&](std::string_view piece) { other.feed(piece); });
  other.finish();
  fuzz::require(whole.records == split.records);
  fuzz::require(whole.rejects == split.rejects);
  fuzz::require(reader.rows() == other.rows());
  return 0;
}
