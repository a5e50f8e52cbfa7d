#include "insight/people.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "insight/author_rows.h"
#include "insight/kept.h"
#include "insight/ranks.h"
#include "text/cold_sort.h"
#include "text/fold.h"

namespace earshot {
namespace {

constexpr std::uint64_t kAbsent64 = ~std::uint64_t{0};

/// The sums are kAbsent64 where no mention gives the value.
struct Gathered {
  std::uint32_t place = 0, mentions = 0, days = 0, followers = kAbsent32;
  std::uint64_t reach = kAbsent64, engagement = kAbsent64;
};

void add(std::uint64_t& sum, std::uint32_t count) {
  if (count != kAbsent32) sum = (sum == kAbsent64 ? 0 : sum) + count;
}
Sum sum_of(std::uint64_t value) { return value == kAbsent64 ? Sum() : Sum(value); }

/// Bare of "@", folded.
std::string account_name(std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  std::string folded;
  fold(name, folded);
  return folded;
}

/// @param rows an author's, by hour
Gathered gather(std::uint32_t place, std::span<const AuthorRow> rows) {
  Gathered person;
  person.place = place;
  person.mentions = static_cast<std::uint32_t>(rows.size());
  std::int64_t before = AuthorRow::kUndated;
  for (const AuthorRow& row : rows) {
    add(person.reach, row.reach);
    add(person.engagement, row.engagement);
    if (row.followers != kAbsent32 && (person.followers == kAbsent32 || row.followers > person.followers)) {
      person.followers = row.followers;
    }
    if (row.hour == AuthorRow::kUndated) continue;
    const std::int64_t day = floor_div(row.hour, 24);
    person.days += day != before;
    before = day;
  }
  return person;
}

/// Mentions of each brand.
std::vector<std::uint64_t> brand_mentions(const View& view) {
  std::vector<std::uint64_t> sets(view.table.brand_sets()), mentions(view.brands.size());
  each_row(view.table, view.selection, [&](const Segment& segment, std::size_t row) { ++sets[segment.brands[row]]; });
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const std::uint32_t brand : view.table.brands(static_cast<BrandSetId>(set))) mentions[brand] += sets[set];
  }
  return mentions;
}

/// Counts the positive and negative mentions of listed brands, author by author.
class Votes {
 public:
  Votes(const View& view, std::span<const Profile> profiles, const Listing& brands)
      : camps_(brands.values.size(), std::array{Largest(kShownAuthors), Largest(kShownAuthors)}),
        authors_(brands.values.size()) {
    for (const Profile& profile : profiles) {
      begins_.push_back(static_cast<std::uint32_t>(votes_.size()));
      const auto named = view.table.brands(profile.brands);
      const auto aimed = view.table.aimed(profile.brands);
      for (std::size_t at = 0; at < named.size(); ++at) {
        const Label sign = aimed[at].value_or(profile.label);
        const std::size_t listed = brands.place[named[at]];
        if (listed == kListed || (sign != Label::Positive && sign != Label::Negative)) continue;
        votes_.push_back(static_cast<std::uint8_t>(listed << 1 | (sign == Label::Negative)));
      }
    }
    begins_.push_back(static_cast<std::uint32_t>(votes_.size()));
  }

  void count(std::string_view name, std::uint32_t author, std::span<const AuthorRow> rows) {
    std::uint32_t met = 0;
    for (const AuthorRow& row : rows) {
      for (std::uint32_t at = begins_[row.profile]; at < begins_[row.profile + 1]; ++at) {
        ++signs_[votes_[at] >> 1][votes_[at] & 1];
        met |= 1u << (votes_[at] >> 1);
      }
    }
    for (; met != 0; met &= met - 1) {
      const auto brand = static_cast<std::size_t>(std::countr_zero(met));
      const auto [positive, negative] = std::exchange(signs_[brand], {});
      const std::uint64_t most = std::max(positive, negative);
      if (most < kSeveral || most * 5 < (positive + negative) * 4) continue;
      const std::size_t side = negative > positive;
      ++authors_[brand][side];
      if (!camps_[brand][side].may_keep(most)) continue;
      camps_[brand][side].offer({most, name, static_cast<std::uint32_t>(voters_.size())});
      voters_.push_back({author, positive, negative});
    }
  }

