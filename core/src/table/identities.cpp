#include "table/identities.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "text/hash.h"

namespace earshot {
namespace {

enum class Known : std::uint8_t { Nothing, ById, ByUrl, ByAuthorAndTime };

Known known_by(const Mention& mention) {
  // A rating without words has only its time to differ by.
  const bool told = !mention.text.empty() || !mention.title.empty() || mention.time.present();
  if (!mention.id.empty() && !mention.damaged_id && told) return Known::ById;
  if (!mention.url.empty() && told) return Known::ByUrl;
  if (!mention.author.empty() && mention.time.present()) return Known::ByAuthorAndTime;
  return Known::Nothing;
}

std::uint32_t hash_of(const Mention& mention, std::uint64_t hash, Known by) {
  if (by == Known::ById) hash ^= hash_bytes(mention.id) * 5 + hash_bytes(mention.question) * 7;
  if (by == Known::ByUrl) hash ^= hash_bytes(mention.url) * 5;
  if (by == Known::ByAuthorAndTime) {
    hash ^= hash_bytes(mention.author) * 5 + static_cast<std::uint64_t>(mention.time.ms()) * 11;
  }
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

bool same(const Mention& mention, Known by, const Table& table, RowId id) {
  const auto [segment, row] = table.at(id);
  const RowText stored = Table::text(*segment, row);
  if (stored.text != mention.text || stored.title != mention.title ||
      stored.question != mention.question) {
    return false;
  }
  const auto same_time = [&] { return segment->time[row] == mention.time; };
  const bool wordless = mention.text.empty() && mention.title.empty();
  switch (by) {
    case Known::ById: return stored.id == mention.id && (!wordless || same_time());
    case Known::ByUrl:
      return stored.url == mention.url && same_time() &&
             table.authors[segment->author[row]] == mention.author;
    case Known::ByAuthorAndTime:
      return same_time() && table.authors[segment->author[row]] == mention.author;
    case Known::Nothing: break;
  }
  return false;
}

}  // namespace

std::uint64_t hash_words(const Mention& mention) {
  return hash_bytes(mention.text) * 3 + hash_bytes(mention.title);
}

void Identities::grow() {
  constexpr std::size_t kLeast = 1'024;
  constexpr int kMostMarkBits = 32;
  const std::vector<Slot> before = std::move(slots_);
  const std::size_t size = before.size();
  // By a half and by a third in turn, so that each second time doubles it.
  slots_.assign(std::max(kLeast, std::has_single_bit(size) ? size / 2 * 3 : size / 3 * 4), {0, kFree});
  const int mark_bits = std::min(static_cast<int>(std::bit_width(slots_.size() - 1)) + 3, kMostMarkBits);
  mark_shift_ = 32 - mark_bits;
  marks_.assign(std::size_t{1} << (mark_bits - 3), 0);
  for (const Slot& slot : before) {
    if (slot.row == kFree) continue;
    slots_[free_from(place_of(slot.hash))] = slot;
    mark(slot.hash);
  }
  for (const Slot& slot : std::span(waiting_).first(waiting_count_)) mark(slot.hash);
}

/// Gives the waiting ones their slots.
void Identities::take_in() {
  while ((size_ + waiting_count_) * 4 > slots_.size() * 3) grow();
  const std::span waiting(waiting_.data(), std::exchange(waiting_count_, 0));
  std::array<RowId, kTogether> held;
  for (std::size_t i = 0; i < waiting.size(); ++i) held[i] = slots_[place_of(waiting[i].hash)].row;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const std::size_t place = place_of(waiting[i].hash);
    slots_[free_from(held[i] == kFree ? place : behind(place))] = waiting[i];
  }
  size_ += waiting.size();
}

bool Identities::add(const Mention& mention, std::uint64_t words, Table& table) {
  const Known by = known_by(mention);
  if (by == Known::Nothing) return true;
  const std::uint32_t hash = hash_of(mention, words, by);
  if (is_marked(hash)) {
    const auto is_same = [&](const Slot& slot) {
      if (slot.hash != hash || slot.row >= table.size()) return false;
      table.settle();
      return same(mention, by, table, slot.row);
    };
    if (std::ranges::any_of(std::span(waiting_).first(waiting_count_), is_same)) return false;
    for (std::size_t at = place_of(hash); slots_[at].row != kFree; at = behind(at)) {
      if (is_same(slots_[at])) return false;
    }
  }
  mark(hash);
  waiting_[waiting_count_++] = {hash, static_cast<RowId>(table.size())};
  if (waiting_count_ == kTogether) take_in();
  return true;
}

}  // namespace earshot
