// What the person decides: the brands, the report's time zone, how inputs are read, corrections of
// labels, and the labels of an audit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/error.h>
#include <earshot/mention.h>

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
  /// For names that are words as well ("Apple", "Line"). If there are any, a name counts only where
  /// one of these stands within ten words, and is no farther off than what `not_near` has there.
  std::vector<std::string> near = {};
  /// Words beside which the name means something else, within the same distance.
  std::vector<std::string> not_near = {};

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

/// What a person says of one mention without having seen our label.
struct AuditLabel {
  std::string file;       ///< SHA-256 of the input, else its name
  std::uint64_t row = 0;  ///< as in `Place`
  std::uint64_t part = 1; ///< which of the row's mentions, where it holds several
  Label sentiment = Label::Unrated;  ///< Unrated: the person can't tell

  bool operator==(const AuditLabel&) const = default;
};

/// A sample of the rated mentions that a person labels, so that our labels can be judged by theirs.
struct AuditSettings {
  std::uint64_t seed = 1;
  std::uint64_t size = 100;
  bool stratified = false;  ///< as many of each of our labels, instead of all alike
  std::vector<AuditLabel> labels;  ///< of one mention the last counts

  bool operator==(const AuditSettings&) const = default;
};

inline constexpr std::uint64_t kMaxAuditSize = 5'000;
inline constexpr std::size_t kMaxAuditLabels = 10'000;

struct Settings {
  std::vector<Brand> brands;       ///< empty: taken from the query column, else suggested by the data
  std::string time_zone = "UTC";   ///< IANA name
  std::vector<InputSettings> inputs;  ///< take effect on inputs opened afterwards
  Corrections corrections;         ///< of labels
  std::optional<AuditSettings> audit;

  bool operator==(const Settings&) const = default;
};

/// At most this many brands; more is `TooLarge`.
inline constexpr std::size_t kMaxBrands = 10'000;

/// Reads settings from JSON text. Unknown keys are ignored, so that newer settings files open here.
/// Errors: BadSettings, UnknownTimeZone, TooLarge.
Result<Settings> parse_settings(std::string_view json);

}  // namespace earshot
