// Tells a mention that was read before: the same export twice, or exports that overlap.
//
// A mention is known by its id, else by its address, else by its author and time; and always by its
// text too, since exports number their rows from 1 and give the address of a product to all of its
// reviews. A mention of which none of these is known is never a repeat: two people may well write
// "great".
#pragma once

#include <cstdint>
#include <vector>

#include <earshot/mention.h>

#include "table/table.h"

namespace earshot {

class Identities {
 public:
  /// True if no mention of `table` is the same; it is then expected to become the table's next row.
  bool add(const Mention& mention, Table& table);

 private:
  struct Slot {
    std::uint32_t hash;
    RowId row;
  };
  static constexpr RowId kFree = ~RowId{0};

  void grow();

  std::vector<Slot> slots_;  // open addressing, a power of two, at most 3/4 full
  std::size_t size_ = 0;
};

}  // namespace earshot
