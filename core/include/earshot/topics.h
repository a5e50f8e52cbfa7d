// What mentions may be about, all in one row: the topics that Earshot knows by itself, and behind them
// the person's own; and which team takes care of each.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/labels.h>

namespace earshot {

/// A topic of the person's: every mention with one of its words has it.
struct OwnTopic {
  std::string name;
  /// Words and phrases, letter case aside: as whole words, before a Korean particle, anywhere in
  /// Japanese and Chinese. One that ends with '*' may go on.
  std::vector<std::string> words;
  std::string team;  ///< "" is none

  bool operator==(const OwnTopic&) const = default;
};

inline constexpr std::size_t kMaxOwnTopics = 24, kMaxTopicWords = 200;
inline constexpr std::size_t kMaxTopics = kTopicNames.size() + kMaxOwnTopics;

/// A team, and the topics that are its business.
struct Team {
  std::string_view name;
  TopicSet topics = 0;
};

/// A topic's number is its bit in a TopicSet.
struct Topics {
  std::vector<OwnTopic> own;
  std::array<std::string, kTopicNames.size()> teams_of_known = {
      "product", "sales", "care", "care", "product", "product", "legal", "pr"};

  std::size_t size() const { return kTopicNames.size() + own.size(); }
  std::string_view name(std::size_t topic) const;
  std::string_view team(std::size_t topic) const;
  std::vector<std::string_view> names() const;
  /// The topic of that name alone; empty if there is none.
  TopicSet named(std::string_view name) const;
  /// In the order of their first topics.
  std::vector<Team> teams() const;

  bool operator==(const Topics&) const = default;
};

}  // namespace earshot
