#include "insight/spikes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "insight/hash_index.h"
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

/// Calls `visit(bit)` for each bit that is set.
template <class Bits, class Visit>
void each_bit(Bits bits, Visit&& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Which series there are, and which of them a mention belongs to: those of its cells. Mentions that
/// name the same brands with the same label are of one cell, so are those of one platform and label,
/// and those of the same topics and label.
class SeriesSet {
 public:
  /// A series that a mention is in, and the label that counts there.
  struct In {
    std::uint16_t series;
    std::uint8_t label;
  };
  static constexpr std::size_t kCellsOfRow = 3;

  explicit SeriesSet(const View& view) : view_(view) {
    const Table& table = view.table;
    std::vector<std::uint64_t> platform_counts(table.platforms.size()), set_counts(table.brand_sets());
    each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
      ++platform_counts[segment.platform[row]];
      ++set_counts[segment.brands[row]];
    });
    platform_counts[0] = 0;  // not given
    std::vector<Listable> values;
    for (std::uint32_t at = 0; at < platform_counts.size(); ++at) {
      values.push_back({platform_counts[at], table.platforms[at], at});
    }
    platforms_ = list_largest(values, values.size());
    const std::vector<std::uint64_t> weights = brand_weights(view, set_counts);
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
    HashIndex numbers;
    std::vector<TopicSet> topics;
    for (LabelSetId set = 0; set < table.label_sets(); ++set) {
      const TopicSet own = table.labels(set).topics & topics_;
      std::uint32_t& number = numbers[own];
      if (number == HashIndex::kNone) {
        number = static_cast<std::uint32_t>(topics.size());
        topics.push_back(own);
      }
      topics_of_labels_.push_back(number);
    }
    platform_cells_ = table.brand_sets() * kLabelCount;
    topic_cells_ = platform_cells_ + table.platforms.size() * kLabelCount;
    ends_.assign(topic_cells_ + topics.size() * kLabelCount + 1, 0);
    note_cells(topics);
  }

  std::size_t cells() const { return ends_.size() - 1; }
  std::array<std::size_t, kCellsOfRow> cells_of(const Segment& segment, std::size_t row) const {
    const auto label = static_cast<std::size_t>(segment.label[row]);
    return {segment.brands[row] * kLabelCount + label,
            platform_cells_ + segment.platform[row] * kLabelCount + label,
            topic_cells_ + topics_of_labels_[segment.labels[row]] * kLabelCount + label};
  }
  /// The series of all mentions of a cell.
  std::span<const In> of_cell(std::size_t cell) const {
    return {in_.data() + ends_[cell], in_.data() + ends_[cell + 1]};
  }

  std::vector<SpikeSeries> list;

 private:
  void note_cells(std::span<const TopicSet> topic_sets) {
    const Table& table = view_.table;
    for (std::size_t cell = 0; cell < cells(); ++cell) {
      const auto label = static_cast<Label>(cell % kLabelCount);
      const auto add = [&](std::size_t series, Label own) {
        in_.push_back({static_cast<std::uint16_t>(series), static_cast<std::uint8_t>(own)});
      };
      const auto add_both = [&](std::size_t series, Label own) {
        add(series, own);
        if (own == Label::Negative) add(series + 1, own);
      };
      if (cell < platform_cells_) {
        const auto set = static_cast<BrandSetId>(cell / kLabelCount);
        add_both(0, label);
        const auto named = table.brands(set);
        for (std::size_t i = 0; i < named.size(); ++i) {
          const std::size_t place = brands_.place[named[i]];
          if (place != kListed) add_both(2 + 2 * place, table.aimed(set)[i].value_or(label));
        }
      } else if (cell < topic_cells_) {
        const std::size_t place = platforms_.place[(cell - platform_cells_) / kLabelCount];
        if (place != kListed) add(first_platform_ + place, label);
      } else {
        each_bit(topic_sets[(cell - topic_cells_) / kLabelCount],
                 [&](std::size_t topic) { add(first_topic_ + topic, label); });
      }
      ends_[cell + 1] = static_cast<std::uint32_t>(in_.size());
    }
  }

  const View& view_;
  Listing brands_, platforms_;
  std::size_t first_platform_ = 0, first_topic_ = 0;
  std::size_t platform_cells_ = 0, topic_cells_ = 0;  ///< the first of each
  TopicSet topics_ = 0;              ///< all that there are
  std::vector<std::uint32_t> topics_of_labels_;  ///< by set of labels: the number of its topics
  std::vector<std::uint32_t> ends_;  ///< in `in_`: where a cell begins, and the one before ends
  std::vector<In> in_;
};

