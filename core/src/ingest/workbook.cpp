#include "ingest/workbook.h"

#include <algorithm>
#include <utility>

#include "ingest/xml_part.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

constexpr std::size_t kAdvanceBytes = std::size_t{1} << 20;
/// Shared strings make much text of little XML: what is handed on in one step ends here.
constexpr std::size_t kAdvanceText = std::size_t{8} << 20;
/// A head that has not begun after this much XML is not waited for.
constexpr std::size_t kMaxHeadXml = std::size_t{64} << 20;

constexpr std::size_t kMaxSheets = 4'096;
constexpr std::size_t kMaxStyles = 65'536;
/// Twice what spreadsheets allow on one sheet.
constexpr std::size_t kMaxLinks = 131'072;
/// Longer names and addresses are left out.
constexpr std::size_t kMaxName = 4 * 1024;

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

/// A relationship's target as a name in the archive.
std::string resolved(std::string_view source, std::string_view target) {
  const std::string path =
      std::string(target.starts_with('/') ? "" : folder_of(source)) + std::string(target);
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const auto step = std::string_view(path).substr(at, slash - at);
    at = slash + 1;
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      out.resize(out.find('/') == std::string::npos ? 0 : out.rfind('/'));
      continue;
    }
    if (!out.empty()) out += '/';
    out += step;
  }
  return out;
}

std::string relations_of(std::string_view part) {
  return std::string(folder_of(part)) + "_rels/" + std::string(last_part(part)) + ".rels";
}

std::uint32_t number(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char digit : digits.substr(0, 9)) {
    if (digit < '0' || digit > '9') break;
    value = value * 10 + (digit - '0');
  }
  return value;
}

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

struct Relation {
  std::string id, target;
  auto operator<=>(const Relation&) const = default;
};

/// The relationships of a part that are of one type.
class Relations final : public XmlHandler {
 public:
  explicit Relations(std::string_view type) : type_(type) {}

  void start(std::string_view name, XmlAttributes attributes) override {
    if (name != "Relationship" || found_.size() == kMaxLinks) return;
    Relation relation;
    std::string type;
    while (attributes.next()) {
      if (attributes.raw().size() > kMaxName) return;
      if (attributes.name() == "Id") relation.id = attributes.value();
      if (attributes.name() == "Target") relation.target = attributes.value();
      if (attributes.name() == "Type") type = attributes.value();
    }
    // Types are addresses that differ between the versions of the standard; their last part does
    // not.
    if (last_part(type) == type_) found_.push_back(std::move(relation));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<Relation>& by_id() {
    cold_sort(found_);
    return found_;
  }
  const Relation* find(std::string_view id) const {
    const auto at = std::ranges::lower_bound(found_, id, {}, &Relation::id);
    return at != found_.end() && at->id == id ? &*at : nullptr;
  }
  /// The first of the file, before `by_id` was called.
  const Relation* first() const { return found_.empty() ? nullptr : &found_.front(); }

 private:
  std::string_view type_;
  std::vector<Relation> found_;
};

/// The name of a document's first element.
class Root final : public XmlHandler {
 public:
  void start(std::string_view name, XmlAttributes) override {
    if (root_.empty()) root_ = name;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  const std::string& name() const { return root_; }

 private:
  std::string root_;
};

std::string main_part(const ZipArchive& archive) {
  Relations relations("officeDocument");
  read_xml(archive, "_rels/.rels", relations);
  const Relation* relation = relations.first();
  return relation ? resolved("", relation->target) : "xl/workbook.xml";
}

struct NamedSheet {
  Sheet sheet;
  std::string relation;
};

/// workbook.xml
class Contents final : public XmlHandler {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    if (name == "workbookPr") {
      while (attributes.next()) {
        if (attributes.name() == "date1904") epoch_1904_ = is_true(attributes.raw());
      }
    } else if (name == "sheets") {
      in_sheets_ = true;
    } else if (name == "sheet" && in_sheets_ && sheets_.size() < kMaxSheets) {
      NamedSheet& sheet = sheets_.emplace_back();
      while (attributes.next()) {
        if (attributes.raw().size() > kMaxName) continue;
        if (attributes.name() == "name") sheet.sheet.name = attributes.value();
        if (attributes.name() == "id") sheet.relation = attributes.value();
        if (attributes.name() == "state") sheet.sheet.hidden = attributes.raw() != "visible";
      }
    }
  }
  void end(std::string_view name) override {
    if (name == "sheets") in_sheets_ = false;
  }
  void text(std::string_view) override {}

