// The rows that a filter leaves, and how to walk over them.
#pragma once

#include <array>
#include <numeric>
#include <span>
#include <vector>

#include <earshot/filter.h>
#include <earshot/input.h>
#include <earshot/settings.h>

#include "table/table.h"
#include "time/civil.h"
#include "time/zone.h"

namespace earshot {

struct Clusters;
struct Kept;

struct Selection {
  bool all = true;          ///< every row of the table; then `rows` is empty
  std::vector<RowId> rows;  ///< ascending

  std::size_t size(const Table& table) const { return all ? table.size() : rows.size(); }
};

/// With a brand and a sentiment asked for, the sentiment is the one aimed at that brand. A search that
/// is none (see `parse_search`) finds nothing. Column by column: a filter without words to search for,
/// tags or questions reads no text.
/// @param brands those that the table's brand sets index
/// @param inputs for conditions on files; by index of the file
/// @param clusters for `Filter::once`; without them it is no condition
/// @param kept spares reading anew who was answered
Selection select(const Table& table, const Filter& filter, std::span<const Brand> brands,
                 const Topics& topics, const Zone& zone, std::span<const Input> inputs = {},
                 const Clusters* clusters = nullptr, Kept* kept = nullptr);

/// Brings what a segment notes of its times up to date.
void note_times(Segment& segment);

/// Goes over the selected rows, segment by segment.
class RowWalk {
 public:
  RowWalk(const Table& table, const Selection& selection);
  /// To the next segment that has selected rows; false behind the last.
  bool next();
  Segment& segment() const { return *segments_[at_ - 1]; }
  /// Those of the segment, ascending.
  std::span<const std::uint16_t> rows() const { return {rows_.data(), count_}; }

 private:
  std::span<const std::unique_ptr<Segment>> segments_;
  const Selection& selection_;
  std::size_t at_ = 0, next_ = 0, count_ = 0;
  std::array<std::uint16_t, Segment::kRows> rows_;
};

/// Calls `visit(segment, rows)` for each segment that has selected rows; `rows` are ascending indexes
/// into it, 16 bits each.
template <class Visit>
void each_segment(const Table& table, const Selection& selection, Visit&& visit) {
  for (RowWalk walk(table, selection); walk.next();) visit(walk.segment(), walk.rows());
}

/// Calls `visit(segment, row)` for each selected row in order.
template <class Visit>
void each_row(const Table& table, const Selection& selection, Visit&& visit) {
  for (RowWalk walk(table, selection); walk.next();) {
    Segment& segment = walk.segment();
    for (const std::size_t row : walk.rows()) visit(segment, row);
  }
}

/// A time as the report's clock shows it, in local ms. `time` has to be present.
inline std::int64_t local_ms(Time time, ZoneCursor& zone) {
  return time.kind() == Time::Kind::Wall ? time.ms() : zone.to_local(time.ms());
}

/// Since midnight.
constexpr std::int64_t ms_of_day(std::int64_t ms) { return ms - floor_div(ms, kDayMs) * kDayMs; }

/// Whether a time may say the hour: midnight is what a date alone is read as.
inline bool may_tell_hour(Time time, std::int64_t local) {
  return ms_of_day(time.ms()) != 0 && ms_of_day(local) != 0;
}

}  // namespace earshot
