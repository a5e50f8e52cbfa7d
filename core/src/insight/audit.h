// How right our sentiment is on these very mentions: a random sample of them that a person labels, and
// what follows from where the two differ.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <earshot/input.h>
#include <earshot/settings.h>

#include "insight/agreement.h"
#include "insight/intervals.h"
#include "table/table.h"

namespace earshot {

struct SampledMention {
  RowId row = 0;
  std::uint32_t part = 1;   ///< as in AuditLabel
  Label ours = Label::Unrated;
  std::optional<Label> verdict;  ///< the person's; Unrated: can't tell
};

struct AuditSample {
  std::vector<SampledMention> mentions;  ///< in an order that tells nothing of our labels
  std::array<std::uint64_t, kRatedCount> population = {};  ///< mentions by our label
};

/// How a mention's input is called in an AuditLabel: its SHA-256, else its name.
std::string_view audit_key(const Input& input);

/// Draws among the mentions that we rated, whatever the filter. Every mention has a rank, mixed from the
/// seed, its input's bytes, its row and its part; the lowest ranks are drawn. So the sample is the same
/// for any order of the inputs, a larger one holds the smaller one, and any part of it that was labelled
/// is a random sample itself. Stratified, each of our labels gives a third, or all that it has.
AuditSample draw_sample(const Table& table, std::span<const Input> inputs,
                        const AuditSettings& audit);

/// Why there are no corrected shares.
enum class Uncorrected : std::uint8_t {
  No,            ///< there are
  TooFewLabels,  ///< less than kFewestLabels
  ClassMissing,  ///< the person gave one of the three labels to no mention
  NotInvertible, ///< the table of errors, or half of its resamples, cannot be inverted
};
inline constexpr std::uint64_t kFewestLabels = 30;
inline constexpr std::size_t kResamples = 1'000;

struct ClassFigures {
  std::optional<Estimate> precision, recall, f1;
};

/// In a stratified sample a mention weighs N/n of its stratum, n being those labelled; n of an interval
/// is then the effective (Σw)²/Σw² (L. Kish, 1965).
struct AuditFigures {
  std::uint64_t sampled = 0, cannot_tell = 0;
  std::uint64_t n = 0;    ///< labelled positive, neutral or negative
  LabelTable table = {};  ///< [the person's][ours], unweighted
  std::optional<Estimate> accuracy;  ///< Wilson, like precision and recall
  /// By Label. F1 = 2J / (1 + J) with J = TP / (TP + FP + FN), whose Wilson interval is mapped alike.
  std::array<ClassFigures, kRatedCount> classes;
  std::optional<Estimate> kappa;
  std::array<double, kRatedCount> counted = {};  ///< shares of all rated mentions by our label
  Uncorrected uncorrected = Uncorrected::TooFewLabels;
  /// The same shares corrected for the measured errors: the person's labels have shares π with
  /// q = πC, where q is `counted` and C the chance of our label given the person's; so π = qC⁻¹
  /// (W. J. Rogan and B. Gladen, 1978, for two classes), cut to 0..1 and scaled to a sum of 1. The
  /// interval holds the middle 95 % of `kResamples` seeded resamples of the labelled mentions (within
  /// strata, if there are any).
  std::array<Estimate, kRatedCount> corrected = {};
};

AuditFigures audit_figures(const AuditSample& sample, const AuditSettings& audit);

/// The word for a person's label in settings and tables: label_name, but "unclear" for Unrated.
std::string_view verdict_name(Label verdict);
/// Nothing for any other word.
std::optional<Label> verdict_of(std::string_view name);

/// Settings by which a filled in sample is read as if it were an input: it may come back from a
/// spreadsheet in any shape that an export has. Its name is to be put into `inputs[0].file`.
inline constexpr std::string_view kLabelColumns =
    R"({"inputs":[{"columns":{"text":["file"],"likes":["row"],"comments":["part"],)"
    R"("query":["sentiment"],"id":[],"author":[],"date":[],"url":[],"title":[]}}]})";
/// The labels of a sample that was read so; rows without a sentiment are passed over. Errors:
/// BadSettings for a word that is no label, or if it is no sample.
Result<std::vector<AuditLabel>> labels_in(const Table& table, const Input& input);

}  // namespace earshot
