#include "ingest/numbers.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "ingest/word_index.h"
#include "text/utf8.h"
#include "text/words.h"

namespace earshot {
namespace {

// An undecided count: the top bit, two bits that say why, and the value that it has if the
// separator parts thousands, or if "B" is a thousand.
enum class Doubt : std::uint8_t { Point, Comma, LetterB };
constexpr int kDoubtBit = 61;
constexpr Count kUndecided = Count{1} << 63;

Count undecided_count(Count value, Doubt doubt) {
  return kUndecided | static_cast<Count>(doubt) << kDoubtBit | std::min(value, kLargestCount);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Kana, Han, Hangul and Thai put no spaces between words.
bool is_unspaced(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return (lead >= 0xE3 && lead <= 0xED) ||
         (lead == 0xE0 && text.size() > 1 && (text[1] == '\xB8' || text[1] == '\xB9'));
}

/// The word at the beginning of `text` as a whole or, in a script without spaces, as far as it is
/// known.
template <class Word>
const Word* word_at(const WordIndex<Word>& index, std::string_view text, std::size_t& size) {
  if (is_unspaced(text)) {
    const Word* const word = index.find_prefix(text);
    size = word ? word->text.size() : 0;
    return word;
  }
  size = 0;
  while (size < text.size() && is_letter(text[size]) &&
         (size == 0 || !is_unspaced(text.substr(size)))) {
    ++size;
  }
  return index.find(text.substr(0, size));
}

constexpr Count kPowersOfTen[] = {1,
                                  10,
                                  100,
                                  1'000,
                                  10'000,
                                  100'000,
                                  1'000'000,
                                  10'000'000,
                                  100'000'000,
                                  1'000'000'000,
                                  10'000'000'000,
                                  100'000'000'000,
                                  1'000'000'000'000,
                                  10'000'000'000'000,
                                  100'000'000'000'000,
                                  1'000'000'000'000'000,
                                  10'000'000'000'000'000,
                                  100'000'000'000'000'000,
                                  1'000'000'000'000'000'000};
constexpr int kMaxDigits = 18;

/// Digits with the decimals among them: value / 10^decimals.
struct Decimal {
  Count value = 0;
  int digits = 0;
  int decimals = 0;

  /// False once there is no room.
  bool add(char digit) {
    if (digits == kMaxDigits) return false;
    value = value * 10 + static_cast<Count>(digit - '0');
    digits += value != 0;
    return true;
  }

  /// value x 10^power / 10^decimals, halves up, at most kLargestCount.
  Count times_ten_to(int power) const {
    const int shift = power - decimals;
    if (shift < 0) {
      if (-shift > kMaxDigits) return 0;
      const Count by = kPowersOfTen[-shift];
      return value / by + (value % by >= by - value % by ? 1 : 0);
    }
    if (value == 0) return 0;
    if (shift > kMaxDigits || value > kLargestCount / kPowersOfTen[shift]) return kLargestCount;
    return value * kPowersOfTen[shift];
  }
};

struct NumberWord {
  std::string_view text;
  int power;
};

const WordIndex<NumberWord>& number_words() {
  static const WordIndex<NumberWord> instance([] {
    std::vector<NumberWord> words;
    for (WordRows row("numbers"); row.next();) {
      const int power = row.number();
      row.each_word(' ', [&](std::string_view text) { words.push_back({text, power}); });
    }
    return words;
  }());
  return instance;
}

}  // namespace

/// Reads one cell, and notes what it says of its column.
class NumberColumn::Reader {
 public:
  enum class Outcome : std::uint8_t { Read, Absent, Unreadable };

  Reader(NumberColumn& column, std::string_view text) : column_(column), text_(text) {}

  Outcome read() {
    if (says_nothing(text_)) return Outcome::Absent;
    const char first = text_.front();
    // Bounds and shares are no counts, negative ones none that can be added up.
    if (first == '<' || first == '>' || text_.starts_with("≤") || text_.starts_with("≥")) {
      return has_digit() ? Outcome::Absent : Outcome::Unreadable;
    }
    const bool negative = first == '-';
    if (negative || first == '+') ++at_;
    skip_words_before();
    bool any = false;
    for (; at_ < text_.size(); any = true) {
      if (!part(any)) return Outcome::Unreadable;
      if (percent_) return at_ == text_.size() ? Outcome::Absent : Outcome::Unreadable;
    }
    if (!any) return Outcome::Unreadable;
    note();
    return negative ? Outcome::Absent : Outcome::Read;
  }

