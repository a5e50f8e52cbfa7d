// Workbooks (XLSX, ECMA-376): which sheets there are, the head of each, and the rows of one as
// records.
//
// A link that a row shows only as other text ("view comment") would be lost, so it becomes a cell of
// its own: the row's last one (those before it lead to who wrote it), in one column behind all others,
// `link_column`, which has no header.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>

#include "ingest/records.h"
#include "ingest/sheet_reader.h"
#include "ingest/zip_archive.h"

namespace earshot {

struct Sheet {
  std::string name;
  bool hidden = false;
};

struct SheetRow {
  std::uint64_t row;  ///< the sheet's own number, from 1
  std::vector<std::string> cells;
};

/// The head of a sheet has no more rows and not many more bytes than this.
inline constexpr std::size_t kHeadRows = 200;
inline constexpr std::size_t kHeadBytes = std::size_t{4} << 20;

class WorkbookReader {
 public:
  /// Reads everything but the sheets themselves. The archive has to outlive the reader and to stay
  /// where it is.
  static Result<WorkbookReader> open(const ZipArchive& archive);
  static bool is_workbook(const ZipArchive& archive);

  WorkbookReader(WorkbookReader&&) noexcept;
  WorkbookReader& operator=(WorkbookReader&&) noexcept;
  ~WorkbookReader();

  /// Sheets with cells, in the order of their tabs.
  std::span<const Sheet> sheets() const { return sheets_; }

  /// The first rows of a sheet that are not empty, as many as `count` and kHeadRows allow. Valid as
  /// long as the reader.
  std::span<const SheetRow> head(std::size_t sheet, std::size_t count);
  /// Where links stand that cells do not show; nothing if no row of the head has one. Rows whose
  /// own cells reach there keep those and lose the link.
  std::optional<std::size_t> link_column(std::size_t sheet);

  /// From here on `advance` reads this sheet.
  ///
  /// A record's row is the sheet's own row number; it has no `raw`. Empty rows and those the file
  /// leaves out are no records.
  void begin(std::size_t sheet, RecordSink& sink);
  /// Reads on by about 1 MiB of XML; false when the sheet has ended or cannot be read on.
  bool advance();
  /// How much of it is read, from 0 to 1.
  double advanced() const;
  /// Of the sheet that `begin` named; records before the damage were handed on.
  const std::optional<Error>& error() const { return error_; }
  /// Filled cells beyond kMaxSheetColumns, which were left out.
  std::uint64_t dropped_cells() const;

 private:
  struct Body;
  class Records;
  struct Reading;

  WorkbookReader();
  const Body& surveyed(std::size_t sheet);

  const ZipArchive* archive_ = nullptr;
  std::vector<Sheet> sheets_;
  std::vector<Body> bodies_;  // one for each sheet
  std::unique_ptr<SharedStrings> strings_;
  std::unique_ptr<CellStyles> styles_;
  std::unique_ptr<Reading> reading_;
  std::optional<Error> error_;
};

/// What else a zip archive is: "ods", "odt", "odp", "xlsb", "docx", "pptx", "numbers" (or another
/// document of its maker), or "".
std::string_view foreign_document(const ZipArchive& archive);

}  // namespace earshot
