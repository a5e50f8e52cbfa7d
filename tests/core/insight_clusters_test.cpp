#include "insight/clusters.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "text/fold.h"
#include "text_rows.h"

using namespace earshot;

namespace {

Clusters clusters_of(const std::vector<TextRow>& rows) {
  Table table;
  fill(table, rows);
  return find_clusters(table);
}

bool together(const Clusters& clusters, RowId a, RowId b) {
  return clusters.of(a) != kNoCluster && clusters.of(a) == clusters.of(b);
}

Likeness likeness(const Clusters& clusters, RowId row) {
  const auto at = std::ranges::lower_bound(clusters.rows, row);
  return clusters.likeness[static_cast<std::size_t>(at - clusters.rows.begin())];
}

/// Runs of letters as the header describes them, by another way than the core's.
std::set<std::string> shingles(std::string_view text) {
  std::string folded, bare;
  std::size_t weight = 0;
  fold(text, folded);
  append_bare_words(folded, bare, weight);
  std::set<std::string> all;
  for (std::size_t at = 0; at + 8 <= bare.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bare[at]);
    if (byte >= 0x80 && byte < 0xC0) continue;
    all.insert(bare.substr(at, byte < 0xE0 ? 6 : 8));
  }
  return all;
}

double jaccard(std::string_view a, std::string_view b) {
  const auto left = shingles(a), right = shingles(b);
  std::vector<std::string> shared;
  std::ranges::set_intersection(left, right, std::back_inserter(shared));
  const double both = static_cast<double>(shared.size());
  return both / (static_cast<double>(left.size() + right.size()) - both);
}

const std::string kEnglish =
    "The battery of my new phone is empty after half a day although I hardly use it at all";
const std::string kKorean =
    "새로 산 휴대폰 배터리가 반나절도 못 버티고 방전돼서 서비스센터에 문의했는데 아직도 답변이 없네요 정말 답답합니다";
const std::string kJapanese =
    "新しく買ったスマホの電池が半日も持たないのでサポートに問い合わせましたがまだ返事がありません困っています";
const std::string kRussian =
    "Батарея нового телефона садится за полдня хотя я им почти не пользуюсь и поддержка молчит";

}  // namespace

TEST_CASE("a copy is the same words whatever case, links, handles and signs stand around them", "[clusters]") {
  const auto found = clusters_of({{kEnglish, "ann"},
                                  {"THE BATTERY of my new phone is empty, after half a day, although I "
                                   "hardly use it at all!!! https://example.com/x1", "bob"},
                                  {"@shop @ann " + kEnglish + " 😡", "eve"},
                                  {"The camera of my old phone is broken and nobody at the shop wants to help", "ann"}});
  REQUIRE(found.clusters.size() == 1);
  CHECK(found.clusters[0].size == 3);
  CHECK(found.rows == std::vector<RowId>{0, 1, 2});
  CHECK(likeness(found, 1) == Likeness::Copy);
  CHECK(found.of(3) == kNoCluster);
}

TEST_CASE("a repost is told by its mark or by the export, and is never the first", "[clusters]") {
  const auto found = clusters_of({{"RT @ann: " + kKorean, "bob", 1},
                                  {kKorean, "ann", 5},
                                  {kKorean, "eve", 2, Kind::Repost}});
  REQUIRE(found.clusters.size() == 1);
  CHECK(found.clusters[0].first == 1);
  CHECK(likeness(found, 0) == Likeness::Repost);
  CHECK(likeness(found, 1) == Likeness::First);
  CHECK(likeness(found, 2) == Likeness::Repost);
}

TEST_CASE("the first of a cluster is the earliest; undated ones come last", "[clusters]") {
  const auto found = clusters_of({{kEnglish, "a"}, {kEnglish, "b", 9}, {kEnglish, "c", 3}});
  CHECK(found.clusters[0].first == 2);
  CHECK(likeness(found, 0) == Likeness::Copy);
}

TEST_CASE("a long text with one word changed is a near-copy, in each writing", "[clusters]") {
  const auto changed = [](std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
  };
  const auto found = clusters_of(
      {{kEnglish, "a"}, {changed(kEnglish, "new", "old"), "b"},
       {kKorean, "c"}, {changed(kKorean, "정말", "너무"), "d"},
       {kJapanese, "e"}, {changed(kJapanese, "困って", "困り果てて"), "f"},
       {kRussian, "g"}, {changed(kRussian, "нового", "моего"), "h"}});
  for (RowId id = 0; id < 8; id += 2) {
    INFO(id);
    CHECK(together(found, id, id + 1));
    CHECK(likeness(found, id + 1) == Likeness::Near);
  }
  CHECK(found.clusters.size() == 4);
}

