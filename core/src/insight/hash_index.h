// A table from 64-bit keys to numbers, and sets that are joined: the two structures under all that is
// grouped by what texts hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace earshot {

/// Open addressing, at most half full. Nothing may depend on the order of its slots.
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  /// The value of a key; kNone where it is new, to be set before the next call.
  std::uint32_t& operator[](std::uint64_t key) {
    if (size_ * 2 >= slots_.size()) grow();
    Slot& slot = slots_[place(key)];
    if (slot.value == kNone) {
      slot.key = key;
      ++size_;
    }
    return slot.value;
  }
  std::uint32_t find(std::uint64_t key) const {
    return slots_.empty() ? kNone : slots_[place(key)].value;
  }
  std::size_t size() const { return size_; }
  /// Forgets all keys and keeps the room.
  void clear() {
    slots_.assign(slots_.size(), {});
    size_ = 0;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t value = kNone;
  };
  std::size_t place(std::uint64_t key) const {
    std::size_t slot = (key * 0x9E3779B97F4A7C15u >> 20) & (slots_.size() - 1);
    while (slots_[slot].value != kNone && slots_[slot].key != key) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
  }
  void grow() {
    const auto old = std::exchange(slots_, {});
    slots_.resize(old.empty() ? 1024 : old.size() * 2);
    for (const Slot& slot : old) {
      if (slot.value != kNone) slots_[place(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

/// Which of a number of things belong together.
class Unions {
 public:
  explicit Unions(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0u);
  }

  std::uint32_t root(std::uint32_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  /// The smaller number stays the root.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    parents_[a > b ? a : b] = a > b ? b : a;
  }

 private:
  std::vector<std::uint32_t> parents_;
};

/// Spreads the bits of a hash (the finish of MurmurHash3, 64 bits).
constexpr std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
  return hash ^ (hash >> 33);
}

}  // namespace earshot
