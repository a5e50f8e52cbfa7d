// The analysed mentions as columns: what figures are made of stands in fixed columns, what is only
// shown (text, title, address, ...) in one run of bytes a row.
//
//   Segment (up to kRows rows)
//     time[]  author[]  brands[]  ...      63 bytes a row
//     bytes   ── row 0 ──┬── row 1 ──┬── ...
//                        └ lengths and counts as varints, their size before them, then the strings
//                          one after another
//
// Segments are filled one after another and never move, so memory grows without copying, and tables
// can be appended to each other.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/mention.h>
#include <earshot/model.h>

#include "ingest/dates.h"
#include "table/string_pool.h"
#include "text/trigrams.h"
#include "text/word_marks.h"

namespace earshot {

/// Index of a mention in the order in which it was read.
using RowId = std::uint32_t;
/// Index of a set of brands; 0 is the empty set.
using BrandSetId = std::uint32_t;
inline constexpr std::uint32_t kNoBrand = ~std::uint32_t{0};
/// The sentiment aimed at one of several brands; nothing where it is the whole text's.
using Aimed = std::optional<Label>;

/// What a mention wants, is about, and how soon it wants an answer. Many rows share one.
struct LabelSet {
  IntentSet intents = 0;
  TopicSet topics = 0;
  Urgency urgency = Urgency::Low;
  UrgencyReasons because = 0;  ///< of the urgency
  bool operator==(const LabelSet&) const = default;
};
/// Index of a set of labels; 0 is the empty one.
using LabelSetId = std::uint32_t;

/// Strings and counts of a row that no figure needs. Views into the table, valid while it is unchanged.
struct RowText {
  std::string_view text, title, id, url, parent, question, tags;
  Count likes = kAbsent, comments = kAbsent, shares = kAbsent, views = kAbsent;
  Count conversions = kAbsent, recipients = kAbsent, clicks = kAbsent, response_seconds = kAbsent;
  Time answered;  ///< may be Undecided: see Table::decided
  Replied replied = Replied::Unknown;
  bool damaged_id = false;  ///< the id identifies nothing
};

/// Of them what the classifier reads.
struct RowWords {
  std::string_view text, title;
};

/// Bytes that are written once, one after another: neither cleared before nor copied when cut to size.
class ByteRun {
 public:
  ByteRun() = default;
  ByteRun(const ByteRun&) = delete;
  ByteRun& operator=(const ByteRun&) = delete;
  ~ByteRun();

  const char* data() const { return bytes_; }
  std::size_t size() const { return size_; }
  void reserve(std::size_t bytes);
  /// Room for `bytes` more at the end, to be written by the caller.
  char* append(std::size_t bytes) {
    if (bytes > capacity_ - size_) reserve(size_ + bytes);
    size_ += bytes;
    return bytes_ + (size_ - bytes);
  }
  void cut(std::size_t size) { size_ = size; }
  void shrink_to_fit();

 private:
  void resize(std::size_t capacity);

  char* bytes_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

/// Which file each row of a segment is from. Files are read one after another, so that a segment seldom
/// has rows of more than one.
class FileRuns {
 public:
  std::uint16_t operator[](std::size_t row) const {
    return runs_.size() == 1 ? runs_[0].file : search(row);
  }
  bool one() const { return runs_.size() == 1; }
  /// Of a new row, behind all others.
  void append(std::size_t row, std::uint16_t file) {
    if (runs_.empty() || runs_.back().file != file) runs_.push_back({row, file});
  }
  /// Forgets the rows from this one on.
  void cut(std::size_t row) {
    while (!runs_.empty() && runs_.back().first >= row) runs_.pop_back();
  }

 private:
  struct Run {
    std::size_t first = 0;  ///< row
    std::uint16_t file = 0;
  };
  std::uint16_t search(std::size_t row) const {
    const auto after = std::ranges::upper_bound(runs_, row, {}, &Run::first);
    return (after - 1)->file;
  }
  std::vector<Run> runs_;
};

struct Segment {
  /// No power of two: the columns' cells of one row would all fall into the same lines of the cache.
  static constexpr std::size_t kRows = 16'320;
  /// A segment is closed early when its bytes pass this.
  static constexpr std::size_t kBytes = std::size_t{4} << 20;

  std::array<Time, kRows> time;  ///< may be Undecided: read it through `Table::time`
  std::array<std::uint32_t, kRows> bytes_at;
  std::array<StringPool::Id, kRows> author, platform, country, query;  ///< 0 where not given
  std::array<BrandSetId, kRows> brands;
  std::array<std::uint32_t, kRows> followers, reach, engagement;  ///< kAbsent32 where not given
  std::array<std::uint32_t, kRows> source_row;
  std::array<float, kRows> rating;
  FileRuns file;
  std::array<std::uint16_t, kRows> positive, negative;  ///< of 65535; neutral is the rest
  std::array<LabelSetId, kRows> labels;
  std::array<Language, kRows> language;
  std::array<Label, kRows> label, given_label;
  std::array<Kind, kRows> kind;

