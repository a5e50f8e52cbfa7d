#include "table/string_pool.h"

#include <array>
#include <cstring>

#include "text/bytes.h"
#include "text/hash.h"

namespace earshot {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

std::uint32_t hash_of(std::string_view string) {
  return static_cast<std::uint32_t>(hash_bytes(string) >> 16);
}

}  // namespace

std::size_t StringPool::slot_of(std::string_view string, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const Slot& held = slots_[slot];
    if (held.id == kEmpty || (held.hash == hash && equal_bytes((*this)[held.id], string))) return slot;
  }
}

StringPool::Id StringPool::intern(std::string_view string) {
  if (last_ < entries_.size() && equal_bytes((*this)[last_], string)) return last_;
  return last_ = intern(string, hash_of(string));
}

StringPool::Id StringPool::intern(std::string_view string, std::uint32_t hash) {
  if ((entries_.size() + 1) * 4 > slots_.size() * 3) grow();
  Slot& slot = slots_[slot_of(string, hash)];
  if (slot.id == kEmpty) {
    slot = {hash, static_cast<Id>(entries_.size())};
    entries_.push_back({keep(string), static_cast<std::uint32_t>(string.size())});
  }
  return slot.id;
}

void StringPool::intern(std::span<const std::string_view> strings, std::span<Id> ids) {
  if (slots_.empty()) grow();
  std::array<std::uint32_t, kTogether> hashes;
  for (std::size_t i = 0; i < strings.size(); ++i) hashes[i] = hash_of(strings[i]);
  // One look-up's steps each wait for the one before; the steps of different look-ups do not. The
  // first has no branch: guessed wrong, that would wait for its look-up alone.
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < strings.size(); ++i) {
    const Slot& slot = slots_[hashes[i] & mask];
    ids[i] = slot.id | -std::uint32_t{slot.hash != hashes[i]};
  }
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (ids[i] != kEmpty && entries_[ids[i]].size != strings[i].size()) ids[i] = kEmpty;
  }
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (ids[i] == kEmpty || !equal_bytes((*this)[ids[i]], strings[i])) {
      ids[i] = intern(strings[i], hashes[i]);
    }
  }
}

StringPool::Id StringPool::find(std::string_view string) const {
  if (slots_.empty()) return 0;
  const Id id = slots_[slot_of(string, hash_of(string))].id;
  return id == kEmpty ? static_cast<Id>(entries_.size()) : id;
}

void StringPool::grow() {
  const std::vector<Slot> before = std::move(slots_);
  slots_.assign(before.empty() ? 64 : before.size() * 2, Slot{0, kEmpty});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& held : before) {
    if (held.id == kEmpty) continue;
    std::size_t slot = held.hash & mask;
    while (slots_[slot].id != kEmpty) slot = (slot + 1) & mask;
    slots_[slot] = held;
  }
}

const char* StringPool::keep(std::string_view string) {
  if (string.size() > block_left_) {
    const std::size_t size = string.size() > kBlockBytes / 4 ? string.size() : kBlockBytes;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    if (size != kBlockBytes) {
      std::memcpy(blocks_.back().get(), string.data(), string.size());
      return blocks_.back().get();
    }
    block_next_ = blocks_.back().get();
    block_left_ = kBlockBytes;
  }
  char* const at = block_next_;
  if (!string.empty()) std::memcpy(at, string.data(), string.size());
  block_next_ += string.size();
  block_left_ -= string.size();
  return at;
}

void StringPool::clear() { *this = StringPool(); }

}  // namespace earshot
