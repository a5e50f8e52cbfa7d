#include "insight/spike_rows.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "insight/summary.h"

namespace earshot {

bool HourWalk::next() {
  while (true) {
    begin_ = end_;
    if (begin_ == walk_.rows().size()) {
      if (!walk_.next()) return false;
      of_segment_ = rows_.of(walk_.segment());
      begin_ = 0;
    }
    const std::span<const std::uint16_t> rows = walk_.rows();
    const std::int32_t hour = of_segment_[rows[begin_]].hour;
    end_ = begin_ + 1;
    while (end_ < rows.size() && of_segment_[rows[end_]].hour == hour) ++end_;
    step_ = axis_.at(hour * kHourMs);
    if (step_ < axis_.size()) return true;
  }
}

bool StepRuns::next() {
  for (const std::uint32_t cell : cells()) mentions_[cell] = 0;
  count_ = 0;
  if (!more_) return false;
  step_ = hours_.step();
  do {
    const CellRow* const rows = hours_.of_segment().data();
    for (const std::size_t row : hours_.rows()) {
      const std::uint32_t cell = rows[row].cell;
      touched_[count_] = cell;
      count_ += mentions_[cell]++ == 0;
    }
    more_ = hours_.next();
  } while (more_ && hours_.step() == step_);
  return true;
}

bool SpikeRuns::next() {
  for (const std::uint32_t cell : cells()) sums_[cell] = {};
  count_ = 0;
  looked_.clear();
  if (!more_) return false;
  const std::uint32_t here = spikes_ = at_step_[hours_.step()];
  CellSums* const sums = sums_.data();
  const Watched* const watched = watched_.data();
  std::uint32_t* const touched = touched_.data();
  std::size_t count = 0;
  do {
    const Segment& segment = hours_.segment();
    const CellRow* const cell_rows = hours_.of_segment().data();
    const std::span<const std::uint16_t> rows = hours_.rows();
    for (const std::size_t row : rows) {
      const std::uint32_t cell = cell_rows[row].cell;
      CellSums& of = sums[cell];
      touched[count] = cell;
      count += of.mentions++ == 0;
      const std::uint32_t reach = segment.reach[row], engagement = own_engagement(segment, row);
      const bool has_reach = reach != kAbsent32, has_engagement = engagement != kAbsent32;
      of.reach_sum += has_reach ? reach : 0;
      of.reach_given += has_reach;
      of.engagement_sum += has_engagement ? engagement : 0;
      of.engagement_given += has_engagement;
      const RowId id = segment.first + static_cast<RowId>(row);
      const std::uint32_t place = place_of(id);
      if (place <= watched[cell].looked) looked_.push_back({id, cell, place});
    }
    if (here != 0) {
      // Without a branch: which are of spikes comes in no order.
      if (of_hour_.size() <= rows.size()) of_hour_.resize(rows.size() + 1);
      InSpikes* next = of_hour_.data();
      for (const std::size_t row : rows) {
        *next = {segment.first + static_cast<RowId>(row), watched[cell_rows[row].cell].spikes & here,
                 segment.author[row]};
        next += next->spikes != 0;
      }
      in_spikes.insert(in_spikes.end(), of_hour_.data(), next);
    }
    more_ = hours_.next();
  } while (more_ && at_step_[hours_.step()] == here);
  count_ = count;
  return true;
}

std::vector<OfNumber> by_number(std::span<const InSpikes> mentions) {
  constexpr unsigned kBits = 11;
  constexpr std::uint32_t kDigits = 1u << kBits;
  std::uint32_t largest = 0;
  for (const InSpikes& mention : mentions) largest = std::max(largest, mention.number);
  std::vector<OfNumber> sorted(mentions.size()), next(mentions.size());
  const auto sort = [&](const auto& from, unsigned shift) {
    std::array<std::uint32_t, kDigits + 1> begin = {};
    for (const auto& one : from) ++begin[(one.number >> shift) % kDigits + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    for (const auto& one : from) next[begin[(one.number >> shift) % kDigits]++] = {one.number, one.spikes};
    sorted.swap(next);
  };
  sort(mentions, 0);
  for (unsigned shift = kBits; shift < 32 && largest >> shift > 0; shift += kBits) sort(sorted, shift);
  return sorted;
}

}  // namespace earshot
