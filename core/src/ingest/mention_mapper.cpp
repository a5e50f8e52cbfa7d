#include "ingest/mention_mapper.h"

#include <algorithm>
#include <cmath>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"
#include "ingest/durations.h"
#include "ingest/format_rules.h"
#include "ingest/labels.h"
#include "ingest/platforms.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/seldom.h"

namespace earshot {
namespace {

/// Columns like "is retweet" hold yes and no, columns like "retweet of" an id or a name.
bool affirms(std::string_view cell, std::string& folded) {
  static constexpr std::string_view kNo[] = {"",    "0",    "false", "no",  "none", "nan",
                                             "null", "n/a", "-",     "нет", "아니오", "いいえ"};
  if (!cell.empty() && cell[0] >= '1' && cell[0] <= '9') return true;
  fold(cell, folded);
  return std::ranges::find(kNo, folded) == std::end(kNo);
}

struct TextField {
  Field field;
  std::string_view Mention::*to;
};
constexpr TextField kTextFields[] = {
    {Field::Text, &Mention::text},       {Field::Title, &Mention::title},
    {Field::Id, &Mention::id},           {Field::Author, &Mention::author},
    {Field::Url, &Mention::url},         {Field::GivenLanguage, &Mention::language},
    {Field::Country, &Mention::country}, {Field::Query, &Mention::query},
    {Field::Parent, &Mention::parent},   {Field::Platform, &Mention::platform},
};

/// What people wrote, which a TextCleaner sees to.
bool is_prose(Field field) { return field == Field::Text || field == Field::Title; }

struct CountField {
  Field field;
  Count Mention::*to;
};
constexpr CountField kCountFields[] = {
    {Field::Followers, &Mention::followers},   {Field::Reach, &Mention::reach},
    {Field::Engagement, &Mention::engagement}, {Field::Likes, &Mention::likes},
    {Field::Comments, &Mention::comments},     {Field::Shares, &Mention::shares},
    {Field::Views, &Mention::views},           {Field::Conversions, &Mention::conversions},
    {Field::Recipients, &Mention::recipients}, {Field::Clicks, &Mention::clicks},
};

constexpr std::pair<DateOrder, std::string_view> kDateOrders[] = {
    {DateOrder::YearMonthDay, "ymd"},
    {DateOrder::DayMonthYear, "dmy"},
    {DateOrder::MonthDayYear, "mdy"},
};

constexpr std::size_t kLongestExample = 40;

/// From 1 to 5 where there is a 1, something above it and nothing below.
EARSHOT_SELDOM LabelScale label_scale(std::span<const std::vector<std::string>> sample, int column) {
  bool lowest = false, above = false;
  for (const std::vector<std::string>& row : sample) {
    if (static_cast<std::size_t>(column) >= row.size()) continue;
    const std::string_view cell = trimmed(row[column]);
    if (cell.starts_with('-') || cell.starts_with('0')) return LabelScale::Signed;
    lowest = lowest || cell == "1";
    above = above || (cell.size() == 1 && cell[0] >= '2' && cell[0] <= '5');
  }
  return lowest && above ? LabelScale::OneToFive : LabelScale::Signed;
}

/// Whether a tag column's cell only marks that the tag in its name holds.
bool marks(std::string_view cell, std::string_view header) {
  return cell == "1" || cell == "1.0" || cell == "x" || cell == "X" || cell == "true" ||
         cell == "True" || cell == "TRUE" || cell == header;
}
bool marks_not(std::string_view cell) {
  return cell == "0" || cell == "0.0" || cell == "false" || cell == "False" || cell == "FALSE";
}

/// A cell that is no text: without the mark that keeps spreadsheets from reading a formula, and
/// nothing where a program wrote that it has nothing.
std::string_view stated(std::string_view cell) {
  static constexpr std::string_view kNothing[] = {"nan", "NaN", "NaT", "None", "null", "NULL"};
  if (cell[0] == '\'') {
    const bool guarded = cell.size() > 1 && std::string_view("=+-@").find(cell[1]) != cell.npos;
    return cell.substr(guarded ? 1 : 0);
  }
  return std::ranges::find(kNothing, cell) == std::end(kNothing) ? cell : std::string_view();
}

/// Relative addresses that exports leave without their host.
struct Host {
  std::string_view path, host;
};
constexpr Host kHosts[] = {{"/r/", "https://www.reddit.com"}, {"/user/", "https://www.reddit.com"}};

std::string_view without_quotes(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text.remove_prefix(1);
    text.remove_suffix(1);
  }
  return text;
}

struct KindWord {
  std::string_view part;  // of the folded cell
  Kind kind;
};
constexpr KindWord kKindWords[] = {
    {"retweet", Kind::Repost}, {"repost", Kind::Repost},   {"reblog", Kind::Repost},
    {"репост", Kind::Repost},  {"republica", Kind::Repost}, {"리트윗", Kind::Repost},
    {"リツイート", Kind::Repost}, {"リポスト", Kind::Repost}, {"quote", Kind::Quote},
    {"인용", Kind::Quote},      {"引用", Kind::Quote},       {"цитат", Kind::Quote},
    {"reply", Kind::Reply},    {"comment", Kind::Reply},   {"답글", Kind::Reply},
    {"댓글", Kind::Reply},      {"返信", Kind::Reply},       {"комментар", Kind::Reply},
    {"ответ", Kind::Reply},    {"comentario", Kind::Reply}, {"respuesta", Kind::Reply},
    {"kommentar", Kind::Reply}, {"antwort", Kind::Reply},  {"评论", Kind::Reply},
    {"回复", Kind::Reply},      {"ретвит", Kind::Repost},   {"转发", Kind::Repost},
    {"share", Kind::Repost},
};

}  // namespace

