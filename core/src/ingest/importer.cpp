#include "ingest/importer.h"

#include <algorithm>
#include <utility>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"
#include "ingest/encoding_guess.h"
#include "ingest/layout.h"
#include "text/charset_index.h"
#include "text/encoding.h"

namespace earshot {
namespace {

/// Files that are recognised by their first bytes and not read.
struct ForeignFormat {
  std::string_view magic;
  std::string_view format;
  std::string_view message;
};
constexpr ForeignFormat kForeignFormats[] = {
    {"\xd0\xcf\x11\xe0", "xls",
     "This is an old Excel file or an encrypted one. Open it in a spreadsheet and save it as "
     "\"Excel workbook (.xlsx)\" without a password."},
    {"\x28\xb5\x2f\xfd", "zstd", "This file is compressed (zstd). Unpack it first."},
    {"7z\xbc\xaf", "7z", "This is a 7z archive. Unpack it first."},
    {"Rar!", "rar", "This is a RAR archive. Unpack it first."},
    {"%PDF", "pdf", "This is a PDF. Export the mentions as CSV instead."},
    {"\x89PNG", "png", "This is a picture. Export the mentions as CSV instead."},
    {"\xff\xd8\xff", "jpeg", "This is a picture. Export the mentions as CSV instead."},
    {"PAR1", "parquet", "This is a Parquet file. Export the mentions as CSV instead."},
    {"SQLite format 3", "sqlite", "This is a database. Export the mentions as CSV instead."},
    {"version https://git-lfs.github.com/spec", "git-lfs",
     "This is only a pointer to the file, as Git LFS leaves it. Fetch the file itself."},
};
constexpr std::size_t kTarMagic = 257;

// Of records that stand by themselves this many, or this many bytes, are held back to judge by.
constexpr std::size_t kHeldRecords = 200;
constexpr std::size_t kHeldBytes = std::size_t{1} << 20;

/// Words that open a row of sums.
constexpr std::string_view kTotals[] = {"total", "totals", "grandtotal", "summe", "gesamt",
                                        "totaal", "итого", "всего", "합계", "총계", "合計", "総計",
                                        "总计", "合计"};

/// Where the results of a poll stand in records, by their columns' normal names.
struct PollColumns {
  std::string_view question, labels, votes;
};
constexpr PollColumns kPolls[] = {
    {"pollquestion", "pollanswerstext", "pollanswersvoters"},
    {"", "pollsoptionslabel", "pollsoptionsvotes"},
    {"", "polloptionstitle", "polloptionsvotescount"},
};

bool blank(std::string_view text) {
  return std::ranges::all_of(
      text, [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); });
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

/// A text that begins as JSON does, and as no table or prose would.
bool looks_like_json(std::string_view start) {
  if (start.starts_with("window.") || start.starts_with("var ")) {
    const std::size_t assigned = start.substr(0, 200).find('=');
    if (assigned == std::string_view::npos) return false;
    start = trimmed_start(start.substr(assigned + 1));
    return start.starts_with('[') || start.starts_with('{');
  }
  if (start.empty() || (start[0] != '{' && start[0] != '[')) return false;
  const std::string_view next = trimmed_start(start.substr(1));
  if (next.empty()) return true;
  if (start[0] == '{') return next[0] == '"' || next[0] == '}';
  // "[PHOTO] nice" is a text; "[" before a value is JSON.
  return std::string_view("{[\"]-0123456789").find(next[0]) != std::string_view::npos ||
         next.starts_with("null") || next.starts_with("true") || next.starts_with("false");
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

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(kListSeparator), list.size());
    parts.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
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
  if (whole && blank(head)) {
    fail(ErrorCode::EmptyInput, "", "The file is empty. Export it again, or choose another one.");
    return;
  }
  for (const ForeignFormat& foreign : kForeignFormats) {
    if (!head.starts_with(foreign.magic)) continue;
    input_.container = foreign.format;
    fail(ErrorCode::UnsupportedFormat, std::string(foreign.format), std::string(foreign.message));
    return;
  }
  if (head.size() > kTarMagic && std::string_view(head).substr(kTarMagic).starts_with("ustar")) {
    input_.container = "tar";
    fail(ErrorCode::UnsupportedFormat, "tar", "This is a tar archive. Unpack it first.");
    return;
  }
  if (input_.name.starts_with("~$") || head.find("HCellShareFileInfo") < 512) {
    fail(ErrorCode::NotText, "lock",
         "This is the lock file that a spreadsheet leaves while a file is open. Choose the file "
         "itself.");
    return;
  }

