// What the person decides: the brands and the report's time zone.
#pragma once

#include <string>
#include <string_view>
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

struct Settings {
  std::vector<Brand> brands;       ///< empty: taken from the query column, else suggested by the data
  std::string time_zone = "UTC";   ///< IANA name

  bool operator==(const Settings&) const = default;
};

/// At most this many brands; more is `TooLarge`.
inline constexpr std::size_t kMaxBrands = 10'000;

/// Reads settings from JSON text. Unknown keys are ignored, so that newer settings files open here.
/// Errors: BadSettings, UnknownTimeZone, TooLarge.
Result<Settings> parse_settings(std::string_view json);

}  // namespace earshot
