#include "insight/response.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>

#include "ingest/fields.h"
#include "insight/author_rows.h"
#include "insight/hash_index.h"
#include "insight/kept.h"
#include "insight/people.h"
#include "insight/ranks.h"
#include "insight/ratings.h"
#include "text/hash.h"

namespace earshot {
namespace {

/// By file, whether a column fills one of the fields.
std::vector<bool> files_with(std::span<const Input> inputs, std::initializer_list<Field> fields) {
  std::vector<bool> files;
  for (const Input& input : inputs) {
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

constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::max();
constexpr Moment kNever = {kNoTime, kNoTime};

Moment moment_of(Time time, const Zone& zone, ZoneCursor& cursor) {
  return {local_ms(time, cursor),
          time.kind() == Time::Kind::Instant ? time.ms() : zone.to_utc(time.ms())};
}

/// What is known of answers, by columns and by replies of the brands' own accounts.
class AnswerReader {
 public:
  AnswerReader(const Table& table, std::span<const Brand> brands, const Zone& zone,
               std::span<const Input> inputs)
      : table_(table), zone_(zone), cursor_(zone),
        files_(files_with(inputs, {Field::AnsweredAt, Field::ResponseTime, Field::Replied})),
        accounts_(brand_accounts(table, brands)), replying_(brands.size()) {
    if (std::ranges::any_of(accounts_, [](std::uint32_t brand) { return brand != kNoBrand; })) {
      note_replies();
    }
  }

  Answers read() {
    Answers result;
    result.by_columns = any(files_);
    result.by_replies = parents_.size() > 0;
    if (!result.by_columns && !result.by_replies) return result;
    result.answered.resize(table_.size());
    std::vector<RowId> rows;
    std::vector<std::uint64_t> seconds;
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const RowText text = Table::text(segment, row);
      Moment replied;
      const std::optional<bool> answered = this->answered(segment, row, text, replied);
      if (!answered) return;
      const RowId id = segment.first + static_cast<RowId>(row);
      result.answered[id] = *answered ? Answered::Yes : Answered::No;
      if (!*answered) return;
      const std::optional<std::uint64_t> after = took(segment, row, text, replied);
      if (!after) return;
      rows.push_back(id);
      seconds.push_back(*after);
    });
    result.rows.reserve(rows.size());
    result.seconds.reserve(rows.size());
    for (const std::uint32_t at : ascending(seconds)) {
      result.rows.push_back(rows[at]);
      result.seconds.push_back(seconds[at]);
    }
    return result;
  }

 private:
  /// Whether a mention was answered, where that is known. Own accounts' posts want no answer.
  /// @param replied when an own account wrote so; kNever
  std::optional<bool> answered(const Segment& segment, std::size_t row, const RowText& text,
                               Moment& replied) const {
    replied = kNever;
    if (accounts_[segment.author[row]] != kNoBrand) return std::nullopt;
    bool known = files_[segment.file[row]], answered = text.replied == Replied::Yes;
    if (parents_.size() > 0 && !answered) {
      for (const std::uint32_t brand : table_.brands(segment.brands[row])) {
        known = known || replying_[brand];
      }
      if (!text.id.empty()) {
        const std::uint32_t id = parents_.find(post_key(segment, row, text.id));
        if (id != HashIndex::kNone) {
          known = answered = true;
          replied = times_[id];
        }
      }
    }
    return known ? std::optional(answered) : std::nullopt;
  }

  /// Seconds to the answer, where that is known.
  std::optional<std::uint64_t> took(const Segment& segment, std::size_t row, const RowText& text,
                                    const Moment& replied) {
    const Time time = table_.time(segment, row);
    Moment asked = time.present() ? moment_of(time, zone_, cursor_) : kNever;
    // Between dates alone only days can be told: how soon is not known.
    if (time.present() && !may_tell_hour(time, asked.local)) asked = kNever;
    std::optional<std::uint64_t> took;
    const auto took_until = [&](const Moment& answer) {
      if (ms_of_day(answer.local) == 0 || answer.utc < asked.utc) return;
      took = static_cast<std::uint64_t>(answer.utc - asked.utc) / 1'000;
    };
    if (text.response_seconds != kAbsent) {
      took = text.response_seconds;
    } else if (const Time when = table_.decided(text.answered, segment, row); when.present()) {
      const Moment answer = moment_of(when, zone_, cursor_);
      if (may_tell_hour(when, answer.local)) took_until(answer);
    }
    if (replied.utc != kNoTime) took_until(replied);
    return took;
  }

  void note_replies() {
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const std::uint32_t brand = accounts_[segment.author[row]];
      if (brand == kNoBrand) return;
      const std::string_view parent = Table::text(segment, row).parent;
      if (parent.empty()) return;
      std::uint32_t& id = parents_[post_key(segment, row, parent)];
      if (id == HashIndex::kNone) {
        id = static_cast<std::uint32_t>(times_.size());
        times_.push_back(kNever);
      }
      replying_[brand] = true;
      const Time time = table_.time(segment, row);
      if (!time.present()) return;
      Moment moment = moment_of(time, zone_, cursor_);
      if (!may_tell_hour(time, moment.local)) {
        moment.local = start_of(Step::Day, moment.local);
        moment.utc = zone_.to_utc(moment.local);
      }
      if (moment.utc < times_[id].utc) times_[id] = moment;
    });
  }

