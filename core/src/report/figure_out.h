// How figures are printed: with their interval, what they rest on, and whether that is enough.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "insight/intervals.h"
#include "insight/slices.h"
#include "insight/view.h"
#include "report/json_out.h"

namespace earshot {

/// {"value", "low", "high", "n", "enough"}; null where there is no figure.
/// @param scale what the value spans, for the width of its interval: 1 for a share, 100 for a score
void write_figure(JsonOut& json, std::string_view name, const std::optional<Estimate>& figure,
                  std::uint64_t n, double scale = 1);
/// k of n with Wilson's interval.
void write_share(JsonOut& json, std::string_view name, std::uint64_t k, std::uint64_t n);

/// The members `mentions`, `sentiment`, `netSentiment` (`polar`, `total`), `positiveRatio` and
/// `experienceScore` of an object that is open.
void write_sentiment(JsonOut& json, const LabelCounts& labels);
/// `netSentiment` alone.
void write_net_sentiment(JsonOut& json, const LabelCounts& labels);
/// The counts alone.
void write_label_counts(JsonOut& json, std::string_view name, const LabelCounts& labels);

/// The members of a slice, and of one brand in it, of an object that is open.
using WriteSlice = void (*)(JsonOut& json, const View& view, const Slice& slice);
using WriteBrand = void (*)(JsonOut& json, const Slices& slices, const Slice& slice, const Talk& brand);
/// A list of {"name" (of times "start"), "mentions", ..., "brands": [{"name", ...}]}, and how many more
/// values there are; brands that a slice does not mention are left out of it.
void write_slices(JsonOut& json, std::string_view name, const View& view, const Slices& slices, By by,
                  WriteSlice whole, WriteBrand brand);
/// How many more there are, under "other" and the name: "otherPlatforms".
void write_left_out(JsonOut& json, std::string_view name, std::uint64_t count);

/// A local time as the axis of a chart names it: a date, for steps of hours with the time.
std::string step_text(Step step, std::int64_t local_ms);

}  // namespace earshot