  std::vector<NamedSheet>& sheets() { return sheets_; }
  bool epoch_1904() const { return epoch_1904_; }

 private:
  bool in_sheets_ = false, epoch_1904_ = false;
  std::vector<NamedSheet> sheets_;
};

/// styles.xml
class Styles final : public XmlHandler {
 public:
  explicit Styles(std::vector<NumberFormat>& formats) : formats_(formats) {
    for (std::uint32_t id = 0; id < codes_.size(); ++id) codes_[id] = builtin_format(id);
  }

  void start(std::string_view name, XmlAttributes attributes) override {
    if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "numFmt") {
      std::uint32_t id = 0;
      std::string code;
      while (attributes.next()) {
        if (attributes.name() == "numFmtId") id = number(attributes.raw());
        if (attributes.name() == "formatCode") code = attributes.value();
      }
      if (id >= kMaxStyles) return;
      if (id >= codes_.size()) codes_.resize(id + 1);
      codes_[id] = format_from_code(code);
    } else if (name == "xf" && in_cells_ && formats_.size() < kMaxStyles) {
      std::uint32_t id = 0;
      while (attributes.next()) {
        if (attributes.name() == "numFmtId") id = number(attributes.raw());
      }
      formats_.push_back(id < codes_.size() ? codes_[id] : NumberFormat::Plain);
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

 private:
  std::vector<NumberFormat>& formats_;
  std::vector<NumberFormat> codes_ = std::vector<NumberFormat>(kBuiltinFormats);  // by id
  bool in_cells_ = false;
};

/// The hyperlinks of a sheet, which stand behind its rows.
class Hyperlinks final : public XmlHandler {
 public:
  Hyperlinks(const Relations& targets, std::vector<SheetLink>& links)
      : targets_(targets), links_(links) {}

  void start(std::string_view name, XmlAttributes attributes) override {
    if (name != "hyperlink" || links_.size() == kMaxLinks) return;
    CellPlace place{kMaxSheetColumns, 0};
    const Relation* target = nullptr;
    std::string location;
    while (attributes.next()) {
      if (attributes.raw().size() > kMaxName) return;
      // Of several cells, the first: it is the one that shows the text of merged ones.
      if (attributes.name() == "ref") {
        place = cell_place(attributes.raw().substr(0, attributes.raw().find(':')));
      }
      if (attributes.name() == "id") target = targets_.find(attributes.value());
      if (attributes.name() == "location") location = attributes.value();
    }
    if (place.row == 0 || target == nullptr || !target->target.starts_with("http")) return;
    if (!location.empty()) location.insert(0, 1, '#');
    links_.push_back({place.row, place.column, target->target + location});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  const Relations& targets_;
  std::vector<SheetLink>& links_;
};

/// The first rows of a sheet, and the link column they call for.
class Head final : public RowSink {
 public:
  Head(std::vector<SheetRow>& rows) : rows_(rows) {}

  void row(const SheetRowView& view) override {
    if (full()) return;
    SheetRow& row = rows_.emplace_back(view.row);
    for (const std::string_view cell : view.cells) {
      bytes_ += cell.size() + sizeof(std::string);
      if (bytes_ > kHeadBytes) break;
      row.cells.emplace_back(cell);
    }
    width_ = std::max(width_, view.cells.size());
    if (view.link.empty()) return;
    links_.emplace_back(rows_.size() - 1, view.link);
    bytes_ += view.link.size();
  }
  bool full() const { return rows_.size() == kHeadRows || bytes_ > kHeadBytes; }

  /// Puts the links into the rows.
  std::optional<std::size_t> place_links() {
    if (links_.empty()) return std::nullopt;
    for (auto& [index, link] : links_) {
      std::vector<std::string>& cells = rows_[index].cells;
      cells.resize(width_);
      cells.push_back(std::move(link));
    }
    return width_;
  }

