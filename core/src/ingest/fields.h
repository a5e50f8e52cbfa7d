// The fields of a mention that a column can fill.
#pragma once

#include <cstdint>
#include <optional>
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
  Tags,      ///< given labels: a list in each cell, or a column for each
  AnsweredAt,    ///< when somebody answered the mention
  ResponseTime,  ///< how long that took
  Replied,       ///< whether somebody did
  Conversions,
  Recipients,    ///< how many got what the mention is about
  Clicks,
  Extra,     ///< what a format's own rules look at; fills nothing by itself
};
inline constexpr std::size_t kFieldCount = 33;

/// Stable public name, as `inspect` prints it.
std::string_view field_name(Field field);
/// The field of that public name, or nothing.
std::optional<Field> field_of_name(std::string_view name);

}  // namespace earshot
