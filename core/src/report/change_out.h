// How a comparison of two figures is printed.
#pragma once

#include <optional>
#include <string_view>

#include "insight/change.h"
#include "report/json_out.h"

namespace earshot {

/// The members of an object that is open: both values and what each rests on, the difference or ratio
/// with its interval, p, the verdict, and whether either rests on fewer than kFewestMentions.
/// @param value, against how the two are called
void write_change(JsonOut& json, const Change& change, std::string_view value,
                  std::string_view against);

}  // namespace earshot
