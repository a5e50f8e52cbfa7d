#include "insight/spikes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "insight/hash_index.h"
#include "insight/kept.h"
#include "insight/spike_rows.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kSpikeTexts = 200, kOtherTexts = 300, kPhrases = 8, kShared = 5;
constexpr std::uint64_t kOthersLooked = 10'000;
constexpr std::size_t kLeastHours = 96;
constexpr double kOneText = 0.5, kFewAuthors = 0.5;

/// Calls `visit(bit)` for each bit that is set.
template <class Bits, class Visit>
void each_bit(Bits bits, Visit&& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Which series there are, and which of them a mention belongs to: those of its cell.
class SeriesSet {
 public:
  /// A series that a mention is in, and the label that counts there.
  struct In {
    std::uint16_t series;
    std::uint8_t label;
  };

  /// @param mentions those selected, by cell
  SeriesSet(const View& view, std::span<const Cell> cells, std::span<const std::uint32_t> mentions) {
    const Table& table = view.table;
    std::vector<std::uint64_t> platform_counts(table.platforms.size()), set_counts(table.brand_sets());
    for (std::size_t at = 0; at < cells.size(); ++at) {
      platform_counts[cells[at].platform] += mentions[at];
      set_counts[cells[at].brands] += mentions[at];
    }
    platform_counts[0] = 0;  // not given
    std::vector<Listable> values;
    for (std::uint32_t at = 0; at < platform_counts.size(); ++at) {
      values.push_back({platform_counts[at], table.platforms[at], at});
    }
    const Listing platforms = list_largest(values, values.size());
    const std::vector<std::uint64_t> weights = brand_weights(view, set_counts);
    values.clear();
    for (std::uint32_t at = 0; at < weights.size(); ++at) {
      values.push_back({weights[at], view.brands[at].name, at});
    }
    const Listing brands = list_largest(values, values.size());
    const auto both = [&](SeriesOf of, std::uint32_t value) {
      list.push_back({of, value, false});
      list.push_back({of, value, true});
    };
    both(SeriesOf::All, 0);
    for (const std::uint32_t brand : brands.values) both(SeriesOf::Brand, brand);
    const std::size_t first_platform = list.size();
    for (const std::uint32_t platform : platforms.values) {
      list.push_back({SeriesOf::Platform, platform, false});
    }
    const std::size_t first_topic = list.size();
    TopicSet topics = 0;
    for (std::uint32_t topic = 0; topic < view.settings.topics.size(); ++topic) {
      list.push_back({SeriesOf::Topic, topic, false});
      topics |= TopicSet{1} << topic;
    }

    const auto add = [&](std::size_t one, Label label) {
      in_.push_back({static_cast<std::uint16_t>(one), static_cast<std::uint8_t>(label)});
    };
    const auto add_both = [&](std::size_t one, Label label) {
      add(one, label);
      if (label == Label::Negative) add(one + 1, label);
    };
    ends_.push_back(0);
    for (const Cell& cell : cells) {
      add_both(0, cell.label);
      const auto named = table.brands(cell.brands);
      for (std::size_t i = 0; i < named.size(); ++i) {
        const std::size_t place = brands.place[named[i]];
        if (place != kListed) add_both(2 + 2 * place, table.aimed(cell.brands)[i].value_or(cell.label));
      }
      const std::size_t place = platforms.place[cell.platform];
      if (place != kListed) add(first_platform + place, cell.label);
      each_bit(cell.topics & topics, [&](std::size_t topic) { add(first_topic + topic, cell.label); });
      ends_.push_back(static_cast<std::uint32_t>(in_.size()));
    }
  }

  /// The series of all mentions of a cell.
  std::span<const In> of_cell(std::size_t cell) const {
    return {in_.data() + ends_[cell], in_.data() + ends_[cell + 1]};
  }

  std::vector<SpikeSeries> list;

 private:
  std::vector<std::uint32_t> ends_;  ///< in `in_`: where a cell begins, and the one before ends
  std::vector<In> in_;
};

/// What is known of a spike while its mentions are walked over.
struct Gathered {
  std::size_t series = 0;           // its index
  std::size_t steps = 0;
  std::uint64_t looked = 0;         // mentions of its series at other times that were looked at
  std::vector<RowId> rows, others;  // some of its own and of those, to be read
  std::vector<std::uint64_t> platforms, brands, other_platforms, other_brands;
  std::array<std::uint64_t, kMaxTopics> topics = {}, other_topics = {};
  Given reach, engagement;
};

static_assert(kListed <= 32);

/// The values with the largest surplus over what is usual.
template <class Counts>
std::vector<Shared> surplus(const Counts& counts, std::uint64_t n, const Counts& other,
                            std::uint64_t other_n) {
  std::vector<Shared> values;
  for (std::size_t value = 0; value < counts.size(); ++value) {
    if (counts[value] == 0) continue;
    const double usual =
        other_n == 0 ? 0 : static_cast<double>(other[value]) / static_cast<double>(other_n);
    values.push_back({static_cast<std::uint32_t>(value), counts[value], usual});
  }
  const auto over = [n](const Shared& shared) {
    return static_cast<double>(shared.mentions) - shared.usual * static_cast<double>(n);
  };
  cold_sort(values, [&](const Shared& a, const Shared& b) {
    return over(a) != over(b) ? over(a) > over(b) : a.value < b.value;
  });
  if (values.size() > kShared) values.resize(kShared);
  return values;
}

/// For each number that mentions of spikes have: if `worth(number, spikes, count)` says so, of all that have
/// it and of all their spikes, calls `visit(spike, number, count)` for each spike.
template <class Worth, class Visit>
void each_number(std::span<const InSpikes> rows, Worth&& worth, Visit&& visit) {
  const std::vector<OfNumber> sorted = by_number(rows);
  std::array<std::uint32_t, kListed> counts = {};
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    const std::uint32_t number = sorted[begin].number;
    std::uint32_t spikes = 0;
    for (; end < sorted.size() && sorted[end].number == number; ++end) spikes |= sorted[end].spikes;
    if (!worth(number, spikes, end - begin)) continue;
    for (std::size_t at = begin; at < end; ++at) {
      each_bit(sorted[at].spikes, [&](std::size_t spike) { ++counts[spike]; });
    }
    each_bit(spikes, [&](std::size_t spike) { visit(spike, number, std::exchange(counts[spike], 0)); });
  }
}

