#include "classify/phrases.h"

#include <algorithm>
#include <utility>

#include "classify/char_class.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

/// Whether a border of words is missing between two neighbours.
bool joined(CharClass left, CharClass right) {
  const auto spells = [](CharClass kind) {
    return kind == CharClass::Letter || kind == CharClass::Digit;
  };
  return (spells(left) && spells(right)) ||
         (left == CharClass::Hangul && right == CharClass::Hangul);
}

CharClass last_class(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  const char* last = text.data() + (at == 0 ? 0 : at - 1);
  return class_of(next_code_point(last, text.data() + text.size()));
}

}  // namespace

PhraseIndex::PhraseIndex(std::vector<SoughtPhrase> phrases) : phrases_(std::move(phrases)) {
  std::erase_if(phrases_, [](const SoughtPhrase& phrase) { return phrase.text.empty(); });
  cold_sort(phrases_, [](const SoughtPhrase& a, const SoughtPhrase& b) {
    const int texts = a.text.compare(b.text);
    return texts != 0 ? texts < 0 : a.owner != b.owner ? a.owner < b.owner : a.open < b.open;
  });
  for (std::uint32_t at = 0; at < phrases_.size(); ++at) {
    const std::string& text = phrases_[at].text;
    std::uint32_t before = at == 0 ? kNone : at - 1;
    while (before != kNone && !text.starts_with(phrases_[before].text)) before = shorter_[before];
    shorter_.push_back(before);
    may_begin_[static_cast<unsigned char>(text[0])] = true;
  }
}

void PhraseIndex::find(std::string_view folded, std::vector<PhrasePlace>& places) const {
  places.clear();
  if (phrases_.empty()) return;
  const char* const end = folded.data() + folded.size();
  CharClass before = CharClass::Space;
  for (const char* at = folded.data(); at != end;) {
    const auto place = static_cast<std::uint32_t>(at - folded.data());
    const bool may_begin = may_begin_[static_cast<unsigned char>(*at)];
    const CharClass kind = class_of(next_code_point(at, end));
    if (may_begin && !joined(before, kind)) {
      // What begins the rest of the text is the last phrase up to it, or begins that one too.
      const std::string_view rest = folded.substr(place);
      const auto after = std::upper_bound(
          phrases_.begin(), phrases_.end(), rest,
          [](std::string_view text, const SoughtPhrase& phrase) { return text < phrase.text; });
      auto found = after == phrases_.begin()
                       ? kNone
                       : static_cast<std::uint32_t>(after - phrases_.begin() - 1);
      for (; found != kNone; found = shorter_[found]) {
        const SoughtPhrase& phrase = phrases_[found];
        if (!rest.starts_with(phrase.text)) continue;
        const char* behind = rest.data() + phrase.text.size();
        const CharClass last = last_class(phrase.text);
        if (phrase.open || last == CharClass::Hangul || behind == end ||
            !joined(last, class_of(next_code_point(behind, end)))) {
          places.push_back(
              {phrase.owner, place, place + static_cast<std::uint32_t>(phrase.text.size())});
        }
      }
    }
    before = kind;
  }
}

}  // namespace earshot
