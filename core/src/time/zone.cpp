#include "time/zone.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <limits>
#include <string>

#include <earshot/zones.h>

#include "time/civil.h"

namespace earshot {
namespace {

/// A day in the year on which the clock is changed, as POSIX TZ writes it: Mm.w.d/time.
struct YearlyChange {
  std::uint8_t month;
  std::uint8_t week;     // 5 is the last one of the month
  std::uint8_t weekday;  // 0 is Sunday
  std::int16_t minutes;  // on the clock as it was; below 0 and above 24 h are allowed
};

struct Rule {
  std::int16_t standard, summer;  // minutes east of UTC
  YearlyChange start, end;        // of summer time
};

struct History {
  std::uint16_t first, more;  // of the changes: the first, which only says what holds at the
                              // beginning, and how many follow it
  std::uint16_t rule;         // that holds from the last of them on, + 1; 0 is none
};

#include "time/zone_table.inc"

constexpr char kMagic[8] = "EARZON\1";  // the digit goes up when the layout changes

/// The file as it is. Before it is loaded, all but the first name are zeros, and that is UTC, as it
/// is then: the first name and history, no change behind the first, and the first offset, 0.
struct ZoneTable {
  char magic[8];
  char release[8];
  char names[kNameBytes] = "UTC";       // each with a NUL behind it
  std::uint32_t changes[kChangeCount];  // minutes since 1990-01-01T00:00Z << kOffsetBits | offset
  Rule rules[kRuleCount];
  History histories[kHistoryCount];
  Zone zones[kZoneCount];              // in the order of their names in lower case
  std::int16_t offsets[kOffsetCount];  // minutes east of UTC
};

static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(Rule) == 16 && sizeof(History) == 6 && sizeof(Zone) == 4);

constinit ZoneTable table{};

bool is_loaded() { return table.magic[0] != 0; }

constexpr std::int64_t kFirstMs = days_from_civil(1990, 1, 1) * kDayMs;
constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

std::int64_t instant_of(std::uint32_t change) {
  return kFirstMs + (change >> kOffsetBits) * kMinuteMs;
}

std::int64_t offset_of(std::uint32_t change) {
  return table.offsets[change & ((1u << kOffsetBits) - 1)] * kMinuteMs;
}

/// The instant of a yearly change. `offset` in minutes is the one that holds until then.
std::int64_t in_year(const YearlyChange& change, std::int64_t year, std::int16_t offset) {
  const int iso_weekday = (change.weekday + 6) % 7;
  std::int64_t day;
  if (change.week == 5) {
    day = days_from_civil(year, change.month, days_in_month(year, change.month));
    day -= (weekday_from_days(day) - iso_weekday + 7) % 7;
  } else {
    day = days_from_civil(year, change.month, 1);
    day += (iso_weekday - weekday_from_days(day) + 7) % 7 + 7 * (change.week - 1);
  }
  return day * kDayMs + (change.minutes - offset) * kMinuteMs;
}

/// The span of a rule that holds an instant.
Zone::Span span_by_rule(const Rule& rule, std::int64_t utc_ms) {
  // No zone changes its clock near New Year, so the year of UTC will do.
  const std::int64_t year = civil_from_days(floor_div(utc_ms, kDayMs)).year;
  const auto start = [&](std::int64_t of) { return in_year(rule.start, of, rule.standard); };
  const auto end = [&](std::int64_t of) { return in_year(rule.end, of, rule.summer); };
  const std::int64_t summer = rule.summer * kMinuteMs, standard = rule.standard * kMinuteMs;
  const std::int64_t starts = start(year), ends = end(year);
  if (starts < ends) {
    if (utc_ms < starts) return {end(year - 1), starts, standard};
    if (utc_ms < ends) return {starts, ends, summer};
    return {ends, start(year + 1), standard};
  }
  if (utc_ms < ends) return {start(year - 1), ends, summer};
  if (utc_ms < starts) return {ends, starts, standard};
  return {starts, end(year + 1), summer};
}

Zone::Span span_in(const History& history, std::int64_t utc_ms) {
  const std::uint32_t* first = table.changes + history.first;
  const std::uint32_t* last = first + 1 + history.more;
  const std::uint32_t* after = std::upper_bound(
      first + 1, last, utc_ms,
      [](std::int64_t instant, std::uint32_t change) { return instant < instant_of(change); });
  const std::int64_t begin = after == first + 1 ? kBeginning : instant_of(after[-1]);
  if (after != last) return {begin, instant_of(*after), offset_of(after[-1])};
  if (history.rule == 0) return {begin, kNever, offset_of(after[-1])};
  Zone::Span span = span_by_rule(table.rules[history.rule - 1], utc_ms);
  span.begin = std::max(span.begin, begin);
  return span;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool less_in_lower_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

}  // namespace

Result<void> load_zones(std::span<const unsigned char> bytes) {
  if (bytes.size() != sizeof table || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0 ||
      std::memcmp(bytes.data() + sizeof kMagic, kTzVersion, sizeof kTzVersion) != 0) {
    return std::unexpected(Error{ErrorCode::BadModel,
                                 {},
                                 "zones",
                                 "The table of time zones is damaged or of another version. Load "
                                 "the earshot.zones that came with this version."});
  }
  std::memcpy(&table, bytes.data(), sizeof table);
  return {};
}

std::string_view tz_version() { return kTzVersion; }

std::span<const Zone> Zone::all() {
  return std::span<const Zone>(table.zones).first(is_loaded() ? kZoneCount : 0);
}

Result<const Zone*> Zone::find(std::string_view name) {
  const auto found = std::lower_bound(
      all().begin(), all().end(), name,
      [](const Zone& zone, std::string_view of) { return less_in_lower_case(zone.name(), of); });
  if (found != all().end() && !less_in_lower_case(name, found->name())) return &*found;
  const std::string wanted(name);
  if (!is_loaded()) {
    const std::string_view known = utc().name();
    if (!less_in_lower_case(known, name) && !less_in_lower_case(name, known)) return &utc();
    return std::unexpected(
        Error{ErrorCode::UnknownTimeZone,
              {},
              wanted,
              "The time zone '" + wanted +
                  "' needs earshot.zones, which was not loaded: without it there is only UTC."});
  }
  return std::unexpected(Error{
      ErrorCode::UnknownTimeZone,
      {},
      wanted,
      "There is no time zone '" + wanted +
          "'. Give the name of one in the IANA database, such as Asia/Seoul or Europe/Berlin."});
}

const Zone& Zone::utc() {
  static constexpr Zone kZone;
  return kZone;
}

std::string_view Zone::name() const { return table.names + name_; }

Zone::Span Zone::span_at(std::int64_t utc_ms) const {
  return span_in(table.histories[history_], utc_ms);
}

Zone::Span Zone::span_of(std::int64_t local_ms) const {
  const History& history = table.histories[history_];
  // A change at T from offset a to offset b parts the local times at T + max(a, b): what comes
  // before is read by a. In an overlap that is the earlier reading, in a gap the clock not yet
  // changed.
  Span now = span_in(history, local_ms);
  while (true) {
    Span local{kBeginning, kNever, now.offset_ms};
    if (now.begin != kBeginning) {
      const Span before = span_in(history, now.begin - 1);
      local.begin = now.begin + std::max(before.offset_ms, now.offset_ms);
      if (local_ms < local.begin) {
        now = before;
        continue;
      }
    }
    if (now.end != kNever) {
      const Span after = span_in(history, now.end);
      local.end = now.end + std::max(now.offset_ms, after.offset_ms);
      if (local_ms >= local.end) {
        now = after;
        continue;
      }
    }
    return local;
  }
}

}  // namespace earshot
