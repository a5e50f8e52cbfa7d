// What the person decides: the brands, the report's time zone, how inputs are read, corrections of
// labels, and the labels of an audit.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/error.h>
#include <earshot/filter.h>
#include <earshot/mention.h>
#include <earshot/step.h>
#include <earshot/topics.h>

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

/// A date that the person marked: a launch, a campaign. What was before is compared with what came after.
struct Annotation {
  std::int64_t at = 0;   ///< local ms of the report's time zone
  std::string label;
  std::uint64_t days = 14;  ///< on either side
  bool operator==(const Annotation&) const = default;
};
inline constexpr std::size_t kMaxAnnotations = 50;
inline constexpr std::uint64_t kMaxAnnotationDays = 366;
/// So many mentions of some kind that the person wants, such as answers to a question.
struct Goal {
  std::string name;
  Filter filter;                      ///< which mentions count
  std::uint64_t target = 1;           ///< at least 1
  std::optional<std::int64_t> before; ///< local ms of the report's time zone: from then on it is late

  bool operator==(const Goal&) const = default;
};

inline constexpr std::size_t kMaxGoals = 100;

/// The languages that a report's summary is written in.
enum class SummaryLanguage : std::uint8_t { English, Korean, Japanese, Russian };
inline constexpr std::array<std::string_view, 4> kSummaryLanguages = {"en", "ko", "ja", "ru"};

struct Settings {
  std::vector<Brand> brands;       ///< empty: taken from the query column, else suggested by the data
  std::string time_zone = "UTC";   ///< IANA name
  std::vector<InputSettings> inputs;  ///< take effect on inputs opened afterwards
  Corrections corrections;         ///< of labels
  Topics topics;                   ///< the person's own, and who takes care of which
  std::optional<AuditSettings> audit;
  bool fractional = false;         ///< a mention of k brands counts 1/k for each, else fully
  std::vector<Annotation> annotations;
  std::optional<Step> unit;        ///< of trends; nothing: chosen by the span
  std::vector<Goal> goals;
  SummaryLanguage language = SummaryLanguage::English;

  bool operator==(const Settings&) const = default;
};

/// At most this many brands; more is `TooLarge`.
inline constexpr std::size_t kMaxBrands = 10'000;

/// Reads settings from JSON text. Unknown keys are ignored, so that newer settings files open here,
/// but for those that are nearly a known one.
/// Errors: BadSettings, UnknownTimeZone, TooLarge.
Result<Settings> parse_settings(std::string_view json);

}  // namespace earshot
