// Errors are values: a code for programs, a place, and a sentence for people that says what to do.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace earshot {

/// What went wrong. The name printed by `code_name` is part of the public interface: the page looks
/// up its translated sentence by it, scripts match on it.
enum class ErrorCode : std::uint8_t {
  EmptyInput,          ///< no bytes, or nothing but white space
  NotText,             ///< binary data that is no format we know
  UnsupportedFormat,   ///< recognised, but not readable; the sentence says what to export instead
  HeaderOnly,          ///< a header and no rows
  NoTextColumn,        ///< rows, but no column that could hold what people wrote
  TooManyColumns,      ///< more than `kMaxColumns`
  RecordTooLarge,      ///< one record is larger than `kMaxRecordBytes`
  UnclosedQuote,       ///< a quote opens and never closes
  TooManyCells,        ///< a row has more filled cells than the header
  TooFewCells,         ///< a row ends before its text column
  InvalidEncoding,     ///< bytes that are not valid in the file's encoding (they are replaced)
  EncodedTwice,        ///< text that was turned into UTF-8 twice (it is turned back)
  NulBytes,            ///< NUL bytes inside text (they are dropped)
  UnreadableDate,      ///< a filled date cell that is no date, or out of range
  AmbiguousDates,      ///< day/month order could not be told from the column
  UnreadableNumber,    ///< a filled number cell that is no number
  BadSettings,         ///< the settings are not valid JSON or hold a wrong type
  BadFilter,           ///< likewise for a filter
  UnknownTimeZone,     ///< not an IANA time zone name
  BadModel,            ///< the model file is damaged or of another version
  TooLarge,            ///< beyond a stated limit of this program (never "unrecognised")
};

/// The stable name of a code, e.g. "unclosedQuote".
std::string_view code_name(ErrorCode code);

/// Where it happened. `row` counts records of the file from 1, the header included, as a
/// spreadsheet does; 0 means the whole file. `column` is the header's name, or "".
struct Place {
  std::string file;
  std::uint64_t row = 0;
  std::string column;
};

struct Error {
  ErrorCode code;
  Place place;
  std::string detail;   ///< the offending value or number, for translated sentences; may be ""
  std::string message;  ///< one English sentence or two: what happened, and what to do about it
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace earshot
