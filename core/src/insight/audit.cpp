#include "insight/audit.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "ingest/cell_text.h"
#include "ingest/labels.h"
#include "insight/random.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

std::uint64_t seeded(std::uint64_t seed, std::string_view text) {
  std::uint64_t state = mix(seed);
  for (const char byte : text) state = mix(state ^ static_cast<unsigned char>(byte));
  return state;
}

/// Something by a number that it is sorted by.
using Ranked = std::vector<std::pair<std::uint64_t, std::size_t>>;

/// A mention's label; of several the last.
std::optional<Label> verdict_on(std::span<const AuditLabel> labels, const Input& input,
                                std::uint64_t row, std::uint64_t part) {
  for (std::size_t at = labels.size(); at-- > 0;) {
    const AuditLabel& label = labels[at];
    if (label.row == row && label.part == part &&
        (label.file == audit_key(input) || label.file == input.name)) {
      return label.sentiment;
    }
  }
  return std::nullopt;
}

using Weights = std::array<double, kRatedCount>;  // by our label
/// Cells of a LabelTable, a bit each.
using Cells = unsigned;

constexpr Cells cell(std::size_t truth, std::size_t ours) {
  return 1u << (truth * kRatedCount + ours);
}
constexpr Cells kAll = (1u << kRatedCount * kRatedCount) - 1;
constexpr Cells kSame = cell(0, 0) | cell(1, 1) | cell(2, 2);
constexpr Cells kTruth = cell(0, 0) | cell(0, 1) | cell(0, 2);  // shifted: a row
constexpr Cells kOurs = cell(0, 0) | cell(1, 0) | cell(2, 0);   // shifted: a column

struct Weighed {
  double sum = 0, squares = 0;
  double size() const { return squares > 0 ? sum * sum / squares : 0; }
};

Weighed weigh(const LabelTable& table, const Weights& weights, Cells cells) {
  Weighed weighed;
  for (std::size_t at = 0; at < kRatedCount * kRatedCount; ++at) {
    if ((cells >> at & 1) == 0) continue;
    const double weight = weights[at % kRatedCount];
    const auto count = static_cast<double>(table[at / kRatedCount][at % kRatedCount]);
    weighed.sum += weight * count;
    weighed.squares += weight * weight * count;
  }
  return weighed;
}

std::optional<Estimate> share(const LabelTable& table, const Weights& weights, Cells hits,
                              Cells all) {
  const Weighed whole = weigh(table, weights, all);
  if (whole.sum <= 0) return std::nullopt;
  return wilson_of_share(weigh(table, weights, hits).sum / whole.sum, whole.size());
}

Weights weights_of(const LabelTable& table, const AuditSample& sample, bool stratified) {
  Weights weights = {1, 1, 1};
  for (std::size_t ours = 0; ours < kRatedCount && stratified; ++ours) {
    const std::uint64_t labelled = table[0][ours] + table[1][ours] + table[2][ours];
    weights[ours] = labelled == 0 ? 0
                                  : static_cast<double>(sample.population[ours]) /
                                        static_cast<double>(labelled);
  }
  return weights;
}

