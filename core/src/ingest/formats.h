// The named formats: how each export is recognised, which of its columns fill which field, and what
// else its cells say. One entry of the table in formats.cpp a format; a format without an entry is
// mapped by column_aliases and by what its values look like.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/mention.h>

#include "ingest/column_map.h"
#include "ingest/records.h"

namespace earshot {

/// What becomes of a record.
enum class Verdict : std::uint8_t {
  Mention,
  Service,    ///< a message of the platform's own ("joined the group"), a totals row
  NotPublic,  ///< addressed to some people only
};

/// One record, already mapped, as a format's `refine` sees it: the platform still as the export names
/// it or already by its usual name, the engagement not yet summed from the other counts.
struct Refinement {
  Mention& mention;
  /// Cells of the format's `extra` columns in the order in which it lists them; "" where missing.
  std::span<const std::string_view> extras;
  /// For strings that `mention` may then view; it lives until the next record.
  std::string& scratch;
};
using Refine = Verdict (*)(const Refinement&);

struct NamedFormat {
  std::string_view id;     ///< public, as `inspect` prints it: "brandwatch"
  std::string_view title;  ///< the product's own name, shown to people: "Brandwatch"
  /// Words with spaces between them: column names in their normal form (`normalize_header`), all of
  /// which the file has. "a/b": one of them. "a*": one that begins so. "^a/b": the first column.
  /// "?": half of the columns, or more, read like a question. "$a": a key around the records of a
  /// JSON file; "$a=b": with that value. "=" in front of the first word: no other columns.
  std::string_view needs;
  /// "text:fulltext,snippet shares:shares+reposts+quotes followers:xfollowers,twitterfollowers".
  /// Behind a field's public name its columns: with "," the first that is filled, with "+" the sum.
  /// "a*": all that begin so; "#2": the second column, whatever its name. Columns that the file
  /// lacks are passed over. "author:" alone: no column, whatever the aliases say. Fields that are
  /// not listed are mapped by their aliases.
  std::string_view columns;
  std::string_view platform = {};  ///< of every mention that names none itself
  Refine refine = nullptr;
  /// Its columns are questions, but for those that `is_ignored`: each free text is a mention of its
  /// own, each choice a tag. The aliases have no say in any field.
  bool survey = false;
  /// Of a survey, words as in `needs`: "-a" is no question. Where there are words without "-", nothing
  /// else is a question.
  std::string_view questions = {};
  /// Columns whose name as written holds this are tags of that name: "Topics - Price", with 1 or
  /// nothing in its cells.
  std::string_view tag_mark = {};
  /// Of dates that do not say which number is the day: "dmy", "mdy" or "ymd"; "" to be found out.
  std::string_view date_order = {};
  /// Why the file cannot be read although it was recognised, in one sentence; "" if it can.
  std::string_view refusal = {};
};

std::span<const NamedFormat> formats();

/// The first format of the table whose needs are met, or nullptr.
/// @param headers in their normal form
const NamedFormat* find_format(std::span<const std::string> headers, Surroundings surroundings);

/// Fills in what `format.columns` says of the file's columns. In `Field::Extra` each column that the
/// format lists has its place, `FieldColumns::kNone` where the file lacks it.
/// @param headers in their normal form
/// @param as_written the same headers; only `tag_mark` needs them
/// @returns the fields that the format speaks of, as bits: the aliases have no say in them
std::uint64_t map_format(const NamedFormat& format, std::span<const std::string> headers,
                         ColumnMap& map, std::span<const std::string> as_written = {});

/// Whether a column of a survey is an account of the response and no question.
/// @param header in its normal form
bool is_ignored(const NamedFormat& format, std::string_view header);

}  // namespace earshot
