#include "text/charset_index.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <string_view>
#include <vector>

#include <earshot/encodings.h>

namespace earshot {
namespace {

struct PackedIndex {
  std::uint16_t start;     // in the file
  std::uint16_t parts[2];  // entries
};

#include "text/encoding_tables.inc"

// The file begins with it; the digit goes up when its layout changes.
constexpr std::string_view kMagic{"EARENC\1\0", 8};

constinit std::span<const unsigned char> loaded;

/// Decoder of an adaptive binary range code (G. N. N. Martin, "Range encoding", 1979, in the form
/// that LZMA made known); scripts/make-encoding-tables holds the other half.
class RangeDecoder {
 public:
  explicit RangeDecoder(std::span<const unsigned char> bytes) : bytes_(bytes) {
    for (int i = 0; i < 4; ++i) code_ = code_ << 8 | next();
  }

  struct Model {
    std::uint16_t zero = 1 << 14;  // of 1 << 15
    std::uint16_t seen = 0;
  };

  std::uint32_t bit(Model& model) {
    const std::uint32_t bit = narrow((range_ >> 15) * model.zero);
    const int target = bit != 0 ? 48 : (1 << 15) - 48;
    model.zero = static_cast<std::uint16_t>(model.zero + (target - model.zero) / (model.seen + 2));
    if (model.seen < 46) ++model.seen;
    return bit;
  }

  std::uint32_t even_bit() { return narrow(range_ >> 1); }

 private:
  std::uint32_t narrow(std::uint32_t width) {
    const bool upper = code_ >= width;
    if (upper) {
      code_ -= width;
      range_ -= width;
    } else {
      range_ = width;
    }
    while (range_ < 1u << 24) {
      range_ <<= 8;
      code_ = code_ << 8 | next();
    }
    return upper;
  }

  std::uint32_t next() {
    // The last bytes of the last index may be asked for though they decide nothing.
    return at_ < bytes_.size() ? bytes_[at_++] : 0;
  }

  std::span<const unsigned char> bytes_;
  std::size_t at_ = 0;
  std::uint32_t range_ = 0xffffffff;
  std::uint32_t code_ = 0;
};

/// The code points of an index that have not come yet.
class Unused {
 public:
  void take(std::uint32_t code_point) {
    used_[code_point / 64] |= std::uint64_t{1} << code_point % 64;
  }

  /// The `distance`th unused one behind `from`; 0 if there are not as many.
  std::uint32_t forward(std::uint32_t from, std::uint32_t distance) const {
    for (std::uint32_t at = from + 1; at < kEnd;) {
      if (const std::uint32_t free = free_in(at); at % 64 == 0 && free < distance) {
        distance -= free;
        at += 64;
      } else if (is_free(at) && --distance == 0) {
        return at;
      } else {
        ++at;
      }
    }
    return 0;
  }

  /// Likewise before `from`.
  std::uint32_t backward(std::uint32_t from, std::uint32_t distance) const {
    for (std::uint32_t end = from; end > 0;) {
      if (const std::uint32_t free = free_in(end - 1); end % 64 == 0 && free < distance) {
        distance -= free;
        end -= 64;
      } else if (is_free(end - 1) && --distance == 0) {
        return end - 1;
      } else {
        --end;
      }
    }
    return 0;
  }

 private:
  bool is_free(std::uint32_t at) const { return (used_[at / 64] >> at % 64 & 1) == 0; }
  std::uint32_t free_in(std::uint32_t at) const {
    return static_cast<std::uint32_t>(64 - std::popcount(used_[at / 64]));
  }

  static constexpr std::uint32_t kEnd = 0x30000;
  std::uint64_t used_[kEnd / 64] = {};
};

std::vector<char32_t> unpack(const PackedIndex& packed) {
  std::vector<char32_t> index;
  index.reserve(std::size_t{packed.parts[0]} + packed.parts[1]);
  RangeDecoder in(loaded.subspan(packed.start));
  Unused unused;
  for (const std::uint16_t entries : packed.parts) {
    // Symbols are trees of binary choices, each with a model of its own.
    std::vector<RangeDecoder::Model> models(128 * 64);
    const auto symbol = [&](std::uint32_t context, std::uint32_t bits) {
      std::uint32_t node = 1;
      for (std::uint32_t i = 0; i < bits; ++i)
        node = node * 2 + in.bit(models[context * 64 + node]);
      return node - (1u << bits);
    };
    constexpr std::uint32_t kAgain = 37;
    std::uint32_t last = 0, token = 0, before = 0;
    for (std::uint32_t i = 0; i < entries; ++i) {
      // 0: no code point; 37: one that came before; else how many bits the distance has, and from
      // 19 on that it goes back.
      const std::uint32_t next = symbol(token * 2 + (token == before ? 1 : 0), 6);
      if (next == kAgain) {
        last = 0;
        for (int bit = 0; bit < 18; ++bit) last = last * 2 + in.even_bit();
      } else if (next != 0) {
        const std::uint32_t bits = (next - 1) % 18;
        const std::uint32_t modelled = std::min(bits, 3u);
        std::uint32_t distance = (1u << modelled) + symbol(80 + next, modelled);
        for (std::uint32_t rest = modelled; rest < bits; ++rest)
          distance = distance * 2 + in.even_bit();
        last = next > 18 ? unused.backward(last, distance) : unused.forward(last, distance);
        unused.take(last);
      }
      index.push_back(next == 0 ? 0 : last);
      before = token;
      token = next;
    }
  }
  return index;
}

}  // namespace

Result<void> load_encodings(std::span<const unsigned char> bytes) {
  const std::string_view magic(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (bytes.size() != kPackedBytes || !magic.starts_with(kMagic)) {
    return std::unexpected(
        Error{ErrorCode::BadModel,
              {},
              "encodings",
              "The tables of encodings are damaged or of another version. Load the "
              "earshot.encodings that came with this version."});
  }
  loaded = bytes;
  return {};
}

bool can_decode(Encoding encoding) {
  return !loaded.empty() || encoding < Encoding::Cp949 || encoding >= Encoding::Windows1251;
}

std::span<const char32_t> charset_index(Charset charset) {
  static std::vector<char32_t> indexes[std::size(kPackedIndexes)];
  static std::once_flag unpacked[std::size(kPackedIndexes)];  // files may be read side by side
  std::vector<char32_t>& index = indexes[std::size_t(charset)];
  std::call_once(unpacked[std::size_t(charset)],
                 [&] { index = unpack(kPackedIndexes[std::size_t(charset)]); });
  return index;
}

std::span<const char16_t, 128> upper_half(Encoding encoding) {
  return std::span<const char16_t, 128>(
      kUpperHalves[std::size_t(encoding) - std::size_t(Encoding::Windows1251)]);
}

char32_t four_byte_code_point(std::uint32_t pointer) {
  // Numbers and exceptions as in the standard's "index gb18030 ranges code point".
  if (pointer >= 189'000) return pointer < 189'000 + 0x100000 ? 0x10000 + (pointer - 189'000) : 0;
  if (pointer >= 39'420) return 0;
  const auto* range =
      std::ranges::upper_bound(kFourByteRanges, pointer, {},
                               [](const auto& entry) { return std::uint32_t{entry.pointer}; }) -
      1;
  return range->code_point == 0 ? 0 : range->code_point + (pointer - range->pointer);
}

}  // namespace earshot