  Layout layout = recognise(head, whole, nullptr);
  if (!json_ && !chat_) input_.header = layout.header.names;
  const auto wish = find_wish(wishes_, input_.name, input_.header);
  if (wish && (!wish->encoding.empty() || wish->delimiter || wish->header_row)) {
    input_.error.reset();
    json_.reset();
    chat_.reset();
    layout = recognise(head, whole, &*wish);
  }
  if (input_.error) return;
  const std::string sample = std::move(sample_);
  if (json_ || chat_) {
    hand_to_reader(sample);
    return;
  }
  input_.delimiter = delimiter_name(layout.dialect.delimiter);
  input_.header_row = layout.header.row;
  FirstRecords first{layout.header.format, std::move(layout.header.names),
                     std::move(layout.header.questions), {}, false};
  for (std::size_t at = layout.header.data; at < layout.rows.size(); ++at) {
    first.rows.push_back(std::move(layout.rows[at].cells));
  }
  start_mapping(first);
  if (input_.error) return;
  delimited_.emplace(layout.dialect, width_, static_cast<RecordSink&>(*this));
  delimited_->feed(sample);
}

Layout Importer::recognise(std::string_view head, bool whole, const InputSettings* wish) {
  EncodingGuess guess = guess_encoding(head, whole);
  if (wish && !wish->encoding.empty()) {
    if (const auto encoding = encoding_of(wish->encoding); encoding && *encoding != guess.encoding) {
      guess = {can_decode(*encoding) ? *encoding : Encoding::Unknown, 0};
    }
  }
  input_.encoding = encoding_name(guess.encoding);
  if (guess.encoding == Encoding::Unknown) {
    if (looks_binary(head)) {
      fail(ErrorCode::NotText, "", "This is no text file. Export the mentions as CSV.");
    } else {
      fail(ErrorCode::UnsupportedFormat, "encoding",
           "The text is in an encoding that Earshot does not know. Save it again as \"CSV UTF-8\".");
    }
    return {};
  }
  sample_.clear();
  twice_.reset();
  decoder_.emplace(guess.encoding, static_cast<TextSink&>(*this));
  decoder_->feed(head.substr(guess.bom));
  if (whole) decoder_->finish();
  if (looks_binary(sample_) || decoder_->nuls() * 20 > head.size()) {
    fail(ErrorCode::NotText, "", "This is no text file. Export the mentions as CSV.");
    return {};
  }
  if (const auto view = find_twice_encoded(sample_, whole)) {
    input_.encoding += " (twice)";
    const std::string sample = std::exchange(sample_, {});
    twice_.emplace(*view);
    twice_->feed(sample, sample_);
  }
  const std::string_view start = trimmed_start(sample_);
  if (start.starts_with("<!") || start.starts_with("<html") || start.starts_with("<?xml") ||
      start.starts_with("<HTML")) {
    input_.container = "html";
    fail(ErrorCode::UnsupportedFormat, "html",
         "This is a web page or XML, perhaps an error page saved in place of the export. Export "
         "the mentions as CSV.");
    return {};
  }
  if (looks_like_json(start)) {
    input_.container = "json";
    json_.emplace(static_cast<RecordSink&>(*this));
    return {};
  }
  if (ChatReader::looks_like(start)) {
    input_.container = "txt";
    chat_.emplace(static_cast<RecordSink&>(*this));
    return {};
  }
  return find_layout(sample_, whole,
                     wish ? LayoutWish{wish->delimiter, wish->header_row} : LayoutWish{});
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
  for (std::size_t column = 0; column < first.headers.size(); ++column) {
    std::string field;
    if (std::ranges::find(reading.answers, static_cast<int>(column)) != reading.answers.end()) {
      field = "answers";
    } else if (const std::size_t filled = reading.map.field_of(static_cast<int>(column));
               filled != kFieldCount && Field(filled) != Field::Extra) {
      field = field_name(Field(filled));
    }
    input_.columns.push_back({first.headers[column], std::move(field)});
  }
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
  if (survey) {
    for (const int column : reading.map[Field::Tags].columns) choices_.push_back({column, {}});
  }
  std::vector<std::string> names;
  for (const std::string& header : first.headers) names.push_back(normalize_header(header));
  for (const PollColumns& poll : kPolls) {
    const auto at = [&](std::string_view name) {
      const auto found = std::ranges::find(names, name);
      return found == names.end() ? -1 : static_cast<int>(found - names.begin());
    };
    if (at(poll.labels) < 0) continue;
    poll_columns_ = {at(poll.question), at(poll.labels), at(poll.votes)};
    break;
  }
  mapper_.emplace(std::move(reading), first.rows);
}

/// Judges by the records that were held back, then reads them.
void Importer::settle() {
  FirstRecords first;
  const bool grid = workbook_ || (json_ && json_->grid());
  if (grid) {
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
    const std::span<const std::string> columns = json_ ? json_->columns() : ChatReader::columns();
    first.headers.assign(columns.begin(), columns.end());
    input_.header = first.headers;
    std::vector<std::string> names;
    for (const std::string& column : columns) names.push_back(normalize_header(column));
    first.format = find_format(names, json_ ? json_->surroundings() : Surroundings());
    for (const Held& held : held_) first.rows.push_back(held.cells);
  }
  start_mapping(first);
  const std::vector<Held> held = std::exchange(held_, {});
  std::vector<std::string_view> cells;
  for (const Held& record : held) {
    if (input_.error) return;
    cells.assign(record.cells.begin(), record.cells.end());
    take({record.row, cells, record.raw});
  }
}

void Importer::text(std::string_view text) {
  if (twice_) {
    undone_.clear();
    twice_->feed(text, undone_);
    text = undone_;
  }
  hand_to_reader(text);
}

void Importer::hand_to_reader(std::string_view text) {
  if (delimited_) {
    delimited_->feed(text);
  } else if (json_) {
    json_->feed(text);
  } else if (chat_) {
    chat_->feed(text);
  } else {
    sample_.append(text);
  }
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
  const std::span<const Sheet> sheets = workbook_->sheets();
  for (const Sheet& sheet : sheets) input_.sheets.push_back(sheet.name);

  // The sheet with the best header; of equals the first.
  std::size_t best = 0, best_score = 0, filled = 0, best_rows = 0;
  std::vector<std::string> best_header;
  for (std::size_t at = 0; at < sheets.size(); ++at) {
    std::vector<GridRow> rows;
    for (const SheetRow& row : workbook_->head(at, 2 * kPreviewRows)) {
      rows.push_back({row.row, row.cells});
    }
    if (rows.size() > 1) ++filled;
    const Header header = find_header(rows);
    const std::size_t score = sheets[at].hidden ? header.score / 2 : header.score;
    if (at == 0 || score > best_score || (score == best_score && best_rows < 2 && rows.size() > 1)) {
      best = at;
      best_score = score;
      best_rows = rows.size();
      best_header = header.names;
    }
  }
  if (const auto wish = find_wish(wishes_, input_.name, best_header);
      wish && !wish->sheet.empty()) {
    const auto found = std::ranges::find(input_.sheets, wish->sheet);
    if (found != input_.sheets.end()) best = static_cast<std::size_t>(found - input_.sheets.begin());
  }
  if (!sheets.empty()) {
    input_.sheet = sheets[best].name;
    link_column_ = workbook_->link_column(best);
    workbook_->begin(best, static_cast<RecordSink&>(*this));
  }
  if (filled > 1) {
    note(ErrorCode::OtherSheets, filled - 1, 0, "", input_.sheet,
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
  if (held_.size() == kHeldRecords || held_bytes_ >= kHeldBytes) settle();
}

void Importer::keep(const Record& record, ErrorCode why) {
  ++input_.records;
  ++input_.empty;
  input_.rejects.push_back({record.row, why, std::string(record.raw.substr(0, kMaxRejectedBytes))});
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
  if (delimited_) {
    const bool spilled = record.cells.size() > width_ &&
                         !std::ranges::all_of(record.cells.subspan(width_), blank);
    const bool short_of_text = record.cells.size() < width_ && mapper_->ends_early(record);
    if (spilled || short_of_text) {
      reject(record.row, spilled ? ErrorCode::TooManyCells : ErrorCode::TooFewCells, record.raw);
      return;
    }
  }
  if (repeats_header(record)) {
    keep(record, ErrorCode::NotAMention);
    return;
  }
  Mention mention;
  const Verdict verdict = mapper_->map(record, mention);
  mention.source = {file_, record.row};
  if (!poll_columns_.empty()) read_poll(record, mention);
  if (verdict != Verdict::Mention) {
    keep(record, verdict == Verdict::NotPublic ? ErrorCode::NotPublic : ErrorCode::NotAMention);
    return;
  }
  if (!mention.time.present() && mention.author.empty() && mention.url.empty() &&
      is_totals(record)) {
    keep(record, ErrorCode::NotAMention);
    return;
  }
  if (!mapper_->reading().answers.empty() || !choices_.empty()) {
    take_answers(record, mention);
    return;
  }
  if (mention.text.empty() && mention.title.empty() && mention.rating != mention.rating) {
    if (textless_++ == 0) first_textless_row_ = record.row;
    keep(record, ErrorCode::EmptyRow);
    return;
  }
  hand_on(mention);
}

void Importer::hand_on(const Mention& mention) {
  ++input_.records;
  ++(sink_.mention(mention) ? input_.mentions : input_.duplicates);
}

void Importer::take_answers(const Record& record, Mention& mention) {
  for (Choice& choice : choices_) {
    if (static_cast<std::size_t>(choice.column) >= record.cells.size()) continue;
    const std::string_view value = trimmed(record.cells[choice.column]);
    if (value.empty() || choice.options.size() > kMaxOptions) continue;
    const auto known = std::ranges::find(choice.options, value, &Poll::Option::label);
    if (known != choice.options.end()) {
      ++known->votes;
    } else {
      choice.options.push_back({std::string(value), 1});
    }
  }
  bool answered = false;
  for (std::size_t which = 0; which < mapper_->answers(); ++which) {
    if (mapper_->reading().answers.empty()) break;
    mapper_->answer(record, which, mention);
    if (mention.text.empty()) continue;
    answered = true;
    hand_on(mention);
  }
  if (!answered) keep(record, ErrorCode::EmptyRow);
}

void Importer::read_poll(const Record& record, const Mention& mention) {
  const auto cell = [&](int column) {
    return column < 0 || static_cast<std::size_t>(column) >= record.cells.size()
               ? std::string_view()
               : record.cells[column];
  };
  const std::vector<std::string_view> labels = parts_of(cell(poll_columns_[1]));
  if (labels.empty() || input_.polls.size() == kMaxPolls) return;
  const std::vector<std::string_view> votes = parts_of(cell(poll_columns_[2]));
  const std::string_view question = cell(poll_columns_[0]);
  Poll& poll = input_.polls.emplace_back();
  poll.question = question.empty() ? mention.text : question;
  poll.row = record.row;
  NumberColumn numbers;
  for (std::size_t at = 0; at < labels.size(); ++at) {
    const Count count = at < votes.size() ? numbers.read(votes[at]) : kAbsent;
    poll.options.push_back({std::string(labels[at]), count == kAbsent ? 0 : count});
  }
}

/// The choices of a survey, each question as a poll. Where several may be chosen, tools write a column
/// for each option, whose cells repeat its name: such columns side by side are one question.
void Importer::count_choices() {
  const Reading& reading = mapper_->reading();
  TextCleaner cleaner;
  std::optional<std::string> open_question;
  int last_column = -1;
  for (Choice& choice : choices_) {
    // More than that are no options but numbers, names or words of people's own.
    if (choice.options.empty() || choice.options.size() > kMaxOptions) continue;
    const auto column = static_cast<std::size_t>(choice.column);
    std::string_view question =
        column < reading.questions.size() ? reading.questions[column] : reading.headers[column];
    std::optional<std::string> shared;
    if (const std::string_view label = choice.options[0].label;
        choice.options.size() == 1 && question.ends_with(label)) {
      question.remove_suffix(label.size());
      if (question.ends_with(": ")) question.remove_suffix(2);
      shared = question;
    }
    if (shared && shared == open_question && choice.column == last_column + 1) {
      input_.polls.back().options.push_back(std::move(choice.options[0]));
    } else {
      input_.polls.push_back({std::string(cleaner.clean(question)), std::move(choice.options),
                              input_.header_row});
    }
    open_question = std::move(shared);
    last_column = choice.column;
  }
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
        hand_to_reader(undone_);
      }
      json_ ? json_->finish() : chat_ ? chat_->finish() : delimited_->finish();
    }
  }
  if (!input_.error && !mapper_ && !held_.empty()) settle();
  if (json_ && json_->lines()) input_.container = "ndjson";
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
    } else if (json_) {
      fail(ErrorCode::EmptyInput, "json",
           "There is no list of mentions in this JSON. Export the mentions themselves.");
    } else {
      fail(ErrorCode::EmptyInput, "",
           "The file is empty. Export it again, or choose another one.");
    }
  } else if (input_.mentions == 0 && input_.rejected == input_.records) {
    const Reject& first = input_.rejects.front();
    input_.error = Error{first.code, {input_.name, first.row, ""}, "",
                         "\"" + input_.name + "\": No row could be read. The first that failed is "
                         "row " + std::to_string(first.row) + "."};
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
  for (Note& note : mapper_->notes()) {
    note.place.file = input_.name;
    input_.notes.push_back(std::move(note));
  }
  count_choices();
  if (const auto dates = date_decision()) {
    if (!dates->sentence.empty()) input_.date_order = date_order_name(dates->order);
    input_.dates_ambiguous = dates->ambiguous;
    input_.dates_sentence = dates->sentence;
    input_.date_example = mapper_->date_example();
    input_.time_zone = zone_name(dates->zone);
  }
}

}  // namespace earshot
