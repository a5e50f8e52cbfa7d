#include "insight/voices.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <utility>

#include "insight/author_rows.h"
#include "insight/clustered_rows.h"
#include "insight/grid.h"
#include "insight/hash_index.h"

namespace earshot {
namespace {

// Authors note which listed brands they name in one word, those of other brands in a bit of their own.
static_assert(kListed < 31);
constexpr std::size_t kWhole = 0;  // the slice before those of dimensions
constexpr std::size_t kDimensions = 4, kPoints = 3;
constexpr std::uint32_t kAny = 1u << 31;

/// A mention of a brand.
struct Said {
  BrandSetId set;
  std::uint32_t values[2];  // reach, engagement
  std::uint32_t where;      // places in the lists of platforms, languages, countries; the point above them
  std::size_t place(std::size_t by) const {
    return by < kPoints ? where >> (kPlaceBits * by) & ((1u << kPlaceBits) - 1) : where >> (kPlaceBits * kPoints);
  }
  static constexpr unsigned kPlaceBits = 5;
};
static_assert(kListed < 1u << Said::kPlaceBits);

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
  void draw_outline() {
    constexpr unsigned wanted = bit(By::Platforms) | bit(By::Languages) | bit(By::Countries) | bit(By::Points);
    const std::span<const Profile> profiles = authors_.profiles();
    std::vector<std::uint32_t> mentions(profiles.size()), brands;
    for (const Profile& profile : profiles) {
      brands.push_back(static_cast<std::uint32_t>(table_.brands(profile.brands).size()));
    }
    std::int64_t first = std::numeric_limits<std::int32_t>::max(), last = AuthorRow::kUndated;
    std::uint64_t sums[2] = {};
    for (const AuthorRow& row : authors_.rows()) {
      if (!selected_.all() && !selected_[row.row]) continue;
      ++mentions[row.profile];
      const std::uint64_t times = brands[row.profile];
      sums[0] += row.reach != kAbsent32 ? row.reach * times : 0;
      sums[1] += row.engagement != kAbsent32 ? row.engagement * times : 0;
      last = std::max<std::int64_t>(last, row.hour);
      if (row.hour != AuthorRow::kUndated) first = std::min<std::int64_t>(first, row.hour);
    }
    for (std::size_t voice = 0; voice < 2; ++voice) {
      const auto bits = static_cast<int>(std::bit_width(sums[voice]) + std::bit_width(result_.counting.unit() - 1));
      result_.shifts[voice] = static_cast<unsigned>(std::max(0, bits - 31));
    }
    OutlineCounts counts(table_);
    for (std::size_t at = 0; at < profiles.size(); ++at) {
      counts.sets[profiles[at].brands] += mentions[at];
      counts.platforms[profiles[at].platform] += mentions[at];
      counts.languages[profiles[at].language] += mentions[at];
      counts.countries[profiles[at].country] += mentions[at];
    }
    counts.dated = last != AuthorRow::kUndated;
    counts.first = first * kHourMs;
    counts.last = last * kHourMs;
    // From the first hour's end to the last one's begin, and the other way round.
    const std::int64_t least = counts.last - counts.first - kHourMs + 1, most = counts.last - counts.first + kHourMs - 1;
    const bool told = !counts.dated || step_for(std::max<std::int64_t>(least, 0)) == step_for(most);
    found_ = told ? outline(view_, wanted, counts) : outline(view_, wanted);
  }

