// How long something took, as exports write it: "02:15:30", "1d 4h", "35 min", "2시간 15분", or a bare
// number whose unit the column's name says.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <earshot/mention.h>

namespace earshot {

/// The seconds of one of a number's unit that a column's name ends in ("Response time (min)"), or 0.
/// @param header as normalize_header gives it
std::uint64_t unit_of_header(std::string_view header);

/// Whole seconds; kAbsent where the cell says no duration, or a bare number and `unit` is 0. "02:15" is
/// hours and minutes, "02:15:30" has seconds, "1.02:15:30" days before them.
Count read_duration(std::string_view cell, std::uint64_t unit);

}  // namespace earshot
