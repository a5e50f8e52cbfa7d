// The named formats: how each export is recognised, which of its columns fill which field, and what
// else its cells say. One entry of the table "formats" of earshot.words a format; a format without an
// entry is mapped by column_aliases and by what its values look like.
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
enum class RowVerdict : std::uint8_t {
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
using Refine = RowVerdict (*)(const Refinement&);

/// An entry of the table, which says what its parts mean.
struct NamedFormat {
  std::string_view id;     ///< public, as `inspect` prints it: "brandwatch"
  std::string_view title;  ///< the product's own name, shown to people: "Brandwatch"
  std::string needs = {}, columns = {};
  std::string_view platform = {};  ///< of every mention that names none itself
  Refine refine = nullptr;
  /// Its columns are questions, but for those that `is_ignored`. The aliases have no say in any field.
  bool survey = false;
  std::string questions = {};
  std::string tag_mark = {};          ///< with the blanks about it
  std::string_view date_order = {};   ///< "dmy", "mdy" or "ymd"; "" to be found out
  std::string_view refusal = {};      ///< "" if the file can be read
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
