// The way of one export: bytes to text to records to mentions, with an account of what became of each
// record. What a file is packed in is intake.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/input.h>
#include <earshot/mention.h>

#include "ingest/chat_text.h"
#include "ingest/decoder.h"
#include "ingest/delimited.h"
#include "ingest/json_reader.h"
#include "ingest/layout.h"
#include "ingest/mention_mapper.h"
#include "ingest/reading.h"
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

/// A question with more options than this has none: people wrote numbers or names.
inline constexpr std::size_t kMaxOptions = 60;
inline constexpr std::size_t kMaxPolls = 10'000;

class Importer : private TextSink, private RecordSink {
 public:
  /// @param input  the account of this input; kept up to date at every call
  /// @param file   index of the input, for `Mention::source`
  /// @param wishes the person's word on inputs; have to outlive the importer
  Importer(Input& input, std::uint32_t file, std::span<const InputSettings> wishes,
           MentionSink& sink)
      : input_(input), file_(file), wishes_(wishes), sink_(sink) {}

  /// Any split of the bytes gives the same mentions and the same account.
  void feed(std::string_view bytes);
  /// Takes a workbook instead of bytes; the archive has to outlive the importer.
  void open_workbook(const ZipArchive& archive);
  /// Reads a bounded piece of the workbook; false when there is no more.
  bool advance();
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

  /// A survey's question with options.
  struct Choice {
    int column;
    std::vector<Poll::Option> options;
  };

  void begin(bool whole);
  Layout recognise(std::string_view head, bool whole, const InputSettings* wish);
  void start_mapping(const FirstRecords& first);
  void settle();
  void take(const Record& record);
  void take_answers(const Record& record, Mention& mention);
  void hand_on(const Mention& mention);
  void keep(const Record& record, ErrorCode why);
  bool repeats_header(const Record& record) const;
  void read_poll(const Record& record, const Mention& mention);
  void count_choices();
  void judge_outcome();
  void fail(ErrorCode code, std::string detail, std::string message);
  void note(ErrorCode code, std::uint64_t count, std::uint64_t row, std::string column,
            std::string detail, std::string message);
  void final_notes();
  void text(std::string_view text) override;
  void hand_to_reader(std::string_view text);
  void record(const Record& record) override;
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override;

  Input& input_;
  std::uint32_t file_;
  std::span<const InputSettings> wishes_;
  MentionSink& sink_;
  std::string head_;         // the first bytes, until they are enough to judge by
  bool begun_ = false;
  std::string sample_;       // their text, until the layout is known
  std::optional<Decoder> decoder_;
  std::optional<TwiceEncoded> twice_;
  std::string undone_;       // what twice_ made of a piece of text
  std::optional<DelimitedReader> delimited_;
  std::optional<JsonReader> json_;
  std::optional<ChatReader> chat_;
  std::optional<WorkbookReader> workbook_;
  std::optional<std::size_t> link_column_;
  // Of all but delimited text the first records wait here until they are enough to judge by.
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  std::optional<MentionMapper> mapper_;
  std::vector<int> poll_columns_;  // question, labels, votes; empty where there are none
  std::vector<Choice> choices_;
  std::size_t width_ = 0;    // columns of the header
  std::uint64_t textless_ = 0, first_textless_row_ = 0;  // filled rows without a text
};

}  // namespace earshot
