// When a mention was published: an instant, or a wall-clock reading whose zone the file does not say.
#pragma once

#include <compare>
#include <cstdint>

namespace earshot {

/// Milliseconds and what they count from, in 64 bits.
///
///   bits 63..2   milliseconds since 1970-01-01T00:00 (of UTC, or of the wall clock)
///   bits  1..0   kind
///
/// A wall time is shown as written: it is taken to be in the report's time zone.
class Time {
 public:
  enum class Kind : std::uint8_t {
    Instant = 0,    ///< milliseconds of UTC
    Wall = 1,       ///< milliseconds as if the local clock were UTC
    Undecided = 2,  ///< day, month and year wait for their column's order; see ingest/dates.h
    Absent = 3,
  };

  constexpr Time() = default;
  static constexpr Time instant(std::int64_t utc_ms) { return Time(utc_ms, Kind::Instant); }
  static constexpr Time wall(std::int64_t local_ms) { return Time(local_ms, Kind::Wall); }
  static constexpr Time undecided(std::int64_t payload) { return Time(payload, Kind::Undecided); }

  constexpr Kind kind() const { return static_cast<Kind>(bits_ & 3); }
  constexpr bool present() const { return kind() != Kind::Absent; }
  constexpr std::int64_t ms() const { return bits_ >> 2; }
  constexpr bool operator==(const Time&) const = default;

 private:
  constexpr Time(std::int64_t ms, Kind kind)
      : bits_((ms << 2) | static_cast<std::int64_t>(kind)) {}
  std::int64_t bits_ = static_cast<std::int64_t>(Kind::Absent);
};

static_assert(sizeof(Time) == 8);

}  // namespace earshot