/// qC⁻¹, cut and scaled, into `shares`; why not, where it cannot be had.
Uncorrected correct(const LabelTable& table, const Weights& weights, const Weights& counted,
                    Weights& shares) {
  std::array<Weights, kRatedCount> c = {};
  for (std::size_t truth = 0; truth < kRatedCount; ++truth) {
    double sum = 0;
    for (std::size_t ours = 0; ours < kRatedCount; ++ours) {
      c[truth][ours] = weights[ours] * static_cast<double>(table[truth][ours]);
      sum += c[truth][ours];
    }
    if (sum <= 0) return Uncorrected::ClassMissing;
    for (double& chance : c[truth]) chance /= sum;
  }
  // Cramer's rule: the share of a class is the determinant with its row replaced by q, over C's.
  const auto cross = [](const Weights& a, const Weights& b) {
    return Weights{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  };
  const auto dot = [](const Weights& a, const Weights& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  };
  const double determinant = dot(c[0], cross(c[1], c[2]));
  if (std::abs(determinant) < 1e-9) return Uncorrected::NotInvertible;
  double sum = 0;
  for (std::size_t truth = 0; truth < kRatedCount; ++truth) {
    const Weights& next = c[(truth + 1) % kRatedCount];
    const Weights& last = c[(truth + 2) % kRatedCount];
    const double share = dot(counted, cross(next, last)) / determinant;
    shares[truth] = share > 0 ? std::min(share, 1.0) : 0;  // never -0
    sum += shares[truth];
  }
  for (double& one : shares) one /= sum;
  return Uncorrected::No;
}

/// Draws the labelled mentions anew, with repeats: from all, or stratum by stratum.
LabelTable resample(const LabelTable& table, bool stratified, Random& random) {
  // Mentions numbered by our label, then by the person's.
  std::array<std::uint64_t, kRatedCount * kRatedCount> ends;
  std::uint64_t end = 0;
  for (std::size_t at = 0; at < ends.size(); ++at) {
    ends[at] = end += table[at % kRatedCount][at / kRatedCount];
  }
  LabelTable drawn = {};
  const std::size_t groups = stratified ? kRatedCount : 1;
  std::uint64_t begin = 0;
  for (std::size_t group = 1; group <= groups; ++group) {
    const std::uint64_t group_end = ends[ends.size() / groups * group - 1];
    for (std::uint64_t n = begin; n < group_end; ++n) {
      const std::uint64_t one = begin + random.below(group_end - begin);
      std::size_t at = 0;
      while (ends[at] <= one) ++at;
      ++drawn[at % kRatedCount][at / kRatedCount];
    }
    begin = group_end;
  }
  return drawn;
}

void correct_shares(const AuditSample& sample, const AuditSettings& audit, AuditFigures& figures) {
  if (figures.n < kFewestLabels) return;
  Weights shares;
  figures.uncorrected =
      correct(figures.table, weights_of(figures.table, sample, audit.stratified), figures.counted,
              shares);
  if (figures.uncorrected != Uncorrected::No) return;
  std::array<Ranked, kRatedCount> resampled;
  Random random(audit.seed);
  for (std::size_t n = 0; n < kResamples; ++n) {
    const LabelTable drawn = resample(figures.table, audit.stratified, random);
    Weights one;
    if (correct(drawn, weights_of(drawn, sample, audit.stratified), figures.counted, one) !=
        Uncorrected::No) {
      continue;
    }
    for (std::size_t label = 0; label < kRatedCount; ++label) {
      // The bits of numbers from 0 on have the numbers' order.
      resampled[label].emplace_back(std::bit_cast<std::uint64_t>(one[label]), 0);
    }
  }
  const std::size_t usable = resampled[0].size();
  if (2 * usable < kResamples) {
    figures.uncorrected = Uncorrected::NotInvertible;
    return;
  }
  for (std::size_t label = 0; label < kRatedCount; ++label) {
    cold_sort(resampled[label]);
    const auto at = [&](std::size_t place) {
      return std::bit_cast<double>(resampled[label][place].first);
    };
    figures.corrected[label] = {shares[label], at(usable / 40), at(usable - 1 - usable / 40)};
  }
}

}  // namespace

std::string_view audit_key(const Input& input) {
  return input.sha256.empty() ? input.name : input.sha256;
}

AuditSample draw_sample(const Table& table, std::span<const Input> inputs,
                        const AuditSettings& audit) {
  std::vector<std::uint64_t> seeds(inputs.size());
  for (std::size_t at = 0; at < seeds.size(); ++at) {
    seeds[at] = seeded(audit.seed, audit_key(inputs[at]));
  }
  AuditSample sample;
  std::array<Ranked, kRatedCount> drawn;  // rows by rank; without strata all in the first
  std::array<std::uint64_t, kRatedCount> highest;  // rank that is worth a look
  highest.fill(~std::uint64_t{0});
  const auto cut = [&](std::size_t stratum) {
    const std::uint64_t wanted =
        audit.stratified ? (audit.size + kRatedCount - 1 - stratum) / kRatedCount : audit.size;
    Ranked& ranked = drawn[stratum];
    cold_sort(ranked);
    if (ranked.size() < wanted) return;
    ranked.resize(wanted);
    highest[stratum] = wanted == 0 ? 0 : ranked.back().first;
  };
  std::uint64_t before = ~std::uint64_t{0};
  std::uint32_t part = 0;
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::uint64_t place = std::uint64_t{segment.file[row]} << 32 | segment.source_row[row];
    part = place == std::exchange(before, place) ? part + 1 : 1;
    const auto ours = static_cast<std::size_t>(segment.label[row]);
    if (ours >= kRatedCount) return;
    ++sample.population[ours];
    const std::uint64_t rank = mix(mix(seeds[segment.file[row]] ^ segment.source_row[row]) ^ part);
    const std::size_t stratum = audit.stratified ? ours : 0;
    if (rank > highest[stratum]) return;
    drawn[stratum].emplace_back(rank, segment.first + row);
    // Sorted now and then: what is kept stays small, and so does the number of sorts.
    if (drawn[stratum].size() > 2 * kMaxAuditSize) cut(stratum);
  });

  Ranked& shown = drawn[0];
  cut(0);
  for (std::size_t stratum = 1; stratum < kRatedCount; ++stratum) {
    cut(stratum);
    for (const auto& one : drawn[stratum]) shown.push_back(one);
  }
  // Of a rare label even high ranks are drawn: shown by rank, they would stand at the end.
  for (auto& [rank, row] : shown) rank = mix(rank);
  cold_sort(shown);
  sample.mentions.resize(shown.size());
  for (std::size_t at = 0; at < shown.size(); ++at) {
    SampledMention& mention = sample.mentions[at];
    mention.row = static_cast<RowId>(shown[at].second);
    const auto [segment, row] = table.at(mention.row);
    mention.part = std::max(table.part(mention.row), 1u);
    mention.ours = segment->label[row];
    mention.verdict = verdict_on(audit.labels, inputs[segment->file[row]], segment->source_row[row],
                                 mention.part);
  }
  return sample;
}

