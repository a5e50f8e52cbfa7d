// Who is being piled on: many negative mentions of one thread, or of one brand, within a short time. The
// thresholds are those of classify/urgency.h.
#pragma once

#include <cstddef>
#include <vector>

#include "table/table.h"
#include "time/zone.h"

namespace earshot {

/// The negative mentions of such stretches of time, ascending. Which they are does not depend on the
/// order of the rows. A thread is a post and what answers it: mentions of one platform whose parent,
/// or else whose own id, is the same. Mentions without a time belong to none. Those of
/// an export whose times say no more than the day are not told to be within hours of each other: they
/// are no pile-on of a brand, and of a thread only where they have the same date.
/// @param brand_count how many brands the table's brand sets index
std::vector<RowId> piled_on(const Table& table, std::size_t brand_count, const Zone& zone);

}  // namespace earshot
