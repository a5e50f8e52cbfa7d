#include "ingest/durations.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "ingest/cell_text.h"
#include "text/fold.h"

namespace earshot {
namespace {

struct Unit {
  std::string_view word;  // of the folded text
  std::uint64_t seconds;
};
// Of those that begin alike the longest stands first.
constexpr Unit kUnits[] = {
    {"days", 86'400},  {"day", 86'400},  {"d", 86'400},     {"дней", 86'400}, {"дня", 86'400},
    {"день", 86'400},  {"дн", 86'400},   {"д", 86'400},     {"일", 86'400},   {"日", 86'400},
    {"天", 86'400},    {"hours", 3'600}, {"hour", 3'600},   {"hrs", 3'600},   {"hr", 3'600},
    {"h", 3'600},      {"часов", 3'600}, {"часа", 3'600},   {"час", 3'600},   {"ч", 3'600},
    {"시간", 3'600},   {"時間", 3'600},  {"小时", 3'600},   {"minutes", 60},  {"minute", 60},
    {"mins", 60},      {"min", 60},      {"m", 60},         {"минуты", 60},   {"минут", 60},
    {"мин", 60},       {"м", 60},        {"분", 60},        {"分钟", 60},     {"分", 60},
    {"seconds", 1},    {"second", 1},    {"secs", 1},       {"sec", 1},       {"s", 1},
    {"секунды", 1},    {"секунд", 1},    {"сек", 1},        {"с", 1},         {"초", 1},
    {"秒", 1},
};
constexpr double kLongest = 1e9;  // seconds: three decades

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Reads digits, perhaps with a fraction, off the front.
std::optional<double> take_number(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  double value = 0, part = 1;
  bool fraction = false;
  while (!text.empty()) {
    if (is_digit(text.front())) {
      const int digit = text.front() - '0';
      if (fraction) {
        value += (part /= 10) * digit;
      } else {
        value = std::min(value * 10 + digit, kLongest * 1e3);
      }
    } else if (!fraction && (text.front() == '.' || text.front() == ',') && text.size() > 1 &&
               is_digit(text[1])) {
      fraction = true;
    } else {
      break;
    }
    text.remove_prefix(1);
  }
  return value;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == ',')) text.remove_prefix(1);
}

Count whole(double seconds) {
  return seconds <= kLongest ? static_cast<Count>(std::round(seconds)) : kAbsent;
}

/// 02:15, 02:15:30, 1.02:15:30, 1 02:15:30
Count read_clock(std::string_view text) {
  double parts[4] = {};  // days, hours, minutes, seconds
  std::size_t at = 1;
  const std::size_t blank = text.find_first_of(". ");
  if (blank < text.find(':')) {
    std::string_view days = text.substr(0, blank);
    const auto number = take_number(days);
    if (!number || !days.empty()) return kAbsent;
    parts[0] = *number;
    text.remove_prefix(blank + 1);
  }
  while (at < std::size(parts)) {
    const auto number = take_number(text);
    if (!number || (at > 1 && *number >= 60)) return kAbsent;
    parts[at++] = *number;
    if (text.empty()) break;
    if (text.front() != ':') return kAbsent;
    text.remove_prefix(1);
  }
  if (!text.empty() || at < 3) return kAbsent;
  return whole(parts[0] * 86'400 + parts[1] * 3'600 + parts[2] * 60 + parts[3]);
}

}  // namespace

std::uint64_t unit_of_header(std::string_view header) {
  while (header.ends_with(')') || header.ends_with(']')) header.remove_suffix(1);
  for (const Unit& unit : kUnits) {
    // "응답시간" and "応答時間" end in what also means time; they say no unit.
    if (unit.word.size() < 3 || !header.ends_with(unit.word)) continue;
    const std::string_view before = header.substr(0, header.size() - unit.word.size());
    const bool apart = before.ends_with('(') || before.ends_with('[') || before.ends_with(',');
    const bool latin = static_cast<unsigned char>(unit.word[0]) < 0x80;
    if (apart || (latin && (before.ends_with("in") || before.ends_with("time")))) return unit.seconds;
  }
  return 0;
}

Count read_duration(std::string_view cell, std::uint64_t unit) {
  std::string folded;
  fold(trimmed(cell), folded);
  std::string_view text = folded;
  if (text.size() > kMaxCellText) return kAbsent;
  if (text.find(':') != std::string_view::npos) return read_clock(text);
  double seconds = 0;
  bool any = false;
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
    const auto number = take_number(text);
    if (!number) return kAbsent;
    skip_blanks(text);
    if (text.empty()) {
      // Bare, and alone.
      return any || unit == 0 ? kAbsent : whole(*number * static_cast<double>(unit));
    }
    const auto known = std::ranges::find_if(
        kUnits, [&](const Unit& one) { return text.starts_with(one.word); });
    if (known == std::end(kUnits)) return kAbsent;
    text.remove_prefix(known->word.size());
    if (text.starts_with('.')) text.remove_prefix(1);
    seconds += *number * static_cast<double>(known->seconds);
    any = true;
  }
  return any ? whole(seconds) : kAbsent;
}

}  // namespace earshot
