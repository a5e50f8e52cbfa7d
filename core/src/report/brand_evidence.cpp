#include "report/brand_evidence.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "labelling/slip_words.h"
#include "table/query_brands.h"
#include "text/fold.h"
#include "text/hash.h"
#include "report/spans.h"
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::size_t kShownAround = 120;  // bytes of a text on either side of a name
constexpr std::string_view kCut = "…";

bool within_code_point(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] & 0xC0) == 0x80;
}

/// One place of a row, to be shown.
struct Sample {
  RowId row;
  std::uint64_t text;  ///< hash: of texts that are alike one is shown
  Hit hit;
};

/// Samples of one brand by how they match, then by why they are held back.
class Shown {
 public:
  std::uint64_t matched = 0;

  void add(RowId row, std::uint64_t text, const Hit& hit, std::size_t most) {
    const std::size_t kind = hit.hold == Hold::None ? static_cast<std::size_t>(hit.how)
                                                    : kHows + static_cast<std::size_t>(hit.hold);
    std::vector<Sample>& kept = kinds_[kind];
    const auto alike = [&](const Sample& sample) { return sample.text == text; };
    if (kept.size() < most && std::ranges::none_of(kept, alike)) kept.push_back({row, text, hit});
  }

  /// Takes one of each kind in turn, `count` in all; kinds stay together.
  std::vector<Sample> choose(std::size_t count) const {
    std::size_t taken[kKinds] = {};
    for (bool more = true; more && count > 0;) {
      more = false;
      for (std::size_t kind = 0; kind < kKinds && count > 0; ++kind) {
        if (taken[kind] == kinds_[kind].size()) continue;
        ++taken[kind];
        --count;
        more = true;
      }
    }
    std::vector<Sample> chosen;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      for (std::size_t i = 0; i < taken[kind]; ++i) chosen.push_back(kinds_[kind][i]);
    }
    return chosen;
  }

 private:
  static constexpr std::size_t kKinds = kHows + kHolds;
  std::vector<Sample> kinds_[kKinds];
};

class Preview {
 public:
  Preview(const Table& table, std::span<const Brand> brands, std::optional<std::size_t> only,
          std::size_t count, bool typos)
      : table_(table),
        brands_(brands),
        only_(only),
        count_(count),
        matcher_(brands, typos),
        queries_(brands),
        shown_(brands.size()) {}

  std::string print() {
    look();
    judge_slips();
    std::string out;
    JsonOut json(out);
    json.begin_object();
    json.number("looked", looked_);
    json.number("of", table_.size());
    json.begin_array("brands");
    for (std::size_t brand = 0; brand < brands_.size(); ++brand) {
      if (only_ && *only_ != brand) continue;
      json.begin_object();
      json.text("name", brands_[brand].name);
      json.number("matched", shown_[brand].matched);
      json.begin_array("samples");
      for (const Sample& sample : shown_[brand].choose(count_)) write(json, sample);
      json.end();
      json.end();
    }
    json.end();
    json.end();
    out += '\n';
    return out;
  }

 private:
  /// The row's text as written, its folded form in `folded_`.
  std::string_view read(RowId id) {
    const auto [segment, row] = table_.at(id);
    const RowText text = Table::text(*segment, row);
    const std::string_view subject = Table::subject(text.title, text.text, subject_);
    fold(subject, folded_, &offsets_);
    return subject;
  }

  void note(RowId row, std::uint64_t text, std::span<const Hit> hits) {
    for (const Hit& hit : hits) {
      if (!only_ || *only_ == hit.brand) shown_[hit.brand].add(row, text, hit, count_);
    }
  }

  void look() {
    const std::size_t size = table_.size();
    looked_ = std::min(size, kMostPreviewed);
    // Steps of about the golden section meet every row once and lie even however many are taken.
    std::size_t step = std::max<std::size_t>(size * 618 / 1000, 1);
    while (std::gcd(step, size) > 1) ++step;
    std::vector<Hit> hits, held;
    std::vector<TypoPlace> typos;
    TypoMemory memory;
    for (std::size_t i = 0, at = 0; i < looked_; ++i, at = (at + step) % size) {
      const auto id = static_cast<RowId>(at);
      read(id);
      matcher_.match(folded_, named_, &hits, {}, &held);
      const auto [segment, row] = table_.at(id);
      const std::uint32_t queried = queries_.of(table_, segment->query[row]);
      if (queried != kNoBrand && !std::ranges::binary_search(named_, queried)) {
        named_.push_back(queried);
        hits.push_back({queried, 0, 0, 0, How::Query, Hold::None, 0, 0});
      }
      for (const std::uint32_t brand : named_) ++shown_[brand].matched;
      if (!hits.empty() || !held.empty()) {
        const std::uint64_t hash = hash_bytes(folded_);
        note(id, hash, hits);
        note(id, hash, held);
      }
      matcher_.find_typos(folded_, memory, typos);
      for (const TypoPlace& typo : typos) {
        std::vector<RowId>& rows = rows_with(typo);
        if (rows.empty() || rows.back() != id) rows.push_back(id);
      }
    }
  }

