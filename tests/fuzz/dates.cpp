// A column of dates: its name, then one cell a line, perhaps with its time of day behind a tab.
#include "ingest/dates.h"

#include <vector>

#include "input.h"
#include "time/civil.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string text = input.text();
  std::string_view rest = text;
  const std::string_view header = fuzz::take_line(rest);
  DateOptions options;
  options.spreadsheet = input.choose(4) == 0;
  if (input.choose(4) == 0) options.reference = 1'767'225'600'000;
  DateColumn column(header, options);
  std::vector<Time> times;
  std::uint64_t rows = 0;
  while (!rest.empty()) {
    const std::string_view cell = fuzz::take_line(rest);
    const std::size_t tab = cell.find('\t');
    times.push_back(tab == std::string_view::npos
                        ? column.read(cell, ++rows)
                        : column.read(cell.substr(0, tab), cell.substr(tab + 1), ++rows));
  }
  const DateCounts& counts = column.counts();
  fuzz::require(counts.present + counts.absent + counts.unreadable + counts.needs_reference ==
                rows);
  const DateDecision decision = column.decide();
  for (const Time time : times) {
    const Time resolved = DateColumn::resolve(time, decision);
    fuzz::require(resolved.kind() != Time::Kind::Undecided);
    // The years 1990 to 2100, and a day more for zones.
    fuzz::require(!resolved.present() || (resolved.ms() >= 631'152'000'000 - 86'400'000 &&
                                          resolved.ms() < 4'133'980'800'000 + 86'400'000));
  }
  return 0;
}
