#include "text/encoding.h"

#include <iterator>

namespace earshot {
namespace {

/// In the order of Encoding: labels of the WHATWG Encoding Standard, but "cp949", by which people
/// in Korea know what the standard calls "euc-kr".
constexpr std::string_view kNames[] = {
    "utf-8",        "utf-16le",     "utf-16be",    "cp949",        "shift_jis", "euc-jp",
    "iso-2022-jp",  "gb18030",      "big5",        "windows-1251", "koi8-r",    "windows-1252",
    "windows-1250", "windows-1254", "windows-874", "macintosh",    "unknown",
};
static_assert(std::size(kNames) == kEncodingCount + 1);

}  // namespace

std::string_view encoding_name(Encoding encoding) { return kNames[std::size_t(encoding)]; }

std::optional<Encoding> encoding_of(std::string_view name) {
  for (std::size_t at = 0; at < kEncodingCount; ++at) {
    if (kNames[at] == name) return Encoding(at);
  }
  return std::nullopt;
}

}  // namespace earshot
