// Who speaks: authors, how far their voice reaches, for whom and against whom they stand, and how much of
// the talk a few of them make.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <earshot/filter.h>

#include "insight/slices.h"
#include "insight/summary.h"
#include "insight/view.h"

namespace earshot {

/// What makes up influence; a part that no mention gives is left out.
inline constexpr std::array<std::string_view, 3> kInfluenceParts = {"reach", "engagement",
                                                                    "activeDays"};

struct Author {
  std::uint32_t author = 0;
  std::uint64_t mentions = 0, days = 0;  ///< days: different ones with a dated mention
  Sum reach, engagement, followers;
  LabelCounts labels = {};               ///< of the whole texts
  StringPool::Id platform = 0;           ///< of the first mention
  /// Mean percentile rank among all authors, 0..100, of log1p(reach), log1p(engagement) and active days.
  /// Ranks are the same with and without the logarithm, so that none is taken. Who lacks a value ranks
  /// below all that have it; equal ones share the middle of their ranks.
  double influence = 0;
};

/// Of authors by the most followers that any mention of theirs says.
struct TierFigures {
  std::uint64_t authors = 0;
  LabelCounts labels = {};  ///< of mentions, unnamed authors' too
  Sum engagement;
};

/// An author with at least kSeveral mentions of one sign, and those four of five of the polar ones.
struct Voter {
  std::uint32_t author = 0;
  std::uint64_t positive = 0, negative = 0;  ///< aimed at the brand
};
inline constexpr std::uint64_t kSeveral = 3;
inline constexpr std::size_t kShownAuthors = 10;

struct Camp {
  std::uint64_t authors = 0;
  std::vector<Voter> shown;  ///< by mentions of their sign, then name; at most kShownAuthors
};

struct People {
  std::uint64_t authors = 0, unnamed = 0;   ///< unnamed: mentions without an author
  std::array<bool, kInfluenceParts.size()> parts = {};
  std::vector<Author> by_mentions, by_reach, by_engagement, by_influence;  ///< at most kShownAuthors
  std::array<TierFigures, kTierNames.size()> tiers;
  Listing brands;
  std::vector<Camp> advocates, detractors;  ///< by place in `brands`; never a brand's own accounts
  std::uint64_t top_authors = 0;            ///< 1 % of the authors, rounded up
  std::uint64_t top_mentions = 0;           ///< theirs
  std::uint64_t named = 0;                  ///< mentions with an author
  /// Of mentions by author (C. Gini, 1912): 0 where all write as much, near 1 where one writes all.
  double gini = 0;
};

/// Nothing where no mention names an author.
std::optional<People> people(const View& view);

/// By author, the brand whose handle it is, or kNoBrand.
std::vector<std::uint32_t> brand_accounts(const Table& table, std::span<const Brand> brands);

}  // namespace earshot
