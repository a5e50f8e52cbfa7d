// Short cells: sentiment as exports give it, platforms, column names.
#include "ingest/labels.h"

#include "ingest/column_aliases.h"
#include "ingest/platforms.h"
#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::Input(data, size).text();
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view cell = fuzz::take_line(rest);
    fuzz::require(static_cast<std::size_t>(read_label(cell)) < kLabelCount);
    fuzz::require(static_cast<std::size_t>(read_label(cell, LabelScale::OneToFive)) < kLabelCount);
    const std::string name(platform_name(cell));
    fuzz::require(fuzz::is_valid(name) && platform_name(name) == name);
    fuzz::require(fuzz::is_valid(platform_of_url(cell)));
    const std::string header = normalize_header(cell);
    // No more than that: a mark behind a separator joins the letter before it the next time.
    fuzz::require(fuzz::is_valid(header) && header.find_first_of(" _-./#") == std::string::npos);
  }
  return 0;
}
