#include "text/unicode.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <tuple>

#include <earshot/unicode.h>

namespace earshot {
namespace {

struct FoldRun {
  std::uint32_t first : 17, extent : 14, skip : 1;  ///< skip: only every second one
  std::int32_t distance;
};

struct ClassRun {
  std::uint32_t first : 17, extent : 7, value : 8;
};

struct CanonicalPair {
  std::uint16_t whole, first, second;
};

#include "text/unicode_tables.inc"

constexpr char kMagic[8] = "EARUNI\1";  // the digit goes up when the layout changes

/// The file as it is; ascending where something is looked up in it.
struct Tables {
  char magic[8];
  char version[8];
  /// One-to-one foldings.
  FoldRun fold_runs[kFoldRunCount];
  /// What CJK compatibility ideographs are unified to.
  std::uint32_t compatibility_ideographs[kCompatibilityIdeographCount];
  std::uint32_t compatibility_supplement[kCompatibilitySupplementCount];
  /// Canonical combining classes other than 0.
  ClassRun class_runs[kClassRunCount];
  /// Canonical decompositions of folded code points; from kFirstAstralPair on, 0x10000 is to be added
  /// to all three.
  CanonicalPair pairs[kPairCount];
  /// Rows of `pairs` that may be composed, by first and second part.
  std::uint16_t pairs_by_parts[kComposedPairCount];
  std::uint16_t groups[kGroupCount][32];  // code point / 16 within a group -> row of `blocks`
  Properties palette[kKindCount];
  std::uint8_t group_of[256];            // code point / 512 -> row of `groups`
  std::uint8_t blocks[kBlockCount][16];  // code point within a block -> row of `palette`
};

static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(FoldRun) == 8 && sizeof(ClassRun) == 4 && sizeof(Properties) == 3);

constinit Tables table{};

constexpr char32_t kTrieEnd = 0x20000;
constexpr char32_t kCompatibilityFirst = 0xF900, kSupplementFirst = 0x2F800;
constexpr char32_t kHangulFirst = 0xAC00, kHangulCount = 11172;
constexpr char32_t kLeadFirst = 0x1100, kLeadCount = 19;
constexpr char32_t kVowelFirst = 0x1161, kVowelCount = 21;
constexpr char32_t kTailBefore = 0x11A7, kTailCount = 28;

constexpr char32_t plane_of(std::size_t row) { return row < kFirstAstralPair ? 0 : 0x10000; }

/// The run of ascending `runs` that may hold the code point.
template <class Run, std::size_t N>
const Run* run_before(const Run (&runs)[N], char32_t code_point) {
  const Run* after = std::upper_bound(std::begin(runs), std::end(runs), code_point,
                                      [](char32_t cp, const Run& run) { return cp < run.first; });
  return after == std::begin(runs) ? nullptr : after - 1;
}

}  // namespace

Result<void> load_unicode(std::span<const unsigned char> bytes) {
  if (bytes.size() != sizeof table || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0 ||
      std::memcmp(bytes.data() + sizeof kMagic, kUnicodeVersion, sizeof kUnicodeVersion) != 0) {
    return std::unexpected(make_error(ErrorCode::BadModel,
                                      "The tables of Unicode are damaged or of another version. "
                                      "Load the earshot.unicode that came with this version.",
                                      "unicode"));
  }
  std::memcpy(&table, bytes.data(), sizeof table);
  return {};
}

Properties properties_of(char32_t cp) {
  if (cp < kTrieEnd) {
    const std::uint16_t block = table.groups[table.group_of[cp >> 9]][cp >> 4 & 31];
    return table.palette[table.blocks[block][cp & 15]];
  }
  if (cp < 0x40000) {
    const bool compatibility =
        cp >= kSupplementFirst && cp - kSupplementFirst < std::size(table.compatibility_supplement);
    return {Script::Han, Category::Letter, compatibility ? FoldAction::Map : FoldAction::Keep};
  }
  if (cp >= 0xE0100 && cp <= 0xE01EF) return {Script::Common, Category::Mark, FoldAction::Drop};
  return {Script::Common, Category::Other, FoldAction::Keep};
}

std::uint8_t combining_class(char32_t cp) {
  const ClassRun* run = run_before(table.class_runs, cp);
  return run && cp - run->first <= run->extent ? static_cast<std::uint8_t>(run->value) : 0;
}

char32_t folded_code_point(char32_t cp) {
  if (cp >= kCompatibilityFirst && cp - kCompatibilityFirst < std::size(table.compatibility_ideographs)) {
    return table.compatibility_ideographs[cp - kCompatibilityFirst];
  }
  if (cp >= kSupplementFirst && cp - kSupplementFirst < std::size(table.compatibility_supplement)) {
    return table.compatibility_supplement[cp - kSupplementFirst];
  }
  const FoldRun* run = run_before(table.fold_runs, cp);
  if (!run || cp - run->first > run->extent || (run->skip && ((cp - run->first) & 1))) return cp;
  return static_cast<char32_t>(static_cast<std::int32_t>(cp) + run->distance);
}

char32_t composed(char32_t first, char32_t second) {
  if (first - kLeadFirst < kLeadCount && second - kVowelFirst < kVowelCount) {
    return kHangulFirst + ((first - kLeadFirst) * kVowelCount + second - kVowelFirst) * kTailCount;
  }
  if (first - kHangulFirst < kHangulCount && (first - kHangulFirst) % kTailCount == 0 &&
      second > kTailBefore && second - kTailBefore < kTailCount) {
    return first + second - kTailBefore;
  }
  const auto key = std::tuple(first, second);
  const auto parts = [](std::uint16_t row) {
    return std::tuple(table.pairs[row].first + plane_of(row), table.pairs[row].second + plane_of(row));
  };
  const auto* found =
      std::lower_bound(std::begin(table.pairs_by_parts), std::end(table.pairs_by_parts), key,
                       [&](std::uint16_t row, const auto& wanted) { return parts(row) < wanted; });
  if (found == std::end(table.pairs_by_parts) || parts(*found) != key) return 0;
  return table.pairs[*found].whole + plane_of(*found);
}

bool decomposed(char32_t cp, char32_t& first, char32_t& second) {
  const auto* begin = table.pairs + (cp < 0x10000 ? 0 : kFirstAstralPair);
  const auto* end = cp < 0x10000 ? table.pairs + kFirstAstralPair : std::end(table.pairs);
  if (cp >= kTrieEnd) return false;
  const auto* found = std::lower_bound(
      begin, end, cp & 0xFFFF,
      [](const CanonicalPair& pair, char32_t wanted) { return pair.whole < wanted; });
  if (found == end || found->whole != (cp & 0xFFFF)) return false;
  const char32_t plane = cp & 0x10000;
  first = found->first + plane;
  second = found->second + plane;
  return true;
}

}  // namespace earshot
