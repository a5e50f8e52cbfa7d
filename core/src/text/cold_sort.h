// Sorting in little code, for what is sorted once a file or once a report: each std::sort of things
// that are more than numbers weighs several kilobytes.
#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <utility>

namespace earshot {

/// What a sort does with things that it knows by their places alone.
struct SortedThings {
  void* things;
  bool (*before)(void* things, std::size_t a, std::size_t b);
  void (*swap)(void* things, std::size_t a, std::size_t b);
};
/// A heap sort.
void sort_things(const SortedThings& of, std::size_t count);

/// @param before a strict total order: equal values may change places
template <class Range, class Before = std::ranges::less>
void cold_sort(Range& values, Before before = {}) {
  struct Things {
    decltype(std::begin(values)) begin;
    Before& before;
  } things{std::begin(values), before};
  using At = typename std::iterator_traits<decltype(things.begin)>::difference_type;
  sort_things({&things,
               [](void* of, std::size_t a, std::size_t b) {
                 auto& [begin, comes_before] = *static_cast<Things*>(of);
                 return static_cast<bool>(
                     comes_before(begin[static_cast<At>(a)], begin[static_cast<At>(b)]));
               },
               [](void* of, std::size_t a, std::size_t b) {
                 const auto begin = static_cast<Things*>(of)->begin;
                 using std::swap;
                 swap(begin[static_cast<At>(a)], begin[static_cast<At>(b)]);
               }},
              static_cast<std::size_t>(std::end(values) - std::begin(values)));
}

}  // namespace earshot
