#include "ingest/xml_part.h"

namespace earshot {

std::size_t XmlPart::advance() {
  if (ended_) return 0;
  std::string_view piece = reader_.next();
  const std::size_t read = piece.size();
  if (read == 0) {
    ended_ = true;
    error_ = reader_.error();
    if (!error_) {
      if (decoder_) decoder_->finish();
      scanner_.finish();
      error_ = scanner_.error();
    }
    return 0;
  }
  if (!decoder_) {
    // Office documents are UTF-8 or, rarely, UTF-16 with its mark.
    Encoding encoding = Encoding::Utf8;
    if (piece.starts_with("\xff\xfe")) encoding = Encoding::Utf16Le;
    if (piece.starts_with("\xfe\xff")) encoding = Encoding::Utf16Be;
    if (encoding != Encoding::Utf8) piece.remove_prefix(2);
    if (piece.starts_with("\xef\xbb\xbf")) piece.remove_prefix(3);
    decoder_.emplace(encoding, static_cast<TextSink&>(*this));
  }
  decoder_->feed(piece);
  error_ = scanner_.error();
  ended_ = error_.has_value();
  return ended_ ? 0 : read;
}

std::optional<Error> read_xml(const ZipArchive& archive, std::string_view name,
                              XmlHandler& handler) {
  const ZipEntry* entry = archive.find(name);
  if (entry == nullptr) return std::nullopt;
  auto reader = archive.read(*entry, kMaxXmlPart);
  if (!reader) return reader.error();
  XmlPart part(std::move(*reader), handler);
  while (part.advance() != 0) {
  }
  return part.error();
}

}  // namespace earshot
