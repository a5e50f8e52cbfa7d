// Which of the model's pairs of weights a feature has, of the few features that have any.
//
// A feature's hash names one of many more places than there are features with weights, so that hardly
// any other feature is taken for one of them. Memory holds no place but those that are taken: 64 of
// them share a line of eight bytes, which has room for four.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace earshot {

class FeatureCodes {
 public:
  static constexpr std::uint32_t kPlacesPerLine = 64, kPerLine = 4;

  /// @param places how many, a multiple of kPlacesPerLine
  explicit FeatureCodes(std::uint32_t places = kPlacesPerLine) : lines_(places / kPlacesPerLine) {}

  static constexpr std::uint32_t place_of(std::uint32_t hash, std::uint32_t places) {
    return static_cast<std::uint32_t>(std::uint64_t{hash} * places >> 32);
  }

  /// @return false, and nothing done, where the line of `place` is full
  bool add(std::uint32_t place, std::uint8_t code) {
    std::uint64_t& line = lines_[place / kPlacesPerLine];
    for (std::uint32_t at = 0; at < kPerLine; ++at) {
      if ((line >> 8 * at & 0xFF) != 0) continue;
      line |= std::uint64_t{place % kPlacesPerLine + 1} << 8 * at | std::uint64_t{code} << (32 + 8 * at);
      return true;
    }
    return false;
  }

  /// The code of the feature of this hash; 0 if it has none.
  std::uint8_t of(std::uint32_t hash) const {
    const std::uint64_t place = std::uint64_t{hash} * (lines_.size() * kPlacesPerLine) >> 32;
    const std::uint64_t line = lines_[place / kPlacesPerLine];
    // The low four bytes are marks below 0x80, all different: where one is the place's, 0x80 comes
    // out there, and the code above it is the only byte that is kept.
    const auto mark = static_cast<std::uint32_t>(place % kPlacesPerLine + 1) * 0x01010101u;
    const std::uint32_t found = ~((static_cast<std::uint32_t>(line) ^ mark) + 0x7F7F7F7Fu) & 0x80808080u;
    const auto codes = static_cast<std::uint32_t>(line >> 32) & ((found >> 7) * 0xFFu);
    return static_cast<std::uint8_t>(codes * 0x01010101u >> 24);
  }

 private:
  std::vector<std::uint64_t> lines_;  ///< marks, then codes; a mark is the place in its line + 1
};

}  // namespace earshot
