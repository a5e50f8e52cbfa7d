#include "insight/repetition.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "insight/clustered_rows.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::uint32_t kNoPlace = ~std::uint32_t{0};

std::string_view text_of(const Table& table, RowId id) {
  const auto [segment, row] = table.at(id);
  const RowWords words = Table::words(*segment, row);
  return words.text.empty() ? words.title : words.text;
}

/// How many pairs differ; they are sorted.
std::uint64_t count_different(std::vector<std::uint64_t>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs.size();
}

}  // namespace

std::uint64_t count_repeats(const View& view) {
  std::vector<bool> met(view.clusters->clusters.size());
  std::uint64_t repeats = 0;
  each_clustered(view.table, view.selection, *view.clusters, [&](const Segment&, std::size_t, std::size_t at) {
    const std::uint32_t cluster = view.clusters->cluster[at];
    repeats += met[cluster];
    met[cluster] = true;
  });
  return repeats;
}

Repetition repetition(const View& view) {
  const Table& table = view.table;
  const Clusters& clusters = *view.clusters;
  Repetition result;
  result.brands.resize(view.brands.size());
  std::vector<std::uint64_t> sets(table.brand_sets());
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    ++result.all.mentions;
    ++sets[segment.brands[row]];
  });
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(set))) {
      result.brands[brand].mentions += sets[set];
    }
  }

  std::vector<std::uint64_t> sizes(clusters.clusters.size());
  // Which of the first brands a cluster was met with is a bit each; of the others, pairs are sorted.
  constexpr std::uint32_t kBits = 32;
  std::vector<std::uint32_t> met(clusters.clusters.size()), bits_of(sets.size());
  std::vector<std::uint8_t> more(sets.size());
  std::array<std::uint64_t, kBits> first_named = {};
  std::vector<std::uint64_t> clustered(sets.size());  // mentions in clusters
  std::vector<std::uint64_t> pairs;                   // brand and cluster
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(set))) {
      if (brand < kBits) bits_of[set] |= std::uint32_t{1} << brand;
      more[set] |= brand >= kBits;
    }
  }
  each_clustered(view.table, view.selection, *view.clusters, [&](const Segment& segment, std::size_t row, std::size_t at) {
    ++sizes[clusters.cluster[at]];
    const BrandSetId set = segment.brands[row];
    std::uint32_t& before = met[clusters.cluster[at]];
    const std::uint32_t bits = bits_of[set] & ~before;
    before |= bits;
    ++clustered[set];
    for (std::uint32_t rest = bits; rest != 0; rest &= rest - 1) {
      ++first_named[static_cast<std::size_t>(std::countr_zero(rest))];
    }
    if (!more[set]) return;
    for (const std::uint32_t brand : table.brands(set)) {
      if (brand >= kBits) pairs.push_back(std::uint64_t{brand} << 32 | clusters.cluster[at]);
    }
  });
  std::uint64_t repeats = 0;
  std::vector<std::uint32_t> order;
  for (std::uint32_t c = 0; c < sizes.size(); ++c) {
    if (sizes[c] < 2) continue;
    repeats += sizes[c] - 1;
    order.push_back(c);
  }
  result.clusters = order.size();
  result.all.once = result.all.mentions - repeats;
  count_different(pairs);
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(set))) {
      result.brands[brand].once += sets[set] - clustered[set];
    }
  }
  for (std::size_t brand = 0; brand < std::min<std::size_t>(kBits, result.brands.size()); ++brand) {
    result.brands[brand].once += first_named[brand];
  }
  for (const std::uint64_t pair : pairs) ++result.brands[pair >> 32].once;

  const auto larger = [&](std::uint32_t a, std::uint32_t b) {
    if (sizes[a] != sizes[b]) return sizes[a] > sizes[b];
    return std::pair(text_of(table, clusters.clusters[a].first), a) <
           std::pair(text_of(table, clusters.clusters[b].first), b);
  };
  const std::size_t shown = std::min(order.size(), kMostRepeated);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                    larger);
  for (std::size_t i = shown; i < order.size(); ++i) result.other_mentions += sizes[order[i]];
  order.resize(shown);

  std::vector<std::uint32_t> place(clusters.clusters.size(), kNoPlace);
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  result.largest.resize(order.size());
  std::vector<std::vector<std::uint64_t>> authors(order.size());
  std::vector<std::vector<StringPool::Id>> platforms(order.size());
  each_clustered(view.table, view.selection, *view.clusters, [&](const Segment& segment, std::size_t row, std::size_t at) {
    const std::uint32_t cluster = clusters.cluster[at];
    if (sizes[cluster] < 2) return;
    const auto likeness = static_cast<std::size_t>(clusters.likeness[at]);
    ++result.likenesses[likeness];
    if (place[cluster] == kNoPlace) return;
    Repeated& repeated = result.largest[place[cluster]];
    const RowId id = clusters.rows[at];
    const Time time = table.time(segment, row);
    const auto earlier = [](Time a, Time b) {
      return a.present() && (!b.present() || a.ms() < b.ms());
    };
    if (repeated.mentions == 0 || earlier(time, repeated.since)) {
      repeated.since = time;
      repeated.first = id;
    }
    ++repeated.mentions;
    repeated.rows.push_back(id);
    ++repeated.likenesses[likeness];
    if (segment.author[row] != 0) authors[place[cluster]].push_back(segment.author[row]);
    platforms[place[cluster]].push_back(segment.platform[row]);
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    Repeated& repeated = result.largest[i];
    repeated.authors = count_different(authors[i]);
    std::sort(platforms[i].begin(), platforms[i].end());
    for (const StringPool::Id platform : platforms[i]) {
      if (repeated.platforms.empty() || repeated.platforms.back().platform != platform) {
        repeated.platforms.push_back({platform, 0});
      }
      ++repeated.platforms.back().mentions;
    }
    cold_sort(repeated.platforms, [&](const Repeated::Platform& a, const Repeated::Platform& b) {
      return a.mentions != b.mentions ? a.mentions > b.mentions
                                      : table.platforms[a.platform] < table.platforms[b.platform];
    });
    if (repeated.likenesses[0] > 0) repeated.first = clusters.clusters[order[i]].first;
  }
  return result;
}

}  // namespace earshot
