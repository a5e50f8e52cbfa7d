// The text of a cell: valid, no longer than the cell, and the same whatever was cleaned before it.
#include "ingest/text_cleaner.h"

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string cell = fuzz::Input(data, size).text();
  static TextCleaner used;
  TextCleaner fresh;
  const std::string_view text = fresh.clean(cell);
  fuzz::require(fuzz::is_valid(text) && text.size() <= cell.size());
  fuzz::require(used.clean(cell) == text);
  looks_truncated(text);
  return 0;
}
