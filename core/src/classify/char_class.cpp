#include "classify/char_class.h"

namespace earshot {

CharClass class_of_rare(std::uint32_t c) {
  const Properties properties = properties_of(c);
  switch (properties.category) {
    case Category::Space: return CharClass::Space;
    case Category::Digit: return CharClass::Digit;
    case Category::Emoji:
      return c >= 0x1F3FB && c <= 0x1F3FF ? CharClass::Modifier : CharClass::Picture;
    case Category::Mark:
    case Category::Letter: break;
    case Category::Other:
      if (properties.fold == FoldAction::Drop || properties.fold == FoldAction::Join)
        return CharClass::Modifier;
      return c < 0xA0 ? CharClass::Space : CharClass::Punctuation;
  }
  switch (properties.script) {
    case Script::Hangul: return CharClass::Jamo;
    case Script::Thai:
    case Script::Lao:
    case Script::Khmer:
    case Script::Myanmar:
    case Script::Tibetan: return CharClass::Running;
    case Script::Han:
    case Script::Hiragana:
    case Script::Katakana:
    case Script::Bopomofo: return CharClass::Kanji;
    case Script::Common:
      // Marks of many scripts, e.g. the emoji keycap; letters of none, e.g. º.
      return properties.category == Category::Mark ? CharClass::Modifier : CharClass::Letter;
    default: return CharClass::Letter;
  }
}

}  // namespace earshot
