// Fuzz target: any split of a text gives the same records, rejects and columns.
//
//   clang++-19 -std=c++23 -g -O1 -fsanitize=fuzzer,address,undefined -Icore/include -Icore/src \
//     tests/fuzz/json_reader.cpp core/src/ingest/json_*.cpp -o json_reader
//
// The first byte chooses how much text is held back to judge by, the second the sizes of the pieces.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/json_reader.h"

using namespace earshot;

namespace {

/// Everything that a reader said, as one text.
class Transcript : public RecordSink {
 public:
  void record(const Record& record) override {
    said += "record " + std::to_string(record.row);
    for (const std::string_view cell : record.cells) (said += '\0') += cell;
    (said += "\n") += record.raw;
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override {
    said += "reject " + std::to_string(row) + ' ' + std::to_string(static_cast<int>(code));
    said += raw;
  }
  std::string said;
};

std::string read(std::string_view text, std::size_t sample, std::uint32_t pieces) {
  Transcript out;
  JsonReader reader(out, sample);
  while (!text.empty()) {
    std::size_t size = text.size();
    if (pieces != 0) {
      pieces = pieces * 1'664'525 + 1'013'904'223;
      size = std::min<std::size_t>(size, 1 + (pieces >> 24) % (1 + (pieces >> 20 & 15) * 8));
    }
    // A copy of its own, so that views past its end are noticed.
    const std::string piece(text.substr(0, size));
    reader.feed(piece);
    text.remove_prefix(size);
  }
  reader.finish();
  for (const std::string& column : reader.columns()) (out.said += column) += '\n';
  for (const auto& [key, value] : reader.surroundings()) (out.said += key) += value;
  out.said += reader.wrapper();
  out.said += std::to_string(reader.rows()) + (reader.lines() ? 'l' : '-');
  return out.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t sample = 1 + std::size_t{data[0]} * 4;
  if (read(text, sample, 0) != read(text, sample, data[1] + 1u)) std::abort();
  return 0;
}
