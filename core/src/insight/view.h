// What a question is asked of: the mentions that a filter left, and what is known besides them. Every
// answer in this room is a pure function of it: what is kept only spares work.
#pragma once

#include <span>

#include <earshot/input.h>
#include <earshot/settings.h>

#include "insight/clusters.h"
#include "insight/selection.h"
#include "table/table.h"
#include "time/zone.h"

namespace earshot {

struct Kept;

struct View {
  const Table& table;
  const Selection& selection;
  std::span<const Brand> brands;  ///< in force; the table's brand sets index them
  const Zone& zone;
  std::span<const Input> inputs;
  const Settings& settings;
  const Selection* against = nullptr;  ///< what the selection is compared with, if anything
  /// What `selection` and `against` were selected by, where that is known.
  const Filter* filter = nullptr;
  const Filter* against_filter = nullptr;
  const Clusters* clusters = nullptr;  ///< where a section asks for them, see `Section::clusters`
  const Model* model = nullptr;        ///< that labelled the table
  Kept* kept = nullptr;                ///< of this table, these brands, labels and clusters; may be null
};

}  // namespace earshot
