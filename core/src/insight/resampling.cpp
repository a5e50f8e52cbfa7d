#include "insight/resampling.h"

#include "insight/random.h"

namespace earshot {

std::vector<double> resample_sums(std::span<const double> rows, std::size_t width, std::size_t resamples,
                                  std::uint64_t seed) {
  const std::size_t count = rows.size() / width;
  std::vector<double> sums(resamples * width);
  std::vector<std::uint32_t> drawn(count);  // where their rows begin
  Random random(mix(seed));
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    for (std::uint32_t& at : drawn) at = static_cast<std::uint32_t>(random.below(count) * width);
    double* const sum = &sums[resample * width];
    // A few columns at a time, whose sums stay in registers.
    std::size_t column = 0;
    for (; column + 4 <= width; column += 4) {
      double a = 0, b = 0, c = 0, d = 0;
      for (const std::uint32_t at : drawn) {
        const double* const row = &rows[at + column];
        a += row[0], b += row[1], c += row[2], d += row[3];
      }
      sum[column] = a, sum[column + 1] = b, sum[column + 2] = c, sum[column + 3] = d;
    }
    for (; column < width; ++column) {
      for (const std::uint32_t at : drawn) sum[column] += rows[at + column];
    }
  }
  return sums;
}

}  // namespace earshot
