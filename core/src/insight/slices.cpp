#include "insight/slices.h"

#include <algorithm>
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
  std::uint32_t reach, engagement;
};

void add(Talk& talk, const Added& added) {
  ++talk.labels[static_cast<std::size_t>(added.label)];
  talk.complaints += added.complains;
  talk.weight += added.weight;
  if (added.reach != kAbsent32) talk.reach = talk.reach.value_or(0) + added.reach * added.weight;
  if (added.engagement != kAbsent32) {
    talk.engagement = talk.engagement.value_or(0) + added.engagement * added.weight;
  }
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

std::vector<Slice> empty_slices(std::size_t count, std::size_t brands) {
  std::vector<Slice> slices(count);
  for (std::size_t at = 0; at < count; ++at) {
    slices[at].value = static_cast<std::uint32_t>(at);
    slices[at].brands.resize(brands);
  }
  return slices;
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
  std::ranges::sort_heap(best_, listed_before);
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

  std::array<Listing, 3> listings;  // platform, language, country
  const std::vector<std::uint64_t>* const counts[] = {&platforms, &languages, &countries};
  for (std::size_t at = 0; at < listings.size(); ++at) {
    if (!wants(By(at))) continue;
    listings[at] = list_named(view, By(at), *counts[at]);
    Slices::Dimension& dimension = result.by[at];
    dimension.slices = empty_slices(listings[at].values.size(), cells);
    for (std::size_t place = 0; place < dimension.slices.size(); ++place) {
      dimension.slices[place].value = listings[at].values[place];
    }
    dimension.left_out = listings[at].left_out;
  }
  const auto dimension = [&](By by) -> std::vector<Slice>& {
    return result.by[static_cast<std::size_t>(by)].slices;
  };
  if (wants(By::Topics)) dimension(By::Topics) = empty_slices(view.settings.topics.size(), cells);
  if (wants(By::Intents)) dimension(By::Intents) = empty_slices(kIntentNames.size(), cells);
  if (dated) {
    result.step = step_for(last - first);
    const std::int64_t end = start_of(result.step, last);
    for (std::int64_t start = start_of(result.step, first); start <= end;
         start = next_start(result.step, start)) {
      result.starts.push_back(start);
    }
    dimension(By::Points) = empty_slices(result.starts.size(), cells);
  }

  std::vector<Slice*> in;  // the slices that a row belongs to
  std::size_t point = 0;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    in.clear();
    const std::uint32_t values[] = {segment.platform[row], segment.language[row],
                                    segment.country[row]};
    for (std::size_t at = 0; at < listings.size(); ++at) {
      if (!wants(By(at))) continue;
      const std::size_t place = listings[at].place[values[at]];
      if (place < kListed) in.push_back(&result.by[at].slices[place]);
    }
    const LabelSet& labels = table.labels(segment.labels[row]);
    const auto add_set = [&](By by, std::uint32_t set) {
      if (!wants(by)) return;
      std::vector<Slice>& slices = dimension(by);
      for (std::size_t at = 0; set != 0 && at < slices.size(); ++at, set >>= 1) {
        if (set & 1) in.push_back(&slices[at]);
      }
    };
    add_set(By::Topics, labels.topics);
    add_set(By::Intents, labels.intents);
    if (dated) {
      const Time time = table.time(segment, row);
      if (time.present()) {
        const std::int64_t local = local_ms(time, cursor);
        const std::vector<std::int64_t>& starts = result.starts;
        if (local < starts[point] || (point + 1 < starts.size() && local >= starts[point + 1])) {
          point = static_cast<std::size_t>(std::ranges::upper_bound(starts, local) - starts.begin()) - 1;
        }
        in.push_back(&dimension(By::Points)[point]);
      }
    }
    const Label label = segment.label[row];
    Added added{label, (labels.intents & kComplaints) != 0, 0, kAbsent32, kAbsent32};
    add(result.all, added);
    for (Slice* const slice : in) add(slice->all, added);
    const auto of = table.brands(segment.brands[row]);
    if (of.empty()) return;
    const auto aimed = table.aimed(segment.brands[row]);
    added.weight = result.counting.weight(of.size());
    added.reach = segment.reach[row];
    added.engagement = own_engagement(segment, row);
    for (std::size_t at = 0; at < of.size(); ++at) {
      const std::size_t cell = std::min<std::size_t>(result.brands.place[of[at]], cells - 1);
      added.label = aimed[at].value_or(label);
      add(result.whole[cell], added);
      for (Slice* const slice : in) add(slice->brands[cell], added);
    }
  });
  return result;
}

}  // namespace earshot