  std::vector<RowId>& rows_with(const TypoPlace& typo) {
    const auto number = static_cast<std::uint32_t>(rows_of_slip_.size());
    const auto [slip, first] =
        slips_.try_emplace(folded_.substr(typo.begin, typo.end - typo.begin), number);
    if (first) rows_of_slip_.emplace_back();
    return rows_of_slip_[slip->second];
  }

  void judge_slips() {
    std::vector<std::uint64_t> exact;
    for (const Shown& shown : shown_) exact.push_back(shown.matched);
    std::vector<RowId> rows;
    for (const auto& where : rows_of_slip_) rows.insert(rows.end(), where.begin(), where.end());
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<Hit> hits, held;
    std::vector<TypoPlace> typos, taken;
    std::vector<std::uint32_t> before;
    TypoMemory memory;
    for (const RowId id : rows) {
      read(id);
      matcher_.find_typos(folded_, memory, typos);
      taken.clear();
      held.clear();
      for (const TypoPlace& typo : typos) {
        const std::uint64_t count = rows_with(typo).size();
        bool slip = false;
        matcher_.each_owner(typo,
                            [&](std::uint32_t brand) { slip |= is_slip(count, exact[brand]); });
        if (slip) {
          taken.push_back(typo);
        } else {
          matcher_.each_owner(typo, [&](std::uint32_t brand) {
            held.push_back({brand, typo.begin, typo.end, 0, How::Typo, Hold::Frequent, 0, 0});
          });
        }
      }
      matcher_.match(folded_, before);
      matcher_.match(folded_, named_, &hits, taken);
      const auto [segment, row] = table_.at(id);
      before.push_back(queries_.of(table_, segment->query[row]));
      for (const std::uint32_t brand : named_) {
        if (std::ranges::find(before, brand) == before.end()) ++shown_[brand].matched;
      }
      std::erase_if(hits, [](const Hit& hit) { return hit.how != How::Typo; });
      const std::uint64_t hash = hash_bytes(folded_);
      note(id, hash, hits);
      note(id, hash, held);
    }
  }

  void write(JsonOut& json, const Sample& sample) {
    const std::string_view text = read(sample.row);
    const Hit& hit = sample.hit;
    const std::size_t begin = offsets_[hit.begin], end = offsets_[hit.end];
    std::size_t from = begin > kShownAround ? begin - kShownAround : 0;
    std::size_t to = std::min(text.size(), end + kShownAround);
    while (within_code_point(text, from)) --from;
    while (within_code_point(text, to)) --to;
    std::string excerpt(from > 0 ? kCut : "");
    const std::size_t shift = excerpt.size();
    excerpt += text.substr(from, to - from);
    if (to < text.size()) excerpt += kCut;
    json.begin_object();
    json.text("text", excerpt);
    write_span(json, excerpt, begin - from + shift, end - from + shift);
    const auto [segment, row] = table_.at(sample.row);
    json.text("as", hit.how == How::Query ? table_.queries[segment->query[row]]
                                          : name_of(brands_[hit.brand], hit.name));
    json.text("how", how_name(hit.how));
    json.text_or_null("held", hold_name(hit.hold));
    const std::size_t because = offsets_[hit.because_begin];
    json.text_or_null("because", text.substr(because, offsets_[hit.because_end] - because));
    json.end();
  }

  const Table& table_;
  std::span<const Brand> brands_;
  std::optional<std::size_t> only_;
  std::size_t count_;
  BrandMatcher matcher_;
  QueryBrands queries_;
  std::vector<Shown> shown_;  ///< by brand
  std::size_t looked_ = 0;
  std::map<std::string, std::uint32_t> slips_;  ///< by word: index into rows_of_slip_
  std::vector<std::vector<RowId>> rows_of_slip_;
  std::string folded_, subject_;
  std::vector<std::uint32_t> offsets_, named_;
};

}  // namespace

void write_hit(JsonOut& json, std::span<const Brand> brands, const Hit& hit, std::string_view text,
               std::span<const std::uint32_t> offsets) {
  json.begin_object();
  json.text("name", brands[hit.brand].name);
  write_span(json, text, offsets[hit.begin], offsets[hit.end]);
  json.text("as", name_of(brands[hit.brand], hit.name));
  json.text("how", how_name(hit.how));
  json.end();
}

std::string preview_json(const Table& table, std::span<const Brand> brands,
                         std::optional<std::size_t> only, std::size_t count, bool typos) {
  return Preview(table, brands, only, count, typos).print();
}

}  // namespace earshot
