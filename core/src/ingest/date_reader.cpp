#include "ingest/date_reader.h"

#include <algorithm>

#include "ingest/date_words.h"
#include "time/civil.h"

namespace earshot {
namespace {

using Form = DateParts::Form;
using Kind = DateWordKind;

constexpr std::int64_t kFirstMs = days_from_civil(kFirstYear, 1, 1) * kDayMs;
constexpr std::int64_t kEndMs = days_from_civil(kLastYear + 1, 1, 1) * kDayMs;

bool is_digit_char(char c) { return c >= '0' && c <= '9'; }

DateParts instant(std::int64_t ms) {
  if (ms < kFirstMs || ms >= kEndMs) return {};
  DateParts parts;
  parts.form = Form::Instant;
  parts.ms = ms;
  return parts;
}

DateParts day(std::optional<std::int64_t> days) {
  DateParts parts;
  if (!days) return parts;
  parts.form = Form::Day;
  parts.ms = *days * kDayMs;
  return parts;
}

std::optional<std::int64_t> clock(std::int64_t hour, std::int64_t minute, std::int64_t second,
                                  std::int64_t millisecond = 0) {
  // 24:00 is the end of the day, a 60th second a leap second.
  if (hour > 24 || minute > 59 || second > 60) return std::nullopt;
  if (hour == 24 && (minute | second | millisecond) != 0) return std::nullopt;
  return hour * kHourMs + minute * kMinuteMs + second * kSecondMs + millisecond;
}

/// The part of a day in `digits` after the decimal point, in ms, rounded.
std::int64_t day_fraction_ms(std::string_view digits) {
  std::int64_t value = 0, scale = 1;
  for (const char c : digits.substr(0, 10)) {
    value = value * 10 + (c - '0');
    scale *= 10;
  }
  return (value * kDayMs + scale / 2) / scale;
}

/// A cell of digits with perhaps a decimal point: a moment or a day, if it is either.
std::optional<DateParts> read_bare_number(std::string_view text) {
  std::size_t size = 0;
  std::uint64_t value = 0;
  while (size < text.size() && is_digit_char(text[size])) {
    if (size == 19) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(text[size++] - '0');
  }
  if (size == 0) return std::nullopt;
  std::string_view fraction;
  if (size < text.size()) {
    if (text[size] != '.') return std::nullopt;
    fraction = text.substr(size + 1);
    if (!std::all_of(fraction.begin(), fraction.end(), is_digit_char)) return std::nullopt;
  }
  const auto number = static_cast<std::int64_t>(value);
  const bool whole = fraction.empty();
  if (number == 0 && fraction.find_first_not_of('0') == std::string_view::npos) {
    DateParts nothing;
    nothing.form = Form::Nothing;
    return nothing;
  }
  if (size == 8 && whole) return day(day_of(number / 10'000, number / 100 % 100, number % 100));
  if ((size == 12 || size == 14) && whole) {
    const std::int64_t minutes = size == 12 ? number : number / 100;
    const std::int64_t date = minutes / 10'000;
    DateParts parts = day(day_of(date / 10'000, date / 100 % 100, date % 100));
    const auto time = clock(minutes / 100 % 100, minutes % 100, size == 12 ? 0 : number % 100);
    if (parts.is(Form::Day) && time) {
      parts.clock_ms = *time;
      return parts;
    }
  }
  if (size == 5 && number >= 20'000 && number <= 80'000) {
    // Spreadsheets count days from 1899-12-30, at least after the 29 February 1900 they believe in.
    const std::int64_t ms =
        (days_from_civil(1899, 12, 30) + number) * kDayMs + day_fraction_ms(fraction);
    DateParts parts = instant(ms);
    if (parts.is(Form::Instant)) parts.form = Form::DayNumber;
    return parts;
  }
  // Units of time since 1970; within the years we accept they cannot be taken for each other.
  if (size == 9 || size == 10) {
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 3; ++i)
      ms = ms * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    return instant(number * 1000 + ms);
  }
  if (size == 12 || size == 13) return instant(number);
  if (size == 15 || size == 16) return instant(number / 1000);
  if (size == 18 || size == 19) {
    // .NET counts 100 ns from the year 1. As nanoseconds these would all lie in 1989 and 1990.
    const std::int64_t from_ticks = number / 10'000 - 62'135'596'800'000;
    const DateParts parts = instant(from_ticks);
    return parts.is(Form::Instant) ? parts : instant(number / 1'000'000);
  }
  return std::nullopt;
}

struct Token {
  enum class Type : std::uint8_t { Number, Word, Unknown, Mark };
  Type type;
  bool spaced;  // white space stands before it
  char mark;
  std::uint8_t digits;
  std::int64_t value;
  const DateWord* word;
  std::string_view text;
};

constexpr std::size_t kMaxTokens = 40;

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Kana, Han, Hangul: written without spaces between words.
bool is_unspaced_script(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xE3 && byte <= 0xED;
}

bool is_thai(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == '\xE0' &&
         (text[at + 1] == '\xB8' || text[at + 1] == '\xB9');
}

class Tokens {
 public:
  /// False if there are too many.
  bool split(std::string_view text) {
    bool spaced = false;
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (const std::size_t length = aside_length(text, at)) {
        if (!add_aside(text.substr(at + 1, length - 2))) return false;
        at += length;
        spaced = true;
        continue;
      }
      if (c == ' ' || c == '[' || c == ']' || c == '"' || (c >= '\t' && c <= '\r')) {
        spaced = true;
        ++at;
        continue;
      }
      if (size_ == kMaxTokens) return false;
      Token& token = tokens_[size_];
      const std::size_t begin = at;
      if (is_digit_char(c)) {
        token = {Token::Type::Number, spaced, 0, 0, 0, nullptr, {}};
        for (; at < text.size() && is_digit_char(text[at]); ++at) {
          if (token.digits == 18) return false;
          token.value = token.value * 10 + (text[at] - '0');
          ++token.digits;
        }
      } else if (is_word_byte(c)) {
        const DateWord* word = nullptr;
        at += word_length(text, at, word);
        if (word) kinds_ |= std::uint32_t{1} << static_cast<unsigned>(word->kind);
        token = {word ? Token::Type::Word : Token::Type::Unknown, spaced, 0, 0, 0, word, {}};
      } else {
        token = {Token::Type::Mark, spaced, c, 0, 0, nullptr, {}};
        ++at;
      }
      token.text = text.substr(begin, at - begin);
      ++size_;
      spaced = false;
    }
    return true;
  }

  std::size_t size() const { return size_; }
  const Token& operator[](std::size_t i) const { return i < size_ ? tokens_[i] : kNone; }

  bool number(std::size_t i) const { return i < size_ && tokens_[i].type == Token::Type::Number; }
  bool mark(std::size_t i, char c) const {
    return i < size_ && tokens_[i].type == Token::Type::Mark && tokens_[i].mark == c;
  }
  bool word(std::size_t i, Kind kind) const {
    return i < size_ && tokens_[i].type == Token::Type::Word && tokens_[i].word->kind == kind;
  }
  bool any(Kind kind) const { return kinds_ >> static_cast<unsigned>(kind) & 1; }

 private:
  static constexpr Token kNone{Token::Type::Mark, true, 0, 0, 0, nullptr, {}};

  /// "(Coordinated Universal Time)", "[Asia/Seoul]"; but "[2024-03-01" only has a bracket. 0 if
  /// none.
  static std::size_t aside_length(std::string_view text, std::size_t at) {
    if (text[at] != '(' && text[at] != '[') return 0;
    const std::size_t end = text.find(text[at] == '(' ? ')' : ']', at);
    if (end == std::string_view::npos) return 0;
    const std::string_view inside = text.substr(at, end - at);
    if (text[at] == '[' && std::any_of(inside.begin(), inside.end(), is_digit_char)) return 0;
    return end + 1 - at;
  }

  /// Of what stands aside only the name of a zone is wanted.
  bool add_aside(std::string_view text) {
    const DateWord* const word = find_date_word(text);
    if (!word || (word->kind != Kind::Zone && word->kind != Kind::NamedZone)) return true;
    if (size_ == kMaxTokens) return false;
    tokens_[size_++] = {Token::Type::Word, true, 0, 0, 0, word, text};
    return true;
  }

  static std::size_t word_length(std::string_view text, std::size_t at, const DateWord*& word) {
    std::size_t end = at + 1;
    if (is_unspaced_script(text[at])) {
      while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80) ++end;
      word = find_date_prefix(text.substr(at, end - at));
      return word ? word->text.size() : end - at;
    }
    // Thai abbreviates with dots inside the word.
    while (end < text.size() &&
           (is_word_byte(text[end]) ||
            (text[end] == '.' && is_thai(text, at) && is_thai(text, end + 1)))) {
      if (is_unspaced_script(text[end])) break;
      ++end;
    }
    word = find_date_word(text.substr(at, end - at));
    return end - at;
  }

  std::array<Token, kMaxTokens> tokens_;
  std::size_t size_ = 0;
  std::uint32_t kinds_ = 0;  // of the words, as bits
};

/// Reads tokens from the first to the last; what fits nowhere makes the cell unreadable.
class Phrase {
 public:
  Phrase(const Tokens& tokens, std::optional<std::int64_t> reference)
      : tokens_(tokens), reference_(reference) {}

  DateParts date() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t next = take(i);
      if (next == kFailed) return {};
      i = next;
    }
    DateParts parts = assemble();
    if (!parts.is(Form::Unreadable)) add_clock(parts);
    return parts;
  }

