// Phrases that set one group of mentions apart from another: what a part of a chart is made of.
//
// A phrase is up to three words, or up to eight characters where a script runs words together; it
// starts and ends with a word that says something and holds no brand's name. Inflected forms count as
// one. What is counted is voices: a group of copies is one, an author is one, and a mention of nobody
// is one, so that spam does not lead.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <earshot/settings.h>

#include "insight/clusters.h"
#include "insight/hash_index.h"
#include "insight/selection.h"
#include "insight/text_words.h"
#include "table/table.h"

namespace earshot {

struct Phrase {
  std::string text;    ///< folded, in the form in which it is written most often
  std::string search;  ///< what finds the mentions that hold it, in any of its forms
  std::uint64_t inside = 0, outside = 0;  ///< voices that use it, of those read
  double z = 0;        ///< above 0: more inside
  bool clear = false;  ///< stands even though so many phrases were looked at
  std::vector<RowId> examples;  ///< up to 3 mentions of `inside`
};

/// What sets one side apart from the other.
struct Apart {
  std::uint64_t inside = 0, outside = 0;  ///< voices read on each side
  std::vector<Phrase> phrases;            ///< by z
};

/// The weighted log-odds of two counts with an informative Dirichlet prior, over its standard error
/// (Monroe, Colaresi and Quinn, "Fightin' Words", 2008, eq. 16-22):
///   δ = ln (y1 + a)/(n1 + a0 - y1 - a) - ln (y2 + a)/(n2 + a0 - y2 - a),  z = δ / sqrt(1/(y1 + a) + 1/(y2 + a))
/// The prior is what both sides say together, worth a tenth of it: a0 = (n1 + n2)/10,
/// a = a0 (y1 + y2)/(n1 + n2).
/// @param y1,y2 how often the phrase is used on each side, @param n1,n2 all words of each side; y <= n
/// @return 0 where there is nothing to compare
double log_odds_z(std::uint64_t y1, std::uint64_t n1, std::uint64_t y2, std::uint64_t n2);

/// About so many mentions of a side are read at most, spread evenly over it.
inline constexpr std::size_t kMostRead = 7'000;
/// Of those that a selection is set apart from, where it is not compared with another one.
inline constexpr std::size_t kMostOthers = kMostRead / 2;
/// Phrases that fewer voices use are not looked at; of more than 20,000 mentions one more each 20,000.
inline constexpr std::uint32_t kLeastVoices = 3;
/// Phrases with a smaller z are chance.
inline constexpr double kLeastZ = 1.959963984540054;
/// A phrase is clear if it is among those that Benjamini and Hochberg's step-up lets stand at this
/// share of false ones.
inline constexpr double kFalsePhrases = 0.1;

/// Up to `most` rows of the selection, spread evenly over it.
std::vector<RowId> even_sample(const Table& table, const Selection& selection, std::size_t most);

/// Up to about `most` rows of the selection, or of those that are not in it: each row has a place in one
/// order of chance, and the first ones are taken. So filters that share most of their mentions share most
/// of what is read, and what is kept of it (`KeptWords`) serves them all.
std::vector<RowId> steady_sample(const Table& table, const Selection& selection, std::size_t most,
                                 bool rest = false);

/// The words of the mentions read last: other samples of the same table have most of them again. Nothing
/// that is answered depends on what is kept.
struct KeptWords {
  /// 13 bytes each. When there are more, all are forgotten before the next mentions are read; at twice as
  /// many no more are added.
  static constexpr std::size_t kMostUnitsKept = std::size_t{1} << 19;
  struct Text {
    std::uint64_t told = 0, voice = 0;
    std::uint32_t begin = 0, units = 0;
  };

  /// Where a unit stands, as in TextUnit. Texts with one that does not fit are not kept.
  struct Place {
    std::uint16_t begin = 0;
    std::uint8_t size = 0, stem = 0;
  };

  const Text* find(RowId row) const;
  /// @param units set to those of the text
  void units_of(const Text& text, std::vector<TextUnit>& units) const;
  void make_room();
  void add(RowId row, std::uint64_t told, std::uint64_t voice, std::span<const TextUnit> units);

  std::vector<Text> texts;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint8_t> flags;
  std::vector<Place> places;
  HashIndex numbers;  ///< by row
};

/// Reads mentions once and tells which phrases set any part of them apart from any other.
class PhraseReader {
 public:
  enum class Side : std::uint8_t { Neither, Inside, Outside };

  /// @param rows ascending
  /// @param brands whose names are no phrases
  /// @param clusters if none are given, equal texts are taken for copies
  /// @param kept of this table with these brands and clusters; may be null; else only this reader uses it
  ///        while there is one
  PhraseReader(const Table& table, std::vector<RowId> rows, std::span<const Brand> brands = {},
               const Clusters* clusters = nullptr, KeptWords* kept = nullptr);

  std::span<const RowId> rows() const { return rows_; }
  /// @param sides one for each of `rows()`
  /// @return the `count` phrases with the highest z, but for those that say the same as a longer one
  Apart apart(std::span<const Side> sides, std::size_t count);

 private:
  struct Mention {
    std::uint32_t begin = 0, end = 0;  ///< of its units
    std::uint32_t held = 0, held_end = 0;  ///< of its grams in `held_`
    std::uint32_t voice = 0;           ///< a number from 1 on
    std::uint64_t told = 0;            ///< hash of the text
  };
  struct Gram {
    std::uint32_t unit = 0;     ///< where one begins
    std::uint32_t voices = 0;
    std::uint8_t units = 0;
    bool phrase = false;        ///< it may be shown; else it only counts among all words
  };

  void read(const Clusters* clusters);
  void count_grams();
  bool may_be_phrase(std::size_t unit, std::size_t units) const;
  std::span<const std::uint32_t> held_by(std::uint32_t mention) const {
    const Mention& of = mentions_[mention];
    return std::span(held_).subspan(of.held, of.held_end - of.held);
  }
  bool holds(const Gram& longer, const Gram& shorter) const;
  void show(const Gram& gram, std::span<const std::uint32_t> mentions, Phrase& phrase);

  const Table& table_;
  TextWords words_;
  KeptWords* kept_;
  std::vector<RowId> rows_;
  std::vector<Mention> mentions_;        ///< by row
  std::vector<std::uint32_t> by_voice_;  ///< mentions of one voice beside each other
  std::vector<std::uint64_t> keys_;      ///< of all units
  std::vector<std::uint8_t> flags_;      ///< of all units
  std::vector<Gram> grams_;
  std::vector<std::uint32_t> held_;      ///< grams of all mentions, each once a mention
  // Scratch.
  std::vector<TextUnit> units_;
  std::string subject_, folded_;
};

/// The phrases that stand out inside. A mention that is on both sides is inside.
std::vector<Phrase> distinctive_phrases(const Table& table, const Selection& inside,
                                        const Selection& outside, std::size_t count,
                                        std::span<const Brand> brands = {},
                                        const Clusters* clusters = nullptr);

}  // namespace earshot
