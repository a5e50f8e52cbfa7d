// The two walks over mentions that spikes are found and told by, where most of their time goes. Mentions
// mostly come in order of time: those of one time that stand one after another are counted by cell first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/cell_rows.h"
#include "insight/hash_index.h"
#include "insight/period.h"
#include "insight/view.h"

namespace earshot {

/// A row's place in one order of chance: the first ones are looked at, whatever is selected.
inline std::uint32_t place_of(RowId row) { return static_cast<std::uint32_t>(mixed(row + std::uint64_t{1}) >> 32); }
/// The last place of about `most` of so many.
inline std::uint32_t last_place(std::uint64_t most, std::uint64_t of) {
  return static_cast<std::uint32_t>((of <= most ? std::uint64_t{1} << 32 : (most << 32) / of) - 1);
}

/// The selected mentions of a time, hour by hour as they come.
class HourWalk {
 public:
  /// @param axis of hours or days
  HourWalk(const View& view, const CellRows& rows, const Axis& axis)
      : rows_(rows), axis_(axis), walk_(view.table, view.selection) {}
  /// To the next mentions of one hour that stand one after another; false behind the last.
  bool next();
  std::size_t step() const { return step_; }
  const Segment& segment() const { return walk_.segment(); }
  std::span<const std::uint16_t> rows() const { return walk_.rows().subspan(begin_, end_ - begin_); }
  std::span<const CellRow> of_segment() const { return of_segment_; }

 private:
  const CellRows& rows_;
  const Axis& axis_;
  RowWalk walk_;
  std::span<const CellRow> of_segment_;
  std::size_t begin_ = 0, end_ = 0, step_ = 0;
};

/// Mentions by step and cell.
class StepRuns {
 public:
  StepRuns(const View& view, const CellRows& rows, const Axis& axis)
      : hours_(view, rows, axis), more_(hours_.next()), mentions_(rows.cells().size()),
        touched_(mentions_.size() + 1) {}
  /// To the next mentions of one step that stand one after another; false behind the last.
  bool next();
  std::size_t step() const { return step_; }
  /// Those of the mentions.
  std::span<const std::uint32_t> cells() const { return std::span(touched_).first(count_); }
  std::uint32_t mentions(std::uint32_t cell) const { return mentions_[cell]; }

 private:
  HourWalk hours_;
  bool more_;
  std::size_t step_ = 0, count_ = 0;
  std::vector<std::uint32_t> mentions_;  ///< by cell
  std::vector<std::uint32_t> touched_;
};

/// A sum of the counts that are given.
struct Given {
  std::uint64_t sum = 0, given = 0;

  void add(const Given& more) { sum += more.sum, given += more.given; }
  Given without(const Given& part) const { return {sum - part.sum, given - part.given}; }
  std::optional<double> as_long(double times) const {
    return given > 0 ? std::optional(static_cast<double>(sum) * times) : std::nullopt;
  }
};

/// Of mentions of a cell. 32 bytes.
struct CellSums {
  std::uint64_t reach_sum = 0, engagement_sum = 0;
  std::uint32_t reach_given = 0, engagement_given = 0, mentions = 0;

  Given reach() const { return {reach_sum, reach_given}; }
  Given engagement() const { return {engagement_sum, engagement_given}; }
  void add(const CellSums& more) {
    reach_sum += more.reach_sum, reach_given += more.reach_given;
    engagement_sum += more.engagement_sum, engagement_given += more.engagement_given;
    mentions += more.mentions;
  }
};

/// What is asked of the mentions of a cell: of which spikes they are at the times of those, a bit each, and
/// up to which place they are looked at.
struct Watched {
  std::uint32_t spikes = 0, looked = 0;
};

/// A mention of spikes, which are a bit each.
struct InSpikes {
  RowId row;
  std::uint32_t spikes;
  std::uint32_t number;  ///< its author, or its cluster
};
struct OfNumber {
  std::uint32_t number, spikes;
};
/// The mentions in ascending order of their numbers.
std::vector<OfNumber> by_number(std::span<const InSpikes> mentions);

/// Mentions by the spikes of their steps, and cell.
class SpikeRuns {
 public:
  /// @param at_step the spikes of each step, a bit each
  /// @param watched by cell
  SpikeRuns(const View& view, const CellRows& rows, const Axis& axis, std::span<const std::uint32_t> at_step,
            std::span<const Watched> watched)
      : hours_(view, rows, axis), more_(hours_.next()), at_step_(at_step), watched_(watched), sums_(watched.size()),
        touched_(watched.size() + 1) {}
  /// To the next mentions of steps of the same spikes that stand one after another; false behind the last.
  bool next();
  std::uint32_t spikes() const { return spikes_; }
  /// Those of the mentions.
  std::span<const std::uint32_t> cells() const { return std::span(touched_).first(count_); }
  const CellSums& sums(std::uint32_t cell) const { return sums_[cell]; }
  /// Those of the run up to the place of their cell.
  struct Looked {
    RowId row;
    std::uint32_t cell, place;
  };
  std::span<const Looked> looked() const { return looked_; }
  /// Of all runs so far.
  std::vector<InSpikes> in_spikes;

 private:
  HourWalk hours_;
  bool more_;
  std::span<const std::uint32_t> at_step_;
  std::span<const Watched> watched_;
  std::uint32_t spikes_ = 0;
  std::size_t count_ = 0;
  std::vector<CellSums> sums_;
  std::vector<std::uint32_t> touched_;
  std::vector<Looked> looked_;
  std::vector<InSpikes> of_hour_;  ///< scratch
};

}  // namespace earshot
