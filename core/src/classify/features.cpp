#include "classify/features.h"

namespace earshot {

std::size_t web_address_length(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with("http")) {
    at = text.starts_with("https") ? 5 : 4;
    // "http" alone stands for an address that an export took out
    if (at < text.size() &&
        class_of_ascii(static_cast<unsigned char>(text[at])) == CharClass::Letter)
      return 0;
  } else if (text.starts_with("www.") || text.starts_with("pic.twitter.com/")) {
    at = 4;
  } else {
    return 0;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) > ' ' &&
         static_cast<unsigned char>(text[at]) < 0x80) {
    ++at;
  }
  return at;
}

}  // namespace earshot
