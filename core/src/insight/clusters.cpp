#include "insight/clusters.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>
#include <utility>

#include "classify/char_class.h"
#include "classify/features.h"
#include "insight/hash_index.h"
#include "insight/selection.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

constexpr std::size_t kCompared = 4'000;  // bytes of a text
constexpr std::size_t kBins = 32, kBands = 8, kBinsOfBand = kBins / kBands;
/// Fewer bins in common than this, one of 1,000 of those that are alike has: the others are compared.
constexpr int kLeastBins = 20;
constexpr std::uint32_t kNone = HashIndex::kNone;

bool is_small_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_handle_char(char c) { return is_small_or_digit(c) || c == '_'; }

/// Calls use(hash) for each run of letters: of 6 bytes, or of 8 where letters take three bytes.
template <class Use>
void each_shingle(std::string_view words, Use use) {
  words = words.substr(0, kCompared);
  for (std::size_t at = 0; at + 8 <= words.size(); ++at) {
    const auto lead = static_cast<unsigned char>(words[at]);
    if ((lead & 0xC0) == 0x80) continue;
    std::uint64_t window;
    std::memcpy(&window, words.data() + at, 8);
    if (lead < 0xE0) window &= 0xFFFF'FFFF'FFFFu;
    std::uint64_t hash = window * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    use(hash);
  }
}

/// A byte of the hash of each bin's least shingle: those of two texts are the same in as many bins as
/// the texts have shingles in common, nearly.
using Signature = std::array<std::uint8_t, kBins>;

std::uint32_t band_of(const Signature& signature, std::size_t band) {
  std::uint32_t bins = 0;
  for (std::size_t i = 0; i < kBinsOfBand; ++i) {
    bins = bins << 8 | signature[band * kBinsOfBand + i];
  }
  return bins;
}

int bins_in_common(const Signature& a, const Signature& b) {
  int same = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) same += a[bin] == b[bin];
  return same;
}

/// False if a text is too short to have a signature.
bool sign(std::string_view words, Signature& signature) {
  std::array<std::uint64_t, kBins> least;
  least.fill(~std::uint64_t{0});
  std::size_t shingles = 0;
  each_shingle(words, [&](std::uint64_t hash) {
    std::uint64_t& bin = least[hash >> 59];
    bin = std::min(bin, hash & (~std::uint64_t{0} >> 5));
    ++shingles;
  });
  if (shingles < kLeastShingles) return false;
  // An empty bin takes what the next filled one has (Shrivastava and Li, 2014).
  constexpr std::uint64_t kEmpty = ~std::uint64_t{0};
  std::array<std::uint64_t, kBins> filled = least;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    for (std::size_t step = 1; filled[bin] == kEmpty; ++step) {
      const std::uint64_t other = least[(bin + step) % kBins];
      if (other != kEmpty) filled[bin] = mixed(other + step);
    }
  }
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    signature[bin] = static_cast<std::uint8_t>(mixed(filled[bin]));
  }
  return true;
}