/// A sum of the counts that are given.
struct Given {
  std::uint64_t sum = 0, given = 0;

  void add(std::uint32_t count) {
    const bool is = count != kAbsent32;
    sum += is ? count : 0;
    given += is;
  }
  void add(const Given& more) { sum += more.sum, given += more.given; }
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
  std::uint64_t mentions = 0, looked = 0;  // its own, and those of its series at other times that were looked at
  std::vector<RowId> rows, others;  // some of each, to be read
  std::vector<std::uint64_t> platforms, brands, other_platforms, other_brands;
  std::array<std::uint64_t, kMaxTopics> topics = {}, other_topics = {};
  Given reach, engagement;
};

/// A mention of spikes, which are a bit each.
struct InSpikes {
  RowId row;
  std::uint32_t spikes;
  StringPool::Id author;
  std::uint32_t cluster;
};
static_assert(kListed <= 32);

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

/// For each number below `numbers` that mentions of spikes have: if `worth(number, spikes, count)` says
/// so, of all that have it and of all their spikes, calls `visit(spike, number, count)` for each spike.
template <class Worth, class Visit>
void each_number(std::span<const InSpikes> rows, std::uint32_t InSpikes::* number, std::size_t numbers,
                 Worth&& worth, Visit&& visit) {
  // Of those who have a number: the last one, behind whom the others hang, each at one more than its place.
  struct Having {
    std::uint32_t spikes = 0, mentions = 0, last = 0;
  };
  std::vector<Having> having(numbers);
  std::vector<std::uint32_t> before(rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::uint32_t own = rows[at].*number;
    if (own >= numbers) continue;
    Having& of = having[own];
    of.spikes |= rows[at].spikes;
    ++of.mentions;
    before[at] = std::exchange(of.last, static_cast<std::uint32_t>(at + 1));
  }
  std::array<std::uint32_t, kListed> counts = {};
  for (std::uint32_t own = 0; own < numbers; ++own) {
    const Having& of = having[own];
    if (of.mentions == 0 || !worth(own, of.spikes, of.mentions)) continue;
    for (std::uint32_t at = of.last; at != 0; at = before[at - 1]) {
      each_bit(rows[at - 1].spikes, [&](std::size_t spike) { ++counts[spike]; });
    }
    each_bit(of.spikes, [&](std::size_t spike) { visit(spike, own, std::exchange(counts[spike], 0)); });
  }
}

/// How many of different sets of spikes there are.
class SetCounts {
 public:
  void add(std::uint32_t spikes) {
    std::uint32_t& number = numbers_[spikes];
    if (number == HashIndex::kNone) {
      number = static_cast<std::uint32_t>(sets_.size());
      sets_.emplace_back(spikes, 0);
    }
    ++sets_[number].second;
  }
  std::span<const std::pair<std::uint32_t, std::uint64_t>> all() const { return sets_; }

 private:
  HashIndex numbers_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> sets_;
};

