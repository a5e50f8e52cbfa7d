// The words of a sample of mentions, each with the marks by which a name stands out: a capital
// inside a sentence, Latin letters in another writing, '#', '@', katakana, Korean particles.
//
// Words are numbered; a text is a row of tokens. Cyrillic words are cut to their stems and Korean
// ones to what is left without a particle, so that a name is one word in all its cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

inline constexpr std::uint32_t kNoWord = ~0u;

/// Whether a word is one that stands out without being anybody's name, or a word that is a slip
/// away from a well-known name ("cannon").
/// @param folded one word after `fold`, in any case of a Cyrillic word
bool is_common_word(std::string_view folded);

/// How a word stood in a text. Bits of StandoutToken::evidence.
enum Evidence : std::uint16_t {
  kInside = 1,   ///< with a capital inside a sentence
  kOpening = 2,  ///< with a capital that says nothing: a sentence begins, or all words have one
  kLower = 4,
  kForeign = 8,  ///< Latin letters in a text of another writing
  kTag = 16,
  kHandle = 32,
  kAddressed = 64,  ///< a handle that a reply begins with
  kKana = 128,
  kBare = 256,      ///< a run of Hangul as it stands
  kParticle = 512,  ///< a run of Hangul without its particle
};
inline constexpr int kEvidenceKinds = 10;

/// Which letters a word is of. The key of a handle begins with '@'.
enum class Writing : std::uint8_t { Latin, Cyrillic, Kana, Hangul, Handle, Other };
inline constexpr std::size_t kWritings = 6;

/// How far a word is from being somebody's name; see the table "common" of
/// core/models/earshot.words.
enum class Commonness : std::uint8_t {
  Rare,
  Place,     ///< a country, city, language or person: may be a brand's name, seldom is
  Platform,  ///< where people talk or buy: likewise
  Word,      ///< never a name
};

struct StandoutToken {
  std::uint32_t word;
  std::uint16_t evidence;
  std::uint8_t particle;  ///< kind of particle taken off if only nouns take it + 1; else 0
  bool follows;           ///< nothing but a space or the like between it and the token before
};

/// Different strings, numbered in order of appearance.
class Vocabulary {
 public:
  std::uint32_t number(std::string_view word);
  /// kNoWord if it has no number.
  std::uint32_t find(std::string_view word) const;
  std::string_view text(std::uint32_t number) const;
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::uint64_t hash;
    std::size_t at;
    std::uint32_t size;
  };
  std::size_t slot_of(std::string_view word, std::uint64_t hash) const;
  void grow();

  std::string letters_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  ///< open addressing: numbers or kNoWord
};

class StandoutWords {
 public:
  StandoutWords();

  /// As BrandSuggester::add.
  void add(std::string_view text, std::string_view title, std::string_view author);

  std::size_t text_count() const { return ends_.size(); }
  std::span<const StandoutToken> tokens(std::size_t text) const;
  /// A number, or kNoWord where none was given.
  std::uint32_t author(std::size_t text) const { return text_authors_[text]; }

  std::size_t word_count() const { return words_.size(); }
  std::string_view word(std::uint32_t number) const { return words_.text(number); }
  Writing writing(std::uint32_t word) const { return infos_[word].writing; }
  /// Of a handle: that of its name.
  Commonness commonness(std::uint32_t word) const;
  /// Whether one of the authors has the handle, given without '@'.
  bool is_author(std::string_view handle) const { return authors_.find(handle) != kNoWord; }
  /// How it was written most often, letter case as found.
  std::string_view surface(std::uint32_t word) const;
  /// Texts that hold words of a writing.
  std::uint32_t texts_in(Writing writing) const {
    return texts_in_[static_cast<std::size_t>(writing)];
  }

 private:
  friend class StandoutReader;

  struct Info {
    Writing writing = Writing::Other;
    Commonness commonness = Commonness::Rare;
    std::uint32_t first_surface = kNoWord;
  };

  struct Surface {
    std::uint32_t written;  ///< number in surfaces_
    std::uint32_t count;
    std::uint32_t next;
    bool plain;  ///< not as a hashtag
  };

  bool seen_before(std::string_view text, std::string_view title);
  Info& info(std::uint32_t word);
  void note_surface(std::uint32_t word, std::string_view written, bool plain);

  Vocabulary words_, surfaces_, authors_, openings_;
  std::vector<Info> infos_;
  std::vector<Surface> surface_pool_;
  std::vector<StandoutToken> tokens_;
  std::vector<std::size_t> ends_;            ///< per text: end of its tokens
  std::vector<std::uint32_t> text_authors_;  ///< per text: number in authors_, or kNoWord
  std::uint32_t texts_in_[kWritings] = {};
  std::string folded_;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace earshot
