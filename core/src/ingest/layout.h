// How delimited text is laid out: delimiter, line ends, and where its header stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/delimited.h"

namespace earshot {

/// This much text, or the whole file, is looked at before the first record is read.
inline constexpr std::size_t kSampleBytes = std::size_t{256} << 10;
inline constexpr std::size_t kSampleRecords = 200;

struct Layout {
  Dialect dialect;
  std::uint64_t header_row = 0;      ///< 0: the file has no header
  std::vector<std::string> headers;  ///< as written; invented ("Column 1") where there is no header
  std::vector<std::vector<std::string>> sample;  ///< the first data rows
};

/// Finds the layout from the head of a text. Headers are empty where there is no record at all.
/// @param whole the head is the whole text
Layout find_layout(std::string_view head, bool whole);

}  // namespace earshot
