// Brand names in a text. Lines before the first empty one are the brands: the name, then what its
// first character says: '+' an alias, '@' a handle, '-' a phrase that is not the brand.
#include <vector>

#include "classify/brand_matcher.h"
#include "classify/brand_suggestions.h"
#include "input.h"
#include "text/fold.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input = fuzz::Input(data, size).text();
  std::string_view rest = input;
  std::vector<Brand> brands;
  for (std::string_view line; !(line = fuzz::take_line(rest)).empty();) {
    const std::string tail(line.substr(1));
    if (brands.empty() || std::string_view("+@-").find(line[0]) == std::string_view::npos) {
      brands.emplace_back().name = line;
    } else {
      Brand& brand = brands.back();
      (line[0] == '+'   ? brand.aliases
       : line[0] == '@' ? brand.handles
                        : brand.exclude)
          .push_back(tail);
    }
  }
  std::string folded;
  fold(rest, folded);
  const BrandMatcher matcher(brands);
  std::vector<std::uint32_t> named, again;
  std::vector<Hit> hits;
  matcher.match(folded, named, &hits);
  fuzz::require(std::is_sorted(named.begin(), named.end()));
  std::uint32_t last = 0;
  for (const Hit& hit : hits) {
    fuzz::require(last <= hit.begin && hit.begin < hit.end && hit.end <= folded.size());
    fuzz::require(std::binary_search(named.begin(), named.end(), hit.brand));
    last = hit.begin;
  }
  matcher.match(folded, again);
  fuzz::require(named == again);

  BrandSuggester suggester;
  for (std::string_view text = rest; !text.empty();) suggester.add(fuzz::take_line(text), "", "");
  for (const Suggestion& suggestion : suggester.suggest()) {
    fuzz::require(!suggestion.brand.name.empty() && fuzz::is_valid(suggestion.brand.name));
  }
  return 0;
}
