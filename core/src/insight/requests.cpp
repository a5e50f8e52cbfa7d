#include "insight/requests.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "insight/kept.h"
#include "insight/request_groups.h"
#include "insight/text_words.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::size_t kLongest = 400;  // bytes of a sentence that is shown
constexpr std::size_t kExamples = 3, kSearched = 3, kMostNamed = 20;
constexpr std::size_t kTried = 16;     // sentences, of which one is shown

using Sentence = RequestGroups::Sentence;

/// The rows of a selection, to be asked for one by one.
class Members {
 public:
  Members(const Table& table, const Selection& selection) : all_(selection.all) {
    if (all_) return;
    bits_.resize(table.size() / 64 + 1);
    for (const RowId row : selection.rows) bits_[row >> 6] |= std::uint64_t{1} << (row & 63);
  }
  bool operator[](RowId row) const { return all_ || (bits_[row >> 6] >> (row & 63) & 1) != 0; }

 private:
  bool all_;
  std::vector<std::uint64_t> bits_;
};

class GroupCounts {
 public:
  GroupCounts(const View& view, const RequestGroups& groups, const Selection& selection)
      : view_(view), table_(view.table), all_(groups), selected_(table_, selection),
        words_(view.brands) {}

  Requests run() {
    Requests result;
    if (all_.replies) result.unanswered = 0;
    std::vector<Count> most;
    const auto before = [&](const Count& a, const Count& b) {
      if (a.voices != b.voices) return a.voices > b.voices;
      if (a.mentions != b.mentions) return a.mentions > b.mentions;
      return all_.groups[a.group].hash < all_.groups[b.group].hash;
    };
    for (std::size_t g = 0; g < all_.groups.size(); ++g) {
      Count count{g};
      const Sentence* last = nullptr;
      for (const Sentence& sentence : sentences_of_group(g)) {
        if (!selected_[sentence.row]) continue;
        if (sentence.first) {
          ++result.looked;
          if (all_.replies) *result.unanswered += sentence.unanswered;
        }
        count.voices += !last || last->voice != sentence.voice;
        count.mentions += !last || last->row != sentence.row;
        last = &sentence;
      }
      if (count.mentions == 0 || g + 1 == all_.groups.size()) continue;
      ++result.other_groups;
      result.other_mentions += count.mentions;
      if (most.size() == kMostRequests && !before(count, most.back())) continue;
      most.insert(std::ranges::lower_bound(most, count, before), count);
      if (most.size() > kMostRequests) most.pop_back();
    }
    result.other_groups -= most.size();
    for (const Count& count : most) {
      result.other_mentions -= count.mentions;
      result.groups.push_back(describe(count));
    }
    return result;
  }

 private:
  struct Count {
    std::size_t group = 0;
    std::uint64_t mentions = 0, voices = 0;
  };

  std::span<const Sentence> sentences_of_group(std::size_t group) const {
    const std::size_t begin = all_.groups[group].sentences;
    const std::size_t end = group + 1 < all_.groups.size() ? all_.groups[group + 1].sentences
                                                           : all_.sentences.size();
    return std::span(all_.sentences).subspan(begin, end - begin);
  }

  RequestGroup describe(const Count& count) {
    RequestGroup group;
    group.mentions = count.mentions;
    group.voices = count.voices;
    std::vector<Sentence> members;
    bool leads = false;
    for (const Sentence& sentence : sentences_of_group(count.group)) {
      if (!selected_[sentence.row]) continue;
      members.push_back(sentence);
      leads |= sentence.leads != 0;
      if (!group.rows.empty() && group.rows.back() == sentence.row) continue;
      group.rows.push_back(sentence.row);
      group.unanswered += sentence.unanswered;
      add_example(sentence);
    }
    for (const auto& [hash, row] : examples_) group.examples.push_back(row);
    examples_.clear();
    std::sort(group.rows.begin(), group.rows.end());
    name_brands(group);
    show(count.group, members, leads, group);
    return group;
  }

  /// Of different texts those with the smallest hash, whatever the order of rows.
  void add_example(const Sentence& sentence) {
    const std::pair example(sentence.hash, sentence.row);
    const auto same = std::ranges::find(examples_, sentence.hash, [](const auto& e) { return e.first; });
    if (same != examples_.end()) {
      same->second = std::min(same->second, sentence.row);
      return;
    }
    examples_.insert(std::ranges::lower_bound(examples_, example), example);
    if (examples_.size() > kExamples) examples_.pop_back();
  }

  void name_brands(RequestGroup& group) const {
    std::vector<std::uint64_t> named(view_.brands.size());
    for (const RowId id : group.rows) {
      const auto [segment, row] = table_.at(id);
      for (const std::uint32_t brand : table_.brands(segment->brands[row])) ++named[brand];
    }
    for (std::uint32_t brand = 0; brand < named.size(); ++brand) {
      if (named[brand] > 0) group.brands.push_back({brand, named[brand]});
    }
    cold_sort(group.brands, [](const RequestGroup::Named& a, const RequestGroup::Named& b) {
      return a.mentions != b.mentions ? a.mentions > b.mentions : a.brand < b.brand;
    });
    if (group.brands.size() > kMostNamed) group.brands.resize(kMostNamed);
  }

