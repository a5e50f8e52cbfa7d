#include "ingest/json_response.h"

#include "ingest/json_text.h"

namespace earshot {
namespace {

constexpr std::string_view kIncluded[] = {"users", "tweets", "places", "polls"};

std::string_view member(std::string_view object, std::string_view key) {
  JsonItems items(object);
  while (items.next()) {
    if (items.key() == key) return items.value();
  }
  return {};
}

}  // namespace

bool JsonResponse::open(std::string_view text) {
  posts_.clear();
  for (Index& index : included_) index.clear();
  has_data_ = false;
  JsonItems members(text);
  while (members.next()) {
    if (members.key() == "data") {
      has_data_ = true;
      posts_.clear();
      if (members.value()[0] == '{') {
        posts_.push_back(members.value());
      } else if (members.value()[0] == '[') {
        JsonItems posts(members.value());
        while (posts.next()) {
          if (posts.value()[0] == '{') posts_.push_back(posts.value());
        }
        if (posts.broken()) return false;
      }
    } else if (members.key() == "includes") {
      JsonItems lists(members.value());
      while (lists.next()) {
        for (int kind = 0; kind < kKinds; ++kind) {
          if (lists.key() == kIncluded[kind]) include(included_[kind], lists.value());
        }
      }
    }
  }
  return !members.broken();
}

void JsonResponse::include(Index& index, std::string_view list) {
  index.clear();
  JsonItems objects(list);
  while (objects.next()) {
    const std::string_view id = json_inside(member(objects.value(), "id"));
    if (!id.empty()) index.emplace(id, objects.value());
  }
}

std::string_view JsonResponse::find(const Index& index, std::string_view id) {
  const auto at = index.find(id);
  return at != index.end() ? at->second : std::string_view();
}

void JsonResponse::join(JsonCells& cells) const {
  constexpr struct {
    Kind kind;
    std::string_view id, prefix;
  } kJoins[] = {{kUsers, "author_id", "author"},
                {kPlaces, "geo.place_id", "geo"},
                {kPolls, "attachments.poll_ids", "polls"}};
  for (const auto& [kind, id, prefix] : kJoins) {
    const std::string_view object = find(included_[kind], cells.cell(id));
    if (!object.empty()) cells.add(object, prefix);
  }

  std::string_view ids = cells.cell("referenced_tweets.id");
  if (ids.empty() || included_[kTweets].empty()) return;
  std::vector<std::string_view> posts;
  for (bool more = true; more;) {
    const std::size_t end = ids.find(kListSeparator);
    posts.push_back(find(included_[kTweets], ids.substr(0, end)));
    more = end != std::string_view::npos;
    if (more) ids.remove_prefix(end + 1);
  }
  cells.begin_list();
  for (const std::string_view post : posts) {
    cells.append("referenced_tweets.text", json_inside(member(post, "text")));
  }
  for (const std::string_view post : posts) {
    const std::string_view author = find(included_[kUsers], json_inside(member(post, "author_id")));
    cells.append("referenced_tweets.author.username", json_inside(member(author, "username")));
  }
  cells.end_list();
}

}  // namespace earshot
