// Which mentions are meant: every condition given has to hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <earshot/error.h>
#include <earshot/labels.h>
#include <earshot/mention.h>

namespace earshot {

struct Filter {
  std::optional<std::string> brand;     ///< name of a brand in force
  std::optional<Label> sentiment;
  std::optional<std::string> platform;  ///< as the report names it
  std::optional<std::string> language;  ///< BCP 47 code, "und" included
  std::optional<Intent> intent;
  std::optional<Topic> topic;
  std::optional<Urgency> urgency;
  /// Local ms of the report's time zone; from inclusive, to exclusive.
  std::optional<std::int64_t> from, to;
  std::string search;  ///< words in the title, text or author, letter case and width aside

  bool empty() const { return *this == Filter(); }
  bool operator==(const Filter&) const = default;
};

/// Reads `{"brand", "sentiment", "platform", "language", "intent", "topic", "urgency", "from", "to",
/// "search"}`; "" and "{}" are the
/// empty filter, null is absent. "from" and "to" are ISO 8601 dates or local date-times.
/// Error: BadFilter.
Result<Filter> parse_filter(std::string_view json);

}  // namespace earshot
