// Finds a person's phrases in texts, all of them in one walk: as whole words, before a Korean particle,
// anywhere in Japanese and Chinese.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

struct SoughtPhrase {
  std::string text;         ///< folded
  std::uint32_t owner = 0;  ///< the caller's number for it
  bool open = false;        ///< its last word may go on
};

struct PhrasePlace {
  std::uint32_t owner = 0;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the folded text
};

class PhraseIndex {
 public:
  PhraseIndex() = default;
  /// Phrases without text are left out.
  explicit PhraseIndex(std::vector<SoughtPhrase> phrases);

  /// Every place of every phrase, from the first to the last; of those that begin together the
  /// longest first.
  void find(std::string_view folded, std::vector<PhrasePlace>& places) const;

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::vector<SoughtPhrase> phrases_;          // sorted by text
  std::vector<std::uint32_t> shorter_;   // by phrase: the longest before it that it begins with
  std::array<bool, 256> may_begin_{};    // by first byte
};

}  // namespace earshot
