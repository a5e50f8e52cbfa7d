// Draws things with replacement, over and over: the part of a bootstrap that takes time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

/// Sums of as many rows as there are, each drawn at random from all.
/// @param rows `width` numbers each
/// @returns for each of `resamples` draws the sums of the rows drawn, `width` numbers
std::vector<double> resample_sums(std::span<const double> rows, std::size_t width, std::size_t resamples,
                                  std::uint64_t seed);

}  // namespace earshot
