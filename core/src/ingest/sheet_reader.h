// One sheet of a workbook: from the elements of its XML to rows of cells.
//
// Takes nothing for granted that writers get wrong: the stated dimension is not looked at, rows and
// cells may leave out where they stand, empty ones may be missing or written out.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/number_format.h"
#include "ingest/shared_strings.h"
#include "ingest/xml_scanner.h"

namespace earshot {

/// As many columns as a sheet can have; cells beyond are dropped and counted.
inline constexpr std::size_t kMaxSheetColumns = 16'384;

/// How cells show their numbers.
struct CellStyles {
  std::vector<NumberFormat> formats;  ///< by the cell's style number
  bool epoch_1904 = false;
};

/// A hyperlink that stands beside the cells, in the sheet's relationships.
struct SheetLink {
  std::uint64_t row;
  std::size_t column;
  std::string url;
  auto operator<=>(const SheetLink&) const = default;
};

/// A row with at least one filled cell. Views hold only during the call.
struct SheetRowView {
  std::uint64_t row;                        ///< the sheet's own number, from 1
  std::span<const std::string_view> cells;  ///< without empty ones at the end
  /// Where the row's last hyperlink leads whose cell does not show it; "" if there is none.
  std::string_view link;
  bool too_large;  ///< more than `kMaxRecordBytes`: not all of it is here
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void row(const SheetRowView& row) = 0;
};

class SheetReader final : public XmlHandler {
 public:
  /// @param links by row, then column
  SheetReader(const SharedStrings& strings, const CellStyles& styles,
              std::span<const SheetLink> links, RowSink& sink)
      : strings_(strings), styles_(styles), links_(links), sink_(sink) {}

  void start(std::string_view name, XmlAttributes attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  /// Cells as nearly all writers write them.
  std::size_t take(std::string_view text) override;

  std::uint64_t dropped_cells() const { return dropped_; }

 private:
  enum class Type : std::uint8_t { Number, Shared, Text, Boolean, ErrorValue, Date };
  enum class Collect : std::uint8_t { Nothing, Value, Formula };
  struct Cell {
    std::uint32_t begin = 0, size = 0;  // in row_text_ or, for a shared string, its number
    bool shared = false;
  };

  static Type type_of(std::string_view name);
  void start_row(XmlAttributes attributes);
  void start_cell(XmlAttributes attributes);
  void end_cell();
  std::size_t take_cell(std::string_view text);
  Cell put(std::size_t column, Type type, std::size_t style, std::string_view value);
  void end_row();
  void take_formula_link(std::string_view shown);
  std::string_view shown(const Cell& cell) const;

  const SharedStrings& strings_;
  const CellStyles& styles_;
  std::span<const SheetLink> links_;
  RowSink& sink_;

  bool in_data_ = false, in_row_ = false, in_cell_ = false, phonetic_ = false;
  Collect collect_ = Collect::Nothing;
  std::uint64_t row_ = 0;
  std::size_t column_ = 0;  // of the open cell
  std::size_t next_column_ = 0;
  Type type_ = Type::Number;
  std::size_t style_ = 0;
  std::string value_, formula_;
  std::string row_text_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> views_;
  std::string link_;
  bool too_large_ = false;
  std::uint64_t dropped_ = 0;
};

/// Where a cell stands: "B12" is column 1 of row 12; a row of 0 if the text names none.
struct CellPlace {
  std::size_t column;  ///< from 0; kMaxSheetColumns if it names none or one beyond
  std::uint64_t row;
};
CellPlace cell_place(std::string_view reference);

}  // namespace earshot
