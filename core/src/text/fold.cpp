#include "text/fold.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <ranges>

#include "text/cold_sort.h"
#include "text/unicode.h"

namespace earshot {
namespace {

static_assert(std::endian::native == std::endian::little, "eight bytes are read as one word");

constexpr std::uint64_t kEach = 0x0101010101010101u;
constexpr std::uint64_t kHighBits = kEach * 0x80;

/// ASCII capitals of eight bytes to small letters; other bytes stay.
std::uint64_t lower_ascii(std::uint64_t word) {
  const std::uint64_t low = word & ~kHighBits;
  const std::uint64_t from_a = low + kEach * (0x80 - 'A');
  const std::uint64_t past_z = low + kEach * (0x80 - 'Z' - 1);
  return word | ((from_a & ~past_z & ~word & kHighBits) >> 2);
}

/// A code point of the stretch that is being composed.
struct Piece {
  char32_t code_point;
  std::uint32_t offset;
  std::uint8_t combining_class;
  std::uint32_t place = 0;  ///< for `order_marks`
};

/// The canonical ordering algorithm: runs of marks by their class.
void order_marks(std::vector<Piece>& pieces) {
  const auto is_starter = [](const Piece& piece) { return piece.combining_class == 0; };
  for (auto begin = pieces.begin(); begin != pieces.end();) {
    begin = std::find_if_not(begin, pieces.end(), is_starter);
    const auto end = std::find_if(begin, pieces.end(), is_starter);
    if (end - begin > 1) {
      for (auto at = begin; at != end; ++at) at->place = static_cast<std::uint32_t>(at - begin);
      std::ranges::subrange marks(begin, end);
      cold_sort(marks, [](const Piece& a, const Piece& b) {
        return a.combining_class != b.combining_class ? a.combining_class < b.combining_class
                                                      : a.place < b.place;
      });
    }
    begin = end;
  }
}

/// What folding adds to canonical composition: the letters that lose their mark.
char32_t folded_composition(char32_t first, char32_t second) {
  constexpr char32_t kCyrillicIe = 0x435, kDiaeresis = 0x308, kDotAbove = 0x307;
  if (first == kCyrillicIe && second == kDiaeresis) return kCyrillicIe;
  if (first == 'i' && second == kDotAbove) return 'i';
  return composed(first, second);
}

/// Output is written through a pointer: there is always room for what is left of the input and
/// `kSlack` more, so that only steps which make text longer have to look.
template <bool kTrack>
class Folder {
 public:
  Folder(std::string_view text, std::string& out, std::vector<std::uint32_t>* offsets)
      : text_(text), out_(out), offsets_(offsets) {
    make_room(text.size() + kSlack);
  }

  void run() {
    while (at_ < text_.size()) {
      if (!copy_plain()) fold_one();
    }
    out_.resize(size_);
    if constexpr (kTrack) {
      offsets_->resize(size_ + 1);
      (*offsets_)[size_] = static_cast<std::uint32_t>(text_.size());
    }
  }

 private:
  static constexpr std::size_t kSlack = 16;

  void make_room(std::size_t bytes) {
    const std::size_t size = std::max(size_ + bytes, size_ + size_ / 2);
    out_.resize_and_overwrite(size, [](char*, std::size_t whole) { return whole; });
    if constexpr (kTrack) offsets_->resize(out_.size());
  }

  void track(std::size_t bytes, std::uint32_t offset) {
    if constexpr (kTrack) std::fill_n(offsets_->data() + size_, bytes, offset);
  }

