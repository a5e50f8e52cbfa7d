// A filter as JSON: read or refused.
#include <earshot/filter.h>

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const auto filter = parse_filter(input.bytes());
  fuzz::require(fuzz::is_valid(filter ? filter->search : filter.error().message));
  return 0;
}
