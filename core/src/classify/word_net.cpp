#include "classify/word_net.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace earshot {
namespace {

// For SSE2, NEON and wasm SIMD alike.
using Lanes = std::int16_t __attribute__((vector_size(16)));
constexpr std::size_t kLanes = 8;
static_assert(kNetFilters % kLanes == 0 && kNetNumbers % kLanes == 0 && kNetWidth == 3);

Lanes load(const std::int16_t* from) {
  Lanes out;
  std::memcpy(&out, from, sizeof out);
  return out;
}
void store(std::int16_t* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof lanes); }
Lanes larger(Lanes a, Lanes b) { return a > b ? a : b; }

/// 2^kNetRootBits over the root of n, rounded.
constexpr std::array<std::int16_t, 256> kRoots = [] {
  std::array<std::int16_t, 256> roots{};
  for (std::int64_t n = 1; n < 256; ++n) {
    // The largest r with (2r-1)^2 n <= (2 * 2^kNetRootBits)^2.
    std::int64_t r = 1;
    while ((2 * r + 1) * (2 * r + 1) * n <= std::int64_t{4} << 2 * kNetRootBits) ++r;
    roots[static_cast<std::size_t>(n)] = static_cast<std::int16_t>(r);
  }
  return roots;
}();

}  // namespace

NetWord NetWeights::word(std::span<const std::uint32_t> hashes, Cues cues) const {
  using Bytes = std::int8_t __attribute__((vector_size(kLanes)));
  std::array<Lanes, kNetNumbers / kLanes> sum{};
  std::size_t count = 0;
  const auto add = [&](std::uint32_t hash) {
    const std::uint32_t row = features.of(hash);
    if (row == 0) return;
    const std::int8_t* const numbers = rows.data() + std::size_t{row} * kNetNumbers;
    for (std::size_t i = 0; i < sum.size(); ++i) {
      Bytes bytes;
      std::memcpy(&bytes, numbers + i * kLanes, sizeof bytes);
      sum[i] += __builtin_convertvector(bytes, Lanes);
    }
    ++count;
  };
  for (const std::uint32_t hash : hashes.first(std::min(hashes.size(), kNetMostFeatures))) add(hash);
  for (; cues != 0; cues &= cues - 1) add(net_feature_of_cue(static_cast<std::uint32_t>(std::countr_zero(cues))));
  NetWord out{};
  if (count == 0) return out;
  constexpr std::size_t kTaps = kNetWidth * kNetFilters;
  std::array<Lanes, kTaps / kLanes> taps{};
  for (std::size_t i = 0; i < kNetNumbers; ++i) {
    const std::int32_t scaled = (sum[i / kLanes][i % kLanes] * kRoots[count] + (1 << kNetRootBits) / 2) >> kNetRootBits;
    const auto number = static_cast<std::int16_t>(std::clamp(scaled, -kNetMostNumber, kNetMostNumber));
    const std::int16_t* const filter = filters[i].front().data();
    for (std::size_t t = 0; t < taps.size(); ++t) taps[t] += number * load(filter + t * kLanes);
  }
  for (std::size_t t = 0; t < taps.size(); ++t) store(out.front().data() + t * kLanes, taps[t] >> kNetShift);
  return out;
}

bool NetWeights::in_range() const {
  const auto within = [](std::int32_t most) {
    return [most](std::int16_t value) { return value >= -most && value <= most; };
  };
  const auto sums_up = [](const auto& side) {
    std::int32_t sum = 0;
    for (const std::int32_t value : side) sum += value < 0 ? -value : value;
    return sum <= kNetMostSays;
  };
  for (const NetWord& places : filters)
    for (const auto& place : places)
      if (!std::ranges::all_of(place, within(kNetMostFilter))) return false;
  return std::ranges::all_of(biases, within(kNetMost)) && std::ranges::all_of(says, sums_up);
}

void NetReader::add(const NetWord& word) {
  read_any_ = true;
  for (std::size_t f = 0; f < kNetFilters; f += kLanes) {
    const Lanes full = load(&third_[f]) + load(&word[2][f]);
    store(&third_[f], load(&second_[f]) + load(&word[1][f]));
    store(&second_[f], load(&weights_->biases[f]) + load(&word[0][f]));
    store(&largest_[f], larger(load(&largest_[f]), full));
  }
}

NetScores NetReader::scores() {
  NetScores out;
  if (!read_any_) return out;
  for (std::size_t f = 0; f < kNetFilters; ++f) {
    const std::int32_t largest = std::max({largest_[f], second_[f], third_[f]});
    out.positive += largest * weights_->says[0][f];
    out.negative += largest * weights_->says[1][f];
  }
  return out;
}

}  // namespace earshot
