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
// The endings are in word_endings.inc and in the table "korean-endings" of earshot.words. Inside a
// link only its host counts, and of hosts the label
// that somebody registered. Words that have to stand near a name, or must not, are looked for by
// the same automaton. Slips of spelling are found apart (brand_typos) and judged here like other
// places.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <earshot/settings.h>

#include "classify/brand_typos.h"
#include "text/trigrams.h"

namespace earshot {

/// How a name stands in the text.
enum class How : std::uint8_t {
  Name,       ///< as the settings spell it, letter case aside
  Inflected,  ///< with a case ending or a particle
  Spelling,   ///< in other letters: Adidas as Адидас, Nestlé as Nestle
  Typo,
  Hashtag,
  Handle,
  Domain,
  Ticker,  ///< behind a '$'
  Query,   ///< not at all: the query of the export is the brand's
};
inline constexpr std::size_t kHows = 9;
/// "name", "inflected" ...
std::string_view how_name(How how);

/// Why a name that stands in the text does not count.
enum class Hold : std::uint8_t {
  None,         ///< it counts
  Excluded,     ///< by a phrase of Brand::exclude
  NotNear,      ///< a word of Brand::not_near stands closer than any of Brand::near
  NothingNear,  ///< no word of Brand::near does
  Longer,       ///< within a longer name of another brand
  PartOfWord,   ///< within a longer word or a link
  Frequent,     ///< would be a slip, but is a frequent word here
};
inline constexpr std::size_t kHolds = 7;
/// "excluded", "notNear" ...; "" for None
std::string_view hold_name(Hold hold);

struct Hit {
  std::uint32_t brand;  ///< index into the brands
  std::uint32_t begin,
      end;             ///< bytes of the folded text; '#' and '@' and Korean particles are outside
  std::uint32_t name;  ///< 0 is Brand::name, then the aliases, then the handles
  How how;
  Hold hold = Hold::None;
  /// The words of the folded text that hold it back; empty if none in particular.
  std::uint32_t because_begin = 0, because_end = 0;

  bool operator==(const Hit&) const = default;
};

/// The name, alias or handle of a hit as the settings write it.
std::string_view name_of(const Brand& brand, std::uint32_t name);

/// Names beyond this many in one text are not looked for: no text says that much.
inline constexpr std::size_t kMaxHits = 65'536;

/// Slips beyond this many in one text are not looked for.
inline constexpr std::size_t kMostTyposInText = 64;

/// Immutable once made; `match` may run in several threads at once.
class BrandMatcher {
 public:
  BrandMatcher() = default;
  /// @param typos whether slips of the names are looked for as well
  explicit BrandMatcher(std::span<const Brand> brands, bool typos = true);

  bool empty() const { return nodes_.empty(); }

  /// Linear in the text, and without allocation once the calling thread has seen such texts.
  /// @param folded the text after `fold`
  /// @param brands cleared, then the indices of the brands named, ascending
  /// @param hits if given: cleared, then every place, by begin. A name inside a longer name is no
  /// hit.
  /// @param typos places of this text that `find_typos` gave and that are to be taken
  /// @param held if given: cleared, then places that do not count, with the reason
  void match(std::string_view folded, std::vector<std::uint32_t>& brands,
             std::vector<Hit>* hits = nullptr, std::span<const TypoPlace> typos = {},
             std::vector<Hit>* held = nullptr) const;

  /// Words of the text that may be slips of names, by begin, with all borders judged.
  /// @param places cleared first
  void find_typos(std::string_view folded, TypoMemory& memory,
                  std::vector<TypoPlace>& places) const;
  bool finds_typos() const { return !typos_.empty(); }
  /// The brands whose name the place is a slip of.
  template <class Use>
  void each_owner(const TypoPlace& place, Use use) const {
    const Pattern& pattern = patterns_[place.pattern];
    for (std::uint32_t i = 0; i < pattern.owner_count; ++i)
      use(owners_[pattern.first_owner + i].brand);
  }

