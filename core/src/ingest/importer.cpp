#include "ingest/importer.h"

#include <algorithm>
#include <utility>

#include "ingest/encoding_guess.h"
#include "ingest/layout.h"

namespace earshot {
namespace {

/// Files that are recognised by their first bytes and not read.
struct ForeignFormat {
  std::string_view magic;
  std::string_view format;
  std::string_view message;
};
constexpr ForeignFormat kForeignFormats[] = {
    {"PK\x03\x04", "zip",
     "This is a workbook or a zip archive. Unpack it, or save the sheet as \"CSV UTF-8\"."},
    {"\xd0\xcf\x11\xe0", "xls",
     "This is an old Excel file or an encrypted one. Open it in a spreadsheet and save it as "
     "\"CSV UTF-8\"."},
    {"\x1f\x8b", "gzip", "This file is compressed (gzip). Unpack it first."},
    {"\x28\xb5\x2f\xfd", "zstd", "This file is compressed (zstd). Unpack it first."},
    {"%PDF", "pdf", "This is a PDF. Export the mentions as CSV instead."},
    {"\x89PNG", "png", "This is a picture. Export the mentions as CSV instead."},
    {"\xff\xd8\xff", "jpeg", "This is a picture. Export the mentions as CSV instead."},
};

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

std::string_view trimmed_start(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

/// Text has hardly any control characters.
bool looks_binary(std::string_view text) {
  const auto controls = std::ranges::count_if(text, [](char byte) {
    return byte >= 0 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  });
  return static_cast<std::size_t>(controls) * 20 > text.size();
}

std::string delimiter_name(char delimiter) {
  return delimiter == '\0' ? std::string() : std::string(1, delimiter);
}

}  // namespace

void Importer::fail(ErrorCode code, std::string detail, std::string message) {
  input_.error = Error{code, {input_.name, 0, ""}, std::move(detail),
                       "\"" + input_.name + "\": " + std::move(message)};
}

void Importer::note(ErrorCode code, std::uint64_t count, std::uint64_t row, std::string column,
                    std::string detail, std::string message) {
  input_.notes.push_back(
      {code, {input_.name, row, std::move(column)}, std::move(detail), count, std::move(message)});
}

void Importer::feed(std::string_view bytes) {
  input_.bytes += bytes.size();
  sha256_.update(bytes);
  if (!begun_) {
    // Judged by the same first bytes however they arrive.
    const std::size_t take = std::min(bytes.size(), kSampleBytes - head_.size());
    head_.append(bytes.substr(0, take));
    bytes.remove_prefix(take);
    if (head_.size() < kSampleBytes) return;
    begin(false);
  }
  if (!input_.error && !bytes.empty()) decoder_->feed(bytes);
}

void Importer::begin(bool whole) {
  begun_ = true;
  const std::string head = std::move(head_);
  if (blank(head)) {
    if (whole) {
      fail(ErrorCode::EmptyInput, "", "The file is empty. Export it again, or choose another one.");
      return;
    }
  }
  for (const ForeignFormat& foreign : kForeignFormats) {
    if (!head.starts_with(foreign.magic)) continue;
    input_.format = foreign.format;
    fail(ErrorCode::UnsupportedFormat, std::string(foreign.format), std::string(foreign.message));
    return;
  }
  const EncodingGuess guess = guess_encoding(head, whole);
  input_.encoding = encoding_name(guess.encoding);
  if (guess.encoding == Encoding::Unknown) {
    if (looks_binary(head)) {
      fail(ErrorCode::NotText, "", "This is no text file. Export the mentions as CSV.");
    } else {
      fail(ErrorCode::UnsupportedFormat, "encoding",
           "The text is in an encoding that Earshot does not know. Save it again as \"CSV UTF-8\".");
    }
    return;
  }
  decoder_.emplace(guess.encoding, static_cast<TextSink&>(*this));
  decoder_->feed(std::string_view(head).substr(guess.bom));
  if (whole) decoder_->finish();
  if (looks_binary(sample_) || decoder_->nuls() * 20 > head.size()) {
    fail(ErrorCode::NotText, "", "This is no text file. Export the mentions as CSV.");
    return;
  }
  if (const auto view = find_twice_encoded(sample_, whole)) {
    input_.encoding += " (twice)";
    twice_.emplace(*view);
    const std::string sample = std::exchange(sample_, {});
    twice_->feed(sample, sample_);
  }
  const std::string_view start = trimmed_start(sample_);
  if (start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n")) {
    input_.format = "json";
    fail(ErrorCode::UnsupportedFormat, "json", "This is JSON. Export the mentions as CSV instead.");
    return;
  }
  if (start.starts_with("<!") || start.starts_with("<html") || start.starts_with("<?xml")) {
    input_.format = "html";
    fail(ErrorCode::UnsupportedFormat, "html",
         "This is a web page or XML, perhaps an error page saved in place of the export. Export "
         "the mentions as CSV.");
    return;
  }

  Layout layout = find_layout(sample_, whole);
  input_.delimiter = delimiter_name(layout.dialect.delimiter);
  input_.header_row = layout.header_row;
  width_ = layout.headers.size();
  if (width_ > kMaxColumns) {
    fail(ErrorCode::TooManyColumns, std::to_string(width_),
         "The file has " + std::to_string(width_) + " columns; Earshot reads up to " +
             std::to_string(kMaxColumns) + ". Keep the columns that describe the mentions.");
    return;
  }
  const ColumnMap map = map_columns(layout.headers, layout.sample);
  for (const std::string& header : layout.headers) input_.columns.push_back({header, ""});
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    const int column = map.columns[field];
    if (column != ColumnMap::kNone) input_.columns[column].field = field_name(Field(field));
  }
  const bool usable = map[Field::Text] != ColumnMap::kNone ||
                      map[Field::Title] != ColumnMap::kNone ||
                      map[Field::Rating] != ColumnMap::kNone;
  if (!usable && !layout.sample.empty()) {
    fail(ErrorCode::NoTextColumn, "",
         "No column holds what people wrote. Name the column with the texts \"text\", or export "
         "with the full text included.");
    return;
  }
  mapper_.emplace(map, layout.headers, layout.sample);
  reader_.emplace(layout.dialect, width_, static_cast<RecordSink&>(*this));
  const std::string sample = std::move(sample_);
  reader_->feed(sample);
}

void Importer::text(std::string_view text) {
  if (twice_) {
    undone_.clear();
    twice_->feed(text, undone_);
    text = undone_;
  }
  if (reader_) {
    reader_->feed(text);
  } else {
    sample_.append(text);
  }
}

void Importer::record(const Record& record) {
  if (record.row <= input_.header_row) return;
  if (std::ranges::all_of(record.cells, blank)) {
    ++input_.records;
    ++input_.empty;
    return;
  }
  const bool spilled = record.cells.size() > width_ &&
                       !std::ranges::all_of(record.cells.subspan(width_), blank);
  const bool short_of_text = record.cells.size() < width_ && mapper_->ends_early(record);
  if (spilled || short_of_text) {
    reject(record.row, spilled ? ErrorCode::TooManyCells : ErrorCode::TooFewCells, record.raw);
    return;
  }
  ++input_.records;
  Mention mention = mapper_->map(record);
  if (mention.text.empty() && mention.title.empty() && mention.rating != mention.rating) {
    ++input_.empty;
    return;
  }
  ++input_.mentions;
  mention.source = {file_, record.row};
  sink_.mention(mention);
}

void Importer::reject(std::uint64_t row, ErrorCode code, std::string_view raw) {
  ++input_.records;
  input_.rejects.push_back({row, code, std::string(raw.substr(0, kMaxRejectedBytes))});
}

std::optional<DateDecision> Importer::date_decision() const {
  if (!mapper_ || !mapper_->has_dates()) return std::nullopt;
  return mapper_->dates().decide();
}

void Importer::finish() {
  if (!begun_) begin(true);
  if (!input_.error) {
    decoder_->finish();
    if (twice_) {
      undone_.clear();
      twice_->finish(undone_);
      reader_->feed(undone_);
    }
    reader_->finish();
    final_notes();
    if (input_.records == 0) {
      if (input_.header_row > 0) {
        fail(ErrorCode::HeaderOnly, "",
             "There is a header and no row below it. Widen the export's dates or its search.");
      } else {
        fail(ErrorCode::EmptyInput, "",
             "The file is empty. Export it again, or choose another one.");
      }
    } else if (input_.mentions == 0 && input_.rejects.size() == input_.records) {
      const Reject& first = input_.rejects.front();
      input_.error = Error{first.code, {input_.name, first.row, ""}, "",
                           "\"" + input_.name + "\": No row could be read. The first that failed is "
                           "row " + std::to_string(first.row) + "."};
    }
  }
  input_.sha256 = sha256_.finish();
}

void Importer::final_notes() {
  if (decoder_->replaced() > 0) {
    note(ErrorCode::InvalidEncoding, decoder_->replaced(), 0, "", "",
         "Some bytes are not valid " + input_.encoding +
             "; they show as \xef\xbf\xbd. If texts look broken, save the file as \"CSV UTF-8\".");
  }
  if (twice_) {
    note(ErrorCode::EncodedTwice, twice_->undone(), 0, "", std::string(encoding_name(twice_->view())),
         "The text had been read as " + std::string(encoding_name(twice_->view())) +
             " though it was UTF-8, and turned into UTF-8 once more; that was undone.");
  }
  if (decoder_->nuls() > 0) {
    note(ErrorCode::NulBytes, decoder_->nuls(), 0, "", "",
         "The file holds NUL bytes; they were left out.");
  }
  for (Note& note : mapper_->notes()) {
    note.place.file = input_.name;
    input_.notes.push_back(std::move(note));
  }
  if (const auto dates = date_decision(); dates && !dates->sentence.empty()) {
    input_.date_order = date_order_name(dates->order);
  }
}

}  // namespace earshot
