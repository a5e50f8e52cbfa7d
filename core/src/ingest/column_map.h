// Which columns fill which field, decided once per file by the format, by the columns' names and by
// what is in them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/fields.h"

namespace earshot {

/// The columns of one field.
struct FieldColumns {
  static constexpr int kNone = -1;

  std::vector<int> columns;  ///< the first that is filled counts; kNone stands for a missing one
  bool added = false;        ///< their sum counts instead

  bool empty() const { return columns.empty(); }
  int first() const { return columns.empty() ? kNone : columns.front(); }
};

struct ColumnMap {
  std::array<FieldColumns, kFieldCount> fields;

  FieldColumns& operator[](Field field) { return fields[static_cast<std::size_t>(field)]; }
  const FieldColumns& operator[](Field field) const {
    return fields[static_cast<std::size_t>(field)];
  }
  /// The field that a column is used for first of all, or kFieldCount.
  std::size_t field_of(int column) const;
};

/// Maps by names and values all fields but those in `settled`.
/// @param headers one per column
/// @param sample  some data rows, of any width
/// @param settled bits of fields that are mapped, or to be left alone; columns in use stay so
void map_columns(std::span<const std::string> headers,
                 std::span<const std::vector<std::string>> sample, std::uint64_t settled,
                 ColumnMap& map);

}  // namespace earshot
