#include "text/cold_sort.h"

namespace earshot {
namespace {

/// Lets the thing at `root` sink to where it belongs in the heap of the first `count`.
void sink(const SortedThings& of, std::size_t root, std::size_t count) {
  for (std::size_t child; (child = 2 * root + 1) < count; root = child) {
    if (child + 1 < count && of.before(of.things, child, child + 1)) ++child;
    if (!of.before(of.things, root, child)) return;
    of.swap(of.things, root, child);
  }
}

}  // namespace

void sort_things(const SortedThings& of, std::size_t count) {
  for (std::size_t root = count / 2; root-- > 0;) sink(of, root, count);
  while (count > 1) {
    of.swap(of.things, 0, --count);
    sink(of, 0, count);
  }
}

}  // namespace earshot
