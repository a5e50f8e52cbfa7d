// Any bytes as a workbook, and, behind a first byte that says so, as one part of a sound one.
#include "ingest/workbook.h"

#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/utf8.h"
#include "zip_writer.h"

using namespace earshot;

namespace {

struct Check final : RecordSink {
  void record(const Record& record) override {
    if (record.cells.empty() || record.cells.back().empty()) std::abort();
    for (const std::string_view cell : record.cells) {
      if (valid_prefix(cell) != cell.size()) std::abort();
    }
    if (record.cells.size() > kMaxSheetColumns + 1) std::abort();
  }
  void reject(std::uint64_t, ErrorCode, std::string_view raw) override {
    if (raw.size() > kMaxRejectedBytes) std::abort();
  }
};

void read(const std::string& zip) {
  const auto archive = ZipArchive::open(zip);
  if (!archive) return;
  auto reader = WorkbookReader::open(*archive);
  if (!reader) return;
  for (std::size_t sheet = 0; sheet < reader->sheets().size() && sheet < 4; ++sheet) {
    reader->head(sheet, kHeadRows);
    Check check;
    reader->begin(sheet, check);
    while (reader->advance()) {
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  testing::WorkbookParts parts;
  parts.sheets.push_back({"Sheet", "<row><c t='s' s='1'><v>0</v></c></row>", "", "", ""});
  parts.strings = "<si><t>shared</t></si>";
  parts.styles =
      "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/><xf numFmtId=\"46\"/>";
  testing::WorkbookParts::Part& sheet = parts.sheets[0];
  switch (data[0] % 8) {
    case 0: sheet.data = text; break;
    case 1:
      sheet.data = "<row><c s='2'><v>" + text + "</v></c><c s='1'><v>" + text + "</v></c></row>";
      break;
    case 2: parts.strings = text; break;
    case 3: parts.styles = text; break;
    case 4: sheet.after = sheet.relations = text; break;
    case 5: parts.formats = "<numFmt numFmtId=\"1\" formatCode=\"" + text + "\"/>"; break;
    case 6: sheet.attributes = text; break;
    default: read(text); return 0;
  }
  read(parts.zip());
  return 0;
}
