// Strings that repeat, each kept once and known by a number in order of first appearance.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace earshot {

class StringPool {
 public:
  using Id = std::uint32_t;
  static constexpr std::size_t kTogether = 64;

  /// The string's number; a new one if it was not seen before. Amortised constant time.
  Id intern(std::string_view string);
  /// The same for many strings one after another, at a fraction of the time: a large pool makes
  /// each look-up wait for memory, and here they wait together. At most `kTogether`.
  void intern(std::span<const std::string_view> strings, std::span<Id> ids);
  /// Its number, or `size()` if it was never interned.
  Id find(std::string_view string) const;
  std::string_view operator[](Id id) const { return {entries_[id].bytes, entries_[id].size}; }
  std::size_t size() const { return entries_.size(); }
  void clear();

 private:
  struct Entry {
    const char* bytes;
    std::uint32_t size;
  };
  struct Slot {
    std::uint32_t hash;
    Id id;
  };
  static constexpr Id kEmpty = ~Id{0};

  Id intern(std::string_view string, std::uint32_t hash);
  std::size_t slot_of(std::string_view string, std::uint32_t hash) const;
  void grow();
  const char* keep(std::string_view string);

  Id last_ = 0;  // columns often repeat the value of the row before
  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  // open addressing, a power of two, at most 3/4 full
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  char* block_next_ = nullptr;
};

}  // namespace earshot
