// Mentions by brand and by what else is known of them: the platform, the language, the country, what they
// are about, what their writers want, and when. Shares of voice, sentiment and comparisons are read off
// these counts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "insight/intervals.h"
#include "insight/summary.h"
#include "insight/view.h"
#include "time/civil.h"

namespace earshot {

/// Lists of the report are at most this long.
inline constexpr std::size_t kListed = 20;

/// What a list has room for: by size, then name.
struct Listing {
  std::vector<std::uint32_t> values;  ///< those listed
  std::vector<std::uint8_t> place;    ///< of each value; kListed: it has none
  std::uint64_t left_out = 0;         ///< how many more values there are
};

/// What may be listed: a value with its size and its name.
struct Listable {
  std::uint64_t size;
  std::string_view name;
  std::uint32_t value;
};
/// The order of lists: the largest first, then by name.
bool listed_before(const Listable& a, const Listable& b);
/// Keeps the first of what it is offered, in little memory.
class Largest {
 public:
  explicit Largest(std::size_t capacity = kListed) : capacity_(capacity) {}
  void offer(const Listable& value);
  /// Whether something of this size may be kept. What may not need not be offered, unless those left out
  /// are counted.
  bool may_keep(std::uint64_t size) const { return best_.size() < capacity_ || size >= best_.front().size; }
  /// What was kept, in order.
  std::vector<Listable> take();
  std::uint64_t left_out() const { return left_out_; }

 private:
  std::vector<Listable> best_;  // a heap, with the last of them on top
  std::size_t capacity_;
  std::uint64_t left_out_ = 0;
};
/// @param values those of size 0 are passed over
/// @param count how many values there may be
Listing list_largest(std::span<const Listable> values, std::size_t count);

/// A mention of k brands counts for each of them as `unit`, or as the k-th part of it, in whole parts of
/// 1/2520, which all k up to 10 divide.
struct Counting {
  bool fractional = false;
  std::uint64_t unit() const { return fractional ? 2'520 : 1; }
  std::uint64_t weight(std::size_t brands) const {
    return fractional && brands < unit() ? unit() / brands : 1;
  }
  /// As how many observations a sum of weights counts.
  std::uint64_t observations(std::uint64_t sum) const { return (sum + unit() / 2) / unit(); }
};
Counting counting_of(const Settings& settings);

/// A share of voice, weight / total, with Wilson's interval for as many observations as there are units
/// in the total.
std::optional<Estimate> share_of_voice(std::uint64_t weight, std::uint64_t total, Counting counting);

/// Mentions of something, perhaps of one brand.
struct Talk {
  LabelCounts labels = {};       ///< by what is aimed at the brand
  std::uint64_t complaints = 0;  ///< those whose intent is a complaint or a fault
  std::uint64_t weight = 0;      ///< as Counting says
  std::uint64_t mentions() const { return total(labels); }
};

enum class By : std::uint8_t { Platforms, Languages, Countries, Topics, Intents, Points };
inline constexpr std::size_t kByCount = 6;
inline constexpr unsigned bit(By by) { return 1u << static_cast<unsigned>(by); }

/// What of a selection there is room for.
struct Outline {
  Listing brands;  ///< one of the person's own among them, if any is mentioned
  std::array<Listing, 3> values;     ///< of platforms, languages, countries
  Step step = Step::Day;
  std::vector<std::int64_t> starts;  ///< local ms, without gaps; of Points, if any mention is dated
};
/// @param wanted bits of the dimensions that are worked out
Outline outline(const View& view, unsigned wanted);
/// The same of mentions that were counted already.
struct OutlineCounts {
  explicit OutlineCounts(const Table& table);
  std::vector<std::uint32_t> sets, platforms, languages, countries;  ///< mentions by value
  bool dated = false;
  std::int64_t first = 0, last = 0;  ///< local ms
};
Outline outline(const View& view, unsigned wanted, const OutlineCounts& counts);

/// The step of `Outline::starts` that a time lies in, remembered from one to the next.
class PointCursor {
 public:
  explicit PointCursor(std::span<const std::int64_t> starts) : starts_(starts) {}
  std::size_t at(std::int64_t local) {
    if (local < begin_ || local >= end_) move(local);
    return at_;
  }

 private:
  void move(std::int64_t local);

  std::span<const std::int64_t> starts_;
  std::size_t at_ = 0;
  std::int64_t begin_ = 0, end_ = 0;
};

struct Slice {
  std::uint32_t value = 0;   ///< see `slice_name`; of Points an index of `Slices::starts`
  Talk all;                  ///< brands or none; its weight is 0
  std::vector<Talk> brands;  ///< in the order of `Slices::brands`, then all other brands together
};

struct Slices {
  Counting counting;
  Listing brands;           ///< see Outline
  std::vector<Talk> whole;  ///< by brand, as in Slice
  Talk all;
  struct Dimension {
    std::vector<Slice> slices;   ///< by size then name; topics, intents and time in their own order
    std::uint64_t left_out = 0;  ///< how many more values there are
  };
  std::array<Dimension, kByCount> by;
  Step step = Step::Day;
  std::vector<std::int64_t> starts;  ///< local ms, without gaps

  const Dimension& operator[](By dimension) const { return by[static_cast<std::size_t>(dimension)]; }
};

/// @param wanted bits of the dimensions that are worked out
Slices slice(const View& view, unsigned wanted);

/// The sum of weights of all brands, listed or not.
std::uint64_t all_weight(std::span<const Talk> brands);

/// How the report calls a value; "" where the export does not say.
std::string_view slice_name(const View& view, By by, std::uint32_t value);

/// Mentions of all brands, as Counting weighs them.
std::vector<std::uint64_t> brand_weights(const View& view);
/// @param sets mentions by set of brands
std::vector<std::uint64_t> brand_weights(const View& view, std::span<const std::uint64_t> sets);

}  // namespace earshot
