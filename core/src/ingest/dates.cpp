#include "ingest/dates.h"

#include <algorithm>
#include <iterator>

#include "ingest/date_reader.h"
#include "ingest/date_words.h"
#include "text/seldom.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "time/civil.h"

namespace earshot {
namespace {

using Form = DateParts::Form;

constexpr DateOrder kOrders[] = {DateOrder::YearMonthDay, DateOrder::DayMonthYear,
                                 DateOrder::MonthDayYear};
constexpr std::size_t kOrderCount = std::size(kOrders);
constexpr std::size_t index_of(DateOrder order) { return static_cast<std::size_t>(order); }

// ---- three numbers in an order ----

int month_day(const DateTriple& triple, DateOrder order) {
  return triple.numbers[order == DateOrder::YearMonthDay   ? 2
                        : order == DateOrder::DayMonthYear ? 0
                                                           : 1];
}

std::optional<std::int64_t> day_in_order(const DateTriple& triple, DateOrder order) {
  const auto [first, second, third] = triple.numbers;
  if (order == DateOrder::YearMonthDay) {
    if (triple.long_year || triple.short_first) return std::nullopt;
    return day_of(full_year(first), second, third);
  }
  if (triple.short_last) return std::nullopt;
  const std::int64_t year = triple.long_year ? third : full_year(third);
  return order == DateOrder::DayMonthYear ? day_of(year, second, first)
                                          : day_of(year, first, second);
}

// ---- what an undecided time carries, from the lowest bit: ----
//
//   triple      clock 27 | zone 12 | first 7 | second 7 | last 7 | long year 1 | 0
//   day number  local ms since 1970 61 | 1
//
// A first or last number of one digit is stored 100 larger, a long year as years since kFirstYear.

constexpr int kClockBits = 27, kZoneBits = 12, kNumberBits = 7, kFlagBit = 61;
constexpr std::int16_t kOneDigit = 100;

std::uint64_t bits(std::uint64_t word, int from, int count) {
  return word >> from & ((std::uint64_t{1} << count) - 1);
}

Time undecided_triple(const DateParts& parts) {
  const DateTriple& triple = parts.triple;
  const auto [first, second, third] = triple.numbers;
  std::uint64_t word = 0;
  int at = 0;
  const auto put = [&](std::int64_t value, int count) {
    word |= static_cast<std::uint64_t>(value) << at;
    at += count;
  };
  put(std::max<std::int64_t>(parts.clock_ms, 0), kClockBits);
  put(parts.zone, kZoneBits);
  put(first + (triple.short_first ? kOneDigit : 0), kNumberBits);
  put(second, kNumberBits);
  put(triple.long_year ? third - kFirstYear : third + (triple.short_last ? kOneDigit : 0),
      kNumberBits);
  put(triple.long_year, 1);
  return Time::undecided(static_cast<std::int64_t>(word));
}

DateParts triple_of(std::uint64_t word) {
  int at = 0;
  const auto get = [&](int count) {
    const std::uint64_t value = bits(word, at, count);
    at += count;
    return value;
  };
  DateParts parts;
  parts.form = Form::Triple;
  parts.clock_ms = static_cast<std::int64_t>(get(kClockBits));
  parts.zone = static_cast<ZoneCode>(get(kZoneBits));
  DateTriple& triple = parts.triple;
  for (std::int16_t& number : triple.numbers) number = static_cast<std::int16_t>(get(kNumberBits));
  triple.long_year = get(1) != 0;
  auto& [first, second, third] = triple.numbers;
  triple.short_first = first >= kOneDigit;
  if (triple.short_first) first = static_cast<std::int16_t>(first - kOneDigit);
  if (triple.long_year) {
    third = static_cast<std::int16_t>(third + kFirstYear);
  } else if (third >= kOneDigit) {
    triple.short_last = true;
    third = static_cast<std::int16_t>(third - kOneDigit);
  }
  return parts;
}

Time undecided_day_number(std::int64_t local_ms) {
  return Time::undecided(local_ms | std::int64_t{1} << kFlagBit);
}

// ---- zones ----

EARSHOT_SELDOM DateZoneHint named_zone(DateZone zone) {
  // Null without the table of zones: then these words say nothing.
  static const auto zones = [] {
    std::array<const Zone*, kDateZoneCount> found{};
    for (std::size_t i = 0; i < found.size(); ++i) {
      found[i] = Zone::find(iana_name(static_cast<DateZone>(i))).value_or(nullptr);
    }
    return found;
  }();
  return {zones[static_cast<std::size_t>(zone)], std::nullopt};
}

EARSHOT_SELDOM DateZoneHint zone_of(ZoneCode code) {
  if (code == kNoZone) return {};
  if (code >= kNamedZone) return named_zone(static_cast<DateZone>(code - kNamedZone));
  return {nullptr, static_cast<std::int32_t>(code) - kZoneCodeUtc};
}

/// A zone as a column's name says it. There "EST" stands for New York's clock, summer or not.
EARSHOT_SELDOM DateZoneHint zone_word(std::string_view word) {
  struct Name {
    std::string_view text, iana;
  };
  static constexpr Name kNames[] = {
      {"est", "America/New_York"},     {"edt", "America/New_York"},
      {"eastern", "America/New_York"}, {"cst", "America/Chicago"},
      {"cdt", "America/Chicago"},      {"central", "America/Chicago"},
      {"mst", "America/Denver"},       {"mdt", "America/Denver"},
      {"mountain", "America/Denver"},  {"pst", "America/Los_Angeles"},
      {"pdt", "America/Los_Angeles"},  {"pacific", "America/Los_Angeles"},
      {"cet", "Europe/Paris"},         {"cest", "Europe/Paris"},
      {"bst", "Europe/London"},        {"한국", "Asia/Seoul"},
      {"日本", "Asia/Tokyo"},          {"北京", "Asia/Shanghai"},
  };
  for (const Name& name : kNames) {
    if (name.text == word) return {Zone::find(name.iana).value_or(nullptr), std::nullopt};
  }
  const DateWord* const known = find_date_word(word);
  if (!known) return {};
  if (known->kind == DateWordKind::NamedZone)
    return named_zone(static_cast<DateZone>(known->value));
  if (known->kind == DateWordKind::Zone) return {nullptr, known->value};
  return {};
}

bool is_letter_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }

/// "+9", "+09:00", "-0330" right behind "utc" or "gmt"; 0 if there is none.
EARSHOT_SELDOM std::int32_t offset_behind(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return 0;
  std::int32_t digits = 0, value = 0;
  for (const char c : text.substr(1)) {
    if (c == ':') continue;
    if (!is_digit_byte(c) || digits == 4) break;
    value = value * 10 + (c - '0');
    ++digits;
  }
  const std::int32_t minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
  return minutes > 18 * 60 ? 0 : (text[0] == '-' ? -minutes : minutes);
}

/// The zone that a column's name says: "(ET)", "(UTC+9)", "created_utc", "Time (Asia/Seoul)".
EARSHOT_SELDOM DateZoneHint zone_in_header(std::string_view header, std::string_view form) {
  // IANA names have a slash between letters.
  for (std::size_t at = form.find('/'); at != std::string_view::npos; at = form.find('/', at + 1)) {
    const auto inside = [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '/';
    };
    std::size_t begin = at, end = at;
    while (begin > 0 && inside(form[begin - 1])) --begin;
    while (end < form.size() && inside(form[end])) ++end;
    if (const auto zone = Zone::find(form.substr(begin, end - begin))) return {*zone, std::nullopt};
  }
  bool aside = false;
  for (std::size_t at = 0; at < form.size();) {
    if (!is_letter_byte(form[at])) {
      aside = form[at] == '(' || form[at] == '[' || (aside && form[at] != ')' && form[at] != ']');
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < form.size() && is_letter_byte(form[end])) ++end;
    const std::string_view word = form.substr(at, end - at);
    // Outside parentheses only what is no word besides: "est" and "pt" are.
    const bool plain = word == "utc" || word == "gmt" || word == "kst" || word == "jst";
    if (aside || plain) {
      DateZoneHint zone = zone_word(word);
      if (zone.offset_minutes == 0) zone.offset_minutes = offset_behind(form.substr(end));
      if (zone.known()) return zone;
    }
    at = end;
  }
  if (header.ends_with("UTC") || header.ends_with("Utc")) return {nullptr, 0};  // "createdAtUtc"
  return {};
}

/// The order that people who name a column like this write dates in.
EARSHOT_SELDOM std::optional<DateOrder> order_in_header(std::string_view form) {
  for (std::size_t at = 0; at < form.size();) {
    switch (script_of(decode(form, at))) {
      case Script::Hangul:
      case Script::Han:
      case Script::Hiragana:
      case Script::Katakana: return DateOrder::YearMonthDay;
      case Script::Cyrillic: return DateOrder::DayMonthYear;
      default: break;
    }
  }
  for (const std::string_view word : day_first_header_words()) {
    const std::size_t at = form.find(word);
    if (at == std::string_view::npos) continue;
    const std::size_t end = at + word.size();
    const bool whole = (at == 0 || !is_letter_byte(form[at - 1])) &&
                       (end == form.size() || !is_letter_byte(form[end]));
    if (whole) return DateOrder::DayMonthYear;
  }
  return std::nullopt;
}

// ---- sentences ----

EARSHOT_SELDOM std::string_view order_name(DateOrder order) {
  switch (order) {
    case DateOrder::YearMonthDay: return "year, month, day";
    case DateOrder::DayMonthYear: return "day, month, year";
    case DateOrder::MonthDayYear: return "month, day, year";
  }
  return "";
}

EARSHOT_SELDOM std::string read_as(DateOrder order, std::string_view why) {
  return "Dates are read as " + std::string(order_name(order)) + ": " + std::string(why);
}

}  // namespace

