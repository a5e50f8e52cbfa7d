#include "insight/slices.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <utility>

#include "classify/language.h"
#include "insight/grid.h"
#include "insight/hash_index.h"
#include "text/cold_sort.h"
#include "text/seldom.h"

namespace earshot {
namespace {

constexpr IntentSet kComplaints = 1u << static_cast<unsigned>(Intent::Complaint) |
                                  1u << static_cast<unsigned>(Intent::Fault);

template <class Counts>
EARSHOT_SELDOM Listing list_named(const View& view, By by, const Counts& counts) {
  std::vector<Listable> values;
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    if (counts[value] > 0) values.push_back({counts[value], slice_name(view, by, value), value});
  }
  return list_largest(values, counts.size());
}

/// However small, what the others are compared with comes into the list.
EARSHOT_SELDOM void list_own(std::span<const Brand> brands, std::span<const std::uint64_t> mentions, Listing& listing) {
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

EARSHOT_SELDOM std::vector<Listable> Largest::take() {
  cold_sort(best_, listed_before);
  return std::move(best_);
}

EARSHOT_SELDOM Listing list_largest(std::span<const Listable> values, std::size_t count) {
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

EARSHOT_SELDOM std::uint64_t all_weight(std::span<const Talk> brands) {
  std::uint64_t sum = 0;
  for (const Talk& talk : brands) sum += talk.weight;
  return sum;
}

EARSHOT_SELDOM std::string_view slice_name(const View& view, By by, std::uint32_t value) {
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
  std::vector<std::uint64_t> sets(view.table.brand_sets());
  each_row(view.table, view.selection,
           [&](const Segment& segment, std::size_t row) { ++sets[segment.brands[row]]; });
  return brand_weights(view, sets);
}

EARSHOT_SELDOM std::vector<std::uint64_t> brand_weights(const View& view, std::span<const std::uint64_t> sets) {
  const Counting counting = counting_of(view.settings);
  std::vector<std::uint64_t> weights(view.brands.size());
  for (std::size_t set = 1; set < sets.size(); ++set) {
    const auto brands = view.table.brands(static_cast<BrandSetId>(set));
    for (const std::uint32_t brand : brands) weights[brand] += sets[set] * counting.weight(brands.size());
  }
  return weights;
}

void PointCursor::move(std::int64_t local) {
  const auto after = std::ranges::upper_bound(starts_, local);
  at_ = static_cast<std::size_t>(after - starts_.begin()) - 1;
  begin_ = starts_[at_];
  end_ = after == starts_.end() ? std::numeric_limits<std::int64_t>::max() : *after;
}

OutlineCounts::OutlineCounts(const Table& table)
    : sets(table.brand_sets()), platforms(table.platforms.size()), languages(kLanguageCount),
      countries(table.countries.size()) {}

Outline outline(const View& view, unsigned wanted) {
  const Table& table = view.table;
  const auto wants = [wanted](By by) { return (wanted & bit(by)) != 0; };
  OutlineCounts counts(table);
  auto& [sets, platforms, languages, countries, dated, first, last] = counts;
  ZoneCursor cursor(view.zone);
  each_segment(table, view.selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    for (const std::size_t row : rows) ++sets[segment.brands[row]];
    if (wants(By::Platforms)) for (const std::size_t row : rows) ++platforms[segment.platform[row]];
    if (wants(By::Languages)) for (const std::size_t row : rows) ++languages[segment.language[row]];
    if (wants(By::Countries)) for (const std::size_t row : rows) ++countries[segment.country[row]];
    if (!wants(By::Points)) return;
    for (const std::size_t row : rows) {
      const Time time = table.time(segment, row);
      if (!time.present()) continue;
      const std::int64_t local = local_ms(time, cursor);
      first = dated ? std::min(first, local) : local;
      last = dated ? std::max(last, local) : local;
      dated = true;
    }
  });
  return outline(view, wanted, counts);
}

EARSHOT_SELDOM Outline outline(const View& view, unsigned wanted, const OutlineCounts& given) {
  const Table& table = view.table;
  const auto wants = [wanted](By by) { return (wanted & bit(by)) != 0; };
  const auto& [sets, platforms, languages, countries, dated, first, last] = given;
  Outline result;
  std::vector<std::uint64_t> brands(view.brands.size());
  for (std::size_t set = 1; set < sets.size(); ++set) {
    if (sets[set] == 0) continue;
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
  const std::vector<std::uint32_t>* const counts[] = {&platforms, &languages, &countries};
  for (std::size_t at = 0; at < result.values.size(); ++at) {
    if (wants(By(at))) result.values[at] = list_named(view, By(at), *counts[at]);
  }
  if (dated) {
    result.step = step_for(last - first);
    const std::int64_t end = start_of(result.step, last);
    for (std::int64_t start = start_of(result.step, first); start <= end;
         start = next_start(result.step, start)) {
      result.starts.push_back(start);
    }
  }
  return result;
}

Slices slice(const View& view, unsigned wanted) {
  const Table& table = view.table;
  const auto wants = [wanted](By by) { return (wanted & bit(by)) != 0; };
  Slices result;
  result.counting = counting_of(view.settings);
  Outline found = outline(view, wanted);
  result.brands = std::move(found.brands);
  result.step = found.step;
  result.starts = std::move(found.starts);
  const std::size_t cells = result.brands.values.size() + 1;
  result.whole.resize(cells);
  const std::size_t topics = view.settings.topics.size();
  const std::size_t sizes[] = {found.values[0].values.size(), found.values[1].values.size(),
                               found.values[2].values.size(), topics, kIntentNames.size(), result.starts.size()};
  for (std::size_t by = 0; by < kByCount; ++by) {
    std::vector<Slice>& slices = result.by[by].slices;
    if (wants(By(by))) slices.resize(sizes[by]);
    for (std::size_t place = 0; Slice& slice : slices) {
      slice.value = by < found.values.size() ? found.values[by].values[place] : static_cast<std::uint32_t>(place);
      slice.brands.resize(cells);
      ++place;
    }
    if (by < found.values.size()) result.by[by].left_out = found.values[by].left_out;
  }

  // Of sets of labels: whether they complain; which different sets of topics and of intents they hold.
  std::vector<std::uint8_t> complains(table.label_sets());
  std::array<std::vector<std::uint32_t>, 2> places, sets;  // topics, intents
  for (std::size_t which = 0; which < 2; ++which) {
    if (!wants(which == 0 ? By::Topics : By::Intents)) continue;
    HashIndex index;
    for (LabelSetId id = 0; id < table.label_sets(); ++id) {
      const LabelSet& labels = table.labels(id);
      const std::uint32_t set = which == 0 ? labels.topics : labels.intents;
      std::uint32_t& place = index[set];
      if (place == HashIndex::kNone) {
        place = static_cast<std::uint32_t>(sets[which].size());
        sets[which].push_back(set);
      }
      places[which].push_back(place);
    }
  }
  for (LabelSetId id = 0; id < table.label_sets(); ++id) {
    complains[id] = (table.labels(id).intents & kComplaints) != 0;
  }

  const auto add = [&](Talk& all, std::vector<Talk>& brands, std::size_t kind, std::uint32_t count) {
    const auto label = static_cast<Label>(kind / 2 % kLabelCount);
    const auto add_one = [&](Talk& talk, Label its, std::uint64_t weight) {
      talk.labels[static_cast<std::size_t>(its)] += count;
      talk.complaints += kind % 2 * count;
      talk.weight += weight * count;
    };
    add_one(all, label, 0);
    const auto set = static_cast<BrandSetId>(kind / 2 / kLabelCount);
    const auto of = table.brands(set);
    if (of.empty()) return;
    const auto aimed = table.aimed(set);
    const std::uint64_t weight = result.counting.weight(of.size());
    for (std::size_t at = 0; at < of.size(); ++at) {
      const std::size_t cell = std::min<std::size_t>(result.brands.place[of[at]], cells - 1);
      add_one(brands[cell], aimed[at].value_or(label), weight);
    }
  };
  const std::size_t kinds = table.brand_sets() * kLabelCount * 2;
  // Every mention has one place in each dimension: the first that is wanted makes up the whole.
  const bool alone = wanted == 0;
  const auto first_wanted = static_cast<std::size_t>(std::countr_zero(wanted));
  Grid whole(alone ? 1 : 0, kinds);
  const auto add_whole = [&](std::size_t, std::size_t kind, std::uint32_t count) {
    add(result.all, result.whole, kind, count);
  };
  // Of each dimension a grid; a mention that no list has room for counts in a row behind all others.
  std::array<std::optional<Grid>, kByCount> grids;
  const auto add_to = [&](By by) {
    return [&, by](std::size_t place, std::size_t kind, std::uint32_t count) {
      if (static_cast<std::size_t>(by) == first_wanted) add_whole(0, kind, count);
      std::vector<Slice>& slices = result.by[static_cast<std::size_t>(by)].slices;
      const auto add_slice = [&](std::size_t at) {
        if (at < slices.size()) add(slices[at].all, slices[at].brands, kind, count);
      };
      if (by != By::Topics && by != By::Intents) return add_slice(place);
      for (std::uint32_t set = sets[by == By::Intents][place]; set != 0; set &= set - 1) {
        add_slice(static_cast<std::size_t>(std::countr_zero(set)));
      }
    };
  };
  for (std::size_t by = 0; by < kByCount; ++by) {
    if (!wants(By(by))) continue;
    const bool of_labels = By(by) == By::Topics || By(by) == By::Intents;
    grids[by].emplace(of_labels ? sets[By(by) == By::Intents].size() : sizes[by] + 1, kinds);
  }

  ZoneCursor cursor(view.zone);
  PointCursor point(result.starts);
  std::vector<std::uint32_t> kind_of;  // by row
  each_segment(table, view.selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    kind_of.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t row = rows[i];
      const std::size_t kind =
          (segment.brands[row] * kLabelCount + static_cast<std::size_t>(segment.label[row])) * 2 +
          complains[segment.labels[row]];
      kind_of[i] = static_cast<std::uint32_t>(kind);
    }
    for (std::size_t i = 0; alone && i < rows.size(); ++i) whole.add(0, kind_of[i], add_whole);
    const auto count = [&](By by, auto&& place_of) {
      std::optional<Grid>& grid = grids[static_cast<std::size_t>(by)];
      if (!grid) return;
      for (std::size_t i = 0; i < rows.size(); ++i) grid->add(place_of(rows[i]), kind_of[i], add_to(by));
    };
    const auto listed = [&](By by, const auto& column) {
      const Listing& listing = found.values[static_cast<std::size_t>(by)];
      const std::size_t left_out = listing.values.size();
      count(by, [&](std::size_t row) { return std::min<std::size_t>(listing.place[column[row]], left_out); });
    };
    listed(By::Platforms, segment.platform);
    listed(By::Languages, segment.language);
    listed(By::Countries, segment.country);
    count(By::Topics, [&](std::size_t row) { return places[0][segment.labels[row]]; });
    count(By::Intents, [&](std::size_t row) { return places[1][segment.labels[row]]; });
    count(By::Points, [&](std::size_t row) {
      const Time time = table.time(segment, row);
      return time.present() ? point.at(local_ms(time, cursor)) : result.starts.size();
    });
  });
  whole.finish(add_whole);
  for (std::size_t by = 0; by < kByCount; ++by) {
    if (grids[by]) grids[by]->finish(add_to(By(by)));
  }
  return result;
}

}  // namespace earshot
