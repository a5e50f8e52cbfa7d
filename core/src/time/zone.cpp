#include "time/zone.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

#include "time/civil.h"

namespace earshot {

struct ZoneTable {
  static const Zone kZones[];
};

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
  std::uint16_t first, count;  // changes
  std::uint16_t rule;
};

}  // namespace

#include "time/zone_table.inc"

namespace {

constexpr std::int64_t kFirstMs = days_from_civil(1990, 1, 1) * kDayMs;
constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr unsigned kOffsetBits = 6;

std::int64_t instant_of(std::uint32_t change) {
  return kFirstMs + (change >> kOffsetBits) * kMinuteMs;
}

std::int64_t offset_of(std::uint32_t change) {
  return kOffsets[change & ((1u << kOffsetBits) - 1)] * kMinuteMs;
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
  const std::uint32_t* first = kChanges + history.first;
  const std::uint32_t* last = first + history.count;
  // The first change only says what holds at the beginning.
  const std::uint32_t* after = std::upper_bound(
      first + 1, last, utc_ms,
      [](std::int64_t instant, std::uint32_t change) { return instant < instant_of(change); });
  const std::int64_t begin = after == first + 1 ? kBeginning : instant_of(after[-1]);
  if (after != last) return {begin, instant_of(*after), offset_of(after[-1])};
  if (history.rule == std::size(kRules)) return {begin, kNever, offset_of(after[-1])};
  Zone::Span span = span_by_rule(kRules[history.rule], utc_ms);
  span.begin = std::max(span.begin, begin);
  return span;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool less_in_lower_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

}  // namespace

std::string_view tz_version() { return kTzVersion; }

std::span<const Zone> Zone::all() { return ZoneTable::kZones; }

Result<const Zone*> Zone::find(std::string_view name) {
  const Zone* const end = std::end(ZoneTable::kZones);
  const Zone* const found = std::lower_bound(
      std::begin(ZoneTable::kZones), end, name,
      [](const Zone& zone, std::string_view of) { return less_in_lower_case(zone.name(), of); });
  if (found != end && !less_in_lower_case(name, found->name())) return found;
  const std::string wanted(name);
  return std::unexpected(Error{
      ErrorCode::UnknownTimeZone,
      {},
      wanted,
      "There is no time zone '" + wanted +
          "'. Give the name of one in the IANA database, such as Asia/Seoul or Europe/Berlin."});
}

const Zone& Zone::utc() {
  static const Zone* const zone = *find("UTC");
  return *zone;
}

std::string_view Zone::name() const { return kNames + name_; }

Zone::Span Zone::span_at(std::int64_t utc_ms) const {
  return span_in(kHistories[history_], utc_ms);
}

Zone::Span Zone::span_of(std::int64_t local_ms) const {
  const History& history = kHistories[history_];
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
