#include "insight/spikes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kMostSeries = 2 + 2 * kListed + kListed + kMaxTopics;
constexpr std::size_t kSpikeTexts = 500, kOtherTexts = 1'000, kPhrases = 8, kShared = 5;
constexpr std::size_t kLeastHours = 96;
constexpr double kOneText = 0.5, kFewAuthors = 0.5;

/// Which series there are, and which of them a mention belongs to.
class SeriesSet {
 public:
  /// A set of series.
  struct In {
    std::array<std::uint64_t, (kMostSeries + 63) / 64> words = {};
    void set(std::size_t one, bool is = true) {
      words[one / 64] |= static_cast<std::uint64_t>(is) << one % 64;
    }
    bool operator[](std::size_t one) const { return (words[one / 64] >> one % 64 & 1) != 0; }
    void each(auto&& visit) const {
      for (std::size_t word = 0; word < words.size(); ++word) {
        for (std::uint64_t rest = words[word]; rest != 0; rest &= rest - 1) {
          visit(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
        }
      }
    }
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
    }
  }

  In of(const Segment& segment, std::size_t row) const {
    In in;
    in.set(0);
    in.set(1, segment.label[row] == Label::Negative);
    const auto named = view_.table.brands(segment.brands[row]);
    for (std::size_t i = 0; i < named.size(); ++i) {
      const std::size_t place = brands_.place[named[i]];
      if (place == kListed) continue;
      in.set(2 + 2 * place);
      in.set(3 + 2 * place, label_for(segment, row, i) == Label::Negative);
    }
    if (const std::size_t place = platforms_.place[segment.platform[row]]; place != kListed) {
      in.set(first_platform_ + place);
    }
    const TopicSet topics = view_.table.labels(segment.labels[row]).topics;
    for (std::size_t topic = 0; topic < view_.settings.topics.size(); ++topic) {
      in.set(first_topic_ + topic, (topics >> topic & 1) != 0);
    }
    return in;
  }

  /// The label that counts in a series.
  Label label(const SpikeSeries& series, const Segment& segment, std::size_t row) const {
    if (series.of != SeriesOf::Brand) return segment.label[row];
    const auto named = view_.table.brands(segment.brands[row]);
    const auto at = std::ranges::lower_bound(named, series.value);
    return label_for(segment, row, static_cast<std::size_t>(at - named.begin()));
  }

  std::vector<SpikeSeries> list;

 private:
  Label label_for(const Segment& segment, std::size_t row, std::size_t named) const {
    return view_.table.aimed(segment.brands[row])[named].value_or(segment.label[row]);
  }

  const View& view_;
  Listing brands_, platforms_;
  std::size_t first_platform_ = 0, first_topic_ = 0;
};

/// What is known of a spike while its mentions are walked over.
struct Gathered {
  std::size_t series = 0;           // its index
  std::size_t steps = 0;
  std::uint64_t out = 0, stride = 1;  // mentions of the series at other times
  std::vector<RowId> rows;          // those of the spike
  std::vector<RowId> others;        // every `stride`th of the others
  std::vector<std::uint64_t> platforms, brands, other_platforms, other_brands;
  std::array<std::uint64_t, kMaxTopics> topics = {}, other_topics = {};
  Sum reach, other_reach, engagement, other_engagement;
};

void add(Sum& sum, std::uint32_t count) {
  if (count != kAbsent32) sum = sum.value_or(0) + count;
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

/// The longest runs of equal numbers: how long, and of which number.
std::vector<std::pair<std::uint64_t, std::uint32_t>> runs(std::vector<std::uint32_t>& ids) {
  cold_sort(ids);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> found;
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (at == 0 || ids[at] != ids[at - 1]) found.emplace_back(0, ids[at]);
    ++found.back().first;
  }
  return found;
}

