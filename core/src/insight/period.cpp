#include "insight/period.h"

#include <algorithm>

#include "text/cold_sort.h"

namespace earshot {

bool Coverage::touches(std::int64_t from, std::int64_t to) const {
  const auto after = std::ranges::upper_bound(stretches, from, {}, &Stretch::second);
  return after != stretches.end() && after->first < to;
}

bool Coverage::holds(std::int64_t from, std::int64_t to) const {
  const auto after = std::ranges::upper_bound(stretches, from, {}, &Stretch::second);
  return after != stretches.end() && after->first <= from && after->second >= to;
}

double Coverage::days() const {
  std::int64_t ms = 0;
  for (const Stretch& stretch : stretches) ms += stretch.second - stretch.first;
  return static_cast<double>(ms) / static_cast<double>(kDayMs);
}

bool Coverage::hours() const { return std::ranges::find(timed, true) != timed.end(); }

Coverage coverage(const View& view, const Selection& selection, const Filter* filter) {
  struct OfInput {
    std::int64_t first = 0, last = 0;
    bool dated = false, selected = false;
  };
  std::vector<OfInput> inputs(view.inputs.size());
  Coverage result;
  result.timed.resize(inputs.size());
  ZoneCursor cursor(view.zone);
  const auto extend = [&](std::size_t file, std::int64_t local) {
    OfInput& input = inputs[file];
    input.first = input.dated ? std::min(input.first, local) : local;
    input.last = input.dated ? std::max(input.last, local) : local;
    input.dated = true;
  };
  each_segment(view.table, Selection(), [&](Segment& segment, std::span<const std::uint16_t> rows) {
    note_times(segment);
    const Segment::Notes& notes = segment.notes;
    // Of instants that the clock does not change between, the ends tell all.
    if (notes.timed && notes.instants && segment.file.one()) {
      const Zone::Span span = view.zone.span_at(notes.least_ms);
      if (notes.most_ms < span.end) {
        extend(segment.file[0], notes.least_ms + span.offset_ms);
        extend(segment.file[0], notes.most_ms + span.offset_ms);
        if (notes.hours) result.timed[segment.file[0]] = true;
        return;
      }
    }
    for (const std::size_t row : rows) {
      const Time time = view.table.time(segment, row);
      if (!time.present()) continue;
      extend(segment.file[row], local_ms(time, cursor));
      if (floor_div(time.ms(), kDayMs) * kDayMs != time.ms()) result.timed[segment.file[row]] = true;
    }
  });
  each_segment(view.table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    if (segment.file.one()) {
      inputs[segment.file[0]].selected = true;
      return;
    }
    for (const std::size_t row : rows) inputs[segment.file[row]].selected = true;
  });

  std::optional<Stretch> hull;
  for (const OfInput& input : inputs) {
    if (!input.dated || !input.selected) continue;
    if (!hull) hull = {input.first, input.last};
    hull = {std::min(hull->first, input.first), std::max(hull->second, input.last)};
  }
  std::vector<Stretch> whole;
  for (const OfInput& input : inputs) {
    if (!input.dated || !hull) continue;
    const bool between = input.first >= hull->first && input.last <= hull->second;
    if (!input.selected && !between) continue;
    Stretch days = {start_of(Step::Day, input.first), start_of(Step::Day, input.last) + kDayMs};
    if (filter && filter->from) days.first = std::max(days.first, *filter->from);
    if (filter && filter->to) days.second = std::min(days.second, *filter->to);
    if (days.first < days.second) whole.push_back(days);
  }
  cold_sort(whole);
  for (const Stretch& days : whole) {
    if (!result.empty() && days.first <= result.last()) {
      result.stretches.back().second = std::max(result.last(), days.second);
    } else {
      result.stretches.push_back(days);
    }
  }
  return result;
}

std::size_t Axis::at(std::int64_t local) const {
  if (starts.empty() || local < starts.front() || local >= end) return size();
  if (step == Step::Month) {
    const auto after = std::ranges::upper_bound(starts, local);
    return static_cast<std::size_t>(after - starts.begin()) - 1;
  }
  const std::int64_t length = next_start(step, starts.front()) - starts.front();
  return static_cast<std::size_t>((local - starts.front()) / length);
}

void AxisCursor::move(std::int64_t local) {
  at_ = axis_.at(local);
  begin_ = end_ = 0;
  if (at_ == axis_.size()) return;
  begin_ = axis_.starts[at_];
  end_ = at_ + 1 < axis_.size() ? axis_.starts[at_ + 1] : axis_.end;
}

Axis axis_of(const Coverage& coverage, Step step) {
  Axis axis;
  axis.step = step;
  if (coverage.empty()) return axis;
  // No step is longer than 31 days: nothing before this can be among the last.
  constexpr std::int64_t kLengths[] = {kHourMs, kDayMs, 7 * kDayMs, 31 * kDayMs};
  const std::int64_t most = kLengths[static_cast<std::size_t>(step)] * static_cast<std::int64_t>(kMostSteps);
  for (std::int64_t start = start_of(step, std::max(coverage.first(), coverage.last() - most));
       start < coverage.last(); start = next_start(step, start)) {
    axis.starts.push_back(start);
  }
  if (axis.size() > kMostSteps) {
    axis.starts.erase(axis.starts.begin(), axis.starts.end() - static_cast<std::ptrdiff_t>(kMostSteps));
  }
  axis.end = next_start(step, axis.starts.back());
  for (std::size_t at = 0; at < axis.size(); ++at) {
    const std::int64_t next = at + 1 < axis.size() ? axis.starts[at + 1] : axis.end;
    axis.covered.push_back(coverage.touches(axis.starts[at], next));
  }
  return axis;
}

}  // namespace earshot