Time DateZoneHint::at(std::int64_t local_ms) const {
  if (offset_minutes) return Time::instant(local_ms - *offset_minutes * kMinuteMs);
  return zone ? Time::instant(zone->to_utc(local_ms)) : Time::wall(local_ms);
}

EARSHOT_SELDOM DateColumn::DateColumn(std::string_view header, DateOptions options)
    : options_(options), zone_cursor_(Zone::utc()) {
  const std::string form(text_.of(header));
  zone_ = options.zone.known() ? options.zone : zone_in_header(header, form);
  if (zone_.zone) zone_cursor_ = ZoneCursor(*zone_.zone);
  header_order_ = order_in_header(form);
}

/// What machines write: "2026-01-31T12:03:04", with a space for the T, or with a Z behind it. Read
/// as `read_date` reads it; nothing where that has to look.
std::optional<Time> DateColumn::read_usual(std::string_view cell) {
  const bool utc = cell.size() == 20 && cell[19] == 'Z';
  if ((cell.size() != 19 && !utc) || (cell[10] != 'T' && cell[10] != ' ') || cell[13] != ':' ||
      cell[16] != ':') {
    return std::nullopt;
  }
  bool digits = true;
  const auto two = [&](std::size_t at) {
    const int tens = cell[at] - '0', ones = cell[at + 1] - '0';
    digits = digits && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return tens * 10 + ones;
  };
  const int hour = two(11), minute = two(14), second = two(17);
  if (!digits || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  if (cell.substr(0, 10) != std::string_view(last_day_.data(), last_day_.size())) {
    const int year = two(0) * 100 + two(2), month = two(5), day = two(8);
    if (!digits || cell[4] != '-' || cell[7] != '-') return std::nullopt;
    const auto days = day_of(year, month, day);
    if (!days) return std::nullopt;
    std::copy_n(cell.begin(), last_day_.size(), last_day_.begin());
    last_midnight_ = *days * kDayMs;
  }
  ++counts_.present;
  const int clock = ((hour * 60 + minute) * 60 + second) * 1000;
  return at(last_midnight_ + clock, utc ? kZoneCodeUtc : kNoZone);
}

Time DateColumn::read(std::string_view cell, std::uint64_t row) {
  if (const auto usual = read_usual(cell)) return *usual;
  return accept(read_date(cell, text_, options_.reference), cell, row);
}

Time DateColumn::read(std::string_view date_cell, std::string_view time_cell, std::uint64_t row) {
  DateParts date = read_date(date_cell, text_, options_.reference);
  const bool open = date.is(Form::Day) || date.is(Form::Triple) ||
                    (date.is(Form::DayNumber) && date.ms % kDayMs == 0);
  if (open && date.clock_ms <= 0) {
    const DateParts clock = read_clock(time_cell, text_);
    if (clock.is(Form::Unreadable)) {
      ++counts_.unreadable_clocks;
    } else if (!clock.is(Form::Nothing)) {
      date.clock_ms = clock.clock_ms;
      date.half_day = clock.half_day;
      if (clock.zone != kNoZone) date.zone = clock.zone;
      if (date.is(Form::DayNumber)) date.ms += clock.clock_ms;
    }
  }
  return accept(date, date_cell, row);
}

Time DateColumn::accept(const DateParts& parts, std::string_view cell, std::uint64_t row) {
  switch (parts.form) {
    case Form::Unreadable: return unreadable(cell, row);
    case Form::Nothing: ++counts_.absent; return Time();
    case Form::NeedsReference: ++counts_.needs_reference; return Time();
    case Form::Triple: {
      const Time time = accept_triple(parts);
      if (!time.present()) return unreadable(cell, row);
      ++counts_.present;
      return time;
    }
    case Form::Instant: ++counts_.present; return Time::instant(parts.ms);
    case Form::DayNumber:
      ++counts_.present;
      if (options_.spreadsheet) return at(parts.ms, parts.zone);
      ++day_numbers_;
      return undecided_day_number(parts.ms);
    case Form::Day: break;
  }
  ++counts_.present;
  const std::int64_t local_ms = parts.ms + std::max<std::int64_t>(parts.clock_ms, 0);
  if (!parts.approximate) return at(local_ms, parts.zone);
  ++counts_.approximate;
  return Time::wall(local_ms);
}

Time DateColumn::at(std::int64_t local_ms, ZoneCode code) {
  if (code != kNoZone) return zone_of(code).at(local_ms);
  return zone_.zone ? Time::instant(zone_cursor_.to_utc(local_ms)) : zone_.at(local_ms);
}

EARSHOT_SELDOM Time DateColumn::unreadable(std::string_view cell, std::uint64_t row) {
  constexpr std::size_t kKept = 80;
  if (counts_.unreadable++ == 0) {
    cell = trimmed(cell).substr(0, kKept);
    counts_.first_unreadable_row = row;
    counts_.first_unreadable = cell.substr(0, valid_prefix(cell));
  }
  return Time();
}

Time DateColumn::accept_triple(const DateParts& parts) {
  std::array<std::optional<std::int64_t>, kOrderCount> days;
  std::size_t fits = 0;
  std::optional<std::int64_t> any;
  bool differ = false;
  for (std::size_t i = 0; i < kOrderCount; ++i) {
    days[i] = day_in_order(parts.triple, kOrders[i]);
    if (!days[i]) continue;
    ++fits;
    differ = differ || (any && any != days[i]);
    any = days[i];
  }
  if (!any) return Time();

  ++triples_;
  dotted_ += parts.separator == '.';
  with_half_days_ += parts.half_day;
  const std::int64_t clock_ms = std::max<std::int64_t>(parts.clock_ms, 0);
  for (std::size_t i = 0; i < kOrderCount; ++i) {
    if (!days[i]) continue;
    Evidence& evidence = evidence_[i];
    const std::int64_t local_ms = *days[i] * kDayMs + clock_ms;
    if (evidence.fits++ == 0) {
      evidence.first_day = evidence.last_day = *days[i];
    } else {
      evidence.forward += local_ms > evidence.last;
      evidence.backward += local_ms < evidence.last;
      evidence.first_day = std::min(evidence.first_day, *days[i]);
      evidence.last_day = std::max(evidence.last_day, *days[i]);
    }
    evidence.last = local_ms;
    evidence.only += fits == 1;
    evidence.largest_day = std::max(evidence.largest_day, month_day(parts.triple, kOrders[i]));
  }
  for (std::size_t i = 0; i < kOrderCount; ++i) {
    const auto& one = days[(i + 1) % kOrderCount];
    const auto& other = days[(i + 2) % kOrderCount];
    differing_[i] += one && other && *one != *other;
  }
  return differ ? undecided_triple(parts) : at(*any * kDayMs + clock_ms, parts.zone);
}

/// Which orders are still in question, and what has been said about it.
class DateColumn::Choice {
 public:
  explicit Choice(const DateColumn& column) : column_(column) {}

  EARSHOT_SELDOM DateDecision make() {
    if (column_.options_.order)
      return settled(*column_.options_.order, false, "that is your setting.");
    keep_best_fits();
    if (one_left()) return settled(left(), mixed_evenly(), why_only());
    if (!alive_differ())
      return settled(preferred(), mixed_evenly(), "here every order is the same.");
    if (const auto usual = column_.options_.usual_order; usual && alive(*usual)) {
      return settled(*usual, false, "this kind of export writes them so.");
    }
    if (const auto decision = by_dots()) return *decision;
    if (const auto decision = by_future()) return *decision;
    if (const auto decision = by_order_of_rows()) return *decision;
    if (const auto decision = by_largest_day()) return *decision;
    if (const auto decision = by_header()) return *decision;
    if (const auto decision = by_span()) return *decision;
    const bool us = column_.with_half_days_ > 0 && alive(DateOrder::MonthDayYear);
    return settled(us ? DateOrder::MonthDayYear : preferred(), true,
                   "nothing in the column says which number is the day, so please check.");
  }

 private:
  const Evidence& evidence(DateOrder order) const { return column_.evidence_[index_of(order)]; }
  bool alive(DateOrder order) const { return alive_[index_of(order)]; }
  bool one_left() const { return std::count(alive_.begin(), alive_.end(), true) == 1; }

  EARSHOT_SELDOM DateOrder left() const {
    return kOrders[std::find(alive_.begin(), alive_.end(), true) - alive_.begin()];
  }

  /// The commonest of the orders left, over the world.
  EARSHOT_SELDOM DateOrder preferred() const {
    for (const DateOrder order : {DateOrder::DayMonthYear, DateOrder::MonthDayYear}) {
      if (alive(order)) return order;
    }
    return DateOrder::YearMonthDay;
  }

  EARSHOT_SELDOM void keep_best_fits() {
    for (const Evidence& each : column_.evidence_) best_ = std::max(best_, each.fits);
    for (std::size_t i = 0; i < kOrderCount; ++i) alive_[i] = column_.evidence_[i].fits == best_;
  }

  std::uint64_t misfits() const { return column_.triples_ - best_; }

  /// Cells that need another order are more than slips.
  EARSHOT_SELDOM bool mixed_evenly() const {
    std::uint64_t only = 0;
    for (std::size_t i = 0; i < kOrderCount; ++i) {
      if (alive_[i]) only = std::max(only, column_.evidence_[i].only);
    }
    return misfits() * 20 > only;
  }

  EARSHOT_SELDOM bool alive_differ() const {
    for (std::size_t i = 0; i < kOrderCount; ++i) {
      if (alive_[(i + 1) % kOrderCount] && alive_[(i + 2) % kOrderCount] &&
          column_.differing_[i] > 0) {
        return true;
      }
    }
    return false;
  }

  EARSHOT_SELDOM std::string why_only() const {
    const std::uint64_t cells = column_.triples_ - second_best_fits();
    return std::to_string(cells) + " of " + std::to_string(column_.triples_) +
           " are no date in any other order.";
  }

  EARSHOT_SELDOM std::uint64_t second_best_fits() const {
    std::uint64_t second = 0;
    for (std::size_t i = 0; i < kOrderCount; ++i) {
      if (!alive_[i]) second = std::max(second, column_.evidence_[i].fits);
    }
    return second;
  }

  /// Drops the orders that `drop` says, if any would be left.
  template <class Drop>
  bool narrowed(Drop drop) {
    std::array<bool, kOrderCount> kept = alive_;
    for (std::size_t i = 0; i < kOrderCount; ++i) kept[i] = kept[i] && !drop(kOrders[i]);
    if (std::count(kept.begin(), kept.end(), true) == 0) return false;
    alive_ = kept;
    return one_left();
  }

  EARSHOT_SELDOM std::optional<DateDecision> by_dots() {
    const bool dotted = column_.dotted_ == column_.triples_;
    if (!dotted || !narrowed([](DateOrder order) { return order == DateOrder::MonthDayYear; })) {
      return std::nullopt;
    }
    return settled(left(), false, "nobody writes the month first with dots.");
  }

  EARSHOT_SELDOM std::optional<DateDecision> by_future() {
    if (!column_.options_.reference) return std::nullopt;
    const std::int64_t tomorrow = floor_div(*column_.options_.reference, kDayMs) + 1;
    if (!narrowed([&](DateOrder order) { return evidence(order).last_day > tomorrow; })) {
      return std::nullopt;
    }
    return settled(left(), false, "in any other order some would lie in the future.");
  }

  /// In the right order the rows of most exports go one way in time; in a wrong one they jump
  /// about.
  EARSHOT_SELDOM std::optional<DateDecision> by_order_of_rows() {
    const auto against = [&](DateOrder order) {
      return std::min(evidence(order).forward, evidence(order).backward);
    };
    const auto steps = [&](DateOrder order) {
      return evidence(order).forward + evidence(order).backward;
    };
    for (const DateOrder order : kOrders) {
      if (!alive(order) || steps(order) < 5 || against(order) * 50 > steps(order)) continue;
      const bool others_jump =
          std::all_of(std::begin(kOrders), std::end(kOrders), [&](DateOrder other) {
            return other == order || !alive(other) ||
                   (against(other) >= 3 && against(other) * 10 >= steps(other));
          });
      if (others_jump) return settled(order, false, "only so are the rows in the order of time.");
    }
    return std::nullopt;
  }

  /// Over months every day of the month turns up; a number that never passes 27 is no day.
  EARSHOT_SELDOM std::optional<DateDecision> by_largest_day() {
    constexpr int kEnough = 50, kDays = 60;
    int largest = 0;
    for (const DateOrder order : kOrders) {
      if (alive(order)) largest = std::max(largest, evidence(order).largest_day);
    }
    if (largest < 29 || column_.triples_ < kEnough) return std::nullopt;
    const bool decided = narrowed([&](DateOrder order) {
      return evidence(order).largest_day <= 27 &&
             evidence(order).last_day - evidence(order).first_day >= kDays;
    });
    if (!decided) return std::nullopt;
    return settled(left(), false, "only so do days of the month go beyond 27.");
  }

  EARSHOT_SELDOM std::optional<DateDecision> by_header() {
    if (!column_.header_order_ || !alive(*column_.header_order_)) return std::nullopt;
    return settled(*column_.header_order_, false,
                   "that is usual in the language of the column's name.");
  }

  /// A wrong order spreads the days of one month over a year, and those of a year over decades.
  EARSHOT_SELDOM std::optional<DateDecision> by_span() {
    if (column_.triples_ < 20) return std::nullopt;
    const auto span = [&](DateOrder order) {
      return evidence(order).last_day - evidence(order).first_day + 1;
    };
    for (const DateOrder order : kOrders) {
      if (!alive(order)) continue;
      bool shortest = true, sure = true;
      for (const DateOrder other : kOrders) {
        if (other == order || !alive(other)) continue;
        shortest = shortest && span(order) * 3 <= span(other);
        // Between these two the first of every month looks the same as twelve days in a row.
        sure = sure && (order == DateOrder::YearMonthDay || other == DateOrder::YearMonthDay);
      }
      if (!shortest) continue;
      return settled(order, !sure,
                     sure ? "so they lie closest together."
                          : "so they lie closest together, but please check.");
    }
    return std::nullopt;
  }

  EARSHOT_SELDOM DateDecision settled(DateOrder order, bool ambiguous, std::string_view why) const {
    DateDecision decision;
    decision.order = order;
    decision.ambiguous = ambiguous;
    const std::uint64_t others = column_.triples_ - evidence(order).fits;
    decision.mixed = others > 0;
    decision.sentence = read_as(order, why);
    if (others > 0) {
      decision.sentence += " " + std::to_string(others) + " of " +
                           std::to_string(column_.triples_) +
                           " fit only another order and are read by that: the column may mix two.";
    }
    return decision;
  }

  const DateColumn& column_;
  std::array<bool, kOrderCount> alive_{};
  std::uint64_t best_ = 0;
};

EARSHOT_SELDOM DateDecision DateColumn::decide() const {
  DateDecision decision;
  if (triples_ > 0) decision = Choice(*this).make();
  if (options_.order) decision.order = *options_.order;
  decision.zone = zone_;
  // A number is a day only among its like; a few slips are forgiven.
  decision.day_numbers =
      options_.spreadsheet || (day_numbers_ > 0 && counts_.present == day_numbers_ &&
                               counts_.unreadable * 20 <= day_numbers_);
  if (day_numbers_ > 0 && decision.sentence.empty()) {
    decision.sentence = decision.day_numbers
                            ? "Numbers are read as a spreadsheet's days, counted from 1899-12-30."
                            : "Lone numbers among other dates are left out.";
  }
  return decision;
}

Time DateColumn::resolve(Time time, const DateDecision& decision) {
  if (time.kind() != Time::Kind::Undecided) return time;
  const auto word = static_cast<std::uint64_t>(time.ms());
  if (bits(word, kFlagBit, 1)) {
    if (!decision.day_numbers) return Time();
    return decision.zone.at(static_cast<std::int64_t>(bits(word, 0, kFlagBit)));
  }
  const DateParts parts = triple_of(word);
  std::optional<std::int64_t> days = day_in_order(parts.triple, decision.order);
  for (const DateOrder other :
       {DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay}) {
    if (!days) days = day_in_order(parts.triple, other);
  }
  if (!days) return Time();
  const DateZoneHint zone = parts.zone == kNoZone ? decision.zone : zone_of(parts.zone);
  return zone.at(*days * kDayMs + parts.clock_ms);
}

}  // namespace earshot