/// @param rows ascending, their clusters not known yet
void tell_voices(const View& view, std::vector<InSpikes>& rows, std::span<const Gathered> gathered,
                 std::vector<Spike>& spikes) {
  const auto before = [&](const Shared& a, const Shared& b) {
    return a.mentions != b.mentions ? a.mentions > b.mentions
                                    : view.table.authors[a.value] < view.table.authors[b.value];
  };
  for (std::size_t at = 0; at < spikes.size(); ++at) spikes[at].authored = gathered[at].mentions;
  SetCounts authors;
  std::array<std::uint64_t, kListed> least = {};  // by spike: who has fewer mentions there is not among the loudest
  const auto reaches_least = [&](std::uint32_t of, std::uint64_t mentions) {
    bool reaches = false;
    each_bit(of, [&](std::size_t at) { reaches |= mentions >= least[at]; });
    return reaches;
  };
  each_number(rows, &InSpikes::author, view.table.authors.size(),
              [&](std::uint32_t author, std::uint32_t of, std::uint32_t mentions) {
    if (author == 0) return true;
    authors.add(of);
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
  for (const auto& [of, count] : authors.all()) {
    each_bit(of, [&](std::size_t at) { spikes[at].author_count += count; });
  }
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    std::uint64_t loudest = 0;
    for (const Shared& author : spikes[at].authors) loudest += author.mentions;
    if (static_cast<double>(loudest) >= kFewAuthors * static_cast<double>(gathered[at].mentions))
      spikes[at].voices = Voices::FewAuthors;
  }
  if (!view.clusters) return;

  const Clusters& clusters = *view.clusters;
  auto next = clusters.rows.begin();
  for (InSpikes& row : rows) {
    while (next != clusters.rows.end() && *next < row.row) ++next;  // both ascend
    if (next != clusters.rows.end() && *next == row.row)
      row.cluster = clusters.cluster[static_cast<std::size_t>(next - clusters.rows.begin())];
  }
  std::array<std::uint32_t, kListed> largest;
  largest.fill(kNoCluster);
  least.fill(2);
  each_number(rows, &InSpikes::cluster, clusters.clusters.size(),
              [&](std::uint32_t, std::uint32_t of, std::uint32_t mentions) { return reaches_least(of, mentions); },
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
  for (const InSpikes& row : rows) {
    if (row.cluster == kNoCluster || !is_largest[row.cluster]) continue;
    each_bit(row.spikes & ~found, [&](std::size_t at) {
      if (largest[at] != row.cluster) return;
      if (row.row == clusters.clusters[row.cluster].first) {
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
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    if (static_cast<double>(spikes[at].largest_cluster) >= kOneText * static_cast<double>(gathered[at].mentions))
      spikes[at].voices = Voices::OneText;
  }
}

/// What the texts of each spike say that those of the same series at other times do not.
void tell_phrases(const View& view, std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  std::vector<RowId> read;
  for (const Gathered& one : gathered) {
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

/// All mentions of a cell.
struct OfCell {
  std::uint64_t mentions = 0, reach = 0, engagement = 0;
  std::uint32_t reach_given = 0, engagement_given = 0;
  std::uint32_t run = 0;  ///< mentions that are not among those yet
};

/// Mentions by step and series.
/// @param step_of by selected row in order, kNoStep each: gets its step where it has one
/// @param counts step by step
std::vector<OfCell> count_steps(const View& view, const Axis& axis, const SeriesSet& series,
                                std::vector<std::uint16_t>& step_of, std::vector<std::uint32_t>& counts) {
  ZoneCursor cursor(view.zone);
  AxisCursor steps(axis);
  std::vector<OfCell> cells(series.cells());
  // Mentions mostly come in order of time: those of a step one after another are counted by cell first.
  std::vector<std::uint32_t> touched;
  std::size_t step = axis.size();
  const auto end_run = [&] {
    for (const std::uint32_t cell : touched) {
      const std::uint32_t mentions = std::exchange(cells[cell].run, 0);
      cells[cell].mentions += mentions;
      for (const SeriesSet::In in : series.of_cell(cell)) counts[step * series.list.size() + in.series] += mentions;
    }
    touched.clear();
  };
  std::size_t next = 0;
  each_row(view.table, view.selection, [&](const Segment& segment, std::size_t row) {
    std::uint16_t& own = step_of[next++];
    const Time time = view.table.time(segment, row);
    if (!time.present()) return;
    const std::size_t at = steps.at(local_ms(time, cursor));
    if (at == axis.size()) return;
    own = static_cast<std::uint16_t>(at);
    if (at != step) end_run();
    step = at;
    const std::uint32_t reach = segment.reach[row], engagement = own_engagement(segment, row);
    const bool has_reach = reach != kAbsent32, has_engagement = engagement != kAbsent32;
    for (const std::size_t number : series.cells_of(segment, row)) {
      OfCell& cell = cells[number];
      if (cell.run++ == 0) touched.push_back(static_cast<std::uint32_t>(number));
      cell.reach += has_reach ? reach : 0;
      cell.reach_given += has_reach;
      cell.engagement += has_engagement ? engagement : 0;
      cell.engagement_given += has_engagement;
    }
  });
  end_run();
  return cells;
}

/// Counts what the mentions of spikes have in common: mentions of the same spikes together.
class CommonCounts {
 public:
  CommonCounts(const Table& table, std::vector<Gathered>& gathered, std::size_t brands)
      : table_(table), gathered_(gathered), topics_(table.platforms.size()),
        brands_(topics_ + kMaxTopics), width_(brands_ + brands) {
    for (Gathered& one : gathered) {
      for (auto* counts : {&one.platforms, &one.other_platforms}) counts->resize(table.platforms.size());
      for (auto* counts : {&one.brands, &one.other_brands}) counts->resize(brands);
    }
  }

  /// @param spikes of the mention, a bit each
  void add(const Segment& segment, std::size_t row, std::uint32_t spikes) {
    if (groups_.empty() || groups_[last_].spikes != spikes) {
      if (counts_.size() > kMostCounts) settle();
      std::uint32_t& number = numbers_[spikes];
      if (number == HashIndex::kNone) {
        number = static_cast<std::uint32_t>(groups_.size());
        groups_.push_back({spikes, 0, {}, {}});
        counts_.resize(counts_.size() + width_);
      }
      last_ = number;
    }
    Group& group = groups_[last_];
    ++group.mentions;
    group.reach.add(segment.reach[row]);
    group.engagement.add(own_engagement(segment, row));
    std::uint32_t* const counts = counts_.data() + last_ * width_;
    ++counts[segment.platform[row]];
    each_bit(table_.labels(segment.labels[row]).topics, [&](std::size_t topic) { ++counts[topics_ + topic]; });
    for (const std::uint32_t brand : table_.brands(segment.brands[row])) ++counts[brands_ + brand];
  }

  /// To be called behind the last mention.
  void settle() {
    for (std::size_t at = 0; at < groups_.size(); ++at) {
      const Group& group = groups_[at];
      const std::uint32_t* const counts = counts_.data() + at * width_;
      each_bit(group.spikes, [&](std::size_t spike) {
        Gathered& one = gathered_[spike];
        one.mentions += group.mentions;
        one.reach.add(group.reach);
        one.engagement.add(group.engagement);
        const auto add = [](auto& to, const std::uint32_t* from) {
          for (auto& count : to) count += *from++;
        };
        add(one.platforms, counts);
        add(one.topics, counts + topics_);
        add(one.brands, counts + brands_);
      });
    }
    numbers_.clear();
    groups_.clear();
    counts_.clear();
  }

 private:
  static constexpr std::size_t kMostCounts = std::size_t{1} << 18;
  struct Group {
    std::uint32_t spikes = 0;
    std::uint64_t mentions = 0;
    Given reach, engagement;
  };

  const Table& table_;
  std::vector<Gathered>& gathered_;
  std::size_t topics_, brands_, width_;  // behind platforms: where a group's counts of topics, of brands begin
  HashIndex numbers_;
  std::size_t last_ = 0;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> counts_;
};

/// @param step_of by selected row in order: its step; kNoStep for none
/// @param of_cells all mentions by cell
void tell_drivers(const View& view, const Axis& axis, const SeriesSet& series,
                  std::span<const std::uint16_t> step_of, std::span<const OfCell> of_cells,
                  std::vector<Gathered>& gathered, std::vector<Spike>& spikes) {
  const Table& table = view.table;
  std::vector<Told> told(series.list.size());
  for (std::size_t cell = 0; cell < of_cells.size(); ++cell) {
    for (const auto [which, label] : series.of_cell(cell)) {
      Told& of = told[which];
      of.mentions += of_cells[cell].mentions;
      of.labels[label] += of_cells[cell].mentions;
      of.reach.add({of_cells[cell].reach, of_cells[cell].reach_given});
      of.engagement.add({of_cells[cell].engagement, of_cells[cell].engagement_given});
    }
  }
  // By series: its spikes, a bit each, and the places below which its mentions at other times are looked
  // at, and read. Of a spike of negative mentions, the labels are those of all.
  struct OfSeries {
    std::uint32_t spikes = 0, labelled = 0;
    std::uint64_t looked = 0, read = 0;
  };
  std::vector<OfSeries> of(told.size());
  std::vector<std::uint32_t> at_step(axis.size());  // its spikes
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    const std::uint32_t bit = std::uint32_t{1} << at;
    const std::uint64_t mentions = told[gathered[at].series].mentions;
    OfSeries& own = of[gathered[at].series];
    own.spikes |= bit;
    own.looked = places_for(kOthersLooked, mentions);
    own.read = std::max(own.read, places_for(kOtherTexts, mentions - spikes[at].observed));
    of[gathered[at].series - spikes[at].series.negative].labelled |= bit;
    for (std::size_t step = 0; step < axis.size(); ++step) {
      if (axis.starts[step] >= spikes[at].start && axis.starts[step] < spikes[at].end) at_step[step] |= bit;
    }
  }
  std::uint64_t looked_of_any = 0;
  for (const OfSeries& own : of) looked_of_any = std::max(looked_of_any, own.looked);
  // The same of all series of a cell.
  struct Watched {
    std::uint32_t spikes = 0;
    std::uint64_t looked = 0;
  };
  std::vector<Watched> watched(series.cells());
  for (std::size_t cell = 0; cell < watched.size(); ++cell) {
    for (const SeriesSet::In in : series.of_cell(cell)) {
      watched[cell].spikes |= of[in.series].spikes;
      watched[cell].looked = std::max(watched[cell].looked, of[in.series].looked);
    }
  }
  // Mentions of steps that have the same spikes, by cell.
  std::vector<std::uint32_t> alike = at_step;
  cold_sort(alike);
  alike.erase(std::unique(alike.begin(), alike.end()), alike.end());
  std::vector<std::size_t> counted;  // by step: where its begin in `by_cell`
  for (const std::uint32_t here : at_step) {
    const auto place = static_cast<std::size_t>(std::ranges::lower_bound(alike, here) - alike.begin());
    counted.push_back(place * series.cells());
  }
  std::vector<std::uint32_t> by_cell(alike.size() * series.cells());
  CommonCounts common(table, gathered, view.brands.size());
  std::vector<InSpikes> rows;
  std::size_t next = 0;
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    const std::size_t step = step_of[next++];
    if (step == kNoStep) return;
    const RowId id = segment.first + static_cast<RowId>(row);
    const std::uint64_t place = place_of(id);
    const std::uint32_t here = at_step[step];
    if (here == 0 && place >= looked_of_any) return;
    const auto cells = series.cells_of(segment, row);
    std::uint32_t in = 0;
    std::uint64_t looked = 0;
    for (const std::size_t cell : cells) {
      in |= watched[cell].spikes & here;
      looked = std::max(looked, watched[cell].looked);
    }
    if (here != 0) {
      for (const std::size_t cell : cells) ++by_cell[counted[step] + cell];
    }
    if (in != 0) {
      common.add(segment, row, in);
      rows.push_back({id, in, segment.author[row], kNoCluster});
    }
    if (place >= looked) return;
    for (const std::size_t cell : cells) {
      for (const SeriesSet::In of_row : series.of_cell(cell)) {
        const OfSeries& own = of[of_row.series];
        if (place >= own.looked) continue;
        each_bit(own.spikes & ~here, [&](std::size_t at) {
          Gathered& one = gathered[at];
          ++one.looked;
          ++one.other_platforms[segment.platform[row]];
          each_bit(table.labels(segment.labels[row]).topics, [&](std::size_t topic) { ++one.other_topics[topic]; });
          for (const std::uint32_t brand : table.brands(segment.brands[row])) ++one.other_brands[brand];
          if (place < own.read) one.others.push_back(id);
        });
      }
    }
  });
  common.settle();
  for (std::size_t at = 0; at < by_cell.size(); ++at) {
    if (by_cell[at] == 0) continue;
    for (const auto [which, label] : series.of_cell(at % series.cells())) {
      each_bit(of[which].labelled & alike[at / series.cells()],
               [&](std::size_t spike) { spikes[spike].inside[label] += by_cell[at]; });
    }
  }
  std::array<std::uint64_t, kListed> read = {};
  for (std::size_t at = 0; at < spikes.size(); ++at) read[at] = places_for(kSpikeTexts, gathered[at].mentions);
  for (const InSpikes& row : rows) {
    const std::uint64_t place = place_of(row.row);
    each_bit(row.spikes, [&](std::size_t at) {
      if (place < read[at]) gathered[at].rows.push_back(row.row);
    });
  }

  std::size_t covered = 0;
  for (const bool step : axis.covered) covered += step;
  tell_voices(view, rows, gathered, spikes);
  for (std::size_t at = 0; at < spikes.size(); ++at) {
    Gathered& one = gathered[at];
    Spike& spike = spikes[at];
    spike.platforms = surplus(one.platforms, one.mentions, one.other_platforms, one.looked);
    spike.brands = surplus(one.brands, one.mentions, one.other_brands, one.looked);
    spike.topics = surplus(one.topics, one.mentions, one.other_topics, one.looked);
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

  SeriesSet series(view);
  const std::size_t all = series.list.size();
  std::vector<std::uint32_t> counts(all * axis.size());  // step by step
  std::vector<std::uint16_t> step_of(view.selection.size(table), kNoStep);
  const std::vector<OfCell> of_cells = count_steps(view, axis, series, step_of, counts);
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
  if (!result.spikes.empty()) tell_drivers(view, axis, series, step_of, of_cells, gathered, result.spikes);
  return result;
}

}  // namespace earshot