 private:
  std::vector<SheetRow>& rows_;
  std::vector<std::pair<std::size_t, std::string>> links_;
  std::size_t width_ = 0, bytes_ = 0;
};

}  // namespace

/// A sheet as far as it is known.
struct WorkbookReader::Body {
  std::string part;
  bool surveyed = false;
  std::vector<SheetLink> links;
  std::vector<SheetRow> head;
  std::optional<std::size_t> link_column;
};

/// Rows as records.
class WorkbookReader::Records final : public RowSink {
 public:
  Records(std::optional<std::size_t> link_column, RecordSink& sink)
      : link_column_(link_column), sink_(sink) {}

  void row(const SheetRowView& row) override {
    cells_.assign(row.cells.begin(), row.cells.end());
    if (link_column_ && !row.link.empty() && cells_.size() <= *link_column_) {
      cells_.resize(*link_column_);
      cells_.push_back(row.link);
    }
    for (const std::string_view cell : cells_) bytes_ += cell.size() + 1;
    if (row.too_large) {
      sink_.reject(row.row, ErrorCode::RecordTooLarge, csv_line(cells_, kMaxRejectedBytes));
    } else {
      sink_.record({row.row, cells_, {}});
    }
  }

  std::size_t bytes() const { return bytes_; }

 private:
  std::optional<std::size_t> link_column_;
  RecordSink& sink_;
  std::vector<std::string_view> cells_;
  std::size_t bytes_ = 0;
};

/// A sheet that is being read. Each part holds on to the one before.
struct WorkbookReader::Reading {
  Reading(ZipEntryReader reader, const WorkbookReader& workbook, const Body& body, RecordSink& sink)
      : records(body.link_column, sink),
        sheet(*workbook.strings_, *workbook.styles_, body.links, records),
        xml(std::move(reader), sheet) {}

