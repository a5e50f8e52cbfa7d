#include "insight/voices.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <utility>

#include "insight/author_rows.h"
#include "insight/grid.h"
#include "insight/hash_index.h"
#include "text/seldom.h"

namespace earshot {
namespace {

// Authors note which listed brands they name in one word, those of other brands in a bit of their own.
static_assert(kListed < 31);
constexpr std::size_t kWhole = 0;  // the slice before those of dimensions
constexpr std::size_t kDimensions = 4, kPoints = 3;
constexpr std::uint32_t kAny = 1u << 31;

/// Places in the lists of platforms, languages and countries.
using Spot = std::array<std::uint8_t, kPoints>;

/// Which brands are named, which are given reach and which engagement: a bit for each brand of the list and
/// for all others, three times.
using Given = std::uint64_t;
constexpr unsigned kBrandBits = kListed + 1;
static_assert(3 * kBrandBits <= 64);
constexpr Given kNamed = (Given{1} << kBrandBits) - 1;
constexpr Given brands_of(Given given, std::size_t voice) { return given >> kBrandBits * (voice + 1) & kNamed; }

/// What a profile is here.
struct Known {
  std::uint32_t mentions = 0, brands = 0;
  BrandSetId set = 0;
  std::uint32_t weight = 0;
  std::uint32_t cells = 0;  // bits
  std::uint32_t spot = 0;
};

/// A mention of a brand.
struct Said {
  std::uint64_t sums[2];  // reach, engagement, for each brand of it; 0 where it is not given
  Given given;
  BrandSetId set;
  std::uint32_t spot, point;
};

/// Sums of what authors bring to one brand in a slice who name it alone there.
struct Lone {
  std::uint64_t sums[2], squares[2];  // of reach, engagement
  std::uint32_t times[2], authors;
  void operator+=(const Lone& other) {
    for (std::size_t voice = 0; voice < 2; ++voice) sums[voice] += other.sums[voice];
    for (std::size_t voice = 0; voice < 2; ++voice) squares[voice] += other.squares[voice];
    for (std::size_t voice = 0; voice < 2; ++voice) times[voice] += other.times[voice];
    authors += other.authors;
  }
};
/// Of those who name others as well: as in VoiceCell.
struct Shared {
  std::uint64_t sums[2], squares[2], products[2];
  std::uint64_t authors, together;  // Σ1, and Σ of how many brands they name
  void operator+=(const Shared& other) {
    for (std::size_t voice = 0; voice < 2; ++voice) sums[voice] += other.sums[voice];
    for (std::size_t voice = 0; voice < 2; ++voice) squares[voice] += other.squares[voice];
    for (std::size_t voice = 0; voice < 2; ++voice) products[voice] += other.products[voice];
    authors += other.authors;
    together += other.together;
  }
};

std::uint64_t add_up_to_most(std::uint64_t a, std::uint64_t b) {
  return a > std::numeric_limits<std::uint64_t>::max() - b ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

static_assert(kVoiceGroups == 256);  // a byte of a hash tells it

class Counter {
 public:
  explicit Counter(const View& view)
      : view_(view), table_(view.table), authors_(author_rows(view, own_)), selected_(view.table, view.selection) {}

  Voices count() {
    lay_out();
    read();
    hand_out();
    return std::move(result_);
  }

 private:
  /// What there is room for, and how far reach and engagement are cut so that squares of the sum of all
  /// hold in 64 bits.
  EARSHOT_SELDOM void draw_outline() {
    constexpr unsigned wanted = bit(By::Platforms) | bit(By::Languages) | bit(By::Countries) | bit(By::Points);
    const std::span<const Profile> profiles = authors_.profiles();
    for (const Profile& profile : profiles) {
      Known& known = profiles_.emplace_back();
      known.set = profile.brands;
      known.brands = static_cast<std::uint32_t>(table_.brands(profile.brands).size());
    }
    const RowTotals totals = selected_.all() ? authors_.totals() : selected_totals();
    for (std::size_t at = 0; at < profiles.size(); ++at) profiles_[at].mentions = totals.mentions[at];
    const std::int64_t first = totals.first_hour, last = totals.last_hour;
    const std::uint64_t sums[] = {totals.reach, totals.engagement};
    for (std::size_t voice = 0; voice < 2; ++voice) {
      const auto bits = static_cast<int>(std::bit_width(sums[voice]) + std::bit_width(result_.counting.unit() - 1));
      result_.shifts[voice] = static_cast<unsigned>(std::max(0, bits - 31));
      halves_[voice] = (std::uint64_t{1} << result_.shifts[voice]) / 2;
    }
    OutlineCounts counts(table_);
    for (std::size_t at = 0; at < profiles.size(); ++at) {
      counts.sets[profiles[at].brands] += profiles_[at].mentions;
      counts.platforms[profiles[at].platform] += profiles_[at].mentions;
      counts.languages[profiles[at].language] += profiles_[at].mentions;
      counts.countries[profiles[at].country] += profiles_[at].mentions;
    }
    counts.dated = last != AuthorRow::kUndated;
    counts.first = first * kHourMs;
    counts.last = last * kHourMs;
    // From the first hour's end to the last one's begin, and the other way round.
    const std::int64_t least = counts.last - counts.first - kHourMs + 1, most = counts.last - counts.first + kHourMs - 1;
    const bool told = !counts.dated || step_for(std::max<std::int64_t>(least, 0)) == step_for(most);
    found_ = told ? outline(view_, wanted, counts) : outline(view_, wanted);
  }

  EARSHOT_SELDOM RowTotals selected_totals() const {
    RowTotals totals;
    totals.mentions.resize(profiles_.size());
    for (const std::span<const AuthorRow> rows : {authors_.others(), authors_.singles()}) {
      for (const AuthorRow& row : rows) totals.add(row, profiles_[row.profile].brands, selected_[row.row]);
    }
    return totals;
  }

  EARSHOT_SELDOM void lay_out() {
    result_.counting = counting_of(view_.settings);
    draw_outline();
    result_.brands = std::move(found_.brands);
    result_.step = found_.step;
    result_.starts = std::move(found_.starts);
    cells_ = result_.brands.values.size() + 1;
    others_ = result_.brands.left_out > 0;
    std::size_t room = kWhole + 1;
    for (std::size_t by = 0; by < kDimensions; ++by) {
      begins_[by] = room;
      result_.by[by].slices.resize(by < 3 ? found_.values[by].values.size() : result_.starts.size());
      room += result_.by[by].slices.size();
    }
    counts_.resize(room * cells_);
    lone_.resize(room * cells_);
    shared_.resize(room * cells_);
    result_.once.resize(cells_);
    result_.used.resize(kVoiceGroups);
    result_.groups.resize(kVoiceGroups * cells_ * kVoices);
    for (BrandSetId set = 0; set < table_.brand_sets(); ++set) {
      const auto brands = table_.brands(set);
      sets_.push_back({static_cast<std::uint32_t>(set_cells_.size()), static_cast<std::uint32_t>(brands.size()),
                       brands.empty() ? 0 : result_.counting.weight(brands.size())});
      for (const std::uint32_t brand : brands) set_cells_.push_back(static_cast<std::uint8_t>(cell_of(brand)));
    }
    points_.emplace(result_.starts.size() + 1, table_.brand_sets());
    HashIndex spots;
    for (std::size_t at = 0; at < profiles_.size(); ++at) {
      const Profile& profile = authors_.profiles()[at];
      const auto place = [&](std::size_t by, std::uint32_t value) {
        const Listing& listing = found_.values[by];
        return std::min(listing.place[value], static_cast<std::uint8_t>(listing.values.size()));
      };
      const Spot spot = {place(0, profile.platform), place(1, profile.language), place(2, profile.country)};
      std::uint32_t& number = spots[std::uint32_t{spot[0]} << 16 | spot[1] << 8 | spot[2]];
      if (number == HashIndex::kNone) {
        number = static_cast<std::uint32_t>(room + spots_.size());
        spots_.push_back(spot);
      }
      Known& known = profiles_[at];
      known.spot = number;
      known.weight = static_cast<std::uint32_t>(sets_[known.set].weight);
      for (const std::uint8_t cell : cells_of(known.set)) known.cells |= 1u << cell;
    }
    first_spot_ = room;
    slices_.resize(room + spots_.size());
    drafts_.resize(slices_.size() * cells_);
    // The point of each step that is no longer than a point, from the first on.
    if (result_.starts.empty()) return;
    const std::int64_t step_ms = result_.step == Step::Hour ? kHourMs : kDayMs, first = result_.starts.front();
    first_hour_ = floor_div(first, kHourMs);
    for (std::size_t point = 0; point < result_.starts.size(); ++point) {
      const std::int64_t end = point + 1 < result_.starts.size() ? result_.starts[point + 1]
                                                                 : next_start(result_.step, result_.starts[point]);
      point_of_step_.resize(static_cast<std::size_t>((end - first) / step_ms),
                            static_cast<std::uint32_t>(point));
    }
  }

  std::uint32_t point_of(std::int32_t hour) const {
    if (hour == AuthorRow::kUndated) return static_cast<std::uint32_t>(result_.starts.size());
    const auto hours = static_cast<std::uint32_t>(hour) - static_cast<std::uint32_t>(first_hour_);
    return point_of_step_[result_.step == Step::Hour ? hours : hours / 24];
  }

  void read() {
    const auto add_points = [this](std::size_t at, std::size_t set, std::uint32_t count) {
      add_mentions(kPoints, at, set, count);
    };
    each_author(authors_, selected_, [&](std::uint32_t place, std::span<const AuthorRow> rows) {
      if (said_.size() < rows.size()) said_.resize(rows.size());
      // Without a branch: each row is written, and overwritten unless it names a brand.
      std::size_t count = 0;
      for (const AuthorRow& row : rows) {
        const Known& known = profiles_[row.profile];
        said_[count] = said_in(row, known);
        points_->add(said_[count].point, known.set, add_points);
        count += known.cells != 0;
      }
      if (count == 0) return;
      result_.mentions += count;
      const std::span<const Said> said(said_.data(), count);
      if (place != 0) {
        ++result_.authors;
        take(said, authors_.group(place), true);
      } else if (said[0].given > kNamed) {
        take(said, authors_.group_of_unnamed(static_cast<std::size_t>(rows.data() - authors_.of(0).data())), false);
      }
    });
    read_singles(add_points);
    points_->finish(add_points);
    for (const Known& known : profiles_) {
      if (known.mentions == 0) continue;
      for (std::size_t by = 0; by < kPoints; ++by) {
        add_mentions(by, spots_[known.spot - first_spot_][by], known.set, known.mentions);
      }
    }
  }

  Said said_in(const AuthorRow& row, const Known& known) const {
    const bool reach = row.reach != kAbsent32, engagement = row.engagement != kAbsent32;
    const Given cells = known.cells;
    return {{std::uint64_t{reach ? row.reach : 0} * known.weight, std::uint64_t{engagement ? row.engagement : 0} * known.weight},
            cells | (reach ? cells << kBrandBits : 0) | (engagement ? cells << 2 * kBrandBits : 0),
            known.set, known.spot, point_of(row.hour)};
  }

  /// Authors with a single mention, profile by profile: what alike ones bring is added up before it is added
  /// to the slices of their profile.
  template <class AddPoints>
  void read_singles(AddPoints&& add_points) {
    const std::span<const AuthorRow> singles = authors_.singles();
    for (std::size_t begin = 0, end = 0; begin < singles.size(); begin = end) {
      const std::uint32_t profile = singles[begin].profile;
      const Known& known = profiles_[profile];
      const auto cell = static_cast<std::size_t>(std::countr_zero(known.cells));
      const bool lone = is_lone(known.cells);
      Lone all = {};
      std::uint32_t mentions = 0;
      for (end = begin; end < singles.size() && singles[end].profile == profile; ++end) {
        const AuthorRow& row = singles[end];
        if (!selected_[row.row]) continue;
        ++mentions;
        const Said said = said_in(row, known);
        points_->add(said.point, known.set, add_points);
        if (known.cells == 0) continue;
        const std::size_t group = authors_.group(static_cast<std::uint32_t>(authors_.first_single() + end));
        if (!lone) {
          take({&said, 1}, group, true);
          continue;
        }
        const Lone its = lone_of(said.sums, said.given, true);
        all += its;
        if (said.point < result_.starts.size()) lone_[(begins_[kPoints] + said.point) * cells_ + cell] += its;
        add_to_group(group, cell, said.sums, 1);
      }
      if (mentions == 0 || known.cells == 0) continue;
      result_.mentions += mentions;
      result_.authors += mentions;
      if (!lone) continue;
      std::array<std::size_t, kSame> same;
      for (const std::size_t slice : slices_of(known.spot, same)) lone_[slice * cells_ + cell] += all;
    }
  }

  /// Of copies the first alone: from the whole is taken what repeats. They may name different brands: each
  /// brand's first of a cluster counts.
  EARSHOT_SELDOM void count_once() {
    result_.mentions_once = result_.mentions;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      result_.once[cell] = {counts_[kWhole * cells_ + cell].mentions, counts_[kWhole * cells_ + cell].weight};
    }
    if (!view_.clusters) return;
    const Clusters& clusters = *view_.clusters;
    std::vector<std::uint32_t> met(clusters.clusters.size());  // by cluster: bits of brands
    std::vector<std::uint32_t> bits_of(table_.brand_sets());    // none of the empty set
    for (std::size_t set = 1; set < bits_of.size(); ++set) {
      bits_of[set] = kAny;
      for (const std::uint8_t cell : cells_of(static_cast<BrandSetId>(set))) bits_of[set] |= 1u << cell;
    }
    const std::uint32_t other = 1u << (cells_ - 1);
    HashIndex met_others;
    const auto repeat = [&](std::size_t cell, BrandSetId set, std::uint64_t times) {
      result_.once[cell].mentions -= times;
      result_.once[cell].weight -= sets_[set].weight * times;
    };
    // By set: mentions of which each brand that has a place was met before.
    std::vector<std::uint32_t> repeated(bits_of.size());
    const auto& segments = table_.segments();
    for (std::size_t copy = 0, in = 0; copy < clusters.rows.size(); ++in) {
      const Segment& segment = *segments[in];
      for (; copy < clusters.rows.size() && clusters.rows[copy] - segment.first < segment.size; ++copy) {
        const RowId row = clusters.rows[copy];
        const BrandSetId set = segment.brands[row - segment.first];
        // Without a branch where copies name the same brands, as most do.
        const std::uint32_t bits = selected_[row] ? bits_of[set] : 0;
        std::uint32_t& before = met[clusters.cluster[copy]];
        std::uint32_t repeats = bits & before;
        before |= bits;
        result_.mentions_once -= repeats >> 31;
        const bool whole = bits != 0 && repeats == bits && (bits & other) == 0;
        repeated[set] += whole;
        if (whole || (((repeats & ~kAny) | (bits & other)) == 0)) continue;
        for (repeats &= ~kAny & ~other; repeats != 0; repeats &= repeats - 1) {
          repeat(static_cast<std::size_t>(std::countr_zero(repeats)), set, 1);
        }
        if ((bits & other) == 0) continue;
        for (const std::uint32_t brand : table_.brands(set)) {
          if (cell_of(brand) + 1 < cells_) continue;
          if (std::exchange(met_others[std::uint64_t{brand} << 32 | clusters.cluster[copy]], 0) == 0) repeat(cells_ - 1, set, 1);
        }
      }
    }
    for (std::size_t set = 0; set < repeated.size(); ++set) {
      for (const std::uint8_t cell : cells_of(static_cast<BrandSetId>(set))) repeat(cell, static_cast<BrandSetId>(set), repeated[set]);
    }
  }

  /// So many mentions of a set of brands in a slice; those of the first dimension make up the whole.
  void add_mentions(std::size_t by, std::size_t place, std::size_t set, std::uint32_t count) {
    const auto add = [&](std::size_t slice) {
      slices_[slice].mentions += count;
      for (const std::uint8_t cell : cells_of(static_cast<BrandSetId>(set))) {
        VoiceCell& its = counts_[slice * cells_ + cell];
        its.mentions += count;
        its.weight += sets_[set].weight * count;
      }
    };
    if (place < result_.by[by].slices.size()) add(begins_[by] + place);
    if (by == 0) add(kWhole);
  }

  std::span<const std::uint8_t> cells_of(BrandSetId set) const {
    return std::span(set_cells_).subspan(sets_[set].begin, sets_[set].size);
  }
  std::size_t cell_of(std::uint32_t brand) const {
    return std::min<std::size_t>(result_.brands.place[brand], cells_ - 1);
  }

  static constexpr std::size_t kSame = 1 + kDimensions;
  /// The whole and those slices of a spot that have a place.
  std::span<std::size_t> slices_of(std::size_t spot, std::array<std::size_t, kSame>& slices) const {
    std::size_t count = 0;
    slices[count++] = kWhole;
    for (std::size_t by = 0; by < kPoints; ++by) {
      const std::size_t place = spots_[spot - first_spot_][by];
      slices[count] = begins_[by] + place;
      count += place < result_.by[by].slices.size();
    }
    return std::span(slices).first(count);
  }

  /// What one author (`named`), or one mention without, says of brands, in order of the points.
  void take(std::span<const Said> said, std::size_t group, bool named) {
    if (others_) find_others(said);
    touched_.clear();
    bool at_once = true;
    for (const Said& one : said) {
      if (slices_[one.spot].given == 0) touched_.push_back(one.spot);
      draft(one, one.spot);
      at_once &= one.point == said[0].point;
    }
    for (const std::size_t spot : touched_) merge(spot, kWhole);
    const Slice& whole = slices_[kWhole];
    if (named || whole.given > kNamed) {
      for (Given rest = whole.given & kNamed; rest != 0; rest &= rest - 1) {
        const auto cell = static_cast<std::size_t>(std::countr_zero(rest));
        add_to_group(group, cell, drafts_[kWhole * cells_ + cell].data(), named ? brands_in(kWhole, cell) : 0);
      }
    }
    // Where all of it is in one slice, it brings there what it brings to the whole.
    std::array<std::size_t, kSame> same;
    std::size_t sames = 0;
    same[sames++] = kWhole;
    for (std::size_t by = 0; by < kPoints; ++by) {
      const std::size_t first = place_of(touched_[0], by), nowhere = result_.by[by].slices.size();
      if (std::ranges::all_of(touched_, [&](std::size_t spot) { return place_of(spot, by) == first; })) {
        if (first < nowhere) same[sames++] = begins_[by] + first;
        continue;
      }
      for (const std::size_t spot : touched_) {
        if (const std::size_t place = place_of(spot, by); place < nowhere) merge(spot, begins_[by] + place);
      }
      for (const std::size_t spot : touched_) {
        const std::size_t place = place_of(spot, by), slice = begins_[by] + place;
        if (place < nowhere && slices_[slice].given != 0) settle(slice, {&slice, 1}, named);
      }
    }
    if (!at_once) {
      take_points(said, named);
    } else if (said[0].point < result_.starts.size()) {
      same[sames++] = begins_[kPoints] + said[0].point;
    }
    settle(kWhole, std::span(same).first(sames), named);
    for (const std::size_t spot : touched_) clear(spot);
    for (const std::uint64_t pair : pairs_) slices_[pair >> 32].others = 0;
    pairs_.clear();
  }

  void take_points(std::span<const Said> said, bool named) {
    for (std::size_t begin = 0, end = 0; begin < said.size(); begin = end) {
      const std::size_t point = said[begin].point, slice = begins_[kPoints] + point;
      for (end = begin + 1; end < said.size() && said[end].point == point;) ++end;
      if (point == result_.starts.size()) continue;
      if (const Said& one = said[begin]; end == begin + 1 && is_lone(one.given & kNamed)) {
        lone_[slice * cells_ + static_cast<std::size_t>(std::countr_zero(one.given))] += lone_of(one.sums, one.given, named);
        continue;
      }
      for (const Said& one : said.subspan(begin, end - begin)) draft(one, slice);
      settle(slice, {&slice, 1}, named);
    }
  }

  std::size_t place_of(std::size_t spot, std::size_t by) const { return spots_[spot - first_spot_][by]; }

  /// Whether it is a single brand that has a place, as most are.
  bool is_lone(Given cells) const { return cells != 0 && (cells & (cells - 1)) == 0 && cells >> (cells_ - 1) == 0; }

  std::uint64_t cut(std::uint64_t sum, std::size_t voice) const { return (sum + halves_[voice]) >> result_.shifts[voice]; }

  Lone lone_of(const std::uint64_t* sums, Given given, bool named) const {
    const std::uint64_t parts[] = {cut(sums[0], 0), cut(sums[1], 1)};
    return {{sums[0], sums[1]},
            {parts[0] * parts[0], parts[1] * parts[1]},
            {brands_of(given, 0) != 0, brands_of(given, 1) != 0},
            named};
  }

  void add_to_group(std::size_t group, std::size_t cell, const std::uint64_t* sums, std::uint64_t authors) {
    result_.used[group] = true;
    std::uint64_t* const of = &result_.groups[(group * cells_ + cell) * kVoices];
    for (std::size_t voice = 0; voice < 2; ++voice) of[voice] = add_up_to_most(of[voice], sums[voice]);
    of[kAuthors] += authors;
  }

  void draft(const Said& one, std::size_t at) {
    slices_[at].given |= one.given;
    for (Given rest = one.given & kNamed; rest != 0; rest &= rest - 1) {
      Draft& draft = drafts_[at * cells_ + static_cast<std::size_t>(std::countr_zero(rest))];
      for (std::size_t voice = 0; voice < 2; ++voice) draft[voice] += one.sums[voice];
    }
    if ((one.given >> (cells_ - 1) & 1) == 0) return;
    // All brands without a place are one here.
    const std::span<const std::uint8_t> cells = cells_of(one.set);
    const auto more = static_cast<std::uint64_t>(std::ranges::count(cells, cells_ - 1)) - 1;
    Draft& draft = drafts_[(at + 1) * cells_ - 1];
    for (std::size_t voice = 0; voice < 2; ++voice) draft[voice] += more * one.sums[voice];
  }

  void merge(std::size_t from, std::size_t to) {
    slices_[to].given |= slices_[from].given;
    for (Given rest = slices_[from].given & kNamed; rest != 0; rest &= rest - 1) {
      const auto cell = static_cast<std::size_t>(std::countr_zero(rest));
      for (std::size_t voice = 0; voice < 2; ++voice) drafts_[to * cells_ + cell][voice] += drafts_[from * cells_ + cell][voice];
    }
  }

  void clear(std::size_t at) {
    for (Given rest = std::exchange(slices_[at].given, 0) & kNamed; rest != 0; rest &= rest - 1) {
      drafts_[at * cells_ + static_cast<std::size_t>(std::countr_zero(rest))] = {};
    }
  }

  /// Of the author who is being taken: as how many brands a brand of the list, or all others, count.
  std::uint64_t brands_in(std::size_t slice, std::size_t cell) const {
    return cell + 1 == cells_ ? slices_[slice].others : 1;
  }

  /// Adds what was drafted of one author at `from` to the slices `to`, and clears it.
  void settle(std::size_t from, std::span<const std::size_t> to, bool named) {
    const Given given = slices_[from].given, cells = given & kNamed;
    const Draft* const drafts = &drafts_[from * cells_];
    // Many brands may be one author's here: their number is told by hand.
    const std::uint64_t others = named && cells >> (cells_ - 1) != 0 ? slices_[from].others : 0;
    if ((cells & (cells - 1)) == 0) {
      const auto cell = static_cast<std::size_t>(std::countr_zero(cells));
      const Lone lone = lone_of(drafts[cell].data(), given, named && others == 0);
      for (const std::size_t slice : to) {
        lone_[slice * cells_ + cell] += lone;
        if (others == 0) continue;
        VoiceCell& count = counts_[slice * cells_ + cell];
        count.sums[kAuthors] += others;
        count.alone[kAuthors] += others * others;
        ++count.lone[kAuthors];
      }
      clear(from);
      return;
    }
    std::array<std::uint64_t, 2> all = {};
    std::uint64_t brands = 0;
    std::array<std::uint8_t, kBrandBits> named_cells;
    std::array<Shared, kBrandBits> brought;
    std::size_t count = 0;
    for (Given rest = cells; rest != 0; rest &= rest - 1, ++count) {
      const auto cell = static_cast<std::size_t>(std::countr_zero(rest));
      named_cells[count] = static_cast<std::uint8_t>(cell);
      const std::uint64_t sums[] = {drafts[cell][0], drafts[cell][1]}, parts[] = {cut(sums[0], 0), cut(sums[1], 1)};
      for (std::size_t voice = 0; voice < 2; ++voice) all[voice] += parts[voice];
      brought[count] = {{sums[0], sums[1]}, {parts[0], parts[1]}, {}, named, 0};
      brands += named;
    }
    if (others != 0) brands += others - 1;
    for (std::size_t at = 0; at < count; ++at) {
      Shared& shared = brought[at];
      for (std::size_t voice = 0; voice < 2; ++voice) shared.products[voice] = shared.squares[voice] * all[voice];
      for (std::size_t voice = 0; voice < 2; ++voice) shared.squares[voice] *= shared.squares[voice];
      shared.together = brands;
    }
    const bool reach = brands_of(given, 0) != 0, engagement = brands_of(given, 1) != 0;
    for (const std::size_t at : to) {
      Slice& slice = slices_[at];
      slice.shared |= given;
      slice.voices[0] += reach;
      slice.voices[1] += engagement;
      slice.voices[kAuthors] += named;
      for (std::size_t voice = 0; voice < 2; ++voice) slice.squares[voice] += all[voice] * all[voice];
      slice.squares[kAuthors] += brands * brands;
      Shared* const shared = &shared_[at * cells_];
      for (std::size_t of = 0; of < count; ++of) shared[named_cells[of]] += brought[of];
      if (others == 0) continue;
      // As one brand they were counted already.
      VoiceCell& its = counts_[(at + 1) * cells_ - 1];
      its.sums[kAuthors] += others - 1;
      its.squares[kAuthors] += others * others - 1;
      its.products[kAuthors] += (others - 1) * brands;
    }
    clear(from);
  }

  /// How many different brands without a place of their own the author names, by slice.
  void find_others(std::span<const Said> said) {
    for (const Said& one : said) {
      if ((one.given >> (cells_ - 1) & 1) == 0) continue;
      for (const std::uint32_t brand : table_.brands(one.set)) {
        if (cell_of(brand) + 1 < cells_) continue;
        pairs_.push_back(std::uint64_t{kWhole} << 32 | brand);
        for (std::size_t by = 0; by < kDimensions; ++by) {
          const std::size_t place = by == kPoints ? one.point : place_of(one.spot, by);
          if (place < result_.by[by].slices.size()) pairs_.push_back(std::uint64_t{begins_[by] + place} << 32 | brand);
        }
      }
    }
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    for (const std::uint64_t pair : pairs_) ++slices_[pair >> 32].others;
  }

  EARSHOT_SELDOM void hand_out() {
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      VoiceCell& count = counts_[at];
      const Lone& lone = lone_[at];
      const Shared& shared = shared_[at];
      const Given given = slices_[at / cells_].shared >> at % cells_;
      for (std::size_t voice = 0; voice < 2; ++voice) {
        count.sums[voice] = lone.sums[voice] + shared.sums[voice];
        count.alone[voice] = lone.squares[voice];
        count.lone[voice] = lone.times[voice];
        count.squares[voice] = shared.squares[voice];
        count.products[voice] = shared.products[voice];
        if (lone.times[voice] > 0 || (brands_of(given, voice) & 1) != 0) count.given |= 1u << voice;
      }
      count.sums[kAuthors] += lone.authors + shared.authors;
      count.alone[kAuthors] += lone.authors;
      count.lone[kAuthors] += lone.authors;
      count.squares[kAuthors] += shared.authors;
      count.products[kAuthors] += shared.together;
    }
    count_once();
    const auto hand = [&](std::size_t at, VoiceSlice& to) {
      const Slice& from = slices_[at];
      to.mentions = from.mentions;
      to.voices = from.voices;
      to.squares = from.squares;
      const auto begin = counts_.cbegin() + static_cast<std::ptrdiff_t>(at * cells_);
      to.brands.assign(begin, begin + static_cast<std::ptrdiff_t>(cells_));
      for (const VoiceCell& cell : to.brands) {
        for (std::size_t voice = 0; voice < kVoices; ++voice) to.voices[voice] += cell.lone[voice];
      }
    };
    hand(kWhole, result_.whole);
    for (std::size_t by = 0; by < kDimensions; ++by) {
      if (by < 3) result_.by[by].left_out = found_.values[by].left_out;
      std::vector<VoiceSlice>& slices = result_.by[by].slices;
      for (std::size_t place = 0; place < slices.size(); ++place) {
        slices[place].value = by < 3 ? found_.values[by].values[place] : static_cast<std::uint32_t>(place);
        hand(begins_[by] + place, slices[place]);
      }
    }
  }