/// @param rows ascending, with their authors
void tell_voices(const View& view, std::span<const InSpikes> rows, std::vector<Spike>& spikes) {
  const auto before = [&](const Shared& a, const Shared& b) {
    return a.mentions != b.mentions ? a.mentions > b.mentions
                                    : view.table.authors[a.value] < view.table.authors[b.value];
  };
  for (Spike& spike : spikes) spike.authored = spike.observed;
  std::array<std::uint64_t, kListed> authors = {};
  std::array<std::uint64_t, kListed> least = {};  // by spike: who has fewer mentions there is not among the loudest
  const auto reaches_least = [&](std::uint32_t of, std::uint64_t mentions) {
    bool reaches = false;
    each_bit(of, [&](std::size_t at) { reaches |= mentions >= least[at]; });
    return reaches;
  };
  each_number(rows, [&](std::uint32_t author, std::uint32_t of, std::uint64_t mentions) {
    if (author == 0) return true;
    each_bit(of, [&](std::size_t at) { ++authors[at]; });
    return reaches_least(of, mentions);
  }, [&](std::size_t at, std::uint32_t author, std::uint64_t mentions) {
    if (author == 0) {
      spikes[at].authored -= mentions;
      return;
    }
    std::vector<Shared>& loudest = spikes[at].authors;
    const Shared shared{author, mentions, 0};
    if (loudest.size() == kShared && !before(shared, loudest.back())) return;
    loudest.insert(std::ranges::lower_bound(loudest, shared, before), shared);
    if (loudest.size() > kShared) loudest.pop_back();
    if (loudest.size() == kShared) least[at] = loudest.back().mentions;
  });
  for (std::size_t at = 0; at < spikes.size(); ++at) spikes[at].author_count = authors[at];
  for (Spike& spike : spikes) {
    std::uint64_t loudest = 0;
    for (const Shared& author : spike.authors) loudest += author.mentions;
    if (static_cast<double>(loudest) >= kFewAuthors * static_cast<double>(spike.observed))
      spike.voices = SpikeVoices::FewAuthors;
  }
  if (!view.clusters) return;

  const Clusters& clusters = *view.clusters;
  std::vector<InSpikes> repeated;
  auto next = clusters.rows.begin();
  for (const InSpikes& row : rows) {
    while (next != clusters.rows.end() && *next < row.row) ++next;  // both ascend
    if (next == clusters.rows.end()) break;
    if (*next == row.row)
      repeated.push_back(
          {row.row, row.spikes, clusters.cluster[static_cast<std::size_t>(next - clusters.rows.begin())]});
  }
  std::array<std::uint32_t, kListed> largest;
  largest.fill(kNoCluster);
  least.fill(2);
  each_number(repeated, [&](std::uint32_t, std::uint32_t of, std::uint64_t mentions) { return reaches_least(of, mentions); },
              [&](std::size_t at, std::uint32_t cluster, std::uint64_t mentions) {
    Spike& spike = spikes[at];
    if (mentions < 2 || mentions < spike.largest_cluster) return;
    if (mentions == spike.largest_cluster && cluster > largest[at]) return;
    spike.largest_cluster = mentions;
    largest[at] = cluster;
    least[at] = mentions;
  });
  // Its first here: that of the whole table may stand outside the spike, the brand or the filter.
  std::array<std::optional<std::int64_t>, kListed> first;
  std::uint32_t found = 0;
  ZoneCursor cursor(view.zone);
  std::vector<bool> is_largest(clusters.clusters.size());
  for (const std::uint32_t cluster : largest) {
    if (cluster != kNoCluster) is_largest[cluster] = true;
  }
  for (const InSpikes& row : repeated) {
    if (!is_largest[row.number]) continue;
    each_bit(row.spikes & ~found, [&](std::size_t at) {
      if (largest[at] != row.number) return;
      if (row.row == clusters.clusters[row.number].first) {
        found |= std::uint32_t{1} << at;
      } else {
        const auto [segment, place] = view.table.at(row.row);
        const std::int64_t local = local_ms(view.table.time(*segment, place), cursor);
        if (first[at] && local >= *first[at]) return;
        first[at] = local;
      }
      spikes[at].repeated = row.row;
    });
  }
  for (Spike& spike : spikes) {
    if (static_cast<double>(spike.largest_cluster) >= kOneText * static_cast<double>(spike.observed))
      spike.voices = SpikeVoices::OneText;
  }
}

