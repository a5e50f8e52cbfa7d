// The mentions of the whole table, author by author, with what questions about authors ask of each: read
// one after another, instead of looking up each mention's author in turn.
#pragma once

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

class AuthorRows {
 public:
  AuthorRows(const Table& table, const Zone& zone, std::span<const Input> inputs);

  std::span<const Profile> profiles() const { return profiles_; }
  std::uint32_t authors() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::size_t size() const { return ends_.back(); }
  std::span<const AuthorRow> rows() const { return {rows_.get(), size()}; }
  /// Of an author by hour, then row; of nobody (0) by row.
  std::span<const AuthorRow> of(std::uint32_t author) const {
    const std::size_t begin = author == 0 ? 0 : ends_[author - 1];
    return {rows_.get() + begin, ends_[author] - begin};
  }
  /// Seeded hashes that throw authors, and mentions without one, together into 256 groups.
  std::uint8_t group(std::uint32_t author) const { return groups_[author]; }
  std::uint8_t group_of_unnamed(std::size_t at) const { return unnamed_groups_[at]; }

 private:
  std::unique_ptr<AuthorRow[]> rows_;
  std::vector<std::uint32_t> ends_;  // by author
  std::vector<Profile> profiles_;
  std::vector<std::uint8_t> groups_, unnamed_groups_;
};

/// Those kept with the view, else `own`, made on demand.
const AuthorRows& author_rows(const View& view, std::optional<AuthorRows>& own);

/// The rows of a selection as bits, to be asked for in any order.
class SelectedRows {
 public:
  SelectedRows(const Table& table, const Selection& selection);
  bool all() const { return all_; }
  bool operator[](RowId row) const { return (bits_[row / 64] >> row % 64 & 1) != 0; }

 private:
  bool all_;
  std::vector<std::uint64_t> bits_;  // none where all are selected
};

/// Calls `visit(author, rows)` for each author that has selected rows, these in order; nobody comes first,
/// and is visited once for each row.
template <class Visit>
void each_author(const AuthorRows& authors, const SelectedRows& selected, Visit&& visit) {
  std::vector<AuthorRow> some;
  for (std::uint32_t author = 0; author < authors.authors(); ++author) {
    const std::span<const AuthorRow> rows = authors.of(author);
    if (author == 0 || rows.size() == 1) {
      for (const AuthorRow& row : rows) {
        if (selected.all() || selected[row.row]) visit(author, std::span(&row, 1));
      }
    } else if (selected.all()) {
      if (!rows.empty()) visit(author, rows);
    } else {
      // Without a branch: which are selected comes in no order.
      if (some.size() < rows.size()) some.resize(rows.size());
      std::size_t count = 0;
      for (const AuthorRow& row : rows) {
        some[count] = row;
        count += selected[row.row];
      }
      if (count > 0) visit(author, std::span(std::as_const(some)).first(count));
    }
  }
}

}  // namespace earshot