  DateParts time_of_day() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t next = take(i);
      if (next == kFailed) return {};
      i = next;
    }
    if (month_ >= 0 || year_ >= 0 || day_ >= 0 || era_) return {};
    if (clock_ < 0 && count_ == 1) lone_number_as_clock();
    if (count_ != 0 || clock_ < 0) return {};
    DateParts parts;
    parts.form = Form::Day;
    add_clock(parts);
    return parts;
  }

  /// "2 years ago", "3w", "yesterday at 12:30"; nothing if the cell is not of that kind.
  std::optional<DateParts> relative() {
    if (const auto compact = compact_distance()) return compact;
    const bool august = tokens_.any(Kind::AgoOrAugust) && has_unit();
    if ((tokens_.any(Kind::Ago) && !tokens_.any(Kind::Now)) || august) return distance();
    if (tokens_.any(Kind::DaysBack) || tokens_.any(Kind::Now)) return days_back();
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kFailed = static_cast<std::size_t>(-1);

  struct Number {
    std::int64_t value;
    std::uint8_t digits;
    char separator;  // the mark before it, ' ', or 0
  };

  // ---- clocks ----

  bool clock_begins(std::size_t i) const {
    return tokens_.number(i) && tokens_[i].digits <= 2 && tokens_.mark(i + 1, ':') &&
           tokens_.number(i + 2) && tokens_[i + 2].digits <= 2;
  }

  std::size_t set_clock(std::size_t end, std::int64_t hour, std::int64_t minute,
                        std::int64_t second, std::int64_t millisecond = 0) {
    const auto time = clock(hour, minute, second, millisecond);
    if (!time || clock_ >= 0) return kFailed;
    clock_ = *time;
    clock_end_ = end;
    return end;
  }

  std::size_t take_clock(std::size_t i) {
    const std::int64_t hour = tokens_[i].value, minute = tokens_[i + 2].value;
    i += 3;
    if (!tokens_.mark(i, ':') || !tokens_.number(i + 1)) return set_clock(i, hour, minute, 0);
    const std::int64_t second = tokens_[i + 1].value;
    i += 2;
    std::int64_t millisecond = 0;
    const bool fraction = (tokens_.mark(i, '.') || tokens_.mark(i, ',')) && tokens_.number(i + 1) &&
                          !tokens_[i].spaced && !tokens_[i + 1].spaced &&
                          tokens_[i + 1].digits <= 9;
    if (fraction) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::string_view digits = tokens_[i + 1].text;
        millisecond = millisecond * 10 + (k < digits.size() ? digits[k] - '0' : 0);
      }
      i += 2;
    }
    return set_clock(i, hour, minute, second, millisecond);
  }

  /// "3시 15분 20초", "15時04分", "15h04".
  std::size_t take_marked_clock(std::size_t i) {
    const std::int64_t hour = tokens_[i].value;
    std::int64_t minute = 0, second = 0;
    i += 2;
    const auto unit_behind = [&](std::size_t at, DateUnit unit) {
      return tokens_.number(at) && tokens_[at].digits <= 2 && tokens_.word(at + 1, Kind::Unit) &&
             tokens_[at + 1].word->value == unit;
    };
    if (unit_behind(i, kMinute)) {
      minute = tokens_[i].value;
      i += 2;
      if (unit_behind(i, kSecond)) {
        second = tokens_[i].value;
        i += 2;
      }
    } else if (tokens_.number(i) && !tokens_[i].spaced && tokens_[i].digits == 2) {
      minute = tokens_[i].value;
      ++i;
    }
    return set_clock(i, hour, minute, second);
  }

  std::size_t take_half_day(std::size_t i) {
    const bool after = tokens_.word(i, Kind::After);
    const std::string_view text = tokens_[i].text;
    const bool latin = text == "am" || text == "pm";
    if (latin && clock_end_ != i && !clock_begins(i + 1)) {
      // "5 pm"; but in "am 1. März" it is a preposition.
      if (number_end_ != i || count_ == 0) return after ? kFailed : i + 1;
      const Number hour = numbers_[--count_];
      if (hour.digits > 2 || set_clock(i, hour.value, 0, 0) == kFailed) return kFailed;
    }
    return set_half_day(i + 1, after);
  }

  std::size_t set_half_day(std::size_t end, bool after) {
    if (half_day_ != 0) return kFailed;
    half_day_ = after ? 'p' : 'a';
    return end;
  }

  /// "a. m.", "p.m."; an "a" by itself is a preposition.
  std::size_t take_letter(std::size_t i) {
    std::size_t at = i + 1;
    if (tokens_.mark(at, '.')) ++at;
    if (!tokens_.word(at, Kind::LetterM)) return tokens_.word(i, Kind::LetterA) ? i + 1 : kFailed;
    ++at;
    if (tokens_.mark(at, '.')) ++at;
    return set_half_day(at, tokens_.word(i, Kind::LetterP));
  }

  void lone_number_as_clock() {
    const Number number = numbers_[0];
    count_ = 0;
    if (number.digits <= 2) set_clock(0, number.value, 0, 0);
    if (number.digits == 4) set_clock(0, number.value / 100, number.value % 100, 0);
    if (number.digits == 6) {
      set_clock(0, number.value / 10'000, number.value / 100 % 100, number.value % 100);
    }
  }

  void add_clock(DateParts& parts) const {
    parts.zone = zone_;
    parts.half_day = half_day_ != 0;
    if (clock_ < 0) return;
    parts.clock_ms = clock_;
    if (half_day_ == 'p' && clock_ < 12 * kHourMs) parts.clock_ms += 12 * kHourMs;
    if (half_day_ == 'a' && clock_ >= 12 * kHourMs && clock_ < 13 * kHourMs) {
      parts.clock_ms -= 12 * kHourMs;
    }
  }

  // ---- zones ----

  std::size_t take_zone(std::size_t i) {
    const DateWord& word = *tokens_[i].word;
    if (zone_ == kNoZone) {
      zone_ = word.kind == Kind::NamedZone ? static_cast<ZoneCode>(kNamedZone + word.value)
                                           : static_cast<ZoneCode>(kZoneCodeUtc + word.value);
      zone_end_ = i + 1;
    }
    return i + 1;
  }

  bool offset_begins(std::size_t i) const {
    if (!tokens_.mark(i, '+') && !tokens_.mark(i, '-')) return false;
    if (!tokens_.number(i + 1) || tokens_[i + 1].spaced || tokens_[i + 1].digits > 4) return false;
    const bool after_base = zone_end_ == i && zone_ == kZoneCodeUtc;  // GMT+0900
    return after_base || (clock_ >= 0 && zone_ == kNoZone);
  }

  std::size_t take_offset(std::size_t i) {
    const bool west = tokens_.mark(i, '-');
    const Token& number = tokens_[i + 1];
    std::int64_t hours = number.value, minutes = 0;
    i += 2;
    if (number.digits > 2) {
      minutes = hours % 100;
      hours /= 100;
    } else if (tokens_.mark(i, ':') && tokens_.number(i + 1) && tokens_[i + 1].digits == 2) {
      minutes = tokens_[i + 1].value;
      i += 2;
    }
    if (hours > 18 || minutes > 59 || hours * 60 + minutes > 18 * 60) return kFailed;
    const std::int64_t east = (west ? -1 : 1) * (hours * 60 + minutes);
    zone_ = static_cast<ZoneCode>(kZoneCodeUtc + east);
    return i;
  }

  // ---- dates ----

  std::size_t take(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.type == Token::Type::Number) return take_number(i);
    if (token.type == Token::Type::Word) return take_word(i);
    if (token.type == Token::Type::Unknown) return kFailed;
    if (offset_begins(i)) return take_offset(i);
    if (std::string_view("-/.,;@|'").find(token.mark) == std::string_view::npos) return kFailed;
    mark_ = token.mark;
    return i + 1;
  }

  std::size_t take_number(std::size_t i) {
    if (clock_begins(i)) return take_clock(i);
    if (tokens_.word(i + 1, Kind::HourMark) && tokens_[i].digits <= 2) return take_marked_clock(i);
    const Token& token = tokens_[i];
    if (token.digits == 8 && count_ == 0 && day_ < 0) {
      year_ = token.value / 10'000;
      month_ = token.value / 100 % 100;
      day_ = token.value % 100;
      compact_ = true;
      return i + 1;
    }
    if (compact_ && clock_ < 0 && (token.digits == 6 || token.digits == 4)) {
      const std::int64_t minutes = token.digits == 6 ? token.value / 100 : token.value;
      return set_clock(i + 1, minutes / 100, minutes % 100,
                       token.digits == 6 ? token.value % 100 : 0);
    }
    return push(i, token.value, token.digits);
  }

  std::size_t push(std::size_t i, std::int64_t value, std::uint8_t digits) {
    if (count_ == numbers_.size()) return kFailed;
    const char separator = mark_ ? mark_ : tokens_[i].spaced ? ' ' : '\0';
    numbers_[count_++] = {value, digits, separator};
    mark_ = 0;
    number_end_ = i + 1;
    return i + 1;
  }

  /// Gives the number that ends right before token `i` a meaning.
  std::size_t assign(std::size_t i, std::int64_t& to) {
    if (number_end_ != i || count_ == 0 || to >= 0) return kFailed;
    const Number number = numbers_[--count_];
    to = number.value;
    if (&to == &year_) {
      if (era_) {
        to += *era_;
      } else {
        to = year_from(number);
        if (to < 0) return kFailed;
      }
    }
    mark_ = 0;
    return i + 1;
  }

  std::size_t take_word(std::size_t i) {
    const DateWord& word = *tokens_[i].word;
    switch (word.kind) {
      case Kind::Month:
      case Kind::ThaiMonth:
      case Kind::AgoOrAugust:
        // In Spanish and French "mar" is also the short form of Tuesday.
        if (month_ >= 0 && month_word_ != "mar") return kFailed;
        month_ = word.value;
        month_word_ = word.text;
        thai_ = word.kind == Kind::ThaiMonth;
        return i + 1;
      case Kind::MonthBefore:
        if (month_ >= 0 || !tokens_.number(i + 1)) return kFailed;
        month_ = tokens_[i + 1].value;
        month_word_ = word.text;
        return i + 2;
      case Kind::Filler:
      case Kind::FillerUnit:
      case Kind::One: return i + 1;
      case Kind::Before:
      case Kind::After: return take_half_day(i);
      case Kind::LetterA:
      case Kind::LetterP: return take_letter(i);
      case Kind::YearMark: return assign(i, year_);
      case Kind::MonthMark: return assign(i, month_);
      case Kind::DayMark: return assign(i, day_);
      case Kind::First: return push(i, 1, 1);
      case Kind::Era:
        if (era_) return kFailed;
        era_ = word.value;
        return i + 1;
      case Kind::Zone:
      case Kind::NamedZone: return take_zone(i);
      case Kind::DaysBack:
        if (days_back_ >= 0) return kFailed;
        days_back_ = word.value;
        return i + 1;
      case Kind::LetterM:
      case Kind::HourMark:
      case Kind::Unit:
      case Kind::Ago:
      case Kind::Now: return kFailed;
    }
    return kFailed;
  }

  std::int64_t year_from(Number number) const {
    if (number.digits == 2) return thai_ ? 2500 + number.value - 543 : full_year(number.value);
    if (number.digits != 4) return -1;
    return number.value >= 2400 && number.value <= 2700 ? number.value - 543 : number.value;
  }

  DateParts assemble() {
    const bool open_day = day_ < 0, open_month = month_ < 0, open_year = year_ < 0;
    if (open_month && open_day && open_year) return assemble_bare();
    if (open_month) return {};
    if (open_day && open_year && count_ == 2) {
      // "1 March 2024", "March 1, 2024", "2024 March 1", "31-Jul-18".
      const bool year_first = numbers_[0].digits > 2;
      year_ = year_from(numbers_[year_first ? 0 : 1]);
      day_ = numbers_[year_first ? 1 : 0].value;
      count_ = 0;
    } else if (open_day && count_ == 1) {
      if (numbers_[0].digits > 2) return {};
      day_ = numbers_[0].value;
      count_ = 0;
    } else if (!open_day && open_year && count_ == 1) {
      year_ = year_from(numbers_[0]);
      count_ = 0;
    }
    if (count_ != 0 || day_ < 0) return {};
    return year_ >= 0 ? day(day_of(year_, month_, day_)) : without_year();
  }

  DateParts assemble_bare() {
    if (count_ == 2 && numbers_[1].separator == '-' && numbers_[0].digits <= 2 &&
        numbers_[1].digits == 2) {
      month_ = numbers_[0].value;
      day_ = numbers_[1].value;
      return without_year();
    }
    if (count_ != 3) return {};
    const auto& [first, second, third] = numbers_;
    if (era_) return day(day_of(first.value + *era_, second.value, third.value));
    if (first.digits == 4) return day(day_of(year_from(first), second.value, third.value));
    if (first.digits > 2 || second.digits > 2) return {};
    if (third.digits == 3 || third.digits > 4) return {};
    if (third.digits == 4 && second.separator == ' ' && third.separator == ',') {
      return day(day_of(third.value, first.value, second.value));  // Amazon's "02 28, 2014"
    }
    DateParts parts;
    parts.form = Form::Triple;
    const bool long_year = third.digits == 4;
    const std::int64_t last = long_year ? year_from(third) : third.value;
    if (long_year && (last < kFirstYear || last > kLastYear)) return {};
    const auto number = [](std::int64_t value) { return static_cast<std::int16_t>(value); };
    parts.triple = {{number(first.value), number(second.value), number(last)},
                    long_year,
                    first.digits == 1,
                    third.digits == 1};
    parts.separator = second.separator;
    return parts;
  }

  DateParts needs_reference() const {
    DateParts parts;
    parts.form = Form::NeedsReference;
    return parts;
  }

  /// The last such day that is not after the reference; a day of grace for zones.
  DateParts without_year() const {
    if (month_ < 1 || month_ > 12 || day_ < 1 ||
        day_ > days_in_month(2000, static_cast<int>(month_))) {
      return {};
    }
    if (!reference_) return needs_reference();
    const std::int64_t today = floor_div(*reference_, kDayMs);
    std::int64_t year = civil_from_days(today).year;
    for (int tries = 0; tries < 9; ++tries, --year) {
      const auto days = day_of(year, month_, day_);
      if (days && *days <= today + 1) return day(days);
    }
    return {};
  }

  // ---- distances from now ----

  std::optional<DateUnit> unit_at(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].type != Token::Type::Word) return std::nullopt;
    const DateWord& word = *tokens_[i].word;
    switch (word.kind) {
      case Kind::Unit:
      case Kind::FillerUnit: return static_cast<DateUnit>(word.value);
      case Kind::YearMark: return kYear;
      case Kind::MonthMark:
      case Kind::MonthBefore: return kMonth;
      case Kind::DayMark: return kDay;
      case Kind::HourMark: return kHour;
      default: return std::nullopt;
    }
  }

  bool has_unit() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (unit_at(i)) return true;
    }
    return false;
  }

  /// "2w", "3h", "5 mo".
  std::optional<DateParts> compact_distance() const {
    struct Short {
      std::string_view text;
      DateUnit unit;
    };
    static constexpr Short kShort[] = {
        {"s", kSecond},  {"sec", kSecond}, {"m", kMinute}, {"min", kMinute}, {"h", kHour},
        {"hr", kHour},   {"d", kDay},      {"w", kWeek},   {"wk", kWeek},    {"mo", kMonth},
        {"mos", kMonth}, {"y", kYear},     {"yr", kYear},
    };
    if (!tokens_.number(0) || tokens_.size() < 2 || tokens_[0].digits > 3) return std::nullopt;
    for (std::size_t i = 2; i < tokens_.size(); ++i) {
      const bool note = tokens_[i].type == Token::Type::Mark || tokens_.word(i, Kind::Filler) ||
                        tokens_.word(i, Kind::AgoOrAugust);
      if (!note) return std::nullopt;
    }
    for (const Short& each : kShort) {
      if (tokens_[1].text == each.text) return back(tokens_[0].value, each.unit);
    }
    return std::nullopt;
  }

  DateParts distance() const {
    // A phrase may add up: "1 day 3 hours ago". The last unit says how exact it is.
    std::optional<DateParts> result;
    Phrase rest(tokens_, reference_);
    std::int64_t number = -1;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.type == Token::Type::Unknown) return {};
      if (token.type == Token::Type::Number) {
        if (token.digits > 4) return {};
        number = token.value;
      } else if (tokens_.word(i, Kind::One) || tokens_.word(i, Kind::LetterA)) {
        if (number < 0) number = 1;
      } else if (const auto unit = unit_at(i)) {
        // "час назад" says no number and means one.
        result = rest.back(number < 0 ? 1 : number, *unit);
        if (!result->is(Form::Day)) return *result;
        rest.reference_ = result->ms + std::max<std::int64_t>(result->clock_ms, 0);
        number = -1;
      }
    }
    return result && number < 0 ? *result : DateParts{};
  }

  DateParts days_back() {
    if (tokens_.any(Kind::Now)) {
      for (std::size_t i = 0; i < tokens_.size(); ++i) {
        // "방금 전": the Korean for "just now" may have its "ago".
        const bool fits = tokens_.word(i, Kind::Now) || tokens_.word(i, Kind::Ago) ||
                          tokens_.word(i, Kind::Filler);
        if (!fits) return {};
      }
      return back(0, kSecond);
    }
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t next = take(i);
      if (next == kFailed) return {};
      i = next;
    }
    if (count_ != 0 || month_ >= 0 || day_ >= 0 || year_ >= 0) return {};
    DateParts parts = back(days_back_, kDay);
    if (parts.is(Form::Day)) add_clock(parts);
    parts.zone = kNoZone;
    return parts;
  }

  /// So much before the reference. From a day upwards the time of day is not known.
  DateParts back(std::int64_t number, DateUnit unit) const {
    if (!reference_) return needs_reference();
    std::int64_t ms = *reference_;
    switch (unit) {
      case kSecond: ms -= number * kSecondMs; break;
      case kMinute: ms -= number * kMinuteMs; break;
      case kHour: ms -= number * kHourMs; break;
      case kDay: ms -= number * kDayMs; break;
      case kWeek: ms -= 7 * number * kDayMs; break;
      case kMonth:
      case kYear: {
        const CivilDate now = civil_from_days(floor_div(ms, kDayMs));
        const std::int64_t months =
            now.year * 12 + now.month - 1 - (unit == kYear ? 12 * number : number);
        const std::int64_t year = floor_div(months, 12);
        const int month = static_cast<int>(months - year * 12) + 1;
        ms = days_from_civil(year, month, std::min(now.day, days_in_month(year, month))) * kDayMs;
        break;
      }
    }
    const std::int64_t days = floor_div(ms, kDayMs);
    if (ms < kFirstMs || ms >= kEndMs) return {};
    DateParts parts = day(days);
    parts.approximate = true;
    if (unit < kDay) parts.clock_ms = ms - days * kDayMs;
    return parts;
  }

  const Tokens& tokens_;
  std::optional<std::int64_t> reference_;

  std::array<Number, 3> numbers_{};
  std::size_t count_ = 0;
  std::size_t number_end_ = kFailed;  // the token behind the last of them
  char mark_ = 0;                     // since then
  std::int64_t year_ = -1, month_ = -1, day_ = -1, days_back_ = -1;
  std::string_view month_word_;
  bool thai_ = false, compact_ = false;
  std::optional<std::int64_t> era_;
  std::int64_t clock_ = -1;
  std::size_t clock_end_ = kFailed, zone_end_ = kFailed;
  char half_day_ = 0;
  ZoneCode zone_ = kNoZone;
};

