// The fields of a mention that a column can fill.
#pragma once

#include <cstdint>
#include <string_view>

namespace earshot {

enum class Field : std::uint8_t {
  Text,
  Title,
  Author,
  Date,
  Clock,  ///< time of day, where it stands in a column of its own
  Id,
  Url,
  Platform,
  GivenLanguage,
  Country,
  Followers,
  Reach,
  Engagement,
  Likes,
  Comments,
  Shares,
  Views,
  Rating,
  GivenSentiment,
  Query,
  Parent,
  RepostOf,  ///< filled, or true: the mention is a repost
  ReplyTo,   ///< filled, or true: a reply
  QuoteOf,   ///< filled, or true: a quote
  PostKind,  ///< a word for the kind: "retweet", "reply", ...
};
inline constexpr std::size_t kFieldCount = 25;

/// Stable public name, as `inspect` prints it.
std::string_view field_name(Field field);

}  // namespace earshot
