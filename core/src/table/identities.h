// Tells a mention that was read before: the same export twice, or exports that overlap.
//
// A mention is known by its id, else by its address, else by its author and time; and always by its
// text too, since exports number their rows from 1 and give the address of a product to all of its
// reviews. A mention of which none of these is known is never a repeat: two people may well write
// "great".
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <earshot/mention.h>

#include "table/table.h"

namespace earshot {

/// A hash of what the mention says: text and title.
std::uint64_t hash_words(const Mention& mention);

class Identities {
 public:
  Identities() { grow(); }

  /// True if no mention of `table` is the same; it is then expected to become the table's next row.
  /// @param words the mention's `hash_words`
  bool add(const Mention& mention, std::uint64_t words, Table& table);

 private:
  struct Slot {
    std::uint32_t hash;
    RowId row;
  };
  static constexpr RowId kFree = ~RowId{0};
  static constexpr std::size_t kTogether = 32;

  bool is_marked(std::uint32_t hash) const {
    const std::uint32_t mark = hash >> mark_shift_;
    return marks_[mark / 8] >> mark % 8 & 1;
  }
  void mark(std::uint32_t hash) {
    const std::uint32_t mark = hash >> mark_shift_;
    marks_[mark / 8] |= static_cast<std::uint8_t>(1u << mark % 8);
  }
  std::size_t place_of(std::uint32_t hash) const {
    return static_cast<std::size_t>(std::uint64_t{hash} * slots_.size() >> 32);
  }
  std::size_t behind(std::size_t place) const { return place + 1 == slots_.size() ? 0 : place + 1; }
  std::size_t free_from(std::size_t place) const {
    while (slots_[place].row != kFree) place = behind(place);
    return place;
  }
  void take_in();
  void grow();

  std::vector<Slot> slots_;  // open addressing in the order of hashes, at most 3/4 full
  std::size_t size_ = 0;
  // A bit a hash, in an eighth of the slots' memory: most mentions are new, and this tells so of most
  // of them without a wait for a slot.
  std::vector<std::uint8_t> marks_;
  int mark_shift_ = 32;
  // Marked, but in no slot yet: slots are waited for together.
  std::array<Slot, kTogether> waiting_;
  std::size_t waiting_count_ = 0;
};

}  // namespace earshot
