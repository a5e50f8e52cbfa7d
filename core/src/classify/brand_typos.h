// Which words of a text are slips of a name's spelling: one edit from five letters, two from nine,
// where an edit leaves out, adds or changes a letter or swaps two neighbours. Of Hangul the edit is
// one of a letter within a syllable, from four syllables.
//
// Most words are passed over by their first and their last two letters; what is left is looked up
// among the names with up to two letters left out (the neighbourhood of Mor and Fraenkel 1982).
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace earshot {

/// A word, or the part of it before an ending, that is taken for the name of a pattern.
struct TypoPlace {
  std::uint32_t pattern;
  std::uint32_t begin, end;  ///< bytes of the folded text

  bool operator==(const TypoPlace&) const = default;
};

/// Words that turned out to be no slips; the caller's, so that threads have their own. One memory
/// serves one set of names.
class TypoMemory {
 public:
  void clear() { slots_.assign(kSlots, 0); }

 private:
  friend class BrandTypos;
  static constexpr std::size_t kSlots = 1 << 13;
  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(kSlots);
};

class BrandTypos {
 public:
  /// Letters whose names can be told from slips of others; Latin, Cyrillic, Hangul or katakana.
  /// @param text what stays of a folded name of one word in all its cases
  /// @param letters of the whole name
  void add(std::string_view text, std::size_t letters, std::uint32_t pattern);
  /// After the last name.
  void finish();

  bool empty() const { return names_.empty(); }

  /// Appends the places that may be slips, by begin. Borders are not judged.
  void find(std::string_view folded, TypoMemory& memory, std::vector<TypoPlace>& out) const;

 private:
  struct Name {
    std::vector<char32_t> units;
    std::uint32_t pattern;
    std::uint8_t edits;
    std::uint8_t syllables;  ///< of Hangul, else 0
  };
  class Search;

  static constexpr int kFilterBits = 13;
  std::vector<Name> names_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> neighbours_;  ///< hash and name, ascending
  std::vector<std::uint8_t> filter_;
  std::uint32_t ascii_sizes_ = 0;  ///< bit n: words of n letters may be slips
  bool high_letters_[2] = {};      ///< whether there are names of Cyrillic, of Hangul
  bool ascii_ = false, high_ = false, katakana_ = false, two_edits_ = false;
};

}  // namespace earshot
