#include "ingest/platforms.h"

#include <string>

#include "text/fold.h"
#include "text/words.h"

namespace earshot {
namespace {

std::string_view look_up(std::string_view key) {
  static const WordTable platforms("platforms", ',');
  return platforms.find(key);
}

}  // namespace

std::string_view platform_name(std::string_view as_exported) {
  std::string folded;
  fold(as_exported, folded);
  const std::string_view name = look_up(folded);
  return name.empty() ? as_exported : name;
}

std::string_view platform_of_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 6) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (host.find('.') == std::string_view::npos) return {};
  const std::string_view name = look_up(host);
  return name.empty() ? host : name;
}

}  // namespace earshot
