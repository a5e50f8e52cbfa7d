// Cue phrases: what people write when they ask, complain, praise, wish, leave ... by group, in many
// languages at once. The phrases come with the trained weights (models/lexicon/<language>.tsv); what a
// group means for a label is learnt, see `heads.h`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

/// Groups of phrases. The order is part of the model file.
enum class Cue : std::uint8_t {
  Question, Complaint, Praise, Suggestion, Purchase, Churn, Recommendation, Comparison, Fault,
  Product, Price, Shipping, Service, App, Quality, Safety, Ethics,
  Danger, Legal, Public, Leak, Waiting, Deadline, Money, Many,
  Positive, Negative, Mild, Relief, Letdown, Sarcasm,
  Contrast, Than, Leaving, Arriving, Unlike, News, Advert,
};
inline constexpr std::array<std::string_view, 38> kCueNames = {
    "question", "complaint", "praise", "suggestion", "purchase", "churn", "recommendation",
    "comparison", "fault",
    "product", "price", "shipping", "service", "app", "quality", "safety", "ethics",
    "danger", "legal", "public", "leak", "waiting", "deadline", "money", "many",
    "positive", "negative", "mild", "relief", "letdown", "sarcasm",
    "contrast", "than", "leaving", "arriving", "unlike", "news", "advert"};
inline constexpr std::size_t kCueCount = kCueNames.size();

/// A set of groups: bit g for group g.
using Cues = std::uint64_t;
constexpr Cues cue(Cue group) { return Cues{1} << static_cast<unsigned>(group); }
/// The groups that judge: what a negator turns round and a "but" weighs.
inline constexpr Cues kJudgingCues = cue(Cue::Positive) | cue(Cue::Negative) | cue(Cue::Mild) |
                                     cue(Cue::Relief) | cue(Cue::Letdown) | cue(Cue::Sarcasm) |
                                     cue(Cue::Praise) | cue(Cue::Complaint) | cue(Cue::Fault) |
                                     cue(Cue::Churn);

/// Where a phrase may stand.
enum class Fit : std::uint8_t {
  Word,    ///< as whole words
  Stem,    ///< from the start of a word; its last word may go on
  Inside,  ///< anywhere
};

/// A set of phrases as a tree of characters, looked up from a place in a text. Its nodes lie level by
/// level, the children of one beside each other, so that the beginnings of phrases stay in the cache.
class Lexicon {
 public:
  /// @param phrase folded, single spaces, no apostrophes or commas
  void add(std::string_view phrase, Fit fit, Cues groups);
  /// Builds the tree, after the last phrase.
  void finish();
  bool empty() const { return nodes_.empty(); }

  /// A place in the tree; 0 is none.
  using Node = std::uint32_t;
  static constexpr Node kRoot = 1;

  struct Match {
    Cues groups = 0;            ///< of all phrases that end within what was read
    const char* end = nullptr;  ///< of the longest of them
    Node behind = 0;            ///< where phrases go on with another word behind `stop`
  };
  /// The phrases that begin at `at`.
  /// @param stop where the text ends, or the word to which to keep
  /// @param inside `at` is within a word: phrases that fit there alone
  Match match(const char* at, const char* stop, bool inside) const;
  /// The phrases that began with a word and go on behind it.
  /// @param at the end of that word, @param node its `Match::behind`
  Match match_behind(const char* at, const char* stop, Node node) const;

  /// False if no phrase goes on behind a word, from its `Match::behind`, with the text at `at`; true
  /// says nothing.
  bool may_follow(Node behind, const char* at, const char* stop) const;

  /// False if no phrase that fits inside begins with these two characters; true says nothing.
  bool may_begin_inside(std::uint32_t first, std::uint32_t second) const {
    const std::uint32_t bit = pair_bit(first, second);
    return (pairs_[bit >> 6] >> (bit & 63) & 1) != 0 ||
           (singles_[first >> 6 & 63] >> (first & 63) & 1) != 0;
  }

 private:
  struct Draft {
    std::u32string phrase;
    Fit fit;
    Cues groups;
  };
  struct Leaf {
    std::array<Cues, 3> groups{};  ///< by Fit
  };
  /// What a step down the tree reads lies together: where phrases lie is anywhere in memory.
  struct Branch {
    std::uint32_t character = 0;  ///< the last one of the node's beginning
    Node first_child = 0;         ///< its children end where those of the next node begin
    std::uint32_t leaf = 0;       ///< 0: none
    std::uint32_t slots = 0;      ///< a bit for each `slot` of its children's characters
  };

  static std::uint32_t pair_hash(std::uint32_t first, std::uint32_t second) {
    return (first * 0x9E3779B1u) ^ (second * 0x85EBCA6Bu);
  }
  static std::uint32_t pair_bit(std::uint32_t first, std::uint32_t second) {
    return pair_hash(first, second) >> 16;
  }
  static std::uint32_t opening_bit(Node behind, std::uint32_t first, std::uint32_t second) {
    return (behind * 0xC2B2AE35u ^ pair_hash(first, second)) * 0x27D4EB2Fu >> (32 - kOpeningBits);
  }
  /// One of 32; children stand in the order of their slots, so that a bit tells where to look.
  static std::uint32_t slot(std::uint32_t character) { return character * 0x9E3779B1u >> 27; }
  static std::uint64_t order(std::uint32_t character) {
    return std::uint64_t{slot(character)} << 32 | character;
  }
  static std::uint32_t root_slot(std::uint32_t character) {
    return character * 0x9E3779B1u >> (32 - kRootBits);
  }

  Node child(Node node, std::uint32_t character) const;
  Match walk(Node node, const char* at, const char* stop, bool inside) const;

  static constexpr int kRootBits = 14, kOpeningBits = 18;

  std::vector<Draft> drafts_;
  std::vector<Branch> nodes_;  ///< one more at the end
  std::vector<Leaf> leaves_ = {{}};
  std::vector<Node> root_children_;  ///< an open table by character, 0: free
  // Of phrases that fit inside. By hash of two characters: whether any begins with such two.
  std::vector<std::uint64_t> pairs_ = std::vector<std::uint64_t>(1024);
  // By hash of a place behind a word and the two characters there, or the one that is the rest of a
  // phrase: whether any goes on so.
  std::vector<std::uint64_t> openings_ = std::vector<std::uint64_t>((1u << kOpeningBits) / 64);
  // By the low bits of a character: whether such a one is a phrase.
  std::array<std::uint64_t, 64> singles_{};
};

}  // namespace earshot
