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

/// Whether so many in a stretch break the rule.
bool is_pile(const PileOnRule& rule, std::uint64_t held, const Period& usual) {
  const std::int64_t span = std::max(usual.last - usual.first, rule.within_ms);
  // held / within >= times * all / span
  return held >= rule.least &&
         static_cast<double>(held) * static_cast<double>(span) >=
             static_cast<double>(rule.times * usual.negative) * static_cast<double>(rule.within_ms);
}

/// How many there are under each hash, or a few more: hashes share the counts.
class Counts {
 public:
  static std::uint32_t place(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> (64 - kBits)); }
  std::uint32_t& operator[](std::uint32_t place) { return counts_[place]; }

 private:
  static constexpr int kBits = 18;
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(std::size_t{1} << kBits);
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
    std::size_t stop = begin, marked = begin;
    for (std::size_t at = begin; at < end; ++at) {
      while (stop < end && blows[stop].time - blows[at].time <= rule.within_ms) ++stop;
      if (!is_pile(rule, stop - at, usual)) continue;
      for (marked = std::max(marked, at); marked < stop; ++marked) rows.push_back(blows[marked].row);
    }
  }
}

/// Counts a brand's mentions by stretches as long as its rule's: a pile-on lies in two beside each other
/// at most.
class Stretches {
 public:
  std::uint32_t& of(std::uint64_t brand, std::int64_t time) { return counts_[place(brand, number(time))]; }
  /// At least as many as any stretch of that length holds that has this time in it.
  std::uint64_t most_around(std::uint64_t brand, std::int64_t time) {
    const auto at = [&](std::uint64_t stretch) { return std::uint64_t{counts_[place(brand, stretch)]}; };
    const std::uint64_t here = number(time);
    return at(here) + std::max(at(here - 1), at(here + 1));
  }

 private:
  static std::uint64_t number(std::int64_t time) {
    return static_cast<std::uint64_t>(floor_div(time, kBrandPileOn.within_ms));
  }
  static std::uint32_t place(std::uint64_t brand, std::uint64_t stretch) {
    return Counts::place((stretch << 32 ^ brand) * 0x9E3779B97F4A7C15u);
  }
  Counts counts_;
};

}  // namespace

std::vector<RowId> piled_on(const Table& table, std::size_t brand_count, const Zone& zone) {
  std::vector<Blow> threads, brands;
  std::vector<Period> periods(brand_count);
  const std::vector<bool> clocks = files_with_clock(table);
  ZoneCursor cursor(zone);
  // Most mentions stand alone: they are counted first, so that what cannot make a pile-on is not kept.
  Counts in_thread;
  Stretches of_brand;
  for (const bool counted : {false, true}) {
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
        if (!counted) period.add(local);
        if (aimed[i].value_or(segment.label[row]) != Label::Negative) continue;
        if (!counted) ++period.negative;
        // Among times that tell the hour, midnight may still be that of a date alone.
        if (!clock || !may_tell_hour(time, local)) continue;
        if (!counted) {
          ++of_brand.of(named[i], local);
        } else if (is_pile(kBrandPileOn, of_brand.most_around(named[i], local), period)) {
          brands.push_back({named[i], local, id});
        }
      }
      if (segment.label[row] != Label::Negative) return;
      const RowText text = Table::text(segment, row);
      const std::string_view thread = text.parent.empty() ? text.id : text.parent;
      if (thread.empty()) return;
      std::uint64_t at = hash_bytes(thread) ^ segment.platform[row];
      // Of dates alone, only those of one date are within a day for certain.
      const auto date = static_cast<std::uint64_t>(floor_div(local, kDayMs)) + 1;
      if (!clock) at = (at ^ date) * 0x9E3779B97F4A7C15u;
      std::uint32_t& count = in_thread[Counts::place(at)];
      if (!counted) {
        ++count;
      } else if (count >= kThreadPileOn.least) {
        threads.push_back({at, local, id});
      }
    });
  }
  std::vector<RowId> rows;
  find_stretches(threads, kThreadPileOn, nullptr, rows);
  find_stretches(brands, kBrandPileOn, periods.data(), rows);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace earshot
