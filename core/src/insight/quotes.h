// Quotes: mentions that stand for many, can be read as they are, and do not repeat each other.
#pragma once

#include <cstdint>
#include <vector>

#include "insight/phrases.h"
#include "insight/view.h"

namespace earshot {

struct QuoteGroup {
  std::uint32_t brand = kNoBrand;  ///< kNoBrand: of the whole selection
  Label sentiment = Label::Unrated;
  std::uint64_t mentions = 0;      ///< of this sentiment, of those read; aimed at the brand
  std::vector<RowId> quotes;       ///< best first
};

struct Quotes {
  std::uint64_t looked = 0, of = 0;  ///< mentions read, mentions selected
  std::vector<QuoteGroup> groups;    ///< the whole, then brands; positive, neutral, negative
};

/// Mentions read at most: those that phrases are read of, see `steady_sample`.
inline constexpr std::size_t kQuotesRead = kMostRead, kQuotesShown = 3, kBrandsQuoted = 10;

/// A quote is 40 to 280 characters long (a character of Han, kana or Hangul counts as two where the
/// least is asked for), whole, no repost, with no link and few handles, hashtags and emoji.
bool is_quotable(std::string_view text, Kind kind);

/// Of the quotable mentions of a group those most like all others: Σ w(x)² df(x) / |v| over the words of
/// a mention, w(x) = ln(n/df) with df of the n mentions read, df(x) within the group: the dot product
/// with the sum of all tf-idf vectors. Of the first 50 by that, each next one by maximal marginal
/// relevance (Carbonell and Goldstein, 1998): 0.7 · centrality - 0.3 · the largest cosine with those
/// taken. One mention a voice. Languages take turns in proportion to their mentions (each next one is of
/// the language with the largest mentions / (2 · its quotes + 1), as A. Sainte-Laguë shares out seats), since
/// what is most like all others is of the most frequent language. Nothing is random.
Quotes quotes(const View& view);

}  // namespace earshot
