#include "ingest/date_words.h"

#include "ingest/word_index.h"

namespace earshot {
namespace {

/// One row of the table: words with spaces between them that mean the same.
struct Row {
  DateWordKind kind;
  std::int16_t value;
  std::string_view words;
};

using enum DateWordKind;

constexpr Row kRows[] = {
#include "ingest/date_words.inc"
};

constexpr std::string_view kDayFirstHeaderWords[] = {
    "datum",   "erstellt", "zeitpunkt",               // German, Dutch, Scandinavian
    "fecha",   "data",     "hora",      "publicado",  // Spanish, Portuguese, Italian, Polish
    "tarih",   "tanggal",  "ngày",      "วันที่",
    "التاريخ",  // Turkish, Indonesian, Vietnamese, Thai, Arabic
};

const WordIndex<DateWord>& index() {
  static const WordIndex<DateWord> instance([] {
    std::vector<DateWord> words;
    for (const Row& row : kRows) {
      for_each_word(row.words,
                    [&](std::string_view text) { words.push_back({text, row.kind, row.value}); });
    }
    return words;
  }());
  return instance;
}

}  // namespace

std::string_view iana_name(DateZone zone) {
  constexpr std::string_view kNames[] = {"America/New_York", "America/Chicago", "America/Denver",
                                         "America/Los_Angeles"};
  return kNames[zone];
}

const DateWord* find_date_word(std::string_view text) { return index().find(text); }
const DateWord* find_date_prefix(std::string_view text) { return index().find_prefix(text); }
std::span<const DateWord> all_date_words() { return index().words(); }
std::span<const std::string_view> day_first_header_words() { return kDayFirstHeaderWords; }

}  // namespace earshot
