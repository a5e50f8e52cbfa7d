#include "insight/sov.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "insight/audit.h"
#include "insight/distributions.h"
#include "insight/hash_index.h"
#include "insight/random.h"
#include "text/cold_sort.h"
#include "text/hash.h"

namespace earshot {
namespace {

constexpr std::size_t kVoices = kVoiceNames.size();
constexpr auto kAuthors = static_cast<std::size_t>(Voice::Authors);
// Authors note which listed brands they name in one word, those of other brands in a bit of their own.
static_assert(kListed < 32);

/// More than 2^53 would not be summed alike in any order.
double whole(std::uint64_t value) {
  return static_cast<double>(std::min<std::uint64_t>(value, std::uint64_t{1} << 53));
}

}  // namespace

ShareOfVoice share_of_voice(const View& view) {
  const Table& table = view.table;
  ShareOfVoice result;
  result.slices = slice(view, bit(By::Platforms) | bit(By::Languages) | bit(By::Countries) | bit(By::Points) | kSums);
  const Slices& slices = result.slices;
  const Counting counting = slices.counting;
  const std::size_t listed = slices.brands.values.size(), cells = listed + 1;
  result.brands.resize(listed);
  if (listed == 0) return result;

  // [group][brand][voice]; the brands without a place together behind the others.
  std::vector<std::uint64_t> sums(kVoiceGroups * cells * kVoices);
  const auto at = [&](std::size_t group, std::size_t cell) {
    return sums.begin() + static_cast<std::ptrdiff_t>((group * cells + cell) * kVoices);
  };
  std::vector<bool> used(kVoiceGroups);
  std::array<bool, kVoices> given = {false, false, table.authors.size() > 1};
  std::vector<std::uint32_t> named(table.authors.size());  // by author: bits of brands
  std::vector<std::uint64_t> input_seeds;
  for (const Input& input : view.inputs) input_seeds.push_back(hash_bytes(audit_key(input)));
  std::vector<std::uint64_t> other_pairs;  // author and brand, for brands without a place

  struct Once {
    std::uint64_t mentions = 0, weight = 0;
  };
  std::vector<Once> once(cells);
  const Clusters none;
  const Clusters& clusters = view.clusters ? *view.clusters : none;
  std::size_t copy = 0;  // of clusters.rows
  const auto cluster_of = [&](RowId row) {
    while (copy < clusters.rows.size() && clusters.rows[copy] < row) ++copy;
    return copy < clusters.rows.size() && clusters.rows[copy] == row ? clusters.cluster[copy]
                                                                     : kNoCluster;
  };
  // Copies may name different brands: each brand's first of a cluster counts for it.
  HashIndex met;  // clusters with a brand, or with kNoBrand for any
  const auto repeats = [&](std::uint32_t cluster, std::uint32_t brand) {
    return cluster != kNoCluster && std::exchange(met[std::uint64_t{brand} << 32 | cluster], 0) == 0;
  };

  const auto group_of = [](std::uint64_t seed) { return mix(seed) % kVoiceGroups; };
  std::vector<std::uint16_t> author_groups(table.authors.size(), kVoiceGroups);
  const auto group_of_author = [&](std::uint32_t author) -> std::size_t {
    std::uint16_t& group = author_groups[author];
    if (group == kVoiceGroups) group = static_cast<std::uint16_t>(group_of(hash_bytes(table.authors[author])));
    return group;
  };
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const auto brands = table.brands(segment.brands[row]);
    if (brands.empty()) return;
    ++result.mentions;
    const std::uint64_t weight = counting.weight(brands.size());
    const std::uint32_t cluster = cluster_of(segment.first + static_cast<RowId>(row));
    result.mentions_once += !repeats(cluster, kNoBrand);
    for (const std::uint32_t brand : brands) {
      if (repeats(cluster, brand)) continue;
      Once& cell = once[std::min<std::size_t>(slices.brands.place[brand], listed)];
      ++cell.mentions;
      cell.weight += weight;
    }
    const std::uint32_t author = segment.author[row];
    const std::uint32_t values[] = {segment.reach[row], own_engagement(segment, row)};
    std::size_t group = kVoiceGroups;
    for (std::size_t voice = 0; voice < std::size(values); ++voice) {
      if (values[voice] == kAbsent32) continue;
      given[voice] = true;
      if (group == kVoiceGroups) {
        group = author != 0 ? group_of_author(author)
                            : group_of(input_seeds[segment.file[row]] ^ segment.source_row[row]);
        used[group] = true;
      }
      for (const std::uint32_t brand : brands) {
        const std::size_t cell = std::min<std::size_t>(slices.brands.place[brand], listed);
        std::uint64_t& sum = at(group, cell)[voice];
        const std::uint64_t part = values[voice] * weight;
        sum = sum > std::numeric_limits<std::uint64_t>::max() - part
                  ? std::numeric_limits<std::uint64_t>::max()
                  : sum + part;
      }
    }
    if (author == 0) return;
    for (const std::uint32_t brand : brands) {
      const std::uint8_t place = slices.brands.place[brand];
      named[author] |= 1u << place;
      if (place == kListed) other_pairs.push_back(std::uint64_t{author} << 32 | brand);
    }
  });

  cold_sort(other_pairs);
  const auto same = std::ranges::unique(other_pairs);
  other_pairs.erase(same.begin(), same.end());
  std::size_t pair = 0;
  for (std::uint32_t author = 1; author < named.size(); ++author) {
    if (named[author] == 0) continue;
    ++result.authors;
    const std::size_t group = group_of_author(author);
    used[group] = true;
    for (std::size_t cell = 0; cell < listed; ++cell) {
      at(group, cell)[kAuthors] += named[author] >> cell & 1;
    }
    for (; pair < other_pairs.size() && other_pairs[pair] >> 32 == author; ++pair) {
      ++at(group, listed)[kAuthors];
    }
  }

  const std::uint64_t weight = all_weight(slices.whole);
  result.n = static_cast<double>(weight) / static_cast<double>(counting.unit());
  std::uint64_t weight_once = 0;
  for (const Once& cell : once) weight_once += cell.weight;
  result.n_once = static_cast<double>(weight_once) / static_cast<double>(counting.unit());
  std::vector<ClusterSums> groups;
  for (std::size_t cell = 0; cell < listed; ++cell) {
    BrandVoice& brand = result.brands[cell];
    brand.brand = slices.brands.values[cell];
    brand.mentions = slices.whole[cell].mentions();
    brand.volume = share_of_voice(slices.whole[cell].weight, weight, counting);
    brand.mentions_once = once[cell].mentions;
    brand.volume_once = share_of_voice(once[cell].weight, weight_once, counting);
    for (std::size_t voice = 0; voice < kVoices; ++voice) {
      if (!given[voice]) continue;
      groups.clear();
      std::uint64_t sum = 0;
      for (std::size_t group = 0; group < kVoiceGroups; ++group) {
        if (!used[group]) continue;
        std::uint64_t all = 0;
        for (std::size_t other = 0; other < cells; ++other) all += at(group, other)[voice];
        const std::uint64_t own = at(group, cell)[voice];
        sum += own;
        groups.push_back({whole(own), whole(all)});
      }
      brand.voices[voice].sum = voice == kAuthors ? sum : sum / counting.unit();
      brand.voices[voice].share = bootstrap_ratio(groups, voice + 1);
    }
  }
  return result;
}

}  // namespace earshot
