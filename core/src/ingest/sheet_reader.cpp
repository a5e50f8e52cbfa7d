#include "ingest/sheet_reader.h"

#include <algorithm>

#include "ingest/records.h"
#include "text/bytes.h"

namespace earshot {
namespace {

/// A tag of a cell is hardly ever longer.
constexpr std::size_t kMaxCellTag = 256;
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

SheetReader::Type SheetReader::type_of(std::string_view name) {
  if (name.size() == 1) {
    switch (name[0]) {
      case 's': return Type::Shared;
      case 'b': return Type::Boolean;
      case 'e': return Type::ErrorValue;
      case 'd': return Type::Date;
      default: break;
    }
  }
  return name == "str" || name == "inlineStr" ? Type::Text : Type::Number;
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
      type_ = type_of(value);
    }
  }
  next_column_ = column_ + 1;
}

void SheetReader::end_cell() {
  in_cell_ = false;
  const Cell cell = put(column_, type_, style_, value_);
  if (!formula_.empty() && column_ < kMaxSheetColumns) take_formula_link(shown(cell));
}

/// Puts a value into the row, and says where its text is.
SheetReader::Cell SheetReader::put(std::size_t column, Type type, std::size_t style,
                                   std::string_view value) {
  Cell cell{static_cast<std::uint32_t>(row_text_.size()), 0, false};
  if (column >= kMaxSheetColumns) {
    if (!value.empty()) ++dropped_;
    return cell;
  }
  switch (type) {
    case Type::Shared: {
      const std::string_view digits = trimmed(value);
      const std::uint64_t index = whole_number(digits);
      if (!digits.empty() && index < strings_.size()) {
        cell = {static_cast<std::uint32_t>(index), 0, true};
      }
      break;
    }
    case Type::Text:
      row_text_ += value;
      undo_unit_escapes(row_text_, cell.begin);
      break;
    case Type::Boolean: {
      const std::string_view bare = trimmed(value);
      row_text_ += bare == "1" ? "TRUE" : bare == "0" ? "FALSE" : bare;
      break;
    }
    case Type::ErrorValue: break;
    case Type::Date: row_text_ += trimmed(value); break;
    case Type::Number:
      append_number(row_text_, trimmed(value),
                    style < styles_.formats.size() ? styles_.formats[style] : NumberFormat::Plain,
                    styles_.epoch_1904);
      break;
  }
  if (!cell.shared) cell.size = static_cast<std::uint32_t>(row_text_.size() - cell.begin);
  if (shown(cell).empty()) return cell;
  if (cells_.size() <= column) cells_.resize(column + 1);
  cells_[column] = cell;
  return cell;
}

std::size_t SheetReader::take(std::string_view text) {
  if (!in_data_ || !in_row_ || in_cell_) return 0;
  std::size_t at = 0;
  while (const std::size_t size = take_cell(text.substr(at))) at += size;
  return at;
}

/// `<c r="B2" s="1" t="s"><v>12</v></c>` and the like: the size of it; 0 if it looks otherwise or is
/// not whole, and then nothing has changed.
std::size_t SheetReader::take_cell(std::string_view text) {
  if (!begins_with(text, "<c ")) return 0;
  std::size_t column = next_column_, style = 0;
  Type type = Type::Number;
  std::size_t at = 2;
  while (text.size() - at > 4 && text[at] == ' ' && text[at + 2] == '=' && text[at + 3] == '"') {
    const std::size_t begin = at + 4;
    const std::size_t most = std::min(text.size(), kMaxCellTag);
    std::size_t end = begin;
    while (end < most && text[end] != '"') ++end;
    if (end >= most) return 0;
    const std::string_view value = text.substr(begin, end - begin);
    switch (text[at + 1]) {
      case 'r': column = cell_place(value).column; break;
      case 's': style = static_cast<std::size_t>(whole_number(value)); break;
      case 't': type = type_of(value); break;
      default: break;
    }
    at = end + 1;
  }
  text.remove_prefix(at);
  constexpr std::string_view kEmpty = "/>";
  struct Frame {
    std::string_view open, close;
  };
  constexpr Frame kFrames[] = {{"><v>", "</v></c>"},
                               {"><is><t>", "</t></is></c>"},
                               {"><is><t xml:space=\"preserve\">", "</t></is></c>"}};
  if (begins_with(text, kEmpty)) {
    next_column_ = column + 1;
    return at + kEmpty.size();
  }
  for (const Frame& frame : kFrames) {
    if (!begins_with(text, frame.open)) continue;
    text.remove_prefix(frame.open.size());
    const std::size_t size = find_markup(text);
    if (size == text.npos || !begins_with(text.substr(size), frame.close) ||
        size + row_text_.size() > kMaxRecordBytes) {
      return 0;
    }
    next_column_ = column + 1;
    put(column, type, style, text.substr(0, size));
    return at + frame.open.size() + size + frame.close.size();
  }
  return 0;
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
