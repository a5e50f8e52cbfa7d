#include "ingest/date_words.h"

#include "ingest/word_index.h"
#include "text/words.h"

namespace earshot {
namespace {

constexpr std::string_view kKinds =
    "Month ThaiMonth MonthBefore Filler Before After LetterA LetterP LetterM YearMark MonthMark "
    "DayMark HourMark Unit FillerUnit Ago AgoOrAugust DaysBack Now One First Era Zone NamedZone";
/// Of Unit and FillerUnit, and of NamedZone.
constexpr std::string_view kUnits = "second minute hour day week month year";
constexpr std::string_view kZones = "eastern central mountain pacific";

constexpr std::string_view kDayFirstHeaderWords[] = {
    "datum",   "erstellt", "zeitpunkt",               // German, Dutch, Scandinavian
    "fecha",   "data",     "hora",      "publicado",  // Spanish, Portuguese, Italian, Polish
    "tarih",   "tanggal",  "ngày",      "วันที่",
    "التاريخ",  // Turkish, Indonesian, Vietnamese, Thai, Arabic
};

const WordIndex<DateWord>& index() {
  static const WordIndex<DateWord> instance([] {
    std::vector<DateWord> words;
    for (WordRows row("dates"); row.next();) {
      const auto kind = row.one_of<DateWordKind>(kKinds);
      const auto value = kind == DateWordKind::Unit || kind == DateWordKind::FillerUnit
                             ? row.one_of<std::int16_t>(kUnits)
                         : kind == DateWordKind::NamedZone ? row.one_of<std::int16_t>(kZones)
                                                           : static_cast<std::int16_t>(row.number());
      row.each_word(' ', [&](std::string_view text) { words.push_back({text, kind, value}); });
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
