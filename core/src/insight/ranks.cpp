#include "insight/ranks.h"

#include <array>
#include <numeric>

namespace earshot {

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
  const std::vector<std::uint32_t> order = ascending(values);
  std::vector<std::uint64_t> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t at = begin; at < end; ++at) ranks[order[at]] = begin + end;
    begin = end;
  }
  return ranks;
}

}  // namespace earshot
