#include "report/spans.h"

#include <cstdint>

namespace earshot {
namespace {

std::uint64_t utf16_length(std::string_view text) {
  std::uint64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    units += (byte & 0xC0) != 0x80;
    units += byte >= 0xF0;
  }
  return units;
}

}  // namespace

void write_span(JsonOut& json, std::string_view text, std::size_t begin, std::size_t end) {
  const std::uint64_t before = utf16_length(text.substr(0, begin));
  json.number("start", begin);
  json.number("end", end);
  json.number("startUtf16", before);
  json.number("endUtf16", before + utf16_length(text.substr(begin, end - begin)));
}

}  // namespace earshot
