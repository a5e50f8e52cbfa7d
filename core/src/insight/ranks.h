// Orders and ranks of many whole numbers, in time linear in how many there are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

/// The places of the values in ascending order; equal ones keep theirs. At most 2^32 - 1 values.
std::vector<std::uint32_t> ascending(std::span<const std::uint64_t> values);

/// Of each value twice its mean rank: 2 x how many are less + how many are as large, itself among them.
/// The percentile rank of n values is 100 x this / 2n.
std::vector<std::uint64_t> doubled_ranks(std::span<const std::uint64_t> values);

struct ValueCount {
  std::uint64_t value = 0, times = 0;
};
/// The different values in ascending order, and how often each stands there.
std::vector<ValueCount> value_counts(std::span<const std::uint64_t> values);

}  // namespace earshot
