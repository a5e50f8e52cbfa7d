// IANA time zones from a table of our own, so that the operating system and the browser have no
// say.
//
// The table (<earshot/zones.h>) knows every change of a zone's offset from 1990 on and the rule
// that goes on for ever. Before 1990 a zone keeps the offset that it entered that year with.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <earshot/error.h>

namespace earshot {

/// The release of the time zone database that the table was made from, e.g. "2025b".
std::string_view tz_version();

class Zone {
 public:
  constexpr Zone() = default;  ///< UTC

  /// The zone of an IANA name or link ("Asia/Seoul", "asia/calcutta"), letter case aside; it lives
  /// for ever. Without `load_zones` there is only UTC. Error: UnknownTimeZone.
  static Result<const Zone*> find(std::string_view name);

  static const Zone& utc();

  /// Every zone that was loaded, in the order of their names.
  static std::span<const Zone> all();

  /// As the database spells it; a link keeps its own name.
  std::string_view name() const;

  /// Local ms (see time/civil.h) of an instant.
  std::int64_t to_local(std::int64_t utc_ms) const { return utc_ms + span_at(utc_ms).offset_ms; }

  /// The instant at which the zone's clock shows `local_ms`. A reading that occurs twice is taken
  /// to be the earlier; one that is skipped is read as if the clock had not been changed yet, so
  /// that it comes out later by the gap.
  std::int64_t to_utc(std::int64_t local_ms) const {
    return local_ms - span_of(local_ms).offset_ms;
  }

  std::int32_t offset_seconds(std::int64_t utc_ms) const {
    return static_cast<std::int32_t>(span_at(utc_ms).offset_ms / 1000);
  }

  /// A time during which the offset stays the same. The ends of the table are near the limits of
  /// 64 bits, so do not add to them.
  struct Span {
    std::int64_t begin, end;  ///< ms: [begin, end) of instants, or of local time where said so
    std::int64_t offset_ms;
  };

  /// The span that holds an instant; its ends are instants.
  Span span_at(std::int64_t utc_ms) const;
  /// The span that `to_utc` reads `local_ms` by; its ends are local ms.
  Span span_of(std::int64_t local_ms) const;

 private:
  std::uint16_t name_ = 0, history_ = 0;  // offset in the names, index of the history
};

/// Converts times that are near each other: remembers the span that it used last.
class ZoneCursor {
 public:
  explicit ZoneCursor(const Zone& zone) : zone_(&zone) {}

  std::int64_t to_local(std::int64_t utc_ms) {
    if (utc_ms < instants_.begin || utc_ms >= instants_.end) instants_ = zone_->span_at(utc_ms);
    return utc_ms + instants_.offset_ms;
  }
  std::int64_t to_utc(std::int64_t local_ms) {
    if (local_ms < locals_.begin || local_ms >= locals_.end) locals_ = zone_->span_of(local_ms);
    return local_ms - locals_.offset_ms;
  }

 private:
  const Zone* zone_;
  Zone::Span instants_{0, 0, 0}, locals_{0, 0, 0};
};

}  // namespace earshot
