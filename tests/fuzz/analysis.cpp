// A whole file: the same report however its bytes arrive.
#include <earshot/analysis.h>

#include "ingest/layout.h"
#include "input.h"

using namespace earshot;

extern "C" const unsigned char earshot_model_data[];
extern "C" const unsigned long earshot_model_size;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto model = Model::load({earshot_model_data, earshot_model_size});
  if (!model) return 0;
  fuzz::Input input(data, size);
  std::string bytes(input.bytes());
  // Some files go on behind the part that their layout is found from.
  if (size > 64 && input.choose(64) == 0) {
    while (bytes.size() < kSampleBytes + 4 * size) bytes.append(input.bytes());
  }
  const bool long_file = bytes.size() > size;

  Analysis whole(*model), split(*model);
  whole.open("a");
  whole.feed(bytes);
  const bool read = whole.close().has_value();
  split.open("a");
  if (long_file) {
    split.feed(std::string_view(bytes).substr(0, kSampleBytes - 7));
    input.in_pieces(std::string_view(bytes).substr(kSampleBytes - 7),
                    [&](std::string_view piece) { split.feed(piece); });
  } else {
    input.in_pieces(bytes, [&](std::string_view piece) { split.feed(piece); });
  }
  fuzz::require(split.close().has_value() == read);
  const std::string report = whole.report({});
  fuzz::require(report == split.report({}) && fuzz::is_valid(report));
  fuzz::require(whole.inspect() == split.inspect());
  const auto counts = whole.counts();
  fuzz::require(counts.records ==
                counts.mentions + counts.empty + counts.duplicates + counts.rejected);
  fuzz::require(counts.bytes == bytes.size());
  const std::uint64_t selected = whole.select({});
  fuzz::require(selected == counts.mentions && selected == split.select({}));
  fuzz::require(whole.rows(0, 64) == split.rows(0, 64));
  fuzz::require(whole.rejected(0, 64) == split.rejected(0, 64));
  return 0;
}
