#include "insight/rhythm.h"

#include "insight/selection.h"

namespace earshot {

void keep_rhythm(const Table& table, const Filter& filter, const Zone& zone, std::vector<RowId>& rows) {
  if (filter.weekdays == 0 && filter.hours == 0) return;
  std::vector<std::uint8_t> timed(std::size_t{1} << 16);  // by file
  for (const auto& segment : table.segments()) {
    for (std::size_t row = 0; row < segment->size && filter.hours != 0; ++row) {
      if (timed[segment->file[row]] != 0) continue;
      const Time time = table.time(*segment, row);
      timed[segment->file[row]] = time.present() && ms_of_day(time.ms()) != 0;
    }
  }
  ZoneCursor cursor(zone);
  std::size_t kept = 0;
  for (const RowId id : rows) {
    const auto [segment, row] = table.at(id);
    const Time time = table.time(*segment, row);
    if (!time.present()) continue;
    const std::int64_t local = local_ms(time, cursor);
    const int weekday = weekday_from_days(floor_div(local, kDayMs));
    if (filter.weekdays != 0 && (filter.weekdays >> weekday & 1) == 0) continue;
    if (filter.hours != 0 &&
        (timed[segment->file[row]] == 0 || (filter.hours >> ms_of_day(local) / kHourMs & 1) == 0)) {
      continue;
    }
    rows[kept++] = id;
  }
  rows.resize(kept);
}

}  // namespace earshot
