// What the figures of a set do not show: which label is taken for which, the surest of the wrong
// answers, and how often a label turns though nothing is said that should turn it.
#pragma once

#include <vector>

#include <earshot/model.h>

#include "models/train/data.h"

namespace earshot {

/// A judging text of a set with three classes, and what is said of it.
struct Judged {
  const train::Row* row;
  Sentiment said;
};

/// Prints a matrix per language: rows what people say, columns what Earshot says.
void print_confusion(const std::vector<Judged>& judged);
/// Prints the `most` wrong answers of each language that were given with the highest probability.
/// Texts are cut; they go to standard output alone.
void print_worst(const std::vector<Judged>& judged, std::size_t most);
/// Prints the share of labels that turn when an address, a handle or another brand's name is added,
/// or the case of the letters changes.
void print_invariance(const std::vector<Judged>& judged, Labeller& labeller);

}  // namespace earshot
