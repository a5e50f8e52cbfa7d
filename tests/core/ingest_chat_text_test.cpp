#include "ingest/chat_text.h"

#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

struct Message {
  std::uint64_t row;
  std::string date, user, text;
  bool operator==(const Message&) const = default;
};

class Messages : public RecordSink {
 public:
  void record(const Record& record) override {
    REQUIRE(record.cells.size() == 3);
    all.push_back({record.row, std::string(record.cells[0]), std::string(record.cells[1]),
                   std::string(record.cells[2])});
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view) override {
    rejected.emplace_back(row, code);
  }
  std::vector<Message> all;
  std::vector<std::pair<std::uint64_t, ErrorCode>> rejected;
};

Messages read(std::string_view text, std::size_t piece = std::string_view::npos) {
  Messages messages;
  ChatReader reader(messages);
  while (!text.empty()) {
    reader.feed(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  reader.finish();
  return messages;
}

constexpr std::string_view kComputer =
    "위스프 모임 님과 카카오톡 대화\r\n"
    "저장한 날짜 : 2026-10-03 09:00:00\r\n"
    "\r\n"
    "--------------- 2026년 10월 2일 금요일 ---------------\r\n"
    "[빈] [오후 3:15] 배터리가 오래 가요\r\n"
    "[하루 (부산)] [오후 3:16] 저는 별로\r\n"
    "두 번 고장났어요\r\n"
    "--------------- 2026년 10월 3일 토요일 ---------------\r\n"
    "[빈] [오전 9:01] 아이고\r\n";

constexpr std::string_view kTelephone =
    "위스프 모임 카카오톡 대화\n"
    "2026년 10월 2일 오후 3:15, 빈 : 배터리가 오래 가요\n"
    "2026년 10월 2일 오후 3:16, 하루님이 들어왔습니다.\n"
    "2026년 10월 2일 오후 3:17, 하루 : 저는 별로, 두 번 고장 : 진짜로\n";

}  // namespace

TEST_CASE("a chat saved on a computer gives its messages, each with its day") {
  REQUIRE(ChatReader::looks_like(kComputer));
  CHECK(read(kComputer).all ==
        std::vector<Message>{{5, "2026년 10월 2일 금요일 오후 3:15", "빈", "배터리가 오래 가요"},
                             {6, "2026년 10월 2일 금요일 오후 3:16", "하루 (부산)",
                              "저는 별로\n두 번 고장났어요"},
                             {9, "2026년 10월 3일 토요일 오전 9:01", "빈", "아이고"}});
}

TEST_CASE("a chat saved on a telephone has who and when on each line; what the messenger says is nobody's") {
  REQUIRE(ChatReader::looks_like(kTelephone));
  CHECK(read(kTelephone).all ==
        std::vector<Message>{
            {2, "2026년 10월 2일 오후 3:15", "빈", "배터리가 오래 가요"},
            {3, "2026년 10월 2일 오후 3:16", "", "하루님이 들어왔습니다."},
            {4, "2026년 10월 2일 오후 3:17", "하루", "저는 별로, 두 번 고장 : 진짜로"}});
  CHECK(ChatReader::looks_like("2026. 10. 2. 오후 3:15, 빈 : 네\n2026. 10. 2. 오후 3:16, 하루 : 네\n"));
}

TEST_CASE("any split of a chat gives the same messages") {
  for (const std::string_view text : {kComputer, kTelephone}) {
    const Messages whole = read(text);
    for (std::size_t piece = 1; piece < 60; ++piece) CHECK(read(text, piece).all == whole.all);
  }
}

TEST_CASE("tables, lists and prose are no chat") {
  CHECK_FALSE(ChatReader::looks_like("Date,User,Message\n2026-10-02 15:15:00,Bin,so good\n"));
  CHECK_FALSE(ChatReader::looks_like("2026-10-02 15:15, so good\n2026-10-02 15:16, so bad\n"));
  CHECK_FALSE(ChatReader::looks_like("[PHOTO] nice\n[PHOTO] not so nice\n"));
  CHECK_FALSE(ChatReader::looks_like("-----\nquestion : answer\n-----\n"));
  CHECK_FALSE(ChatReader::looks_like(""));
}

TEST_CASE("a message without an end is rejected, the next one is kept") {
  std::string text = "2026. 10. 2. 오후 3:15, 빈 : 네\n";
  for (int line = 0; line < 17; ++line) text += std::string(1 << 20, 'a') + "\n";
  text += "2026. 10. 2. 오후 3:16, 하루 : 네\n";
  const Messages messages = read(text);
  CHECK(messages.rejected ==
        std::vector<std::pair<std::uint64_t, ErrorCode>>{{1, ErrorCode::RecordTooLarge}});
  REQUIRE(messages.all.size() == 1);
  CHECK(messages.all[0].user == "하루");
}