  Count count() const {
    if (letter_b_) return undecided_count(total_, Doubt::LetterB);
    if (doubt_) return undecided_count(total_, *doubt_);
    return total_;
  }

 private:
  static constexpr std::size_t kMaxGroups = 10;

  bool has_digit() const { return std::any_of(text_.begin(), text_.end(), is_digit); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_spaces() {
    while (peek() == ' ') ++at_;
  }

  /// "조회수 1.2만"
  void skip_words_before() {
    while (at_ < text_.size() && is_letter(text_[at_])) {
      std::size_t size;
      const NumberWord* const word = word_at(number_words(), text_.substr(at_), size);
      if (!word || word->power != 0) return;
      at_ += size;
      if (peek() == ':') ++at_;
      skip_spaces();
    }
  }

  /// A number and what multiplies it; "3억 5천만" has two parts.
  bool part(bool further) {
    Decimal number;
    if (!digits(number)) return false;
    int power = 0;
    const bool scaled = multiplier(power);
    if (further && !scaled_before_) return false;
    scaled_before_ = scaled;
    if (broken_) return false;
    if (doubtful_ && scaled) {
      // A multiplied number is short: what follows its only separator is decimals.
      ++column_.decimal_[static_cast<std::size_t>(*doubtful_)];
      number.decimals = 3;
    } else if (!further) {
      doubt_ = doubtful_;
    }
    total_ = std::min(kLargestCount, total_ + number.times_ten_to(power));
    return true;
  }

  /// Digits in groups, decimals; decides what the separators are or leaves it in doubt.
  bool digits(Decimal& number) {
    Groups groups;
    const std::size_t begin = at_;
    if (!split(groups)) return false;
    const std::size_t last = groups.last;
    bool decimals = false;
    doubtful_.reset();
    if (last > 0) {
      const char sign = groups.separators[last];
      const bool can_be_decimal = sign == '.' || sign == ',';
      const bool same = std::all_of(groups.separators.begin() + 1, groups.separators.begin() + last,
                                    [&](char each) { return each == sign; });
      if (same && (last > 1 || !can_be_decimal)) {
        if (!grouped(groups, last)) return false;
        note_grouping(sign);
      } else if (same && groups.sizes[1] == 3 && groups.sizes[0] >= 1 && groups.sizes[0] <= 3 &&
                 text_[begin] != '0') {
        doubtful_ = sign == '.' ? Doubt::Point : Doubt::Comma;
      } else {
        // "12.5", or "1,234.5": the last sign differs from those before.
        if (!can_be_decimal || (!same && !grouped(groups, last - 1))) return false;
        if (!same) note_grouping(groups.separators[1]);
        decimals_noted_ = sign;
        decimals = true;
      }
    }
    std::size_t at = begin;
    for (std::size_t i = 0; i <= last; ++i, ++at) {
      for (std::size_t k = 0; k < groups.sizes[i]; ++k, ++at) {
        const bool added = number.add(text_[at]);
        const bool decimal = decimals && i == last;
        overflow_ = overflow_ || (!added && !decimal);
        number.decimals += added && decimal;
      }
    }
    return true;
  }

  struct Groups {
    std::array<std::size_t, kMaxGroups + 1> sizes{};
    std::array<char, kMaxGroups + 1> separators{};  // before each
    std::size_t last = 0;
  };

  bool split(Groups& groups) {
    while (true) {
      std::size_t& size = groups.sizes[groups.last];
      for (; is_digit(peek()); ++at_) ++size;
      const char separator = peek();
      const bool three_follow =
          is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4));
      const bool more = separator == ' ' || separator == '\''  ? three_follow
                        : separator == '.' || separator == ',' ? is_digit(peek(1))
                                                               : false;
      if (!more) return groups.last > 0 || size > 0;
      if (groups.last == kMaxGroups) return false;
      groups.separators[++groups.last] = separator;
      ++at_;
    }
  }

  /// Whether the groups up to `last` are thousands, or the lakhs and crores of India: the last has
  /// three digits, those between two or three, and one sign parts them all.
  static bool grouped(const Groups& groups, std::size_t last) {
    if (groups.sizes[0] < 1 || groups.sizes[0] > 3 || groups.sizes[last] != 3) return false;
    for (std::size_t i = 1; i <= last; ++i) {
      if (groups.sizes[i] != 3 && groups.sizes[i] != 2) return false;
      if (groups.separators[i] != groups.separators[1]) return false;
    }
    return true;
  }

