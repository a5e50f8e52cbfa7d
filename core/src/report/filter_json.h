// Filters as JSON: what `parse_filter` reads is what reports print of it.
#pragma once

#include <optional>
#include <string_view>

#include <earshot/filter.h>

#include "report/json_out.h"
#include "time/civil.h"

namespace earshot {

/// A date or time as filters and settings have it: local, so that one with a zone is none.
std::optional<IsoTime> local_time_of(std::string_view text);
/// What it has to be.
inline constexpr std::string_view kLocalTimeWanted =
    "a date that the calendar has, like 2026-01-31 or 2026-01-31T09:30, in local time: without "
    "\"Z\" or \"+09:00\"";

/// Null for the empty filter. Lists of one are printed as that one.
void write_filter(JsonOut& json, std::string_view name, const Filter& filter);

}  // namespace earshot
