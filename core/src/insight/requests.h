// What people ask, wish for, and report as broken: the sentences themselves, those that mean the same
// put together as far as their words tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/view.h"

namespace earshot {

enum class RequestKind : std::uint8_t {
  Question,  ///< mentions that ask, or ask what to choose
  Wish,      ///< that suggest something
  Fault,     ///< that report what does not work
};
inline constexpr std::size_t kRequestKinds = 3;

struct RequestGroup {
  std::string text;    ///< one of the sentences, as written
  std::string search;  ///< the words that most of them share
  std::uint64_t mentions = 0, voices = 0;
  std::uint64_t unanswered = 0;  ///< see Requests::unanswered
  struct Named {
    std::uint32_t brand = 0;
    std::uint64_t mentions = 0;
  };
  std::vector<Named> brands;    ///< by mentions; of those that are named the first 20
  std::vector<RowId> examples;  ///< up to 3, of different texts
  std::vector<RowId> rows;      ///< all its mentions, ascending
};

struct Requests {
  std::uint64_t selected = 0;  ///< mentions of the selection
  std::uint64_t mentions = 0;  ///< of them, those that ask, wish or report
  std::uint64_t looked = 0;    ///< of them, those that were read
  /// Of those that were read: how many have an id that no mention of the table names as its parent.
  /// Nothing where no mention names a parent, or is it not questions.
  std::optional<std::uint64_t> unanswered;
  std::vector<RequestGroup> groups;  ///< by voices, then mentions, then text; at most kMostRequests
  std::uint64_t other_groups = 0, other_mentions = 0;
};

inline constexpr std::size_t kMostRequests = 20;
/// Of a table with more that ask, so many are read, spread evenly over it ...
inline constexpr std::size_t kRequestsRead = 200'000;
/// ... but of a selection with no more than this, all, by themselves.
inline constexpr std::size_t kReadAlone = 4'000;

/// Each sentence is the set of its words that say something (`content_keys`), in whatever form and
/// order, without brands' names. The sets that are held by most come first; each joins the group before
/// it to which it is most similar, if the weights of the words they share are at least half of those of
/// all their words (two fifths where they are no questions). A word weighs ln(1 + n/df), df of n different sets having it; one that a set alone
/// has, a quarter of what it would if two had it. A sentence of one such word joins no other; of the same
/// word it is where scripts write without spaces, else of all the same words. What comes out does not depend on the order of rows, as
/// long as all are read.
///
/// Groups are those of the whole table, so that the same sentences are together under any filter: those of
/// a filter and of its complement add up, group by group. They are worked out once (`View::kept`); then
/// each selection is counted, and shown by sentences of its own.
Requests requests(const View& view, RequestKind kind);

}  // namespace earshot
