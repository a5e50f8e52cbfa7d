// Counts by two things that a mention is, such as the platform that it is from and the brands that it
// names. What a count adds to is worked out once for all mentions that are alike, unless there are too many
// to keep apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace earshot {

class Grid {
 public:
  Grid(std::size_t rows, std::size_t classes) : classes_(classes) {
    constexpr std::size_t kMostCells = std::size_t{1} << 20;
    if (rows > 0 && classes <= kMostCells / rows) cells_.resize(rows * classes);
  }
  /// Calls `take(row, class, count)` now or at the end.
  template <class Take>
  void add(std::size_t row, std::size_t of, Take&& take) {
    if (cells_.empty()) return take(row, of, std::uint32_t{1});
    ++cells_[row * classes_ + of];
  }
  template <class Take>
  void finish(Take&& take) const {
    for (std::size_t at = 0; at < cells_.size(); ++at) {
      if (cells_[at] > 0) take(at / classes_, at % classes_, cells_[at]);
    }
  }

 private:
  std::size_t classes_;
  std::vector<std::uint32_t> cells_;
};

}  // namespace earshot
