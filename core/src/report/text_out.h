// How values are written: the one place where numbers, times, JSON strings and CSV cells become text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <earshot/mention.h>

#include "time/zone.h"

namespace earshot {

void append_integer(std::string& out, std::uint64_t value);
/// The shortest text that reads back as the same float; "null" for NaN.
void append_float(std::string& out, float value);
/// `units` / 65535, rounded to 4 digits after the point, e.g. "0.25".
void append_probability(std::string& out, std::uint16_t units);

/// A figure rounded to the 6 digits after the point that reports carry: "0.25", "1.0"; "2.5e-05"
/// where the first four are 0. Its size has to be below 10^12.
void append_fraction(std::string& out, double fraction);

/// With its quotes. Control characters, and the line separators that break JavaScript, are escaped.
void append_json_string(std::string& out, std::string_view text);

/// ISO 8601 with the zone's offset, e.g. 2026-01-05T09:12:00.000+09:00. `time` has to be present.
std::string iso_time(Time time, const Zone& zone);

/// Of local ms: 2026-01-05, with the time 2026-01-05T09:12; with seconds and their thousandths where
/// there are any.
std::string local_text(std::int64_t local, bool with_time);

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// One cell, quoted where it has to be. A cell that a spreadsheet would run as a formula gets an
/// apostrophe in front.
void append_csv_cell(std::string& out, std::string_view text);

}  // namespace earshot
