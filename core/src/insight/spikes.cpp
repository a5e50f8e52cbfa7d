#include "insight/spikes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "insight/kept.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kSpikeTexts = 200, kOtherTexts = 300, kPhrases = 8, kShared = 5;
constexpr std::uint64_t kOthersLooked = 10'000;
constexpr std::size_t kLeastHours = 96;
constexpr std::uint16_t kNoStep = 0xFFFF;
static_assert(kMostSteps < kNoStep);
constexpr double kOneText = 0.5, kFewAuthors = 0.5;

/// Which series there are, and which of them a mention belongs to.
class SeriesSet {
 public:
  /// A series that a mention is in, and the label that counts there.
  struct In {
    std::uint16_t series;
    std::uint8_t label;
  };

  explicit SeriesSet(const View& view) : view_(view) {
    const Table& table = view.table;
    std::vector<std::uint64_t> platform_counts(table.platforms.size());
    each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
      ++platform_counts[segment.platform[row]];
    });
    platform_counts[0] = 0;  // not given
    std::vector<Listable> values;
    for (std::uint32_t at = 0; at < platform_counts.size(); ++at) {
      values.push_back({platform_counts[at], table.platforms[at], at});
    }
    platforms_ = list_largest(values, values.size());
    const std::vector<std::uint64_t> weights = brand_weights(view);
    values.clear();
    for (std::uint32_t at = 0; at < weights.size(); ++at) {
      values.push_back({weights[at], view.brands[at].name, at});
    }
    brands_ = list_largest(values, values.size());
    const auto both = [&](SeriesOf of, std::uint32_t value) {
      list.push_back({of, value, false});
      list.push_back({of, value, true});
    };
    both(SeriesOf::All, 0);
    for (const std::uint32_t brand : brands_.values) both(SeriesOf::Brand, brand);
    first_platform_ = list.size();
    for (const std::uint32_t platform : platforms_.values) {
      list.push_back({SeriesOf::Platform, platform, false});
    }
    first_topic_ = list.size();
    for (std::uint32_t topic = 0; topic < view.settings.topics.size(); ++topic) {
      list.push_back({SeriesOf::Topic, topic, false});
      topics_ |= TopicSet{1} << topic;
    }
    known_.resize(table.brand_sets() * kLabelCount);
  }

  /// Calls `visit(series, label)` for each series of a mention. What a set of brands says with a label is
  /// worked out once.
  template <class Visit>
  void each(const Segment& segment, std::size_t row, Visit&& visit) {
    const Label label = segment.label[row];
    std::uint32_t& known = known_[segment.brands[row] * kLabelCount + static_cast<std::size_t>(label)];
    if (known == 0) known = note(segment.brands[row], label);
    const In* in = in_.data() + known;
    for (const In* const end = in + in->series; in++ != end;) visit(in->series, in->label);
    const auto own = static_cast<std::uint8_t>(label);
    if (const std::size_t place = platforms_.place[segment.platform[row]]; place != kListed) {
      visit(static_cast<std::uint16_t>(first_platform_ + place), own);
    }
    TopicSet topics = view_.table.labels(segment.labels[row]).topics & topics_;
    for (; topics != 0; topics &= topics - 1) {
      const auto topic = static_cast<std::size_t>(std::countr_zero(topics));
      visit(static_cast<std::uint16_t>(first_topic_ + topic), own);
    }
  }

  std::vector<SpikeSeries> list;

 private:
  /// Where its series stand in `in_`, behind their number.
  std::uint32_t note(BrandSetId set, Label label) {
    const std::size_t at = in_.size();
    const auto add = [&](std::size_t series, Label own, bool is) {
      if (is) in_.push_back({static_cast<std::uint16_t>(series), static_cast<std::uint8_t>(own)});
    };
    in_.emplace_back();
    add(0, label, true);
    add(1, label, label == Label::Negative);
    const auto named = view_.table.brands(set);
    for (std::size_t i = 0; i < named.size(); ++i) {
      const std::size_t place = brands_.place[named[i]];
      if (place == kListed) continue;
      const Label own = view_.table.aimed(set)[i].value_or(label);
      add(2 + 2 * place, own, true);
      add(3 + 2 * place, own, own == Label::Negative);
    }
    in_[at].series = static_cast<std::uint16_t>(in_.size() - at - 1);
    return static_cast<std::uint32_t>(at);
  }

  const View& view_;
  Listing brands_, platforms_;
  std::size_t first_platform_ = 0, first_topic_ = 0;
  TopicSet topics_ = 0;               ///< all that there are
  std::vector<std::uint32_t> known_;  ///< by set of brands and label; 0: not noted yet
  std::vector<In> in_ = {{}};
};

