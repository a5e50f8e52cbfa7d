// The way of one export: bytes to text to records to mentions, with an account of what became of each
// record. What a file is packed in is intake.h's business.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/input.h>
#include <earshot/mention.h>

#include "ingest/decoder.h"
#include "ingest/mention_mapper.h"
#include "ingest/polls.h"
#include "ingest/reading.h"
#include "ingest/recognition.h"
#include "ingest/records.h"
#include "ingest/twice_encoded.h"
#include "ingest/workbook.h"
#include "ingest/zip_archive.h"

namespace earshot {

class MentionSink {
 public:
  virtual ~MentionSink() = default;
  /// @returns false if it was seen before, in this input or an earlier one
  virtual bool mention(const Mention& mention) = 0;
};

class Importer : private TextSink, private RecordSink {
 public:
  /// @param input  the account of this input; kept up to date at every call
  /// @param file   index of the input, for `Mention::source`
  /// @param wishes the person's word on inputs; have to outlive the importer
  Importer(Input& input, std::uint32_t file, std::span<const InputSettings> wishes,
           MentionSink& sink)
      : input_(input), file_(file), wishes_(wishes), sink_(sink), polls_(input.polls) {}

  /// Who wrote what names no author; "" if that is not known.
  void set_author(std::string_view author) { author_ = author; }

  /// Any split of the bytes gives the same mentions and the same account.
  void feed(std::string_view bytes);
  /// Takes a workbook instead of bytes; the archive has to outlive the importer.
  void open_workbook(const ZipArchive& archive);
  /// Reads a bounded piece of the workbook; false when there is no more.
  bool advance();
  /// How much of the sheet is read, from 0 to 1.
  double advanced() const { return workbook_ ? workbook_->advanced() : 0; }
  /// Ends the input. `input.error` then says whether it could be used.
  void finish();

  /// How the date column reads at this moment; nothing before it is known, or without one.
  std::optional<DateDecision> date_decision() const;

 private:
  struct Held {
    std::uint64_t row;
    std::vector<std::string> cells;
    std::string raw;
  };

  void begin(bool whole);
  void open_reader(Recognition& found);
  void start_mapping(const FirstRecords& first);
  void list_columns(const Reading& reading);
  void widen();
  void settle();
  void take(const Record& record);
  void take_answers(const Record& record, Mention& mention);
  void hand_on(const Record& record, const Mention& mention);
  void keep(const Record& record, ErrorCode why);
  bool repeats_header(const Record& record) const;
  void judge_outcome();
  void fail(ErrorCode code, std::string detail, std::string message);
  void note(ErrorCode code, std::uint64_t count, std::uint64_t row, std::string column,
            std::string detail, std::string message);
  void final_notes();
  void text(std::string_view text) override;
  void record(const Record& record) override;
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override;

  Input& input_;
  std::uint32_t file_;
  std::span<const InputSettings> wishes_;
  MentionSink& sink_;
  std::string head_;         // the first bytes, until they are enough to judge by
  bool begun_ = false;
  std::optional<Decoder> decoder_;
  std::optional<TwiceEncoded> twice_;
  std::string undone_;       // what twice_ made of a piece of text
  std::unique_ptr<RecordReader> reader_;    // of text; else
  std::optional<WorkbookReader> workbook_;  // a workbook
  std::optional<std::size_t> link_column_;
  // Of all but delimited text the first records wait here until they are enough to judge by.
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  std::optional<MentionMapper> mapper_;
  PollReader polls_;
  std::size_t width_ = 0;    // columns that are known
  bool rows_have_width_ = false;  // rows of any other are broken
  bool columns_grow_ = false;     // records may bring new columns
  std::string author_;
  std::size_t duplicate_bytes_ = 0;
  std::uint64_t choices_only_ = 0;
  std::uint64_t textless_ = 0, first_textless_row_ = 0;  // filled rows without a text
};

}  // namespace earshot
