#include "table/identities.h"

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

std::uint32_t hash_of(const Mention& mention, Known by) {
  std::uint64_t hash = hash_bytes(mention.text) * 3 + hash_bytes(mention.title);
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

void Identities::grow() {
  std::vector<Slot> before = std::move(slots_);
  slots_.assign(before.empty() ? 1'024 : before.size() * 2, {0, kFree});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.row == kFree) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].row != kFree) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

bool Identities::add(const Mention& mention, Table& table) {
  const Known by = known_by(mention);
  if (by == Known::Nothing) return true;
  if ((size_ + 1) * 4 > slots_.size() * 3) grow();
  const std::uint32_t hash = hash_of(mention, by);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].row != kFree; at = (at + 1) & mask) {
    if (slots_[at].hash != hash || slots_[at].row >= table.size()) continue;
    table.settle();
    if (same(mention, by, table, slots_[at].row)) return false;
  }
  slots_[at] = {hash, static_cast<RowId>(table.size())};
  ++size_;
  return true;
}

}  // namespace earshot