EARSHOT_SELDOM std::string_view date_order_name(DateOrder order) {
  for (const auto& [known, name] : kDateOrders) {
    if (known == order) return name;
  }
  return "";
}

EARSHOT_SELDOM std::optional<DateOrder> date_order_of(std::string_view name) {
  for (const auto& [order, known] : kDateOrders) {
    if (known == name) return order;
  }
  return std::nullopt;
}

namespace {

constexpr std::size_t kShortestId = 5;  // marks and row numbers are none

/// Whether an id in one column stands in another, too.
EARSHOT_SELDOM bool names_one_of(std::span<const std::vector<std::string>> sample, int column, int other) {
  std::vector<std::string_view> others;
  const auto each_cell = [&](int of, auto&& take) {
    for (const std::vector<std::string>& row : sample) {
      if (of < 0 || static_cast<std::size_t>(of) >= row.size()) continue;
      if (const std::string_view cell = trimmed(row[of]); cell.size() >= kShortestId) take(cell);
    }
  };
  each_cell(other, [&](std::string_view cell) { others.push_back(cell); });
  cold_sort(others);
  bool found = false;
  each_cell(column, [&](std::string_view cell) { found = found || std::ranges::binary_search(others, cell); });
  return found;
}

}  // namespace

EARSHOT_SELDOM MentionMapper::MentionMapper(Reading reading, std::span<const std::vector<std::string>> sample)
    : reading_(std::move(reading)),
      dates_(has_dates() ? std::string_view(reading_.headers[reading_.map[Field::Date].first()])
                         : std::string_view(),
             reading_.dates),
      answer_dates_(reading_.map[Field::AnsweredAt].empty()
                        ? std::string_view()
                        : std::string_view(reading_.headers[reading_.map[Field::AnsweredAt].first()]),
                    reading_.dates) {
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    for (const int column : reading_.map.fields[field].columns) use(column, Field(field), sample);
  }
  // "In Reply To" may hold a name, a mark or an id: it is an id where the export has a mention of that id.
  if (reading_.map[Field::Parent].empty()) {
    for (const int column : reading_.map[Field::ReplyTo].columns) {
      if (names_one_of(sample, column, reading_.map[Field::Id].first())) use(column, Field::Parent, sample);
    }
  }
  if (const int column = reading_.map[Field::GivenSentiment].first(); column >= 0) {
    label_scale_ = label_scale(sample, column);
  }
  if (const int column = reading_.map[Field::ResponseTime].first(); column >= 0) {
    response_unit_ = unit_of_header(normalize_header(reading_.headers[column]));
  }
  extras_.resize(reading_.map[Field::Extra].columns.size());
  for (const int column : reading_.answers) {
    const bool asked = static_cast<std::size_t>(column) < reading_.questions.size();
    const std::string& question = asked ? reading_.questions[column] : reading_.headers[column];
    clean_questions_.emplace_back(title_cleaner_.clean(question));
  }
}