/// What the texts of each spike say that those of the same series at other times do not.
void tell_phrases(const View& view, std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  std::vector<std::uint64_t> marked(view.table.size() / 64 + 1);  // a bit a row: those to be read
  for (const Gathered& one : gathered) {
    for (const std::vector<RowId>* rows : {&one.rows, &one.others}) {
      for (const RowId row : *rows) marked[row / 64] |= std::uint64_t{1} << row % 64;
    }
  }
  std::vector<RowId> read;
  for (std::size_t at = 0; at < marked.size(); ++at) {
    each_bit(marked[at], [&](std::size_t bit) { read.push_back(static_cast<RowId>(at * 64 + bit)); });
  }
  PhraseReader reader(view.table, std::move(read), view.brands, view.clusters,
                      view.kept ? &view.kept->words : nullptr);
  std::vector<PhraseReader::Side> sides(reader.rows().size());
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    std::ranges::fill(sides, PhraseReader::Side::Neither);
    const auto mark = [&](const std::vector<RowId>& rows, PhraseReader::Side side) {
      std::size_t place = 0;
      for (const RowId row : rows) {
        while (reader.rows()[place] != row) ++place;
        sides[place] = side;
      }
    };
    mark(gathered[at].others, PhraseReader::Side::Outside);
    mark(gathered[at].rows, PhraseReader::Side::Inside);
    spikes[at].apart = reader.apart(sides, kPhrases);
  }
}

void tell_crisis(Spike& spike) {
  const auto rated = [](const LabelCounts& labels) {
    return total(labels) - labels[static_cast<std::size_t>(Label::Unrated)];
  };
  const auto negative = static_cast<std::size_t>(Label::Negative);
  spike.more_negative = newcombe(spike.inside[negative], rated(spike.inside),
                                 spike.outside[negative], rated(spike.outside));
  if (!spike.series.negative) return;
  const bool by_reach = spike.reach && *spike.reach > 0;
  const auto& behind = by_reach ? spike.reach : spike.engagement;
  const auto& usual = by_reach ? spike.usual_reach : spike.usual_engagement;
  if (!spike.more_negative || !behind) return;
  spike.crisis = spike.more_negative->low > 0 && *behind > 0 &&
                 *behind >= kLeastRatio * usual.value_or(0);
}

