// Platforms by the names exports give them and by their addresses: table "platforms" of earshot.words.
#pragma once

#include <string_view>

namespace earshot {

/// The usual name of a platform, e.g. "X" for "twitter.com", "Twitter" or "X (Twitter)". A name that
/// is not in the table comes back as it is.
std::string_view platform_name(std::string_view as_exported);

/// The platform that an address belongs to: its usual name, or the host without "www."; "" if the
/// text is no address. The view may point into `url`.
std::string_view platform_of_url(std::string_view url);

}  // namespace earshot
