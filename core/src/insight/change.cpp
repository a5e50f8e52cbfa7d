#include "insight/change.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace earshot {

std::string_view verdict_of_change(Verdict verdict) {
  constexpr std::string_view kNames[] = {"no clear change", "up", "down"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::optional<Change> change_of_counts(std::uint64_t k, double days, std::uint64_t against_k,
                                       double against_days, double overdispersion) {
  const auto ratio = rate_ratio(k, days, against_k, against_days, overdispersion);
  if (!ratio) return std::nullopt;
  return Change{static_cast<double>(k) / days,
                static_cast<double>(against_k) / against_days,
                k,
                against_k,
                true,
                *ratio,
                rates_p(k, days, against_k, against_days, overdispersion)};
}

std::optional<Change> change_of_shares(std::uint64_t k, std::uint64_t n, std::uint64_t against_k,
                                       std::uint64_t against_n, std::uint64_t unit) {
  if (n == 0 || against_n == 0) return std::nullopt;
  const auto share = [unit](std::uint64_t part, std::uint64_t whole) {
    const auto size = static_cast<double>(whole);
    return *wilson_of_share(static_cast<double>(part) / size, size / static_cast<double>(unit));
  };
  const Estimate one = share(k, n), two = share(against_k, against_n);
  return Change{one.value,
                two.value,
                (n + unit / 2) / unit,
                (against_n + unit / 2) / unit,
                false,
                difference(one, two),
                shares_p(k, n, against_k, against_n, unit)};
}

std::optional<Change> change_of_net(std::uint64_t positive, std::uint64_t neutral,
                                    std::uint64_t negative, std::uint64_t against_positive,
                                    std::uint64_t against_neutral, std::uint64_t against_negative) {
  const std::uint64_t n = positive + neutral + negative;
  const std::uint64_t against_n = against_positive + against_neutral + against_negative;
  if (n == 0 || against_n == 0) return std::nullopt;
  const auto within = [&](double z) {
    return difference(*net_of_all(positive, neutral, negative, z),
                      *net_of_all(against_positive, against_neutral, against_negative, z));
  };
  // Beyond 38 standard errors p is 0.
  double clear = 0, unclear = 38;
  for (int step = 0; step < 40; ++step) {
    const double z = (clear + unclear) / 2;
    const Estimate change = within(z);
    (change.low > 0 || change.high < 0 ? clear : unclear) = z;
  }
  const Estimate one = *net_of_all(positive, neutral, negative);
  const Estimate two = *net_of_all(against_positive, against_neutral, against_negative);
  return Change{one.value, two.value, n, against_n, false, difference(one, two), two_sided_p(clear)};
}

std::optional<Change> change_of_ratios(std::span<const ClusterSums> clusters,
                                       std::span<const ClusterSums> against) {
  Change result;
  result.ratio = true;
  ClusterSums sums[2];
  for (int side = 0; side < 2; ++side) {
    for (const ClusterSums& cluster : side == 0 ? clusters : against) {
      sums[side].top += cluster.top;
      sums[side].bottom += cluster.bottom;
    }
    if (sums[side].bottom <= 0) return std::nullopt;
  }
  if (clusters.size() < 2 || against.size() < 2 || sums[1].top <= 0) return std::nullopt;
  result.n = clusters.size();
  result.against_n = against.size();
  result.value = sums[0].top / sums[0].bottom;
  result.against = sums[1].top / sums[1].bottom;
  const std::vector<double> ours = bootstrap_ratios(clusters, 1);
  const std::vector<double> theirs = bootstrap_ratios(against, 2);
  std::vector<double> ratios;
  double sum = 0, squares = 0;
  for (std::size_t at = 0; at < std::min(ours.size(), theirs.size()); ++at) {
    if (ours[at] <= 0 || theirs[at] <= 0) continue;
    ratios.push_back(ours[at] / theirs[at]);
    const double log = det_log(ratios.back());
    sum += log;
    squares += log * log;
  }
  if (ratios.size() < kBootstrapResamples / 2) return std::nullopt;
  const auto n = static_cast<double>(ratios.size());
  const double variance = squares / n - sum / n * (sum / n);
  result.change = percentile_interval(result.value / result.against, std::move(ratios));
  if (variance > 0) result.p = two_sided_p(det_log(result.change.value) / std::sqrt(variance));
  return result;
}

void judge(std::span<Change* const> changes) {
  std::vector<double> p_values;
  for (const Change* change : changes) p_values.push_back(change->p);
  const double highest = benjamini_hochberg(p_values, kFalseVerdicts);
  for (Change* change : changes) {
    const double same = change->ratio ? 1 : 0;
    if (change->p > highest) continue;
    if (change->change.low > same) change->verdict = Verdict::Up;
    if (change->change.high < same) change->verdict = Verdict::Down;
  }
}

}  // namespace earshot
