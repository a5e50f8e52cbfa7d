// Which column fills which field, decided once per file by the columns' names and by what is in them.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "ingest/fields.h"

namespace earshot {

struct ColumnMap {
  static constexpr int kNone = -1;
  std::array<int, kFieldCount> columns;  ///< by field: index of its column, or kNone

  ColumnMap() { columns.fill(kNone); }
  int operator[](Field field) const { return columns[static_cast<std::size_t>(field)]; }
  int& operator[](Field field) { return columns[static_cast<std::size_t>(field)]; }
};

/// @param headers one per column
/// @param sample  some data rows, of any width
ColumnMap map_columns(std::span<const std::string> headers,
                      std::span<const std::vector<std::string>> sample);

}  // namespace earshot
