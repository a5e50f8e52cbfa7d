// What came of mentions, where the export says: whether and how soon they were answered, and how many
// people they moved.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"
#include "insight/slices.h"
#include "insight/view.h"

namespace earshot {

inline constexpr std::uint64_t kPromptSeconds = 24 * 3'600;

/// Of the mentions of files that say so in a column (when or how soon a mention was answered, or whether),
/// and of those to which a brand's own account wrote a reply: by settings, accounts are the brands'
/// handles; a reply names the id of what it answers as its parent. A brand whose account replies is taken
/// to have left unanswered all other mentions of it in files without such a column. Own accounts' posts
/// want no answer.
struct ResponseFigures {
  bool by_columns = false, by_replies = false;
  std::uint64_t mentions = 0;   ///< those of which is known whether they were answered
  std::uint64_t answered = 0;
  std::uint64_t timed = 0;      ///< of them those of which is known how soon: no dates alone; the rest speaks of these
  std::uint64_t prompt = 0;     ///< within 24 hours
  double median = 0;            ///< seconds, as are the rest
  std::uint64_t fastest = 0, slowest = 0;
  std::optional<Estimate> mean; ///< mean ± t·s/sqrt(n), cut at 0; nothing where all are alike, or one: that
                                ///< does not tell how far off others may be
};

enum class Answered : std::uint8_t { Unknown, No, Yes };

/// The same of the whole table, whatever is selected: a filter for complaints leaves out what was answered
/// to them. A byte a mention, 12 more of each of which is known how soon it was answered.
struct Answers {
  bool by_columns = false, by_replies = false;
  std::vector<Answered> answered;      ///< by mention; empty where nothing says so
  std::vector<RowId> rows;             ///< of which is known how soon, by `seconds`
  std::vector<std::uint64_t> seconds;  ///< theirs, ascending
};

/// Leaves of the rows, which are ascending, those that meet `Filter::answered` and `Filter::replied`: answered
/// as above; replied to where any mention names their id as its parent, not so where no mention does
/// though mentions name others. Rows without an id meet neither.
/// @param kept may be null
void keep_answered(const Table& table, const Filter& filter, std::span<const Brand> brands, const Zone& zone,
                   std::span<const Input> inputs, Kept* kept, std::vector<RowId>& rows);

/// Nothing where neither columns nor replies say anything.
std::optional<ResponseFigures> response_figures(const View& view);

/// Conversions of the mentions that give both numbers.
struct ConversionSums {
  std::uint64_t mentions = 0, conversions = 0, of = 0;
  /// Wilson; nothing where there are more conversions than people.
  std::optional<Estimate> rate() const {
    return conversions <= of ? wilson(conversions, of) : std::nullopt;
  }
};
struct ConvertedGroup {
  std::uint32_t value = 0;
  ConversionSums sums;
};
struct ConversionFigures {
  bool of_clicks = false;  ///< else of recipients, if any mention gives them
  ConversionSums all;
  std::vector<ConvertedGroup> platforms, brands;  ///< at most kListed, by people
};

/// Nothing where no column holds conversions.
std::optional<ConversionFigures> conversion_figures(const View& view);

}  // namespace earshot
