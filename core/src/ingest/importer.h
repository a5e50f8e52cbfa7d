// One input from its first byte to its last mention: decode, parse, map, and the account of it all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <earshot/input.h>
#include <earshot/mention.h>

#include "ingest/decoder.h"
#include "ingest/delimited.h"
#include "ingest/mention_mapper.h"
#include "ingest/records.h"
#include "ingest/twice_encoded.h"
#include "text/sha256.h"

namespace earshot {

class MentionSink {
 public:
  virtual ~MentionSink() = default;
  virtual void mention(const Mention& mention) = 0;
};

/// More columns than this are no mention export.
inline constexpr std::size_t kMaxColumns = 2'048;

class Importer : private TextSink, private RecordSink {
 public:
  /// @param input the account of this input; kept up to date at every call
  /// @param file  index of the input, for `Mention::source`
  Importer(Input& input, std::uint32_t file, MentionSink& sink)
      : input_(input), file_(file), sink_(sink) {}

  /// Any split of the bytes gives the same mentions and the same account.
  void feed(std::string_view bytes);
  /// Ends the input. `input.error` then says whether it could be used.
  void finish();
  /// How the date column reads at this moment; nothing before it is known, or without one.
  std::optional<DateDecision> date_decision() const;

 private:
  void begin(bool whole);
  void fail(ErrorCode code, std::string detail, std::string message);
  void note(ErrorCode code, std::uint64_t count, std::uint64_t row, std::string column,
            std::string detail, std::string message);
  void final_notes();
  void text(std::string_view text) override;
  void record(const Record& record) override;
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override;

  Input& input_;
  std::uint32_t file_;
  MentionSink& sink_;
  Sha256 sha256_;
  std::string head_;         // the first bytes, until they are enough to judge by
  bool begun_ = false;
  std::string sample_;       // their text, until the layout is known
  std::optional<Decoder> decoder_;
  std::optional<TwiceEncoded> twice_;
  std::string undone_;       // what twice_ made of a piece of text
  std::optional<DelimitedReader> reader_;
  std::optional<MentionMapper> mapper_;
  std::size_t width_ = 0;    // columns of the header
};

}  // namespace earshot
