#include "insight/sov.h"

#include <algorithm>
#include <utility>

#include "insight/distributions.h"

namespace earshot {
namespace {

/// More than 2^53 would not be summed alike in any order.
double whole(std::uint64_t value) {
  return static_cast<double>(std::min<std::uint64_t>(value, std::uint64_t{1} << 53));
}

/// The 97.5 % quantile of Student's t by the first terms of its expansion around the normal one
/// (Abramowitz and Stegun, 26.7.5); of less than one degree of freedom that of one.
double student_quantile(double freedom) {
  constexpr double z = kZ, z2 = z * z;
  constexpr double terms[] = {z * (z2 + 1) / 4, z * ((5 * z2 + 16) * z2 + 3) / 96,
                              z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384};
  const double v = std::max(freedom, 1.0);
  return z + (terms[0] + (terms[1] + terms[2] / v) / v) / v;
}

}  // namespace

ShareOfVoice share_of_voice(const View& view) {
  ShareOfVoice result;
  result.voices = count_voices(view);
  const Voices& voices = result.voices;
  const std::size_t listed = voices.brands.values.size();
  result.brands.resize(listed);

  const std::uint64_t weight = all_weight(voices.whole);
  const auto unit = static_cast<double>(voices.counting.unit());
  result.n = static_cast<double>(weight) / unit;
  std::uint64_t weight_once = 0;
  for (const Voices::Once& cell : voices.once) weight_once += cell.weight;
  result.n_once = static_cast<double>(weight_once) / unit;
  for (std::size_t cell = 0; cell < listed; ++cell) {
    BrandVoice& brand = result.brands[cell];
    brand.brand = voices.brands.values[cell];
    brand.mentions = voices.whole.brands[cell].mentions;
    brand.volume = share_of_voice(voices.whole.brands[cell].weight, weight, voices.counting);
    brand.mentions_once = voices.once[cell].mentions;
    brand.volume_once = share_of_voice(voices.once[cell].weight, weight_once, voices.counting);
  }
  for (std::size_t voice = 0; voice < kVoices; ++voice) {
    if (voice == kAuthors ? view.table.authors.size() < 2 : voices.whole.voices[voice] == 0) continue;
    std::vector<std::vector<ClusterSums>> groups(listed);
    std::vector<std::uint64_t> sums(listed);
    for (std::size_t group = 0; group < kVoiceGroups; ++group) {
      if (!voices.used[group]) continue;
      std::uint64_t all = 0;
      for (std::size_t other = 0; other <= listed; ++other) all += voices.group(group, other)[voice];
      for (std::size_t cell = 0; cell < listed; ++cell) {
        const std::uint64_t own = voices.group(group, cell)[voice];
        sums[cell] += own;
        groups[cell].push_back({whole(own), whole(all)});
      }
    }
    const std::vector<std::span<const ClusterSums>> parts(groups.begin(), groups.end());
    const std::vector<std::optional<Estimate>> shares = bootstrap_shares(parts, voice + 1);
    for (std::size_t cell = 0; cell < listed; ++cell) {
      VoiceShare& share = result.brands[cell].voices[voice];
      share.sum = voice == kAuthors ? sums[cell] : sums[cell] / voices.counting.unit();
      share.share = shares[cell];
    }
  }
  return result;
}

std::uint64_t all_weight(const VoiceSlice& slice) {
  std::uint64_t sum = 0;
  for (const VoiceCell& cell : slice.brands) sum += cell.weight;
  return sum;
}

VoiceShare share_in_slice(const Voices& voices, const VoiceSlice& slice, std::size_t cell, Voice voice) {
  const auto at = static_cast<std::size_t>(voice);
  const VoiceCell& brand = slice.brands[cell];
  const bool authors = voice == Voice::Authors;
  VoiceShare result;
  result.n = slice.voices[at];
  const std::uint64_t its = brand.sums[at];
  if (authors ? result.n == 0 : (brand.given >> at & 1) == 0) return result;
  result.sum = authors ? its : its / voices.counting.unit();
  std::uint64_t all = 0, squares = slice.squares[at], mentions = 0;
  for (const VoiceCell& other : slice.brands) {
    all += other.sums[at];
    squares += other.alone[at];
    mentions += other.weight;
  }
  if (all == 0 || result.n < 2) return result;
  const double p = static_cast<double>(its) / static_cast<double>(all);
  const double m = static_cast<double>(result.n);
  double n = m;
  if (p > 0 && p < 1) {
    const double b = static_cast<double>(all) / static_cast<double>(std::uint64_t{1} << voices.shifts[at]);
    const double strays = static_cast<double>(brand.alone[at] + brand.squares[at]) -
                          2 * p * static_cast<double>(brand.alone[at] + brand.products[at]) +
                          p * p * static_cast<double>(squares);
    const double variance = m / (m - 1) * strays / (b * b);
    n = authors ? static_cast<double>(all)
                : static_cast<double>(mentions) / static_cast<double>(voices.counting.unit());
    if (variance * n > p * (1 - p)) n = p * (1 - p) / variance;
    const double wider = student_quantile(b * b / static_cast<double>(squares) - 1) / kZ;
    n /= wider * wider;
  }
  result.share = wilson_of_share(p, n);
  return result;
}

}  // namespace earshot
