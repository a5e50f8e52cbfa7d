#include "insight/voices.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "insight/audit.h"
#include "insight/clustered_rows.h"
#include "insight/grid.h"
#include "insight/hash_index.h"
#include "insight/random.h"
#include "text/hash.h"

namespace earshot {
namespace {

// Authors note which listed brands they name in one word, those of other brands in a bit of their own.
static_assert(kListed < 31);
constexpr std::size_t kWhole = 0;  // the slice before those of dimensions
constexpr std::size_t kDimensions = 4;
constexpr std::uint32_t kAny = 1u << 31;
constexpr std::uint32_t kAlone = ~std::uint32_t{0};  // each mention of an author is taken by itself

/// A mention of a brand, put beside the others of its author.
struct Said {
  BrandSetId set;
  std::uint32_t values[2];  // reach, engagement
  std::uint32_t where;      // places in the lists of platforms, languages, countries; the point above them
  std::size_t place(std::size_t by) const {
    return by < 3 ? where >> (kPlaceBits * by) & ((1u << kPlaceBits) - 1) : where >> (kPlaceBits * 3);
  }
  static constexpr unsigned kPlaceBits = 5;
};
static_assert(kListed < 1u << Said::kPlaceBits);
static_assert(sizeof(Said) == 16);  // it is put down anywhere: two lines of the cache would be slow

std::uint64_t add_up_to_most(std::uint64_t a, std::uint64_t b) {
  return a > std::numeric_limits<std::uint64_t>::max() - b ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

static_assert(kVoiceGroups == 256);  // a byte of a hash tells it

class Counter {
 public:
  explicit Counter(const View& view) : view_(view), table_(view.table) {}

  Voices count() {
    lay_out();
    read();
    std::size_t at = 0;
    for (std::size_t author = 1; author < ends_.size(); ++author) {
      if (ends_[author] == kAlone || ends_[author] == at) continue;
      const std::span said(said_.get() + at, ends_[author] - at);
      at = ends_[author];
      ++result_.authors;
      take(said, table_.author_groups[author], true);
    }
    hand_out();
    return std::move(result_);
  }

 private:
  void lay_out() {
    constexpr unsigned wanted = bit(By::Platforms) | bit(By::Languages) | bit(By::Countries) | bit(By::Points);
    found_ = outline(view_, wanted);
    result_.counting = counting_of(view_.settings);
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
    for (std::size_t by = 0; by < kDimensions; ++by) {
      grids_[by].emplace(result_.by[by].slices.size() + 1, table_.brand_sets());
    }
  }

  /// Puts the mentions of brands beside those of the same author where these are several, takes the others,
  /// and counts what needs no authors.
  void read() {
    // How far reach and engagement are cut so that squares of the sum of all hold in 64 bits.
    std::uint64_t sums[2] = {};
    ends_.resize(table_.authors.size());
    each_segment(table_, view_.selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
      for (const std::size_t row : rows) {
        const BrandSetId set = segment.brands[row];
        if (set == 0) continue;
        ++ends_[segment.author[row]];
        const std::uint32_t values[] = {segment.reach[row], own_engagement(segment, row)};
        const std::uint64_t brands = sets_[set].size;
        for (std::size_t voice = 0; voice < 2; ++voice) {
          if (values[voice] != kAbsent32) sums[voice] += values[voice] * brands;
        }
      }
    });
    for (std::size_t voice = 0; voice < 2; ++voice) {
      const auto bits = static_cast<int>(std::bit_width(sums[voice]) + std::bit_width(result_.counting.unit() - 1));
      result_.shifts[voice] = static_cast<unsigned>(std::max(0, bits - 31));
    }
    std::uint32_t room = 0;
    for (std::size_t author = 0; author < ends_.size(); ++author) {
      const std::uint32_t mentions = ends_[author];
      result_.mentions += mentions;
      if (author > 0 && mentions == 1) ++result_.authors;
      const bool together = author > 0 && mentions != 1;
      ends_[author] = together ? room : kAlone;
      if (together) room += mentions;
    }
    said_ = std::make_unique_for_overwrite<Said[]>(room);

    std::vector<std::uint64_t> input_seeds;
    for (const Input& input : view_.inputs) input_seeds.push_back(hash_bytes(audit_key(input)));
    for (std::size_t author = table_.author_groups.size(); author < table_.authors.size(); ++author) {
      const std::uint64_t hash = hash_bytes(table_.authors[static_cast<StringPool::Id>(author)]);
      table_.author_groups.push_back(static_cast<std::uint8_t>(mix(hash)));
    }
    ZoneCursor cursor(view_.zone);
    PointCursor point(result_.starts);
    std::array<std::vector<std::uint32_t>, kDimensions> places;  // by row
    each_segment(table_, view_.selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
      const auto place = [&](std::size_t by, auto&& place_of) {
        places[by].resize(rows.size());
        const auto add = [this, by](std::size_t at, std::size_t set, std::uint32_t count) { add_mentions(by, at, set, count); };
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const std::size_t at = place_of(rows[i]);
          grids_[by]->add(at, segment.brands[rows[i]], add);
          places[by][i] = static_cast<std::uint32_t>(at);
        }
      };
      const auto listed = [&](std::size_t by, const auto& column) {
        const Listing& listing = found_.values[by];
        place(by, [&](std::size_t row) { return std::min<std::size_t>(listing.place[column[row]], listing.values.size()); });
      };
      listed(0, segment.platform);
      listed(1, segment.language);
      listed(2, segment.country);
      place(3, [&](std::size_t row) {
        const Time time = table_.time(segment, row);
        return time.present() ? point.at(local_ms(time, cursor)) : result_.starts.size();
      });
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t row = rows[i];
        const BrandSetId set = segment.brands[row];
        if (set == 0) continue;
        constexpr unsigned bits = Said::kPlaceBits;
        const Said said = {set, {segment.reach[row], own_engagement(segment, row)},
                           places[0][i] | places[1][i] << bits | places[2][i] << 2 * bits | places[3][i] << 3 * bits};
        const std::size_t author = segment.author[row];
        // Adds nothing to any voice.
        if (author == 0 && said.values[0] == kAbsent32 && said.values[1] == kAbsent32) continue;
        if (ends_[author] != kAlone) {
          // Behind the end of the one before: it moves on to the end of this one.
          said_[ends_[author]++] = said;
          continue;
        }
        const std::uint64_t group = author != 0 ? table_.author_groups[author]
                                                : mix(input_seeds[segment.file[row]] ^ segment.source_row[row]);
        take(std::span(&said, 1), static_cast<std::uint8_t>(group), author != 0);
      }
    });
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

