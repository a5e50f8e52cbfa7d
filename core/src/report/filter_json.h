// Filters as JSON: what `parse_filter` reads is what reports print of it.
#pragma once

#include <string_view>

#include <earshot/filter.h>

#include "report/json_out.h"

namespace earshot {

/// Null for the empty filter. Lists of one are printed as that one.
void write_filter(JsonOut& json, std::string_view name, const Filter& filter);

}  // namespace earshot
