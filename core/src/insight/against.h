// One selection of mentions against another, figure by figure: two periods, two platforms, a brand
// against the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "insight/change.h"
#include "insight/view.h"

namespace earshot {

enum class Against : std::uint8_t { All, Brands, Topics, Intents, Platforms, Languages };
inline constexpr std::size_t kAgainstCount = 6;
/// "all", "brand", ...
std::string_view against_name(Against of);

struct Compared {
  Against of = Against::All;
  std::string_view name;    ///< the brand, topic, ...; "" where the export does not say, or of all
  std::string_view figure;  ///< its key in the report
  Change change;
};

struct SelectionComparison {
  std::uint64_t mentions = 0, against = 0;
  std::uint64_t both = 0;  ///< mentions that are in both, which makes verdicts more careful
  double days = 0, against_days = 0;  ///< covered
  std::vector<Compared> figures;      ///< those that both selections have
  /// By Against: how many more values there are than the kListed largest.
  std::uint64_t left_out[kAgainstCount] = {};
};

/// Counts a day are rate ratios over the days covered, and stray as far as Pearson's χ² of the days
/// around the mean of their selection and weekday says; reach a day is resampled by days, what a mention
/// has by authors. Verdicts are corrected over all figures, see `judge`.
/// @param view one with `against`
SelectionComparison compare_selections(const View& view);

}  // namespace earshot
