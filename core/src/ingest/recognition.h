// What an input is, judged by its first bytes and by nothing else: its container, its encoding, and
// how delimited text is laid out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>
#include <earshot/settings.h>

#include "ingest/layout.h"
#include "ingest/records.h"
#include "text/encoding.h"

namespace earshot {

class WorkbookReader;

struct Recognition {
  enum class Container : std::uint8_t { Delimited, Json, Chat };
  Container container = Container::Delimited;
  std::optional<Encoding> encoding;  ///< nothing if the bytes alone told enough
  std::size_t bom = 0;            ///< bytes in front of the text
  std::optional<Encoding> twice;  ///< what its UTF-8 had been taken for, see twice_encoded.h
  Layout layout;                  ///< of delimited text
  /// Why it cannot be read; its place and the name in its message are left to the caller.
  std::optional<Error> error;
  std::string_view foreign;       ///< the public name of such a container, if it has one
};

/// @param head  the first bytes, as many as kSampleBytes
/// @param whole they are all
/// @param wish  the person's word, or nullptr
Recognition recognise(std::string_view name, std::string_view head, bool whole,
                      const InputSettings* wish);

struct SheetChoice {
  std::size_t sheet = 0;
  std::vector<std::string> header;
  std::size_t filled = 0;  ///< sheets with more than one row
};

/// The sheet with the best header; of equals the first.
SheetChoice choose_sheet(WorkbookReader& workbook);

}  // namespace earshot
