// The strings of a workbook, which its cells name by number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>

#include "ingest/zip_archive.h"

namespace earshot {

/// Workbooks with more text or more strings than this are refused as too large.
inline constexpr std::size_t kMaxSharedBytes = std::size_t{1} << 30;
inline constexpr std::size_t kMaxSharedStrings = std::size_t{1} << 26;

/// Undoes `_x000D_` and its kind from byte `from` on: UTF-16 units that XML cannot hold
/// (ECMA-376 part 1, 22.9.2.19). NULs are dropped.
void undo_unit_escapes(std::string& text, std::size_t from);

class SharedStrings {
 public:
  /// Reads them from a part of the workbook; none if the archive does not hold it. Runs of a string
  /// are joined, how it is pronounced (`<rPh>`) is dropped.
  std::optional<Error> load(const ZipArchive& archive, std::string_view part);

  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

 private:
  class Loader;
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace earshot