void tell_voices(const View& view, const Gathered& gathered, Spike& spike) {
  std::vector<std::uint32_t> authors, clusters;
  const auto cluster_of = [&](RowId row) {
    return view.clusters ? view.clusters->of(row) : kNoCluster;
  };
  for (const RowId row : gathered.rows) {
    const auto [segment, at] = view.table.at(row);
    if (segment->author[at] != 0) authors.push_back(segment->author[at]);
    const std::uint32_t cluster = cluster_of(row);
    if (cluster != kNoCluster) clusters.push_back(cluster);
  }
  spike.authored = authors.size();
  auto by_author = runs(authors);
  spike.author_count = by_author.size();
  cold_sort(by_author, [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first
                              : view.table.authors[a.second] < view.table.authors[b.second];
  });
  for (const auto& [mentions, author] : by_author) {
    if (spike.authors.size() == kShared) break;
    spike.authors.push_back({author, mentions, 0});
  }
  std::uint32_t largest = kNoCluster;
  for (const auto& [mentions, cluster] : runs(clusters)) {
    if (mentions <= std::max<std::uint64_t>(1, spike.largest_cluster)) continue;
    spike.largest_cluster = mentions;
    largest = cluster;
  }
  // Its first here: that of the whole table may stand outside the spike, the brand or the filter.
  std::optional<std::int64_t> first;
  ZoneCursor cursor(view.zone);
  for (const RowId row : gathered.rows) {
    if (largest == kNoCluster || cluster_of(row) != largest) continue;
    if (row == view.clusters->clusters[largest].first) {
      spike.repeated = row;
      break;
    }
    const auto [segment, at] = view.table.at(row);
    const std::int64_t local = local_ms(view.table.time(*segment, at), cursor);
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
    const std::size_t stride = one.rows.size() / kSpikeTexts + 1;
    std::erase_if(one.rows, [&, at = std::size_t{0}](RowId) mutable { return at++ % stride != 0; });
    read.insert(read.end(), one.rows.begin(), one.rows.end());
    read.insert(read.end(), one.others.begin(), one.others.end());
  }
  cold_sort(read);
  read.erase(std::unique(read.begin(), read.end()), read.end());
  PhraseReader reader(view.table, std::move(read), view.brands, view.clusters);
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

void tell_drivers(const View& view, const Axis& axis, const SeriesSet& series,
                  std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  const Table& table = view.table;
  for (Gathered& one : gathered) {
    for (auto* counts : {&one.platforms, &one.other_platforms}) counts->resize(table.platforms.size());
    for (auto* counts : {&one.brands, &one.other_brands}) counts->resize(view.brands.size());
  }
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::int64_t local = local_ms(time, cursor);
    if (axis.at(local) == axis.size()) return;
    const SeriesSet::In in = series.of(segment, row);
    for (std::size_t at = 0; at < spikes.size(); ++at) {
      Gathered& one = gathered[at];
      Spike& spike = spikes[at];
      const bool inside = local >= spike.start && local < spike.end;
      // The series of all mentions stands before that of the negative ones.
      if (in[one.series - spike.series.negative]) {
        const auto label = static_cast<std::size_t>(series.label(spike.series, segment, row));
        ++(inside ? spike.inside : spike.outside)[label];
      }
      if (!in[one.series]) continue;
      const RowId id = segment.first + static_cast<RowId>(row);
      add(inside ? one.reach : one.other_reach, segment.reach[row]);
      add(inside ? one.engagement : one.other_engagement, own_engagement(segment, row));
      ++(inside ? one.platforms : one.other_platforms)[segment.platform[row]];
      for (const std::uint32_t brand : table.brands(segment.brands[row])) {
        ++(inside ? one.brands : one.other_brands)[brand];
      }
      const TopicSet topics = table.labels(segment.labels[row]).topics;
      for (std::size_t topic = 0; topic < view.settings.topics.size(); ++topic) {
        (inside ? one.topics : one.other_topics)[topic] += topics >> topic & 1;
      }
      if (inside) {
        one.rows.push_back(id);
      } else {
        if (one.out++ % one.stride == 0) one.others.push_back(id);
      }
    }
  });

  std::size_t covered = 0;
  for (const bool step : axis.covered) covered += step;
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    Gathered& one = gathered[at];
    Spike& spike = spikes[at];
    const std::uint64_t n = one.rows.size();
    spike.platforms = surplus(one.platforms, n, one.other_platforms, one.out);
    spike.brands = surplus(one.brands, n, one.other_brands, one.out);
    spike.topics = surplus(one.topics, n, one.other_topics, one.out);
    const double as_long = covered > one.steps
                               ? static_cast<double>(one.steps) / static_cast<double>(covered - one.steps)
                               : 0;
    const auto sums = [&](const Sum& in, const Sum& out, std::optional<double>& its,
                          std::optional<double>& usual) {
      if (in) its = static_cast<double>(*in);
      if (out) usual = static_cast<double>(*out) * as_long;
    };
    sums(one.reach, one.other_reach, spike.reach, spike.usual_reach);
    sums(one.engagement, one.other_engagement, spike.engagement, spike.usual_engagement);
    tell_voices(view, one, spike);
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

  const SeriesSet series(view);
  const std::size_t all = series.list.size();
  std::vector<std::uint32_t> counts(all * axis.size());  // step by step
  std::vector<std::uint64_t> totals(all);
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    if (!time.present()) return;
    const std::size_t at = axis.at(local_ms(time, cursor));
    if (at == axis.size()) return;
    series.of(segment, row).each([&](std::size_t one) {
      ++counts[at * all + one];
      ++totals[one];
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
    gathered.back().stride =
        (totals[found[at].series] - result.spikes.back().observed) / kOtherTexts + 1;
  }
  number_events(result.spikes);
  if (!result.spikes.empty()) tell_drivers(view, axis, series, gathered, result.spikes);
  return result;
}

}  // namespace earshot
