// Weekdays and hours as conditions: which rows of a selection are of them, on the report's clock.
#pragma once

#include <vector>

#include <earshot/filter.h>

#include "table/table.h"
#include "time/zone.h"

namespace earshot {

/// Leaves of the rows those that meet `Filter::weekdays` and `Filter::hours`. Without a date none does, and
/// an hour only in files of which some mention's time says more than the day.
void keep_rhythm(const Table& table, const Filter& filter, const Zone& zone, std::vector<RowId>& rows);

}  // namespace earshot
