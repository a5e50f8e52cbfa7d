// Interval estimates: how far a share can be trusted, given how many were counted.
#pragma once

#include <cstdint>
#include <optional>

namespace earshot {

/// The 97.5 % quantile of the standard normal distribution.
inline constexpr double kZ = 1.959963984540054;

/// A figure with its 95 % interval.
struct Estimate {
  double value = 0, low = 0, high = 0;
};

/// Wilson score interval of the share k/n (E. B. Wilson, 1927):
///   (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n),  z = 1.959963984540054
/// Nothing for n = 0.
std::optional<Estimate> wilson(std::uint64_t k, std::uint64_t n);
/// The same of a share `p` that rests on `n` observations, which need not be a whole number.
/// @param z how many standard errors wide
std::optional<Estimate> wilson_of_share(double p, double n, double z = kZ);

/// Net sentiment of the polar, (P - N) / (P + N), in -1..1: Wilson on P/(P+N), mapped by 2p - 1.
std::optional<Estimate> net_of_polar(std::uint64_t positive, std::uint64_t negative);

/// Net sentiment of all rated, (P - N) / (P + Neu + N), in -1..1, with the score interval of the
/// difference of two shares of one sample (T. Tango, 1998): all d with
///   (net - d)² <= z² · (p₊ + p₋ - d²) / n,
/// p₊ and p₋ being the likeliest shares among those with p₊ - p₋ = d. Without neutral ones that is
/// Wilson's interval, mapped; where all are alike it is not certain either.
/// @param z how many standard errors wide
std::optional<Estimate> net_of_all(std::uint64_t positive, std::uint64_t neutral,
                                   std::uint64_t negative, double z = kZ);

/// Experience score, (100 P + 50 Neu) / (P + Neu + N), in 0..100: the net sentiment of all rated and its
/// interval, mapped by 50 (net + 1).
std::optional<Estimate> experience_score(std::uint64_t positive, std::uint64_t neutral,
                                         std::uint64_t negative);

}  // namespace earshot
