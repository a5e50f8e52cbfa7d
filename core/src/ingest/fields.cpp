#include "ingest/fields.h"

namespace earshot {

std::string_view field_name(Field field) {
  static constexpr std::string_view kNames[] = {
      "text",     "title",   "author",  "date",   "clock",    "id",       "url",
      "platform", "language", "country", "followers", "reach", "engagement", "likes",
      "comments", "shares",  "views",   "rating", "givenSentiment", "query", "parent",
      "repostOf", "replyTo", "quoteOf", "postKind",
  };
  static_assert(std::size(kNames) == kFieldCount);
  return kNames[static_cast<std::size_t>(field)];
}

}  // namespace earshot
