// What all printed documents share: their formats, the version of their layout, and errors as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <earshot/error.h>

namespace earshot {

enum class Format : std::uint8_t { Json, Csv };

/// Version of the report's layout (report.schema.json): goes up when a key changes its meaning or
/// goes away.
inline constexpr int kReportSchema = 1;

/// An error as JSON: {"code","file","row","column","detail","message"}.
std::string error_json(const Error& error);

/// The program's version, e.g. "0.1.0".
std::string_view version();

}  // namespace earshot