  std::size_t size = 0;
  RowId first = 0;  ///< the table's row id of row 0
  ByteRun bytes;
  /// Of the first rows, what questions asked again and again have noted of them: the least and the
  /// most ms of the times that say their own order, whether any row has another time, whether all are
  /// instants, whether any of them is not midnight in UTC, which words texts and titles may hold, and
  /// in which rows the last two searches found what they look for, the later first.
  struct Notes {
    std::size_t timed_rows = 0;
    std::int64_t least_ms = 0, most_ms = 0;
    bool timed = false, untimed = false, instants = true, hours = false;
    WordMarks words;
    struct Searched {
      std::string search;
      std::size_t rows = 0;
      std::vector<std::uint64_t> found;  ///< a bit a row
    };
    std::array<Searched, 2> searched;
  };
  Notes notes;
  /// Of the folded subjects of the first rows: noted while brands come from the data itself, since
  /// those change as more of it is read.
  std::vector<Trigrams> trigrams;
};

/// In the 32-bit columns; a larger count is held as kAbsent32 - 1.
inline constexpr std::uint32_t kAbsent32 = ~std::uint32_t{0};
inline Count widen(std::uint32_t count) { return count == kAbsent32 ? kAbsent : count; }

class Table {
 public:
  Table();

  struct Position {
    Segment* segment;
    std::size_t row;
  };

  /// At most 2^32 - 1 rows, of at most 65,536 files. The new row is unrated, in the language that the
  /// export gives, and names no brand yet; its author is known after `settle`.
  Position add(const Mention& mention);
  /// Adds a row of another table as it stands there, in a set of labels of its own and in no set of
  /// brands.
  /// @param file the input that it belongs to here
  /// @param numbers where the other table's strings stand here, kept from row to row; empty at first
  struct Numbers {
    std::array<std::vector<StringPool::Id>, 4> of;
  };
  Position add_row_of(const Table& other, const Segment& from, std::size_t row, std::uint16_t file,
                      Numbers& numbers);
  /// A row as it was added, as far as it takes to tell it from others: text, title, id, url, question,
  /// author, time.
  Mention identity(const Segment& segment, std::size_t row) const;
  /// Looks up the authors of the rows added since the last call.
  void settle();

  std::size_t size() const { return size_; }
  /// Forgets all rows from the `size`th on.
  void truncate(std::size_t size);
  std::span<const std::unique_ptr<Segment>> segments() const { return segments_; }

  Position at(RowId row) const;
  /// Which of the mentions that its source row holds a row is, from 1; 0 if that holds no other.
  std::uint32_t part(RowId row) const;

  static RowText text(const Segment& segment, std::size_t row);
  /// The same strings at a third of the time.
  static RowWords words(const Segment& segment, std::size_t row);
  static Sentiment sentiment(const Segment& segment, std::size_t row);
  /// What the classifier reads: title and text, in `scratch` where both count.
  static std::string_view subject(std::string_view title, std::string_view text,
                                  std::string& scratch);

  /// A row's time, day/month order decided as its file's column stands now.
  Time time(const Segment& segment, std::size_t row) const {
    return decided(segment.time[row], segment, row);
  }
  /// Another time of the same row, such as that of the answer.
  Time decided(Time time, const Segment& segment, std::size_t row) const {
    if (time.kind() != Time::Kind::Undecided) return time;
    return DateColumn::resolve(time, date_decisions_[segment.file[row]]);
  }
  void set_date_decision(std::uint32_t file, const DateDecision& decision);
  const DateDecision& date_decision(std::uint32_t file) const { return date_decisions_[file]; }

  /// Forgets all brand sets and puts every row into the empty one.
  void clear_brands();
  /// Gives brands other numbers, in all sets and rows. What was aimed at those that stay beside one
  /// taken out is forgotten: it depends on who else is named.
  /// @param numbers by old number; `kNoBrand` takes a brand out
  void renumber_brands(std::span<const std::uint32_t> numbers);
  /// A set of brands and what is aimed at each of them.
  /// @param brands sorted, without repeats
  /// @param aimed one each, or none at all: at all of them what the whole text says
  BrandSetId brand_set(std::span<const std::uint32_t> brands, std::span<const Aimed> aimed = {});
  std::span<const std::uint32_t> brands(BrandSetId set) const;
  /// One for each of `brands(set)`.
  std::span<const Aimed> aimed(BrandSetId set) const;
  std::size_t brand_sets() const { return brand_set_ends_.size(); }

  LabelSetId label_set(const LabelSet& set);
  const LabelSet& labels(LabelSetId id) const { return label_sets_[id]; }
  std::size_t label_sets() const { return label_sets_.size(); }

  StringPool authors, platforms, countries, queries;  ///< 0 is "" in each
  mutable WordMarks author_words;  ///< of the first authors, noted when something is searched for

 private:
  Segment& open_segment();
  static void append_text(Segment& segment, std::size_t row, const Mention& mention);

  std::vector<std::unique_ptr<Segment>> segments_;
  std::size_t size_ = 0;
  std::vector<DateDecision> date_decisions_;  // by file

  // Authors not looked up yet: where each goes, and its end in the bytes of all.
  struct Author {
    StringPool::Id* to;
    std::size_t end;
  };
  std::vector<Author> open_authors_;
  std::string open_author_bytes_;

  StringPool brand_set_keys_;
  std::vector<std::uint32_t> brand_set_members_;
  std::vector<Aimed> brand_set_aimed_;  // by member
  std::vector<std::uint32_t> brand_set_key_;  // scratch
  std::vector<std::uint32_t> brand_set_ends_;
  StringPool label_set_keys_;
  std::vector<LabelSet> label_sets_;
};

}  // namespace earshot
