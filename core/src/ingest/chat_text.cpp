#include "ingest/chat_text.h"

#include <algorithm>
#include <array>

#include "ingest/cell_text.h"
#include "ingest/date_reader.h"

namespace earshot {
namespace {

constexpr std::size_t kLookedAtLines = 60;
constexpr std::size_t kLongestDate = 80;  // bytes

enum class Form : std::uint8_t { Other, Day, Message };

struct Line {
  Form form = Form::Other;
  std::string_view date, user, message;  // of a day only the date
};

bool is_moment(std::string_view text) {
  CellText form;
  const DateParts parts = read_date(text, form, std::nullopt);
  return (parts.is(DateParts::Form::Day) || parts.is(DateParts::Form::Triple)) &&
         parts.clock_ms >= 0;
}

bool is_clock(std::string_view text) {
  CellText form;
  const DateParts parts = read_clock(text, form);
  return parts.is(DateParts::Form::Day) && parts.clock_ms >= 0;
}

/// "--- 2026년 10월 2일 금요일 ---"
Line day_line(std::string_view line) {
  constexpr std::string_view kDashes = "-----";
  if (!line.starts_with(kDashes) || !line.ends_with(kDashes)) return {};
  while (line.starts_with('-')) line.remove_prefix(1);
  while (line.ends_with('-')) line.remove_suffix(1);
  line = trimmed(line);
  CellText form;
  if (line.size() > kLongestDate || read_date(line, form, std::nullopt).is(DateParts::Form::Unreadable)) {
    return {};
  }
  return {Form::Day, line, {}, {}};
}

/// "[who] [clock] what"
Line computer_line(std::string_view line) {
  const std::size_t clock = line.find("] [");
  if (!line.starts_with('[') || clock == std::string_view::npos) return {};
  const std::size_t begin = clock + 3, end = line.find(']', begin);
  if (end == std::string_view::npos || end - begin > kLongestDate) return {};
  const std::string_view time = line.substr(begin, end - begin);
  if (!is_clock(time)) return {};
  return {Form::Message, time, line.substr(1, clock - 1), trimmed(line.substr(end + 1))};
}

/// "moment, who : what"; "moment, what" or "moment: what" for what the messenger says itself
Line telephone_line(std::string_view line) {
  if (line.empty() || line[0] < '0' || line[0] > '9') return {};
  const std::string_view head = line.substr(0, kLongestDate);
  if (const std::size_t colon = head.find(": ");
      colon != std::string_view::npos && is_moment(line.substr(0, colon))) {
    return {Form::Message, line.substr(0, colon), {}, line.substr(colon + 2)};
  }
  const std::size_t comma = head.find(", ");
  if (comma == std::string_view::npos || !is_moment(line.substr(0, comma))) return {};
  const std::string_view date = line.substr(0, comma);
  line.remove_prefix(comma + 2);
  const std::size_t colon = line.find(" : ");
  if (colon == std::string_view::npos) return {Form::Message, date, {}, line};
  return {Form::Message, date, line.substr(0, colon), line.substr(colon + 3)};
}

Line read_line(std::string_view line) {
  if (line.starts_with('-')) return day_line(line);
  if (line.starts_with('[')) return computer_line(line);
  return telephone_line(line);
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool ChatReader::looks_like(std::string_view head) {
  std::size_t days = 0, messages = 0, spoken = 0;
  for (std::size_t lines = 0; lines < kLookedAtLines && !head.empty(); ++lines) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const Line line = read_line(without_return(head.substr(0, end)));
    days += line.form == Form::Day;
    messages += line.form == Form::Message;
    spoken += line.form == Form::Message && !line.user.empty();
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  return spoken > 0 && messages + days > 1;
}

std::span<const std::string> ChatReader::columns() const {
  static const std::array<std::string, 3> kColumns = {"Date", "User", "Message"};
  return kColumns;
}

void ChatReader::feed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    // No message is longer; the rest of such a line is of no use.
    open_line_ += text.substr(0, std::min(end, kMaxRecordBytes - open_line_.size()));
    if (end == std::string_view::npos) return;
    line(open_line_);
    open_line_.clear();
    text.remove_prefix(end + 1);
  }
}

void ChatReader::line(std::string_view raw) {
  ++line_;
  const std::string_view text = without_return(raw);
  const Line read = read_line(text);
  if (read.form == Form::Other) {
    if (!inside_) return;
    if (message_.size() + text.size() + 1 > kMaxRecordBytes) {
      inside_ = false;
      sink_.reject(row_, ErrorCode::RecordTooLarge, message_);
      return;
    }
    message_ += '\n';
    message_ += text;
    return;
  }
  end_message();
  if (read.form == Form::Day) {
    day_ = read.date;
    return;
  }
  inside_ = true;
  row_ = line_;
  const bool on_a_computer = text.starts_with('[');
  date_ = on_a_computer ? day_ + " " : std::string();
  date_ += read.date;
  user_ = read.user;
  message_ = read.message;
}

void ChatReader::end_message() {
  if (!inside_) return;
  inside_ = false;
  const std::array<std::string_view, 3> cells = {date_, user_, trimmed(message_)};
  sink_.record({row_, cells, message_});
}

void ChatReader::finish() {
  if (!open_line_.empty()) line(open_line_);
  open_line_.clear();
  end_message();
}

}  // namespace earshot
