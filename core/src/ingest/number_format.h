// What a spreadsheet's cell shows for the number it holds: dates and times as ISO 8601, other
// numbers with the digits a person would see.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace earshot {

enum class NumberFormat : std::uint8_t { Plain, Date, Time, DateTime, Duration };

inline constexpr std::uint32_t kBuiltinFormats = 164;

/// A format that needs no code, by its number (ECMA-376 part 1, 18.8.30, with those of the
/// East Asian versions).
NumberFormat builtin_format(std::uint32_t id);

/// Reads a format code such as `yyyy\-mm\-dd hh:mm;@`: letters of dates outside quotes, brackets
/// and escapes, in its first section; `[h]`, `[mm]` and `[ss]` count on beyond a day or an hour.
NumberFormat format_from_code(std::string_view code);

/// Appends what a cell shows.
///
/// Dates: `2026-01-31`, with a clock reading `2026-01-31 12:34:56` (`.789` if it is not on the
/// second); a time alone: `12:34:56`; a duration: `36:00:00`. What is no date there (negative, past
/// 9999, 29 February 1900) stays a number.
/// Numbers stay as they are written, except that a fraction of more than 15 significant digits,
/// which is what the binary number makes of 4.6, is rounded to these.
/// @param epoch_1904 days are counted from 1904-01-01, not from 1899-12-30
void append_number(std::string& out, std::string_view number, NumberFormat format, bool epoch_1904);

}  // namespace earshot