  /// Whether any of the names stands in the text, be it within a longer word.
  bool occurs_in(std::string_view folded) const;
  /// False only if `occurs_in` is false of every text with these trigrams.
  bool may_occur_in(const Trigrams& folded) const;

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
    FewMore,  ///< of a word of a context: some letters more make another form of it
    OneMore,  ///< likewise of a short one: an s
  };

  enum class Form : std::uint8_t {
    Word,
    Joined,  ///< without its spaces: only after '#' or '@'
    Handle,  ///< the '@' included
    Exclusion,
    Near,
    NotNear,
  };
  static bool is_name(Form form) { return form <= Form::Handle; }

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
    bool respelt;          ///< not as the settings have it
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
    How how;
  };

  struct Verdict {
    Hold hold = Hold::None;
    std::uint32_t begin = 0, end = 0;  ///< what speaks against the place
  };

  static constexpr int kOpeningBits = 12;
  static constexpr std::size_t kOpenings = std::size_t{1} << kOpeningBits, kLongOpening = 6;
  /// What `openings_` says of three bytes.
  enum Opening : std::uint8_t { kClosed, kOpenToLonger, kOpen };
  static std::uint32_t opening(std::uint32_t three_bytes);
  static std::uint32_t long_opening(const char* six_bytes);
  std::size_t next_opening(std::string_view text, std::size_t at) const;
  std::uint32_t child(std::uint32_t node, std::uint8_t byte) const;
  std::uint32_t step(std::uint32_t node, std::uint8_t byte) const;
  void find_places(std::string_view text, Scratch& scratch) const;
  void take_places(std::string_view text, std::uint32_t node, std::size_t end,
                   Scratch& scratch) const;
  static bool stands_alone(std::string_view text, const Pattern& pattern, Place& place);
  const Place* canceller(const Scratch& scratch, std::uint32_t brand, const Place& place) const;
  bool owns(const Pattern& pattern, std::uint32_t brand) const;
  static void measure(std::string_view text, Scratch& scratch);
  Verdict judge(const Scratch& scratch, std::uint32_t brand, const Place& place) const;
  Verdict judge_context(const Scratch& scratch, std::uint32_t brand, const Place& place) const;
  static void sort_places(std::vector<Place>& places, bool (*before)(const Place&, const Place&));
  void list_suppressed(Scratch& scratch) const;
  void drop_held(Scratch& scratch) const;
  void drop_contained(Scratch& scratch) const;
  void show_broken(Scratch& scratch) const;
  void add_typos(Scratch& scratch, std::span<const TypoPlace> typos) const;
  void hold_back(Scratch& scratch, const Place& place, const Owner& owner,
                 const Verdict& why) const;
  void report(Scratch& scratch, std::vector<std::uint32_t>& brands, std::vector<Hit>* hits) const;

  std::vector<Node> nodes_;           ///< and one more, for the end of the last one's children
  std::vector<std::uint8_t> labels_;  ///< per node: the byte that leads to it
  std::vector<std::uint32_t> root_;   ///< per byte: the root's child, or 0
  /// Per hash of three bytes: whether a pattern may begin with them; then per hash of six bytes, for
  /// longer patterns. Most places end here.
  std::vector<std::uint8_t> openings_;
  std::vector<Pattern> patterns_;
  std::vector<Owner> owners_;
  std::vector<Trigrams> trigrams_;  ///< per different string of the patterns
  std::size_t brand_count_ = 0;
  std::vector<std::uint32_t> first_canceller_;  ///< per brand and one more: into cancellers_
  std::vector<std::uint32_t> cancellers_;       ///< patterns of exclusions that cancel places
  enum Context : std::uint8_t { kWantsNear = 1, kMindsNotNear = 2 };
  std::vector<std::uint8_t> contexts_;  ///< per brand: bits of Context; empty if no brand has any
  BrandTypos typos_;
};

}  // namespace earshot
