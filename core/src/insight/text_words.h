// The words of a text as phrases are made of them: each with a key that its inflected forms share.
//
//   spaced scripts     words; English plurals and Russian cases and genders share a key
//   Hangul             words without particles and the commonest endings of predicates
//   katakana, Latin    runs, in Japanese as elsewhere
//   Han                characters, with the okurigana behind a run as one more unit: whatever its
//                      form, but for denial
//   hiragana           particles, and the words of a short list
//   Thai, Lao, Khmer   letters with their vowels and marks
//
// Which words open no phrase, and what follows words inside them, stands in the table "phrases" of
// earshot.words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/settings.h>

#include "insight/hash_index.h"

namespace earshot {

struct TextUnit {
  enum Flag : std::uint8_t {
    kStarts = 1,     ///< a phrase may start with it
    kEnds = 2,       ///< a phrase may end with it
    kCharacter = 4,  ///< of a script that runs words together, and no word by itself
    kJoined = 8,     ///< nothing but a space or hyphen between it and the unit before
    kName = 16,      ///< of a brand's name
    kNoun = 32,      ///< a Korean word, of which `stem` bytes stand without particles
  };
  std::uint64_t key = 0;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the folded text
  std::uint16_t stem = 0;            ///< of a noun: bytes up to its last particle
  std::uint8_t flags = 0;

  bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// At most this many units of a text are read.
inline constexpr std::size_t kMostUnits = 160;

class TextWords {
 public:
  /// @param brands whose names are marked in texts
  explicit TextWords(std::span<const Brand> brands);

  /// Cuts a folded text. Links, @handles and emoji part phrases and are left out.
  void read(std::string_view folded, std::vector<TextUnit>& units) const;

  /// The table "phrases" of earshot.words.
  struct Lists {
    HashIndex roles;  ///< what words that are listed may do: flags, by hash
    std::string_view between, doing;            ///< characters
    std::vector<std::string_view> words, particles;  ///< of hiragana, sorted
    static constexpr std::size_t kHiragana = 0x3097 - 0x3041;
    using Begins = std::array<std::uint16_t, kHiragana + 1>;
    Begins word_begins{}, particle_begins{};  ///< where those with a first letter begin, and where they end
    std::vector<std::string_view> okurigana, denying, denying_first;
    std::vector<std::pair<std::string_view, std::string_view>> no_okurigana;
    std::vector<std::string_view> josa_short, josa, endings;
  };

 private:
  void cut(std::string_view folded, std::vector<TextUnit>& units) const;
  void mark_names(std::vector<TextUnit>& units) const;

  std::vector<std::vector<std::uint64_t>> names_;  ///< keys of each, sorted
  std::array<std::uint64_t, 16> openings_{};       ///< by the low bits of a key: may a name begin so
  Lists lists_;
};

/// What a text is about: its words that say something, without names, apart from the same words denied;
/// of scripts that run words together each two characters.
struct ContentKey {
  std::uint64_t key = 0;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the folded text, inflection aside
  bool spaced = false;               ///< of a script that puts spaces between words

  bool operator==(const ContentKey& other) const { return key == other.key; }
};
/// @param out cleared, then by key, each once
void content_keys(std::string_view folded, std::span<const TextUnit> units,
                  std::vector<ContentKey>& out);

/// The keys alone, in the order of the text, some more than once: of units of which nothing but key and
/// flags is known. @param out cleared
void content_keys(std::span<const TextUnit> units, std::vector<std::uint64_t>& out);

/// A Russian word without the endings of nouns and adjectives, an English one without its plural.
std::string_view inflection_stem(std::string_view word);

}  // namespace earshot