void shingles_of(std::string_view words, std::vector<std::uint64_t>& out) {
  out.clear();
  each_shingle(words, [&](std::uint64_t hash) { out.push_back(hash); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

/// Whether the Jaccard index of two sets is at least 0.8.
bool alike(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) ++shared;
    const bool left = a[i] <= b[k], right = b[k] <= a[i];
    i += left, k += right;
  }
  return shared * 10 >= (a.size() + b.size() - shared) * 8;
}

/// A text that differs from all others.
struct Text {
  std::uint64_t hash = 0;
  RowId row = 0;          ///< one that has it
  std::uint32_t near = kNone;  ///< index of its signature
};

class Finder {
 public:
  explicit Finder(const Table& table)
      : table_(table), text_of_(table.size(), kNone), reposted_(table.size()) {}

  Clusters find() {
    read();
    Unions unions(texts_.size());
    join_near(unions);
    return gather(unions);
  }

 private:
  /// The bare words of a row, valid until the next call.
  std::string_view words_of(const Segment& segment, std::size_t row) {
    const RowWords words = Table::words(segment, row);
    fold(Table::subject(words.title, words.text, subject_), folded_);
    bare_.clear();
    marked_ = append_bare_words(folded_, bare_, weight_);
    return bare_;
  }

  void read() {
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const std::string_view words = words_of(segment, row);
      const RowId id = segment.first + static_cast<RowId>(row);
      reposted_[id] = marked_ || segment.kind[row] == Kind::Repost;
      if (words.empty()) return;
      std::uint64_t hash = mixed(hash_bytes(words));
      if (weight_ < kLeastWeight && !reposted_[id]) {
        if (segment.author[row] == 0) return;
        hash = mixed(hash ^ hash_bytes(table_.authors[segment.author[row]]));
      }
      std::uint32_t& text = index_[hash];
      if (text == kNone) {
        text = static_cast<std::uint32_t>(texts_.size());
        texts_.push_back({hash, id, kNone});
        Signature signature;
        if (sign(words, signature)) {
          texts_.back().near = static_cast<std::uint32_t>(signatures_.size());
          signatures_.push_back(signature);
        }
      }
      text_of_[id] = text;
    });
  }

  /// Joins each text with the first of those that share a band with it, if they are alike. Which is
  /// first goes by hash of the text: rows may come in any order.
  void join_near(Unions& unions) {
    HashIndex firsts;
    std::vector<std::uint64_t> left, right;
    std::vector<std::uint64_t> candidates;  // the first, and in the low half the other
    std::vector<std::uint32_t> tried(texts_.size(), kNone);  // with which first
    for (std::size_t band = 0; band < kBands; ++band) {
      firsts.clear();
      for (std::uint32_t i = 0; i < texts_.size(); ++i) {
        if (texts_[i].near == kNone) continue;
        std::uint32_t& first = firsts[band_of(signatures_[texts_[i].near], band)];
        if (first == kNone || texts_[i].hash < texts_[first].hash) first = i;
      }
      candidates.clear();
      for (std::uint32_t i = 0; i < texts_.size(); ++i) {
        if (texts_[i].near == kNone) continue;
        const Signature& signature = signatures_[texts_[i].near];
        const std::uint32_t first = firsts.find(band_of(signature, band));
        // Another band may have brought the two together before.
        if (first == i || tried[i] == first) continue;
        if (bins_in_common(signature, signatures_[texts_[first].near]) < kLeastBins) continue;
        candidates.push_back(std::uint64_t{first} << 32 | i);
      }
      // Side by side, so that a first is cut into its shingles once.
      std::sort(candidates.begin(), candidates.end());
      std::uint32_t cut = kNone;
      for (const std::uint64_t pair : candidates) {
        const auto first = static_cast<std::uint32_t>(pair >> 32);
        const auto i = static_cast<std::uint32_t>(pair);
        tried[i] = first;
        if (unions.root(first) == unions.root(i)) continue;
        if (cut != first) shingles_of(words_of(texts_[first]), left);
        cut = first;
        shingles_of(words_of(texts_[i]), right);
        if (alike(left, right)) unions.join(first, i);
      }
    }
  }

  std::string_view words_of(const Text& text) {
    const auto [segment, row] = table_.at(text.row);
    return words_of(*segment, row);
  }

  /// Whether row `a` is rather the original than row `b`.
  bool precedes(RowId a, RowId b) const {
    const auto key = [&](RowId id) {
      const auto [segment, row] = table_.at(id);
      const Time time = table_.time(*segment, row);
      return std::tuple(static_cast<bool>(reposted_[id]), !time.present(),
                        time.present() ? time.ms() : 0, table_.authors[segment->author[row]],
                        texts_[text_of_[id]].hash, id);
    };
    return key(a) < key(b);
  }

  Clusters gather(Unions& unions) {
    constexpr std::uint32_t kOne = kNone - 1;
    std::vector<std::uint64_t> sizes(texts_.size());
    for (const std::uint32_t text : text_of_) {
      if (text != kNone) ++sizes[unions.root(text)];
    }
    Clusters out;
    std::vector<std::uint32_t> cluster_of(texts_.size(), kOne);
    for (RowId id = 0; id < text_of_.size(); ++id) {
      if (text_of_[id] == kNone) continue;
      const std::uint32_t root = unions.root(text_of_[id]);
      if (sizes[root] < 2) continue;
      if (cluster_of[root] == kOne) {
        cluster_of[root] = static_cast<std::uint32_t>(out.clusters.size());
        out.clusters.push_back({id, sizes[root]});
      }
      out.rows.push_back(id);
      out.cluster.push_back(cluster_of[root]);
      RowId& first = out.clusters[cluster_of[root]].first;
      if (precedes(id, first)) first = id;
    }
    // Numbered by their first mention, not by the first that was read.
    std::vector<std::uint32_t> order(out.clusters.size()), place(out.clusters.size());
    std::iota(order.begin(), order.end(), 0u);
    cold_sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return out.clusters[a].first < out.clusters[b].first;
    });
    std::vector<Clusters::Cluster> sorted;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(out.clusters[order[i]]);
    }
    out.clusters = std::move(sorted);
    out.likeness.reserve(out.rows.size());
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
      out.cluster[i] = place[out.cluster[i]];
      const RowId id = out.rows[i], first = out.clusters[out.cluster[i]].first;
      out.likeness.push_back(id == first                          ? Likeness::First
                             : reposted_[id]                      ? Likeness::Repost
                             : text_of_[id] == text_of_[first]    ? Likeness::Copy
                                                                  : Likeness::Near);
    }
    return out;
  }

  const Table& table_;
  std::vector<std::uint32_t> text_of_;  // by row
  std::vector<bool> reposted_;          // by row
  std::vector<Text> texts_;
  std::vector<Signature> signatures_;
  HashIndex index_;
  std::string subject_, folded_, bare_;
  std::size_t weight_ = 0;
  bool marked_ = false;
};

}  // namespace

