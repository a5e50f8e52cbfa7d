// Sentences that ask, wish or report, of all mentions, read and put into groups once: for any filter it
// is then enough to count.
#pragma once

#include <cstdint>
#include <vector>

#include <earshot/labels.h>

#include "insight/requests.h"
#include "insight/view.h"

namespace earshot {

struct RequestGroups {
  /// 16 bytes each; of 10^6 mentions as people write them, some 7 MB for all three kinds.
  struct Sentence {
    RowId row = 0;
    std::uint32_t hash = 0;              ///< of the whole text
    std::uint32_t voice : 29 = 0;        ///< who says it: a number to tell them apart by
    std::uint32_t leads : 1 = 0;         ///< it has the words by which the group was founded
    std::uint32_t first : 1 = 0;         ///< of its mention
    std::uint32_t unanswered : 1 = 0;    ///< its mention: see `Requests::unanswered`
    std::uint16_t begin = 0, end = 0;    ///< bytes of the folded text
  };
  struct Word {
    std::uint64_t key = 0;               ///< see `ContentKey`
    std::uint32_t frequency = 0;         ///< different sets of words that have it
  };
  struct Group {
    std::uint64_t hash = 0;              ///< of the words by which it was founded
    std::uint32_t sentences = 0;         ///< the first of its; they end where those of the next begin
    std::uint32_t words = 0;             ///< likewise: of its founding words those that most share
  };

  std::vector<Sentence> sentences;  ///< of a group by voice, then row
  std::vector<Group> groups;        ///< behind the last one, the mentions that have no sentence
  std::vector<Word> words;
  bool replies = false;             ///< whether it is known what was replied to
  bool whole = true;                ///< whether all mentions that ask were read
};

/// Whether mentions with these intents ask, wish or report.
bool asks(RequestKind kind, IntentSet intents);

/// Of these mentions alone. @param rows ascending
RequestGroups group_requests(const View& view, RequestKind kind, const std::vector<RowId>& rows);
/// Of the whole table, whatever is selected: up to kRequestsRead of those that ask, spread evenly.
RequestGroups group_requests(const View& view, RequestKind kind);

}  // namespace earshot