TEST_CASE("short texts are copies only where they are equal, tiny ones only of one author", "[clusters]") {
  const auto found = clusters_of({{"the battery is bad", "a"}, {"the battery is sad", "b"},
                                  {"좋아요", "a"}, {"좋아요!", "b"}, {"👍", "a"}, {"👍", "b"},
                                  {"great!", "spam"}, {"Great", "spam"}, {"great", ""}});
  CHECK(found.of(0) == kNoCluster);
  CHECK(found.of(2) == kNoCluster);
  CHECK(found.of(4) == kNoCluster);
  CHECK(together(found, 6, 7));
  CHECK(found.of(8) == kNoCluster);
}

TEST_CASE("clusters do not depend on the order of rows", "[clusters]") {
  std::mt19937 random(7);
  std::vector<TextRow> rows;
  for (int i = 0; i < 400; ++i) {
    std::string text = i % 4 == 0 ? kEnglish : i % 4 == 1 ? kRussian : i % 4 == 2 ? kKorean : kJapanese;
    for (int edit = static_cast<int>(random() % 6); edit > 0; --edit) {
      text += " " + std::to_string(random() % 50);
    }
    rows.push_back({text, "a" + std::to_string(i % 37), 1 + i % 9});
  }
  const auto partition = [](const std::vector<TextRow>& all) {
    const Clusters found = clusters_of(all);
    std::multiset<std::multiset<std::string>> sets;
    std::map<std::uint32_t, std::multiset<std::string>> by_cluster;
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
      by_cluster[found.cluster[i]].insert(
          all[found.rows[i]].text + all[found.rows[i]].author +
          std::string(likeness_name(found.likeness[i])));
    }
    for (const auto& [number, texts] : by_cluster) sets.insert(texts);
    return sets;
  };
  const auto before = partition(rows);
  CHECK(before.size() > 3);
  for (int i = 0; i < 3; ++i) {
    std::ranges::shuffle(rows, random);
    CHECK(partition(rows) == before);
  }
}

TEST_CASE("nearly all pairs of a Jaccard index of 0.9 are found, none without a neighbour of 0.8", "[clusters]") {
  std::mt19937 random(11);
  const auto word = [&] {
    std::string letters;
    for (std::size_t n = 3 + random() % 6; n > 0; --n) {
      letters += static_cast<char>('a' + random() % 26);
    }
    return letters;
  };
  std::vector<TextRow> rows;
  for (int i = 0; i < 120; ++i) {
    std::vector<std::string> words;
    for (int w = 0; w < 40; ++w) words.push_back(word());
    for (int copy = 0; copy < 4; ++copy) {
      auto edited = words;
      for (int edit = 0; edit < copy; ++edit) edited[random() % edited.size()] = word();
      std::string text;
      for (const std::string& w : edited) text += w + ' ';
      rows.push_back({text, std::to_string(rows.size())});
    }
  }
  const Clusters found = clusters_of(rows);
  int close = 0, close_found = 0;
  for (RowId a = 0; a < rows.size(); ++a) {
    bool neighbour = false;
    for (RowId b = a / 4 * 4; b < a / 4 * 4 + 4; ++b) {
      if (a == b) continue;
      const double index = jaccard(rows[a].text, rows[b].text);
      if (index >= 0.9 && a < b) {
        ++close;
        close_found += together(found, a, b);
      }
      neighbour |= index >= 0.8 && together(found, a, b);
    }
    if (found.of(a) != kNoCluster) CHECK(neighbour);
  }
  CHECK(close > 100);
  CHECK(close_found >= close * 98 / 100);
}

TEST_CASE("hostile texts neither crash nor join what differs", "[clusters]") {
  std::string word;
  while (word.size() < 1'000'000) word += "spam ";
  std::vector<TextRow> rows = {{word, "a"}, {word, "b"}, {word + "spam", "c"}, {"", "d"}, {"", "e"},
                               {"https://example.com/1", "f"}, {"https://example.com/1", "g"},
                               {"\xff\xfe\xff\xfe", "h"}, {std::string(5000, '\0'), "i"}};
  const auto found = clusters_of(rows);
  CHECK(together(found, 0, 1));
  for (RowId id = 3; id < rows.size(); ++id) CHECK(found.of(id) == kNoCluster);

  std::vector<TextRow> same(100'000, TextRow{kJapanese, ""});
  const auto all = clusters_of(same);
  REQUIRE(all.clusters.size() == 1);
  CHECK(all.clusters[0].size == 100'000);
  CHECK(all.clusters[0].first == 0);

  Table empty;
  CHECK(find_clusters(empty).rows.empty());
}
