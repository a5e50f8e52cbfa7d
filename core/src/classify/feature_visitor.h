// The features of a text, told one by one to whom asks seldom: all of them share the code of one walk,
// where what labels every text has its own (labeller.cpp).
#pragma once

#include <cstdint>
#include <string_view>

#include "classify/corrections.h"
#include "classify/linear_model.h"

namespace earshot {

class FeatureVisitor {
 public:
  /// Each feature's hash, in the order of `each_feature`.
  virtual void feature(std::uint32_t hash) = 0;
  /// Each that heads.h reads: of words that are passed over too.
  virtual void head(std::uint32_t) {}
  /// A word or run of an unspaced script begins: what follows is its own, up to the next one.
  virtual void word(const char* /*start*/, const char* /*stop*/) {}
  /// A phrase that begins with the word told last, or within it.
  virtual void phrase(const char* /*start*/, const char* /*stop*/, Cues) {}

 protected:
  ~FeatureVisitor() = default;
};

/// Whose features are told: of known words, of rare ones too although what stands beside them is not
/// (`LinearModel::heeds_rare_words`), or of every word, as if all of them were known.
enum class Heed { Known, Rare, Every };

/// @param folded after `fold`
/// @param own the person's own weights, or null
void visit_features(std::string_view folded, const LinearModel& model, const CorrectionRules* own,
                    Heed heed, FeatureVisitor& visitor);

}  // namespace earshot
