// Finds words of a table by their bytes: whole words, or the longest known one at the beginning of
// a text in a script that puts no spaces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace earshot {

/// @tparam Word has a `std::string_view text`, at most 15 bytes for `find_prefix`. A word that
/// stands
///         in the table twice is found as its first.
template <class Word>
class WordIndex {
 public:
  explicit WordIndex(std::vector<Word> words) : words_(std::move(words)) {
    std::size_t size = 1;
    while (size < 4 * words_.size()) size *= 2;
    slots_.assign(size, 0);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::uint32_t hash = kSeed;
      for (const char byte : words_[i].text) hash = mixed(hash, byte);
      std::size_t slot = place(hash);
      while (slots_[slot] != 0) slot = next(slot);
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  const Word* find(std::string_view text) const {
    std::uint32_t hash = kSeed;
    for (const char byte : text) hash = mixed(hash, byte);
    return find(text, hash);
  }

  const Word* find_prefix(std::string_view text) const {
    constexpr std::size_t kLongest = 15;  // bytes: five Han, kana or Hangul letters
    const std::size_t end = std::min(text.size(), kLongest);
    const Word* longest = nullptr;
    std::uint32_t hash = kSeed;
    for (std::size_t i = 0; i < end; ++i) {
      hash = mixed(hash, text[i]);
      const bool inside =
          i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80;
      if (inside) continue;
      if (const Word* word = find(text.substr(0, i + 1), hash)) longest = word;
    }
    return longest;
  }

  const std::vector<Word>& words() const { return words_; }

 private:
  // FNV-1a. The order of the slots never shows: one can only ask for a word.
  static constexpr std::uint32_t kSeed = 2'166'136'261u;
  static constexpr std::uint32_t mixed(std::uint32_t hash, char byte) {
    return (hash ^ static_cast<unsigned char>(byte)) * 16'777'619u;
  }

  std::size_t place(std::uint32_t hash) const { return (hash ^ hash >> 15) & (slots_.size() - 1); }
  std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

  const Word* find(std::string_view text, std::uint32_t hash) const {
    for (std::size_t slot = place(hash); slots_[slot] != 0; slot = next(slot)) {
      const Word& word = words_[slots_[slot] - 1u];
      if (word.text == text) return &word;
    }
    return nullptr;
  }

  std::vector<Word> words_;
  std::vector<std::uint16_t> slots_;  // index + 1 of a word; 0 is free
};

}  // namespace earshot
