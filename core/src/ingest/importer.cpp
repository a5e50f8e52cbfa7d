#include "ingest/importer.h"

#include <algorithm>
#include <utility>

#include "ingest/cell_text.h"
#include "ingest/chat_text.h"
#include "ingest/column_aliases.h"
#include "ingest/delimited.h"
#include "ingest/json_reader.h"
#include "text/encoding.h"

namespace earshot {
namespace {

// Of records that stand by themselves this many, or this many bytes, are held back to judge by.
constexpr std::size_t kHeldRecords = 200;
constexpr std::size_t kHeldBytes = std::size_t{1} << 20;

/// Words that open a row of sums.
constexpr std::string_view kTotals[] = {"total", "totals", "grandtotal", "summe", "gesamt",
                                        "totaal", "итого", "всего", "합계", "총계", "合計", "総計",
                                        "总计", "合计"};

bool blank(std::string_view text) {
  return std::ranges::all_of(
      text, [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); });
}

std::string delimiter_name(char delimiter) {
  return delimiter == '\0' ? std::string() : std::string(1, delimiter);
}

std::string zone_name(const DateZoneHint& zone) {
  if (zone.zone) return std::string(zone.zone->name());
  if (!zone.offset_minutes) return {};
  const int minutes = *zone.offset_minutes < 0 ? -*zone.offset_minutes : *zone.offset_minutes;
  std::string name = *zone.offset_minutes < 0 ? "-" : "+";
  for (const int part : {minutes / 60, minutes % 60}) {
    if (name.size() > 1) name += ':';
    name += static_cast<char>('0' + part / 10);
    name += static_cast<char>('0' + part % 10);
  }
  return name;
}

bool is_totals(const Record& record) {
  for (const std::string_view cell : record.cells) {
    if (blank(cell)) continue;
    return cell.size() < 24 && std::ranges::find(kTotals, normalize_header(cell)) != std::end(kTotals);
  }
  return false;
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
  Recognition found = recognise(input_.name, head, whole, nullptr);
  input_.header = found.layout.header.names;
  const auto wish = find_wish(wishes_, input_.name, input_.header);
  if (wish && (!wish->encoding.empty() || wish->delimiter || wish->header_row)) {
    found = recognise(input_.name, head, whole, &*wish);
  }
  if (found.encoding) input_.encoding = encoding_name(*found.encoding);
  if (found.twice) input_.encoding += " (twice)";
  if (found.error) {
    if (!found.foreign.empty()) input_.container = found.foreign;
    fail(found.error->code, std::move(found.error->detail), std::move(found.error->message));
    return;
  }
  open_reader(found);
  if (input_.error) return;
  decoder_.emplace(*found.encoding, static_cast<TextSink&>(*this));
  if (found.twice) twice_.emplace(*found.twice);
  decoder_->feed(std::string_view(head).substr(found.bom));
}

void Importer::open_reader(Recognition& found) {
  RecordSink& sink = *this;
  if (found.container == Recognition::Container::Json) {
    reader_ = std::make_unique<JsonReader>(sink);
  } else if (found.container == Recognition::Container::Chat) {
    reader_ = std::make_unique<ChatReader>(sink);
  } else {
    Layout& layout = found.layout;
    input_.delimiter = delimiter_name(layout.dialect.delimiter);
    input_.header_row = layout.header.row;
    FirstRecords first{layout.header.format, std::move(layout.header.names),
                       std::move(layout.header.questions), {}, false};
    for (std::size_t at = layout.header.data; at < layout.rows.size(); ++at) {
      first.rows.push_back(std::move(layout.rows[at].cells));
    }
    start_mapping(first);
    rows_have_width_ = true;
    reader_ = std::make_unique<DelimitedReader>(layout.dialect, width_, sink);
  }
  input_.container = reader_->container();
}

void Importer::start_mapping(const FirstRecords& first) {
  input_.applied = find_wish(wishes_, input_.name, input_.header);
  width_ = first.headers.size();
  if (width_ > kMaxColumns) {
    fail(ErrorCode::TooManyColumns, std::to_string(width_),
         "The file has " + std::to_string(width_) + " columns; Earshot reads up to " +
             std::to_string(kMaxColumns) + ". Keep the columns that describe the mentions.");
    return;
  }
  if (first.format) {
    input_.format = first.format->id;
    input_.format_title = first.format->title;
    if (!first.format->refusal.empty()) {
      fail(ErrorCode::Aggregates, std::string(first.format->id),
           std::string(first.format->refusal));
      return;
    }
  }
  Reading reading = make_reading(first, input_.applied ? &*input_.applied : nullptr);
  list_columns(reading);
  for (const std::vector<std::string>& row : first.rows) {
    if (input_.preview.size() == kPreviewRows) break;
    input_.preview.push_back(row);
  }
  const bool survey = reading.format && reading.format->survey;
  const bool usable = survey || !reading.answers.empty() || !reading.map[Field::Text].empty() ||
                      !reading.map[Field::Title].empty() || !reading.map[Field::Rating].empty();
  if (!usable && !first.rows.empty()) {
    fail(ErrorCode::NoTextColumn, "",
         "No column holds what people wrote. Name the column with the texts \"text\", or export "
         "with the full text included.");
    return;
  }
  if (survey) polls_.find_choices(reading);
  polls_.find_results(first.headers, 0);
  mapper_.emplace(std::move(reading), first.rows);
}

/// Says of all columns that have not been said yet which field they fill.
void Importer::list_columns(const Reading& reading) {
  for (std::size_t at = input_.columns.size(); at < reading.headers.size(); ++at) {
    const auto column = static_cast<int>(at);
    std::string field;
    if (std::ranges::find(reading.answers, column) != reading.answers.end()) {
      field = "answers";
    } else if (const std::size_t filled = reading.map.field_of(column);
               filled != kFieldCount && Field(filled) != Field::Extra) {
      field = field_name(Field(filled));
    }
    input_.columns.push_back({reading.headers[at], std::move(field)});
  }
}

/// Columns may come up at any record of a JSON file. Those that are known keep what they fill; they
/// are nameless here, so that the work is that of the new ones, but for those of which the person
/// speaks.
void Importer::widen() {
  const std::span<const std::string> columns = reader_->columns();
  FirstRecords first;
  first.format = mapper_->reading().format;
  first.headers.resize(columns.size());
  std::copy(columns.begin() + static_cast<std::ptrdiff_t>(width_), columns.end(),
            first.headers.begin() + static_cast<std::ptrdiff_t>(width_));
  if (input_.applied) {
    for (const auto& [field, names] : input_.applied->columns) {
      for (const std::string& name : names) {
        const auto found = std::ranges::find(columns, name);
        if (found != columns.end()) first.headers[found - columns.begin()] = name;
      }
    }
  }
  mapper_->widen(make_reading(first, input_.applied ? &*input_.applied : nullptr));
  list_columns(mapper_->reading());
  polls_.find_results(columns, width_);
  width_ = columns.size();
}

/// Judges by the records that were held back, then reads them.
void Importer::settle() {
  FirstRecords first;
  if (workbook_ || reader_->grid()) {
    std::vector<GridRow> rows;
    for (const Held& held : held_) rows.push_back({held.row, held.cells});
    Header header = find_header(rows);
    input_.header = header.names;
    const auto wish = find_wish(wishes_, input_.name, input_.header);
    if (wish && wish->header_row) header = find_header(rows, wish->header_row);
    input_.header_row = header.row;
    first = {header.format, std::move(header.names), std::move(header.questions), {},
             workbook_.has_value()};
    for (std::size_t at = header.data; at < rows.size(); ++at) {
      first.rows.push_back(std::move(rows[at].cells));
    }
    // Workbooks leave out what is empty at the end of a row.
    std::size_t width = first.headers.size();
    for (const std::vector<std::string>& row : first.rows) width = std::max(width, row.size());
    width = std::min(width, kMaxColumns);
    if (width > first.headers.size()) {
      first.headers.resize(width);
      first.headers = distinct_names(std::move(first.headers));
    }
    // Addresses that stand behind cells, not in them.
    if (link_column_ && *link_column_ < width &&
        std::ranges::find(first.headers, "link") == first.headers.end()) {
      first.headers[*link_column_] = "link";
    }
  } else {
    const std::span<const std::string> columns = reader_->columns();
    first.headers.assign(columns.begin(), columns.end());
    input_.header = first.headers;
    std::vector<std::string> names;
    for (const std::string& column : columns) names.push_back(normalize_header(column));
    first.format = find_format(names, reader_->surroundings());
    columns_grow_ = true;
    for (const Held& held : held_) first.rows.push_back(held.cells);
  }
  start_mapping(first);
  const std::vector<Held> held = std::exchange(held_, {});
  std::vector<std::string_view> cells;
  for (const Held& record : held) {
    if (input_.error) return;
    cells.assign(record.cells.begin(), record.cells.end());
    take({record.row, cells, record.raw, true});
  }
}

void Importer::text(std::string_view text) {
  if (twice_) {
    undone_.clear();
    twice_->feed(text, undone_);
    text = undone_;
  }
  reader_->feed(text);
}

void Importer::open_workbook(const ZipArchive& archive) {
  begun_ = true;
  input_.container = "xlsx";
  auto opened = WorkbookReader::open(archive);
  if (!opened) {
    input_.error = std::move(opened.error());
    input_.error->place.file = input_.name;
    input_.error->message = "\"" + input_.name + "\": " + input_.error->message;
    return;
  }
  workbook_.emplace(std::move(*opened));
  for (const Sheet& sheet : workbook_->sheets()) input_.sheets.push_back(sheet.name);
  SheetChoice choice = choose_sheet(*workbook_);
  if (const auto wish = find_wish(wishes_, input_.name, choice.header);
      wish && !wish->sheet.empty()) {
    const auto found = std::ranges::find(input_.sheets, wish->sheet);
    if (found != input_.sheets.end()) {
      choice.sheet = static_cast<std::size_t>(found - input_.sheets.begin());
    }
  }
  if (choice.sheet < input_.sheets.size()) {
    input_.sheet = input_.sheets[choice.sheet];
    link_column_ = workbook_->link_column(choice.sheet);
    workbook_->begin(choice.sheet, static_cast<RecordSink&>(*this));
  }
  if (choice.filled > 1) {
    note(ErrorCode::OtherSheets, choice.filled - 1, 0, "", input_.sheet,
         "Only the sheet \"" + input_.sheet + "\" was read; the workbook has others. Choose another "
         "sheet if the mentions stand there.");
  }
}

bool Importer::advance() {
  return workbook_ && !input_.error && workbook_->advance();
}

void Importer::record(const Record& record) {
  if (input_.error) return;
  if (mapper_) {
    take(record);
    return;
  }
  held_.push_back(
      {record.row, {record.cells.begin(), record.cells.end()}, std::string(record.raw)});
  held_bytes_ += record.raw.size();
  if (record.raw.empty()) {
    for (const std::string_view cell : record.cells) held_bytes_ += cell.size() + 1;
  }
  if (held_.size() == kHeldRecords || held_bytes_ >= kHeldBytes) settle();
}

void Importer::keep(const Record& record, ErrorCode why) {
  ++input_.records;
  ++input_.empty;
  input_.rejects.push_back({record.row, why, raw_text(record)});
}

bool Importer::repeats_header(const Record& record) const {
  const std::vector<std::string>& headers = mapper_->reading().headers;
  if (input_.header_row == 0 || record.cells.empty() || record.cells[0] != headers[0]) return false;
  return record.cells.size() > 1 && std::ranges::equal(record.cells, headers);
}

void Importer::take(const Record& record) {
  if (record.row <= input_.header_row) return;
  if (std::ranges::all_of(record.cells, blank)) {
    ++input_.records;
    ++input_.empty;
    return;
  }
  if (rows_have_width_) {
    const bool spilled = record.cells.size() > width_ &&
                         !std::ranges::all_of(record.cells.subspan(width_), blank);
    const bool short_of_text = record.cells.size() < width_ && mapper_->ends_early(record);
    if (spilled || short_of_text) {
      reject(record.row, spilled ? ErrorCode::TooManyCells : ErrorCode::TooFewCells,
             raw_text(record));
      return;
    }
  }
  if (columns_grow_ && record.cells.size() > width_) widen();
  if (repeats_header(record)) {
    keep(record, ErrorCode::NotAMention);
    return;
  }
  Mention mention;
  const RowVerdict verdict = mapper_->map(record, mention);
  mention.source = {file_, record.row};
  if (mention.author.empty()) mention.author = author_;
  const bool poll = polls_.read_results(record, mention.text);
  if (verdict != RowVerdict::Mention) {
    keep(record, verdict == RowVerdict::NotPublic ? ErrorCode::NotPublic : ErrorCode::NotAMention);
    return;
  }
  if (!mention.time.present() && mention.author.empty() && mention.url.empty() &&
      is_totals(record)) {
    keep(record, ErrorCode::NotAMention);
    return;
  }
  if (!mapper_->reading().answers.empty() || polls_.has_choices()) {
    take_answers(record, mention);
    return;
  }
  if (mention.text.empty() && mention.title.empty() && mention.rating != mention.rating) {
    if (poll) {
      ++choices_only_;
      keep(record, ErrorCode::ChoicesOnly);
      return;
    }
    if (textless_++ == 0) first_textless_row_ = record.row;
    keep(record, ErrorCode::EmptyRow);
    return;
  }
  hand_on(record, mention);
}

void Importer::hand_on(const Record& record, const Mention& mention) {
  ++input_.records;
  if (sink_.mention(mention)) {
    ++input_.mentions;
    return;
  }
  ++input_.duplicates;
  Reject& reject = input_.rejects.emplace_back(record.row, ErrorCode::Duplicate);
  if (duplicate_bytes_ >= kMaxDuplicateBytes) return;
  reject.raw = raw_text(record);
  duplicate_bytes_ += reject.raw.size();
}

void Importer::take_answers(const Record& record, Mention& mention) {
  const bool chosen = polls_.count_choices(record);
  bool answered = false;
  for (std::size_t which = 0; which < mapper_->answers(); ++which) {
    if (mapper_->reading().answers.empty()) break;
    mapper_->answer(record, which, mention);
    if (mention.text.empty()) continue;
    answered = true;
    hand_on(record, mention);
  }
  if (answered) return;
  choices_only_ += chosen;
  keep(record, chosen ? ErrorCode::ChoicesOnly : ErrorCode::EmptyRow);
}

void Importer::reject(std::uint64_t row, ErrorCode code, std::string_view raw) {
  ++input_.records;
  ++input_.rejected;
  input_.rejects.push_back({row, code, std::string(raw.substr(0, kMaxRejectedBytes))});
}

std::optional<DateDecision> Importer::date_decision() const {
  if (!mapper_ || !mapper_->has_dates()) return std::nullopt;
  return mapper_->dates().decide();
}

void Importer::finish() {
  if (!begun_ && !input_.error) begin(true);
  if (!input_.error) {
    if (workbook_) {
      if (workbook_->error()) {
        const Error& error = *workbook_->error();
        fail(error.code, error.detail, error.message);
      }
    } else {
      decoder_->finish();
      if (twice_) {
        undone_.clear();
        twice_->finish(undone_);
        reader_->feed(undone_);
      }
      reader_->finish();
      input_.container = reader_->container();
    }
  }
  if (!input_.error && !mapper_ && !held_.empty()) settle();
  if (input_.error) return;
  if (mapper_) final_notes();
  judge_outcome();
}

/// Whether what came out is of any use.
void Importer::judge_outcome() {
  if (input_.records == 0) {
    if (input_.header_row > 0) {
      fail(ErrorCode::HeaderOnly, "",
           "There is a header and no row below it. Widen the export's dates or its search.");
    } else if (input_.container.ends_with("json")) {
      fail(ErrorCode::EmptyInput, "json",
           "There is no list of mentions in this JSON. Export the mentions themselves.");
    } else {
      fail(ErrorCode::EmptyInput, "",
           "The file is empty. Export it again, or choose another one.");
    }
  } else if (input_.mentions == 0 && input_.rejected == input_.records) {
    const Reject& first = input_.rejects.front();
    input_.error = Error{first.code, {input_.name, first.row, ""}, "",
                         "\"" + input_.name + "\": No row could be read; the first that failed is "
                         "row " + std::to_string(first.row) + ". Open the file in an editor to see "
                         "whether it is whole, or export it again."};
  }
}

void Importer::final_notes() {
  if (decoder_ && decoder_->replaced() > 0) {
    note(ErrorCode::InvalidEncoding, decoder_->replaced(), 0, "", "",
         "Some bytes are not valid " + input_.encoding +
             "; they show as \xef\xbf\xbd. If texts look broken, save the file as \"CSV UTF-8\".");
  }
  if (twice_) {
    note(ErrorCode::EncodedTwice, twice_->undone(), 0, "", std::string(encoding_name(twice_->view())),
         "The text had been read as " + std::string(encoding_name(twice_->view())) +
             " though it was UTF-8, and turned into UTF-8 once more; that was undone.");
  }
  if (decoder_ && decoder_->nuls() > 0) {
    note(ErrorCode::NulBytes, decoder_->nuls(), 0, "", "",
         "The file holds NUL bytes; they were left out.");
  }
  if (textless_ > 0) {
    note(ErrorCode::NoTexts, textless_, first_textless_row_, "", "",
         "Some rows hold no text. Many exports leave out the texts of sources that do not license "
         "them; such rows are not counted.");
  }
  if (choices_only_ > 0) {
    note(ErrorCode::ChoicesOnly, choices_only_, 0, "", "",
         "Some answers hold choices and no words. Their choices are counted with their questions; "
         "they are no mentions.");
  }
  if (input_.applied) {
    const std::vector<std::string>& headers = mapper_->reading().headers;
    for (const auto& [field, names] : input_.applied->columns) {
      for (const std::string& name : names) {
        if (std::ranges::find(headers, name) != headers.end()) continue;
        note(ErrorCode::BadSettings, 1, 0, name, name,
             "The settings name the column \"" + name + "\" for \"" + field +
                 "\", and this input has none of that name; name one that it has.");
      }
    }
  }
  for (Note& note : mapper_->notes()) {
    note.place.file = input_.name;
    input_.notes.push_back(std::move(note));
  }
  polls_.finish(mapper_->reading(), input_.header_row);
  if (const auto dates = date_decision()) {
    if (!dates->sentence.empty()) input_.date_order = date_order_name(dates->order);
    input_.dates_ambiguous = dates->ambiguous;
    input_.dates_sentence = dates->sentence;
    input_.date_example = mapper_->date_example();
    input_.time_zone = zone_name(dates->zone);
  }
}

}  // namespace earshot
