// What became of one input: what it was recognised as, how it was read, and what had to be left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <earshot/error.h>
#include <earshot/settings.h>

namespace earshot {

/// A column and the field of a mention that it fills; see `inspect`.
struct InputColumn {
  std::string header;
  std::string field;  ///< "" if it is not used
};

/// Something a person should know of a file that was read all the same. Repeated ones are counted;
/// the place is the first one's.
struct Note {
  ErrorCode code;
  Place place;
  std::string detail;
  std::uint64_t count = 0;
  std::string message;
};

/// A record that did not become a mention, and why. Wholly blank ones are only counted.
struct Reject {
  std::uint64_t row = 0;
  ErrorCode code;
  /// As it stands in the file, cut after 64 KiB; of duplicates beyond `kMaxDuplicateBytes` "".
  std::string raw;
};

/// A question with its options and how many chose each, as a poll's result says it.
struct Poll {
  struct Option {
    std::string label;
    std::uint64_t votes = 0;
  };
  std::string question;
  std::vector<Option> options;
  std::uint64_t row = 0;
};

/// records = mentions + empty + duplicates + rejected, at any time. In a survey each answer in a
/// person's own words counts as a record.
struct Input {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;           ///< of the bytes read; "" while the input is open
  std::string packed;           ///< "zip" or "gzip"; "" for a file that is not
  std::string container = "csv";  ///< "csv", "json", "ndjson", "xlsx", or what could not be read
  std::string format;           ///< public name of a named format; "" for any other
  std::string format_title;     ///< its product's name
  std::string encoding;         ///< "" until it is known
  std::string delimiter;        ///< "" for a single column
  std::string sheet;            ///< of a workbook
  std::vector<std::string> sheets;
  std::uint64_t header_row = 0; ///< the last row of the header; 0: no header
  std::vector<std::string> header;  ///< as found without the person's word
  std::vector<InputColumn> columns;
  std::vector<std::vector<std::string>> preview;  ///< cells of the first rows
  std::string date_order;       ///< "ymd", "dmy", "mdy"; "" where dates say themselves
  bool dates_ambiguous = false;
  std::string dates_sentence;   ///< English: how the dates are read and why
  std::string date_example;     ///< a cell that could be read in two orders
  std::string time_zone;        ///< of dates that say none: IANA name or offset; "" if not known
  std::optional<InputSettings> applied;
  std::uint64_t records = 0, mentions = 0, empty = 0, duplicates = 0, rejected = 0;
  std::vector<Reject> rejects;  ///< empty rows and duplicates too
  std::vector<Poll> polls;
  std::vector<Note> notes;
  std::optional<Error> error;   ///< the input could not be used
  bool cancelled = false;
};

/// Of an input's duplicates so much text is kept.
inline constexpr std::size_t kMaxDuplicateBytes = std::size_t{16} << 20;

/// This many rows are kept to be shown.
inline constexpr std::size_t kPreviewRows = 8;

}  // namespace earshot