  /// Copies as long as bytes alone tell what folding makes of them: ASCII, Hangul syllables, kana,
  /// the main block of Han, small Russian letters. False if it stopped at something else.
  bool copy_plain() {
    const char* in = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    char* out = out_.data() + size_;
    // Positions stay in registers: bytes written through `out` may alias the members.
    const auto stop = [&](bool finished) {
      at_ = static_cast<std::size_t>(in - text_.data());
      size_ = static_cast<std::size_t>(out - out_.data());
      return finished;
    };
    while (end - in >= 8) {
      std::uint64_t word = word_at(in);
      // One loop per length: with the length known, the next load need not wait for this one.
      if (plain_three(word)) {
        do {
          std::memcpy(out, &word, 8);
          track_letter(in, out, 3);
          in += 3;
          out += 3;
          if (end - in < 8) break;
          word = word_at(in);
        } while (plain_three(word));
      } else if (plain_two(word)) {
        do {
          std::memcpy(out, &word, 8);
          track_letter(in, out, 2);
          in += 2;
          out += 2;
          if (end - in < 8) break;
          word = word_at(in);
        } while (plain_two(word));
      } else if (!(word & 0x80)) {
        const std::uint64_t high = word & kHighBits;
        const int length = high ? std::countr_zero(high) / 8 : 8;
        word = lower_ascii(word);
        std::memcpy(out, &word, 8);
        track_ascii(in, out, static_cast<std::size_t>(length));
        in += length;
        out += length;
      } else {
        return stop(false);
      }
    }
    for (; in < end && static_cast<std::uint8_t>(*in) < 0x80; ++in, ++out) {
      *out = *in >= 'A' && *in <= 'Z' ? static_cast<char>(*in + 32) : *in;
      track_ascii(in, out, 1);
    }
    return stop(in == end);
  }

  static std::uint64_t word_at(const char* in) {
    std::uint64_t word;
    std::memcpy(&word, in, 8);
    return word;
  }

  /// Whether the word begins with a Hangul syllable, or a kana or Han letter that folding keeps.
  static bool plain_three(std::uint64_t eight_bytes) {
    const auto word = static_cast<std::uint32_t>(eight_bytes);
    if ((word & 0xC0C000) != 0x808000) return false;
    const std::uint32_t lead_and_second = (word & 0xFF) << 8 | (word >> 8 & 0xFF);
    // Most of U+3400..U+9FFF and U+AC00..U+D7BF.
    if (lead_and_second - 0xE390 <= 0xE9BF - 0xE390) return true;
    if (lead_and_second - 0xEAB0 <= 0xED9E - 0xEAB0) return true;
    // Kana, U+3040..U+30FF, but for the combining voice marks U+3099 and U+309A.
    if (lead_and_second - 0xE381 > 2) return false;
    const std::uint32_t third = word >> 16 & 0xFF;
    return lead_and_second != 0xE382 || (third != 0x99 && third != 0x9A);
  }

  /// Whether the word begins with a small Russian letter other than ё.
  static bool plain_two(std::uint64_t eight_bytes) {
    const auto word = static_cast<std::uint32_t>(eight_bytes);
    const std::uint32_t lead_and_second = (word & 0xFF) << 8 | (word >> 8 & 0xFF);
    return lead_and_second - 0xD0B0 <= 0xD0BF - 0xD0B0 ||
           lead_and_second - 0xD180 <= 0xD18F - 0xD180;
  }

  void track_ascii(const char* in, const char* out, std::size_t count) {
    if constexpr (kTrack) {
      const auto offset = static_cast<std::uint32_t>(in - text_.data());
      std::uint32_t* to = offsets_->data() + (out - out_.data());
      for (std::size_t i = 0; i < count; ++i) to[i] = offset + static_cast<std::uint32_t>(i);
    }
  }

  void track_letter(const char* in, const char* out, std::size_t count) {
    if constexpr (kTrack) {
      std::fill_n(offsets_->data() + (out - out_.data()), count,
                  static_cast<std::uint32_t>(in - text_.data()));
    }
  }

