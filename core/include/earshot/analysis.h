// The whole way, for those who embed Earshot: bytes of exports in, documents out.
//
//   Analysis analysis(model);
//   analysis.open("mentions.csv");
//   analysis.feed(bytes) ...           any split gives the same documents
//   analysis.close();                  an Error if this input could not be used
//   analysis.report({});               JSON, see report.schema.json
//
// Every document may be asked for while an input is still open; it then speaks of what was read.
// Documents are UTF-8. CSV documents begin with a byte order mark, and no cell of theirs can be taken
// for a formula.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <earshot/error.h>
#include <earshot/filter.h>
#include <earshot/input.h>
#include <earshot/model.h>
#include <earshot/report.h>
#include <earshot/settings.h>

namespace earshot {

class Analysis {
 public:
  explicit Analysis(std::shared_ptr<const Model> model);
  ~Analysis();
  Analysis(Analysis&&) noexcept;
  Analysis& operator=(Analysis&&) noexcept;

  /// Takes effect on what was read before, too.
  void set_settings(Settings settings);

  /// Begins a file: an input, or several if it is an archive. One is open at a time; an open one is
  /// closed first.
  void open(std::string_view name);
  void feed(std::span<const char> bytes);
  /// After the last bytes: a bounded piece of what is left to do, which is much for a workbook or an
  /// archive; false when nothing is. `close` does what is left by itself.
  bool advance();
  /// Ends the file. An error concerns this file alone: none of its inputs could be used.
  Result<void> close();
  /// Ends the input where it is; what was read stays.
  void cancel();

  struct Counts {
    std::uint64_t bytes = 0;  ///< fed
    std::uint64_t records = 0, mentions = 0, empty = 0, duplicates = 0, rejected = 0;
  };
  /// Over all inputs so far.
  Counts counts() const;
  std::span<const Input> inputs() const;

  std::string report(const Filter& filter, Format format = Format::Json);
  /// What was recognised, a JSON array with one entry an input.
  std::string inspect();
  /// The brands in force and where they come from, JSON.
  std::string brands();
  /// Brands that the data suggests, whatever is in force, JSON.
  std::string suggestions();

  /// Makes the selection that `mentions` and `rows` read. Returns its size.
  std::uint64_t select(const Filter& filter);
  /// Mentions `from` to `from + count` of the selection, one a line; CSV has a header before the first.
  std::string mentions(Format format, std::uint64_t from, std::uint64_t count);
  /// The same as one JSON array.
  std::string rows(std::uint64_t from, std::uint64_t count);
  /// Rejected records `from` to `from + count` over all inputs as CSV, with the reason.
  std::string rejected(std::uint64_t from, std::uint64_t count) const;
  /// Classifies texts, one a line; one JSON object a line, in the same order.
  std::string classify(std::string_view lines);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace earshot