  void note_grouping(char separator) {
    if (separator == '.' || separator == ',') grouping_noted_ = separator;
  }

  /// Words behind a number. True if one of them multiplies.
  bool multiplier(int& power) {
    bool scaled = false;
    if (peek() == 'e' && exponent(power)) return true;
    skip_spaces();
    while (at_ < text_.size() && !is_digit(text_[at_])) {
      if (peek() == '%' || text_.substr(at_).starts_with("٪")) {
        percent_ = true;
        at_ += peek() == '%' ? 1 : 2;
      } else if (peek() == '+' || peek() == '.' || peek() == ',' || peek() == ' ') {
        ++at_;
      } else if (is_letter(peek())) {
        if (!take_word(power, scaled)) {
          broken_ = true;
          return scaled;
        }
      } else {
        broken_ = true;
        return scaled;
      }
    }
    return scaled;
  }

  bool take_word(int& power, bool& scaled) {
    std::size_t size;
    const std::string_view rest = text_.substr(at_);
    const NumberWord* const word = word_at(number_words(), rest, size);
    const std::string_view text = rest.substr(0, size);
    if (text == "b" && !scaled) {
      letter_b_ = true;
      power += 3;
    } else if (!word) {
      return false;
    } else {
      column_.turkish_ += text == "mn" || text == "bin";
      column_.thousand_or_million_ += text == "k" || text == "m";
      power += word->power;
    }
    scaled = scaled || letter_b_ || word->power > 0;
    at_ += size;
    return true;
  }

  /// "1.2e+05", as some programs write large numbers.
  bool exponent(int& power) {
    std::size_t at = at_ + 1;
    if (at < text_.size() && text_[at] == '+') ++at;
    int value = 0;
    const std::size_t begin = at;
    for (; at < text_.size() && is_digit(text_[at]) && at - begin < 3; ++at) {
      value = value * 10 + (text_[at] - '0');
    }
    if (at == begin || at != text_.size()) return false;
    at_ = at;
    power = value;
    return true;
  }

  void note() {
    const auto count = [](std::array<std::uint64_t, 2>& cells, char sign) {
      if (sign != 0) ++cells[sign == '.' ? 0 : 1];
    };
    count(column_.decimal_, decimals_noted_);
    count(column_.grouping_, grouping_noted_);
    if (overflow_) total_ = kLargestCount;
  }

