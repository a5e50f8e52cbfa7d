// Delimited text (CSV, TSV and kin) as a stream: RFC 4180 and what spreadsheets make of it.
//
// A quote opens a cell only at the cell's start; inside, "" is one quote; whatever follows the closing
// quote is kept as text. Records end at the dialect's newline outside quotes; a CR before it is dropped.
// Bytes are scanned once, cells are views into the fed text; only a record that crosses the end of a
// feed is copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/records.h"

namespace earshot {

struct Dialect {
  char delimiter = ',';
  char newline = '\n';  ///< '\r' for files that hold no '\n' at all
  bool backslash = false;  ///< inside of quotes \" is one quote too, and \\ one backslash
};

class DelimitedReader final : public RecordReader {
 public:
  /// @param width how many cells a usual record has; 0 if not known. It only guides the recovery
  ///        from a quote that never closes.
  DelimitedReader(Dialect dialect, std::size_t width, RecordSink& sink)
      : dialect_(dialect), width_(width), sink_(sink) {}

  /// Takes the next piece of UTF-8 text; any split gives the same records.
  void feed(std::string_view text) override;
  /// Ends the text: the last record may lack its newline.
  void finish() override;
  std::string_view container() const override { return "csv"; }
  bool grid() const override { return true; }

  /// Records read so far, blank lines included.
  std::uint64_t rows() const { return row_; }

 private:
  enum class State : std::uint8_t { Open, Quoted, QuoteSeen, AfterQuote };
  struct Span {
    std::uint32_t begin, end;  // from the record's first byte
  };

  std::size_t offset(std::size_t at) const { return before_ + at - start_; }
  void scan(std::string_view text);
  void step(std::string_view text, std::size_t at);
  bool follows_backslash(std::string_view text, std::size_t at) const;
  void end_cells(std::string_view text, std::size_t block, std::uint64_t ends,
                 std::uint64_t records);
  void end_cell(const char* record, std::size_t end);
  void keep_spans(const char* record);
  void end_record(std::string_view text, std::size_t at);
  void emit(std::string_view record);
  void open_record(std::size_t at);
  void overflow(std::string_view text, std::size_t at);
  bool looks_unclosed(std::string_view record) const;
  void reject_first_line(std::string record);
  std::string_view unescape(std::string_view cell);

  Dialect dialect_;
  std::size_t width_;
  RecordSink& sink_;

  // The open record: `before_` bytes of it came in earlier feeds (kept in `carry_`, unless it is
  // being discarded), the rest starts at `start_` of this feed.
  State state_ = State::Open;
  std::string carry_;
  std::size_t before_ = 0;
  std::size_t start_ = 0;
  std::size_t cell_ = 0;     // where the open cell starts, from the record's first byte
  std::size_t close_ = 0;    // where its closing quote stands
  bool quoted_ = false;      // it began with a quote
  bool escaped_ = false;     // it holds "" inside
  bool discarding_ = false;  // the record is too large: only its end is sought
  std::uint64_t row_ = 0;

  // Its cells; only the first `cell_count_` count. They are spans once part of it is in `carry_`.
  std::vector<std::string_view> cells_;
  std::vector<Span> spans_;
  std::size_t cell_count_ = 0;
  std::vector<std::size_t> escaped_cells_;  // those that begin with their opening quote
  std::size_t escaped_bytes_ = 0;           // and have so many bytes
  std::string unescaped_;
};

}  // namespace earshot