/// Lets a column fill its field, behind those that do already.
EARSHOT_SELDOM void MentionMapper::use(int column, Field field,
                        std::span<const std::vector<std::string>> sample) {
  if (column == FieldColumns::kNone) return;
  for (const TextField& text : kTextFields) {
    if (text.field == field) text_columns_.push_back({column, text.to, is_prose(field)});
  }
  for (const CountField& count : kCountFields) {
    if (count.field != field) continue;
    NumberColumn seen;
    for (const std::vector<std::string>& row : sample) {
      if (static_cast<std::size_t>(column) < row.size()) seen.read(row[column]);
    }
    NumberDecision decision = seen.decide();
    if (reading_.decimal) {
      decision.decimal_point = *reading_.decimal == '.';
      decision.decimal_comma = *reading_.decimal == ',';
    }
    count_columns_.push_back({column, count.to, reading_.map[field].added, {}, decision});
  }
}

EARSHOT_SELDOM void MentionMapper::widen(const Reading& wider) {
  const auto known = static_cast<int>(reading_.headers.size());
  const bool had_dates = has_dates();
  reading_.headers.insert(reading_.headers.end(), wider.headers.begin() + known,
                          wider.headers.end());
  for (std::size_t at = 0; at < kFieldCount; ++at) {
    const FieldColumns& now = wider.map.fields[at];
    FieldColumns& columns = reading_.map.fields[at];
    // There each column has its place, whether the file has it or not.
    if (Field(at) == Field::Extra) {
      const std::size_t places = std::min(columns.columns.size(), now.columns.size());
      for (std::size_t place = 0; place < places; ++place) {
        int& column = columns.columns[place];
        if (column == FieldColumns::kNone) column = now.columns[place];
      }
      continue;
    }
    if (columns.empty()) columns.added = now.added;
    for (const int column : now.columns) {
      if (column < known) continue;
      columns.columns.push_back(column);
      use(column, Field(at), {});
    }
  }
  if (!had_dates && has_dates()) {
    dates_ = DateColumn(reading_.headers[reading_.map[Field::Date].first()], reading_.dates);
  }
}

inline std::string_view MentionMapper::cell(const Record& record, int column) {
  if (static_cast<std::size_t>(column) >= record.cells.size()) return {};
  const std::string_view cell = record.cells[column];
  return cell.empty() ? cell : trimmed(cell);
}

inline std::string_view MentionMapper::cell(const Record& record, Field field) const {
  for (const int column : reading_.map[field].columns) {
    if (const std::string_view text = cell(record, column); !text.empty()) return text;
  }
  return {};
}

bool MentionMapper::ends_early(const Record& record) const {
  const auto beyond = [&](int column) {
    return static_cast<std::size_t>(column) >= record.cells.size();
  };
  return std::ranges::all_of(reading_.answers, beyond) &&
         std::ranges::all_of(std::to_array({Field::Text, Field::Title, Field::Rating}),
                             [&](Field field) {
                               return std::ranges::all_of(reading_.map[field].columns, beyond);
                             });
}

Time MentionMapper::time(const Record& record) {
  const std::string_view date = cell(record, Field::Date);
  if (date.empty()) return {};
  const Time time = reading_.map[Field::Clock].empty()
                        ? dates_.read(date, record.row)
                        : dates_.read(date, cell(record, Field::Clock), record.row);
  if (time.kind() == Time::Kind::Undecided && date_example_.empty()) {
    date_example_ = date.substr(0, kLongestExample);
  }
  return time;
}

/// Where any column says something of answers, a blank one says that there was none.
void MentionMapper::read_answer(const Record& record, Mention& mention) {
  if (reading_.map[Field::AnsweredAt].empty() && reading_.map[Field::ResponseTime].empty() &&
      reading_.map[Field::Replied].empty()) {
    return;
  }
  if (const std::string_view date = cell(record, Field::AnsweredAt); !date.empty()) {
    mention.answered = answer_dates_.read(date, record.row);
  }
  if (const std::string_view time = cell(record, Field::ResponseTime); !time.empty()) {
    mention.response_seconds = read_duration(time, response_unit_);
  }
  const bool replied = mention.answered.present() || mention.response_seconds != kAbsent ||
                       affirms(cell(record, Field::Replied), folded_);
  mention.replied = replied ? Replied::Yes : Replied::No;
}

Count MentionMapper::count(std::string_view cell, CountColumn& column, std::uint64_t row) {
  // Several of a kind, such as reactions by emoji.
  Count sum = kAbsent;
  while (true) {
    const std::size_t end = std::min(cell.find(kListSeparator), cell.size());
    const Count part =
        NumberColumn::resolve(column.numbers.read(cell.substr(0, end), row), column.decision);
    if (part != kAbsent) sum = sum == kAbsent ? part : std::min(sum + part, kLargestCount);
    if (end == cell.size()) return sum;
    cell.remove_prefix(end + 1);
  }
}

