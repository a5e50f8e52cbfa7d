#include <earshot/topics.h>

#include <algorithm>

namespace earshot {

std::string_view Topics::name(std::size_t topic) const {
  return topic < kTopicNames.size() ? kTopicNames[topic]
                                    : std::string_view(own[topic - kTopicNames.size()].name);
}

std::string_view Topics::team(std::size_t topic) const {
  return topic < kTopicNames.size() ? teams_of_known[topic] : own[topic - kTopicNames.size()].team;
}

std::vector<std::string_view> Topics::names() const {
  std::vector<std::string_view> names;
  for (std::size_t topic = 0; topic < size(); ++topic) names.push_back(name(topic));
  return names;
}

TopicSet Topics::named(std::string_view wanted) const {
  for (std::size_t topic = 0; topic < size(); ++topic) {
    if (name(topic) == wanted) return TopicSet{1} << topic;
  }
  return 0;
}

std::vector<Team> Topics::teams() const {
  std::vector<Team> teams;
  for (std::size_t topic = 0; topic < size(); ++topic) {
    if (team(topic).empty()) continue;
    auto known = std::ranges::find(teams, team(topic), &Team::name);
    if (known == teams.end()) known = teams.insert(known, {team(topic), 0});
    known->topics |= TopicSet{1} << topic;
  }
  return teams;
}

}  // namespace earshot
