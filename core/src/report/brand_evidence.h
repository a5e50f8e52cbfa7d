// What people need to trust a figure of brands: where a name stands in a text and how it was known,
// and a sample of such places before anything is counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/settings.h>

#include "classify/brand_matcher.h"
#include "report/json_out.h"
#include "table/table.h"

namespace earshot {

/// {"name","start","end","startUtf16","endUtf16","as","how"}, as a value of the array that is open.
/// @param text as written
/// @param offsets from bytes of the folded text to bytes of `text`, as `fold` gives them
void write_hit(JsonOut& json, std::span<const Brand> brands, const Hit& hit, std::string_view text,
               std::span<const std::uint32_t> offsets);

/// Places where the brands are named, some of each way of matching, and places that are held back,
/// some of each reason. At most kMostPreviewed rows are looked at, spread evenly over the table.
/// @param only if given: that brand alone is printed; the others take their longer names
/// @param count places printed a brand
/// @param typos whether slips of the names are looked for, as they are where a person named them
std::string preview_json(const Table& table, std::span<const Brand> brands,
                         std::optional<std::size_t> only, std::size_t count, bool typos);
inline constexpr std::size_t kMostPreviewed = 50'000;

}  // namespace earshot
