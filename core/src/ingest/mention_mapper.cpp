#include "ingest/mention_mapper.h"

#include <algorithm>
#include <cmath>

#include "ingest/cell_text.h"
#include "ingest/labels.h"
#include "ingest/platforms.h"
#include "text/fold.h"

namespace earshot {
namespace {

/// Columns like "is retweet" hold yes and no, columns like "retweet of" an id or a name.
bool affirms(std::string_view cell) {
  static constexpr std::string_view kNo[] = {"",    "0",    "false", "no",  "none", "nan",
                                             "null", "n/a", "-",     "нет", "아니오", "いいえ"};
  std::string folded;
  fold(cell, folded);
  return std::ranges::find(kNo, folded) == std::end(kNo);
}

constexpr Field kCountFields[] = {Field::Followers, Field::Reach,  Field::Engagement, Field::Likes,
                                  Field::Comments,  Field::Shares, Field::Views};

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
    {"ответ", Kind::Reply},
};

}  // namespace

std::string_view date_order_name(DateOrder order) {
  switch (order) {
    case DateOrder::YearMonthDay: return "ymd";
    case DateOrder::DayMonthYear: return "dmy";
    case DateOrder::MonthDayYear: return "mdy";
  }
  return "";
}

MentionMapper::MentionMapper(const ColumnMap& map, std::span<const std::string> headers,
                             std::span<const std::vector<std::string>> sample)
    : map_(map),
      headers_(headers.begin(), headers.end()),
      dates_(map[Field::Date] == ColumnMap::kNone ? std::string_view()
                                                  : headers[map[Field::Date]]) {
  for (const Field field : kCountFields) {
    if (map[field] == ColumnMap::kNone) continue;
    NumberColumn seen;
    for (const std::vector<std::string>& row : sample) {
      if (static_cast<std::size_t>(map[field]) < row.size()) seen.read(row[map[field]]);
    }
    counts_[static_cast<std::size_t>(field)].decision = seen.decide();
  }
}

std::string_view MentionMapper::cell(const Record& record, Field field) const {
  const int column = map_[field];
  if (column == ColumnMap::kNone || static_cast<std::size_t>(column) >= record.cells.size()) {
    return {};
  }
  return trimmed(record.cells[column]);
}

bool MentionMapper::ends_early(const Record& record) const {
  return std::ranges::all_of(
      std::to_array({Field::Text, Field::Title, Field::Rating}), [&](Field field) {
        const int column = map_[field];
        return column == ColumnMap::kNone ||
               static_cast<std::size_t>(column) >= record.cells.size();
      });
}

Time MentionMapper::time(const Record& record) {
  const std::string_view date = cell(record, Field::Date);
  if (date.empty()) return {};
  if (map_[Field::Clock] == ColumnMap::kNone) return dates_.read(date, record.row);
  return dates_.read(date, cell(record, Field::Clock), record.row);
}

Count MentionMapper::count(const Record& record, Field field) {
  const std::string_view text = cell(record, field);
  if (text.empty()) return kAbsent;
  CountColumn& counts = counts_[static_cast<std::size_t>(field)];
  return NumberColumn::resolve(counts.column.read(text, record.row), counts.decision);
}

std::vector<Note> MentionMapper::notes() const {
  std::vector<Note> notes;
  const DateCounts& dates = dates_.counts();
  const std::string& date_header = has_dates() ? headers_[map_[Field::Date]] : std::string();
  if (dates.unreadable > 0) {
    notes.push_back({ErrorCode::UnreadableDate,
                     {"", dates.first_unreadable_row, date_header},
                     dates.first_unreadable,
                     dates.unreadable,
                     "Column \"" + date_header +
                         "\" holds values that are no date between 1990 and 2100. Such mentions "
                         "count, but stand on no time axis; write dates like 2026-01-31."});
  }
  const DateDecision decision = dates_.decide();
  if (decision.ambiguous) {
    notes.push_back({ErrorCode::AmbiguousDates,
                     {"", 0, date_header},
                     std::string(date_order_name(decision.order)),
                     dates.present,
                     "Column \"" + date_header + "\": " + decision.sentence});
  }
  for (const Field field : kCountFields) {
    const NumberCounts& counts = counts_[static_cast<std::size_t>(field)].column.counts();
    if (counts.unreadable == 0) continue;
    const std::string& header = headers_[map_[field]];
    notes.push_back({ErrorCode::UnreadableNumber,
                     {"", counts.first_unreadable_row, header},
                     counts.first_unreadable,
                     counts.unreadable,
                     "Column \"" + header +
                         "\" holds values that are no number. They count as not given."});
  }
  return notes;
}

std::string_view MentionMapper::platform(std::string_view as_exported) {
  // Rows of one platform mostly follow each other.
  if (as_exported != last_platform_) {
    last_platform_ = as_exported;
    last_platform_name_ = platform_name(as_exported);
  }
  return last_platform_name_;
}

Kind MentionMapper::kind(const Record& record, std::string_view text) const {
  if (text.starts_with("RT @")) return Kind::Repost;
  if (const std::string_view word = cell(record, Field::PostKind); !word.empty()) {
    std::string folded;
    fold(word, folded);
    for (const KindWord& known : kKindWords) {
      if (folded.find(known.part) != std::string::npos) return known.kind;
    }
  }
  for (const auto& [field, kind] : {std::pair{Field::RepostOf, Kind::Repost},
                                    std::pair{Field::QuoteOf, Kind::Quote},
                                    std::pair{Field::ReplyTo, Kind::Reply}}) {
    if (const std::string_view mark = cell(record, field); !mark.empty() && affirms(mark)) {
      return kind;
    }
  }
  return text.starts_with("QT @") ? Kind::Quote : Kind::Original;
}

Mention MentionMapper::map(const Record& record) {
  Mention mention;
  mention.text = cell(record, Field::Text);
  mention.title = cell(record, Field::Title);
  mention.id = cell(record, Field::Id);
  mention.author = cell(record, Field::Author);
  mention.url = cell(record, Field::Url);
  mention.language = cell(record, Field::GivenLanguage);
  mention.country = cell(record, Field::Country);
  mention.query = cell(record, Field::Query);
  mention.parent = cell(record, Field::Parent);
  mention.platform = platform(cell(record, Field::Platform));
  if (mention.platform.empty()) mention.platform = platform_of_url(mention.url);
  mention.time = time(record);
  mention.followers = count(record, Field::Followers);
  mention.reach = count(record, Field::Reach);
  mention.likes = count(record, Field::Likes);
  mention.comments = count(record, Field::Comments);
  mention.shares = count(record, Field::Shares);
  mention.views = count(record, Field::Views);
  mention.engagement = count(record, Field::Engagement);
  if (mention.engagement == kAbsent) {
    for (const Count part : {mention.likes, mention.comments, mention.shares}) {
      if (part == kAbsent) continue;
      mention.engagement = (mention.engagement == kAbsent ? 0 : mention.engagement) + part;
    }
  }
  if (const std::string_view rating = cell(record, Field::Rating); !rating.empty()) {
    mention.rating = read_rating(rating);
  }
  if (const std::string_view label = cell(record, Field::GivenSentiment); !label.empty()) {
    mention.given_sentiment = read_label(label);
  }
  mention.kind = kind(record, mention.text);
  return mention;
}

}  // namespace earshot
