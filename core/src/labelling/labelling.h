// Puts labels and brands on the rows of a table: labels as rows come in, brands once somebody asks, and
// both anew where brands or corrections have become others.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/model.h>
#include <earshot/settings.h>

#include "classify/aim.h"
#include "classify/brand_matcher.h"
#include "classify/explanation.h"
#include "labelling/correction_trial.h"
#include "labelling/slip_words.h"
#include "table/query_brands.h"
#include "table/table.h"
#include "time/zone.h"

namespace earshot {

class Labelling {
 public:
  /// @param table, settings outlive it
  Labelling(std::shared_ptr<const Model> model, Table& table, const Settings& settings);

  // Rows.

  /// Takes note of the table's newest row, which has no labels yet.
  /// @param words a hash of its text and title
  void add(Table::Position row, std::uint64_t words);
  /// Labels the rows that have none yet. Has to be called before anything is asked.
  void label_new_rows();
  /// Rows from this one on have left the table.
  void forget_rows(std::size_t from);

  // Settings.

  /// After the settings have changed.
  void settings_changed(const Settings& before);

  // Brands.

  /// @param suggested by the data itself: they come and go, so slips of their names are not sought
  void set_brands(std::vector<Brand> brands, bool suggested);
  const std::vector<Brand>& brands() const { return brands_; }
  bool suggested() const { return suggested_; }
  /// Brings brands and pile-ons of all rows up to date.
  void settle(const Zone& zone);
  /// Rows, days or the zone are others than when pile-ons were found.
  void outdate_pile_ons() { piled_ = false; }

  // Merging.

  /// Leaves what it knows of the table's rows to another, whose table takes the rows over.
  void hand_over(Labelling& to);
  /// The brands that another found in a row, if they are what would be found here.
  /// @param id, row where it has become the table's newest row
  void take_brands(const Labelling& other, const Segment& there, std::size_t at, Segment& segment,
                   std::size_t row);
  /// What another noted of slips. @param rows the row here for each row there
  void take_slips(const Labelling& other, std::span<const RowId> rows);
  bool has_brands_of(const Labelling& other) const;

  // Texts.

  /// All that is said of a text; what it points to holds until the next call.
  struct Reading {
    Explanation why;
    Language language = 0;  ///< of the text, else of the export
    LabelSet labels;
    std::span<const std::uint32_t> brands;                 ///< ascending
    std::span<const std::optional<Sentiment>> aimed;       ///< at those; nothing: as the whole text
    std::span<const Hit> hits;
    std::span<const std::uint32_t> offsets;                ///< of the folded text's bytes in the text
  };
  /// @param segment, row where the text stands; null if in no table: then its words alone speak
  Reading read(std::string_view text, const Segment* segment, std::size_t row);

  /// Which labels of the table's rows other corrections would change.
  CorrectionTrial try_corrections(const Corrections& next);

 private:
  /// What the classifier says of a text, brands aside. Leaves it folded in `folded_`.
  TextLabels label(std::string_view subject);
  void set_labels(Segment& segment, std::size_t row, const TextLabels& labels);
  void label_anew(const Settings& before);
  void settle_pile_ons(const Zone& zone);

  void replace_brands(std::vector<Brand> brands, bool typos, bool in_part);
  void clear_matches();
  void match_new_rows();
  bool match(Segment& segment, std::size_t row);
  void aim(Language language, const Sentiment& whole, std::span<const TypoPlace> slips);
  void aim_anew();
  void add_queried(const Segment& segment, std::size_t row);
  void correct_aim(std::string_view text);
  void put_brands(Segment& segment, std::size_t row, std::span<const TypoPlace> slips = {});
  void find_slips();
  void settle_slips();

  std::string_view fold_subject(const Segment& segment, std::size_t row);
  template <class Visit>
  void each_changeable_row(const Corrections& before, const Corrections& after,
                           std::span<const OwnTopic> topics, std::size_t most, Visit&& visit);
  template <class Wanted, class Visit>
  void each_folded_row(std::size_t from, std::size_t to, Wanted&& wanted, Visit&& visit);

  std::shared_ptr<const Model> model_;
  Labeller labeller_;
  Table& table_;
  const Settings& settings_;

  std::vector<Brand> brands_;  // in force; the table's brand sets index them
  bool suggested_ = true;
  BrandMatcher matcher_;
  Aim aim_;
  std::size_t matched_ = 0;  // rows before this one have their brands
  QueryBrands query_brands_;
  bool aims_corrected_ = false;  // by corrections of single texts

  static constexpr std::size_t kTogether = 64;
  struct NewRow {
    Table::Position at;
    std::uint64_t hash;  // of its words
  };
  std::array<NewRow, kTogether> new_rows_;  // not labelled yet
  std::size_t new_row_count_ = 0;

  // Reposts and syndicated texts repeat: one of each is classified. A slot a hash, so that memory
  // stays bounded, and more of them the more rows there are; what comes out does not depend on it.
  struct Seen {
    const Segment* segment = nullptr;
    std::uint32_t row = 0;
    std::uint32_t tag = 0;  // of the hash, so that most other texts are told without a look
    StringPool::Id query = 0;
    BrandSetId brands = kUnmatched;  // of this text with this query
    TextLabels labels;               // by the text alone
  };
  static constexpr BrandSetId kUnmatched = ~BrandSetId{0};
  static constexpr std::size_t kLeastSeen = std::size_t{1} << 13, kMostSeen = std::size_t{1} << 19;
  std::vector<Seen> seen_ = std::vector<Seen>(kLeastSeen);
  std::size_t seen_slot(std::uint32_t tag) const;
  void grow_seen();
  void forget_seen() { seen_.assign(seen_.size(), {}); }

  static constexpr std::size_t kUnsettled = ~std::size_t{0};
  SlipWords slips_;
  std::size_t settled_at_ = kUnsettled;       // size of the table when they were judged
  std::vector<std::uint64_t> rows_of_brand_;  // then: those that spell it right
  TypoMemory typo_memory_;

  std::vector<RowId> piled_rows_;  // as they were found last
  bool piled_ = false;             // and whether that still holds

  // Scratch, kept to spare allocations.
  std::string folded_, subject_;
  std::vector<std::uint32_t> named_, offsets_;
  std::vector<TypoPlace> typos_;
  std::vector<Hit> hits_;
  std::vector<std::optional<Sentiment>> aimed_;  // at `named_`
  std::vector<Aimed> labels_;
};

}  // namespace earshot
