// How much of what is counted is the same text again, and whose.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "insight/view.h"

namespace earshot {

struct RawAndOnce {
  std::uint64_t mentions = 0;  ///< all
  std::uint64_t once = 0;      ///< each group of copies counted as one
};

struct Repeated {
  RowId first = 0;             ///< the cluster's first if it is selected, else the earliest that is
  std::uint64_t mentions = 0;  ///< selected
  std::array<std::uint64_t, kLikenesses> likenesses = {};
  std::uint64_t authors = 0;   ///< different ones, of those that are known
  struct Platform {
    StringPool::Id platform = 0;
    std::uint64_t mentions = 0;
  };
  std::vector<Platform> platforms;  ///< by mentions, then name
  Time since;                       ///< Absent if none has a time
  std::vector<RowId> rows;          ///< the selected ones, ascending
};

struct Repetition {
  RawAndOnce all;
  std::vector<RawAndOnce> brands;  ///< by brand
  std::uint64_t clusters = 0;      ///< with at least two selected mentions
  std::array<std::uint64_t, kLikenesses> likenesses = {};  ///< of the mentions in them
  std::vector<Repeated> largest;   ///< by size, then text; at most kMostRepeated
  std::uint64_t other_mentions = 0;  ///< in clusters beyond those
};

inline constexpr std::size_t kMostRepeated = 20;

/// `view.clusters` has to be there.
Repetition repetition(const View& view);
/// Of it, how many mentions `all` has more than once.
std::uint64_t count_repeats(const View& view);

}  // namespace earshot
