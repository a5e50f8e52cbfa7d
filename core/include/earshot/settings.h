// What the person decides: the brands and the report's time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/error.h>

namespace earshot {

/// A brand to look for.
struct Brand {
  std::string name;                  ///< also searched for
  std::vector<std::string> aliases;  ///< other spellings, product names; a leading '#' or '@' is ignored
  std::vector<std::string> handles;  ///< account names, with or without '@'; match only as @handle
  /// Phrases that are not the brand. One that contains a name of the brand ("Nova Scotia" for Nova)
  /// cancels that occurrence; any other ("recipe") keeps the mention from counting for the brand.
  std::vector<std::string> exclude;
  bool own = false;                  ///< the person's own brand, as against competitors

  bool operator==(const Brand&) const = default;
};

/// The person's word on how an input is to be read, where Earshot's own reading is wrong. It applies
/// to the input of that name, else to those whose header, as Earshot finds it by itself, is the same.
struct InputSettings {
  std::string file;                 ///< name of the input; "" for any
  std::vector<std::string> header;  ///< names of the columns; empty for any
  /// Public name of a field, and the columns that fill it: the first that is filled counts. No
  /// columns: nothing fills it. Columns of "answers" each make a mention of their own.
  std::vector<std::pair<std::string, std::vector<std::string>>> columns;
  std::string date_order;                ///< "ymd", "dmy" or "mdy"; "" to be found out
  std::string time_zone;                 ///< IANA name: of dates that say no zone themselves
  std::string encoding;                  ///< as `inspect` names it
  std::optional<char> delimiter;
  std::optional<std::uint64_t> header_row;  ///< 0: there is none
  std::string sheet;
  std::optional<char> decimal;           ///< '.' or ',' in counts
  std::string written;                   ///< ISO 8601: when the file was written, for "2 days ago"

  bool operator==(const InputSettings&) const = default;
};

struct Settings {
  std::vector<Brand> brands;       ///< empty: taken from the query column, else suggested by the data
  std::string time_zone = "UTC";   ///< IANA name
  std::vector<InputSettings> inputs;  ///< take effect on inputs opened afterwards

  bool operator==(const Settings&) const = default;
};

/// At most this many brands; more is `TooLarge`.
inline constexpr std::size_t kMaxBrands = 10'000;

/// Reads settings from JSON text. Unknown keys are ignored, so that newer settings files open here.
/// Errors: BadSettings, UnknownTimeZone, TooLarge.
Result<Settings> parse_settings(std::string_view json);

}  // namespace earshot
