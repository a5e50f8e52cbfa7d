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
  Aggregates,          ///< an export of counts, not of mentions
  HeaderOnly,          ///< a header and no rows
  NoTextColumn,        ///< rows, but no column that could hold what people wrote
  TooManyColumns,      ///< more than `kMaxColumns`
  RecordTooLarge,      ///< one record is larger than `kMaxRecordBytes`
  UnclosedQuote,       ///< a quote opens and never closes
  BadJson,             ///< a JSON record breaks the syntax, or the text ends inside of it
  TooManyCells,        ///< a row has more filled cells than the header
  TooFewCells,         ///< a row ends before its text column
  InvalidEncoding,     ///< bytes that are not valid in the file's encoding (they are replaced)
  EncodedTwice,        ///< text that was turned into UTF-8 twice (it is turned back)
  NulBytes,            ///< NUL bytes inside text (they are dropped)
  UnreadableDate,      ///< a filled date cell that is no date, or out of range
  AmbiguousDates,      ///< day/month order could not be told from the column
  UnreadableNumber,    ///< a filled number cell that is no number
  RelativeDates,       ///< dates such as "2 days ago", read from the moment the file was written
  EmptyRow,            ///< a row without text, title or rating
  ChoicesOnly,         ///< answers to a survey that hold choices and no words
  NoTexts,             ///< filled rows whose text is missing from the export
  NotAMention,         ///< a totals row, a message of the platform's own, the header once more
  NotPublic,           ///< a post for some people only
  Duplicate,           ///< a mention that was read before
  TruncatedTexts,      ///< texts that the export cut off
  DamagedIds,          ///< ids that a spreadsheet has rounded; they identify nothing
  OtherSheets,         ///< sheets of a workbook that were not read
  SameFile,            ///< the bytes were read before
  BadSettings,         ///< the settings are not valid JSON or hold a wrong type
  BadFilter,           ///< likewise for a filter
  UnknownTimeZone,     ///< not an IANA time zone name
  BadModel,            ///< the model file is damaged or of another version
  DamagedFile,         ///< an archive or workbook that is cut short or not as it should be
  Encrypted,           ///< protected by a password
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

/// An error of the whole input. Out of line, as are the strings it takes: errors are many and rare.
Error make_error(ErrorCode code, std::string_view message, std::string_view detail = {});

template <class T>
using Result = std::expected<T, Error>;

}  // namespace earshot
