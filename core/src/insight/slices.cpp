#include "insight/slices.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "classify/language.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr IntentSet kComplaints = 1u << static_cast<unsigned>(Intent::Complaint) |
                                  1u << static_cast<unsigned>(Intent::Fault);

/// What a mention adds to each count that it belongs to.
struct Added {
  Label label;
  bool complains;
  std::uint64_t weight;
};

inline void add(Talk& talk, const Added& added) {
  ++talk.labels[static_cast<std::size_t>(added.label)];
  talk.complaints += added.complains;
  talk.weight += added.weight;
}

inline void add_part(Sum& sum, std::uint32_t value, std::uint64_t weight) {
  sum = sum.value_or(0) + value * weight;
}

template <class Counts>
Listing list_named(const View& view, By by, const Counts& counts) {
  std::vector<Listable> values;
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    if (counts[value] > 0) values.push_back({counts[value], slice_name(view, by, value), value});
  }
  return list_largest(values, counts.size());
}

/// However small, what the others are compared with comes into the list.
void list_own(std::span<const Brand> brands, std::span<const std::uint64_t> mentions, Listing& listing) {
  const auto own = [&](std::uint32_t brand) { return brands[brand].own; };
  if (listing.left_out == 0 || std::ranges::any_of(listing.values, own)) return;
  for (std::uint32_t brand = 0; brand < brands.size(); ++brand) {
    if (!own(brand) || mentions[brand] == 0) continue;
    std::swap(listing.place[brand], listing.place[listing.values.back()]);
    listing.values.back() = brand;
    return;
  }
}

}  // namespace

bool listed_before(const Listable& a, const Listable& b) {
  if (a.size != b.size) return a.size > b.size;
  const int names = a.name.compare(b.name);
  return names != 0 ? names < 0 : a.value < b.value;
}

void Largest::offer(const Listable& value) {
  if (best_.size() == capacity_) {
    ++left_out_;
    if (!listed_before(value, best_.front())) return;
    std::ranges::pop_heap(best_, listed_before);
    best_.pop_back();
  }
  best_.push_back(value);
  std::ranges::push_heap(best_, listed_before);
}

std::vector<Listable> Largest::take() {
  cold_sort(best_, listed_before);
  return std::move(best_);
}

Listing list_largest(std::span<const Listable> values, std::size_t count) {
  Listing listing;
  listing.place.assign(count, kListed);
  Largest largest;
  for (const Listable& value : values) {
    if (value.size > 0) largest.offer(value);
  }
  listing.left_out = largest.left_out();
  for (const Listable& value : largest.take()) {
    listing.place[value.value] = static_cast<std::uint8_t>(listing.values.size());
    listing.values.push_back(value.value);
  }
  return listing;
}

Counting counting_of(const Settings& settings) { return {settings.fractional}; }

std::optional<Estimate> share_of_voice(std::uint64_t weight, std::uint64_t total,
                                       Counting counting) {
  if (total == 0) return std::nullopt;
  return wilson_of_share(static_cast<double>(weight) / static_cast<double>(total),
                         static_cast<double>(total) / static_cast<double>(counting.unit()));
}

std::uint64_t all_weight(std::span<const Talk> brands) {
  std::uint64_t sum = 0;
  for (const Talk& talk : brands) sum += talk.weight;
  return sum;
}

std::string_view slice_name(const View& view, By by, std::uint32_t value) {
  switch (by) {
    case By::Platforms: return view.table.platforms[value];
    case By::Languages: return language_code(static_cast<Language>(value));
    case By::Countries: return view.table.countries[value];
    case By::Topics: return view.settings.topics.name(value);
    case By::Intents: return kIntentNames[value];
    case By::Points: break;
  }
  return "";
}

std::vector<std::uint64_t> brand_weights(const View& view) {
  const Table& table = view.table;
  const Counting counting = counting_of(view.settings);
  std::vector<std::uint64_t> sets(table.brand_sets()), weights(view.brands.size());
  each_row(table, view.selection,
           [&](const Segment& segment, std::size_t row) { ++sets[segment.brands[row]]; });
  for (std::size_t set = 1; set < sets.size(); ++set) {
    const auto brands = table.brands(static_cast<BrandSetId>(set));
    for (const std::uint32_t brand : brands) weights[brand] += sets[set] * counting.weight(brands.size());
  }
  return weights;
}

