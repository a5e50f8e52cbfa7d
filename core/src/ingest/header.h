// Where the header of a grid of cells stands, and what its columns are called.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/formats.h"

namespace earshot {

struct GridRow {
  std::uint64_t number;  ///< as in `Place`
  std::vector<std::string> cells;
};

struct Header {
  std::uint64_t row = 0;           ///< its last row; 0: there is none
  std::size_t data = 0;            ///< index of the first row of data
  std::vector<std::string> names;  ///< distinct; invented ("Column 2") where a cell is blank
  /// By column: the question as people were asked it; empty where names say it all.
  std::vector<std::string> questions;
  const NamedFormat* format = nullptr;
  /// How sure it is that this is a header: names that are known, a named format outranking all.
  std::size_t score = 0;
  bool known = false;  ///< some of its names are; else they only look like names
};

/// @param rows the first rows, in order
/// @param at   the header's (last) row by the person's word, 0 for none
Header find_header(std::span<const GridRow> rows, std::optional<std::uint64_t> at = std::nullopt);

/// The commonest number of cells; the larger of two equally common ones.
std::size_t usual_width(std::span<const GridRow> rows);

/// Names for columns that may lack one or share one.
std::vector<std::string> distinct_names(std::vector<std::string> names);

}  // namespace earshot
