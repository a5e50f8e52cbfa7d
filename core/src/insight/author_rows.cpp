#include "insight/author_rows.h"

#include <algorithm>

#include "insight/audit.h"
#include "insight/hash_index.h"
#include "insight/kept.h"
#include "insight/random.h"
#include "insight/summary.h"
#include "text/cold_sort.h"
#include "text/hash.h"

namespace earshot {
namespace {

/// Numbers for what differs.
class Profiles {
 public:
  explicit Profiles(std::vector<Profile>& profiles) : profiles_(profiles) {}

  std::uint32_t number(const Profile& of) {
    const std::uint64_t place = number(places_, of.platform, of.country);
    const std::uint64_t says = number(said_, of.brands, std::uint32_t{of.language} << 8 | static_cast<std::uint32_t>(of.label));
    std::uint32_t& both = index_[place << 32 | says];
    if (both == HashIndex::kNone) {
      both = static_cast<std::uint32_t>(profiles_.size());
      profiles_.push_back(of);
    }
    return both;
  }

 private:
  static std::uint32_t number(HashIndex& index, std::uint64_t a, std::uint32_t b) {
    const auto next = static_cast<std::uint32_t>(index.size());
    std::uint32_t& number = index[a << 32 | b];
    if (number == HashIndex::kNone) number = next;
    return number;
  }

  std::vector<Profile>& profiles_;
  HashIndex places_, said_, index_;
};

}  // namespace

AuthorRows::AuthorRows(const Table& table, const Zone& zone, std::span<const Input> inputs)
    : rows_(std::make_unique_for_overwrite<AuthorRow[]>(table.size())), ends_(table.authors.size()) {
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) { ++ends_[segment.author[row]]; });
  std::uint32_t begin = 0;
  for (std::uint32_t& end : ends_) begin += std::exchange(end, begin);

  std::vector<std::uint64_t> seeds;
  for (const Input& input : inputs) seeds.push_back(hash_bytes(audit_key(input)));
  Profiles profiles(profiles_);
  ZoneCursor cursor(zone);
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    const std::uint32_t author = segment.author[row];
    // Behind the end of the one before: it moves on to the end of this one.
    rows_[ends_[author]++] = {
        segment.first + static_cast<RowId>(row),
        profiles.number({segment.brands[row], segment.platform[row], segment.country[row],
                         segment.language[row], segment.label[row]}),
        time.present() ? static_cast<std::int32_t>(floor_div(local_ms(time, cursor), kHourMs)) : AuthorRow::kUndated,
        segment.reach[row], own_engagement(segment, row), segment.followers[row]};
    if (author == 0)
      unnamed_groups_.push_back(static_cast<std::uint8_t>(mix(seeds[segment.file[row]] ^ segment.source_row[row])));
  });
  groups_.resize(ends_.size());
  const auto earlier = [](const AuthorRow& a, const AuthorRow& b) {
    return a.hour != b.hour ? a.hour < b.hour : a.row < b.row;
  };
  for (std::uint32_t author = 1; author < authors(); ++author) {
    groups_[author] = static_cast<std::uint8_t>(mix(hash_bytes(table.authors[author])));
    std::span rows(rows_.get() + ends_[author - 1], ends_[author] - ends_[author - 1]);
    if (!std::ranges::is_sorted(rows, earlier)) cold_sort(rows, earlier);
  }
}

const AuthorRows& author_rows(const View& view, std::optional<AuthorRows>& own) {
  std::optional<AuthorRows>& rows = view.kept ? view.kept->authors : own;
  if (!rows) rows.emplace(view.table, view.zone, view.inputs);
  return *rows;
}

SelectedRows::SelectedRows(const Table& table, const Selection& selection) : all_(selection.all) {
  if (all_) return;
  bits_.resize(table.size() / 64 + 1);
  for (const RowId row : selection.rows) bits_[row / 64] |= std::uint64_t{1} << row % 64;
}

}  // namespace earshot
