// JSON of any wrapper as a stream: one array, an array deep inside of objects, a value a line
// (NDJSON), objects one after the other, the value of a JavaScript assignment, responses of the X
// API v2.
//
// Where the records stand is judged by the beginning (`json_shape`), which is held back until then.
// After that one scan for brackets and quotes cuts the text into records; each is turned into cells
// by itself (`json_cells`). Only a record that crosses the end of a feed is copied.
//
// A record that is broken costs itself alone: where each value has a line of its own the next line
// is the next record; elsewhere the next record is sought by how records of this file begin.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/json_cells.h"
#include "ingest/json_response.h"
#include "ingest/json_shape.h"
#include "ingest/records.h"

namespace earshot {

/// So much text is held back to find out where the records stand.
inline constexpr std::size_t kJsonSampleBytes = std::size_t{256} << 10;

/// A response of the X API v2 that is larger is read without joining posts and authors.
inline constexpr std::size_t kMaxResponseBytes = std::size_t{64} << 20;

class JsonReader final : public RecordReader {
 public:
  /// @param sample bytes to judge by; more if they do not hold a whole record
  explicit JsonReader(RecordSink& sink, std::size_t sample = kJsonSampleBytes)
      : sink_(sink), judge_at_(std::max<std::size_t>(sample, 1)) {}

  /// Takes the next piece of valid UTF-8 without a byte order mark; any split gives the same
  /// records, rejects and columns.
  void feed(std::string_view text) override;
  /// Ends the text. A record that is still open is rejected.
  void finish() override;
  std::string_view container() const override { return lines() ? "ndjson" : "json"; }

  /// Records and rejects so far.
  std::uint64_t rows() const { return row_; }
  /// Paths of the columns so far ("user.screen_name"), in order of first appearance; records' cells
  /// stand in this order. It only grows; cells of a record end where columns did at that time.
  std::span<const std::string> columns() const override { return cells_.columns(); }
  /// Values that were left out because there were too many columns.
  std::uint64_t dropped_columns() const { return cells_.dropped(); }
  /// Records are arrays: cells by position, the first record may be a header. No columns then.
  bool grid() const override { return shape_.grid; }
  /// Where the records stand: "" (a root array, or values at the root), "statuses",
  /// "chats.list.messages" ...
  std::string_view wrapper() const { return wrapper_; }
  /// There are several values at the root.
  bool lines() const { return roots_ > 1; }
  /// Keys of the objects around the records with their scalar values, as first met; "" for the
  /// value of an object or array. The first 64 whose key and value are short.
  Surroundings surroundings() const override { return surroundings_; }

 private:
  enum class Mode : std::uint8_t {
    Outer,    // around the records: `open_` containers on the way to them are open
    Record,   // inside of one, or of a response
    Foreign,  // inside of a container that is not on the way
    Seek,     // behind a broken record
  };
  static constexpr std::size_t kOn = std::string_view::npos;

  void judge(bool whole);
  void consume(std::string_view text);
  void consume_inside(std::string_view piece, std::size_t at);
  void scan(std::string_view text);
  void hold(std::string_view text, std::size_t at);
  std::size_t step(std::string_view text, std::size_t at, bool glued, bool in_string);
  void step_outer(std::string_view text, std::size_t at);
  void open_container(std::string_view text, std::size_t at);
  std::size_t step_record(std::string_view text, std::size_t at, bool glued);
  std::size_t end_line(std::string_view text, std::size_t at, bool in_string);
  std::size_t fail(std::string_view text, std::size_t at);
  std::size_t seek(std::string_view text, std::size_t at);
  bool found_opening(char byte);
  bool overflow(std::string_view text, std::size_t at);
  void end_record(std::string_view text, std::size_t at);
  void respond(std::string_view text);
  void replay(std::string_view text, std::size_t at);
  void replay_held(std::size_t at);
  void emit(std::string_view record);
  void emit_cells(std::span<const std::string_view> cells, std::string_view record);
  void reject(ErrorCode code, std::string_view raw);
  void reject_open();
  void end_member(std::string_view text, std::size_t at);
  void surround(std::string_view key, std::string_view value);
  void begin_token(std::size_t at);
  void reset();

  std::size_t offset(std::size_t at) const { return before_ + at - start_; }
  bool buffers_response() const { return shape_.response && !replaying_; }
  std::size_t limit() const { return buffers_response() ? kMaxResponseBytes : kMaxRecordBytes; }
  bool overflows(std::size_t at) const { return !discarding_ && offset(at) > limit(); }
  bool in_members() const { return open_ > 0 && !shape_.steps[open_ - 1].element; }
  char last_byte(std::string_view text, std::size_t at) const;

  RecordSink& sink_;
  JsonCells cells_;
  JsonResponse response_;
  JsonShape shape_;
  std::string wrapper_;
  std::vector<std::pair<std::string, std::string>> surroundings_;

  std::string head_;                // held back until the shape is known
  std::size_t judge_at_;            // so many bytes of it are judged by next
  bool judged_ = false;

  // The open token (a record, or what stands between two marks around them): `before_` bytes of it
  // came in earlier feeds and are kept in `carry_`, perhaps cut; the rest starts at `start_` of
  // this one.
  Mode mode_ = Mode::Outer;
  std::string carry_;
  std::size_t before_ = 0, start_ = 0;
  std::uint64_t base_ = 0;          // where this feed begins in all that was scanned
  bool discarding_ = false;         // the record is too large: only its end is sought

  // What the scan takes from one block to the next.
  std::uint64_t in_string_ = 0;     // all ones, or none
  bool escaped_ = false, after_string_ = false;
  std::uint64_t last_string_ = 0;   // where the last string opened, as `base_` counts

  std::size_t open_ = 0;            // containers on the way that are open
  std::string key_;                 // of the member that is open in the innermost of them
  bool line_used_ = false;          // a value began on this line
  std::size_t depth_ = 0;           // in a record or a foreign container
  std::uint64_t objects_ = 0;       // bit d: the container at depth d is an object

  std::size_t matched_ = 0;         // bytes of the opening that have been seen
  std::size_t sought_ = 0;          // bytes since the broken record began
  char significant_ = 0, previous_ = 0;  // the last byte that is no blank; the last byte

  bool replaying_ = false;          // this response is read post by post
  std::uint64_t roots_ = 0, row_ = 0;
};

}  // namespace earshot