DateParts nothing() {
  DateParts parts;
  parts.form = Form::Nothing;
  return parts;
}

std::optional<DateParts> read_iso(std::string_view cell) {
  if (cell.size() < 10 || cell[4] != '-') return std::nullopt;
  const auto iso = parse_iso(cell);
  if (!iso) return std::nullopt;
  const std::int64_t midnight = floor_div(iso->local_ms, kDayMs) * kDayMs;
  if (iso->local_ms < kFirstMs || iso->local_ms >= kEndMs) return DateParts{};
  DateParts parts;
  parts.form = Form::Day;
  parts.ms = midnight;
  if (iso->has_time) parts.clock_ms = iso->local_ms - midnight;
  if (iso->offset_minutes) parts.zone = static_cast<ZoneCode>(kZoneCodeUtc + *iso->offset_minutes);
  return parts;
}

}  // namespace

std::optional<std::int64_t> day_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1)
    return std::nullopt;
  if (day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
  return days_from_civil(year, static_cast<int>(month), static_cast<int>(day));
}

DateParts read_date(std::string_view cell, CellText& text, std::optional<std::int64_t> reference) {
  cell = trimmed(cell);
  if (cell.empty()) return nothing();
  if (const auto iso = read_iso(cell)) return *iso;
  if (cell.size() > kMaxCellText) return {};
  const std::string_view form = text.of(cell);
  if (!form.empty() && is_digit_char(form.front())) {
    if (const auto number = read_bare_number(form)) return *number;
    // How databases write that there is none.
    if (form.starts_with("0000-00-00")) return nothing();
  } else if (says_nothing(form)) {
    return nothing();
  }
  Tokens tokens;
  if (!tokens.split(form)) return {};
  if (const auto relative = Phrase(tokens, reference).relative()) return *relative;
  return Phrase(tokens, reference).date();
}

DateParts read_clock(std::string_view cell, CellText& text) {
  cell = trimmed(cell);
  if (cell.empty()) return nothing();
  if (cell.size() > kMaxCellText) return {};
  const std::string_view form = text.of(cell);
  if (says_nothing(form)) return nothing();
  // A spreadsheet's time of day is a part of a day.
  const std::size_t point = form.starts_with("0.") || form.starts_with("0,") ? 2 : 0;
  if (point != 0 && std::all_of(form.begin() + point, form.end(), is_digit_char)) {
    DateParts parts;
    parts.form = Form::Day;
    parts.clock_ms = day_fraction_ms(form.substr(point));
    return parts;
  }
  Tokens tokens;
  if (!tokens.split(form)) return {};
  DateParts parts = Phrase(tokens, std::nullopt).time_of_day();
  if (!parts.is(Form::Unreadable)) return parts;
  parts = read_date(cell, text, std::nullopt);
  const bool dated = parts.is(Form::Day) || parts.is(Form::Triple);
  return dated && parts.clock_ms >= 0 ? parts : DateParts{};
}

}  // namespace earshot
