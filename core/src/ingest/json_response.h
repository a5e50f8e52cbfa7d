// One response of the X API v2: posts under `data`, and what they refer to by id under `includes`.
#pragma once

#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/json_cells.h"

namespace earshot {

class JsonResponse {
 public:
  /// Finds the parts of a response; its text has to stay. False if it is no valid object.
  bool open(std::string_view text);
  /// Whether there is a `data` at all.
  bool has_data() const { return has_data_; }
  /// The posts, as text.
  std::span<const std::string_view> posts() const { return posts_; }
  /// Adds to the cells of a post, under the names that twarc gives them: its author ("author.*"),
  /// its place ("geo.*"), its poll ("polls.*") and what it refers to ("referenced_tweets.text",
  /// "referenced_tweets.author.username").
  void join(JsonCells& cells) const;

 private:
  // Objects by their id.
  using Index = std::map<std::string_view, std::string_view>;
  enum Kind { kUsers, kTweets, kPlaces, kPolls, kKinds };

  static std::string_view find(const Index& index, std::string_view id);
  void include(Index& index, std::string_view list);

  Index included_[kKinds];
  std::vector<std::string_view> posts_;
  bool has_data_ = false;
};

}  // namespace earshot
