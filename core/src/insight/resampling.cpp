#include "insight/resampling.h"

#include "insight/random.h"

namespace earshot {

std::vector<double> resample_sums(std::span<const double> rows, std::size_t width, std::size_t resamples,
                                  std::uint64_t seed) {
  const std::size_t count = rows.size() / width;
  std::vector<double> sums(resamples * width);
  Random random(mix(seed));
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    double* const sum = &sums[resample * width];
    for (std::size_t at = 0; at < count; ++at) {
      const double* const row = &rows[random.below(count) * width];
      for (std::size_t i = 0; i < width; ++i) sum[i] += row[i];
    }
  }
  return sums;
}

}  // namespace earshot
