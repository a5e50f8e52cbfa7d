#include "table/string_pool.h"

#include <cstring>

namespace earshot {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

/// FNV-1a over 4 bytes at a time, mixed at the end. Only equality depends on it, never an order.
std::uint32_t hash_of(std::string_view string) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ string.size();
  std::size_t at = 0;
  for (; at + 4 <= string.size(); at += 4) {
    std::uint32_t word;
    std::memcpy(&word, string.data() + at, 4);
    hash = (hash ^ word) * 0x100000001b3u;
    hash ^= hash >> 29;
  }
  for (; at < string.size(); ++at) {
    hash = (hash ^ static_cast<unsigned char>(string[at])) * 0x100000001b3u;
  }
  hash ^= hash >> 32;
  return static_cast<std::uint32_t>(hash * 0x9e3779b97f4a7c15u >> 32);
}

}  // namespace

std::size_t StringPool::slot_of(std::string_view string, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t id = slots_[slot];
    if (id == kEmpty || (entries_[id].hash == hash && (*this)[id] == string)) return slot;
  }
}

StringPool::Id StringPool::intern(std::string_view string) {
  if (last_ < entries_.size() && (*this)[last_] == string) return last_;
  if ((entries_.size() + 1) * 4 > slots_.size() * 3) grow();
  const std::uint32_t hash = hash_of(string);
  const std::size_t slot = slot_of(string, hash);
  if (slots_[slot] == kEmpty) {
    slots_[slot] = static_cast<Id>(entries_.size());
    entries_.push_back({keep(string), static_cast<std::uint32_t>(string.size()), hash});
  }
  return last_ = slots_[slot];
}

StringPool::Id StringPool::find(std::string_view string) const {
  if (slots_.empty()) return 0;
  const std::uint32_t id = slots_[slot_of(string, hash_of(string))];
  return id == kEmpty ? static_cast<Id>(entries_.size()) : id;
}

void StringPool::grow() {
  const std::size_t size = slots_.empty() ? 64 : slots_.size() * 2;
  slots_.assign(size, kEmpty);
  for (std::uint32_t id = 0; id < entries_.size(); ++id) {
    std::size_t slot = entries_[id].hash & (size - 1);
    while (slots_[slot] != kEmpty) slot = (slot + 1) & (size - 1);
    slots_[slot] = id;
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
