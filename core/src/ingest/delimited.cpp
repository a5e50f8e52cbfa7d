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
  if (!discarding_) {
    if (before_ == 0) keep_spans(text.data() + start_);
    carry_.append(text.substr(start_));
  }
  before_ = length;
  start_ = 0;
}

void DelimitedReader::scan(std::string_view text) {
  const simd::Bytes delimiter = simd::fill(dialect_.delimiter);
  const simd::Bytes newline = simd::fill(dialect_.newline);
  const simd::Bytes quote = simd::fill(kQuote);
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    std::uint64_t ends = 0, records = 0, quotes = 0;
    for (int part = 0; part < 64; part += 16) {
      const simd::Bytes bytes = simd::load(text.data() + at + part);
      ends |= std::uint64_t{simd::bitmask(simd::equal(bytes, delimiter))} << part;
      records |= std::uint64_t{simd::bitmask(simd::equal(bytes, newline))} << part;
      quotes |= std::uint64_t{simd::bitmask(simd::equal(bytes, quote))} << part;
    }
    ends |= records;
    if (quotes != 0 || discarding_ || before_ > 0 || offset(at + 64) > kMaxRecordBytes) {
      const bool large = offset(at + 64) > kMaxRecordBytes;
      for (std::uint64_t mask = ends | quotes; mask != 0;) {
        // Inside of quotes only quotes matter.
        if (state_ == State::Quoted && !large) {
          const std::uint64_t left = mask & quotes;
          mask &= ~((left & (0 - left)) - 1);
          if (mask == 0) break;
        }
        step(text, at + std::countr_zero(mask));
        mask &= mask - 1;
      }
    } else if (state_ != State::Quoted) {
      end_cells(text, at, ends, records);
    }
  }
  for (; at < text.size(); ++at) {
    const char byte = text[at];
    if (byte == dialect_.delimiter || byte == dialect_.newline || byte == kQuote) step(text, at);
  }
}

/// Does for 64 bytes without a quote, outside of quotes, what `step` does for each end of a cell.
void DelimitedReader::end_cells(std::string_view text, std::size_t block, std::uint64_t ends,
                                std::uint64_t records) {
  if (cells_.size() < cell_count_ + 64) cells_.resize(2 * cell_count_ + 64);
  // What stands behind a quote, and what ends a record, takes more than a span.
  std::uint64_t stops = records;
  if (state_ != State::Open) stops |= ends & (0 - ends);
  while (ends != 0) {
    const std::uint64_t stop = stops & (0 - stops);  // the first of them, or 0
    const std::uint64_t before = ends & (stop - 1);
    const char* cell = text.data() + start_ + cell_;
    std::string_view* next = cells_.data() + cell_count_;
    for (std::uint64_t mask = before; mask != 0; mask &= mask - 1) {
      const char* const end = text.data() + block + std::countr_zero(mask);
      *next++ = {cell, static_cast<std::size_t>(end - cell)};
      cell = end + 1;
    }
    cell_ = static_cast<std::size_t>(cell - text.data()) - start_;
    cell_count_ = static_cast<std::size_t>(next - cells_.data());
    if (stop == 0) return;
    step(text, block + static_cast<std::size_t>(std::countr_zero(stop)));
    ends &= ~(before | stop);
    stops &= ~stop;
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
        if (dialect_.backslash && follows_backslash(text, at)) break;
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
      case State::AfterQuote: break;
    }
    return;
  }
  if (state_ == State::Quoted) return;
  if (byte == dialect_.delimiter) {
    end_cell(text.data() + start_, offset(at));
    cell_ = offset(at) + 1;
  } else {
    end_record(text, at);
  }
}

/// Whether the backslash before a place is itself not escaped.
bool DelimitedReader::follows_backslash(std::string_view text, std::size_t at) const {
  if (discarding_) return false;
  bool odd = false;
  for (std::size_t place = offset(at); place > cell_ + 1; odd = !odd) {
    --place;
    const char byte = place < before_ ? carry_[place] : text[start_ + place - before_];
    if (byte != '\\') break;
  }
  return odd;
}

void DelimitedReader::end_cell(const char* record, std::size_t end) {
  // Any backslash inside may stand for something.
  const bool clean = quoted_ && !escaped_ && !dialect_.backslash && end == close_ + 1;
  if (!discarding_) {
    if (quoted_ && !clean) {
      escaped_cells_.push_back(cell_count_);
      escaped_bytes_ += end - cell_;
    }
    const std::size_t begin = clean ? cell_ + 1 : cell_;
    if (clean) end = close_;
    if (before_ > 0) {
      spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    } else {
      if (cell_count_ == cells_.size()) cells_.resize(cell_count_ * 2 + 64);
      cells_[cell_count_] = {record + begin, end - begin};
    }
    ++cell_count_;
  }
  state_ = State::Open;
  quoted_ = escaped_ = false;
}

/// The cells of the open record as spans, before its bytes are gone.
void DelimitedReader::keep_spans(const char* record) {
  spans_.clear();
  for (const std::string_view cell : std::span(cells_).first(cell_count_)) {
    const auto begin = static_cast<std::uint32_t>(cell.data() - record);
    spans_.push_back({begin, begin + static_cast<std::uint32_t>(cell.size())});
  }
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
    end_cell(record.data(), std::max(record.size(), cell_));
    emit(record);
  }
  open_record(at + 1);
}

void DelimitedReader::open_record(std::size_t at) {
  carry_.clear();
  cell_count_ = 0;
  escaped_cells_.clear();
  escaped_bytes_ = 0;
  before_ = 0;
  start_ = at;
  cell_ = 0;
  state_ = State::Open;
  quoted_ = escaped_ = discarding_ = false;
}

void DelimitedReader::emit(std::string_view record) {
  if (record.empty()) return;
  if (before_ > 0) {
    if (cells_.size() < cell_count_) cells_.resize(cell_count_);
    for (std::size_t at = 0; at < cell_count_; ++at) {
      cells_[at] = record.substr(std::min<std::size_t>(spans_[at].begin, record.size()),
                                 spans_[at].end - spans_[at].begin);
    }
  }
  if (!escaped_cells_.empty()) {
    // Views into it are handed on, so it may not move.
    unescaped_.clear();
    unescaped_.reserve(escaped_bytes_);
    for (const std::size_t at : escaped_cells_) cells_[at] = unescape(cells_[at]);
  }
  sink_.record({row_, std::span(cells_).first(cell_count_), record});
}

std::string_view DelimitedReader::unescape(std::string_view cell) {
  const std::size_t begin = unescaped_.size();
  bool inside = true;
  for (std::size_t at = 1; at < cell.size(); ++at) {
    const char next = at + 1 < cell.size() ? cell[at + 1] : '\0';
    if (dialect_.backslash && inside && cell[at] == '\\' && (next == kQuote || next == '\\')) {
      ++at;
    } else if (inside && cell[at] == kQuote) {
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
  cell_count_ = 0;
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
