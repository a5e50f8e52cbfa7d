#include "insight/ratings.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace earshot {
namespace {

constexpr std::uint64_t kScales[] = {1, 5, 10, 100};
constexpr std::size_t kUnknown = std::size(kScales), kNoRatings = kUnknown + 1;

/// Platforms whose ratings have one scale.
struct PlatformScale {
  std::string_view name;
  std::size_t which;  ///< of kScales
};
constexpr PlatformScale kPlatformScales[] = {
    {"Amazon", 1},      {"App Store", 1},  {"G2", 1},   {"Google Maps", 1},
    {"Google Play", 1}, {"Trustpilot", 1}, {"Yelp", 1}, {"Naver Movie", 2},
};

/// What a file's ratings tell of their scale.
struct Rated {
  float highest = -1;
  std::uint64_t n = 0, fives = 0;
  bool zeros = false, fractions = false;   ///< 0; between 0 and 1
  std::size_t platform = 0;                ///< the scale of one of its platforms, if `by_platform`
  bool by_platform = false;

  void add(float rating) {
    highest = std::max(highest, rating);
    ++n;
    fives += rating == 5;
    zeros = zeros || rating == 0;
    fractions = fractions || (rating > 0 && rating < 1);
  }

  /// Of kScales; kUnknown where a better grade than those given may well exist.
  std::size_t scale() const {
    if (n == 0) return kNoRatings;
    const auto least = static_cast<std::size_t>(
        std::ranges::find_if(kScales, [&](std::uint64_t scale) {
          return highest <= static_cast<float>(scale);
        }) - std::begin(kScales));
    if (by_platform && platform >= least) return platform;
    if (least > 1) return least;
    if (least == 0) return fractions || (zeros && highest == 1) ? 0 : kUnknown;
    // Of a longer scale, 5 would hardly be both the best grade and a usual one.
    return highest == 5 && (fives * 10 >= n || n >= 100) ? 1 : kUnknown;
  }
};

/// Thousandths; nothing where there is no rating on any scale.
std::optional<std::uint64_t> read(const Segment& segment, std::size_t row) {
  const float rating = segment.rating[row];
  if (!(rating >= 0) || rating > 100) return std::nullopt;
  return static_cast<std::uint64_t>(std::round(static_cast<double>(rating) * 1000));
}

std::vector<RatedGroup> largest(const View& view, By by, const std::vector<RatingSums>& sums,
                                std::uint64_t& left_out) {
  Largest list;
  for (std::uint32_t value = 0; value < sums.size(); ++value) {
    if (sums[value].n == 0) continue;
    list.offer({sums[value].n,
                by == By::Platforms ? slice_name(view, by, value) : view.brands[value].name, value});
  }
  std::vector<RatedGroup> groups;
  for (const Listable& one : list.take()) groups.push_back({one.value, sums[one.value]});
  left_out = list.left_out();
  return groups;
}

}  // namespace

double t_quantile(std::uint64_t df) {
  constexpr double kFirst[] = {12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836,
                               2.446911851,  2.364624252, 2.306004135, 2.262157163, 2.228138852,
                               2.200985160,  2.178812830, 2.160368656, 2.144786688, 2.131449546,
                               2.119905299,  2.109815578, 2.100922040, 2.093024054, 2.085963447};
  if (df <= std::size(kFirst)) return kFirst[df - 1];
  // R. A. Fisher and E. A. Cornish, 1960: t as a series of the normal quantile in 1/df.
  const double z = kZ, z2 = z * z, v = static_cast<double>(df);
  return z * (1 + (z2 + 1) / (4 * v) + ((5 * z2 + 16) * z2 + 3) / (96 * v * v) +
              (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * v * v * v) +
              ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * v * v * v * v));
}

