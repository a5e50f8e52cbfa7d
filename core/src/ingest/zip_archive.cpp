#include "ingest/zip_archive.h"

#include <algorithm>
#include <utility>

#include "ingest/encoding_guess.h"
#include "text/cold_sort.h"
#include "text/legacy_decoder.h"
#include "text/utf8.h"

namespace earshot {
namespace {

// Signatures and the lengths of the fixed parts behind them (signature included).
constexpr std::uint32_t kLocalHeader = 0x04034b50, kDirectoryHeader = 0x02014b50;
constexpr std::uint32_t kDirectoryEnd = 0x06054b50;
constexpr std::uint32_t kDirectoryEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr std::size_t kLocalHeaderSize = 30, kDirectoryHeaderSize = 46, kDirectoryEndSize = 22;
constexpr std::size_t kDirectoryEnd64Size = 56, kLocator64Size = 20;

constexpr std::uint16_t kStored = 0, kDeflated = 8, kAes = 99;
constexpr std::uint16_t kFlagEncrypted = 1 << 0, kFlagUtf8 = 1 << 11;
constexpr std::uint16_t kExtra64 = 0x0001;

/// The upper half of code page 437, in which names are that say nothing else.
constexpr char16_t kCp437[] =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌"
    u"█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
static_assert(std::size(kCp437) == 128 + 1);

/// Little-endian numbers; those outside the bytes are 0.
std::uint64_t number(std::string_view bytes, std::uint64_t at, int size) {
  if (at > bytes.size() || bytes.size() - at < static_cast<std::size_t>(size)) return 0;
  std::uint64_t value = 0;
  for (int i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(at) + i]);
  }
  return value;
}
std::uint16_t u16(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}
std::uint32_t u32(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint32_t>(number(bytes, at, 4));
}
std::uint64_t u64(std::string_view bytes, std::uint64_t at) { return number(bytes, at, 8); }

Error cut_short() {
  return make_error(
      ErrorCode::DamagedFile,
      "The archive is cut short: its end is missing. Download it again, or export it again.");
}
Error inconsistent() {
  return make_error(ErrorCode::DamagedFile,
                    "The archive is damaged. Download it again, or export it again.");
}

/// Where the central directory stands in the bytes.
struct Directory {
  std::uint64_t begin, end;
  std::uint64_t shift;  // bytes before the archive: what stated offsets are short by
};

std::optional<Directory> directory_from(std::string_view bytes, std::size_t end_record) {
  std::uint64_t size = u32(bytes, end_record + 12);
  std::uint64_t offset = u32(bytes, end_record + 16);
  std::uint64_t end = end_record;
  if (end_record >= kLocator64Size && u32(bytes, end_record - kLocator64Size) == kLocator64) {
    const std::uint64_t locator = end_record - kLocator64Size;
    std::uint64_t record = u64(bytes, locator + 8);
    // Where bytes stand before the archive, the record still stands before its locator.
    if (u32(bytes, record) != kDirectoryEnd64 && locator >= kDirectoryEnd64Size) {
      record = locator - kDirectoryEnd64Size;
    }
    if (record < locator && u32(bytes, record) == kDirectoryEnd64) {
      size = u64(bytes, record + 40);
      offset = u64(bytes, record + 48);
      end = record;
    }
  }
  if (size > end) return std::nullopt;
  const auto opens = [&](std::uint64_t at) {
    return size == 0 || u32(bytes, at) == kDirectoryHeader;
  };
  const std::uint64_t before_end = end - size;
  if (offset <= before_end && opens(before_end))
    return Directory{before_end, end, before_end - offset};
  if (offset <= before_end && opens(offset)) return Directory{offset, offset + size, 0};
  return std::nullopt;
}

std::optional<Directory> find_directory(std::string_view bytes) {
  if (bytes.size() < kDirectoryEndSize) return std::nullopt;
  const std::size_t last = bytes.size() - kDirectoryEndSize;
  const std::size_t first = last > 0xffff ? last - 0xffff : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (bytes[at] != 'P' || u32(bytes, at) != kDirectoryEnd) continue;
    if (at + kDirectoryEndSize + u16(bytes, at + 20) > bytes.size()) continue;
    if (const auto directory = directory_from(bytes, at)) return directory;
  }
  return std::nullopt;
}