AuditFigures audit_figures(const AuditSample& sample, const AuditSettings& audit) {
  AuditFigures figures;
  figures.sampled = sample.mentions.size();
  for (const SampledMention& mention : sample.mentions) {
    if (!mention.verdict) continue;
    const auto verdict = static_cast<std::size_t>(*mention.verdict);
    if (verdict >= kRatedCount) {
      ++figures.cannot_tell;
      continue;
    }
    ++figures.table[verdict][static_cast<std::size_t>(mention.ours)];
    ++figures.n;
  }
  const std::uint64_t rated = std::accumulate(sample.population.begin(), sample.population.end(),
                                              std::uint64_t{0});
  for (std::size_t label = 0; label < kRatedCount && rated > 0; ++label) {
    figures.counted[label] =
        static_cast<double>(sample.population[label]) / static_cast<double>(rated);
  }
  const Weights weights = weights_of(figures.table, sample, audit.stratified);
  figures.accuracy = share(figures.table, weights, kSame, kAll);
  for (std::size_t label = 0; label < kRatedCount; ++label) {
    const Cells right = cell(label, label);
    const Cells truth = kTruth << kRatedCount * label, ours = kOurs << label;
    ClassFigures& figure = figures.classes[label];
    figure.precision = share(figures.table, weights, right, ours);
    figure.recall = share(figures.table, weights, right, truth);
    figure.f1 = share(figures.table, weights, right, truth | ours);
    if (figure.f1) {
      for (double* j : {&figure.f1->value, &figure.f1->low, &figure.f1->high}) *j = 2 * *j / (1 + *j);
    }
  }
  const Weighed whole = weigh(figures.table, weights, kAll);
  LabelShares shares = {};
  for (std::size_t truth = 0; truth < kRatedCount && whole.sum > 0; ++truth) {
    for (std::size_t ours = 0; ours < kRatedCount; ++ours) {
      shares[truth][ours] =
          weights[ours] * static_cast<double>(figures.table[truth][ours]) / whole.sum;
    }
  }
  figures.kappa = kappa(shares, whole.size());
  correct_shares(sample, audit, figures);
  return figures;
}

std::string_view verdict_name(Label verdict) {
  return verdict == Label::Unrated ? "unclear" : label_name(verdict);
}

std::optional<Label> verdict_of(std::string_view name) {
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    if (verdict_name(Label(label)) == name) return Label(label);
  }
  return std::nullopt;
}

Result<std::vector<AuditLabel>> labels_in(const Table& table, const Input& input) {
  const auto bad = [](std::string_view before, std::string_view what, std::string_view after) {
    return std::unexpected(make_error(ErrorCode::BadSettings,
                                      std::string(before).append(what).append(after), what));
  };
  for (const std::string_view column : {"file", "row", "sentiment"}) {
    if (std::ranges::find(input.header, column) != input.header.end()) continue;
    return bad("There is no column \"", column,
               "\"; expected a sample as \"earshot audit\" prints it, filled in.");
  }
  std::vector<AuditLabel> labels;
  CellText cell;
  std::string_view wrong;
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::string_view said = table.queries[segment.query[row]];
    if (said.empty()) return;
    auto verdict = verdict_of(cell.of(said));
    // In the person's own language too.
    if (const Label label = read_label(said); !verdict && label != Label::Unrated) verdict = label;
    if (!verdict) wrong = said;
    const RowText text = Table::text(segment, row);
    AuditLabel& label = labels.emplace_back();
    label.file = text.text;
    label.row = text.likes;
    if (text.comments != kAbsent) label.part = text.comments;
    label.sentiment = verdict.value_or(Label::Unrated);
  });
  if (wrong.empty()) return labels;
  return bad("The column \"sentiment\" holds \"", wrong,
             "\"; it has to be positive, neutral, negative or unclear, or empty for what is not "
             "labelled yet.");
}

}  // namespace earshot
