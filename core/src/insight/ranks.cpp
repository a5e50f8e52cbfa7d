#include "insight/ranks.h"

#include <array>
#include <numeric>
#include <utility>

namespace earshot {
namespace {

constexpr std::uint64_t kSmall = std::uint64_t{1} << 14;

/// Most numbers of people and posts are small, and those are counted, not sorted.
struct Split {
  std::vector<std::uint64_t> small = std::vector<std::uint64_t>(kSmall);  // how often each is met
  std::vector<std::uint64_t> large;                                       // as they come
};

Split split(std::span<const std::uint64_t> values) {
  Split parts;
  for (const std::uint64_t value : values) {
    if (value < kSmall) {
      ++parts.small[value];
    } else {
      parts.large.push_back(value);
    }
  }
  return parts;
}

}  // namespace

std::vector<std::uint32_t> ascending(std::span<const std::uint64_t> values) {
  std::vector<std::uint32_t> order(values.size()), next(values.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::uint64_t differing = 0;
  for (const std::uint64_t value : values) differing |= value ^ values.front();
  // Byte by byte from the lowest; a byte that all have alike changes no order.
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if ((differing >> shift & 0xff) == 0) continue;
    std::array<std::uint32_t, 257> begin = {};
    for (const std::uint64_t value : values) ++begin[(value >> shift & 0xff) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    for (const std::uint32_t at : order) next[begin[values[at] >> shift & 0xff]++] = at;
    order.swap(next);
  }
  return order;
}

std::vector<std::uint64_t> doubled_ranks(std::span<const std::uint64_t> values) {
  auto [small, large] = split(values);
  std::uint64_t less = 0;
  for (std::uint64_t& rank : small) {
    const std::uint64_t count = std::exchange(rank, 2 * less + rank);
    less += count;
  }
  const std::vector<std::uint32_t> order = ascending(large);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const std::uint64_t value = large[order[begin]];
    for (end = begin; end < order.size() && large[order[end]] == value;) ++end;
    // Each is looked at for the last time: its rank takes its place.
    for (std::size_t at = begin; at < end; ++at) large[order[at]] = 2 * less + begin + end;
  }
  std::vector<std::uint64_t> ranks(values.size());
  std::size_t next = 0;
  for (std::size_t at = 0; at < values.size(); ++at) {
    ranks[at] = values[at] < kSmall ? small[values[at]] : large[next++];
  }
  return ranks;
}

std::vector<ValueCount> value_counts(std::span<const std::uint64_t> values) {
  const auto [small, large] = split(values);
  std::vector<ValueCount> found;
  for (std::uint64_t value = 0; value < kSmall; ++value) {
    if (small[value] > 0) found.push_back({value, small[value]});
  }
  for (const std::uint32_t at : ascending(large)) {
    if (found.empty() || found.back().value != large[at]) found.push_back({large[at], 0});
    ++found.back().times;
  }
  return found;
}

}  // namespace earshot