/// Sizes and offset that do not fit 32 bits stand in the extra field, in this order, each only if
/// its short field is full.
void read_extra64(std::string_view extra, ZipEntry& entry) {
  for (std::size_t at = 0; at + 4 <= extra.size();) {
    const std::uint16_t id = u16(extra, at), size = u16(extra, at + 2);
    const std::string_view field = extra.substr(at + 4, size);
    at += std::size_t{4} + size;
    if (id != kExtra64) continue;
    std::size_t next = 0;
    for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.offset}) {
      if (*value != 0xffff'ffff || next + 8 > field.size()) continue;
      *value = u64(field, next);
      next += 8;
    }
  }
}

bool is_data(std::string_view name) {
  if (name.empty() || name.ends_with('/') || name.starts_with('/')) return false;
  if (name.size() > 1 && name[1] == ':') return false;
  if (name.starts_with("__MACOSX/")) return false;
  const std::string_view file = name.substr(name.rfind('/') + 1);
  if (file == ".DS_Store" || file == "Thumbs.db" || file == "desktop.ini") return false;
  if (file.starts_with("~$") || file.starts_with("._")) return false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t slash = std::min(name.find('/', at), name.size());
    if (name.substr(at, slash - at) == "..") return false;
    at = slash + 1;
  }
  return true;
}

/// A byte above ASCII in code page 866, which differs from 437 in its letters.
char32_t from_cp866(unsigned char code) {
  constexpr char16_t kLast[] = u"ЁёЄєЇїЎў°∙·√№¤■\u00a0";
  if (code >= 0xf0) return kLast[code - 0xf0];
  if (code >= 0xe0) return U'р' + (code - 0xe0u);
  return code < 0xb0 ? U'А' + (code - 0x80u) : kCp437[code - 0x80];
}

/// Whether words are Cyrillic throughout, in code page 866. In Latin ones a letter here and there is
/// beyond ASCII.
bool looks_like_cp866(std::string_view names) {
  std::size_t cyrillic = 0, others = 0;
  bool high = false, ascii = false, foreign = false;
  for (const char byte : names) {
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x80) {
      high = true;
      foreign = foreign || (code >= 0xb0 && code < 0xe0);
    } else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {
      ascii = true;
    } else {
      if (high) ++(ascii || foreign ? others : cyrillic);
      high = ascii = foreign = false;
    }
  }
  return cyrillic > others;
}

/// Names of entries that are not flagged as UTF-8 and are not: in the encoding that all of them
/// together look like, or in one of DOS.
void decode_names(std::vector<ZipEntry>& entries, const std::vector<std::size_t>& which) {
  if (which.empty()) return;
  constexpr int kTimes = 4;  // a few bytes alone might be slips in UTF-8
  std::string all;
  for (const std::size_t i : which) {
    for (int time = 0; time < kTimes && all.size() < 64 * 1024; ++time) {
      all += entries[i].name + '\n';
    }
  }
  const Encoding guess = guess_encoding(all, true).encoding;
  const bool guessed = guess >= Encoding::Cp949 && guess < Encoding::Windows1252;
  const bool cyrillic = looks_like_cp866(all);
  for (const std::size_t i : which) {
    std::string name;
    if (guessed) {
      LegacyDecoder decoder(guess);
      decoder.feed(entries[i].name, name);
      decoder.finish(name);
    } else {
      for (const char byte : entries[i].name) {
        const auto code = static_cast<unsigned char>(byte);
        append_code_point(name, code < 0x80 ? code
                                : cyrillic  ? from_cp866(code)
                                            : kCp437[code - 0x80]);
      }
    }
    entries[i].name = std::move(name);
  }
}

bool overlap(const std::vector<ZipEntry>& entries, std::uint64_t directory) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
  spans.reserve(entries.size());
  for (const ZipEntry& entry : entries) {
    spans.emplace_back(entry.offset, entry.offset + kLocalHeaderSize + entry.packed_size);
  }
  cold_sort(spans);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].second > (i + 1 < spans.size() ? spans[i + 1].first : directory)) return true;
  }
  return false;
}

