// How the records of one input are to be read: brings together the named format, the columns' names,
// what is in them, and the person's own word.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <earshot/settings.h>

#include "ingest/mention_mapper.h"

namespace earshot {

/// What an input's first records show.
struct FirstRecords {
  const NamedFormat* format = nullptr;
  std::vector<std::string> headers;    ///< distinct
  std::vector<std::string> questions;  ///< by column, or empty
  std::vector<std::vector<std::string>> rows;
  bool spreadsheet = false;            ///< lone numbers of a date column are its days
};

/// @param wish the person's word, or nullptr
Reading make_reading(const FirstRecords& first, const InputSettings* wish);

/// What the entries say of an input: the one by its name, else the one by its header. An entry by
/// name that says no more than when the file was written leaves the rest to the one by header.
std::optional<InputSettings> find_wish(std::span<const InputSettings> wishes,
                                       std::string_view file,
                                       std::span<const std::string> header);

}  // namespace earshot
