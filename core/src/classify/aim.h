// Whom a text's sentiment is aimed at, where it names several brands: "A is great, B is awful",
// "switched from A to B", "Aより B の方が", "A보다 B가 낫다", "ушёл с А на Б".
//
// The text is cut into clauses at punctuation and at words that join or contrast; the model says how
// far each clause leans, and the words of `find_aim_words` which brand is the lesser of two compared,
// the one that is left, or the one that is gone to; times and numbers said of them are set beside each
// other. What so speaks for and against each brand is weighed by aim_weights.inc (core/models/train_aim).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <earshot/model.h>

#include "classify/aim_words.h"
#include "classify/brand_matcher.h"

namespace earshot {

/// One thing that speaks for or against a brand: which, and how much of it, in units of
/// 1/kAimUnit.
struct AimFeature {
  std::uint32_t id;
  std::int32_t value;
};
inline constexpr std::int32_t kAimUnit = 64;
inline constexpr std::uint32_t kAimFeatures = 317;
/// Weights are in units of 1/kAimWeightUnit.
inline constexpr std::int32_t kAimWeightUnit = 256;

/// A text that names more brands than this is a list: what it says is said of all.
inline constexpr std::size_t kMaxAimed = 32;
/// Up to so many brands are judged together: that one is the better makes the other the worse.
inline constexpr std::size_t kMaxAimedTogether = 4;

/// Keeps its memory from text to text.
class Aim {
 public:
  /// Reads a text, of which no more counts than a long post has. Linear in the text.
  /// @param folded the text after `fold`; has to live as long as what is asked of it
  /// @param whole what the model says of all of it
  /// @param hits where the brands stand, by begin
  /// @return the brands that it tells apart, in the order in which the text names them first; empty
  /// where there are not several
  std::span<const std::uint32_t> read(Labeller& labeller, std::string_view folded,
                                      Language language, const Sentiment& whole,
                                      std::span<const Hit> hits);

  /// What is aimed at each of the brands that `read` returned.
  std::span<const Sentiment> sentiments();
  /// What speaks for and against the brand at `at` of them.
  std::span<const AimFeature> features(std::size_t at);

 private:
  /// In units of 1/kAimUnit.
  struct Lean {
    std::int32_t positive = 0, negative = 0;
    std::uint64_t cues = 0, denied = 0;  ///< as in Leaning
    Lean& operator+=(const Lean& other) {
      cues |= other.cues;
      denied |= other.denied;
      positive += other.positive;
      negative += other.negative;
      return *this;
    }
  };
  struct Place {
    std::uint32_t slot, begin, end, clause;
    bool joined;  ///< to the one before: "A and B", "A/B"
  };
  static constexpr std::int64_t kUnknown = -1;
  struct Brand {
    Lean own;            ///< clauses that name no other
    Lean carried;        ///< clauses that name none, behind one of its own
    Lean before, after;  ///< beside it in clauses that it shares
    // Bits of groups whose words ...
    std::uint32_t governed = 0, adjacent = 0;   ///< govern it, right beside it
    std::uint32_t preceded = 0, followed = 0;   ///< stand on that side of it
    std::uint32_t places = 0;
    /// In 1/100, what is said of it first: minutes, and any other number.
    std::int64_t time = kUnknown, amount = kUnknown;
    bool asked = false, joined = false, shares = false, alone = false;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  void find_places(std::span<const Hit> hits);
  void find_pronouns();
  void join_places();
  void find_cuts();
  Lean lean(Labeller& labeller, std::size_t begin, std::size_t end);
  void weigh_clauses(Labeller& labeller);
  void weigh_shared(Labeller& labeller, std::size_t begin, std::size_t end,
                    std::span<const Place> places);
  void read_cues();
  void read_measures();

  // Of the text read last.
  std::string_view text_;
  Language language_ = 0;
  Sentiment whole_;
  Lean whole_lean_;
  Lean ahead_;                ///< of clauses before the first name
  std::uint32_t groups_ = 0;  ///< bits of all groups met
  bool asked_ = false;
  std::uint32_t numbers_met_ = 0, pictures_ = 0, shouts_ = 0;
  std::uint32_t first_slot_ = 0, last_slot_ = 0;
  std::vector<std::uint32_t> numbers_;  ///< of the brands, by slot
  std::vector<std::uint32_t> name_ends_;
  std::vector<Place> places_;
  std::vector<AimCue> cues_;
  std::vector<std::uint32_t> cuts_;  ///< where clauses end, ascending
  std::vector<Brand> brands_;
  std::vector<AimFeature> features_;
  std::vector<Sentiment> sentiments_;
};

}  // namespace earshot
