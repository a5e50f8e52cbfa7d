// The selected rows that have copies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "insight/clusters.h"
#include "insight/selection.h"

namespace earshot {

/// Calls `visit(segment, row, i)` for the selected rows of clusters in order: `i` is their place in
/// `clusters.rows`.
template <class Visit>
void each_clustered(const Table& table, const Selection& selection, const Clusters& clusters, Visit&& visit) {
  std::vector<std::uint8_t> selected;
  std::size_t at = 0;
  each_segment(table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    // Which rows of a part are selected is looked up, not compared: it comes in no order.
    selected.assign(segment.size, rows.size() == segment.size);
    if (rows.size() < segment.size) {
      for (const std::size_t row : rows) selected[row] = 1;
    }
    while (at < clusters.rows.size() && clusters.rows[at] < segment.first) ++at;
    for (; at < clusters.rows.size() && clusters.rows[at] - segment.first < segment.size; ++at) {
      const std::size_t row = clusters.rows[at] - segment.first;
      if (selected[row] != 0) visit(segment, row, at);
    }
  });
}

}  // namespace earshot