/// A sum of the counts that are given.
struct Given {
  std::uint64_t sum = 0, given = 0;

  void add(std::uint32_t count) {
    if (count == kAbsent32) return;
    sum += count;
    ++given;
  }
  Given without(const Given& part) const { return {sum - part.sum, given - part.given}; }
  std::optional<double> as_long(double times) const {
    return given > 0 ? std::optional(static_cast<double>(sum) * times) : std::nullopt;
  }
};

/// Of all mentions of a series.
struct Told {
  std::uint64_t mentions = 0;
  LabelCounts labels = {};
  Given reach, engagement;
};

/// What is known of a spike while its mentions are walked over.
struct Gathered {
  std::size_t series = 0;           // its index
  std::size_t steps = 0;
  std::uint64_t looked = 0;         // mentions of the series at other times that were looked at
  std::vector<RowId> rows;          // those of the spike
  std::vector<StringPool::Id> authors;  // of those
  std::vector<RowId> others;        // some of the others
  std::vector<std::uint64_t> platforms, brands, other_platforms, other_brands;
  std::array<std::uint64_t, kMaxTopics> topics = {}, other_topics = {};
  Given reach, engagement;
};

/// A row's place in one order of chance, of 2^32: the first ones are looked at, whatever is selected.
std::uint64_t place_of(RowId row) { return mixed(row + std::uint64_t{1}) >> 32; }
/// The place below which about `most` of so many stand.
std::uint64_t places_for(std::uint64_t most, std::uint64_t of) {
  return of <= most ? std::uint64_t{1} << 32 : (most << 32) / of;
}

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

/// How often numbers come, of few of many.
class Tallies {
 public:
  explicit Tallies(std::size_t numbers) : counts_(numbers) {}

  void add(std::uint32_t number) {
    if (counts_[number]++ == 0) seen.push_back(number);
  }
  std::uint32_t operator[](std::uint32_t number) const { return counts_[number]; }
  void clear() {
    for (const std::uint32_t number : seen) counts_[number] = 0;
    seen.clear();
  }

  std::vector<std::uint32_t> seen;  ///< each once

 private:
  std::vector<std::uint32_t> counts_;
};