constexpr char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte; }

}  // namespace

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  const auto directory = find_directory(bytes);
  if (!directory) return std::unexpected(cut_short());
  ZipArchive archive;
  archive.bytes_ = bytes;
  std::vector<std::size_t> unknown_names;
  for (std::uint64_t at = directory->begin; at < directory->end;) {
    if (u32(bytes, at) != kDirectoryHeader) return std::unexpected(inconsistent());
    const std::uint16_t flags = u16(bytes, at + 8);
    const std::uint64_t name_size = u16(bytes, at + 28), extra_size = u16(bytes, at + 30);
    const std::uint64_t next =
        at + kDirectoryHeaderSize + name_size + extra_size + u16(bytes, at + 32);
    if (next > directory->end) return std::unexpected(inconsistent());
    if (archive.entries_.size() == kMaxZipEntries) {
      return std::unexpected(make_error(ErrorCode::TooLarge,
                                        "The archive holds more than 100,000 files. Unpack it and "
                                        "choose those with the mentions.",
                                        "100000"));
    }
    ZipEntry& entry = archive.entries_.emplace_back();
    entry.method = u16(bytes, at + 10);
    entry.encrypted = (flags & kFlagEncrypted) != 0 || entry.method == kAes;
    entry.crc = u32(bytes, at + 16);
    entry.packed_size = u32(bytes, at + 20);
    entry.size = u32(bytes, at + 24);
    entry.offset = u32(bytes, at + 42);
    const auto name_at = static_cast<std::size_t>(at) + kDirectoryHeaderSize;
    read_extra64(bytes.substr(name_at + name_size, extra_size), entry);
    entry.offset += directory->shift;
    // So that no sum below can overflow.
    if (entry.offset > bytes.size() || entry.packed_size > bytes.size()) {
      return std::unexpected(inconsistent());
    }
    const std::string_view name = bytes.substr(name_at, name_size);
    if (valid_prefix(name) == name.size()) {
      entry.name = name;
    } else if (flags & kFlagUtf8) {
      repair(name, entry.name);
    } else {
      entry.name = name;
      unknown_names.push_back(archive.entries_.size() - 1);
    }
    at = next;
  }
  if (overlap(archive.entries_, directory->begin)) return std::unexpected(inconsistent());
  decode_names(archive.entries_, unknown_names);
  for (ZipEntry& entry : archive.entries_) {
    std::erase(entry.name, '\0');
    std::ranges::replace(entry.name, '\\', '/');
    entry.directory = entry.name.ends_with('/');
    entry.data = is_data(entry.name);
  }
  return archive;
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  const auto bare = [](std::string_view path) {
    return path.starts_with('/') ? path.substr(1) : path;
  };
  for (std::size_t i = entries_.size(); i-- > 0;) {
    if (std::ranges::equal(bare(entries_[i].name), bare(name), {}, lower, lower)) {
      return &entries_[i];
    }
  }
  return nullptr;
}

Result<ZipEntryReader> ZipArchive::read(const ZipEntry& entry, std::uint64_t limit) const {
  if (entry.encrypted) {
    return std::unexpected(make_error(
        ErrorCode::Encrypted,
        "The archive is protected by a password. Unpack it, or pack it without one.", entry.name));
  }
  if (entry.method != kStored && entry.method != kDeflated) {
    return std::unexpected(make_error(
        ErrorCode::UnsupportedFormat,
        "The archive is packed in a way that is not read here. Unpack it first.", "zip"));
  }
  if (entry.size > limit) {
    return std::unexpected(make_error(ErrorCode::TooLarge,
                                      "Unpacked, this is larger than Earshot reads. Split it up.",
                                      entry.name));
  }
  // The local header's own name and extra field may have other lengths than the directory's.
  const std::uint64_t begin = entry.offset + kLocalHeaderSize + u16(bytes_, entry.offset + 26) +
                              u16(bytes_, entry.offset + 28);
  if (u32(bytes_, entry.offset) != kLocalHeader || begin + entry.packed_size > bytes_.size() ||
      (entry.method == kStored && entry.packed_size != entry.size)) {
    return std::unexpected(inconsistent());
  }
  const auto format =
      entry.method == kStored ? Inflater::Format::Stored : Inflater::Format::Deflate;
  return ZipEntryReader(
      Inflater(format),
      bytes_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(entry.packed_size)),
      entry);
}

ZipEntryReader::ZipEntryReader(Inflater inflater, std::string_view packed, const ZipEntry& entry)
    : inflater_(std::move(inflater)), size_(entry.size), wanted_crc_(entry.crc) {
  inflater_.feed(packed);
}

std::string_view ZipEntryReader::next() {
  if (ended_) return {};
  const std::string_view piece = inflater_.next();
  crc_ = crc32(crc_, piece);
  if (!piece.empty() && inflater_.total() <= size_) return piece;
  ended_ = true;
  if (piece.empty()) inflater_.finish();
  error_ = inflater_.error();
  if (!error_ && (inflater_.total() != size_ || crc_ != wanted_crc_)) error_ = inconsistent();
  return {};
}

}  // namespace earshot