  Camp take(std::size_t brand, std::size_t side) {
    Camp camp;
    camp.authors = authors_[brand][side];
    for (const Listable& one : camps_[brand][side].take()) camp.shown.push_back(voters_[one.value]);
    return camp;
  }

 private:
  std::vector<std::uint8_t> votes_;    // by profile: place of the brand, sign
  std::vector<std::uint32_t> begins_;  // by profile
  std::array<std::array<std::uint64_t, 2>, kListed> signs_ = {};  // of the author who is being counted
  std::vector<std::array<Largest, 2>> camps_;
  std::vector<std::array<std::uint64_t, 2>> authors_;
  std::vector<Voter> voters_;
};

}  // namespace

std::vector<std::uint32_t> brand_accounts(const Table& table, std::span<const Brand> of) {
  const StringPool& authors = table.authors;
  std::vector<std::uint32_t> brands(authors.size(), kNoBrand);
  std::vector<std::pair<std::string, std::uint32_t>> handles;
  for (std::uint32_t brand = 0; brand < of.size(); ++brand) {
    for (const std::string& handle : of[brand].handles) {
      handles.emplace_back(account_name(handle), brand);
    }
  }
  cold_sort(handles);
  std::vector<bool> sizes(256);  // what cannot be one by its size need not be folded
  for (const auto& [handle, brand] : handles) {
    if (handle.size() + 1 < sizes.size()) sizes[handle.size()] = sizes[handle.size() + 1] = true;
  }
  for (std::uint32_t author = 1; author < authors.size() && !handles.empty(); ++author) {
    if (authors[author].size() >= sizes.size() || !sizes[authors[author].size()]) continue;
    const std::string name = account_name(authors[author]);
    const auto found = std::ranges::lower_bound(handles, name, {},
                                                &std::pair<std::string, std::uint32_t>::first);
    if (found != handles.end() && found->first == name) brands[author] = found->second;
  }
  return brands;
}

