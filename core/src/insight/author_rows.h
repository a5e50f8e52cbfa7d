// The mentions of the whole table, author by author, with what questions about authors ask of each: read
// one after another, instead of looking up each mention's author in turn.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "insight/view.h"

namespace earshot {

/// 24 bytes.
struct AuthorRow {
  static constexpr std::int32_t kUndated = std::numeric_limits<std::int32_t>::min();

  RowId row = 0;
  std::uint32_t profile = 0;
  std::int32_t hour = kUndated;                      ///< by the report's clock, since 1970
  std::uint32_t reach = 0, engagement = 0, followers = 0;  ///< kAbsent32; a repost's own engagement
};

/// What a mention is. Many rows share one.
struct Profile {
  BrandSetId brands = 0;
  StringPool::Id platform = 0, country = 0;
  Language language = 0;
  Label label = Label::Unrated;
};

/// What many mentions come to.
struct RowTotals {
  std::vector<std::uint32_t> mentions;  ///< by profile
  std::int32_t first_hour = std::numeric_limits<std::int32_t>::max(), last_hour = AuthorRow::kUndated;
  std::uint64_t reach = 0, engagement = 0;  ///< once for each brand that a mention names

  /// @param brands how many its profile names
  /// @param counted whether it is one of them
  void add(const AuthorRow& row, std::uint32_t brands, bool counted) {
    // Without a branch: which are counted comes in no order.
    const std::uint64_t times = counted ? brands : 0;
    mentions[row.profile] += counted;
    reach += (row.reach != kAbsent32 ? row.reach : 0) * times;
    engagement += (row.engagement != kAbsent32 ? row.engagement : 0) * times;
    const bool dated = counted && row.hour != AuthorRow::kUndated;
    first_hour = std::min(first_hour, dated ? row.hour : first_hour);
    last_hour = std::max(last_hour, dated ? row.hour : last_hour);
  }
};

class AuthorRows {
 public:
  AuthorRows(const Table& table, const Zone& zone, std::span<const Input> inputs);

  std::span<const Profile> profiles() const { return profiles_; }
  /// Of all rows.
  const RowTotals& totals() const { return totals_; }
  /// Authors have places: nobody is first, then come those with several mentions, then those with a single
  /// one, by its profile.
  std::uint32_t places() const { return static_cast<std::uint32_t>(authors_.size()); }
  std::uint32_t first_single() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::uint32_t author(std::uint32_t place) const { return authors_[place]; }
  /// Of an author by hour, then row; of nobody by row.
  std::span<const AuthorRow> of(std::uint32_t place) const {
    if (place >= ends_.size()) return {&singles()[place - ends_.size()], 1};
    const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
    return {rows_.get() + begin, ends_[place] - begin};
  }
  /// Of authors with one mention, from `first_single` on.
  std::span<const AuthorRow> singles() const { return {rows_.get() + ends_.back(), places() - ends_.size()}; }
  std::span<const AuthorRow> others() const { return {rows_.get(), ends_.back()}; }
  /// Seeded hashes that throw authors, and mentions without one, together into 256 groups.
  std::uint8_t group(std::uint32_t place) const { return groups_[place]; }
  std::uint8_t group_of_unnamed(std::size_t at) const { return unnamed_groups_[at]; }

 private:
  std::unique_ptr<AuthorRow[]> rows_;
  std::vector<std::uint32_t> ends_;     // by place, of nobody and authors with several mentions
  std::vector<std::uint32_t> authors_;  // by place
  std::vector<Profile> profiles_;
  RowTotals totals_;
  std::vector<std::uint8_t> groups_, unnamed_groups_;
};

/// Those kept with the view, else `own`, made on demand.
const AuthorRows& author_rows(const View& view, std::optional<AuthorRows>& own);

/// The rows of a selection as bits, to be asked for in any order.
class SelectedRows {
 public:
  SelectedRows(const Table& table, const Selection& selection);
  bool all() const { return all_; }
  bool operator[](RowId row) const { return all_ || (bits_[row / 64] >> row % 64 & 1) != 0; }

 private:
  bool all_;
  std::vector<std::uint64_t> bits_;  // none where all are selected
};

/// Calls `visit(place, rows)` for nobody and each author with several mentions that has selected rows, these
/// in order; nobody comes first, and is visited once for each row.
template <class Visit>
void each_author(const AuthorRows& authors, const SelectedRows& selected, Visit&& visit) {
  std::vector<AuthorRow> some;
  for (std::uint32_t place = 0; place < authors.first_single(); ++place) {
    const std::span<const AuthorRow> rows = authors.of(place);
    if (place == 0) {
      for (const AuthorRow& row : rows) {
        if (selected[row.row]) visit(place, std::span(&row, 1));
      }
    } else if (selected.all()) {
      visit(place, rows);
    } else {
      // Without a branch: which are selected comes in no order.
      if (some.size() < rows.size()) some.resize(rows.size());
      std::size_t count = 0;
      for (const AuthorRow& row : rows) {
        some[count] = row;
        count += selected[row.row];
      }
      if (count > 0) visit(place, std::span(std::as_const(some)).first(count));
    }
  }
}

/// The same for authors with a single mention.
template <class Visit>
void each_single(const AuthorRows& authors, const SelectedRows& selected, Visit&& visit) {
  std::uint32_t place = authors.first_single();
  for (const AuthorRow& row : authors.singles()) {
    if (selected[row.row]) visit(place, std::span(&row, 1));
    ++place;
  }
}

}  // namespace earshot