  const Table& table_;
  const Zone& zone_;
  ZoneCursor cursor_;
  std::vector<bool> files_;              ///< that say so in a column
  std::vector<std::uint32_t> accounts_;  ///< by author, the brand whose account it is
  std::vector<bool> replying_;           ///< brands whose accounts reply
  HashIndex parents_;                    ///< what was answered: ids, each of a platform
  std::vector<Moment> times_;            ///< by parent, when it was first answered
};

const Answers& answers_of(const Table& table, std::span<const Brand> brands, const Zone& zone,
                          std::span<const Input> inputs, Kept* kept, std::optional<Answers>& own) {
  std::optional<Answers>& answers = kept ? kept->answers : own;
  if (!answers) answers = AnswerReader(table, brands, zone, inputs).read();
  return *answers;
}

/// By mention, whether any names its id as its parent: not known without an id, or where no mention
/// names a parent.
std::vector<Answered> find_replied(const Table& table) {
  HashIndex parents;
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::string_view parent = Table::text(segment, row).parent;
    if (!parent.empty()) parents[post_key(segment, row, parent)] = 0;
  });
  std::vector<Answered> replied(table.size());
  if (parents.size() == 0) return replied;
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const std::string_view id = Table::text(segment, row).id;
    if (id.empty()) return;
    const bool is = parents.find(post_key(segment, row, id)) != HashIndex::kNone;
    replied[segment.first + row] = is ? Answered::Yes : Answered::No;
  });
  return replied;
}

}  // namespace

void keep_answered(const Table& table, const Filter& filter, std::span<const Brand> brands, const Zone& zone,
                   std::span<const Input> inputs, Kept* kept, std::vector<RowId>& rows) {
  const auto keep = [&](std::uint32_t wanted, const std::vector<Answered>& answered) {
    std::erase_if(rows, [&](RowId row) {
      const Answered is = answered.empty() ? Answered::Unknown : answered[row];
      return is == Answered::Unknown || (wanted >> (is == Answered::Yes) & 1) == 0;
    });
  };
  if (filter.answered != 0) {
    std::optional<Answers> own;
    keep(filter.answered, answers_of(table, brands, zone, inputs, kept, own).answered);
  }
  if (filter.replied != 0) {
    std::optional<std::vector<Answered>> own;
    auto& replied = kept ? kept->replied : own;
    if (!replied) replied = find_replied(table);
    keep(filter.replied, *replied);
  }
}

std::optional<ResponseFigures> response_figures(const View& view) {
  const Table& table = view.table;
  std::optional<Answers> own;
  const Answers& answers = answers_of(table, view.brands, view.zone, view.inputs, view.kept, own);
  ResponseFigures figures;
  figures.by_columns = answers.by_columns;
  figures.by_replies = answers.by_replies;
  if (!figures.by_columns && !figures.by_replies) return std::nullopt;

  std::array<std::uint64_t, 3> counts = {};
  each_segment(table, view.selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    for (const std::size_t row : rows) ++counts[static_cast<std::size_t>(answers.answered[segment.first + row])];
  });
  figures.answered = counts[static_cast<std::size_t>(Answered::Yes)];
  figures.mentions = figures.answered + counts[static_cast<std::size_t>(Answered::No)];

  // In ascending order, so that no other order shows in the last digit of a sum.
  std::vector<std::uint64_t> seconds;
  const SelectedRows selected(table, view.selection);
  for (std::size_t at = 0; at < answers.rows.size(); ++at) {
    if (selected[answers.rows[at]]) seconds.push_back(answers.seconds[at]);
  }
  figures.timed = seconds.size();
  if (seconds.empty()) return figures;
  const auto n = static_cast<double>(seconds.size());
  double sum = 0, squares = 0;
  for (const std::uint64_t one : seconds) {
    sum += static_cast<double>(one);
    figures.prompt += one <= kPromptSeconds;
  }
  const double mean = sum / n;
  for (const std::uint64_t one : seconds) {
    const double off = static_cast<double>(one) - mean;
    squares += off * off;
  }
  figures.fastest = seconds.front();
  figures.slowest = seconds.back();
  const std::size_t middle = seconds.size() / 2;
  figures.median = static_cast<double>(seconds[middle] + seconds[(seconds.size() - 1) / 2]) / 2;
  if (figures.fastest < figures.slowest) {
    const double spread = t_quantile(seconds.size() - 1) * std::sqrt(squares / (n - 1) / n);
    figures.mean = Estimate{mean, std::max(0.0, mean - spread), mean + spread};
  }
  return figures;
}

std::optional<ConversionFigures> conversion_figures(const View& view) {
  const Table& table = view.table;
  const std::vector<bool> files = files_with(view.inputs, {Field::Conversions});
  if (!any(files)) return std::nullopt;
  ConversionFigures figures;
  figures.of_clicks = !any(files_with(view.inputs, {Field::Recipients}));
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
