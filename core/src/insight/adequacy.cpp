#include "insight/adequacy.h"

#include <algorithm>

#include "time/civil.h"

namespace earshot {
namespace {

constexpr double kShortestDays = 14, kLargestSource = 0.8, kLargestAuthor = 0.2;

/// The most frequent of all that have a name; 0 is none.
StringPool::Id largest(const std::vector<std::uint64_t>& counts) {
  std::size_t best = 0;
  for (std::size_t id = 1; id < counts.size(); ++id) {
    if (best == 0 || counts[id] > counts[best]) best = id;
  }
  return static_cast<StringPool::Id>(best);
}

}  // namespace

bool enough(std::uint64_t n, const std::optional<Estimate>& estimate) {
  return n >= kFewestMentions && estimate && estimate->high - estimate->low <= kWidestInterval;
}

Adequacy adequacy(const View& view) {
  const Table& table = view.table;
  Adequacy result;
  std::vector<std::uint64_t> platforms(table.platforms.size()), authors(table.authors.size()),
      sets(table.brand_sets()), brands(view.brands.size());
  std::uint64_t dated = 0;
  std::int64_t first = 0, last = 0;
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    ++result.mentions;
    ++platforms[segment.platform[row]];
    ++authors[segment.author[row]];
    ++sets[segment.brands[row]];
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    first = dated == 0 ? local : std::min(first, local);
    last = dated == 0 ? local : std::max(last, local);
    ++dated;
  });
  if (dated > 0) {
    result.days = static_cast<double>(floor_div(last, kDayMs) - floor_div(first, kDayMs) + 1);
  }
  const auto warn = [&](Shortfall shortfall, double measured, std::string_view of = {}) {
    result.warnings.push_back({shortfall, measured, of});
  };
  const auto all = static_cast<double>(result.mentions);
  if (result.mentions < kFewestMentions) warn(Shortfall::FewMentions, all);
  if (result.mentions == 0) return result;

  std::uint64_t tracked = 0;
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(set))) {
      brands[brand] += sets[set];
      tracked += sets[set];
    }
  }
  for (std::size_t brand = 0; brand < brands.size(); ++brand) {
    const auto share = wilson(brands[brand], tracked);
    const double width = share ? share->high - share->low : 0;
    if (brands[brand] > 0 && width > kWidestInterval) {
      warn(Shortfall::WideShares, width, view.brands[brand].name);
    }
  }
  if (dated * 2 < result.mentions) {
    warn(Shortfall::Undated, 1 - static_cast<double>(dated) / all);
  } else if (result.days < kShortestDays) {
    warn(Shortfall::ShortPeriod, result.days);
  }
  if (const StringPool::Id platform = largest(platforms)) {
    const double share = static_cast<double>(platforms[platform]) / all;
    if (share > kLargestSource) warn(Shortfall::OneSource, share, table.platforms[platform]);
  }
  if (const StringPool::Id author = largest(authors)) {
    const double share = static_cast<double>(authors[author]) / all;
    if (share > kLargestAuthor && result.mentions >= kFewestMentions) {
      warn(Shortfall::OneAuthor, share, table.authors[author]);
    }
  }
  return result;
}

}  // namespace earshot