Slices slice(const View& view, unsigned wanted) {
  const Table& table = view.table;
  const auto wants = [wanted](By by) { return (wanted & bit(by)) != 0; };
  const bool sums = (wanted & kSums) != 0;
  Slices result;
  result.counting = counting_of(view.settings);

  // First what there is room for.
  std::vector<std::uint64_t> sets(table.brand_sets()), brands(view.brands.size()),
      platforms(table.platforms.size()), countries(table.countries.size()), languages(kLanguageCount);
  bool dated = false;
  std::int64_t first = 0, last = 0;
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    ++sets[segment.brands[row]];
    ++platforms[segment.platform[row]];
    ++countries[segment.country[row]];
    ++languages[segment.language[row]];
    if (!wants(By::Points)) return;
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    first = dated ? std::min(first, local) : local;
    last = dated ? std::max(last, local) : local;
    dated = true;
  });
  for (std::size_t set = 1; set < sets.size(); ++set) {
    for (const std::uint32_t brand : table.brands(static_cast<BrandSetId>(set))) {
      brands[brand] += sets[set];
    }
  }
  std::vector<Listable> named;
  for (std::uint32_t brand = 0; brand < brands.size(); ++brand) {
    named.push_back({brands[brand], view.brands[brand].name, brand});
  }
  result.brands = list_largest(named, brands.size());
  list_own(view.brands, brands, result.brands);
  const std::size_t cells = result.brands.values.size() + 1;
  result.whole.resize(cells);

  // Slices beside each other: of each the talk of all, then that of each brand.
  const std::size_t width = cells + 1;
  std::vector<Talk> talks;
  std::array<std::size_t, kByCount> begins = {};
  const auto make_room = [&](By by, std::size_t count) {
    begins[static_cast<std::size_t>(by)] = talks.size();
    result.by[static_cast<std::size_t>(by)].slices.resize(count);
    talks.resize(talks.size() + count * width);
  };
  std::array<Listing, 3> listings;  // platform, language, country
  const std::vector<std::uint64_t>* const counts[] = {&platforms, &languages, &countries};
  for (std::size_t at = 0; at < listings.size(); ++at) {
    if (!wants(By(at))) continue;
    listings[at] = list_named(view, By(at), *counts[at]);
    make_room(By(at), listings[at].values.size());
    result.by[at].left_out = listings[at].left_out;
  }
  if (wants(By::Topics)) make_room(By::Topics, view.settings.topics.size());
  if (wants(By::Intents)) make_room(By::Intents, kIntentNames.size());
  if (dated) {
    result.step = step_for(last - first);
    const std::int64_t end = start_of(result.step, last);
    for (std::int64_t start = start_of(result.step, first); start <= end;
         start = next_start(result.step, start)) {
      result.starts.push_back(start);
    }
    make_room(By::Points, result.starts.size());
  }

  std::vector<Talk*> in;  // the slices that a row belongs to
  const auto enter = [&](By by, std::size_t place) {
    in.push_back(&talks[begins[static_cast<std::size_t>(by)] + place * width]);
  };
  std::size_t point = 0;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    in.clear();
    const std::uint32_t values[] = {segment.platform[row], segment.language[row],
                                    segment.country[row]};
    for (std::size_t at = 0; at < listings.size(); ++at) {
      if (!wants(By(at))) continue;
      const std::size_t place = listings[at].place[values[at]];
      if (place < kListed) enter(By(at), place);
    }
    const LabelSet& labels = table.labels(segment.labels[row]);
    const auto enter_set = [&](By by, std::uint32_t set) {
      if (!wants(by)) return;
      const std::size_t size = result[by].slices.size();
      for (; set != 0; set &= set - 1) {
        const auto at = static_cast<std::size_t>(std::countr_zero(set));
        if (at < size) enter(by, at);
      }
    };
    enter_set(By::Topics, labels.topics);
    enter_set(By::Intents, labels.intents);
    if (dated) {
      const Time time = table.time(segment, row);
      if (time.present()) {
        const std::int64_t local = local_ms(time, cursor);
        const std::vector<std::int64_t>& starts = result.starts;
        if (local < starts[point] || (point + 1 < starts.size() && local >= starts[point + 1])) {
          point = static_cast<std::size_t>(std::ranges::upper_bound(starts, local) - starts.begin()) - 1;
        }
        enter(By::Points, point);
      }
    }
    const Label label = segment.label[row];
    Added added{label, (labels.intents & kComplaints) != 0, 0};
    add(result.all, added);
    for (Talk* const slice : in) add(*slice, added);
    const auto of = table.brands(segment.brands[row]);
    if (of.empty()) return;
    const auto aimed = table.aimed(segment.brands[row]);
    added.weight = result.counting.weight(of.size());
    const std::uint32_t reach = segment.reach[row], engagement = own_engagement(segment, row);
    for (std::size_t at = 0; at < of.size(); ++at) {
      const std::size_t cell = std::min<std::size_t>(result.brands.place[of[at]], cells - 1);
      added.label = aimed[at].value_or(label);
      add(result.whole[cell], added);
      for (Talk* const slice : in) add(slice[1 + cell], added);
      if (!sums) continue;
      if (reach != kAbsent32) {
        for (Talk* const slice : in) add_part(slice[1 + cell].reach, reach, added.weight);
      }
      if (engagement != kAbsent32) {
        for (Talk* const slice : in) add_part(slice[1 + cell].engagement, engagement, added.weight);
      }
    }
  });
  for (std::size_t by = 0; by < kByCount; ++by) {
    auto next = talks.cbegin() + static_cast<std::ptrdiff_t>(begins[by]);
    for (std::size_t place = 0; Slice& one : result.by[by].slices) {
      one.value = by < listings.size() ? listings[by].values[place] : static_cast<std::uint32_t>(place);
      one.all = *next;
      one.brands.assign(next + 1, next + static_cast<std::ptrdiff_t>(width));
      next += static_cast<std::ptrdiff_t>(width);
      ++place;
    }
  }
  return result;
}

}  // namespace earshot
