// One XML document inside an archive: from packed bytes to elements, piece by piece.
#pragma once

#include <optional>
#include <string_view>

#include <earshot/error.h>

#include "ingest/decoder.h"
#include "ingest/xml_scanner.h"
#include "ingest/zip_archive.h"

namespace earshot {

/// A larger document, unpacked, is an error.
inline constexpr std::uint64_t kMaxXmlPart = std::uint64_t{16} << 30;

class XmlPart : private TextSink {
 public:
  XmlPart(ZipEntryReader reader, XmlHandler& handler)
      : reader_(std::move(reader)), scanner_(handler) {}
  XmlPart(const XmlPart&) = delete;

  /// Reads on by at most kInflatedPiece bytes of XML and says how many they were; 0 at the end and
  /// after an error.
  std::size_t advance();
  /// How much of the document is read, from 0 to 1.
  double advanced() const { return reader_.advanced(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  void text(std::string_view text) override { scanner_.feed(text); }

  ZipEntryReader reader_;
  XmlScanner scanner_;
  std::optional<Decoder> decoder_;  // once the first bytes have told the encoding
  bool ended_ = false;
  std::optional<Error> error_;
};

/// Reads a whole document; one that the archive does not hold is no error, and has no element.
std::optional<Error> read_xml(const ZipArchive& archive, std::string_view name,
                              XmlHandler& handler);

}  // namespace earshot