  /// What one author (`named`), or one mention without, says of brands.
  void take(std::span<const Said> said, std::size_t group, bool named) {
    if (said.size() == 1 && sets_[said[0].set].size == 1) {
      const std::size_t cell = set_cells_[sets_[said[0].set].begin];
      if (cell + 1 < cells_) return take_one(said[0], cell, group, named);
    }
    if (others_) find_others(said);
    for (const Said& one : said) draft(one, kWhole);
    if (named || slices_[kWhole].given != 0) result_.used[group] = true;
    add_to_group(&result_.groups[group * cells_ * kVoices], named);
    for (std::size_t by = 0; by < kDimensions; ++by) {
      const std::size_t first = said[0].place(by), nowhere = result_.by[by].slices.size();
      bool together = true;
      for (const Said& one : said) together &= one.place(by) == first;
      if (together) {
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
    settle(kWhole, kWhole, named);
    clear(kWhole);
    for (const std::uint64_t pair : pairs_) slices_[pair >> 32].others = 0;
    pairs_.clear();
  }

  /// The same of a single mention of a single brand, as most authors leave.
  void take_one(const Said& said, std::size_t cell, std::size_t group, bool named) {
    const std::uint64_t weight = sets_[said.set].weight;
    const std::uint32_t given = (said.values[0] != kAbsent32 ? 1u : 0u) | (said.values[1] != kAbsent32 ? 2u : 0u) |
                                (named ? 1u << kAuthors : 0u);
    if (given == 0) return;
    result_.used[group] = true;
    std::uint64_t sums[kVoices] = {}, squares[kVoices] = {}, lone[kVoices] = {};
    for (std::size_t voice = 0; voice < kVoices; ++voice) {
      if ((given >> voice & 1) == 0) continue;
      sums[voice] = voice == kAuthors ? 1 : said.values[voice] * weight;
      const std::uint64_t part = cut(sums[voice], voice);
      squares[voice] = part * part;
      lone[voice] = 1;
      std::uint64_t& all = result_.groups[(group * cells_ + cell) * kVoices + voice];
      all = add_up_to_most(all, sums[voice]);
    }
    const auto add = [&](std::size_t slice) {
      VoiceCell& count = counts_[slice * cells_ + cell];
      count.given |= given;
      for (std::size_t voice = 0; voice < kVoices; ++voice) {
        count.sums[voice] += sums[voice];
        count.alone[voice] += squares[voice];
        count.lone[voice] += lone[voice];
      }
    };
    add(kWhole);
    for (std::size_t by = 0; by < kDimensions; ++by) {
      const std::size_t place = said.place(by);
      if (place < result_.by[by].slices.size()) add(begins_[by] + place);
    }
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
    for (std::size_t by = 0; by < kDimensions; ++by) {
      grids_[by]->finish([this, by](std::size_t at, std::size_t set, std::uint32_t count) { add_mentions(by, at, set, count); });
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
  Voices result_;
  Outline found_;
  std::size_t cells_ = 0;
  bool others_ = false;
  std::array<std::size_t, kDimensions> begins_ = {};
  std::vector<Slice> slices_;
  std::array<std::optional<Grid>, kDimensions> grids_;  // mentions by slice and set of brands
  std::vector<SetCells> sets_;
  std::vector<std::uint8_t> set_cells_;
  std::vector<VoiceCell> counts_;                       // [slice][brand]
  std::vector<Draft> drafts_;                           // [slice][brand]
  std::vector<std::uint32_t> ends_;                     // by author, in `said_`; kAlone: not there
  std::unique_ptr<Said[]> said_;
  std::vector<std::size_t> touched_;
  std::vector<std::uint64_t> pairs_;
};

}  // namespace

Voices count_voices(const View& view) { return Counter(view).count(); }

}  // namespace earshot
