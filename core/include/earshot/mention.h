// One mention as mapped from an export, before any label: views into the reader's buffers.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include <earshot/time.h>

namespace earshot {

/// A count that an export may not give. Absent is not zero.
using Count = std::uint64_t;
inline constexpr Count kAbsent = std::numeric_limits<Count>::max();

enum class Kind : std::uint8_t { Original, Repost, Reply, Quote };
std::string_view kind_name(Kind kind);

/// A sentiment label; `Unrated` when the text says too little, or the export gave none.
enum class Label : std::uint8_t { Positive, Neutral, Negative, Unrated };
inline constexpr std::size_t kLabelCount = 4;
std::string_view label_name(Label label);

/// Whether somebody answered a mention; Unknown where the export has no column for it.
enum class Replied : std::uint8_t { Unknown, No, Yes };

/// Where a mention stands. `row` as in `Place`.
struct Source {
  std::uint32_t file = 0;  ///< index of the input
  std::uint64_t row = 0;
};

/// Stands between the members of a list in one string ("unit separator").
inline constexpr char kListSeparator = '\x1f';

/// Views are valid only during the call that hands the mention on. Strings are UTF-8; "" is absent.
struct Mention {
  std::string_view id, text, title, author, platform, url, language, country, query, parent;
  std::string_view question;  ///< of a survey, that the text answers
  std::string_view tags;      ///< given labels with kListSeparator between them
  Time time;
  Count followers = kAbsent, reach = kAbsent, engagement = kAbsent;
  Count likes = kAbsent, comments = kAbsent, shares = kAbsent, views = kAbsent;
  Count conversions = kAbsent, recipients = kAbsent, clicks = kAbsent;
  Count response_seconds = kAbsent;  ///< how long it took to answer
  Time answered;                     ///< when that was; may be as undecided as `time`
  Replied replied = Replied::Unknown;
  float rating = std::numeric_limits<float>::quiet_NaN();  ///< as in the export; NaN is absent
  Label given_sentiment = Label::Unrated;
  Kind kind = Kind::Original;
  bool damaged_id = false;  ///< rounded by a spreadsheet: it identifies nothing
  Source source;
};

}  // namespace earshot
