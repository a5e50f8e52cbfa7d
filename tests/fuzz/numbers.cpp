// A column of counts, one cell a line; each is read as a rating, too.
#include "ingest/numbers.h"

#include <cmath>
#include <vector>

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string text = input.text();
  NumberColumn column;
  std::vector<Count> read;
  std::uint64_t rows = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view cell = fuzz::take_line(rest);
    read.push_back(column.read(cell, ++rows));
    const float rating = read_rating(cell);
    fuzz::require(!std::isinf(rating));
  }
  const NumberCounts& counts = column.counts();
  fuzz::require(counts.present + counts.absent + counts.unreadable == rows);
  const NumberDecision decision = column.decide();
  for (const Count count : read) {
    const Count resolved = NumberColumn::resolve(count, decision);
    fuzz::require(resolved == kAbsent || resolved <= kLargestCount);
  }
  return 0;
}
