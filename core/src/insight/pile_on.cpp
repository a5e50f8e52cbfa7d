#include "insight/pile_on.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "classify/urgency.h"
#include "insight/selection.h"
#include "text/cold_sort.h"
#include "text/hash.h"

namespace earshot {
namespace {

struct Blow {
  std::uint64_t at;  ///< the thread, or the brand
  std::int64_t time;
  RowId row;
};

/// What is usual for a brand: the first and the last time of its mentions, whatever they say, and how
/// many of them are negative.
struct Period {
  std::int64_t first = 0, last = 0;
  std::uint64_t negative = 0;
  bool any = false;

  void add(std::int64_t time) {
    first = any ? std::min(first, time) : time;
    last = any ? std::max(last, time) : time;
    any = true;
  }
};

/// By file, whether its times tell the hour. Dates alone all stand at one moment of the day, or at two
/// where their zone has summer time.
std::vector<bool> files_with_clock(const Table& table) {
  struct Moments {
    std::int64_t first = -1, second = -1;
  };
  std::vector<Moments> moments;
  std::vector<bool> clocks;
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::size_t file = segment.file[row];
    if (file >= moments.size()) {
      moments.resize(file + 1);
      clocks.resize(file + 1);
    }
    const Time time = table.time(segment, row);
    if (clocks[file] || !time.present()) return;
    const std::int64_t moment = ms_of_day(time.ms());
    Moments& known = moments[file];
    if (known.first < 0) known.first = moment;
    if (moment == known.first) return;
    if (known.second < 0) known.second = moment;
    clocks[file] = moment != known.second;
  });
  return clocks;
}

/// Marks the rows of every stretch that breaks the rule.
/// @param periods what is usual, by `at`; may be null where the rule does not ask for it
[[gnu::noinline]] void find_stretches(std::vector<Blow>& blows, const PileOnRule& rule,
                                      const Period* periods, std::vector<RowId>& rows) {
  cold_sort(blows, [](const Blow& a, const Blow& b) {
    return std::tie(a.at, a.time, a.row) < std::tie(b.at, b.time, b.row);
  });
  for (std::size_t begin = 0, end = 0; begin < blows.size(); begin = end) {
    while (end < blows.size() && blows[end].at == blows[begin].at) ++end;
    if (end - begin < rule.least) continue;
    const Period usual = periods ? periods[blows[begin].at] : Period();
    const std::uint64_t all = usual.negative;
    const std::int64_t span = std::max(usual.last - usual.first, rule.within_ms);
    std::size_t stop = begin, marked = begin;
    for (std::size_t at = begin; at < end; ++at) {
      while (stop < end && blows[stop].time - blows[at].time <= rule.within_ms) ++stop;
      const std::uint64_t held = stop - at;
      // held / within >= times * all / span
      if (held < rule.least ||
          static_cast<double>(held) * static_cast<double>(span) <
              static_cast<double>(rule.times * all) * static_cast<double>(rule.within_ms))
        continue;
      for (marked = std::max(marked, at); marked < stop; ++marked) rows.push_back(blows[marked].row);
    }
  }
}

}  // namespace

std::vector<RowId> piled_on(const Table& table, std::size_t brand_count, const Zone& zone) {
  std::vector<Blow> threads, brands;
  std::vector<Period> periods(brand_count);
  const std::vector<bool> clocks = files_with_clock(table);
  ZoneCursor cursor(zone);
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    const auto id = segment.first + static_cast<RowId>(row);
    const auto named = table.brands(segment.brands[row]);
    const auto aimed = table.aimed(segment.brands[row]);
    const bool clock = clocks[segment.file[row]];
    for (std::size_t i = 0; i < named.size(); ++i) {
      Period& period = periods[named[i]];
      period.add(local);
      if (aimed[i].value_or(segment.label[row]) != Label::Negative) continue;
      ++period.negative;
      // Among times that tell the hour, midnight may still be that of a date alone.
      if (clock && may_tell_hour(time, local))
        brands.push_back({named[i], local, id});
    }
    if (segment.label[row] != Label::Negative) return;
    const RowText text = Table::text(segment, row);
    const std::string_view thread = text.parent.empty() ? text.id : text.parent;
    if (thread.empty()) return;
    const std::uint64_t at = hash_bytes(thread) ^ segment.platform[row];
    // Of dates alone, only those of one date are within a day for certain.
    const auto date = static_cast<std::uint64_t>(floor_div(local, kDayMs)) + 1;
    threads.push_back({clock ? at : (at ^ date) * 0x9E3779B97F4A7C15u, local, id});
  });
  // Most mentions stand alone: what cannot make a thread of that length is not sorted.
  std::vector<std::uint8_t> counts(std::size_t{1} << 18);
  const auto count = [&](const Blow& blow) -> std::uint8_t& { return counts[blow.at >> 46]; };
  for (const Blow& blow : threads) {
    if (count(blow) < kThreadPileOn.least) ++count(blow);
  }
  std::erase_if(threads, [&](const Blow& blow) { return count(blow) < kThreadPileOn.least; });
  std::vector<RowId> rows;
  find_stretches(threads, kThreadPileOn, nullptr, rows);
  find_stretches(brands, kBrandPileOn, periods.data(), rows);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace earshot
