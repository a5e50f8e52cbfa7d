// What every parser hands on, whatever the container was: records of cells, and what it had to leave out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <earshot/error.h>

namespace earshot {

/// One record. Views are valid only during the call that hands it on.
struct Record {
  std::uint64_t row = 0;                    ///< from 1, as in `Place`
  std::span<const std::string_view> cells;  ///< UTF-8, unescaped
  std::string_view raw;                     ///< the record as it stands in the file
};

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void record(const Record& record) = 0;
  /// A record that could not be read. `raw` is its text as it stands in the file, perhaps cut.
  virtual void reject(std::uint64_t row, ErrorCode code, std::string_view raw) = 0;
};

/// A larger record is rejected: no mention is that long, and memory stays bounded.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{16} << 20;

/// More columns than this are no mention export.
inline constexpr std::size_t kMaxColumns = 2'048;

/// Of a rejected record this much is kept.
inline constexpr std::size_t kMaxRejectedBytes = std::size_t{64} << 10;

}  // namespace earshot
