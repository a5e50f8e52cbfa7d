// What became of one input: what it was recognised as, how it was read, and what had to be left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <earshot/error.h>

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

/// A record that could not be read.
struct Reject {
  std::uint64_t row = 0;
  ErrorCode code;
  std::string raw;  ///< as it stands in the file, cut after 64 KiB
};

/// records = mentions + empty + rejected, at any time.
struct Input {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;           ///< of the bytes read; "" while the input is open
  std::string format = "csv";   ///< public name of the container or format
  std::string encoding;         ///< "" until it is known
  std::string delimiter;        ///< "" for a single column
  std::uint64_t header_row = 0; ///< 0: no header
  std::vector<InputColumn> columns;
  std::string date_order;       ///< "ymd", "dmy", "mdy"; "" where dates say themselves
  std::uint64_t records = 0, mentions = 0, empty = 0;
  std::vector<Reject> rejects;
  std::vector<Note> notes;
  std::optional<Error> error;   ///< the input could not be used
  bool cancelled = false;
};

}  // namespace earshot
