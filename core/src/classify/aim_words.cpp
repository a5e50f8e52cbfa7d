#include "classify/aim_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "classify/char_class.h"
#include "classify/language.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/seldom.h"
#include "text/words.h"

namespace earshot {
namespace {

CharClass first_class(std::string_view text) {
  const char* at = text.data();
  return class_of(next_code_point(at, text.data() + text.size()));
}

CharClass last_class(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return first_class(text.substr(at));
}

constexpr std::size_t kHeads = 2048;

/// By the first two characters; 0 for a second that there is not.
std::size_t head_of(std::uint32_t first, std::uint32_t second) {
  return (first * 0x01000193u ^ second) * 0x9E3779B1u >> 21;
}

class Words {
 public:
  struct Word {
    std::uint32_t begin, size;  ///< in the bytes of all
    std::uint16_t head;
    Language language;  ///< 0: sought in every text
    AimGroup group;
    AimSide side;
    bool any_beginning, any_ending;
    char last;  ///< byte: most that share a head with a text differ in it
  };

  EARSHOT_SELDOM Words() {
    std::string folded;
    for (WordRows row("aim"); row.next();) {
      Word word{};
      word.language = language_from_code(row.part());
      word.group = row.one_of<AimGroup>(
          "Than Favoured Unlike Left Arrived Contrast And Or Better Worse Both Ask News Not Like Minute Hour Day "
          "Week Former Latter");
      word.side = row.one_of<AimSide>("None Ahead Behind");
      row.each_word('|', [&](std::string_view spelling) {
        fold(spelling, folded);
        add(word, folded);
      });
    }
    // Longer words first, so that of one group the longest is met first.
    cold_sort(words_, [](const Word& a, const Word& b) {
      if (a.head != b.head) return a.head < b.head;
      return a.size != b.size ? a.size > b.size : a.begin < b.begin;
    });
    for (const Word& word : words_) {
      ++starts_[word.head + 1u];
      heads_[word.head] |= word.any_beginning ? kSome | kInside : kSome;
    }
    for (std::size_t head = 0; head < kHeads; ++head) starts_[head + 1] += starts_[head];
  }

  /// Calls visit(word, its spelling) for those that `text` starts with, the longest first.
  /// @param first, second its first characters; 0 for a second that there is not
  /// @param inside a letter of a spaced script stands before them: words that may begin there alone
  template <class Visit>
  void each_at(std::string_view text, std::uint32_t first, std::uint32_t second, bool inside,
               Visit&& visit) const {
    const std::uint8_t kind = inside ? kInside : kSome;
    const std::size_t two = head_of(first, second), one = head_of(first, 0);
    if (second != 0 && (heads_[two] & kind)) each_of(text, two, visit);
    if (heads_[one] & kind) each_of(text, one, visit);
  }

 private:
  template <class Visit>
  void each_of(std::string_view text, std::size_t head, Visit&& visit) const {
    for (std::size_t at = starts_[head]; at < starts_[head + 1]; ++at) {
      const Word& word = words_[at];
      const std::string_view spelling(bytes_.data() + word.begin, word.size);
      if (text.size() < word.size || text[word.size - 1u] != word.last) continue;
      if (text.starts_with(spelling)) visit(word, spelling);
    }
  }

  /// @param word of the language of its row
  EARSHOT_SELDOM void add(Word word, std::string_view spelling) {
    if (spelling.starts_with('*')) {
      word.any_beginning = true;
      spelling.remove_prefix(1);
    }
    if (spelling.ends_with('*')) {
      word.any_ending = true;
      spelling.remove_suffix(1);
    }
    word.begin = static_cast<std::uint32_t>(bytes_.size());
    word.size = static_cast<std::uint32_t>(spelling.size());
    word.last = spelling.back();
    const char* at = spelling.data();
    const std::uint32_t first = next_code_point(at, spelling.data() + spelling.size());
    const char* const stop = spelling.data() + spelling.size();
    const std::uint32_t second = at == stop ? 0 : next_code_point(at, stop);
    word.head = static_cast<std::uint16_t>(head_of(first, second));
    if (class_of(first) != CharClass::Letter || first >= 0x0370 ||
        word.language == language_from_code("en")) {
      word.language = 0;
    }
    bytes_ += spelling;
    words_.push_back(word);
  }

  std::string bytes_;
  std::vector<Word> words_;
  std::array<std::uint16_t, kHeads + 1> starts_{};
  /// Whether there are words of a head, and any that may begin inside of another.
  static constexpr std::uint8_t kSome = 1, kInside = 2;
  std::array<std::uint8_t, kHeads> heads_{};
};

bool in_word(CharClass kind) { return kind == CharClass::Letter || kind == CharClass::Digit; }

}  // namespace

void find_aim_words(std::string_view folded, Language language,
                    const std::vector<std::uint32_t>& name_ends, std::vector<AimCue>& cues) {
  static const Words words;
  cues.clear();
  std::array<std::uint32_t, kAimGroups> group_ends{};
  const char* const end = folded.data() + folded.size();
  auto name_end = name_ends.begin();
  CharClass before = CharClass::Space;
  const char* at = folded.data();
  const char* next = at;
  std::uint32_t second = at == end ? 0 : next_code_point(next, end);
  while (at != end) {
    const std::uint32_t c = second;
    const auto begin = static_cast<std::uint32_t>(at - folded.data());
    while (name_end != name_ends.end() && *name_end < begin) ++name_end;
    const bool behind_name = name_end != name_ends.end() && *name_end == begin;
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    const char* behind_next = next;
    second = next == end ? 0 : next_code_point(behind_next, end);
    const CharClass first = class_of(c);
    const bool inside = first == CharClass::Letter && in_word(before);
    words.each_at(rest, c, second, inside, [&](const Words::Word& word, std::string_view spelling) {
      if (word.language != 0 && word.language != language) return;
      const std::string_view behind = rest.substr(spelling.size());
      const CharClass after = behind.empty() ? CharClass::Space : first_class(behind);
      if (inside && !word.any_beginning) return;
      if (first == CharClass::Hangul) {
        if (!word.any_beginning && before == CharClass::Hangul && !behind_name) return;
        if (word.any_beginning && !word.any_ending && after == CharClass::Hangul) return;
      }
      if (!word.any_ending && last_class(spelling) == CharClass::Letter && in_word(after)) return;
      const std::uint32_t stop = begin + word.size;
      std::uint32_t& group_end = group_ends[static_cast<std::size_t>(word.group)];
      if (word.side != AimSide::None || stop > group_end) {
        cues.push_back({begin, stop, word.group, word.side});
        group_end = std::max(group_end, stop);
      }
    });
    before = first;
    at = std::exchange(next, behind_next);
  }
}

}  // namespace earshot
