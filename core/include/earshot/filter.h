// Which mentions are meant: every condition given has to hold.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/error.h>
#include <earshot/labels.h>
#include <earshot/mention.h>

namespace earshot {

/// Authors by followers, as advertisers call them: fewer than 10,000, 100,000, 500,000, 1,000,000, or
/// more.
enum class Tier : std::uint8_t { Nano, Micro, Mid, Macro, Mega, Unknown };
inline constexpr std::array<std::string_view, 6> kTierNames = {"nano",  "micro", "mid",
                                                               "macro", "mega",  "unknown"};
/// @param followers kAbsent32: not known
Tier tier_of(std::uint32_t followers);

/// Of a week, and of a day; and answers to "is it so?".
inline constexpr std::array<std::string_view, 7> kWeekdayNames = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
inline constexpr std::array<std::string_view, 24> kHourNames = {
    "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
    "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"};
inline constexpr std::array<std::string_view, 2> kYesNoNames = {"no", "yes"};

struct Filter {
  /// One mention by where it stands.
  struct Place {
    std::string file;  ///< name or SHA-256 of the input
    std::uint64_t row = 0;
    std::uint64_t part = 0;  ///< which of the row's mentions, from 1; 0: all of them
    bool operator==(const Place&) const = default;
  };

  // Of each list a mention has to have one; an empty list is no condition. "" is what the export does
  // not say.
  std::vector<std::string> brands;     ///< names of brands in force
  std::vector<std::string> platforms;  ///< as the report names them
  std::vector<std::string> languages;  ///< BCP 47 codes, "und" included
  std::vector<std::string> countries, authors, tags, questions;
  std::vector<std::string> topics;     ///< Earshot's or the person's own
  std::vector<std::string> teams;      ///< that a topic of the mention belongs to
  std::vector<std::string> files;      ///< names of inputs
  std::vector<Place> mentions;
  // Likewise, bit i for value i of the enumeration; 0 is no condition.
  std::uint32_t sentiments = 0;  ///< of Label; beside brands: what is aimed at one of them
  std::uint32_t intents = 0, urgencies = 0, kinds = 0, tiers = 0;
  /// When, on the report's clock; an hour only where an export's times say one.
  std::uint32_t weekdays = 0, hours = 0;
  /// Whether a brand answered (see insight/response.h), and whether any mention replies to it; bit 0 is
  /// no, bit 1 yes. Neither holds where it is not known.
  std::uint32_t answered = 0, replied = 0;
  std::optional<float> least_rating, most_rating;  ///< both inclusive
  /// Local ms of the report's time zone; from inclusive, to exclusive.
  std::optional<std::int64_t> from, to;
  /// Copies of one text count once: as the first of them, or the first that meets the conditions.
  bool once = false;
  /// Words in the title, text or author's name: see insight/search_query.h.
  std::string search;

  bool empty() const { return *this == Filter(); }
  bool operator==(const Filter&) const = default;
};

/// As a bit of one of the sets.
template <class Value>
constexpr std::uint32_t bit_of(Value value) {
  return 1u << static_cast<std::uint32_t>(value);
}

/// At most so many values a list.
inline constexpr std::size_t kMaxFilterValues = 100'000;

/// Reads a filter from JSON, as the README describes it; "" and "{}" are the empty one, null is absent.
/// Error: BadFilter, for a key that filters do not have, too.
Result<Filter> parse_filter(std::string_view json);

struct Topics;
/// What is there or not whatever the data: topics and teams. Error: BadFilter.
Result<void> check_filter(const Filter& filter, const Topics& topics);

}  // namespace earshot
