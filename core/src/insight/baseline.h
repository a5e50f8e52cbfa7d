// What a count a day (or an hour) is expected to be when nothing out of the ordinary happens: a level
// that may drift, a rhythm of weekdays (or hours), and how far counts stray from it. What does happen
// is kept out of all three.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

/// The distribution of one count, as told by all others: negative binomial with
/// variance = mean + dispersion·mean². The dispersion holds how unsure mean and dispersion are, too.
struct Expected {
  double mean = 0, dispersion = 0;
};

/// @param counts  of consecutive days or hours
/// @param seasons which weekday or hour of the day each is, from 0; less than kMostSeasons
/// The level is a mean over the kLevelWindow cycles around the count (at the ends, the nearest ones);
/// the factor of a season is its count / what the level says, pulled towards 1 as far as seasons differ
/// by no more than chance does; the dispersion is Σ((y-μ)² - μ) / Σμ². They start from means of the
/// middle half, and counts that then have a chance below 1 in 1,000, or lie as far below, are left out,
/// three times over. The count itself is never part of what it is expected to be.
std::vector<Expected> baseline(std::span<const std::uint32_t> counts,
                               std::span<const std::uint8_t> seasons);

inline constexpr std::size_t kMostSeasons = 24;
inline constexpr std::size_t kLevelWindow = 8;

/// Var/mean of counts around what is expected of each (Pearson's χ² / degrees of freedom), at least 1.
/// @param fitted how many means were estimated from the counts
double overdispersion(std::span<const std::uint32_t> counts, std::span<const double> expected,
                      std::size_t fitted);

/// How many times as many there are on each weekday or hour as on average, as the baseline has it.
std::vector<double> rhythm(std::span<const std::uint32_t> counts,
                           std::span<const std::uint8_t> seasons);

}  // namespace earshot
