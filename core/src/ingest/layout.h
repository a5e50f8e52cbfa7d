// How delimited text is laid out: delimiter, line ends, and where its header stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/delimited.h"
#include "ingest/header.h"

namespace earshot {

/// This much text, or the whole file, is looked at before the first record is read.
inline constexpr std::size_t kSampleBytes = std::size_t{256} << 10;
inline constexpr std::size_t kSampleRecords = 200;

struct Layout {
  Dialect dialect;
  Header header;
  std::vector<GridRow> rows;  ///< the first rows, header and preamble included
};

/// What the person says of it; the rest is found out.
struct LayoutWish {
  std::optional<char> delimiter;
  std::optional<std::uint64_t> header_row;
};

/// Finds the layout from the head of a text.
/// @param whole the head is the whole text
Layout find_layout(std::string_view head, bool whole, const LayoutWish& wish = {});

}  // namespace earshot
