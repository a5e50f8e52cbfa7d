// Settings as JSON: read or refused, and never more brands than there may be.
#include <earshot/settings.h>

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const auto settings = parse_settings(input.bytes());
  if (!settings) {
    fuzz::require(fuzz::is_valid(settings.error().message));
    return 0;
  }
  fuzz::require(settings->brands.size() <= kMaxBrands);
  for (const Brand& brand : settings->brands) fuzz::require(fuzz::is_valid(brand.name));
  return 0;
}
