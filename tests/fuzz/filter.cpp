// A filter as JSON: read or refused; printed, it reads back as the same. A search: a text that is
// folded as a whole gives the same answer as it stands, and its marks rule out no word that it has.
#include <array>

#include <earshot/filter.h>

#include "input.h"
#include "insight/text_search.h"
#include "report/filter_json.h"
#include "text/utf8.h"

using namespace earshot;

namespace {

void search(std::string_view words, std::string_view text) {
  const auto query = parse_search(words);
  if (!query) return fuzz::require(fuzz::is_valid(query.error().message));
  if (query->empty()) return;
  StringPool authors;
  authors.intern("");
  WordMarks of_authors, marks;
  TextSearch search(*query, authors, of_authors);
  marks.reserve(1, text.size());
  marks.add(text);
  const bool joined = marks.joined(0) != 0, matches = search.matches("", text, 0, joined);
  fuzz::require(joined == joins_letters(text));
  fuzz::require(matches == search.matches("", text, 0, true));
  const auto [may, surely] = search.candidates(marks, 0, std::array<StringPool::Id, 1>{0});
  fuzz::require((may & 1) >= matches && (surely & 1) <= matches);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const auto filter = parse_filter(input.bytes());
  fuzz::require(fuzz::is_valid(filter ? filter->search : filter.error().message));
  if (filter) {
    std::string printed;
    JsonOut json(printed);
    write_filter(json, {}, *filter);
    const auto again = parse_filter(printed);
    fuzz::require(again.has_value());
  }
  std::string valid;
  repair(input.bytes(), valid);
  const std::string_view text = valid;
  const std::size_t end = std::min(text.find('\n'), text.size());
  search(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
  return 0;
}
