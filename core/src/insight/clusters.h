// Mentions that say the same thing in the same words: copies, reposts, near-copies. Counted once each,
// they show how many voices there are; counted all, how loud they are.
//
// Texts are compared as their letters and digits alone: folded, without links, @handles, "RT @name:",
// punctuation and emoji. Linear in the bytes read; what comes out does not depend on the order of rows
// but for the numbers that rows have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace earshot {

inline constexpr std::uint32_t kNoCluster = ~std::uint32_t{0};

/// How a mention of a cluster is like the first of it.
enum class Likeness : std::uint8_t {
  First,   ///< it is the first
  Copy,    ///< the same words
  Repost,  ///< the same words, marked as a repost by the export or by "RT @name:"
  Near,    ///< nearly the same words
};
inline constexpr std::size_t kLikenesses = 4;
/// "first", "copy", "repost", "near"
std::string_view likeness_name(Likeness likeness);

struct Clusters {
  struct Cluster {
    RowId first = 0;         ///< the earliest that is no repost; without times, the one read first
    std::uint64_t size = 0;  ///< mentions, at least 2
  };

  std::vector<RowId> rows;  ///< those in a cluster, ascending
  // One each of `rows`.
  std::vector<std::uint32_t> cluster;
  std::vector<Likeness> likeness;
  std::vector<Cluster> clusters;  ///< by `first`

  /// The cluster of a mention, or kNoCluster.
  std::uint32_t of(RowId row) const;
};

/// Texts with at least this many runs of letters are compared for likeness; shorter ones are copies
/// only where they are equal.
inline constexpr std::size_t kLeastShingles = 24;
/// A letter weighs 1, one of Han, kana or Hangul 2. What is shorter than this, many say of their own
/// accord: it is a copy only where the same author repeats it.
inline constexpr std::size_t kLeastWeight = 12;

/// Near-copies: texts whose sets of runs of letters (6 bytes; 8 where letters take three) overlap by a
/// Jaccard index of at least 0.8, found by one-permutation MinHash (Li, Owen and Zhang, "One permutation
/// hashing", 2012) of 32 bins in 8 bands, then measured. Of a long text the first 4,000 bytes count.
Clusters find_clusters(const Table& table);

/// Who speaks in a mention, as a number to tell voices apart by: copies of one text are one voice, else an
/// author is, else the mention.
/// @param clusters may be null
std::uint64_t voice_of(const Table& table, const Clusters* clusters, RowId row);

/// Appends a folded text's letters and digits, single spaces between words, without links, @handles
/// and "RT @name:".
/// @param weight set to that of what was appended, see kLeastWeight
/// @return whether it began with "RT @"
bool append_bare_words(std::string_view folded, std::string& out, std::size_t& weight);

}  // namespace earshot
