// The rows that a filter leaves, and how to walk over them.
#pragma once

#include <span>
#include <vector>

#include <earshot/filter.h>
#include <earshot/settings.h>

#include "table/table.h"
#include "time/zone.h"

namespace earshot {

struct Selection {
  bool all = true;          ///< every row of the table; then `rows` is empty
  std::vector<RowId> rows;  ///< ascending

  std::size_t size(const Table& table) const { return all ? table.size() : rows.size(); }
};

/// With a brand and a sentiment asked for, the sentiment is the one aimed at that brand.
/// @param brands those that the table's brand sets index
Selection select(const Table& table, const Filter& filter, std::span<const Brand> brands,
                 const Zone& zone);

/// Calls `visit(segment, row)` for each selected row in order.
template <class Visit>
void each_row(const Table& table, const Selection& selection, Visit&& visit) {
  if (!selection.all) {
    for (const RowId id : selection.rows) {
      const Table::Position position = table.at(id);
      visit(*position.segment, position.row);
    }
    return;
  }
  for (const auto& segment : table.segments()) {
    for (std::size_t row = 0; row < segment->size; ++row) visit(*segment, row);
  }
}

/// A time as the report's clock shows it, in local ms. `time` has to be present.
inline std::int64_t local_ms(Time time, ZoneCursor& zone) {
  return time.kind() == Time::Kind::Wall ? time.ms() : zone.to_local(time.ms());
}

}  // namespace earshot
