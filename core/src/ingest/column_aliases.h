// What exports call each field, in every language we know of: the table "columns" of
// core/models/earshot.words.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ingest/fields.h"

namespace earshot {

/// A header name in its normal form (`normalize_header`). Earlier entries of a field outrank later ones.
struct ColumnAlias {
  Field field;
  std::string_view name;
};

std::span<const ColumnAlias> column_aliases();

/// Names that look like a field and are none ("indexed", "replyContent"): never mapped by name.
std::span<const std::string_view> column_decoys();

/// Prefixes that mark a column as about something else ("translated", "thread").
std::span<const std::string_view> column_decoy_prefixes();

/// Folds a header cell and drops spaces, quotes and the separators _ - . / that exports disagree on.
std::string normalize_header(std::string_view header);

}  // namespace earshot
