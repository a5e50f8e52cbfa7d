// What the words met lately say by themselves, kept so that frequent words are not taken apart again
// and again: a few thousand words make up most of what people write. What is kept is exact, so it
// makes no difference to any result which words were met before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "classify/features.h"
#include "classify/heads.h"
#include "classify/language.h"
#include "classify/word_net.h"

namespace earshot {

/// Small, so that a word and its key share a line of the cache.
struct KnownWord {
  std::uint32_t hash = 0, stem = 0;             ///< as in WordFacts
  std::int32_t positive = 0, negative = 0;      ///< sums of weights
  std::uint16_t features = 0;                   ///< that were summed up
  Negation negation = Negation::None;
  bool cued : 1 = false;  ///< whether `MoreOfWord` holds cues
  bool known : 1 = true;  ///< as in WordFacts
  bool in_net : 1 = true;  ///< whether the net reads it
  WordSigns signs;
};
static_assert(sizeof(KnownWord) <= 28);

/// What is read of some words only, or only once a word is found.
struct MoreOfWord {
  NetWord net{};
  HeadScores heads{};
  LanguageScores languages{};  ///< worth reading where the word's signs are scored
  Cues cues = 0;
  Lexicon::Node behind = 0;  ///< where phrases go on that begin with the word
};

class WordMemo {
 public:
  static constexpr std::size_t kMaxBytes = 32;

  struct Found {
    const KnownWord& word;
    const MoreOfWord& more;
  };

  /// What is known of `word`; what is not, `make(KnownWord&, MoreOfWord&)` makes. The references
  /// hold until the next call.
  /// @param readable how many bytes may be read from the start of `word`
  template <class Make>
  Found find(std::string_view word, std::size_t readable, Make&& make) {
    std::size_t slot = kSlots;
    bool known = false;
    if (word.size() <= kMaxBytes) {
      const Key key = key_of(word, readable);
      slot = slot_of(key);
      known = entries_[slot].key == key || look_beside(key, slot);
    }
    Entry& entry = entries_[slot];
    if (!known) make(entry.word, more_[slot]);
    return {entry.word, more_[slot]};
  }

  /// Forgets all words: what they say has changed.
  void clear() {
    for (Entry& entry : entries_) entry.key = {};
  }

 private:
  static constexpr int kSlotBits = 14;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

  /// The bytes of a word with zeros behind; no folded word holds any.
  struct Key {
    std::array<std::uint64_t, kMaxBytes / 8> parts{};
    bool operator==(const Key& other) const {
      std::uint64_t differ = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) differ |= parts[i] ^ other.parts[i];
      return differ == 0;
    }
  };
  struct alignas(64) Entry {
    Key key;
    KnownWord word;
  };

  static Key key_of(std::string_view word, std::size_t readable) {
    Key key;
    const std::size_t size = word.size();
    if (readable < kMaxBytes) {
      std::memcpy(key.parts.data(), word.data(), size);
      return key;
    }
    for (std::size_t at = 0; at < size; at += 8) {
      std::uint64_t& part = key.parts[at / 8];
      std::memcpy(&part, word.data() + at, 8);
      if (size - at < 8) part &= (std::uint64_t{1} << 8 * (size - at)) - 1;
    }
    return key;
  }
  static std::size_t slot_of(const Key& key) {
    std::uint64_t hash = 0;
    for (const std::uint64_t part : key.parts) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
      hash ^= hash >> 32;
    }
    return hash * 0xBF58476D1CE4E5B9u >> (64 - kSlotBits);
  }

  std::size_t made_ = 0;  // words that were not known
  /// A word may stand in either of two places, so that two frequent ones seldom drive each other out.
  /// @return whether it stands in the other one; if not, it takes one of the two
  [[gnu::noinline]] bool look_beside(const Key& key, std::size_t& slot) {
    slot ^= 1;
    if (entries_[slot].key == key) return true;
    slot ^= made_++ & 1;
    entries_[slot].key = key;
    return false;
  }

  // One more for words too long to keep.
  std::vector<Entry> entries_ = std::vector<Entry>(kSlots + 1);
  std::vector<MoreOfWord> more_ = std::vector<MoreOfWord>(kSlots + 1);
};

}  // namespace earshot