  struct Slice {
    std::uint64_t mentions = 0;
    std::array<std::uint64_t, kVoices> voices = {}, squares = {};  // of authors with several brands
    Given shared = 0;                                              // by them
    // Of the author who is being taken; and brands without a place.
    Given given = 0;
    std::uint32_t others = 0;
  };
  /// Of the author who is being taken: reach, engagement.
  using Draft = std::array<std::uint64_t, 2>;
  struct SetCells {
    std::uint32_t begin, size;
    std::uint64_t weight;
  };

  const View& view_;
  const Table& table_;
  std::optional<AuthorRows> own_;
  const AuthorRows& authors_;
  const SelectedRows selected_;
  Voices result_;
  Outline found_;
  std::size_t cells_ = 0;
  bool others_ = false;
  std::array<std::uint64_t, 2> halves_ = {};  // of a unit that sums are cut to
  std::array<std::size_t, kDimensions> begins_ = {};
  std::vector<Slice> slices_;
  std::optional<Grid> points_;                          // mentions by point and set of brands
  std::vector<Known> profiles_;
  std::vector<Spot> spots_;
  std::size_t first_spot_ = 0;                          // drafts of spots stand behind those of slices
  std::vector<Said> said_;
  std::int64_t first_hour_ = 0;
  std::vector<std::uint32_t> point_of_step_;
  std::vector<SetCells> sets_;
  std::vector<std::uint8_t> set_cells_;
  std::vector<VoiceCell> counts_;                       // [slice][brand]
  std::vector<Lone> lone_;                              // likewise
  std::vector<Shared> shared_;                          // likewise
  std::vector<Draft> drafts_;                           // likewise
  std::vector<std::size_t> touched_;
  std::vector<std::uint64_t> pairs_;
};

}  // namespace

Voices count_voices(const View& view) { return Counter(view).count(); }

}  // namespace earshot
