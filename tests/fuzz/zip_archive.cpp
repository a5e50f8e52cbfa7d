// Any bytes as a zip archive: whatever opens can be listed and read.
#include "ingest/zip_archive.h"

#include <cstdint>
#include <cstdlib>

#include "ingest/workbook.h"
#include "text/utf8.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto archive = ZipArchive::open(bytes);
  if (!archive) return 0;
  for (const ZipEntry& entry : archive->entries()) {
    if (valid_prefix(entry.name) != entry.name.size()) std::abort();
    auto reader = archive->read(entry, 1 << 22);
    if (!reader) continue;
    std::uint64_t total = 0;
    for (std::string_view piece; !(piece = reader->next()).empty();) total += piece.size();
    if (total > entry.size || (!reader->error() && total != entry.size)) std::abort();
  }
  WorkbookReader::is_workbook(*archive);
  foreign_document(*archive);
  return 0;
}