std::string_view MentionMapper::words(std::string_view cell, TextCleaner& cleaner,
                                      std::string& scratch) const {
  std::string_view text = cleaner.clean(cell);
  if (!cleaner.holds_list()) return text;
  scratch.clear();
  for (const char byte : text) {
    if (byte == kListSeparator) {
      scratch += ", ";
    } else {
      scratch += byte;
    }
  }
  return scratch;
}

std::string_view MentionMapper::tags(const Record& record) {
  const FieldColumns& columns = reading_.map[Field::Tags];
  if (columns.empty()) return {};
  tags_.clear();
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!tags_.empty()) tags_ += kListSeparator;
    if (!name.empty()) {
      tags_ += name;
      tags_ += ": ";
    }
    tags_ += value;
  };
  for (const int column : columns.columns) {
    std::string_view value = cell(record, column);
    if (value.empty() || marks_not(value)) continue;
    const std::string_view header = reading_.headers[column];
    if (marks(value, header)) {
      add("", header);
    } else if (!reading_.answers.empty()) {
      add(header, value);
    } else {
      const char separator = value.find(kListSeparator) != std::string_view::npos ? kListSeparator
                             : value.find(';') != std::string_view::npos          ? ';'
                                                                                  : ',';
      while (!value.empty()) {
        const std::size_t end = std::min(value.find(separator), value.size());
        add("", without_quotes(trimmed(value.substr(0, end))));
        value.remove_prefix(std::min(end + 1, value.size()));
      }
    }
  }
  return tags_;
}

std::string_view MentionMapper::platform(std::string_view as_exported) {
  // An export names few platforms, again and again.
  auto& [known, name] = platforms_[hash_bytes(as_exported) % platforms_.size()];
  if (as_exported != known) {
    known = as_exported;
    name = platform_name(as_exported);
  }
  return name;
}

Kind MentionMapper::kind(const Record& record, std::string_view text) {
  if (text.starts_with("RT @")) return Kind::Repost;
  if (const std::string_view word = cell(record, Field::PostKind); !word.empty()) {
    fold(word, folded_);
    for (const KindWord& known : kKindWords) {
      if (folded_.find(known.part) != std::string::npos) return known.kind;
    }
  }
  for (const auto& [field, kind] : {std::pair{Field::RepostOf, Kind::Repost},
                                    std::pair{Field::QuoteOf, Kind::Quote},
                                    std::pair{Field::ReplyTo, Kind::Reply}}) {
    const std::string_view mark = cell(record, field);
    if (!mark.empty() && affirms(mark, folded_)) return kind;
  }
  return text.starts_with("QT @") ? Kind::Quote : Kind::Original;
}

RowVerdict MentionMapper::map(const Record& record, Mention& mention) {
  mention = {};
  for (const TextColumn& column : text_columns_) {
    std::string_view& text = mention.*column.to;
    if (!text.empty()) continue;
    text = cell(record, column.column);
    // Few cells begin so.
    if (text.empty() || column.prose) continue;
    if (text[0] == '\'' || ((text[0] | 0x20) == 'n' && text.size() <= 4)) text = stated(text);
  }
  mention.id = without_quotes(mention.id);
  mention.tags = tags(record);
  mention.time = time(record);
  for (CountColumn& column : count_columns_) {
    const std::string_view written = cell(record, column.column);
    Count& sum = mention.*column.to;
    if (written.empty() || (sum != kAbsent && !column.added)) continue;
    const Count plain = column.numbers.read_plain(written);
    const Count value = plain != kAbsent ? plain : count(written, column, record.row);
    if (value != kAbsent) sum = sum == kAbsent ? value : std::min(sum + value, kLargestCount);
  }
  if (const std::string_view rating = cell(record, Field::Rating); !rating.empty()) {
    if (rating != last_rating_.cell) last_rating_ = {std::string(rating), read_rating(rating)};
    mention.rating = last_rating_.value;
  }
  if (const std::string_view label = cell(record, Field::GivenSentiment); !label.empty()) {
    if (label != last_label_.cell) last_label_ = {std::string(label), read_label(label, label_scale_)};
    mention.given_sentiment = last_label_.value;
  }
  read_answer(record, mention);
  mention.kind = kind(record, mention.text);

  RowVerdict verdict = RowVerdict::Mention;
  if (reading_.format && reading_.format->refine) {
    const std::vector<int>& columns = reading_.map[Field::Extra].columns;
    for (std::size_t at = 0; at < columns.size(); ++at) extras_[at] = cell(record, columns[at]);
    verdict = reading_.format->refine({mention, extras_, scratch_});
  }
  if (record.lists) {
    // Of what is one thing the first counts.
    for (const TextField& field : kTextFields) {
      if (is_prose(field.field)) continue;
      std::string_view& value = mention.*field.to;
      value = value.substr(0, value.find(kListSeparator));
    }
  }
  texts_ += !mention.text.empty();
  if (looks_truncated(mention.text) && truncated_++ == 0) first_truncated_row_ = record.row;
  mention.text = words(mention.text, text_cleaner_, list_);
  mention.title = words(mention.title, title_cleaner_, title_list_);
  mention.damaged_id = is_damaged_id(mention.id);
  if (mention.damaged_id && damaged_ids_++ == 0) first_damaged_row_ = record.row;

  if (mention.url.starts_with('/')) {
    for (const Host& host : kHosts) {
      if (!mention.url.starts_with(host.path)) continue;
      url_.assign(host.host).append(mention.url);
      mention.url = url_;
      break;
    }
  }
  mention.platform = platform(mention.platform);
  if (mention.platform.empty() && reading_.format) mention.platform = reading_.format->platform;
  if (mention.platform.empty()) mention.platform = platform_of_url(mention.url);
  if (mention.engagement == kAbsent) {
    for (const Count part : {mention.likes, mention.comments, mention.shares}) {
      if (part == kAbsent) continue;
      mention.engagement = (mention.engagement == kAbsent ? 0 : mention.engagement) + part;
    }
  }
  return verdict;
}

