// Chats that messengers save as plain text, as a stream of records: when, who, what.
//
//   --------------- 2026년 10월 2일 금요일 ---------------       KakaoTalk on a computer
//   [빈] [오후 3:15] 벌써 도착했어요
//   2026년 10월 2일 오후 3:15, 빈 : 벌써 도착했어요               on a telephone
//   2026. 10. 2. 오후 3:15, 빈 : 벌써 도착했어요
//
// A line of no such form goes on with the message above it; those above the first message say what
// the chat is called and when it was saved, and are passed over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ingest/records.h"

namespace earshot {

class ChatReader final : public RecordReader {
 public:
  /// Whether the head of a text is such a chat.
  static bool looks_like(std::string_view head);
  /// What the cells of a record are called, in their order. The second is "" for what the messenger
  /// says itself.
  std::span<const std::string> columns() const override;

  explicit ChatReader(RecordSink& sink) : sink_(sink) {}

  /// Takes the next piece of UTF-8 text; any split gives the same records. A record's row is the
  /// line on which its message begins.
  void feed(std::string_view text) override;
  void finish() override;
  std::string_view container() const override { return "txt"; }

 private:
  void line(std::string_view line);
  void end_message();

  RecordSink& sink_;
  std::string open_line_;  // what came of a line that has not ended
  std::uint64_t line_ = 0;
  std::string day_;        // as the last line of dashes says it
  bool inside_ = false;    // a message is open
  std::uint64_t row_ = 0;
  std::string date_, user_, message_;
};

}  // namespace earshot
