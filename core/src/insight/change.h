// Whether a figure of one group of mentions differs from that of another, or whether the data cannot
// tell. Where many figures are compared, some differ by chance: verdicts are corrected for that.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "insight/distributions.h"
#include "insight/intervals.h"

namespace earshot {

enum class Verdict : std::uint8_t { NoClearChange, Up, Down };
std::string_view verdict_of_change(Verdict verdict);

struct Change {
  double value = 0, against = 0;
  std::uint64_t n = 0, against_n = 0;  ///< what each rests on
  bool ratio = false;                  ///< `change` is value / against, else value - against
  Estimate change;
  double p = 1;                        ///< two-sided
  Verdict verdict = Verdict::NoClearChange;
};

/// Each is nothing where one of the two has no such figure.
/// Counts in `days`: a rate ratio. @param overdispersion as `rate_ratio` has it
std::optional<Change> change_of_counts(std::uint64_t k, double days, std::uint64_t against_k,
                                       double against_days, double overdispersion);
/// Shares: Newcombe. @param unit what of k and n makes one mention, as Counting has it
std::optional<Change> change_of_shares(std::uint64_t k, std::uint64_t n, std::uint64_t against_k,
                                       std::uint64_t against_n, std::uint64_t unit = 1);
/// Net sentiment of all rated, (P - N) / n: the intervals of both put together as Newcombe's are; p is that
/// of the widest such interval that leaves out 0, so that the two never disagree.
std::optional<Change> change_of_net(std::uint64_t positive, std::uint64_t neutral,
                                    std::uint64_t negative, std::uint64_t against_positive,
                                    std::uint64_t against_neutral, std::uint64_t against_negative);
/// Σtop/Σbottom: the ratio of the two, with the middle 95 % of a bootstrap of clusters; p by the normal
/// distribution of the logarithm.
std::optional<Change> change_of_ratios(std::span<const ClusterSums> clusters,
                                       std::span<const ClusterSums> against);

inline constexpr double kFalseVerdicts = 0.05;

/// Up or down where the interval leaves out "no change" (0, or a ratio of 1) and p is among those that
/// Benjamini and Hochberg's procedure rejects over all of them: of all verdicts up and down at most
/// kFalseVerdicts are false in the long run.
void judge(std::span<Change* const> changes);

}  // namespace earshot
