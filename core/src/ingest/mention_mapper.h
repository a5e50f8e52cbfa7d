// Records to mentions: each field from its columns, read in their way.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/input.h>
#include <earshot/mention.h>

#include "ingest/column_map.h"
#include "ingest/dates.h"
#include "ingest/formats.h"
#include "ingest/labels.h"
#include "ingest/numbers.h"
#include "ingest/records.h"
#include "ingest/text_cleaner.h"

namespace earshot {

/// How the records of one input are read, as its format, its names, its values and the person say.
struct Reading {
  const NamedFormat* format = nullptr;
  std::vector<std::string> headers;
  std::vector<std::string> questions;  ///< by column; empty: the headers are
  ColumnMap map;
  /// Columns of answers in people's own words. Each filled cell is a mention; fills no other field.
  std::vector<int> answers;
  DateOptions dates;
  std::optional<char> decimal;  ///< the person's word
};

class MentionMapper {
 public:
  /// @param sample some data rows: what their counts look like decides how the columns are read
  MentionMapper(Reading reading, std::span<const std::vector<std::string>> sample);

  /// What the columns hold of a mention. Views last until the next call.
  RowVerdict map(const Record& record, Mention& mention);
  /// Takes in columns that came up only now. In each field they stand behind those it has.
  /// @param wider how they are to be read; of columns that are known it is not asked
  void widen(const Reading& wider);
  /// How many mentions a record may hold: 1, or in a survey one for each question.
  std::size_t answers() const { return reading_.answers.empty() ? 1 : reading_.answers.size(); }
  /// Makes `mention`, as `map` has left it, the answer to a question.
  void answer(const Record& record, std::size_t which, Mention& mention);

  /// True if the record ends before each column that could make it a mention.
  bool ends_early(const Record& record) const;

  const DateColumn& dates() const { return dates_; }
  bool has_dates() const { return !reading_.map[Field::Date].empty(); }
  const Reading& reading() const { return reading_; }
  /// A date cell that can be read in two orders; "" if there was none.
  const std::string& date_example() const { return date_example_; }

  /// What the columns hold that could not be read, or only by a guess.
  std::vector<Note> notes() const;

 private:
  /// A column that fills a string, if none before it has.
  struct TextColumn {
    int column;
    std::string_view Mention::*to;
    bool prose;
  };
  /// A column that fills a count, in the same way or adding to it.
  struct CountColumn {
    int column;
    Count Mention::*to;
    bool added;
    NumberColumn numbers;
    NumberDecision decision;  // from the sample, so that it holds for the first row too
  };
  /// What the last cell was read as: exports sort and repeat.
  template <typename Value>
  struct Last {
    std::string cell;
    Value value;
  };

  void use(int column, Field field, std::span<const std::vector<std::string>> sample);
  static std::string_view cell(const Record& record, int column);
  std::string_view cell(const Record& record, Field field) const;
  std::string_view words(std::string_view cell, TextCleaner& cleaner, std::string& scratch) const;
  Time time(const Record& record);
  void read_answer(const Record& record, Mention& mention);
  Count count(std::string_view cell, CountColumn& column, std::uint64_t row);
  std::string_view platform(std::string_view as_exported);
  std::string_view tags(const Record& record);
  Kind kind(const Record& record, std::string_view text);

  Reading reading_;
  DateColumn dates_;
  std::string date_example_;
  DateColumn answer_dates_;
  std::uint64_t response_unit_ = 0;  // seconds of a bare number; 0: not known
  std::vector<TextColumn> text_columns_;
  std::vector<CountColumn> count_columns_;
  LabelScale label_scale_ = LabelScale::Signed;
  Last<Label> last_label_{{}, Label::Unrated};
  Last<float> last_rating_{{}, 0};
  std::vector<std::string_view> extras_;
  TextCleaner text_cleaner_, title_cleaner_;
  std::string list_, title_list_, tags_, url_, scratch_;
  std::vector<std::string> clean_questions_;  // by answer
  std::array<std::pair<std::string, std::string>, 64> platforms_;  // as exported; its usual name
  std::string folded_;
  std::uint64_t texts_ = 0, truncated_ = 0, first_truncated_row_ = 0;
  std::uint64_t damaged_ids_ = 0, first_damaged_row_ = 0;
};

/// "ymd", "dmy" or "mdy".
std::string_view date_order_name(DateOrder order);
/// The order of that name, or nothing.
std::optional<DateOrder> date_order_of(std::string_view name);

}  // namespace earshot