/// Numbers spikes that overlap alike.
void number_events(std::vector<Spike>& spikes) {
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < spikes.size(); ++at) order.push_back(at);
  cold_sort(order, [&](std::size_t a, std::size_t b) {
    return spikes[a].start != spikes[b].start ? spikes[a].start < spikes[b].start : a < b;
  });
  std::int64_t end = std::numeric_limits<std::int64_t>::min();
  std::uint32_t event = 0;
  for (const std::size_t at : order) {
    if (spikes[at].start >= end) ++event;
    end = std::max(end, spikes[at].end);
    spikes[at].event = event;
  }
}

/// Mentions by step and series, step by step.
std::vector<std::uint32_t> count_steps(const View& view, const CellRows& rows, const Axis& axis,
                                       const SeriesSet& series) {
  std::vector<std::uint32_t> counts(series.list.size() * axis.size());
  for (StepRuns runs(view, rows, axis); runs.next();) {
    std::uint32_t* const of_step = counts.data() + runs.step() * series.list.size();
    for (const std::uint32_t cell : runs.cells()) {
      const std::uint32_t mentions = runs.mentions(cell);
      for (const SeriesSet::In in : series.of_cell(cell)) of_step[in.series] += mentions;
    }
  }
  return counts;
}

/// Of all mentions of a series.
struct Told {
  LabelCounts labels = {};
  Given reach, engagement;
};

/// @param totals mentions by series
void tell_drivers(const View& view, const CellRows& rows, const Axis& axis, const SeriesSet& series,
                  std::span<const std::uint64_t> totals, std::vector<Gathered>& gathered,
                  std::vector<Spike>& spikes) {
  const Table& table = view.table;
  // By series: its spikes, a bit each, and the places up to which its mentions at other times are looked
  // at, and read. Of a spike of negative mentions, the labels are those of all.
  struct OfSeries {
    std::uint32_t spikes = 0, labelled = 0;
    std::uint32_t looked = 0, read = 0;
  };
  std::vector<OfSeries> of(totals.size());
  std::vector<std::uint32_t> at_step(axis.size());  // its spikes
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    const std::uint32_t bit = std::uint32_t{1} << at;
    const std::uint64_t mentions = totals[gathered[at].series];
    OfSeries& own = of[gathered[at].series];
    own.spikes |= bit;
    own.looked = last_place(kOthersLooked, mentions);
    own.read = std::max(own.read, last_place(kOtherTexts, mentions - spikes[at].observed));
    of[gathered[at].series - spikes[at].series.negative].labelled |= bit;
    for (std::size_t step = 0; step < axis.size(); ++step) {
      if (axis.starts[step] >= spikes[at].start && axis.starts[step] < spikes[at].end) at_step[step] |= bit;
    }
  }
  std::array<std::uint32_t, kListed> looked = {};  // by spike
  for (std::size_t at = 0; at < spikes.size(); ++at) looked[at] = of[gathered[at].series].looked;
  std::vector<Watched> watched(rows.cells().size());
  for (std::size_t cell = 0; cell < watched.size(); ++cell) {
    for (const SeriesSet::In in : series.of_cell(cell)) {
      watched[cell].spikes |= of[in.series].spikes;
      watched[cell].looked = std::max(watched[cell].looked, of[in.series].looked);
    }
  }
  for (Gathered& one : gathered) {
    for (auto* counts : {&one.platforms, &one.other_platforms}) counts->resize(table.platforms.size());
    for (auto* counts : {&one.brands, &one.other_brands}) counts->resize(view.brands.size());
  }
  std::vector<CellSums> whole(watched.size());
  std::vector<std::uint32_t> others(watched.size() * kListed);
  SpikeRuns runs(view, rows, axis, at_step, watched);
  while (runs.next()) {
    const std::uint32_t here = runs.spikes();
    for (const std::uint32_t number : runs.cells()) {
      const CellSums& sums = runs.sums(number);
      whole[number].add(sums);
      if (here == 0) continue;
      for (const auto [which, label] : series.of_cell(number)) {
        each_bit(of[which].labelled & here, [&](std::size_t at) { spikes[at].inside[label] += sums.mentions; });
      }
      const Cell& cell = rows.cells()[number];
      each_bit(watched[number].spikes & here, [&](std::size_t at) {
        Gathered& one = gathered[at];
        one.reach.add(sums.reach());
        one.engagement.add(sums.engagement());
        one.platforms[cell.platform] += sums.mentions;
        each_bit(cell.topics, [&](std::size_t topic) { one.topics[topic] += sums.mentions; });
        for (const std::uint32_t brand : table.brands(cell.brands)) one.brands[brand] += sums.mentions;
      });
    }
    for (const auto [row, number, place] : runs.looked()) {
      each_bit(watched[number].spikes & ~here, [&](std::size_t at) {
        if (place > looked[at]) return;
        ++others[number * kListed + at];
        if (place <= of[gathered[at].series].read) gathered[at].others.push_back(row);
      });
    }
  }
  std::vector<Told> told(totals.size());
  for (std::size_t number = 0; number < whole.size(); ++number) {
    for (const auto [which, label] : series.of_cell(number)) {
      Told& of_series = told[which];
      of_series.labels[label] += whole[number].mentions;
      of_series.reach.add(whole[number].reach());
      of_series.engagement.add(whole[number].engagement());
    }
    const Cell& cell = rows.cells()[number];
    each_bit(watched[number].spikes, [&](std::size_t at) {
      const std::uint32_t mentions = others[number * kListed + at];
      if (mentions == 0) return;
      Gathered& one = gathered[at];
      one.looked += mentions;
      one.other_platforms[cell.platform] += mentions;
      each_bit(cell.topics, [&](std::size_t topic) { one.other_topics[topic] += mentions; });
      for (const std::uint32_t brand : table.brands(cell.brands)) one.other_brands[brand] += mentions;
    });
  }
  std::array<std::uint32_t, kListed> read = {};
  std::uint32_t read_of_any = 0;
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    read[at] = last_place(kSpikeTexts, spikes[at].observed);
    read_of_any = std::max(read_of_any, read[at]);
  }
  for (const InSpikes& row : runs.in_spikes) {
    const std::uint32_t place = place_of(row.row);
    if (place > read_of_any) continue;
    each_bit(row.spikes, [&](std::size_t at) {
      if (place <= read[at]) gathered[at].rows.push_back(row.row);
    });
  }

  std::size_t covered = 0;
  for (const bool step : axis.covered) covered += step;
  tell_voices(view, runs.in_spikes, spikes);
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    Gathered& one = gathered[at];
    Spike& spike = spikes[at];
    spike.platforms = surplus(one.platforms, spike.observed, one.other_platforms, one.looked);
    spike.brands = surplus(one.brands, spike.observed, one.other_brands, one.looked);
    spike.topics = surplus(one.topics, spike.observed, one.other_topics, one.looked);
    const double as_long = covered > one.steps
                               ? static_cast<double>(one.steps) / static_cast<double>(covered - one.steps)
                               : 0;
    const Told& all = told[one.series];
    spike.reach = one.reach.as_long(1);
    spike.engagement = one.engagement.as_long(1);
    spike.usual_reach = all.reach.without(one.reach).as_long(as_long);
    spike.usual_engagement = all.engagement.without(one.engagement).as_long(as_long);
    const LabelCounts& labels = told[one.series - spike.series.negative].labels;
    for (std::size_t label = 0; label < kLabelCount; ++label)
      spike.outside[label] = labels[label] - spike.inside[label];
    tell_crisis(spike);
  }
  tell_phrases(view, gathered, spikes);
}

}  // namespace

