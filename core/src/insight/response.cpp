#include "insight/response.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string_view>

#include "ingest/fields.h"
#include "insight/hash_index.h"
#include "insight/people.h"
#include "insight/ranks.h"
#include "insight/ratings.h"
#include "text/hash.h"

namespace earshot {
namespace {

/// By file, whether a column fills one of the fields.
std::vector<bool> files_with(const View& view, std::initializer_list<Field> fields) {
  std::vector<bool> files;
  for (const Input& input : view.inputs) {
    files.push_back(std::ranges::any_of(fields, [&](Field field) {
      return std::ranges::find(input.columns, field_name(field), &InputColumn::field) !=
             input.columns.end();
    }));
  }
  return files;
}

bool any(const std::vector<bool>& files) { return std::ranges::find(files, true) != files.end(); }

/// Platforms number their posts alike.
std::uint64_t post_key(const Segment& segment, std::size_t row, std::string_view id) {
  return hash_bytes(id) ^ segment.platform[row];
}

/// By the clock, and on the line of time: a clock that is changed in between takes no hour of an answer.
struct Moment {
  std::int64_t local = 0, utc = 0;
};

Moment moment_of(Time time, const View& view, ZoneCursor& cursor) {
  return {local_ms(time, cursor),
          time.kind() == Time::Kind::Instant ? time.ms() : view.zone.to_utc(time.ms())};
}

struct Replies {
  HashIndex parents;                     ///< what was answered: ids, each of a platform
  std::vector<Moment> times;             ///< by parent, when it was first answered; kNoTime
  std::vector<bool> brands;              ///< whose accounts reply
  static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::max();
  static constexpr Moment kNever = {kNoTime, kNoTime};
};

Replies own_replies(const View& view, const std::vector<std::uint32_t>& accounts) {
  Replies replies;
  replies.brands.resize(view.brands.size());
  if (std::ranges::all_of(accounts, [](std::uint32_t brand) { return brand == kNoBrand; })) {
    return replies;
  }
  ZoneCursor cursor(view.zone);
  // Whatever the selection: a filter for complaints leaves out what was answered to them.
  each_row(view.table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::uint32_t brand = accounts[segment.author[row]];
    if (brand == kNoBrand) return;
    const std::string_view parent = Table::text(segment, row).parent;
    if (parent.empty()) return;
    std::uint32_t& id = replies.parents[post_key(segment, row, parent)];
    if (id == HashIndex::kNone) {
      id = static_cast<std::uint32_t>(replies.times.size());
      replies.times.push_back(Replies::kNever);
    }
    replies.brands[brand] = true;
    const Time time = view.table.time(segment, row);
    if (!time.present()) return;
    Moment moment = moment_of(time, view, cursor);
    if (!may_tell_hour(time, moment.local)) {
      moment.local = start_of(Step::Day, moment.local);
      moment.utc = view.zone.to_utc(moment.local);
    }
    if (moment.utc < replies.times[id].utc) replies.times[id] = moment;
  });
  return replies;
}

}  // namespace

