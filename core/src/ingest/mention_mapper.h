// Records to mentions: each field from its column, read in that column's way.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include <earshot/input.h>
#include <earshot/mention.h>

#include "ingest/column_map.h"
#include "ingest/dates.h"
#include "ingest/numbers.h"
#include "ingest/records.h"

namespace earshot {

/// "ymd", "dmy" or "mdy".
std::string_view date_order_name(DateOrder order);

class MentionMapper {
 public:
  /// @param sample some data rows: what their counts look like decides how the columns are read
  MentionMapper(const ColumnMap& map, std::span<const std::string> headers,
                std::span<const std::vector<std::string>> sample);

  /// What the columns hold of a mention. It is one if it has a text, a title or a rating.
  Mention map(const Record& record);
  /// True if the record ends before each column that could make it a mention.
  bool ends_early(const Record& record) const;

  const DateColumn& dates() const { return dates_; }
  bool has_dates() const { return map_[Field::Date] != ColumnMap::kNone; }

  /// What the columns hold that could not be read, or only by a guess.
  std::vector<Note> notes() const;

 private:
  std::string_view cell(const Record& record, Field field) const;
  Time time(const Record& record);
  Count count(const Record& record, Field field);
  std::string_view platform(std::string_view as_exported);
  Kind kind(const Record& record, std::string_view text) const;

  struct CountColumn {
    NumberColumn column;
    NumberDecision decision;  // from the sample, so that it holds for the first row too
  };

  ColumnMap map_;
  std::vector<std::string> headers_;
  DateColumn dates_;
  std::array<CountColumn, kFieldCount> counts_;  // by field
  std::string last_platform_, last_platform_name_;
};

}  // namespace earshot
