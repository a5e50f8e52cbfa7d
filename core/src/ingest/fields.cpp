#include "ingest/fields.h"

#include <algorithm>
#include <iterator>

namespace earshot {
namespace {

constexpr std::string_view kNames[] = {
    "text",     "title",    "author",  "date",      "clock",          "id",         "url",
    "platform", "language", "country", "followers", "reach",          "engagement", "likes",
    "comments", "shares",   "views",   "rating",    "givenSentiment", "query",      "parent",
    "repostOf", "replyTo",  "quoteOf", "postKind",  "tags",
    "answeredAt", "responseTime", "replied", "conversions",  "recipients",     "clicks",
    "extra",
};
static_assert(std::size(kNames) == kFieldCount);

}  // namespace

std::string_view field_name(Field field) { return kNames[static_cast<std::size_t>(field)]; }

std::optional<Field> field_of_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Field>(found - std::begin(kNames));
}

}  // namespace earshot
