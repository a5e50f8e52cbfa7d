// Prints how delimited texts are read, cell by cell, for the tests beside this file.
//
// Each line of the standard input is {"text": ..., "delimiter": ..., "piece": ...}. Without a
// delimiter the layout is found as for a file; `piece` is how many bytes are fed at a time. Each
// line of the output is {"delimiter": ..., "headerRow": ..., "records": [[...]], "rejects": [...]}.
#include <algorithm>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "built_in.h"
#include "ingest/delimited.h"
#include "ingest/layout.h"

namespace {

using Json = nlohmann::ordered_json;

class Printer : public earshot::RecordSink {
 public:
  void record(const earshot::Record& record) override { records.push_back(record.cells); }
  void reject(std::uint64_t row, earshot::ErrorCode code, std::string_view raw) override {
    rejects.push_back({{"row", row}, {"code", code_name(code)}, {"raw", raw}});
  }
  Json records = Json::array(), rejects = Json::array();
};

Json read(const Json& request) {
  const auto& text = request.at("text").get_ref<const std::string&>();
  earshot::Dialect dialect;
  std::size_t width = 0;
  Json answer;
  if (request.contains("delimiter")) {
    dialect.delimiter = request["delimiter"].get_ref<const std::string&>().at(0);
  } else {
    const earshot::Layout layout = earshot::find_layout(text, true);
    dialect = layout.dialect;
    width = layout.header.names.size();
    answer["headerRow"] = layout.header.row;
  }
  answer["delimiter"] = std::string(1, dialect.delimiter);

  Printer printer;
  earshot::DelimitedReader reader(dialect, width, printer);
  const std::size_t piece = request.value("piece", text.size());
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t size = std::min(rest.size(), piece);
    reader.feed(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  reader.finish();
  answer["records"] = std::move(printer.records);
  answer["rejects"] = std::move(printer.rejects);
  return answer;
}

}  // namespace

int main() {
  if (!earshot::load_built_in_tables()) return 1;
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << read(Json::parse(line)).dump() << '\n';
  }
}
