#include "classify/lexicon.h"

#include <algorithm>
#include <bit>

#include "classify/char_class.h"
#include "text/cold_sort.h"
#include "text/seldom.h"

namespace earshot {
namespace {

bool is_apostrophe(std::uint32_t c) { return c == '\'' || c == 0x2019; }

/// Letters of scripts that write words apart.
bool is_spaced_letter(std::uint32_t c) {
  const CharClass kind = class_of(c);
  return kind == CharClass::Letter || kind == CharClass::Hangul;
}

/// Behind white space and commas.
const char* behind_spaces(const char* at, const char* stop) {
  for (const char* next = at; next != stop; at = next) {
    const std::uint32_t c = next_code_point(next, stop);
    if (c != ',' && class_of(c) != CharClass::Space) break;
  }
  return at;
}

}  // namespace

EARSHOT_SELDOM void Lexicon::add(std::string_view phrase, Fit fit, Cues groups) {
  Draft draft{{}, fit, groups};
  const char* end = phrase.data() + phrase.size();
  for (const char* at = phrase.data(); at != end;) draft.phrase += next_code_point(at, end);
  if (!draft.phrase.empty()) drafts_.push_back(std::move(draft));
}

EARSHOT_SELDOM void Lexicon::finish() {
  cold_sort(drafts_, [](const Draft& a, const Draft& b) {
    return std::lexicographical_compare(
        a.phrase.begin(), a.phrase.end(), b.phrase.begin(), b.phrase.end(),
        [](char32_t one, char32_t other) { return order(one) < order(other); });
  });
  struct Range {
    std::size_t begin, end, depth;
  };
  std::vector<Range> ranges = {{0, 0, 0}, {0, drafts_.size(), 0}};  // by node; node 0 is none
  nodes_ = {{}, {}};
  leaves_ = {{}};
  for (Node node = kRoot; node < ranges.size(); ++node) {
    nodes_[node].first_child = static_cast<Node>(ranges.size());
    auto [begin, end, depth] = ranges[node];
    for (; begin != end && drafts_[begin].phrase.size() == depth; ++begin) {
      if (nodes_[node].leaf == 0) {
        nodes_[node].leaf = static_cast<std::uint32_t>(leaves_.size());
        leaves_.emplace_back();
      }
      const Draft& draft = drafts_[begin];
      leaves_[nodes_[node].leaf].groups[static_cast<std::size_t>(draft.fit)] |= draft.groups;
      if (draft.fit != Fit::Inside) continue;
      const std::uint32_t first = draft.phrase[0];
      if (draft.phrase.size() == 1) {
        singles_[first >> 6 & 63] |= std::uint64_t{1} << (first & 63);
      } else {
        const std::uint32_t bit = pair_bit(first, draft.phrase[1]);
        pairs_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
      }
    }
    while (begin != end) {
      const char32_t c = drafts_[begin].phrase[depth];
      std::size_t next = begin;
      while (next != end && drafts_[next].phrase[depth] == c) ++next;
      ranges.push_back({begin, next, depth + 1});
      nodes_[node].slots |= std::uint32_t{1} << slot(c);
      nodes_.push_back({c, 0, 0, 0});
      begin = next;
    }
  }
  nodes_.push_back({0, static_cast<Node>(ranges.size()), 0, 0});
  nodes_.shrink_to_fit();
  leaves_.shrink_to_fit();
  root_children_.assign(std::size_t{1} << kRootBits, 0);
  for (Node node = nodes_[kRoot].first_child; node < nodes_[kRoot + 1].first_child; ++node) {
    std::size_t slot = root_slot(nodes_[node].character);
    while (root_children_[slot] != 0) slot = (slot + 1) & (root_children_.size() - 1);
    root_children_[slot] = node;
  }
  const auto children = [&](Node node, auto&& visit) {
    for (Node at = nodes_[node].first_child; at < nodes_[node + 1].first_child; ++at) visit(at);
  };
  const auto open = [&](Node behind, Node first, std::uint32_t second) {
    const std::uint32_t bit = opening_bit(behind, nodes_[first].character, second);
    openings_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  };
  for (Node behind = kRoot; behind + 1 < nodes_.size(); ++behind) {
    if (nodes_[behind].character != ' ') continue;
    children(behind, [&](Node first) {
      if (nodes_[first].leaf != 0) open(behind, first, 0);
      children(first, [&](Node second) { open(behind, first, nodes_[second].character); });
    });
  }
  drafts_ = {};
}

Lexicon::Node Lexicon::child(Node node, std::uint32_t character) const {
  if (node == kRoot) {
    std::size_t slot = root_slot(character);
    while (root_children_[slot] != 0) {
      if (nodes_[root_children_[slot]].character == character) return root_children_[slot];
      slot = (slot + 1) & (root_children_.size() - 1);
    }
    return 0;
  }
  const Branch* const all = nodes_.data();
  const std::uint32_t slots = all[node].slots, bit = std::uint32_t{1} << slot(character);
  if ((slots & bit) == 0) return 0;
  // Each slot before it has one child or more.
  Node begin = all[node].first_child + static_cast<Node>(std::popcount(slots & (bit - 1)));
  Node end = all[node + 1].first_child;
  while (end - begin > 8) {
    const Node middle = begin + (end - begin) / 2;
    (order(all[middle].character) <= order(character) ? begin : end) = middle;
  }
  for (; begin < end; ++begin) {
    if (all[begin].character == character) return begin;
  }
  return 0;
}

Lexicon::Match Lexicon::walk(Node node, const char* at, const char* stop, bool inside) const {
  Match match;
  while (at != stop) {
    std::uint32_t c = next_code_point(at, stop);
    if (is_apostrophe(c) || c == ',') {
      if (node == kRoot) return match;
      continue;  // phrases have neither
    }
    if (class_of(c) == CharClass::Space) {
      // One space in a phrase stands for any white space.
      at = behind_spaces(at, stop);
      c = ' ';
    }
    node = child(node, c);
    if (node == 0) return match;
    if (nodes_[node].leaf == 0) continue;
    const Leaf& leaf = leaves_[nodes_[node].leaf];
    Cues groups = leaf.groups[static_cast<std::size_t>(Fit::Inside)];
    if (!inside) {
      groups |= leaf.groups[static_cast<std::size_t>(Fit::Stem)];
      if (leaf.groups[static_cast<std::size_t>(Fit::Word)] != 0) {
        const char* next = at;
        if (at == stop || !is_spaced_letter(next_code_point(next, stop)))
          groups |= leaf.groups[static_cast<std::size_t>(Fit::Word)];
      }
    }
    if (groups == 0) continue;
    match.groups |= groups;
    match.end = at;
  }
  if (node != kRoot && !inside) match.behind = child(node, ' ');
  return match;
}

Lexicon::Match Lexicon::match(const char* at, const char* stop, bool inside) const {
  return empty() ? Match() : walk(kRoot, at, stop, inside);
}

Lexicon::Match Lexicon::match_behind(const char* at, const char* stop, Node node) const {
  return walk(node, behind_spaces(at, stop), stop, false);
}

bool Lexicon::may_follow(Node behind, const char* at, const char* stop) const {
  at = behind_spaces(at, stop);
  if (at == stop) return false;
  const std::uint32_t first = next_code_point(at, stop);
  std::uint32_t second = at == stop ? 0 : next_code_point(at, stop);
  if (is_apostrophe(first) || is_apostrophe(second) || second == ',') return true;
  if (class_of(second) == CharClass::Space) second = ' ';
  const auto opens = [&](std::uint32_t next) {
    const std::uint32_t bit = opening_bit(behind, first, next);
    return (openings_[bit >> 6] >> (bit & 63) & 1) != 0;
  };
  return opens(second) || opens(0);
}

}  // namespace earshot