void tell_voices(const View& view, const Gathered& gathered, Tallies& authors, Tallies& clusters,
                 Spike& spike) {
  authors.clear();
  clusters.clear();
  // Rows ascend, those in clusters too: each is sought a little behind the one before.
  std::vector<std::uint32_t> cluster_of;
  const std::span<const RowId> all = view.clusters ? std::span(view.clusters->rows) : std::span<const RowId>();
  std::size_t at = 0;
  for (const StringPool::Id author : gathered.authors) {
    if (author == 0) continue;
    ++spike.authored;
    authors.add(author);
  }
  for (const RowId row : gathered.rows) {
    std::size_t step = 1;
    while (at + step < all.size() && all[at + step] < row) step *= 2;
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(at + step, all.size()));
    const auto here = std::lower_bound(all.begin() + static_cast<std::ptrdiff_t>(at), end, row);
    at = static_cast<std::size_t>(here - all.begin());
    const bool in_one = at < all.size() && all[at] == row;
    cluster_of.push_back(in_one ? view.clusters->cluster[at] : kNoCluster);
    if (in_one) clusters.add(cluster_of.back());
  }
  spike.author_count = authors.seen.size();
  const auto before = [&](const Shared& a, const Shared& b) {
    return a.mentions != b.mentions ? a.mentions > b.mentions
                                    : view.table.authors[a.value] < view.table.authors[b.value];
  };
  for (const std::uint32_t author : authors.seen) {
    const Shared shared{author, authors[author], 0};
    if (spike.authors.size() == kShared && !before(shared, spike.authors.back())) continue;
    spike.authors.insert(std::ranges::lower_bound(spike.authors, shared, before), shared);
    if (spike.authors.size() > kShared) spike.authors.pop_back();
  }
  std::uint32_t largest = kNoCluster;
  for (const std::uint32_t cluster : clusters.seen) {
    const std::uint64_t mentions = clusters[cluster];
    if (mentions < 2 || mentions < spike.largest_cluster) continue;
    if (mentions == spike.largest_cluster && cluster > largest) continue;
    spike.largest_cluster = mentions;
    largest = cluster;
  }
  // Its first here: that of the whole table may stand outside the spike, the brand or the filter.
  std::optional<std::int64_t> first;
  ZoneCursor cursor(view.zone);
  for (std::size_t i = 0; i < gathered.rows.size() && largest != kNoCluster; ++i) {
    const RowId row = gathered.rows[i];
    if (cluster_of[i] != largest) continue;
    if (row == view.clusters->clusters[largest].first) {
      spike.repeated = row;
      break;
    }
    const auto [segment, place] = view.table.at(row);
    const std::int64_t local = local_ms(view.table.time(*segment, place), cursor);
    if (first && local >= *first) continue;
    first = local;
    spike.repeated = row;
  }
  const auto n = static_cast<double>(gathered.rows.size());
  std::uint64_t loudest = 0;
  for (const Shared& author : spike.authors) loudest += author.mentions;
  if (static_cast<double>(spike.largest_cluster) >= kOneText * n) {
    spike.voices = Voices::OneText;
  } else if (static_cast<double>(loudest) >= kFewAuthors * n) {
    spike.voices = Voices::FewAuthors;
  }
}