  void lay_out() {
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
    slices_.resize(room);
    counts_.resize(room * cells_);
    lone_authors_.resize(room * cells_);
    drafts_.resize(room * cells_);
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
    for (const Profile& profile : authors_.profiles()) {
      const auto place = [&](std::size_t by, std::uint32_t value) {
        const Listing& listing = found_.values[by];
        return std::min<std::uint32_t>(listing.place[value], static_cast<std::uint32_t>(listing.values.size()));
      };
      constexpr unsigned bits = Said::kPlaceBits;
      profiles_.push_back({profile.brands, place(0, profile.platform) | place(1, profile.language) << bits |
                                               place(2, profile.country) << 2 * bits, 0});
    }
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

  std::size_t point_of(std::int32_t hour) const {
    if (hour == AuthorRow::kUndated) return result_.starts.size();
    const auto hours = static_cast<std::uint32_t>(hour) - static_cast<std::uint32_t>(first_hour_);
    return point_of_step_[result_.step == Step::Hour ? hours : hours / 24];
  }

  void read() {
    const auto add_points = [this](std::size_t at, std::size_t set, std::uint32_t count) {
      add_mentions(kPoints, at, set, count);
    };
    std::vector<Said> said;
    each_author(authors_, selected_, [&](std::uint32_t author, std::span<const AuthorRow> rows) {
      said.clear();
      for (const AuthorRow& row : rows) {
        Known& known = profiles_[row.profile];
        ++known.mentions;
        const auto point = static_cast<std::uint32_t>(point_of(row.hour));
        points_->add(point, known.set, add_points);
        if (known.set == 0) continue;
        said.push_back({known.set, {row.reach, row.engagement}, known.where | point << kPoints * Said::kPlaceBits});
      }
      if (said.empty()) return;
      result_.mentions += said.size();
      if (author != 0) {
        ++result_.authors;
        take(said, authors_.group(author), true);
      } else if (said[0].values[0] != kAbsent32 || said[0].values[1] != kAbsent32) {
        take(said, authors_.group_of_unnamed(static_cast<std::size_t>(rows.data() - authors_.of(0).data())), false);
      }
    });
    points_->finish(add_points);
    for (const Known& known : profiles_) {
      if (known.mentions == 0) continue;
      for (std::size_t by = 0; by < kPoints; ++by) {
        add_mentions(by, Said{known.set, {}, known.where}.place(by), known.set, known.mentions);
      }
    }
  }

  /// Of copies the first alone: from the whole is taken what repeats. They may name different brands: each
  /// brand's first of a cluster counts.
  void count_once() {
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
    const auto repeat = [&](std::size_t cell, BrandSetId set) {
      --result_.once[cell].mentions;
      result_.once[cell].weight -= sets_[set].weight;
    };
    each_clustered(table_, view_.selection, clusters, [&](const Segment& segment, std::size_t row, std::size_t copy) {
      const BrandSetId set = segment.brands[row];
      const std::uint32_t bits = bits_of[set];
      std::uint32_t& before = met[clusters.cluster[copy]];
      std::uint32_t repeats = bits & before;
      before |= bits;
      result_.mentions_once -= repeats >> 31;
      for (repeats &= ~kAny & ~other; repeats != 0; repeats &= repeats - 1) {
        repeat(static_cast<std::size_t>(std::countr_zero(repeats)), set);
      }
      if ((bits & other) == 0) return;
      for (const std::uint32_t brand : table_.brands(set)) {
        if (cell_of(brand) + 1 < cells_) continue;
        if (std::exchange(met_others[std::uint64_t{brand} << 32 | clusters.cluster[copy]], 0) == 0) repeat(cells_ - 1, set);
      }
    });
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

  /// What one author (`named`), or one mention without, says of brands, in order of the points.
  void take(std::span<const Said> said, std::size_t group, bool named) {
    if (said.size() == 1) {
      if (const auto single = single_of(said[0], named)) {
        result_.used[group] = true;
        for (std::size_t voice = 0; voice < kVoices; ++voice) {
          std::uint64_t& all = result_.groups[(group * cells_ + single->cell) * kVoices + voice];
          all = add_up_to_most(all, single->sums[voice]);
        }
        add(*single, kWhole);
        for (std::size_t by = 0; by < kDimensions; ++by) {
          const std::size_t place = said[0].place(by);
          if (place < result_.by[by].slices.size()) add(*single, begins_[by] + place);
        }
        return;
      }
    }
    if (others_) find_others(said);
    std::uint32_t differing = 0;
    for (const Said& one : said) {
      draft(one, kWhole);
      differing |= one.where ^ said[0].where;
    }
    if (named || slices_[kWhole].given != 0) result_.used[group] = true;
    add_to_group(&result_.groups[group * cells_ * kVoices], named);
    for (std::size_t by = 0; by < kPoints; ++by) {
      const std::size_t first = said[0].place(by), nowhere = result_.by[by].slices.size();
      if (Said{0, {}, differing}.place(by) == 0) {
        if (first < nowhere) settle(kWhole, begins_[by] + first, named);
        continue;
      }
      touched_.clear();
      for (const Said& one : said) {
        if (one.place(by) == nowhere) continue;
        const std::size_t slice = begins_[by] + one.place(by);
        if (slices_[slice].bits == 0) touched_.push_back(slice);
        draft(one, slice);
      }
      for (const std::size_t slice : touched_) {
        settle(slice, slice, named);
        clear(slice);
      }
    }
    for (std::size_t begin = 0, end = 0; begin < said.size(); begin = end) {
      const std::size_t point = said[begin].place(kPoints), slice = begins_[kPoints] + point;
      for (end = begin + 1; end < said.size() && said[end].place(kPoints) == point;) ++end;
      if (point == result_.starts.size()) continue;
      if (begin == 0 && end == said.size()) {
        settle(kWhole, slice, named);
        continue;
      }
      const auto single = end == begin + 1 ? single_of(said[begin], named) : std::nullopt;
      if (single) {
        add(*single, slice);
        continue;
      }
      for (const Said& one : said.subspan(begin, end - begin)) draft(one, slice);
      settle(slice, slice, named);
      clear(slice);
    }
    settle(kWhole, kWhole, named);
    clear(kWhole);
    for (const std::uint64_t pair : pairs_) slices_[pair >> 32].others = 0;
    pairs_.clear();
  }

  /// A single mention of a single brand that has a place, as most are.
  struct Single {
    std::size_t cell;
    std::uint32_t given;
    std::uint64_t sums[kVoices], squares[kVoices];
  };
  std::optional<Single> single_of(const Said& said, bool named) const {
    if (sets_[said.set].size != 1) return std::nullopt;
    Single single = {set_cells_[sets_[said.set].begin], named ? 1u << kAuthors : 0u, {}, {}};
    if (single.cell + 1 == cells_) return std::nullopt;
    for (std::size_t voice = 0; voice < 2; ++voice) {
      if (said.values[voice] == kAbsent32) continue;
      single.given |= 1u << voice;
      single.sums[voice] = said.values[voice] * sets_[said.set].weight;
      const std::uint64_t part = cut(single.sums[voice], voice);
      single.squares[voice] = part * part;
    }
    single.sums[kAuthors] = named;
    return single;
  }
  void add(const Single& single, std::size_t slice) {
    const std::size_t at = slice * cells_ + single.cell;
    VoiceCell& count = counts_[at];
    count.given |= single.given;
    for (std::size_t voice = 0; voice < kAuthors; ++voice) {
      if ((single.given >> voice & 1) == 0) continue;
      count.sums[voice] += single.sums[voice];
      count.alone[voice] += single.squares[voice];
      ++count.lone[voice];
    }
    lone_authors_[at] += single.sums[kAuthors];
  }

  void draft(const Said& one, std::size_t at) {
    const std::uint64_t weight = sets_[one.set].weight;
    const std::uint32_t given = (one.values[0] != kAbsent32 ? 1u : 0u) | (one.values[1] != kAbsent32 ? 2u : 0u);
    const std::uint64_t parts[] = {(given & 1) != 0 ? one.values[0] * weight : 0,
                                   (given & 2) != 0 ? one.values[1] * weight : 0};
    Slice& slice = slices_[at];
    slice.given |= given;
    for (const std::uint8_t cell : cells_of(one.set)) {
      slice.bits |= 1u << cell;
      Draft& draft = drafts_[at * cells_ + cell];
      draft.given |= given;
      for (std::size_t voice = 0; voice < 2; ++voice) draft.sums[voice] = add_up_to_most(draft.sums[voice], parts[voice]);
    }
  }

  void clear(std::size_t at) {
    for (std::uint32_t rest = slices_[at].bits; rest != 0; rest &= rest - 1) {
      drafts_[at * cells_ + static_cast<std::size_t>(std::countr_zero(rest))] = {};
    }
    slices_[at].bits = slices_[at].given = 0;
  }

  /// What was drafted of an author at `from`, of one brand: reach, engagement, or how many brands it is.
  std::uint64_t drafted(std::size_t from, std::size_t cell, std::size_t voice) const {
    if (voice != kAuthors) return drafts_[from * cells_ + cell].sums[voice];
    return cell + 1 == cells_ ? slices_[from].others : 1;
  }

  void add_to_group(std::uint64_t* group, bool named) {
    for (std::uint32_t rest = slices_[kWhole].bits; rest != 0; rest &= rest - 1) {
      const auto cell = static_cast<std::size_t>(std::countr_zero(rest));
      for (std::size_t voice = 0; voice < (named ? kVoices : kVoices - 1); ++voice) {
        std::uint64_t& sum = group[cell * kVoices + voice];
        sum = add_up_to_most(sum, drafted(kWhole, cell, voice));
      }
    }
  }

  std::uint64_t cut(std::uint64_t sum, std::size_t voice) const {
    const unsigned shift = result_.shifts[voice];
    return shift == 0 ? sum : (sum >> shift) + (sum >> (shift - 1) & 1);
  }

  /// Adds what was drafted of one author at `from` to the slice `to`.
  void settle(std::size_t from, std::size_t to, bool named) {
    const std::uint32_t bits = slices_[from].bits;
    const std::uint32_t given = slices_[from].given | (named ? 1u << kAuthors : 0u);
    VoiceCell* const counts = &counts_[to * cells_];
    const auto first = static_cast<std::size_t>(std::countr_zero(bits));
    if ((bits & (bits - 1)) == 0) {
      VoiceCell& count = counts[first];
      count.given |= given;
      for (std::size_t voice = 0; voice < kVoices; ++voice) {
        if ((given >> voice & 1) == 0) continue;
        const std::uint64_t its = drafted(from, first, voice), part = cut(its, voice);
        count.sums[voice] += its;
        count.alone[voice] += part * part;
        ++count.lone[voice];
      }
      return;
    }
    Slice& slice = slices_[to];
    for (std::size_t voice = 0; voice < kVoices; ++voice) {
      if ((given >> voice & 1) == 0) continue;
      ++slice.voices[voice];
      std::uint64_t all = 0;
      for (std::uint32_t rest = bits; rest != 0; rest &= rest - 1) {
        all += cut(drafted(from, static_cast<std::size_t>(std::countr_zero(rest)), voice), voice);
      }
      for (std::uint32_t rest = bits; rest != 0; rest &= rest - 1) {
        const auto cell = static_cast<std::size_t>(std::countr_zero(rest));
        const std::uint64_t its = drafted(from, cell, voice), part = cut(its, voice);
        counts[cell].given |= drafts_[from * cells_ + cell].given;
        counts[cell].sums[voice] += its;
        counts[cell].squares[voice] += part * part;
        counts[cell].products[voice] += part * all;
      }
      slice.squares[voice] += all * all;
    }
  }

  /// How many different brands without a place of their own the author names, by slice.
  void find_others(std::span<const Said> said) {
    for (const Said& one : said) {
      for (const std::uint32_t brand : table_.brands(one.set)) {
        if (cell_of(brand) + 1 < cells_) continue;
        pairs_.push_back(std::uint64_t{kWhole} << 32 | brand);
        for (std::size_t by = 0; by < kDimensions; ++by) {
          const std::size_t place = one.place(by);
          if (place < result_.by[by].slices.size()) pairs_.push_back(std::uint64_t{begins_[by] + place} << 32 | brand);
        }
      }
    }
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    for (const std::uint64_t pair : pairs_) ++slices_[pair >> 32].others;
  }

  void hand_out() {
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      for (auto* sums : {&counts_[at].sums, &counts_[at].alone, &counts_[at].lone}) (*sums)[kAuthors] += lone_authors_[at];
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
    // Of the author who is being taken: brands, values given, brands without a place.
    std::uint32_t bits = 0, given = 0, others = 0;
  };
  /// Of the author who is being taken.
  struct Draft {
    std::array<std::uint64_t, 2> sums = {};
    std::uint32_t given = 0;
  };
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
  std::array<std::size_t, kDimensions> begins_ = {};
  std::vector<Slice> slices_;
  std::optional<Grid> points_;                          // mentions by point and set of brands
  struct Known {
    BrandSetId set;
    std::uint32_t where;  // as in Said
    std::uint32_t mentions;
  };
  std::vector<Known> profiles_;
  std::int64_t first_hour_ = 0;
  std::vector<std::uint32_t> point_of_step_;
  std::vector<SetCells> sets_;
  std::vector<std::uint8_t> set_cells_;
  std::vector<VoiceCell> counts_;                       // [slice][brand]
  std::vector<std::uint64_t> lone_authors_;             // [slice][brand], those of `add`
  std::vector<Draft> drafts_;                           // [slice][brand]
  std::vector<std::size_t> touched_;
  std::vector<std::uint64_t> pairs_;
};

}  // namespace

Voices count_voices(const View& view) { return Counter(view).count(); }

}  // namespace earshot
