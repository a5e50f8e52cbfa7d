// Corrections as they stand in settings files, and what the page is told of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/error.h>
#include <earshot/model.h>

#include "classify/correction_learning.h"
#include "labelling/correction_trial.h"
#include "report/json_in.h"
#include "table/table.h"

namespace earshot {

/// The member "corrections" of settings, in a fixed order of its lists. Error: BadSettings.
/// @param topics whose names may stand in it
Result<Corrections> corrections_from(const JsonIn& json, const Topics& topics = {});

/// 16 hexadecimal digits in quotation marks.
void append_text_key(std::string& out, std::uint64_t key);

/// {"changes", "looked", "of", "samples": [{"text", "before": {labels}, "after": {labels}}]}
std::string trial_json(const CorrectionTrial& trial, const Topics& topics);

/// {"rules": [{"texts", "rule": as in settings}], "weights": as in settings, or null if they are as
/// before, "features": version}
std::string lessons_json(std::span<const RuleProposal> rules, std::span<const OwnWeight> in_force,
                         std::span<const OwnWeight> learnt, const Topics& topics);

// As settings have them, without blanks.
void append_corrections(std::string& out, const Corrections& corrections, const Topics& topics);
void append_rule(std::string& out, const PhraseRule& rule, const Topics& topics);
void append_weights(std::string& out, std::span<const OwnWeight> weights);
/// The members of a correction, each with a comma in front.
/// @param name whether the phrase that it is of is a name
void append_change(std::string& out, const LabelChange& change, bool name, const Topics& topics);

}  // namespace earshot
