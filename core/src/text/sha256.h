// SHA-256 (FIPS 180-4) as a stream: the report names each input by it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot {

class Sha256 {
 public:
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; ends the stream.
  std::string finish();

 private:
  void block(const char* bytes);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<char, 64> open_ = {};
  std::uint64_t size_ = 0;
};

}  // namespace earshot
