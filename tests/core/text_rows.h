// Tables made of texts alone, for tests of what texts say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "insight/selection.h"
#include "table/table.h"

namespace earshot {

struct TextRow {
  std::string text;
  std::string author = {};
  std::int64_t day = 0;  ///< 0: undated
  Kind kind = Kind::Original;
};

inline void fill(Table& table, const std::vector<TextRow>& rows) {
  for (const TextRow& row : rows) {
    Mention mention;
    mention.text = row.text;
    mention.author = row.author;
    if (row.day != 0) mention.time = Time::wall(row.day * 86'400'000);
    mention.kind = row.kind;
    table.add(mention);
  }
  table.settle();
}

inline Selection rows_from(RowId begin, RowId end) {
  Selection selection;
  selection.all = false;
  for (RowId id = begin; id < end; ++id) selection.rows.push_back(id);
  return selection;
}

}  // namespace earshot
