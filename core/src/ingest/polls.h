// Polls in records: the results of a platform's own, and the choices that answers to a survey hold.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/input.h>

#include "ingest/mention_mapper.h"
#include "ingest/records.h"

namespace earshot {

/// A question with more options than this has none: people wrote numbers or names.
inline constexpr std::size_t kMaxOptions = 60;
inline constexpr std::size_t kMaxPolls = 10'000;

class PollReader {
 public:
  /// @param polls where the polls go
  explicit PollReader(std::vector<Poll>& polls) : polls_(polls) {}

  /// Finds the columns in which platforms say how their polls went.
  /// @param from the first that was not looked at before
  void find_results(std::span<const std::string> headers, std::size_t from);
  /// Counts choices in the tags of a survey.
  void find_choices(const Reading& survey);
  bool has_choices() const { return !choices_.empty(); }

  /// Adds the poll that a record tells the results of. @param text of its mention
  /// @returns whether it does
  bool read_results(const Record& record, std::string_view text) {
    return results_[kLabels] >= 0 && add_results(record, text);
  }
  /// Counts the record's choices. @returns whether it holds any
  bool count_choices(const Record& record);
  /// Adds the questions of the survey.
  void finish(const Reading& survey, std::uint64_t header_row);

 private:
  enum { kQuestion, kLabels, kVotes, kParts };
  using Columns = std::array<int, kParts>;  // -1 where there is none
  static constexpr std::size_t kKinds = 3;
  struct Choice {
    int column;
    std::vector<Poll::Option> options;
  };

  bool add_results(const Record& record, std::string_view text);

  std::vector<Poll>& polls_;
  std::array<Columns, kKinds> kinds_ = {Columns{-1, -1, -1}, {-1, -1, -1}, {-1, -1, -1}};
  Columns results_ = {-1, -1, -1};  // of the first kind that the file has
  std::vector<Choice> choices_;
};

}  // namespace earshot