void MentionMapper::answer(const Record& record, std::size_t which, Mention& mention) {
  const std::string_view raw_text = cell(record, reading_.answers[which]);
  mention.text = words(raw_text, text_cleaner_, list_);
  mention.question = clean_questions_[which];
}

// Once a file: compiled small.
EARSHOT_SELDOM std::vector<Note> MentionMapper::notes() const {
  std::vector<Note> notes;
  const DateCounts& dates = dates_.counts();
  const std::string& date_header =
      has_dates() ? reading_.headers[reading_.map[Field::Date].first()] : std::string();
  if (dates.unreadable > 0) {
    notes.push_back({ErrorCode::UnreadableDate,
                     {"", dates.first_unreadable_row, date_header},
                     dates.first_unreadable,
                     dates.unreadable,
                     "Column \"" + date_header +
                         "\" holds values that are no date between 1990 and 2100. Such mentions "
                         "count, but stand on no time axis; write dates like 2026-01-31."});
  }
  if (dates.needs_reference > 0) {
    notes.push_back({ErrorCode::RelativeDates,
                     {"", 0, date_header},
                     "",
                     dates.needs_reference,
                     "Column \"" + date_header +
                         "\" says how long ago something was. Such mentions count, but stand on no "
                         "time axis; say in the settings when the file was written."});
  }
  if (dates.approximate > 0) {
    notes.push_back({ErrorCode::RelativeDates,
                     {"", 0, date_header},
                     "approximate",
                     dates.approximate,
                     "Column \"" + date_header +
                         "\" says how long ago something was; the dates counted back from when the "
                         "file was written are approximate."});
  }
  const DateDecision decision = dates_.decide();
  if (decision.ambiguous) {
    notes.push_back({ErrorCode::AmbiguousDates,
                     {"", 0, date_header},
                     std::string(date_order_name(decision.order)),
                     dates.present,
                     "Column \"" + date_header + "\": " + decision.sentence});
  }
  // People end texts so, too; an export that cuts does it to many.
  if (truncated_ * 10 >= texts_ && truncated_ > 0) {
    notes.push_back({ErrorCode::TruncatedTexts,
                     {"", first_truncated_row_, ""},
                     "",
                     truncated_,
                     "Some texts end in \"\xe2\x80\xa6\": the export has cut them off. Export the full "
                     "text if you can."});
  }
  if (damaged_ids_ > 0) {
    notes.push_back({ErrorCode::DamagedIds,
                     {"", first_damaged_row_, reading_.headers[reading_.map[Field::Id].first()]},
                     "",
                     damaged_ids_,
                     "A spreadsheet has rounded long ids; repeats are found by address, or by author, "
                     "time and text instead."});
  }
  for (const CountColumn& column : count_columns_) {
    const NumberCounts& counts = column.numbers.counts();
    if (counts.unreadable == 0) continue;
    const std::string& header = reading_.headers[column.column];
    notes.push_back({ErrorCode::UnreadableNumber,
                     {"", counts.first_unreadable_row, header},
                     counts.first_unreadable,
                     counts.unreadable,
                     "Column \"" + header +
                         "\" holds values that are no number. They count as not given."});
  }
  return notes;
}

}  // namespace earshot
