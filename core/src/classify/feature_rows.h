// Which features have a row of weights, of the few that have any: a feature's hash names one of many more
// buckets than there are rows, so that hardly any other feature is taken for one of them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace earshot {

class FeatureRows {
 public:
  FeatureRows() = default;
  /// @param buckets how many, a multiple of 64
  explicit FeatureRows(std::uint32_t buckets) : buckets_(buckets), with_row_(buckets / 64), before_(buckets / 64) {}

  static constexpr std::uint32_t bucket_of(std::uint32_t hash, std::uint32_t buckets) {
    return static_cast<std::uint32_t>(std::uint64_t{hash} * buckets >> 32);
  }
  /// Gives a bucket a row; `number` has to be called once all have theirs.
  void add(std::uint32_t bucket) { with_row_[bucket / 64] |= std::uint64_t{1} << bucket % 64; }
  /// Numbers the rows from 1 on, in the order of their buckets.
  /// @return how many there are
  std::uint32_t number() {
    std::uint32_t rows = 0;
    for (std::size_t i = 0; i < with_row_.size(); ++i) {
      before_[i] = rows;
      rows += static_cast<std::uint32_t>(std::popcount(with_row_[i]));
    }
    return rows;
  }

  std::uint32_t buckets() const { return buckets_; }
  bool has_row(std::uint32_t bucket) const { return (with_row_[bucket / 64] >> bucket % 64 & 1) != 0; }
  /// 0 where the feature of this hash has none.
  std::uint32_t of(std::uint32_t hash) const {
    const std::uint32_t bucket = bucket_of(hash, buckets_);
    const std::uint64_t near = with_row_[bucket / 64], bit = std::uint64_t{1} << bucket % 64;
    if ((near & bit) == 0) return 0;
    return before_[bucket / 64] + static_cast<std::uint32_t>(std::popcount(near & (bit - 1))) + 1;
  }

 private:
  std::uint32_t buckets_ = 0;
  std::vector<std::uint64_t> with_row_;
  std::vector<std::uint32_t> before_;  ///< by 64 buckets: rows of all before them
};

}  // namespace earshot
