// Dates of a column, whatever it writes them like: read cell by cell while the file streams,
// decided for the whole column where a cell alone does not say which number is the day.
//
// A cell whose day, month and year cannot be told apart comes out as `Time::Kind::Undecided`. It
// carries its own numbers, so that `resolve` needs nothing but the column's decision later:
//
//   DateColumn column("Date");
//   Time time = column.read("03/04/2024", row);            // undecided
//   column.read("25/04/2024", row + 1);                    // only day/month/year will do
//   DateColumn::resolve(time, column.decide());            // 3 April 2024
//
// Numbers mean what dates they can: seconds, milli-, micro- or nanoseconds since 1970, .NET ticks,
// 20240301, and days since 1899-12-30 as spreadsheets count. Years are 1990 to 2100; Buddhist years
// and those of Japanese and Taiwanese eras are converted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <earshot/time.h>

#include "ingest/cell_text.h"
#include "time/zone.h"

namespace earshot {

struct DateParts;

enum class DateOrder : std::uint8_t { YearMonthDay, DayMonthYear, MonthDayYear };

/// A time zone by name or as a fixed offset; or neither, where nothing says one.
struct DateZoneHint {
  const Zone* zone = nullptr;
  std::optional<std::int32_t> offset_minutes;

  bool known() const { return zone || offset_minutes; }
  /// The local reading as an instant if the zone is known, else as it stands.
  Time at(std::int64_t local_ms) const;
};

struct DateOptions {
  /// Lone numbers of a spreadsheet are its days. Elsewhere they are only if the column holds
  /// nothing but numbers that fit.
  bool spreadsheet = false;
  /// Local ms of the moment at which the file was written. "2 days ago" and "1 March" are read
  /// relative to it, and are absent without.
  std::optional<std::int64_t> reference;
  /// The person's word on the order of day, month and year.
  std::optional<DateOrder> order;
  /// The order that this kind of export writes, for cells that could be read in several.
  std::optional<DateOrder> usual_order;
  /// The person's word on the zone of dates that say none; outranks the column's name.
  DateZoneHint zone;
};

/// How a column's undecided dates are to be read.
struct DateDecision {
  DateOrder order = DateOrder::YearMonthDay;
  bool ambiguous = false;    ///< no more than the likeliest order: ask the person
  bool mixed = false;        ///< some cells fit only another order, and are read by that
  bool day_numbers = false;  ///< lone numbers are a spreadsheet's days
  DateZoneHint zone;         ///< what the column's name says
  std::string sentence;      ///< English: how the dates are read and why; "" if no cell needed it
};

struct DateCounts {
  std::uint64_t present = 0;          ///< read, undecided ones included
  std::uint64_t absent = 0;           ///< cells that say nothing
  std::uint64_t unreadable = 0;       ///< filled with something else, or out of range
  std::uint64_t needs_reference = 0;  ///< absent for want of DateOptions::reference
  std::uint64_t approximate = 0;      ///< present, but only relative to the reference
  std::uint64_t unreadable_clocks = 0;  ///< the date was read, its separate time of day was not
  std::uint64_t first_unreadable_row = 0;
  std::string first_unreadable;  ///< that cell, at most 80 bytes
};

class DateColumn {
 public:
  /// @param header the column's name; "Date (ET)", "created_utc" or "Time (KST)" say the zone
  explicit DateColumn(std::string_view header, DateOptions options = {});

  /// @param cell UTF-8
  /// @param row for the counts
  Time read(std::string_view cell, std::uint64_t row = 0);

  /// A date whose time of day stands in another column.
  Time read(std::string_view date_cell, std::string_view time_cell, std::uint64_t row = 0);

  /// What the cells so far say; may be asked at any time. It depends on them alone.
  DateDecision decide() const;

  /// Instant, Wall or Absent for an undecided time; any other is handed back.
  static Time resolve(Time time, const DateDecision& decision);

  const DateCounts& counts() const { return counts_; }

  /// Cells that `decision` makes unreadable although `counts` has them as present: lone numbers
  /// that are no dates after all.
  std::uint64_t rejected_by(const DateDecision& decision) const {
    return decision.day_numbers ? 0 : day_numbers_;
  }

 private:
  class Choice;

  std::optional<Time> read_usual(std::string_view cell);
  Time accept(const DateParts& parts, std::string_view cell, std::uint64_t row);
  Time accept_triple(const DateParts& parts);
  Time at(std::int64_t local_ms, std::uint16_t zone_code);
  Time unreadable(std::string_view cell, std::uint64_t row);

  /// What the cells with three bare numbers say for one order of them.
  struct Evidence {
    std::uint64_t fits = 0;                   // cells that are a date in this order
    std::uint64_t only = 0;                   // ... and in no other
    std::uint64_t forward = 0, backward = 0;  // steps from one such cell to the next
    std::int64_t last = 0, first_day = 0,
                 last_day = 0;  // ms of the last cell; days, least and most
    int largest_day = 0;        // of the month
  };

  DateOptions options_;
  DateZoneHint zone_;
  ZoneCursor zone_cursor_;  // of `zone_`; idle if that is no zone by name
  std::optional<DateOrder> header_order_;
  DateCounts counts_;
  CellText text_;
  std::array<char, 10> last_day_{};  // of `read_usual`, as written
  std::int64_t last_midnight_ = 0;

  std::array<Evidence, 3> evidence_;  // by DateOrder
  std::uint64_t triples_ = 0;
  std::array<std::uint64_t, 3> differing_{};  // by DateOrder: the other two both fit and differ
  std::uint64_t dotted_ = 0;                  // triples with dots between
  std::uint64_t with_half_days_ = 0;          // triples with am or pm
  std::uint64_t day_numbers_ = 0;             // lone numbers that wait for the decision
};

}  // namespace earshot
