// Which words and pairs of letters each of many texts holds, in a few bits a text: enough to tell of
// most that a searched word is not there, without reading them.
//
//   64 texts to a block, a bit each:  mark 0 │ mark 1 │ ... │ mark n │ joined │ writing 0 │ ... │ writing 3
//
// A word of writings with spaces sets the marks of its beginning (three letters, five letters) and of
// the whole; where no spaces are put, each two letters side by side set one; an emoji sets one. Marks
// are shared by hash: a text without a mark cannot hold the word, a text with it may. The writings are its
// own: Latin, Cyrillic, Hangul, all others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

/// Letters, digits and marks of writings that put spaces between words.
bool is_spaced_letter(char32_t code_point);
/// Letters, digits and marks. What folding drops is none, wherever it stands.
bool is_word_letter(char32_t code_point);

/// Whether folding the text does more than fold each code point for itself, where letters stand; or
/// makes a letter longer or shorter. Rare: decomposed accents, joiners within words, full-width
/// letters.
bool joins_letters(std::string_view text);

class WordMarks {
 public:
  static constexpr std::size_t kBlock = 64;

  std::size_t size() const { return size_; }
  /// Room for so many texts in all, and no more: memory stays what it has to be.
  /// @param bytes of all of them, nearly; longer texts get more marks each, a byte of them for 8 bytes
  ///        of text. What was said first holds.
  /// @param salt of runs of texts that are searched together, different ones: a word that shares its
  ///        marks with frequent ones in one run does not in another
  void reserve(std::size_t texts, std::size_t bytes, std::uint32_t salt = 0);
  /// What that costs.
  static std::size_t bytes(std::size_t texts, std::size_t bytes);
  /// The next text, and what belongs to it. There has to be room.
  void add(std::string_view text, std::string_view title = {});

  struct Sought {
    std::vector<std::uint32_t> marks;
    std::uint32_t writings = 0;  ///< bits
    void operator+=(const Sought& more);
  };
  /// Of which a text has to have all that has the letters somewhere.
  /// @param letters folded; a word's begin where they begin
  /// @param whole whether a word of theirs also ends where they end
  static Sought of(std::u32string_view letters, bool whole);
  /// The texts of a block that have all of the marks, and may be others.
  std::uint64_t with(std::size_t block, const Sought& sought) const;
  /// The texts of a block of which one string `joins_letters`.
  std::uint64_t joined(std::size_t block) const { return bits_[block * stride() + count_]; }

 private:
  static constexpr std::size_t kWritings = 4;
  std::size_t stride() const { return count_ + 1 + kWritings; }
  std::size_t place(std::uint32_t mark) const {
    return std::uint64_t{mark * factor_} * count_ >> 32;
  }
  bool mark(std::string_view text, std::uint64_t* block, std::uint64_t bit) const;

  std::uint32_t count_ = 0, factor_ = 1;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> bits_;
  std::string folded_;
};

}  // namespace earshot