  void fold_one() {
    const auto begin = static_cast<std::uint32_t>(at_);
    const char32_t cp = decode(text_, at_);
    switch (properties_of(cp).fold) {
      case FoldAction::Keep: write(cp, begin); return;
      case FoldAction::Map: write(folded_code_point(cp), begin); return;
      case FoldAction::Drop: return;
      case FoldAction::Join:
        if (stands_between_emoji()) write(cp, begin);
        return;
      case FoldAction::Combine: compose_from(cp, begin); return;
    }
  }

  bool stands_between_emoji() const {
    if (size_ == 0 || at_ == text_.size()) return false;
    std::size_t before = size_, after = at_;
    return is_emoji(decode_back(std::string_view(out_.data(), size_), before)) &&
           is_emoji(decode(text_, after));
  }

  void write(char32_t cp, std::uint32_t offset) {
    encoded_.clear();
    append_code_point(encoded_, cp);
    if (out_.size() - size_ < encoded_.size() + (text_.size() - at_) + kSlack) {
      make_room(encoded_.size() + (text_.size() - at_) + kSlack);
    }
    std::memcpy(out_.data() + size_, encoded_.data(), encoded_.size());
    track(encoded_.size(), offset);
    size_ += encoded_.size();
  }

  /// Normalises the stretch from the last code point written over all that may join it.
  void compose_from(char32_t cp, std::uint32_t offset) {
    pieces_.clear();
    if (size_ > 0) {
      const char32_t last = decode_back(std::string_view(out_.data(), size_), size_);
      std::uint32_t last_offset = 0;
      if constexpr (kTrack) last_offset = (*offsets_)[size_];
      take_apart(last, last_offset);
    }
    take_apart(folded_code_point(cp), offset);
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      const char32_t next = decode(text_, at_);
      const FoldAction action = properties_of(next).fold;
      if (action == FoldAction::Combine) {
        take_apart(folded_code_point(next), static_cast<std::uint32_t>(begin));
      } else if (action != FoldAction::Drop && action != FoldAction::Join) {
        at_ = begin;
        break;
      }
    }
    order_marks(pieces_);
    compose();
    if constexpr (kTrack) {
      // Marks that changed places begin where the first of them stood.
      for (std::size_t i = pieces_.size(); i-- > 1;) {
        pieces_[i - 1].offset = std::min(pieces_[i - 1].offset, pieces_[i].offset);
      }
    }
    for (const Piece& piece : pieces_) write(piece.code_point, piece.offset);
  }

  void take_apart(char32_t cp, std::uint32_t offset) {
    char32_t first, second;
    if (decomposed(cp, first, second)) {
      take_apart(first, offset);
      take_apart(second, offset);
    } else {
      pieces_.push_back({cp, offset, combining_class(cp)});
    }
  }

  /// The canonical composition algorithm (Unicode Standard Annex #15), in place.
  void compose() {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::size_t starter = kNone, kept = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece piece = pieces_[i];
      if (starter != kNone) {
        const bool adjacent = kept == starter + 1;
        const std::uint8_t before = pieces_[kept - 1].combining_class;
        if (adjacent || (before != 0 && before < piece.combining_class)) {
          const char32_t whole = folded_composition(pieces_[starter].code_point, piece.code_point);
          if (whole != 0) {
            pieces_[starter].code_point = whole;
            continue;
          }
        }
      }
      if (piece.combining_class == 0) starter = kept;
      pieces_[kept++] = piece;
    }
    pieces_.resize(kept);
  }

  std::string_view text_;
  std::string& out_;
  std::vector<std::uint32_t>* offsets_;
  std::size_t at_ = 0;    ///< read so far
  std::size_t size_ = 0;  ///< written so far; `out_` is longer
  std::string encoded_;
  std::vector<Piece> pieces_;
};

}  // namespace

void fold(std::string_view text, std::string& out, std::vector<std::uint32_t>* offsets) {
  if (offsets) {
    Folder<true>(text, out, offsets).run();
  } else {
    Folder<false>(text, out, nullptr).run();
  }
}

}  // namespace earshot
