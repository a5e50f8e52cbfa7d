#include "ingest/polls.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "ingest/cell_text.h"
#include "ingest/column_aliases.h"

namespace earshot {
namespace {

/// Where the results of a poll stand in records, by their columns' normal names: question, options,
/// votes.
constexpr std::string_view kPolls[][3] = {
    {"pollquestion", "pollanswerstext", "pollanswersvoters"},
    {"", "pollsoptionslabel", "pollsoptionsvotes"},
    {"", "polloptionstitle", "polloptionsvotescount"},
};

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(kListSeparator), list.size());
    parts.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

}  // namespace

void PollReader::find_results(std::span<const std::string> headers, std::size_t from) {
  static_assert(std::size(kPolls) == kKinds);
  for (std::size_t at = from; at < headers.size(); ++at) {
    const std::string name = normalize_header(headers[at]);
    for (std::size_t kind = 0; kind < kKinds && !name.empty(); ++kind) {
      for (std::size_t part = 0; part < kParts; ++part) {
        int& column = kinds_[kind][part];
        if (column < 0 && kPolls[kind][part] == name) column = static_cast<int>(at);
      }
    }
  }
  const auto found = std::ranges::find_if(
      kinds_, [](const Columns& columns) { return columns[kLabels] >= 0; });
  if (found != kinds_.end()) results_ = *found;
}

void PollReader::find_choices(const Reading& survey) {
  for (const int column : survey.map[Field::Tags].columns) choices_.push_back({column, {}});
}

bool PollReader::count_choices(const Record& record) {
  bool chosen = false;
  for (Choice& choice : choices_) {
    if (static_cast<std::size_t>(choice.column) >= record.cells.size()) continue;
    const std::string_view value = trimmed(record.cells[choice.column]);
    if (value.empty()) continue;
    chosen = true;
    if (choice.options.size() > kMaxOptions) continue;
    const auto known = std::ranges::find(choice.options, value, &Poll::Option::label);
    if (known != choice.options.end()) {
      ++known->votes;
    } else {
      choice.options.push_back({std::string(value), 1});
    }
  }
  return chosen;
}

bool PollReader::add_results(const Record& record, std::string_view text) {
  const auto cell = [&](int column) {
    return column < 0 || static_cast<std::size_t>(column) >= record.cells.size()
               ? std::string_view()
               : record.cells[column];
  };
  const std::vector<std::string_view> labels = parts_of(cell(results_[kLabels]));
  if (labels.empty() || polls_.size() == kMaxPolls) return false;
  const std::vector<std::string_view> votes = parts_of(cell(results_[kVotes]));
  const std::string_view question = cell(results_[kQuestion]);
  Poll& poll = polls_.emplace_back();
  poll.question = question.empty() ? text : question;
  poll.row = record.row;
  NumberColumn numbers;
  for (std::size_t at = 0; at < labels.size(); ++at) {
    const Count count = at < votes.size() ? numbers.read(votes[at]) : kAbsent;
    poll.options.push_back({std::string(labels[at]), count == kAbsent ? 0 : count});
  }
  return true;
}

/// The choices of a survey, each question as a poll. Where several may be chosen, tools write a
/// column for each option, whose cells repeat its name: such columns side by side are one question.
void PollReader::finish(const Reading& survey, std::uint64_t header_row) {
  TextCleaner cleaner;
  std::optional<std::string> open_question;
  int last_column = -1;
  for (Choice& choice : choices_) {
    // More than that are no options but numbers, names or words of people's own.
    if (choice.options.empty() || choice.options.size() > kMaxOptions) continue;
    const auto column = static_cast<std::size_t>(choice.column);
    std::string_view question =
        column < survey.questions.size() ? survey.questions[column] : survey.headers[column];
    std::optional<std::string> shared;
    if (const std::string_view label = choice.options[0].label;
        choice.options.size() == 1 && question.ends_with(label)) {
      question.remove_suffix(label.size());
      if (question.ends_with(": ")) question.remove_suffix(2);
      shared = question;
    }
    if (shared && shared == open_question && choice.column == last_column + 1) {
      polls_.back().options.push_back(std::move(choice.options[0]));
    } else {
      polls_.push_back({std::string(cleaner.clean(question)), std::move(choice.options),
                        header_row});
    }
    open_question = std::move(shared);
    last_column = choice.column;
  }
}

}  // namespace earshot
