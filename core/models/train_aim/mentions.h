// The project's own labelled mentions (corpus/<language>.jsonl), as far as they say what is thought
// of the brands they name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <earshot/mention.h>

#include "classify/brand_matcher.h"

namespace earshot::train {

struct AimedMention {
  std::string language;  ///< of the file
  int voice = 0;         ///< its writer's number
  bool judge = false;    ///< every 5th voice: never trained on
  std::string text, folded;
  Label label = Label::Unrated;  ///< of the whole text
  std::vector<Label> aimed;      ///< by brand
  std::vector<Hit> hits;         ///< of those brands, by begin
};

/// Plain ways of speaking of two brands (corpus/aimed.txt), each with several pairs of names, for
/// training alone.
std::vector<AimedMention> read_patterns(const std::string& corpus);

/// Mentions that name brands, in the order of files and lines. Ends the program with a sentence if
/// the folder holds none.
std::vector<AimedMention> read_aimed(const std::string& corpus);

}  // namespace earshot::train
