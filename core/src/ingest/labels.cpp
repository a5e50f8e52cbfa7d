#include "ingest/labels.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "ingest/cell_text.h"
#include "text/words.h"

namespace earshot {
namespace {

enum class Match : std::uint8_t { Word, Stem, Anywhere };

struct LabelWord {
  Label label;
  Match match;
  std::string_view text;
};

const std::vector<LabelWord>& label_words() {
  static const std::vector<LabelWord> instance = [] {
    std::vector<LabelWord> words;
    for (WordRows row("sentiments"); row.next();) {
      const auto label = row.one_of<Label>("positive neutral negative");
      const auto match = row.one_of<Match>("word stem anywhere");
      row.each_word(',', [&](std::string_view text) { words.push_back({label, match, text}); });
    }
    return words;
  }();
  return instance;
}

constexpr std::string_view kNegations[] = {"not", "non", "no", "не", "nicht", "nie"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// A label is a few words; a longer text only mentions them.
constexpr std::size_t kLongestLabel = 64;

bool has(std::string_view text, std::string_view word, Match match) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (match == Match::Anywhere) return true;
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    if (begins && (match == Match::Stem || end == text.size() || !is_letter(text[end])))
      return true;
  }
  return false;
}

Label by_words(std::string_view text) {
  for (const std::string_view word : kNegations) {
    if (has(text, word, Match::Word)) return Label::Unrated;
  }
  std::optional<Label> found;
  for (const LabelWord& word : label_words()) {
    if (!has(text, word.text, word.match)) continue;
    // Both "positive" and "negative": mixed.
    if (found && *found != word.label) return Label::Neutral;
    found = word.label;
  }
  return found.value_or(Label::Unrated);
}

/// Thousandths of a number from -5 to 5; more digits are cut off, but do not count as nothing.
std::optional<int> thousandths(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = std::min(text.find_first_of(".,"), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : "";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (whole.size() > 1 || (whole.empty() && fraction.empty()) ||
      !std::all_of(whole.begin(), whole.end(), is_digit) ||
      !std::all_of(fraction.begin(), fraction.end(), is_digit)) {
    return std::nullopt;
  }
  int value = whole.empty() ? 0 : whole[0] - '0';
  for (std::size_t i = 0; i < 3; ++i)
    value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  if (value == 0 && fraction.find_first_not_of('0') != std::string_view::npos) value = 1;
  if (value > 5000) return std::nullopt;
  return negative ? -value : value;
}

}  // namespace

Label read_label(std::string_view cell, LabelScale scale) {
  CellText form;
  const std::string_view text = form.of(cell);
  if (text.empty() || text.size() > kLongestLabel) return Label::Unrated;
  if (const auto number = thousandths(text)) {
    const int middle = scale == LabelScale::OneToFive ? 3000 : 0;
    // 0 is no step of a scale from 1 to 5.
    if (scale == LabelScale::OneToFive && *number < 1000) return Label::Unrated;
    return *number > middle ? Label::Positive : *number < middle ? Label::Negative : Label::Neutral;
  }
  return by_words(text);
}

}  // namespace earshot