  /// The shortest of the sentences, where there are any those of the founding words; of texts of one
  /// length those with the smallest hash are looked at.
  void show(std::size_t number, std::vector<Sentence>& members, bool leads, RequestGroup& group) {
    if (leads) std::erase_if(members, [](const Sentence& sentence) { return !sentence.leads; });
    const auto length = [](const Sentence& sentence) { return sentence.end - sentence.begin; };
    int shortest = 0xFFFF;
    for (const Sentence& sentence : members) shortest = std::min(shortest, length(sentence));
    std::erase_if(members, [&](const Sentence& sentence) { return length(sentence) != shortest; });
    cold_sort(members, [](const Sentence& a, const Sentence& b) {
      return std::tuple(a.hash, a.begin, a.row) < std::tuple(b.hash, b.begin, b.row);
    });
    std::string raw, folded;
    const Sentence* last = nullptr;
    std::size_t tried = 0;
    for (const Sentence& sentence : members) {
      if (last && last->hash == sentence.hash && last->begin == sentence.begin) continue;
      last = &sentence;
      if (tried++ == kTried) break;
      const auto [segment, row] = table_.at(sentence.row);
      const RowWords words = Table::words(*segment, row);
      const std::string_view subject = Table::subject(words.title, words.text, raw);
      fold(subject, folded, &offsets_);
      const std::uint32_t begin = offsets_[sentence.begin];
      const std::string_view text = subject.substr(begin, offsets_[sentence.end] - begin);
      if (tried > 1 && std::tuple(group.text.size(), std::string_view(group.text)) <=
                           std::tuple(text.size(), text)) {
        continue;
      }
      group.text = text;
      shown_.assign(folded, sentence.begin, sentence.end - sentence.begin);
    }
    if (group.text.size() > kLongest) {
      group.text.resize(kLongest);
      group.text.resize(valid_prefix(group.text));
      group.text += "…";
    }
    group.search = search_of(number);
  }

  /// Of the words that most of the group share, the rarest that the sentence shown has.
  std::string search_of(std::size_t number) {
    const auto shared = std::span(all_.words).subspan(all_.groups[number].words,
                                                      all_.groups[number + 1].words - all_.groups[number].words);
    std::vector<ContentKey> keys;
    words_.read(shown_, units_);
    content_keys(shown_, units_, keys);
    const auto place = [&](const ContentKey& key) {
      return std::ranges::find(shared, key.key, &RequestGroups::Word::key);
    };
    std::erase_if(keys, [&](const ContentKey& key) { return place(key) == shared.end(); });
    cold_sort(keys, [&](const ContentKey& a, const ContentKey& b) {
      const std::uint32_t left = place(a)->frequency, right = place(b)->frequency;
      return left != right ? left < right : a.begin < b.begin;
    });
    if (keys.size() > kSearched) keys.resize(kSearched);
    cold_sort(keys, [](const ContentKey& a, const ContentKey& b) { return a.begin < b.begin; });
    std::string search;
    for (const ContentKey& key : keys) {
      if (!search.empty()) search += ' ';
      search += std::string_view(shown_).substr(key.begin, key.end - key.begin);
      if (key.spaced) search += '*';
    }
    return search;
  }

  const View& view_;
  const Table& table_;
  const RequestGroups& all_;
  Members selected_;
  TextWords words_;
  std::vector<std::pair<std::uint32_t, RowId>> examples_;
  // Scratch.
  std::vector<std::uint32_t> offsets_;
  std::vector<TextUnit> units_;
  std::string shown_;
};

}  // namespace

Requests requests(const View& view, RequestKind kind) {
  std::optional<RequestGroups> own;
  std::optional<RequestGroups>& groups =
      view.kept ? view.kept->requests[static_cast<std::size_t>(kind)] : own;
  if (!groups) groups = group_requests(view, kind);
  Requests result;
  if (groups->whole) {
    result = GroupCounts(view, *groups, view.selection).run();
    result.mentions = result.looked;
  } else {
    Selection asking;
    asking.all = false;
    each_row(view.table, view.selection, [&](const Segment& segment, std::size_t row) {
      if (asks(kind, view.table.labels(segment.labels[row]).intents))
        asking.rows.push_back(segment.first + static_cast<RowId>(row));
    });
    if (asking.rows.size() <= kReadAlone) {
      result = GroupCounts(view, group_requests(view, kind, asking.rows), asking).run();
    } else {
      result = GroupCounts(view, *groups, view.selection).run();
    }
    result.mentions = asking.rows.size();
  }
  result.selected = view.selection.size(view.table);
  return result;
}

}  // namespace earshot
