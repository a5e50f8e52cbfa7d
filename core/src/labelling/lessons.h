// What the texts of a table that the person corrected teach.
#pragma once

#include <memory>
#include <vector>

#include <earshot/corrections.h>
#include <earshot/model.h>

#include "classify/correction_learning.h"
#include "table/table.h"

namespace earshot {

struct Lessons {
  std::vector<RuleProposal> rules;
  std::vector<OwnWeight> weights;  ///< those in force and what is learnt on top of them
};

/// Compared with a sample of the other texts, spread evenly over the table.
Lessons learn_from(const std::shared_ptr<const Model>& model, const Table& table,
                   const Corrections& in_force);

/// Corrections with one more rule, in place of one for the same phrase.
Corrections with_rule(Corrections corrections, const PhraseRule& rule);

}  // namespace earshot
