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

/// The first and the last time of a brand's mentions, whatever they say.
struct Period {
  std::int64_t first = 0, last = 0;
  bool any = false;

  void add(std::int64_t time) {
    first = any ? std::min(first, time) : time;
    last = any ? std::max(last, time) : time;
    any = true;
  }
};

/// Marks the rows of every stretch that breaks the rule.
/// @param lasts how long all of `at` lasts, for what is usual
template <class Lasts>
[[gnu::noinline]] void find_stretches(std::vector<Blow>& blows, const PileOnRule& rule, Lasts&& lasts,
                                      std::vector<RowId>& rows) {
  cold_sort(blows, [](const Blow& a, const Blow& b) {
    return std::tie(a.at, a.time, a.row) < std::tie(b.at, b.time, b.row);
  });
  for (std::size_t begin = 0, end = 0; begin < blows.size(); begin = end) {
    while (end < blows.size() && blows[end].at == blows[begin].at) ++end;
    const std::uint64_t all = end - begin;
    if (all < rule.least) continue;
    const auto span = static_cast<std::uint64_t>(std::max(lasts(blows[begin].at), rule.within_ms));
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
  ZoneCursor cursor(zone);
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    const auto id = segment.first + static_cast<RowId>(row);
    const auto named = table.brands(segment.brands[row]);
    const auto aimed = table.aimed(segment.brands[row]);
    for (std::size_t i = 0; i < named.size(); ++i) {
      periods[named[i]].add(local);
      if (aimed[i].value_or(segment.label[row]) == Label::Negative)
        brands.push_back({named[i], local, id});
    }
    if (segment.label[row] != Label::Negative) return;
    const RowText text = Table::text(segment, row);
    const std::string_view thread = text.parent.empty() ? text.id : text.parent;
    if (!thread.empty())
      threads.push_back({hash_bytes(thread) ^ segment.platform[row], local, id});
  });
  // Most mentions stand alone: what cannot make a thread of that length is not sorted.
  std::vector<std::uint8_t> counts(std::size_t{1} << 18);
  const auto count = [&](const Blow& blow) -> std::uint8_t& { return counts[blow.at >> 46]; };
  for (const Blow& blow : threads) {
    if (count(blow) < kThreadPileOn.least) ++count(blow);
  }
  std::erase_if(threads, [&](const Blow& blow) { return count(blow) < kThreadPileOn.least; });
  std::vector<RowId> rows;
  find_stretches(threads, kThreadPileOn, [](std::uint64_t) { return std::int64_t{0}; }, rows);
  find_stretches(brands, kBrandPileOn,
                 [&](std::uint64_t brand) {
                   return periods[brand].last - periods[brand].first;
                 },
                 rows);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace earshot
