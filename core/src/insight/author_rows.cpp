#include "insight/author_rows.h"

#include <algorithm>
#include <numeric>
#include <utility>

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
    : rows_(std::make_unique_for_overwrite<AuthorRow[]>(table.size())) {
  constexpr std::uint32_t kSingle = ~std::uint32_t{0};
  std::vector<std::uint32_t> next(table.authors.size());  // by author: how many, then where the next is put
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) { ++next[segment.author[row]]; });
  std::uint32_t end = 0;
  for (std::uint32_t author = 0; author < next.size(); ++author) {
    const std::uint32_t count = next[author];
    if (count == 1 && author != 0) {
      next[author] = kSingle;
    } else if (count > 0 || author == 0) {
      next[author] = end;
      authors_.push_back(author);
      ends_.push_back(end += count);
    }
  }
  std::vector<std::pair<AuthorRow, std::uint32_t>> singles;  // with the author
  singles.reserve(table.size() - end);

  std::vector<std::uint64_t> seeds;
  for (const Input& input : inputs) seeds.push_back(hash_bytes(audit_key(input)));
  Profiles profiles(profiles_);
  ZoneCursor cursor(zone);
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    const std::uint32_t author = segment.author[row];
    const AuthorRow made = {
        segment.first + static_cast<RowId>(row),
        profiles.number({segment.brands[row], segment.platform[row], segment.country[row],
                         segment.language[row], segment.label[row]}),
        time.present() ? static_cast<std::int32_t>(floor_div(local_ms(time, cursor), kHourMs)) : AuthorRow::kUndated,
        segment.reach[row], own_engagement(segment, row), segment.followers[row]};
    totals_.mentions.resize(profiles_.size());
    totals_.add(made, static_cast<std::uint32_t>(table.brands(segment.brands[row]).size()), true);
    if (next[author] == kSingle) singles.emplace_back(made, author);
    else rows_[next[author]++] = made;
    if (author == 0)
      unnamed_groups_.push_back(static_cast<std::uint8_t>(mix(seeds[segment.file[row]] ^ segment.source_row[row])));
  });
  std::vector<std::uint32_t> places(profiles_.size() + 1);
  for (const auto& [row, author] : singles) ++places[row.profile + 1];
  std::inclusive_scan(places.begin(), places.end(), places.begin());
  authors_.resize(first_single() + singles.size());
  for (const auto& [row, author] : singles) {
    const std::uint32_t place = places[row.profile]++;
    rows_[end + place] = row;
    authors_[first_single() + place] = author;
  }
  groups_.push_back(0);
  for (const std::uint32_t author : std::span(authors_).subspan(1)) {
    groups_.push_back(static_cast<std::uint8_t>(mix(hash_bytes(table.authors[author]))));
  }
  const auto earlier = [](const AuthorRow& a, const AuthorRow& b) {
    return a.hour != b.hour ? a.hour < b.hour : a.row < b.row;
  };
  for (std::uint32_t place = 1; place < first_single(); ++place) {
    const std::span rows(rows_.get() + ends_[place - 1], ends_[place] - ends_[place - 1]);
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
  std::uint64_t bits = 0;
  std::size_t at = 0;
  for (const RowId row : selection.rows) {
    if (row / 64 != at) bits_[std::exchange(at, row / 64)] = std::exchange(bits, 0);
    bits |= std::uint64_t{1} << row % 64;
  }
  bits_[at] = bits;
}

}  // namespace earshot
