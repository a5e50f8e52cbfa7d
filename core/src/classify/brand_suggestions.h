// Brands to look for when nobody named any: the names, handles and hashtags that stand out in a
// sample of mentions, with the spellings that belong together as one brand.
//
// A name shows itself by a capital inside a sentence, by Latin letters inside Korean, Japanese or
// Russian, by '#' and '@', by katakana, or by taking many Korean particles. Spellings are joined
// when their letters agree, when a handle goes on from a name, and across scripts when their
// consonants do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/settings.h>

namespace earshot {

struct Suggestion {
  Brand brand;
  std::uint64_t mentions = 0;  ///< texts of the sample that hold one of the spellings
  std::string why;             ///< an English sentence for people
};

/// At most this many are worth a look.
inline constexpr std::size_t kMaxSuggestions = 8;

/// Collects words mention by mention. What it suggests depends on that sequence alone.
/// Memory grows with the text given: some 200 bytes a mention; give it a sample of up to 50,000.
class BrandSuggester {
 public:
  BrandSuggester();
  ~BrandSuggester();
  BrandSuggester(BrandSuggester&&) noexcept;
  BrandSuggester& operator=(BrandSuggester&&) noexcept;

  /// All as written, valid UTF-8; title and author may be "". A text that was seen before, or a
  /// repost of one ("RT @x: ..."), is passed over.
  void add(std::string_view text, std::string_view title, std::string_view author);

  /// The brands that stand out, best first, none that falls far behind the one before it.
  std::vector<Suggestion> suggest(std::size_t limit = kMaxSuggestions) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace earshot