std::optional<People> people(const View& view) {
  const Table& table = view.table;
  std::optional<AuthorRows> own;
  const AuthorRows& authors = author_rows(view, own);
  const SelectedRows selected(table, view.selection);
  std::vector<std::uint32_t> own_accounts;
  std::vector<std::uint32_t>& accounts = view.kept ? view.kept->accounts : own_accounts;
  if (accounts.empty()) accounts = brand_accounts(table, view.brands);
  People result;
  std::vector<Listable> named;
  const std::vector<std::uint64_t> mentions = brand_mentions(view);
  for (std::uint32_t brand = 0; brand < mentions.size(); ++brand) {
    named.push_back({mentions[brand], view.brands[brand].name, brand});
  }
  result.brands = list_largest(named, mentions.size());

  Votes votes(view, authors.profiles(), result.brands);
  std::vector<std::array<std::uint64_t, kTierNames.size()>> tiers(authors.profiles().size());  // mentions
  std::vector<Gathered> gathered;
  const auto take = [&](std::uint32_t place, std::span<const AuthorRow> rows) {
    const Gathered person = gather(place, rows);
    const auto tier = static_cast<std::size_t>(tier_of(person.followers));
    for (const AuthorRow& row : rows) ++tiers[row.profile][tier];
    TierFigures& figures = result.tiers[tier];
    if (person.engagement != kAbsent64) figures.engagement = figures.engagement.value_or(0) + person.engagement;
    if (place == 0) {
      ++result.unnamed;
      return;
    }
    ++figures.authors;
    result.parts[0] |= person.reach != kAbsent64;
    result.parts[1] |= person.engagement != kAbsent64;
    result.parts[2] |= person.days != 0;
    const std::uint32_t author = authors.author(place);
    if (rows.size() >= kSeveral && accounts[author] == kNoBrand) votes.count(table.authors[author], author, rows);
    gathered.push_back(person);
  };
  each_author(authors, selected, take);
  each_single(authors, selected, take);
  if (gathered.empty()) return std::nullopt;
  const std::size_t count = gathered.size();
  result.authors = count;
  for (std::size_t profile = 0; profile < tiers.size(); ++profile) {
    const auto label = static_cast<std::size_t>(authors.profiles()[profile].label);
    for (std::size_t tier = 0; tier < kTierNames.size(); ++tier) result.tiers[tier].labels[label] += tiers[profile][tier];
  }

  // Influence: the sum of doubled ranks. Absent is 0, below all others.
  std::vector<std::uint64_t> influence(count), values(count);
  const auto part = [](const Gathered& one, std::size_t which) {
    return which == 0 ? one.reach + 1 : which == 1 ? one.engagement + 1 : one.days;
  };
  std::uint64_t parts = 0;
  for (std::size_t which = 0; which < result.parts.size(); ++which) {
    if (!result.parts[which]) continue;
    ++parts;
    for (std::size_t at = 0; at < count; ++at) values[at] = part(gathered[at], which);
    const std::vector<std::uint64_t> ranks = doubled_ranks(values);
    for (std::size_t at = 0; at < count; ++at) influence[at] += ranks[at];
  }

  // Who is listed.
  const auto list = [&](std::vector<Author>& shown, auto&& size_of) {
    Largest largest(kShownAuthors);
    for (std::uint32_t at = 0; at < count; ++at) {
      const std::uint64_t size = size_of(at);
      if (size > 0 && largest.may_keep(size)) largest.offer({size, table.authors[authors.author(gathered[at].place)], at});
    }
    for (const Listable& one : largest.take()) {
      const Gathered& person = gathered[one.value];
      Author& author = shown.emplace_back();
      author = {authors.author(person.place), person.mentions, person.days, sum_of(person.reach),
                sum_of(person.engagement), {}, {}, 0, 0};
      if (person.followers != kAbsent32) author.followers = person.followers;
      if (parts > 0) {
        author.influence = 100 * static_cast<double>(influence[one.value]) /
                           static_cast<double>(2 * count * parts);
      }
      const AuthorRow* first = nullptr;
      for (const AuthorRow& row : authors.of(person.place)) {
        if (!selected[row.row]) continue;
        if (!first || row.row < first->row) first = &row;
        ++author.labels[static_cast<std::size_t>(authors.profiles()[row.profile].label)];
      }
      author.platform = authors.profiles()[first->profile].platform;
    }
  };
  list(result.by_mentions, [&](std::size_t at) { return gathered[at].mentions; });
  list(result.by_reach, [&](std::size_t at) { return part(gathered[at], 0); });
  list(result.by_engagement, [&](std::size_t at) { return part(gathered[at], 1); });
  list(result.by_influence, [&](std::size_t at) { return influence[at]; });
  for (std::size_t brand = 0; brand < result.brands.values.size(); ++brand) {
    result.advocates.push_back(votes.take(brand, 0));
    result.detractors.push_back(votes.take(brand, 1));
  }

  // How much of the talk the few make.
  for (std::size_t at = 0; at < count; ++at) values[at] = gathered[at].mentions;
  result.top_authors = (count + 99) / 100;
  std::int64_t spread = 0;
  std::uint64_t less = 0;
  for (const auto& [value, times] : value_counts(values)) {
    const std::uint64_t wrote = value * times, end = less + times;
    result.named += wrote;
    // The sum of 2i - n - 1 over i from less + 1 to end.
    spread += (static_cast<std::int64_t>(less + end) - static_cast<std::int64_t>(count)) * static_cast<std::int64_t>(wrote);
    if (const std::uint64_t top = count - result.top_authors; end > top) {
      result.top_mentions += value * (end - std::max(less, top));
    }
    less = end;
  }
  result.gini = static_cast<double>(spread) / (static_cast<double>(count) * static_cast<double>(result.named));
  return result;
}

}  // namespace earshot