Estimate spike_ratio(double observed, double expected, double dispersion) {
  const double z2 = kZ * kZ, both = 2 * observed + z2, spread = 1 - z2 * dispersion;
  const double root = std::sqrt(std::max(0.0, both * both - 4 * spread * observed * observed));
  const double low = 2 * observed * observed / (both + root);
  const double high =
      spread > 0 ? (both + root) / (2 * spread) : std::numeric_limits<double>::infinity();
  return {observed / expected, low / expected, high / expected};
}

Tested test_series(std::span<const std::uint32_t> counts, std::span<const std::uint8_t> seasons) {
  Tested tested{baseline(counts, seasons), {}};
  for (std::size_t at = 0; at < counts.size(); ++at) {
    const Expected& expected = tested.expected[at];
    const bool more = counts[at] > expected.mean;
    tested.p.push_back(more ? nb_upper_tail(counts[at], expected.mean, expected.dispersion) : 1);
  }
  return tested;
}

bool large_enough(std::uint32_t observed, const Expected& expected) {
  if (observed < kLeastSpike) return false;
  const Estimate ratio = spike_ratio(observed, expected.mean, expected.dispersion);
  return ratio.value >= kLeastRatio && ratio.low > 1;
}

Spikes spikes(const View& view) {
  const Table& table = view.table;
  Spikes result;
  const Coverage coverage = earshot::coverage(view, view.selection, view.filter);
  const double days = coverage.days();
  if (days < static_cast<double>(kLeastDays)) result.step = Step::Hour;
  if (result.step == Step::Hour && !coverage.hours()) return result;
  const Axis axis = axis_of(coverage, result.step);

  // The first and the last hours may not be covered in full, but then they only have fewer mentions.
  std::vector<std::size_t> steps;  // covered ones
  std::vector<std::uint8_t> seasons;
  for (std::size_t at = 0; at < axis.size(); ++at) {
    if (!axis.covered[at]) continue;
    steps.push_back(at);
    const std::int64_t day = floor_div(axis.starts[at], kDayMs);
    seasons.push_back(static_cast<std::uint8_t>(
        result.step == Step::Day ? weekday_from_days(day)
                                 : static_cast<int>((axis.starts[at] - day * kDayMs) / kHourMs)));
  }
  if (steps.size() < (result.step == Step::Day ? kLeastDays : kLeastHours)) return result;
  result.steps = steps.size();

  std::optional<CellRows> own;
  const CellRows& rows = cell_rows(view, own);
  const SeriesSet series(view, rows.cells(), rows.counts(table, view.selection));
  const std::size_t all = series.list.size();
  const std::vector<std::uint32_t> counts = count_steps(view, rows, axis, series);
  const auto count = [&](std::size_t at, std::size_t one) { return counts[at * all + one]; };

  std::vector<Tested> tested(all);
  std::vector<std::uint64_t> totals(all);
  std::vector<double> p_values;
  for (std::size_t one = 0; one < all; ++one) {
    std::vector<std::uint32_t> in_force;
    for (const std::size_t at : steps) in_force.push_back(count(at, one));
    for (std::size_t at = 0; at < axis.size(); ++at) totals[one] += count(at, one);
    // No step of such a series could pass the second test.
    if (*std::ranges::max_element(in_force) < kLeastSpike) continue;
    tested[one] = test_series(in_force, seasons);
    ++result.series;
    p_values.insert(p_values.end(), tested[one].p.begin(), tested[one].p.end());
  }
  result.tests = p_values.size();
  if (result.tests == 0) return result;
  const auto tests = static_cast<double>(result.tests);
  const double highest = benjamini_hochberg(p_values, kFalseAlarms);
  result.threshold = std::max(highest, kFalseAlarms / tests);
  result.expected_false_alarms = result.threshold * tests;

  struct Found {
    Spike spike;
    std::size_t series, steps;
  };
  std::vector<Found> found;
  for (std::size_t one = 0; one < tested.size(); ++one) {
    const Tested& test = tested[one];
    double variance = 0;  // beyond Poisson's, of the run so far
    for (std::size_t i = 0; i < test.p.size(); ++i) {
      const std::size_t at = steps[i];
      const Expected& expected = test.expected[i];
      if (test.p[i] > highest || !large_enough(count(at, one), expected)) continue;
      const std::int64_t start = axis.starts[at];
      if (found.empty() || found.back().series != one || found.back().spike.end != start) {
        found.push_back({{}, one, 0});
        Spike& spike = found.back().spike;
        spike.series = series.list[one];
        spike.start = spike.peak = start;
        spike.p = test.p[i];
        variance = 0;
      }
      Spike& spike = found.back().spike;
      ++found.back().steps;
      spike.end = next_start(result.step, start);
      if (test.p[i] < spike.p) {
        spike.p = test.p[i];
        spike.peak = start;
      }
      spike.observed += count(at, one);
      spike.expected += expected.mean;
      variance += expected.dispersion * expected.mean * expected.mean;
      spike.ratio = spike_ratio(static_cast<double>(spike.observed), spike.expected,
                                variance / (spike.expected * spike.expected));
    }
  }
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < found.size(); ++at) order.push_back(at);
  cold_sort(order, [&](std::size_t a, std::size_t b) {
    const Spike &left = found[a].spike, &right = found[b].spike;
    if (left.p != right.p) return left.p < right.p;
    return left.start != right.start ? left.start < right.start : a < b;
  });
  if (order.size() > kListed) {
    result.left_out = order.size() - kListed;
    order.resize(kListed);
  }
  std::vector<Gathered> gathered;
  for (const std::size_t at : order) {
    result.spikes.push_back(std::move(found[at].spike));
    gathered.emplace_back().series = found[at].series;
    gathered.back().steps = found[at].steps;
  }
  number_events(result.spikes);
  if (!result.spikes.empty()) tell_drivers(view, rows, axis, series, totals, gathered, result.spikes);
  return result;
}

}  // namespace earshot
