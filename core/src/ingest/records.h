// What every parser hands on, whatever the container was: records of cells, and what it had to leave out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <earshot/error.h>

namespace earshot {

/// One record. Views are valid only during the call that hands it on.
struct Record {
  std::uint64_t row = 0;                    ///< from 1, as in `Place`
  std::span<const std::string_view> cells;  ///< UTF-8, unescaped
  std::string_view raw;  ///< as it stands in the file; empty where that is no text: see `raw_text`
  bool lists = false;    ///< a cell may hold several values: see `kListSeparator`
};

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void record(const Record& record) = 0;
  /// A record that could not be read. `raw` is its text as it stands in the file, perhaps cut.
  virtual void reject(std::uint64_t row, ErrorCode code, std::string_view raw) = 0;
};

/// Keys around records with their values, as JSON has them.
using Surroundings = std::span<const std::pair<std::string, std::string>>;

/// What cuts the text of one container into records, for a RecordSink.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  /// Takes the next piece of UTF-8 text; any split gives the same records.
  virtual void feed(std::string_view text) = 0;
  virtual void finish() = 0;
  /// The container's public name, as far as it is known.
  virtual std::string_view container() const = 0;
  /// Records are rows of cells by position: what those are called stands in one of the first, if at
  /// all. No columns then.
  virtual bool grid() const { return false; }
  /// What the cells of a record are called, in their order. It only grows.
  virtual std::span<const std::string> columns() const { return {}; }
  virtual Surroundings surroundings() const { return {}; }
};

/// A larger record is rejected: no mention is that long, and memory stays bounded.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{16} << 20;

/// More columns than this are no mention export.
inline constexpr std::size_t kMaxColumns = 2'048;

/// Of a rejected record this much is kept.
inline constexpr std::size_t kMaxRejectedBytes = std::size_t{64} << 10;

/// Cells as a line of CSV; what is behind that many bytes may be left out.
std::string csv_line(std::span<const std::string_view> cells, std::size_t most);

/// What is kept of a record that becomes no mention: its text as it stands in the file, else its
/// cells as a line of CSV; cut after kMaxRejectedBytes.
std::string raw_text(const Record& record);

}  // namespace earshot
