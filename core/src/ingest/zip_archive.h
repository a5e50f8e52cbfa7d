// A zip archive whose bytes are all at hand: what it holds, and each entry as a stream.
//
// The list of entries is the central directory at the archive's end (APPNOTE.TXT by PKWARE,
// sections 4.3 and 4.5.3 for the 64-bit fields); bytes before the archive and a comment after it
// are passed over. Entries that share bytes are refused: only bombs are built that way.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>

#include "ingest/inflater.h"

namespace earshot {

/// More entries than this are no export.
inline constexpr std::size_t kMaxZipEntries = 100'000;

struct ZipEntry {
  std::string name;  ///< UTF-8, with "/" between folders
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;  ///< of its local header, from the first byte of the whole
  std::uint32_t crc = 0;
  std::uint16_t method = 0;
  bool encrypted = false;
  bool directory = false;
  /// False for folders, for names that lead out of the archive, and for what systems leave behind
  /// (__MACOSX, .DS_Store, Thumbs.db, lock files).
  bool data = true;
};

/// An entry's bytes in pieces of at most kInflatedPiece. An error shows no later than at the end,
/// where size and CRC-32 are compared.
class ZipEntryReader {
 public:
  /// What comes next, valid until the next call; empty at the end and after an error.
  std::string_view next();
  const std::optional<Error>& error() const { return error_; }
  /// How much of the entry was read, from 0 to 1.
  double advanced() const {
    return size_ == 0 ? 1 : static_cast<double>(inflater_.total()) / static_cast<double>(size_);
  }

 private:
  friend class ZipArchive;
  ZipEntryReader(Inflater inflater, std::string_view packed, const ZipEntry& entry);

  Inflater inflater_;
  std::uint64_t size_;
  std::uint32_t wanted_crc_, crc_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

class ZipArchive {
 public:
  /// The bytes have to outlive the archive and its readers.
  static Result<ZipArchive> open(std::string_view bytes);

  std::span<const ZipEntry> entries() const { return entries_; }
  /// The entry of that name; ASCII case and a leading "/" make no difference. Of several, the last.
  const ZipEntry* find(std::string_view name) const;
  /// @param limit a larger entry is an error
  Result<ZipEntryReader> read(const ZipEntry& entry, std::uint64_t limit = UINT64_MAX) const;

 private:
  std::string_view bytes_;
  std::vector<ZipEntry> entries_;
};

}  // namespace earshot