std::optional<Estimate> mean_rating(const RatingSums& ratings, std::optional<std::uint64_t> scale) {
  if (ratings.n == 0) return std::nullopt;
  const auto n = static_cast<double>(ratings.n);
  const auto top = static_cast<double>(scale.value_or(kScales[kUnknown - 1]));
  const double mean = static_cast<double>(ratings.sum) / n / 1000;
  // As whole numbers: rounded, like ratings would differ.
  const bool alike = ratings.n * ratings.squares == ratings.sum * ratings.sum;
  if (ratings.n == 1 || (alike && !scale)) return Estimate{mean, 0, top};
  const double square = static_cast<double>(ratings.squares) / n / 1e6;
  const double variance = alike ? 0 : std::max(0.0, square - mean * mean);
  const double t = t_quantile(ratings.n - 1), spread = t * std::sqrt(variance / (n - 1));
  const Estimate student = {mean, std::max(0.0, mean - spread), std::min(top, mean + spread)};
  if (!scale) return student;
  const double most = mean * (top - mean);
  const double part = most > 0 ? (n * variance / most + 1) / (n + 1) : 1;
  const Estimate score = *wilson_of_share(mean / top, n / part, t);
  return Estimate{mean, std::min(student.low, top * score.low), std::max(student.high, top * score.high)};
}

std::uint64_t best_ratings_to_trust(const RatingSums& ratings, std::uint64_t scale) {
  const std::uint64_t wanted = 660 * scale * ratings.n;  // thousandths
  if (ratings.sum >= wanted) return 0;
  const std::uint64_t gain = 340 * scale;
  return (wanted - ratings.sum + gain - 1) / gain;
}

std::vector<RatingFigures> rating_figures(const View& view) {
  const Table& table = view.table;
  std::vector<Rated> rated(view.inputs.size());
  std::vector<std::size_t> platform_scales(table.platforms.size(), kUnknown);
  for (const PlatformScale& known : kPlatformScales) {
    const StringPool::Id platform = table.platforms.find(known.name);
    if (platform < platform_scales.size()) platform_scales[platform] = known.which;
  }
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const float rating = segment.rating[row];
    if (!(rating >= 0) || rating > 100) return;
    Rated& of_file = rated[segment.file[row]];
    of_file.add(rating);
    const std::size_t told = platform_scales[segment.platform[row]];
    if (told == kUnknown) return;
    of_file.platform = std::max(of_file.platform, told);
    of_file.by_platform = true;
  });
  std::vector<std::size_t> scale_of;  // by file
  for (const Rated& of_file : rated) scale_of.push_back(of_file.scale());
  std::vector<RatingFigures> all;
  for (std::size_t which = 0; which <= kUnknown; ++which) {
    if (std::ranges::find(scale_of, which) == scale_of.end()) continue;
    RatingFigures figures;
    if (which != kUnknown) figures.scale = kScales[which];
    const std::uint64_t scale = figures.scale.value_or(5);
    const std::uint64_t step = scale == 100 ? 10'000 : 1'000;  // thousandths
    figures.distribution.resize(scale * 1'000 / step + 1);
    std::vector<RatingSums> brands(view.brands.size()), platforms(table.platforms.size());
    // Several answers of one review have one rating together; they stand side by side.
    std::uint64_t last = ~std::uint64_t{0};
    std::vector<std::uint64_t> last_naming(view.brands.size(), last);
    each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
      if (scale_of[segment.file[row]] != which) return;
      const auto rating = read(segment, row);
      if (!rating) return;
      const std::uint64_t place = std::uint64_t{segment.file[row]} << 32 | segment.source_row[row];
      if (std::exchange(last, place) != place) {
        figures.ratings.add(*rating);
        ++figures.distribution[(*rating + step / 2) / step];
        platforms[segment.platform[row]].add(*rating);
      }
      for (const std::uint32_t brand : table.brands(segment.brands[row])) {
        if (std::exchange(last_naming[brand], place) != place) brands[brand].add(*rating);
      }
      const auto label = static_cast<std::size_t>(segment.label[row]);
      figures.by_label[label].add(*rating);
      if (!figures.scale) return;
      const std::size_t height = *rating <= 400 * scale ? 0 : *rating < 800 * scale ? 1 : 2;
      ++figures.by_height[height][label];
    });
    if (figures.ratings.n == 0) continue;
    // Before `left_out` is asked for, the list has to be taken.
    figures.brands = largest(view, By::Topics, brands, figures.other_brands);
    figures.platforms = largest(view, By::Platforms, platforms, figures.other_platforms);
    all.push_back(std::move(figures));
  }
  return all;
}

}  // namespace earshot