  NumberColumn& column_;
  std::string_view text_;
  std::size_t at_ = 0;
  Count total_ = 0;
  std::optional<Doubt> doubtful_, doubt_;  // of this part, of the cell
  char decimals_noted_ = 0, grouping_noted_ = 0;
  bool percent_ = false, overflow_ = false, letter_b_ = false, broken_ = false;
  bool scaled_before_ = false;
};

Count NumberColumn::read(std::string_view cell, std::uint64_t row) {
  if (const Count plain = read_plain(cell); plain != kAbsent) return plain;
  cell = trimmed(cell);
  const std::string_view text = text_.of(cell);
  Reader reader(*this, text);
  // A cell too long for a number has no form at all.
  const bool too_long = text.empty() && !cell.empty();
  switch (too_long ? Reader::Outcome::Unreadable : reader.read()) {
    case Reader::Outcome::Read: ++counts_.present; return reader.count();
    case Reader::Outcome::Absent: ++counts_.absent; return kAbsent;
    case Reader::Outcome::Unreadable: break;
  }
  if (counts_.unreadable++ == 0) {
    constexpr std::size_t kKept = 80;
    cell = cell.substr(0, kKept);
    counts_.first_unreadable_row = row;
    counts_.first_unreadable = cell.substr(0, valid_prefix(cell));
  }
  return kAbsent;
}

NumberDecision NumberColumn::decide() const {
  // What one of the two signs surely is, the other is not.
  const auto decimal = [&](std::size_t sign, std::size_t other) {
    return decimal_[sign] + grouping_[other] > grouping_[sign] + decimal_[other];
  };
  NumberDecision decision;
  decision.decimal_point = decimal(0, 1);
  decision.decimal_comma = decimal(1, 0);
  decision.b_is_thousand = turkish_ > 0 || (thousand_or_million_ == 0 && decision.decimal_comma);
  return decision;
}

Count NumberColumn::resolve(Count count, const NumberDecision& decision) {
  if (!undecided(count)) return count;
  Decimal number;
  number.value = count & kLargestCount;
  switch (static_cast<Doubt>(count >> kDoubtBit & 3)) {
    case Doubt::Point: number.decimals = decision.decimal_point ? 3 : 0; break;
    case Doubt::Comma: number.decimals = decision.decimal_comma ? 3 : 0; break;
    case Doubt::LetterB: return number.times_ten_to(decision.b_is_thousand ? 0 : 6);
  }
  return number.times_ten_to(0);
}

namespace {

enum class RatingWordKind : std::uint8_t { Value, Of, ScaleBefore, Filler };

struct RatingWord {
  std::string_view text;
  RatingWordKind kind;
  int value;
};

const WordIndex<RatingWord>& rating_words() {
  static const WordIndex<RatingWord> instance([] {
    std::vector<RatingWord> words;
    for (WordRows row("ratings"); row.next();) {
      const auto kind = row.one_of<RatingWordKind>("value of scale-before filler");
      const int value = row.number();
      row.each_word(' ', [&](std::string_view text) { words.push_back({text, kind, value}); });
    }
    return words;
  }());
  return instance;
}

constexpr float kNoRating = std::numeric_limits<float>::quiet_NaN();

/// Digits with perhaps decimals at the beginning of `text`.
std::size_t rating_number(std::string_view text, double& value) {
  Decimal number;
  std::size_t at = 0;
  bool room = true;
  for (; at < text.size() && is_digit(text[at]); ++at) room = room && number.add(text[at]);
  if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
    for (++at; at < text.size() && is_digit(text[at]); ++at, ++number.decimals) {
      room = room && number.add(text[at]);
    }
  }
  if (!room || number.decimals > kMaxDigits) return 0;
  value = static_cast<double>(number.value) / static_cast<double>(kPowersOfTen[number.decimals]);
  return at;
}

}  // namespace

float read_rating(std::string_view cell) {
  CellText form;
  const std::string_view text = form.of(cell);
  if (says_nothing(text)) return kNoRating;
  const bool negative = text.size() > 1 && text.front() == '-' && is_digit(text[1]);
  std::array<double, 2> numbers{};
  std::size_t count = 0;
  double stars = 0;
  bool starred = false, of = false, scale_before = false;
  for (std::size_t at = negative ? 1 : 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    double value;
    if (const std::size_t size = rating_number(rest, value)) {
      if (count == numbers.size()) return kNoRating;
      numbers[count++] = value;
      at += size;
      continue;
    }
    if (is_digit(rest.front())) return kNoRating;
    const auto sign = [&](std::string_view of_star) {
      if (!rest.starts_with(of_star)) return false;
      at += of_star.size();
      starred = true;
      return true;
    };
    if (sign("★") || sign("⭐") || sign("🌟")) {
      stars += 1;
    } else if (sign("½")) {
      stars += 0.5;
    } else if (sign("☆") || sign("\uFE0F")) {
      // an empty star; the emoji form of the one before
    } else if (is_letter(rest.front()) || rest.front() == '/') {
      std::size_t size = 1;
      const RatingWord* const word =
          rest.front() == '/' ? rating_words().find("/") : word_at(rating_words(), rest, size);
      if (!word) return kNoRating;
      at += size;
      of = of || word->kind == RatingWordKind::Of;
      if (word->kind == RatingWordKind::ScaleBefore) (count == 1 ? scale_before : of) = true;
      if (word->kind != RatingWordKind::Value) continue;
      if (count == numbers.size()) return kNoRating;
      numbers[count++] = word->value;
    } else if (std::string_view(" .,:()_-+%").find(rest.front()) != std::string_view::npos) {
      ++at;
    } else {
      return kNoRating;
    }
  }
  if (count == 0) return starred ? static_cast<float>(stars) : kNoRating;
  if (count == 1)
    return scale_before ? kNoRating : static_cast<float>(negative ? -numbers[0] : numbers[0]);
  if (!of && !scale_before) return kNoRating;
  const auto [rating, scale] =
      scale_before ? std::pair(numbers[1], numbers[0]) : std::pair(numbers[0], numbers[1]);
  return rating <= scale && !negative ? static_cast<float>(rating) : kNoRating;
}

}  // namespace earshot
