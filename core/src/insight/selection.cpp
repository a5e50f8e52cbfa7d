#include "insight/selection.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "classify/language.h"
#include "insight/clusters.h"
#include "insight/response.h"
#include "insight/rhythm.h"
#include "insight/text_search.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/seldom.h"

namespace earshot {

Tier tier_of(std::uint32_t followers) {
  if (followers == kAbsent32) return Tier::Unknown;
  return static_cast<Tier>((followers >= 10'000) + (followers >= 100'000) + (followers >= 500'000) +
                           (followers >= 1'000'000));
}

namespace {

/// No zone's clock is farther from UTC than this.
constexpr std::int64_t kMostOffsetMs = 26 * 3'600'000;

constexpr std::size_t kBlock = WordMarks::kBlock;
constexpr std::size_t kTogether = 32;

/// Which values of a column may stay, 1 each; empty: all.
using Allowed = std::vector<std::uint8_t>;

/// Takes out the rows whose value may not stay.
template <class Column>
void keep(std::span<std::uint8_t> mask, const Column& column, const Allowed& allowed) {
  if (allowed.empty()) return;
  const std::uint8_t* const of = allowed.data();
  for (std::size_t row = 0; row < mask.size(); ++row) {
    mask[row] &= of[static_cast<std::size_t>(column[row])];
  }
}

EARSHOT_SELDOM Allowed allowed_strings(const StringPool& pool, const std::vector<std::string>& wanted) {
  Allowed allowed;
  if (wanted.empty()) return allowed;
  allowed.resize(pool.size());
  for (const std::string& value : wanted) {
    if (const StringPool::Id id = pool.find(value); id < allowed.size()) allowed[id] = 1;
  }
  return allowed;
}

/// By the bits of a set, for values below `count`.
EARSHOT_SELDOM Allowed allowed_bits(std::uint32_t set, std::size_t count) {
  Allowed allowed;
  if (set == 0) return allowed;
  for (std::size_t value = 0; value < count; ++value) allowed.push_back(set >> value & 1);
  return allowed;
}

EARSHOT_SELDOM std::vector<std::uint32_t> files_of(std::span<const Input> inputs, const std::string& name) {
  std::vector<std::uint32_t> files;
  for (std::size_t file = 0; file < inputs.size(); ++file) {
    const Input& input = inputs[file];
    if (input.name == name || (!name.empty() && input.sha256 == name)) {
      files.push_back(static_cast<std::uint32_t>(file));
    }
  }
  return files;
}

bool holds_one(std::string_view list, const std::vector<std::string>& wanted) {
  for (;;) {
    const std::size_t end = std::min(list.find(kListSeparator), list.size());
    if (std::ranges::find(wanted, list.substr(0, end)) != wanted.end()) return true;
    if (end == list.size()) return false;
    list.remove_prefix(end + 1);
  }
}

/// What is to be looked up of a filter is looked up once, before any row is.
class Conditions {
 public:
  EARSHOT_SELDOM Conditions(const Table& table, const Filter& filter, std::span<const Brand> brands,
             const Topics& topics, const Zone& zone, std::span<const Input> inputs)
      : table_(table), filter_(filter), zone_(zone) {
    platforms_ = allowed_strings(table.platforms, filter.platforms);
    countries_ = allowed_strings(table.countries, filter.countries);
    authors_ = allowed_strings(table.authors, filter.authors);
    kinds_ = allowed_bits(filter.kinds, 4);
    labels_ = allowed_bits(filter.sentiments, kLabelCount);
    if (!filter.languages.empty()) {
      languages_.resize(kLanguageCount);
      for (const std::string& code : filter.languages) {
        const Language language = language_from_code(code);
        if (language != 0 || code == language_code(0)) languages_[language] = 1;
      }
    }
    TopicSet of_topics = 0, of_teams = 0;
    for (const std::string& name : filter.topics) of_topics |= topics.named(name);
    for (const Team& team : topics.teams()) {
      if (std::ranges::find(filter.teams, team.name) != filter.teams.end()) of_teams |= team.topics;
    }
    if (filter.intents != 0 || filter.urgencies != 0 || !filter.topics.empty() ||
        !filter.teams.empty()) {
      for (std::size_t id = 0; id < table.label_sets(); ++id) {
        const LabelSet& set = table.labels(static_cast<LabelSetId>(id));
        const auto meets = [](std::uint32_t has, std::uint32_t wanted) {
          return wanted == 0 || (has & wanted) != 0;
        };
        label_sets_.push_back(meets(set.intents, filter.intents) &&
                              (filter.topics.empty() || (set.topics & of_topics) != 0) &&
                              (filter.teams.empty() || (set.topics & of_teams) != 0) &&
                              meets(bit_of(set.urgency), filter.urgencies));
      }
    }
    if (!filter.brands.empty()) allow_brand_sets(brands);
    if (!filter.files.empty()) {
      files_.resize(std::size_t{1} << 16);
      for (const std::string& name : filter.files) {
        for (const std::uint32_t file : files_of(inputs, name)) files_[file] = 1;
      }
    }
    for (const Filter::Place& place : filter.mentions) {
      if (place.row > std::numeric_limits<std::uint32_t>::max()) continue;
      for (const std::uint32_t file : files_of(inputs, place.file)) {
        places_.emplace_back(file, static_cast<std::uint32_t>(place.row), place.part);
      }
    }
    cold_sort(places_);
    if (!filter.search.empty()) {
      auto query = parse_search(filter.search);
      nothing_ = !query;
      if (query) query_ = std::move(*query);
    }
  }

  /// False if no row can meet them.
  bool possible() const { return !nothing_; }

  /// Sets mask[row] to 1 where the row meets all conditions, else to 0.
  /// @return whether there may be any
  bool apply(Segment& segment, std::span<std::uint8_t> mask) const {
    std::fill(mask.begin(), mask.end(), std::uint8_t{1});
    if ((filter_.from || filter_.to) && !keep_times(segment, mask)) return false;
    keep(mask, segment.platform, platforms_);
    keep(mask, segment.country, countries_);
    keep(mask, segment.author, authors_);
    keep(mask, segment.kind, kinds_);
    keep(mask, segment.language, languages_);
    keep(mask, segment.labels, label_sets_);
    keep(mask, segment.file, files_);
    if (!brand_sets_.empty()) {
      for (std::size_t row = 0; row < mask.size(); ++row) {
        mask[row] &= brand_sets_[segment.brands[row] * kLabelCount +
                                 static_cast<std::size_t>(segment.label[row])];
      }
    } else {
      keep(mask, segment.label, labels_);
    }
    if (filter_.tiers != 0) {
      for (std::size_t row = 0; row < mask.size(); ++row) {
        if ((filter_.tiers & bit_of(tier_of(segment.followers[row]))) == 0) mask[row] = 0;
      }
    }
    if (filter_.least_rating || filter_.most_rating) {
      constexpr float kEnd = std::numeric_limits<float>::infinity();
      const float least = filter_.least_rating.value_or(-kEnd);
      const float most = filter_.most_rating.value_or(kEnd);
      // False of NaN, which is no rating.
      for (std::size_t row = 0; row < mask.size(); ++row) {
        mask[row] &= segment.rating[row] >= least && segment.rating[row] <= most;
      }
    }
    if (!filter_.mentions.empty()) {
      for (std::size_t row = 0; row < mask.size(); ++row) mask[row] &= stands_there(segment, row);
    }
    if (!query_.empty()) keep_found(segment, mask);
    if (!filter_.tags.empty() || !filter_.questions.empty()) keep_texts(segment, mask);
    return true;
  }

 private:
  /// By brand set and label: with the sentiment that is aimed at one of the brands.
  EARSHOT_SELDOM void allow_brand_sets(std::span<const Brand> brands) {
    std::vector<std::uint32_t> wanted;
    for (const std::string& name : filter_.brands) {
      auto brand = std::ranges::find(brands, name, &Brand::name);
      if (brand == brands.end()) {
        std::string folded, other;
        fold(name, folded);
        brand = std::ranges::find_if(brands, [&](const Brand& known) {
          fold(known.name, other);
          return other == folded;
        });
      }
      if (brand != brands.end()) wanted.push_back(static_cast<std::uint32_t>(brand - brands.begin()));
    }
    cold_sort(wanted);
    const std::uint32_t sentiments = filter_.sentiments != 0 ? filter_.sentiments : ~0u;
    const bool none_named = std::ranges::find(filter_.brands, "") != filter_.brands.end();
    brand_sets_.resize(table_.brand_sets() * kLabelCount);
    for (BrandSetId set = 0; set < table_.brand_sets(); ++set) {
      const auto named = table_.brands(set);
      for (std::size_t label = 0; label < kLabelCount && none_named && named.empty(); ++label) {
        brand_sets_[set * kLabelCount + label] = (sentiments & bit_of(Label(label))) != 0;
      }
      const auto aimed = table_.aimed(set);
      for (std::size_t at = 0; at < named.size(); ++at) {
        if (!std::binary_search(wanted.begin(), wanted.end(), named[at])) continue;
        for (std::size_t label = 0; label < kLabelCount; ++label) {
          const Label of = aimed[at].value_or(Label(label));
          if ((sentiments & bit_of(of)) != 0) brand_sets_[set * kLabelCount + label] = 1;
        }
      }
    }
  }

  EARSHOT_SELDOM bool stands_there(const Segment& segment, std::size_t row) const {
    const std::uint32_t file = segment.file[row], source = segment.source_row[row];
    // All of a row come before its parts.
    auto place = std::ranges::lower_bound(places_, Place{file, source, 0});
    for (; place != places_.end() && std::get<0>(*place) == file && std::get<1>(*place) == source; ++place) {
      const std::uint64_t wanted = std::get<2>(*place);
      const auto id = segment.first + static_cast<RowId>(row);
      if (wanted == 0 || wanted == std::max(table_.part(id), 1u)) return true;
    }
    return false;
  }

  bool keep_times(Segment& segment, std::span<std::uint8_t> mask) const {
    note_times(segment);
    const Segment::Notes& notes = segment.notes;
    const std::int64_t from = filter_.from.value_or(std::numeric_limits<std::int64_t>::min());
    const std::int64_t to = filter_.to.value_or(std::numeric_limits<std::int64_t>::max());
    if (!notes.untimed && notes.timed) {
      if (notes.most_ms + kMostOffsetMs < from || notes.least_ms - kMostOffsetMs >= to) return false;
      if (notes.least_ms - kMostOffsetMs >= from && notes.most_ms + kMostOffsetMs < to) return true;
    }
    ZoneCursor cursor(zone_);
    for (std::size_t row = 0; row < mask.size(); ++row) {
      const Time time = table_.time(segment, row);
      if (!time.present()) {
        mask[row] = 0;
        continue;
      }
      const std::int64_t local = local_ms(time, cursor);
      mask[row] = local >= from && local < to;
    }
    return true;
  }

  void keep_found(Segment& segment, std::span<std::uint8_t> mask) const {
    auto& [last, before] = segment.notes.searched;
    if (last.search != filter_.search) {
      std::swap(last, before);
      if (last.search != filter_.search) last = {filter_.search, 0, {}};
    }
    search(segment, last);
    for (std::size_t first = 0; first < mask.size(); first += kBlock) {
      const std::span rows = mask.subspan(first, std::min(kBlock, mask.size() - first));
      const std::uint64_t found = last.found[first / kBlock];
      if (found == 0) {
        std::fill(rows.begin(), rows.end(), std::uint8_t{0});
        continue;
      }
      for (std::size_t row = 0; row < rows.size(); ++row) {
        rows[row] &= static_cast<std::uint8_t>(found >> row & 1);
      }
    }
  }

  /// @param done what was found in the first rows, to be extended to all
  void search(Segment& segment, Segment::Notes::Searched& done) const {
    if (done.rows == segment.size) return;
    if (!search_) search_.emplace(query_, table_.authors, table_.author_words);
    WordMarks& words = segment.notes.words;
    if (words.size() < segment.size) note_words(segment, words);
    done.found.resize((segment.size + kBlock - 1) / kBlock);
    std::array<std::uint16_t, Segment::kRows> open;
    std::size_t count = 0;
    // What is left of a block that rows were added to is looked at once more.
    for (std::size_t block = done.rows / kBlock; block < done.found.size(); ++block) {
      const std::size_t first = block * kBlock, rows = std::min(kBlock, segment.size - first);
      const std::span authors = std::span(segment.author).subspan(first, rows);
      const auto [may, surely] = search_->candidates(words, block, authors);
      done.found[block] = surely;
      std::uint64_t left = may & ~surely & ~std::uint64_t{0} >> (kBlock - rows);
      for (; left != 0; left &= left - 1) {
        open[count++] = static_cast<std::uint16_t>(first + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
    for (std::size_t at = 0; at < count; at += kTogether) {
      const std::span together = std::span(open).subspan(at, std::min(kTogether, count - at));
      wait_for(segment, together);
      for (const std::size_t row : together) {
        const RowWords texts = Table::words(segment, row);
        const bool joined = words.joined(row / kBlock) >> row % kBlock & 1;
        if (search_->matches(texts.title, texts.text, segment.author[row], joined)) {
          done.found[row / kBlock] |= std::uint64_t{1} << row % kBlock;
        }
      }
    }
    done.rows = segment.size;
  }

  /// Their texts lie anywhere in memory: asked for one after another, each would make its reader wait.
  static void wait_for(const Segment& segment, std::span<const std::uint16_t> rows) {
    constexpr std::size_t kLine = 64, kLines = 3;
    std::uint32_t read = 0;
    for (const std::size_t row : rows) {
      const std::size_t begin = segment.bytes_at[row];
      const std::size_t end = std::min(begin + kLine * kLines, segment.bytes.size());
      for (std::size_t at = begin; at < end; at += kLine) {
        read += static_cast<std::uint8_t>(segment.bytes.data()[at]);
      }
    }
    [[maybe_unused]] const volatile std::uint32_t seen = read;
  }

  static void note_words(const Segment& segment, WordMarks& words) {
    // Sixteen times those of each sixteenth row.
    constexpr std::size_t kEach = 16;
    std::size_t bytes = 0;
    for (std::size_t row = 0; row < segment.size; row += kEach) {
      const RowWords texts = Table::words(segment, row);
      bytes += (texts.text.size() + texts.title.size()) * std::min(kEach, segment.size - row);
    }
    words.reserve(segment.size, bytes, segment.first);
    while (words.size() < segment.size) {
      const RowWords texts = Table::words(segment, words.size());
      words.add(texts.text, texts.title);
    }
  }

  void keep_texts(const Segment& segment, std::span<std::uint8_t> mask) const {
    for (std::size_t row = 0; row < mask.size(); ++row) {
      if (!mask[row]) continue;
      const RowText text = Table::text(segment, row);
      const auto& questions = filter_.questions;
      mask[row] =
          (filter_.tags.empty() || holds_one(text.tags, filter_.tags)) &&
          (questions.empty() || std::ranges::find(questions, text.question) != questions.end());
    }
  }

  const Table& table_;
  const Filter& filter_;
  const Zone& zone_;
  bool nothing_ = false;
  Allowed platforms_, countries_, authors_, kinds_, labels_, languages_, label_sets_, files_;
  Allowed brand_sets_;  // by set and label
  using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;
  std::vector<Place> places_;  // file, row and part (0 is all), sorted
  SearchQuery query_;
  mutable std::optional<TextSearch> search_;
};

/// Of each cluster one row: its first if that is selected, else the first that is.
EARSHOT_SELDOM void keep_once(const Clusters& clusters, std::vector<RowId>& rows) {
  std::vector<std::uint8_t> taken(clusters.clusters.size());
  for (std::size_t at = 0; at < taken.size(); ++at) {
    taken[at] = std::ranges::binary_search(rows, clusters.clusters[at].first);
  }
  auto next = clusters.rows.begin();
  std::erase_if(rows, [&](RowId row) {
    while (next != clusters.rows.end() && *next < row) ++next;
    if (next == clusters.rows.end() || *next != row) return false;
    const std::uint32_t cluster = clusters.cluster[static_cast<std::size_t>(next - clusters.rows.begin())];
    if (clusters.clusters[cluster].first == row) return false;
    return std::exchange(taken[cluster], std::uint8_t{1}) != 0;
  });
}

}  // namespace

Selection select(const Table& table, const Filter& filter, std::span<const Brand> brands,
                 const Topics& topics, const Zone& zone, std::span<const Input> inputs,
                 const Clusters* clusters, Kept* kept) {
  Selection selection;
  if (filter.empty()) return selection;
  selection.all = false;
  const Conditions conditions(table, filter, brands, topics, zone, inputs);
  if (!conditions.possible()) return selection;
  std::array<std::uint8_t, Segment::kRows> mask;
  std::array<RowId, Segment::kRows> found;
  for (const auto& segment : table.segments()) {
    const std::span<std::uint8_t> of(mask.data(), segment->size);
    if (!conditions.apply(*segment, of)) continue;
    // Without a branch: each row is written, and overwritten unless it stays.
    std::size_t count = 0;
    for (std::size_t row = 0; row < of.size(); ++row) {
      found[count] = segment->first + static_cast<RowId>(row);
      count += of[row];
    }
    selection.rows.insert(selection.rows.end(), found.data(), found.data() + count);
  }
  keep_rhythm(table, filter, zone, selection.rows);
  if (filter.answered != 0 || filter.replied != 0) {
    keep_answered(table, filter, brands, zone, inputs, kept, selection.rows);
  }
  if (filter.once && clusters) keep_once(*clusters, selection.rows);
  return selection;
}

void note_times(Segment& segment) {
  Segment::Notes& notes = segment.notes;
  for (; notes.timed_rows < segment.size; ++notes.timed_rows) {
    const Time time = segment.time[notes.timed_rows];
    if (time.kind() == Time::Kind::Undecided || !time.present()) {
      notes.untimed = true;
      notes.instants = false;
      continue;
    }
    notes.instants &= time.kind() == Time::Kind::Instant;
    notes.hours |= floor_div(time.ms(), kDayMs) * kDayMs != time.ms();
    notes.least_ms = notes.timed ? std::min(notes.least_ms, time.ms()) : time.ms();
    notes.most_ms = notes.timed ? std::max(notes.most_ms, time.ms()) : time.ms();
    notes.timed = true;
  }
}

RowWalk::RowWalk(const Table& table, const Selection& selection)
    : segments_(table.segments()), selection_(selection) {
  if (selection.all) std::iota(rows_.begin(), rows_.end(), std::uint16_t{0});
}

bool RowWalk::next() {
  for (count_ = 0; count_ == 0;) {
    if (at_ == segments_.size()) return false;
    const Segment& segment = *segments_[at_++];
    if (selection_.all) {
      count_ = segment.size;
      continue;
    }
    const std::vector<RowId>& rows = selection_.rows;
    for (; next_ < rows.size() && rows[next_] - segment.first < segment.size; ++next_) {
      rows_[count_++] = static_cast<std::uint16_t>(rows[next_] - segment.first);
    }
  }
  return true;
}

}  // namespace earshot
