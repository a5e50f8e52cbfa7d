#include "ingest/sheet_reader.h"

#include <algorithm>

#include "ingest/records.h"

namespace earshot {
namespace {

/// Of a formula, enough to hold an address.
constexpr std::size_t kMaxFormula = 8 * 1024;

std::uint64_t whole_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 10) return 0;
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return 0;
    value = value * 10 + (digit - '0');
  }
  return value;
}

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  if (!text.empty() && text.front() > ' ' && text.back() > ' ') return text;
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

}  // namespace

CellPlace cell_place(std::string_view reference) {
  std::size_t column = 0, at = 0;
  for (; at < reference.size(); ++at) {
    const int letter = reference[at] | 0x20;
    if (letter < 'a' || letter > 'z') break;
    column =
        std::min(column * 26 + static_cast<std::size_t>(letter - 'a' + 1), kMaxSheetColumns + 1);
  }
  return {column == 0 ? kMaxSheetColumns : column - 1, whole_number(reference.substr(at))};
}

void SheetReader::start(std::string_view name, XmlAttributes attributes) {
  if (!in_data_) {
    in_data_ = name == "sheetData";
  } else if (name.size() == 1) {
    // Nearly all elements of a sheet have a name of one letter.
    switch (name[0]) {
      case 'c': start_cell(attributes); break;
      case 'v':
      case 't': collect_ = in_cell_ && !phonetic_ ? Collect::Value : Collect::Nothing; break;
      case 'f': collect_ = in_cell_ ? Collect::Formula : Collect::Nothing; break;
      default: break;
    }
  } else if (name == "row") {
    start_row(attributes);
  } else if (name == "rPh") {
    phonetic_ = true;
  }
}

void SheetReader::end(std::string_view name) {
  if (!in_data_) return;
  if (name.size() == 1) {
    collect_ = Collect::Nothing;
    if (name[0] == 'c' && in_cell_) end_cell();
  } else if (name == "row") {
    if (in_row_) end_row();
  } else if (name == "rPh") {
    phonetic_ = false;
  } else if (name == "sheetData") {
    in_data_ = false;
  }
}

void SheetReader::text(std::string_view text) {
  if (collect_ == Collect::Value) {
    if (value_.size() + row_text_.size() + text.size() > kMaxRecordBytes) {
      too_large_ = true;
    } else {
      value_ += text;
    }
  } else if (collect_ == Collect::Formula) {
    formula_ += text.substr(0, kMaxFormula - formula_.size());
  }
}

void SheetReader::start_row(XmlAttributes attributes) {
  std::uint64_t row = 0;
  while (attributes.next()) {
    if (attributes.name() == "r") row = whole_number(attributes.raw());
  }
  row_ = row != 0 ? row : row_ + 1;
  in_row_ = true;
  in_cell_ = false;
  next_column_ = 0;
  cells_.clear();
  row_text_.clear();
  link_.clear();
  too_large_ = false;
}

void SheetReader::start_cell(XmlAttributes attributes) {
  if (!in_row_) return;
  in_cell_ = true;
  phonetic_ = false;
  collect_ = Collect::Nothing;
  column_ = next_column_;
  type_ = Type::Number;
  style_ = 0;
  value_.clear();
  formula_.clear();
  while (attributes.next()) {
    const std::string_view value = attributes.raw();
    if (attributes.name() == "r") {
      column_ = cell_place(value).column;
    } else if (attributes.name() == "s") {
      style_ = static_cast<std::size_t>(whole_number(value));
    } else if (attributes.name() == "t") {
      type_ = value == "s"           ? Type::Shared
              : value == "b"         ? Type::Boolean
              : value == "e"         ? Type::ErrorValue
              : value == "d"         ? Type::Date
              : value == "str"       ? Type::Text
              : value == "inlineStr" ? Type::Text
                                     : Type::Number;
    }
  }
  next_column_ = column_ + 1;
}

void SheetReader::end_cell() {
  in_cell_ = false;
  if (column_ >= kMaxSheetColumns) {
    if (!value_.empty()) ++dropped_;
    return;
  }
  Cell cell{static_cast<std::uint32_t>(row_text_.size()), 0, false};
  switch (type_) {
    case Type::Shared: {
      const std::string_view digits = trimmed(value_);
      const std::uint64_t index = whole_number(digits);
      if (!digits.empty() && index < strings_.size()) {
        cell = {static_cast<std::uint32_t>(index), 0, true};
      }
      break;
    }
    case Type::Text:
      row_text_ += value_;
      undo_unit_escapes(row_text_, cell.begin);
      break;
    case Type::Boolean: {
      const std::string_view value = trimmed(value_);
      row_text_ += value == "1" ? "TRUE" : value == "0" ? "FALSE" : value;
      break;
    }
    case Type::ErrorValue: break;
    case Type::Date: row_text_ += trimmed(value_); break;
    case Type::Number:
      append_number(row_text_, trimmed(value_),
                    style_ < styles_.formats.size() ? styles_.formats[style_] : NumberFormat::Plain,
                    styles_.epoch_1904);
      break;
  }
  if (!cell.shared) cell.size = static_cast<std::uint32_t>(row_text_.size() - cell.begin);
  if (!formula_.empty()) take_formula_link(shown(cell));
  if (shown(cell).empty()) return;
  if (cells_.size() <= column_) cells_.resize(column_ + 1);
  cells_[column_] = cell;
}

std::string_view SheetReader::shown(const Cell& cell) const {
  if (cell.shared) return strings_[cell.begin];
  return std::string_view(row_text_).substr(cell.begin, cell.size);
}

/// `HYPERLINK("https://...", "shown")`: the address, if it is written out.
void SheetReader::take_formula_link(std::string_view shown) {
  constexpr std::string_view kFunction = "HYPERLINK(\"";
  if (!link_.empty() || !formula_.starts_with(kFunction) || is_web_address(shown)) return;
  const std::size_t close = formula_.find('"', kFunction.size());
  if (close == std::string::npos) return;
  const auto url = std::string_view(formula_).substr(kFunction.size(), close - kFunction.size());
  if (is_web_address(url)) link_ = url;
}

void SheetReader::end_row() {
  in_row_ = in_cell_ = false;
  views_.clear();
  std::size_t bytes = 0;
  for (const Cell& cell : cells_) {
    views_.push_back(shown(cell));
    bytes += views_.back().size();
  }
  std::string_view link = link_;
  const auto first = std::ranges::lower_bound(links_, row_, {}, &SheetLink::row);
  for (auto at = first; at != links_.end() && at->row == row_; ++at) {
    if (at->column < views_.size() && is_web_address(views_[at->column])) continue;
    link = at->url;
  }
  if (views_.empty() && link.empty()) return;
  sink_.row({row_, views_, link, too_large_ || bytes > kMaxRecordBytes});
}

}  // namespace earshot
