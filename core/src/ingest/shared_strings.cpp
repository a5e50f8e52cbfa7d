#include "ingest/shared_strings.h"

#include <algorithm>
#include <utility>

#include "ingest/xml_part.h"
#include "text/bytes.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// `_xHHHH_` at that byte: its unit; -1 if it is none.
int escaped_unit(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 7;
  if (text.size() - at < kLength || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') {
    return -1;
  }
  int unit = 0;
  for (const char byte : text.substr(at + 2, 4)) {
    const int letter = byte | 0x20;
    if (byte >= '0' && byte <= '9') {
      unit = unit * 16 + (byte - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      unit = unit * 16 + (letter - 'a' + 10);
    } else {
      return -1;
    }
  }
  return unit;
}

}  // namespace

void undo_unit_escapes(std::string& text, std::size_t from) {
  constexpr std::size_t kLength = 7;
  std::size_t at = text.find("_x", from);
  if (at == std::string::npos) return;
  const std::string escaped = text.substr(at);
  text.resize(at);
  for (at = 0; at < escaped.size();) {
    const int unit = escaped_unit(escaped, at);
    if (unit < 0) {
      text += escaped[at++];
      continue;
    }
    at += kLength;
    auto code = static_cast<char32_t>(unit);
    const int low = code >= 0xd800 && code < 0xdc00 ? escaped_unit(escaped, at) : -1;
    if (low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (static_cast<char32_t>(low) - 0xdc00);
      at += kLength;
    }
    if (code != 0) append_code_point(text, code);
  }
}

class SharedStrings::Loader final : public XmlHandler {
 public:
  explicit Loader(SharedStrings& strings) : strings_(strings) {}

  void start(std::string_view name, XmlAttributes) override {
    if (name == "t") {
      text_ = true;
    } else if (name == "rPh") {
      phonetic_ = true;
    }
  }

  void end(std::string_view name) override {
    if (name == "t") {
      text_ = false;
    } else if (name == "rPh") {
      phonetic_ = false;
    } else if (name == "si") {
      end_string();
    }
  }

  void text(std::string_view text) override {
    if (!text_ || phonetic_) return;
    full_ |= text.size() > kMaxSharedBytes - strings_.text_.size();
    if (!full_) strings_.text_ += text;
  }

  /// Strings without runs.
  std::size_t take(std::string_view text) override {
    std::size_t taken = 0;
    while (const std::size_t size = take_string(text.substr(taken))) taken += size;
    return taken;
  }

  bool full() const { return full_; }

 private:
  void end_string() {
    if (full_) return;
    const std::size_t begin = strings_.ends_.empty() ? 0 : strings_.ends_.back();
    undo_unit_escapes(strings_.text_, begin);
    strings_.ends_.push_back(static_cast<std::uint32_t>(strings_.text_.size()));
    full_ = strings_.ends_.size() >= kMaxSharedStrings;
  }

  std::size_t take_string(std::string_view text) {
    constexpr std::string_view kOpen[] = {"<si><t>", "<si><t xml:space=\"preserve\">"};
    constexpr std::string_view kClose = "</t></si>";
    // Elements that close nothing may have left them open.
    if (text_ || phonetic_) return 0;
    for (const std::string_view open : kOpen) {
      if (!begins_with(text, open)) continue;
      text.remove_prefix(open.size());
      std::size_t size = find_markup(text);
      const bool plain = size < text.size() && text[size] == '<';
      if (!plain) size = std::min(text.find('<', size), text.size());
      if (!begins_with(text.substr(size), kClose)) return 0;
      if (full_ || size > kMaxSharedBytes - strings_.text_.size()) return 0;
      if (plain) {
        strings_.text_ += text.substr(0, size);
      } else {
        append_unescaped(strings_.text_, text.substr(0, size));
      }
      end_string();
      return open.size() + size + kClose.size();
    }
    return 0;
  }

  SharedStrings& strings_;
  bool text_ = false, phonetic_ = false, full_ = false;
};

std::optional<Error> SharedStrings::load(const ZipArchive& archive, std::string_view part) {
  const ZipEntry* entry = archive.find(part);
  if (entry == nullptr) return std::nullopt;
  auto reader = archive.read(*entry, kMaxXmlPart);
  if (!reader) return reader.error();
  Loader loader(*this);
  XmlPart xml(std::move(*reader), loader);
  while (xml.advance() != 0) {
    if (loader.full()) {
      return make_error(ErrorCode::TooLarge,
                        "The workbook holds more text than Earshot reads (1 GiB). Split it up, or "
                        "save the sheet as \"CSV UTF-8\".",
                        "1 GiB");
    }
  }
  return xml.error();
}

}  // namespace earshot
