// Which brands a text names: one automaton over all names (Aho and Corasick 1975), and the rules of
// each script for where a word ends.
//
//   Latin, Cyrillic, Greek, Arabic ...  no letter or digit of such a script on either side; next to
//                                       Hangul, kana and Han a name may stand without a space
//   Cyrillic                            case endings may follow
//   Hangul                              no syllable before; particles and copulas may follow
//   katakana                            no katakana on either side
//   Han                                 anywhere; a single ideograph only without Han beside it
//
// The endings are in word_endings.inc.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <earshot/settings.h>

namespace earshot {

/// How a name stands in the text.
enum class NameKind : std::uint8_t { Name, Alias, Handle, Hashtag };

struct Hit {
  std::uint32_t brand;  ///< index into the brands
  std::uint32_t begin,
      end;             ///< bytes of the folded text; '#' and '@' and Korean particles are outside
  std::uint32_t name;  ///< 0 is Brand::name, then the aliases, then the handles
  NameKind kind;

  bool operator==(const Hit&) const = default;
};

/// Names beyond this many in one text are not looked for: no text says that much.
inline constexpr std::size_t kMaxHits = 65'536;

/// Immutable once made; `match` may run in several threads at once.
class BrandMatcher {
 public:
  BrandMatcher() = default;
  explicit BrandMatcher(std::span<const Brand> brands);

  bool empty() const { return nodes_.empty(); }

  /// Linear in the text, and without allocation once the calling thread has seen such texts.
  /// @param folded the text after `fold`
  /// @param brands cleared, then the indices of the brands named, ascending
  /// @param hits if given: cleared, then every place, by begin. A name inside a longer name is no
  /// hit.
  void match(std::string_view folded, std::vector<std::uint32_t>& brands,
             std::vector<Hit>* hits = nullptr) const;

  /// Whether any of the names stands in the text, be it within a longer word.
  bool occurs_in(std::string_view folded) const;

 private:
  friend class BrandMatcherBuilder;
  struct Scratch;

  /// What the edge of a name demands of the text beside it.
  enum class Edge : std::uint8_t {
    Open,  ///< a symbol, or a script written without spaces: nothing
    Alphabetic,
    Hangul,
    Katakana,
    ShortHiragana,
    LoneHan,
  };

  enum class Form : std::uint8_t {
    Word,
    Joined,  ///< without its spaces: only after '#' or '@'
    Handle,  ///< the '@' included
    Exclusion,
  };

  struct Owner {
    std::uint32_t brand;
    std::uint32_t name;
    bool cancels;  ///< of an exclusion: the place only, not the whole mention
  };

  /// One string in one form. Case endings of Cyrillic names are no part of it.
  struct Pattern {
    std::uint32_t length;  ///< bytes, each run of white space counted as one
    std::uint32_t first_owner, owner_count;
    Form form;
    Edge left, right;
    std::uint8_t endings;  ///< row of kCaseEndings + 1; 0 is none
    bool short_stem;       ///< takes kShortStemEndings only
    bool spaced;           ///< holds a space
    bool loose;            ///< of a script that is careless with spaces: Joined needs no '#'
    bool last;             ///< of the patterns with this string
  };

  /// Node 0 is the root. Nodes are in breadth-first order, so that the children of a node are
  /// neighbours, from `first_child` up to the next node's.
  struct Node {
    std::uint32_t first_child;
    std::uint32_t fallback;  ///< the longest proper suffix that is a node
    std::uint32_t terminal;  ///< the longest suffix that is a pattern, itself included; 0 is none
    std::uint32_t first_pattern;  ///< of a terminal node
  };

  struct Place {
    std::uint32_t pattern, begin, end;
    NameKind kind;  ///< Name where Hit would say Name or Alias
  };

  static constexpr int kOpeningBits = 12;
  static std::uint32_t opening(std::uint32_t three_bytes);
  std::size_t next_opening(std::string_view text, std::size_t at) const;
  std::uint32_t child(std::uint32_t node, std::uint8_t byte) const;
  std::uint32_t step(std::uint32_t node, std::uint8_t byte) const;
  void find_places(std::string_view text, Scratch& scratch) const;
  void take_places(std::string_view text, std::uint32_t node, std::size_t end,
                   Scratch& scratch) const;
  static bool stands_alone(std::string_view text, const Pattern& pattern, Place& place);
  bool cancelled(const Scratch& scratch, std::uint32_t brand, const Place& place) const;
  static void sort_places(std::vector<Place>& places, bool (*before)(const Place&, const Place&));
  void drop_cancelled(Scratch& scratch) const;
  static void drop_contained(std::vector<Place>& places);
  void report(Scratch& scratch, std::vector<std::uint32_t>& brands, std::vector<Hit>* hits) const;

  std::vector<Node> nodes_;           ///< and one more, for the end of the last one's children
  std::vector<std::uint8_t> labels_;  ///< per node: the byte that leads to it
  std::vector<std::uint32_t> root_;   ///< per byte: the root's child, or 0
  /// Per hash of three bytes: whether a pattern may begin with them. Most places end here.
  std::vector<std::uint8_t> openings_;
  std::vector<Pattern> patterns_;
  std::vector<Owner> owners_;
  std::size_t brand_count_ = 0;
  std::vector<std::uint32_t> first_canceller_;  ///< per brand and one more: into cancellers_
  std::vector<std::uint32_t> cancellers_;       ///< patterns of exclusions that cancel places
};

}  // namespace earshot