std::optional<ResponseFigures> response_figures(const View& view) {
  const Table& table = view.table;
  ResponseFigures figures;
  const std::vector<bool> files =
      files_with(view, {Field::AnsweredAt, Field::ResponseTime, Field::Replied});
  const std::vector<std::uint32_t> accounts = brand_accounts(view);
  const Replies replies = own_replies(view, accounts);
  figures.by_columns = any(files);
  figures.by_replies = replies.parents.size() > 0;
  if (!figures.by_columns && !figures.by_replies) return std::nullopt;

  std::vector<std::uint64_t> seconds;
  ZoneCursor cursor(view.zone);
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    if (accounts[segment.author[row]] != kNoBrand) return;
    const RowText text = Table::text(segment, row);
    const Time time = table.time(segment, row);
    Moment asked = time.present() ? moment_of(time, view, cursor) : Replies::kNever;
    // Between dates alone only days can be told: how soon is not known.
    if (time.present() && !may_tell_hour(time, asked.local)) asked = Replies::kNever;
    bool known = files[segment.file[row]], answered = text.replied == Replied::Yes;
    std::optional<std::uint64_t> took;
    const auto took_until = [&](const Moment& answer) {
      if (ms_of_day(answer.local) == 0 || answer.utc < asked.utc) return;
      took = static_cast<std::uint64_t>(answer.utc - asked.utc) / 1'000;
    };
    if (text.response_seconds != kAbsent) {
      took = text.response_seconds;
    } else if (const Time when = table.decided(text.answered, segment, row); when.present()) {
      const Moment answer = moment_of(when, view, cursor);
      if (may_tell_hour(when, answer.local)) took_until(answer);
    }
    if (figures.by_replies && !answered) {
      for (const std::uint32_t brand : table.brands(segment.brands[row])) {
        known = known || replies.brands[brand];
      }
      if (!text.id.empty()) {
        const std::uint32_t id = replies.parents.find(post_key(segment, row, text.id));
        if (id != HashIndex::kNone) {
          known = answered = true;
          if (replies.times[id].utc != Replies::kNoTime) took_until(replies.times[id]);
        }
      }
    }
    if (!known) return;
    ++figures.mentions;
    if (!answered) return;
    ++figures.answered;
    if (took) seconds.push_back(*took);
  });

  figures.timed = seconds.size();
  if (seconds.empty()) return figures;
  // Summed in ascending order, so that no other order shows in the last digit.
  const std::vector<std::uint32_t> order = ascending(seconds);
  const auto n = static_cast<double>(seconds.size());
  double sum = 0, squares = 0;
  for (const std::uint32_t at : order) {
    sum += static_cast<double>(seconds[at]);
    figures.prompt += seconds[at] <= kPromptSeconds;
  }
  const double mean = sum / n;
  for (const std::uint32_t at : order) {
    const double off = static_cast<double>(seconds[at]) - mean;
    squares += off * off;
  }
  figures.fastest = seconds[order.front()];
  figures.slowest = seconds[order.back()];
  const std::size_t middle = seconds.size() / 2;
  figures.median = static_cast<double>(seconds[order[middle]] + seconds[order[(seconds.size() - 1) / 2]]) / 2;
  if (seconds.size() > 1) {
    const double spread = t_quantile(seconds.size() - 1) * std::sqrt(squares / (n - 1) / n);
    figures.mean = Estimate{mean, std::max(0.0, mean - spread), mean + spread};
  }
  return figures;
}

std::optional<ConversionFigures> conversion_figures(const View& view) {
  const Table& table = view.table;
  const std::vector<bool> files = files_with(view, {Field::Conversions});
  if (!any(files)) return std::nullopt;
  ConversionFigures figures;
  figures.of_clicks = !any(files_with(view, {Field::Recipients}));
  std::vector<ConversionSums> platforms(table.platforms.size()), brands(view.brands.size());
  each_row(table, view.selection, [&](const Segment& segment, std::size_t row) {
    if (!files[segment.file[row]]) return;
    const RowText text = Table::text(segment, row);
    const Count of = figures.of_clicks ? text.clicks : text.recipients;
    if (text.conversions == kAbsent || of == kAbsent) return;
    const auto add = [&](ConversionSums& sums) {
      ++sums.mentions;
      sums.conversions += text.conversions;
      sums.of += of;
    };
    add(figures.all);
    add(platforms[segment.platform[row]]);
    for (const std::uint32_t brand : table.brands(segment.brands[row])) add(brands[brand]);
  });
  const auto list = [&](const std::vector<ConversionSums>& sums, bool of_brands) {
    Largest largest;
    for (std::uint32_t value = 0; value < sums.size(); ++value) {
      if (sums[value].mentions == 0) continue;
      largest.offer({sums[value].of,
                     of_brands ? std::string_view(view.brands[value].name) : table.platforms[value],
                     value});
    }
    std::vector<ConvertedGroup> groups;
    for (const Listable& one : largest.take()) groups.push_back({one.value, sums[one.value]});
    return groups;
  };
  figures.platforms = list(platforms, false);
  figures.brands = list(brands, true);
  return figures;
}

}  // namespace earshot
