#include "insight/people.h"

#include <algorithm>
#include <string>

#include "insight/ranks.h"
#include "text/cold_sort.h"
#include "text/fold.h"

namespace earshot {
namespace {

constexpr std::uint64_t kAbsent64 = ~std::uint64_t{0};

struct Gathered {
  std::uint32_t author = 0, mentions = 0, days = 0, followers = kAbsent32;
  std::uint64_t reach = kAbsent64, engagement = kAbsent64;
};

void add(std::uint64_t& sum, std::uint32_t count) {
  if (count != kAbsent32) sum = (sum == kAbsent64 ? 0 : sum) + count;
}
void add(Sum& sum, std::uint32_t count) {
  if (count != kAbsent32) sum = sum.value_or(0) + count;
}
Sum sum_of(std::uint64_t value) { return value == kAbsent64 ? Sum() : Sum(value); }

/// Bare of "@", folded.
std::string account_name(std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  std::string folded;
  fold(name, folded);
  return folded;
}

/// How many different days each author spoke on.
void count_days(const View& view, std::span<const std::uint32_t> places, std::span<Gathered> authors) {
  std::vector<std::uint64_t> keys;
  ZoneCursor cursor(view.zone);
  each_row(view.table, view.selection, [&](const Segment& segment, std::size_t row) {
    if (segment.author[row] == 0) return;
    const Time time = view.table.time(segment, row);
    if (!time.present()) return;
    const std::uint32_t place = places[segment.author[row]];
    if (authors[place].mentions == 1) {
      authors[place].days = 1;
      return;
    }
    const std::int64_t day = floor_div(local_ms(time, cursor), kDayMs);
    keys.push_back(std::uint64_t{place} << 32 | static_cast<std::uint32_t>(day));
  });
  std::uint64_t before = kAbsent64;
  for (const std::uint32_t at : ascending(keys)) {
    if (keys[at] != before) ++authors[keys[at] >> 32].days;
    before = keys[at];
  }
}

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
  People result;
  constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
  std::vector<std::uint32_t> places(table.authors.size(), kNowhere);
  std::vector<Gathered> gathered;
  std::vector<std::uint64_t> brand_mentions(view.brands.size());
  bool dated = false;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    for (const std::uint32_t brand : table.brands(segment.brands[row])) ++brand_mentions[brand];
    const std::uint32_t author = segment.author[row];
    if (author == 0) {
      ++result.unnamed;
      return;
    }
    if (places[author] == kNowhere) {
      places[author] = static_cast<std::uint32_t>(gathered.size());
      gathered.emplace_back().author = author;
    }
    Gathered& person = gathered[places[author]];
    ++person.mentions;
    add(person.reach, segment.reach[row]);
    add(person.engagement, own_engagement(segment, row));
    const std::uint32_t followers = segment.followers[row];
    if (followers != kAbsent32 && (person.followers == kAbsent32 || followers > person.followers)) {
      person.followers = followers;
    }
    dated = dated || table.time(segment, row).present();
  });
  if (gathered.empty()) return std::nullopt;
  const std::size_t count = gathered.size();
  result.authors = count;
  count_days(view, places, gathered);

  // Influence: the sum of doubled ranks. Absent is 0, below all others.
  std::vector<std::uint64_t> influence(count), values(count);
  result.parts = {std::ranges::any_of(gathered, [](const Gathered& one) { return one.reach != kAbsent64; }),
                  std::ranges::any_of(gathered, [](const Gathered& one) { return one.engagement != kAbsent64; }),
                  dated};
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
  std::vector<std::uint8_t> shown(count);
  std::vector<Author>* const lists[] = {&result.by_mentions, &result.by_reach, &result.by_engagement,
                                        &result.by_influence};
  for (std::size_t list = 0; list < std::size(lists); ++list) {
    Largest largest(kShownAuthors);
    for (std::uint32_t at = 0; at < count; ++at) {
      const Gathered& one = gathered[at];
      const std::uint64_t size = list == 0   ? one.mentions
                                 : list == 3 ? influence[at]
                                             : part(one, list - 1);
      if (size > 0) largest.offer({size, table.authors[one.author], at});
    }
    for (const Listable& one : largest.take()) {
      const Gathered& person = gathered[one.value];
      shown[one.value] = 1;
      Author& author = lists[list]->emplace_back();
      author = {person.author, person.mentions, person.days, sum_of(person.reach),
                sum_of(person.engagement), {}, {}, 0, 0};
      if (person.followers != kAbsent32) author.followers = person.followers;
      if (parts > 0) {
        author.influence = 100 * static_cast<double>(influence[one.value]) /
                           static_cast<double>(2 * count * parts);
      }
    }
  }

  // What is said by whom.
  std::vector<Listable> named;
  for (std::uint32_t brand = 0; brand < brand_mentions.size(); ++brand) {
    named.push_back({brand_mentions[brand], view.brands[brand].name, brand});
  }
  result.brands = list_largest(named, brand_mentions.size());
  const std::vector<std::uint32_t> accounts = brand_accounts(table, view.brands);
  std::vector<std::uint64_t> votes;  // author, place of the brand, sign
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const std::uint32_t author = segment.author[row];
    const auto label = static_cast<std::size_t>(segment.label[row]);
    const std::uint32_t place = places[author];
    TierFigures& tier = result.tiers[static_cast<std::size_t>(
        tier_of(author == 0 ? segment.followers[row] : gathered[place].followers))];
    ++tier.labels[label];
    add(tier.engagement, own_engagement(segment, row));
    if (author == 0) return;
    if (shown[place]) {
      for (std::vector<Author>* list : lists) {
        for (Author& one : *list) {
          if (one.author != author) continue;
          if (total(one.labels) == 0) one.platform = segment.platform[row];
          ++one.labels[label];
        }
      }
    }
    if (gathered[place].mentions < kSeveral || accounts[author] != kNoBrand) return;
    const auto brands = table.brands(segment.brands[row]);
    const auto aimed = table.aimed(segment.brands[row]);
    for (std::size_t at = 0; at < brands.size(); ++at) {
      const Label sign = aimed[at].value_or(segment.label[row]);
      const std::uint64_t listed = result.brands.place[brands[at]];
      if (listed == kListed || (sign != Label::Positive && sign != Label::Negative)) continue;
      votes.push_back(std::uint64_t{place} << 32 | listed << 1 | (sign == Label::Negative));
    }
  });
  for (const Gathered& one : gathered) {
    ++result.tiers[static_cast<std::size_t>(tier_of(one.followers))].authors;
  }

  result.advocates.resize(result.brands.values.size());
  result.detractors.resize(result.brands.values.size());
  std::vector<std::array<Largest, 2>> camps(
      result.brands.values.size(), std::array{Largest(kShownAuthors), Largest(kShownAuthors)});
  const std::vector<std::uint32_t> order = ascending(votes);
  const auto counts_of = [&](std::size_t begin, std::size_t& end) {
    std::array<std::uint64_t, 2> signs = {};
    for (end = begin; end < order.size() && votes[order[end]] >> 1 == votes[order[begin]] >> 1; ++end) {
      ++signs[votes[order[end]] & 1];
    }
    return signs;
  };
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const auto signs = counts_of(begin, end);
    const std::uint64_t vote = votes[order[begin]];
    const std::uint64_t most = std::max(signs[0], signs[1]);
    if (most < kSeveral || most * 5 < (signs[0] + signs[1]) * 4) continue;
    const std::size_t side = signs[1] > signs[0], brand = (vote & 0xffffffff) >> 1;
    ++(side == 0 ? result.advocates : result.detractors)[brand].authors;
    // Told by where their votes begin.
    camps[brand][side].offer({most, table.authors[gathered[vote >> 32].author],
                              static_cast<std::uint32_t>(begin)});
  }
  for (std::size_t brand = 0; brand < camps.size(); ++brand) {
    for (std::size_t side = 0; side < 2; ++side) {
      Camp& camp = (side == 0 ? result.advocates : result.detractors)[brand];
      for (const Listable& one : camps[brand][side].take()) {
        std::size_t end = 0;
        const auto signs = counts_of(one.value, end);
        camp.shown.push_back({gathered[votes[order[one.value]] >> 32].author, signs[0], signs[1]});
      }
    }
  }

  // How much of the talk the few make.
  for (std::size_t at = 0; at < count; ++at) values[at] = gathered[at].mentions;
  result.top_authors = (count + 99) / 100;
  std::int64_t spread = 0;
  std::int64_t rank = 1 - static_cast<std::int64_t>(count);  // 2i - n - 1
  std::uint64_t left = count;
  for (const std::uint32_t at : ascending(values)) {
    result.named += values[at];
    if (left-- <= result.top_authors) result.top_mentions += values[at];
    spread += rank * static_cast<std::int64_t>(values[at]);
    rank += 2;
  }
  result.gini = static_cast<double>(spread) / (static_cast<double>(count) * static_cast<double>(result.named));
  return result;
}

}  // namespace earshot