  Records records;
  SheetReader sheet;
  XmlPart xml;
};

WorkbookReader::WorkbookReader() = default;
WorkbookReader::WorkbookReader(WorkbookReader&&) noexcept = default;
WorkbookReader& WorkbookReader::operator=(WorkbookReader&&) noexcept = default;
WorkbookReader::~WorkbookReader() = default;

bool WorkbookReader::is_workbook(const ZipArchive& archive) {
  const ZipEntry* entry = archive.find(main_part(archive));
  if (entry == nullptr) return false;
  // Encrypted or packed strangely, it is a workbook by its name, and `open` says what is wrong.
  auto reader = archive.read(*entry, kMaxXmlPart);
  if (!reader) return last_part(entry->name) == "workbook.xml";
  Root root;
  XmlPart xml(std::move(*reader), root);
  while (root.name().empty() && xml.advance() != 0) {
  }
  return root.name() == "workbook";
}

Result<WorkbookReader> WorkbookReader::open(const ZipArchive& archive) {
  WorkbookReader reader;
  reader.archive_ = &archive;
  reader.strings_ = std::make_unique<SharedStrings>();
  reader.styles_ = std::make_unique<CellStyles>();
  const std::string part = main_part(archive);

  Contents contents;
  if (auto error = read_xml(archive, part, contents)) return std::unexpected(*error);
  reader.styles_->epoch_1904 = contents.epoch_1904();

  Relations worksheets("worksheet");
  if (auto error = read_xml(archive, relations_of(part), worksheets)) {
    return std::unexpected(*error);
  }
  worksheets.by_id();
  for (NamedSheet& sheet : contents.sheets()) {
    // Sheets of charts and macros have relationships of other types.
    const Relation* relation = worksheets.find(sheet.relation);
    if (relation == nullptr) continue;
    reader.sheets_.push_back(std::move(sheet.sheet));
    reader.bodies_.emplace_back(resolved(part, relation->target));
  }
  if (reader.sheets_.empty()) {
    return std::unexpected(make_error(
        ErrorCode::DamagedFile,
        "The workbook has no sheet with cells. Open it in a spreadsheet and save it again."));
  }

  for (const std::string_view type : {"styles", "sharedStrings"}) {
    Relations relations(type);
    if (auto error = read_xml(archive, relations_of(part), relations)) {
      return std::unexpected(*error);
    }
    if (relations.first() == nullptr) continue;
    const std::string target = resolved(part, relations.first()->target);
    std::optional<Error> error;
    if (type == "styles") {
      Styles styles(reader.styles_->formats);
      error = read_xml(archive, target, styles);
    } else {
      error = reader.strings_->load(archive, target);
    }
    if (error) return std::unexpected(*error);
  }
  return reader;
}

/// Reads the sheet's links and head, once. What is damaged there is told when the rows are read.
const WorkbookReader::Body& WorkbookReader::surveyed(std::size_t sheet) {
  Body& body = bodies_[sheet];
  const ZipEntry* entry = archive_->find(body.part);
  if (std::exchange(body.surveyed, true) || entry == nullptr) return body;

  Relations targets("hyperlink");
  read_xml(*archive_, relations_of(body.part), targets);
  if (!targets.by_id().empty()) {
    Hyperlinks hyperlinks(targets, body.links);
    read_xml(*archive_, body.part, hyperlinks);
    cold_sort(body.links);
  }

  auto reader = archive_->read(*entry, kMaxXmlPart);
  if (!reader) return body;
  Head head(body.head);
  SheetReader rows(*strings_, *styles_, body.links, head);
  XmlPart xml(std::move(*reader), rows);
  for (std::size_t read = 0; !head.full() && read < kMaxHeadXml;) {
    const std::size_t piece = xml.advance();
    if (piece == 0) break;
    read += piece;
  }
  body.link_column = head.place_links();
  return body;
}

std::span<const SheetRow> WorkbookReader::head(std::size_t sheet, std::size_t count) {
  const std::span<const SheetRow> rows = surveyed(sheet).head;
  return rows.first(std::min(count, rows.size()));
}

std::optional<std::size_t> WorkbookReader::link_column(std::size_t sheet) {
  return surveyed(sheet).link_column;
}

void WorkbookReader::begin(std::size_t sheet, RecordSink& sink) {
  const Body& body = surveyed(sheet);
  error_.reset();
  reading_.reset();
  const ZipEntry* entry = archive_->find(body.part);
  if (entry == nullptr) {
    error_ = make_error(
        ErrorCode::DamagedFile,
        "The workbook lacks a sheet it names. Open it in a spreadsheet and save it again.",
        sheets_[sheet].name);
    return;
  }
  auto reader = archive_->read(*entry, kMaxXmlPart);
  if (!reader) {
    error_ = reader.error();
    return;
  }
  reading_ = std::make_unique<Reading>(std::move(*reader), *this, body, sink);
}

bool WorkbookReader::advance() {
  if (!reading_ || error_) return false;
  const std::size_t before = reading_->records.bytes();
  for (std::size_t read = 0;
       read < kAdvanceBytes && reading_->records.bytes() - before < kAdvanceText;) {
    const std::size_t piece = reading_->xml.advance();
    read += piece;
    if (piece != 0) continue;
    error_ = reading_->xml.error();
    return false;
  }
  return true;
}

double WorkbookReader::advanced() const { return reading_ ? reading_->xml.advanced() : 0; }

std::uint64_t WorkbookReader::dropped_cells() const {
  return reading_ ? reading_->sheet.dropped_cells() : 0;
}

std::string_view foreign_document(const ZipArchive& archive) {
  struct Kind {
    std::string_view part, name;
  };
  constexpr Kind kParts[] = {
      {"xl/workbook.bin", "xlsb"},      {"word/document.xml", "docx"},
      {"ppt/presentation.xml", "pptx"}, {"Index/Document.iwa", "numbers"},
      {"Index.zip", "numbers"},
  };
  for (const Kind& kind : kParts) {
    if (archive.find(kind.part) != nullptr) return kind.name;
  }
  constexpr Kind kMimeTypes[] = {
      {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
      {"application/vnd.oasis.opendocument.text", "odt"},
      {"application/vnd.oasis.opendocument.presentation", "odp"},
  };
  const ZipEntry* entry = archive.find("mimetype");
  if (entry == nullptr) return "";
  auto reader = archive.read(*entry);
  if (!reader) return "";
  const std::string_view type = reader->next();
  for (const Kind& kind : kMimeTypes) {
    if (type.starts_with(kind.part)) return kind.name;
  }
  return "";
}

}  // namespace earshot
