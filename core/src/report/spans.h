// Where something stands in a text, as JSON, for readers that count bytes and for those that count
// UTF-16 units.
#pragma once

#include <cstddef>
#include <string_view>

#include "report/json_out.h"

namespace earshot {

/// The members "start", "end" (bytes of UTF-8), "startUtf16" and "endUtf16" of the object that is open.
void write_span(JsonOut& json, std::string_view text, std::size_t begin, std::size_t end);

}  // namespace earshot
