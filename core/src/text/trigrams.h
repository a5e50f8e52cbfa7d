// Which three bytes stand side by side in a text, as 192 bits: enough to tell of most texts that they
// do not hold a certain word, without reading them again.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace earshot {

class Trigrams {
 public:
  Trigrams() = default;
  /// Linear time.
  explicit Trigrams(std::string_view text);

  /// False only if a text with these trigrams cannot hold one with all of `others`.
  bool hold(const Trigrams& others) const {
    std::uint64_t lacking = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) lacking |= others.bits_[i] & ~bits_[i];
    return lacking == 0;
  }

  Trigrams& operator|=(const Trigrams& others) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= others.bits_[i];
    return *this;
  }

 private:
  std::array<std::uint64_t, 3> bits_ = {};
};

}  // namespace earshot