/// What the texts of each spike say that those of the same series at other times do not.
void tell_phrases(const View& view, std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  std::vector<RowId> read;
  for (Gathered& one : gathered) {
    const auto keep = [](std::vector<RowId>& rows, std::uint64_t below) {
      std::erase_if(rows, [&](RowId row) { return place_of(row) >= below; });
    };
    keep(one.rows, places_for(kSpikeTexts, one.rows.size()));
    read.insert(read.end(), one.rows.begin(), one.rows.end());
    read.insert(read.end(), one.others.begin(), one.others.end());
  }
  cold_sort(read);
  read.erase(std::unique(read.begin(), read.end()), read.end());
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

/// @param step_of by selected row in order: its step; kNoStep for none
/// @param told by series
void tell_drivers(const View& view, const Axis& axis, SeriesSet& series,
                  std::span<const std::uint16_t> step_of, std::span<const Told> told,
                  std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  const Table& table = view.table;
  for (Gathered& one : gathered) {
    for (auto* counts : {&one.platforms, &one.other_platforms}) counts->resize(table.platforms.size());
    for (auto* counts : {&one.brands, &one.other_brands}) counts->resize(view.brands.size());
  }
  // By series: its spikes, a bit each, and the places below which its mentions at other times are looked
  // at, and read. Of a spike of negative mentions, the labels are those of all.
  struct OfSeries {
    std::uint32_t spikes = 0, labelled = 0;
    std::uint64_t looked = 0, read = 0;
  };
  static_assert(kListed <= 32);
  std::vector<OfSeries> of(told.size());
  std::uint64_t looked = 0;
  std::vector<std::uint32_t> at_step(axis.size());  // its spikes
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    const std::uint32_t bit = std::uint32_t{1} << at;
    OfSeries& own = of[gathered[at].series];
    own.spikes |= bit;
    own.looked = places_for(kOthersLooked, told[gathered[at].series].mentions);
    own.read = std::max(own.read, places_for(kOtherTexts, told[gathered[at].series].mentions -
                                                              spikes[at].observed));
    looked = std::max(looked, own.looked);
    of[gathered[at].series - spikes[at].series.negative].labelled |= bit;
    for (std::size_t step = 0; step < axis.size(); ++step) {
      if (axis.starts[step] >= spikes[at].start && axis.starts[step] < spikes[at].end) at_step[step] |= bit;
    }
  }
  const auto each_bit = [](auto bits, auto&& visit) {
    for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
  };
  std::size_t next = 0;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const std::size_t step = step_of[next++];
    if (step == kNoStep) return;
    const RowId id = segment.first + static_cast<RowId>(row);
    const std::uint64_t place = place_of(id);
    const std::uint32_t here = at_step[step];
    if (here == 0 && place >= looked) return;
    const TopicSet topics = table.labels(segment.labels[row]).topics;
    series.each(segment, row, [&](std::size_t which, std::uint8_t label) {
      const OfSeries& own = of[which];
      each_bit(own.labelled & here, [&](std::size_t at) { ++spikes[at].inside[label]; });
      const bool looks = place < own.looked;
      each_bit(looks ? own.spikes : own.spikes & here, [&](std::size_t at) {
        const bool in = (here >> at & 1) != 0;
        Gathered& one = gathered[at];
        ++(in ? one.platforms : one.other_platforms)[segment.platform[row]];
        for (const std::uint32_t brand : table.brands(segment.brands[row])) {
          ++(in ? one.brands : one.other_brands)[brand];
        }
        each_bit(topics, [&](std::size_t topic) { ++(in ? one.topics : one.other_topics)[topic]; });
        if (in) {
          one.reach.add(segment.reach[row]);
          one.engagement.add(own_engagement(segment, row));
          one.rows.push_back(id);
          one.authors.push_back(segment.author[row]);
        } else {
          ++one.looked;
          if (place < own.read) one.others.push_back(id);
        }
      });
    });
  });

  std::size_t covered = 0;
  for (const bool step : axis.covered) covered += step;
  Tallies authors(table.authors.size()), clusters(view.clusters ? view.clusters->clusters.size() : 0);
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    Gathered& one = gathered[at];
    Spike& spike = spikes[at];
    const std::uint64_t n = one.rows.size();
    spike.platforms = surplus(one.platforms, n, one.other_platforms, one.looked);
    spike.brands = surplus(one.brands, n, one.other_brands, one.looked);
    spike.topics = surplus(one.topics, n, one.other_topics, one.looked);
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
    tell_voices(view, one, authors, clusters, spike);
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

  SeriesSet series(view);
  const std::size_t all = series.list.size();
  std::vector<std::uint32_t> counts(all * axis.size());  // step by step
  std::vector<Told> told(all);
  std::vector<std::uint16_t> step_of;
  step_of.reserve(view.selection.size(table));
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    step_of.push_back(kNoStep);
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::size_t at = axis.at(local_ms(time, cursor));
    if (at == axis.size()) return;
    step_of.back() = static_cast<std::uint16_t>(at);
    const std::uint32_t reach = segment.reach[row], engagement = own_engagement(segment, row);
    series.each(segment, row, [&](std::size_t one, std::uint8_t label) {
      ++counts[at * all + one];
      Told& of = told[one];
      ++of.mentions;
      ++of.labels[label];
      of.reach.add(reach);
      of.engagement.add(engagement);
    });
  });
  const auto count = [&](std::size_t at, std::size_t one) { return counts[at * all + one]; };

  std::vector<Tested> tested(all);
  std::vector<double> p_values;
  for (std::size_t one = 0; one < all; ++one) {
    std::vector<std::uint32_t> in_force;
    for (const std::size_t at : steps) in_force.push_back(count(at, one));
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
  if (!result.spikes.empty()) tell_drivers(view, axis, series, step_of, told, gathered, result.spikes);
  return result;
}

}  // namespace earshot
