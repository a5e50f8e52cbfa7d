#include "report/text_out.h"

#include <charconv>
#include <cmath>

#include "time/civil.h"

namespace earshot {

void append_integer(std::string& out, std::uint64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_float(std::string& out, float value) {
  if (std::isnan(value)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_probability(std::string& out, std::uint16_t units) {
  const std::uint32_t parts = (std::uint32_t{units} * 10'000 + 32'767) / 65'535;
  if (parts == 10'000) {
    out += '1';
    return;
  }
  out += '0';
  if (parts == 0) return;
  char digits[] = {'.', '0', '0', '0', '0'};
  std::uint32_t rest = parts;
  for (int at = 4; at > 0; --at, rest /= 10) digits[at] = static_cast<char>('0' + rest % 10);
  std::size_t size = sizeof digits;
  while (digits[size - 1] == '0') --size;
  out.append(digits, size);
}

double rounded(double fraction) { return std::round(fraction * 1e6) / 1e6; }

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool separator = byte == 0xe2 && text.size() - at >= 3 && text[at + 1] == '\x80' &&
                           (text[at + 2] == '\xa8' || text[at + 2] == '\xa9');
    if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f && !separator) continue;
    out.append(text.substr(plain, at - plain));
    switch (byte) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (separator) {
          out += text[at + 2] == '\xa8' ? "\\u2028" : "\\u2029";
          at += 2;
        } else {
          out += "\\u00";
          out += "0123456789abcdef"[byte >> 4];
          out += "0123456789abcdef"[byte & 15];
        }
    }
    plain = at + 1;
  }
  out.append(text.substr(plain));
  out += '"';
}

std::string iso_time(Time time, const Zone& zone) {
  const bool wall = time.kind() == Time::Kind::Wall;
  const std::int64_t utc = wall ? zone.to_utc(time.ms()) : time.ms();
  const std::int32_t offset = zone.offset_seconds(utc);
  std::string text(kIsoLength, ' ');
  write_iso(text.data(), wall ? time.ms() : utc + offset * kSecondMs, offset);
  return text;
}

void append_csv_cell(std::string& out, std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(text);
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char byte : text) {
    if (byte == '"') out += '"';
    out += byte;
  }
  out += '"';
}

}  // namespace earshot
