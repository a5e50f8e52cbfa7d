// The mentions of the whole table in their order, with when each was and what it is counted by: read one
// after another where mentions are counted by time, instead of the columns that say so.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/view.h"

namespace earshot {

/// What mentions are counted by. Many share one.
struct Cell {
  TopicSet topics = 0;
  BrandSetId brands = 0;
  StringPool::Id platform = 0;
  Label label = Label::Unrated;
};

/// 8 bytes.
struct CellRow {
  std::int32_t hour = 0;  ///< by the report's clock, since 1970; the least there is where it is not known
  std::uint32_t cell = 0;
};

class CellRows {
 public:
  CellRows(const Table& table, const Zone& zone);

  /// Each once.
  std::span<const Cell> cells() const { return cells_; }
  std::span<const CellRow> of(const Segment& segment) const {
    return std::span(rows_).subspan(segment.first, segment.size);
  }
  /// Mentions of a selection by cell.
  std::vector<std::uint32_t> counts(const Table& table, const Selection& selection) const;

 private:
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> whole_;  ///< mentions of the table, by cell
  std::vector<CellRow> rows_;
};

/// Those kept with the view, else `own`, made on demand.
const CellRows& cell_rows(const View& view, std::optional<CellRows>& own);

}  // namespace earshot