std::string_view likeness_name(Likeness likeness) {
  constexpr std::string_view kNames[kLikenesses] = {"first", "copy", "repost", "near"};
  return kNames[static_cast<std::size_t>(likeness)];
}

std::uint32_t Clusters::of(RowId row) const {
  const auto at = std::lower_bound(rows.begin(), rows.end(), row);
  if (at == rows.end() || *at != row) return kNoCluster;
  return cluster[static_cast<std::size_t>(at - rows.begin())];
}

std::uint64_t voice_of(const Table& table, const Clusters* clusters, RowId id) {
  const auto voice = [](std::uint64_t kind, std::uint64_t number) {
    return mixed(kind << 40 | number);
  };
  const std::uint32_t cluster = clusters ? clusters->of(id) : kNoCluster;
  if (cluster != kNoCluster) return voice(1, cluster);
  const auto [segment, row] = table.at(id);
  return segment->author[row] != 0 ? voice(2, segment->author[row]) : voice(3, id);
}

bool append_bare_words(std::string_view folded, std::string& out, std::size_t& weight) {
  weight = 0;
  const bool marked = folded.starts_with("rt @");
  const char* at = folded.data() + (marked ? 3 : 0);
  const char* const end = folded.data() + folded.size();
  bool gap = false;
  while (at != end) {
    const char* const from = at;
    const std::uint32_t c = next_code_point(at, end);
    if (c == '@') {
      while (at != end && is_handle_char(*at)) ++at;
      gap = true;
      continue;
    }
    const bool opens = gap || out.empty();
    if (opens && may_be_web_address(from, end)) {
      const auto rest = static_cast<std::size_t>(end - from);
      if (const std::size_t length = web_address_length({from, rest})) {
        at = from + length;
        gap = true;
        continue;
      }
    }
    const CharClass kind = class_of(c);
    switch (kind) {
      case CharClass::Digit:
      case CharClass::Letter:
      case CharClass::Hangul:
      case CharClass::Jamo:
      case CharClass::Running:
      case CharClass::Kanji:
        if (gap && !out.empty()) out += ' ';
        gap = false;
        weight += kind == CharClass::Hangul || kind == CharClass::Kanji ? 2 : 1;
        // Most letters come in runs.
        for (; at != end && is_small_or_digit(*at); ++at) ++weight;
        out.append(from, at);
        break;
      default:
        // What stands inside a word does not part it.
        if (c != '\'' && c != 0x2019 && kind != CharClass::Modifier) gap = true;
    }
  }
  return marked;
}

Clusters find_clusters(const Table& table) { return Finder(table).find(); }

}  // namespace earshot
