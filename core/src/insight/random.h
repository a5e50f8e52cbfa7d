// Numbers that look drawn at random and are the same on every machine.
#pragma once

#include <cstdint>

namespace earshot {

/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014): the output for one state.
inline std::uint64_t mix(std::uint64_t state) {
  state += 0x9e3779b97f4a7c15u;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
  state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
  return state ^ (state >> 31);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// One of 0 .. n - 1, n below 2^32.
  std::uint64_t below(std::uint64_t n) {
    const std::uint64_t drawn = mix(state_);
    state_ += 0x9e3779b97f4a7c15u;
    return (drawn >> 32) * n >> 32;
  }

 private:
  std::uint64_t state_;
};

}  // namespace earshot
