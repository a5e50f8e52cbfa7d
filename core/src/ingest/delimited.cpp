#include "ingest/delimited.h"

#include <algorithm>
#include <bit>

#include "text/simd.h"

namespace earshot {
namespace {

constexpr char kQuote = '"';

// How much of an overlong record is read again to tell a stray quote from a giant cell.
constexpr std::size_t kRecoveryBytes = std::size_t{64} << 10;

/// Counts records, and those of the usual width.
class WidthCounter : public RecordSink {
 public:
  explicit WidthCounter(std::size_t width) : width_(width) {}
  void record(const Record& record) override {
    const bool is_usual = record.cells.size() == width_;
    if (records == 0) first_usual = is_usual;
    ++records;
    if (is_usual) ++usual;
  }
  void reject(std::uint64_t, ErrorCode, std::string_view) override {}
  std::size_t records = 0, usual = 0;
  bool first_usual = false;

 private:
  std::size_t width_;
};

}  // namespace

void DelimitedReader::feed(std::string_view text) {
  start_ = 0;
  scan(text);
  if (!discarding_ && offset(text.size()) > kMaxRecordBytes) overflow(text, text.size());
  const std::size_t length = offset(text.size());
  if (!discarding_) carry_.append(text.substr(start_));
  before_ = length;
  start_ = 0;
}

void DelimitedReader::scan(std::string_view text) {
  const simd::Bytes delimiter = simd::fill(dialect_.delimiter);
  const simd::Bytes newline = simd::fill(dialect_.newline);
  const simd::Bytes quote = simd::fill(kQuote);
  const auto specials = [&](const char* at) {
    const simd::Bytes bytes = simd::load(at);
    return simd::bitmask(simd::either(simd::either(simd::equal(bytes, delimiter),
                                                   simd::equal(bytes, newline)),
                                      simd::equal(bytes, quote)));
  };
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    const char* block = text.data() + at;
    std::uint64_t mask = specials(block) | std::uint64_t{specials(block + 16)} << 16 |
                         std::uint64_t{specials(block + 32)} << 32 |
                         std::uint64_t{specials(block + 48)} << 48;
    for (; mask != 0; mask &= mask - 1) step(text, at + std::countr_zero(mask));
  }
  for (; at < text.size(); ++at) {
    const char byte = text[at];
    if (byte == dialect_.delimiter || byte == dialect_.newline || byte == kQuote) step(text, at);
  }
}

void DelimitedReader::step(std::string_view text, std::size_t at) {
  if (!discarding_ && offset(at) > kMaxRecordBytes) overflow(text, at);
  const char byte = text[at];
  if (byte == kQuote) {
    switch (state_) {
      case State::Open:
        if (offset(at) == cell_) {
          state_ = State::Quoted;
          quoted_ = true;
        }
        break;
      case State::Quoted:
        state_ = State::QuoteSeen;
        close_ = offset(at);
        break;
      case State::QuoteSeen:
        if (offset(at) == close_ + 1) {
          state_ = State::Quoted;
          escaped_ = true;
        } else {
          state_ = State::AfterQuote;
        }
        break;
      case State::AfterQuote:
        break;
    }
    return;
  }
  if (state_ == State::Quoted) return;
  if (byte == dialect_.delimiter) {
    end_cell(offset(at));
    cell_ = offset(at) + 1;
  } else {
    end_record(text, at);
  }
}

void DelimitedReader::end_cell(std::size_t end) {
  const bool clean = quoted_ && !escaped_ && end == close_ + 1;
  if (!discarding_) {
    const auto begin = static_cast<std::uint32_t>(clean ? cell_ + 1 : cell_);
    if (span_count_ == spans_.size()) spans_.resize(span_count_ * 2 + 32);
    spans_[span_count_++] = {begin, static_cast<std::uint32_t>(clean ? close_ : end),
                             quoted_ && !clean};
  }
  state_ = State::Open;
  quoted_ = escaped_ = false;
}

