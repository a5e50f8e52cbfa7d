#include "ingest/encoding_guess.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace earshot {

EncodingGuess guess_encoding(std::string_view head, bool whole_file) {
  if (head.starts_with("\xef\xbb\xbf")) return {Encoding::Utf8, 3};
  if (head.starts_with("\xff\xfe")) return {Encoding::Utf16Le, 2};
  if (head.starts_with("\xfe\xff")) return {Encoding::Utf16Be, 2};

  // Without a mark, UTF-16 of any script shows NULs at ASCII's delimiters and line ends, always on
  // the same side of the pair.
  const std::string_view probe = head.substr(0, 4096);
  std::size_t even = 0, odd = 0;
  for (std::size_t at = 0; at < probe.size(); ++at) {
    if (probe[at] == '\0') ++(at % 2 == 0 ? even : odd);
  }
  if (odd * 20 > probe.size() && even * 10 < odd) return {Encoding::Utf16Le, 0};
  if (even * 20 > probe.size() && odd * 10 < even) return {Encoding::Utf16Be, 0};

  std::string_view text = head;
  if (!whole_file) text.remove_suffix(incomplete_tail(text));
  std::size_t valid = valid_prefix(text);
  if (valid == text.size()) return {Encoding::Utf8, 0};
  std::string repaired;
  const std::size_t bad = repair(text, repaired);
  const std::size_t high = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return byte < 0; }));
  // A few stray bytes leave a file UTF-8; a legacy encoding breaks most of its letters.
  if (bad <= 5 || bad * 20 <= high) return {Encoding::Utf8, 0};
  return {Encoding::Unknown, 0};
}

}  // namespace earshot
