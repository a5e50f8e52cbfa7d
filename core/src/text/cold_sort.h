// Sorting in little code, for what is sorted once a file or once a report: each std::sort of things
// that are more than numbers weighs several kilobytes.
#pragma once

#include <algorithm>
#include <functional>

namespace earshot {

/// A heap sort. @param before a strict total order: equal values may change places
template <class Range, class Before = std::ranges::less>
void cold_sort(Range& values, Before before = {}) {
  std::ranges::make_heap(values, before);
  std::ranges::sort_heap(values, before);
}

}  // namespace earshot
