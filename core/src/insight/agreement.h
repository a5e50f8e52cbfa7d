// How far two ways to label the same mentions agree: a table of the one against the other, and what is
// said of it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "insight/intervals.h"
#include "insight/selection.h"

namespace earshot {

/// Positive, neutral and negative.
inline constexpr std::size_t kRatedCount = 3;

/// Mentions by the label they are judged by (given, or a person's) and then by ours, both by Label.
using LabelTable = std::array<std::array<std::uint64_t, kRatedCount>, kRatedCount>;
/// The same as shares of their sum.
using LabelShares = std::array<std::array<double, kRatedCount>, kRatedCount>;

/// Cohen's kappa, (po - pe) / (1 - pe), with po the share of the diagonal and pe what the margins give
/// by chance (J. Cohen, 1960). The interval is kappa ± z·se, cut to -1..1, with the large-sample error of
/// J. L. Fleiss, J. Cohen and B. S. Everitt (1969):
///   se² = [ Σᵢ pᵢᵢ ((1 - pe) - (pᵢ. + p.ᵢ)(1 - po))² + (1 - po)² Σᵢ≠ⱼ pᵢⱼ (p.ᵢ + pⱼ.)²
///           - (po·pe - 2pe + po)² ] / (n (1 - pe)⁴)
/// Nothing for n = 0, and where chance alone agrees wholly (pe = 1).
/// @param n observations that the shares rest on
std::optional<Estimate> kappa(const LabelShares& shares, double n);

/// Our labels against those of the export.
struct Agreement {
  LabelTable table = {};      ///< [given][ours]
  std::uint64_t n = 0;        ///< mentions in the table
  std::uint64_t unrated = 0;  ///< mentions with a given label that have none of ours
  std::optional<Estimate> observed;  ///< share of the diagonal, Wilson
  std::optional<Estimate> kappa;
};

/// Nothing where no mention has a given sentiment.
std::optional<Agreement> agreement(const Table& table, const Selection& selection);

}  // namespace earshot