void DelimitedReader::end_record(std::string_view text, std::size_t at) {
  ++row_;
  if (discarding_) {
    sink_.reject(row_, ErrorCode::RecordTooLarge, carry_);
  } else {
    std::string_view record = text.substr(start_, at - start_);
    if (before_ > 0) {
      carry_.append(record);
      record = carry_;
    }
    if (dialect_.newline == '\n' && record.ends_with('\r')) record.remove_suffix(1);
    end_cell(std::max(record.size(), cell_));
    emit(record);
  }
  open_record(at + 1);
}

void DelimitedReader::open_record(std::size_t at) {
  carry_.clear();
  span_count_ = 0;
  before_ = 0;
  start_ = at;
  cell_ = 0;
  state_ = State::Open;
  quoted_ = escaped_ = discarding_ = false;
}

void DelimitedReader::emit(std::string_view record) {
  if (record.empty()) return;
  const std::span<const Span> spans(spans_.data(), span_count_);
  std::size_t escaped_bytes = 0;
  for (const Span& span : spans) {
    if (span.escaped) escaped_bytes += span.end - span.begin;
  }
  unescaped_.clear();
  unescaped_.reserve(escaped_bytes);
  if (cells_.size() < spans.size()) cells_.resize(spans.size());
  for (std::size_t at = 0; at < spans.size(); ++at) {
    const Span& span = spans[at];
    const std::string_view cell = record.substr(
        std::min<std::size_t>(span.begin, record.size()), span.end - span.begin);
    cells_[at] = span.escaped ? unescape(cell) : cell;
  }
  sink_.record({row_, std::span(cells_).first(spans.size()), record});
}

std::string_view DelimitedReader::unescape(std::string_view cell) {
  const std::size_t begin = unescaped_.size();
  bool inside = true;
  for (std::size_t at = 1; at < cell.size(); ++at) {
    if (inside && cell[at] == kQuote) {
      if (at + 1 < cell.size() && cell[at + 1] == kQuote) {
        ++at;
      } else {
        inside = false;
        continue;
      }
    }
    unescaped_.push_back(cell[at]);
  }
  return std::string_view(unescaped_).substr(begin);
}

void DelimitedReader::overflow(std::string_view text, std::size_t at) {
  std::string record = std::move(carry_);
  record.append(text.substr(start_, at - start_));
  // Judged by the same bytes however the text was split.
  if (looks_unclosed(std::string_view(record).substr(0, kMaxRecordBytes))) {
    reject_first_line(std::move(record));
    start_ = at;
    return;
  }
  record.resize(std::min(record.size(), kMaxRejectedBytes));
  carry_ = std::move(record);
  span_count_ = 0;
  discarding_ = true;
}

bool DelimitedReader::looks_unclosed(std::string_view record) const {
  const std::size_t line = record.find(dialect_.newline);
  if (line == std::string_view::npos) return false;
  std::string_view rest = record.substr(line + 1, kRecoveryBytes);
  if (rest.empty()) return false;
  WidthCounter counter(width_);
  DelimitedReader reader(dialect_, width_, counter);
  reader.feed(rest);
  if (rest.back() != dialect_.newline) reader.feed({&dialect_.newline, 1});
  // Rows follow a row; the lines of a text that was cut off are seldom as wide as one.
  return counter.first_usual || counter.usual * 2 >= std::max<std::size_t>(counter.records, 1);
}

void DelimitedReader::reject_first_line(std::string record) {
  const std::size_t line = record.find(dialect_.newline);
  sink_.reject(++row_, ErrorCode::UnclosedQuote,
               std::string_view(record).substr(0, std::min(line, kMaxRejectedBytes)));
  open_record(0);
  feed(std::string_view(record).substr(line + 1));
}

void DelimitedReader::finish() {
  while (before_ > 0) {
    if (state_ == State::Quoted && !discarding_) {
      if (looks_unclosed(carry_)) {
        reject_first_line(std::move(carry_));
        continue;
      }
      carry_.resize(std::min(carry_.size(), kMaxRejectedBytes));
      sink_.reject(++row_, ErrorCode::UnclosedQuote, carry_);
      open_record(0);
    } else {
      end_record({}, 0);
    }
  }
}

}  // namespace earshot
