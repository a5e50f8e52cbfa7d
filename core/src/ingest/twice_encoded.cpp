#include "ingest/twice_encoded.h"

#include <algorithm>

#include "text/charset_index.h"
#include "text/cold_sort.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// What UTF-8 is usually taken for: on Windows, on a Mac, on Windows in Russia.
constexpr Encoding kViews[] = {Encoding::Windows1252, Encoding::Macintosh, Encoding::Windows1251};

std::size_t length_by_lead(unsigned byte) {
  return byte < 0xc2 || byte > 0xf4 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

}  // namespace

TwiceEncoded::TwiceEncoded(Encoding view) : view_(view) {
  const auto half = upper_half(view);
  for (std::size_t i = 0; i < half.size(); ++i) {
    bytes_of_.emplace_back(half[i], static_cast<std::uint8_t>(0x80 + i));
  }
  // Many programs say Windows-1252 and mean Latin-1, whose controls stand here.
  if (view == Encoding::Windows1252) {
    for (char32_t control = 0x80; control < 0xa0; ++control) {
      bytes_of_.emplace_back(control, static_cast<std::uint8_t>(control));
    }
  }
  cold_sort(bytes_of_);
}

int TwiceEncoded::byte_of(char32_t code_point) const {
  const auto found = std::ranges::lower_bound(bytes_of_, code_point, {},
                                              [](const auto& pair) { return pair.first; });
  return found != bytes_of_.end() && found->first == code_point ? found->second : -1;
}

void TwiceEncoded::give_up(std::string& out) {
  if (bytes_.empty()) return;
  out += original_;
  kept_ += bytes_.size();
  bytes_.clear();
  original_.clear();
}

void TwiceEncoded::feed(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    if (at > start) {
      give_up(out);
      out.append(text.substr(start, at - start));
      continue;
    }
    const int byte = byte_of(decode(text, at));
    if (byte < 0x80 || (byte & 0xc0) != 0x80) give_up(out);
    if (byte < 0x80 || (bytes_.empty() && length_by_lead(static_cast<unsigned>(byte)) == 0)) {
      out.append(text.substr(start, at - start));
      ++kept_;
      continue;
    }
    bytes_.push_back(static_cast<char>(byte));
    original_.append(text.substr(start, at - start));
    if (bytes_.size() < length_by_lead(static_cast<unsigned char>(bytes_[0]))) continue;
    if (valid_prefix(bytes_) != bytes_.size()) {
      give_up(out);
      continue;
    }
    out += bytes_;
    ++undone_;
    undid_long_ |= bytes_.size() > 2;
    bytes_.clear();
    original_.clear();
  }
}

void TwiceEncoded::finish(std::string& out) { give_up(out); }

std::optional<Encoding> find_twice_encoded(std::string_view sample, bool whole) {
  for (const Encoding view : kViews) {
    TwiceEncoded undo(view);
    std::string text;
    bool exact = true;
    // In pieces: most files are told by the first one.
    for (std::size_t at = 0; exact && at < sample.size();) {
      std::size_t end = std::min(sample.size(), at + 4096);
      while (end < sample.size() && (sample[end] & 0xc0) == 0x80) ++end;
      text.clear();
      undo.feed(sample.substr(at, end - at), text);
      exact = undo.kept() == 0;
      at = end;
    }
    if (exact && !(whole && undo.is_open()) && (undo.undone() > 1 || undo.undid_long()))
      return view;
  }
  return std::nullopt;
}

}  // namespace earshot
