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
#include <optional>
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
  /// @param place which of all files this is, where parts of them are read apart and then merged; never
  ///        less than that of the file before, one more if it is not given
  void open(std::string_view name, std::optional<std::uint64_t> place = {});
  void feed(std::span<const char> bytes);
  /// After the last bytes: a bounded piece of what is left to do, which is much for a workbook or an
  /// archive; false when nothing is. `close` does what is left by itself.
  bool advance();
  /// How much of that is done, from 0 to 1: 0 while an archive comes in, 1 if there is nothing to
  /// do.
  double advanced() const;
  /// Ends the file. An error concerns this file alone: none of its inputs could be used.
  Result<void> close();
  /// Ends the input where it is; what was read stays.
  void cancel();

  /// Takes over all that another analysis read with the same settings and weights. In whatever order
  /// parts are merged, and parts of parts, reports are those of one analysis that reads the files in the
  /// order of their places; each place has to be in one part alone. Linear in the rows of a part whose
  /// files come behind all that are here, else in all rows. A repeat that only the merge finds is
  /// rejected like any other, but without its text. Closes what is open; `part` can't be used any more.
  void absorb(Analysis&& part);

  struct Counts {
    std::uint64_t bytes = 0;  ///< fed
    std::uint64_t records = 0, mentions = 0, empty = 0, duplicates = 0, rejected = 0;
  };
  /// Over all inputs so far.
  Counts counts() const;
  std::span<const Input> inputs() const;

  /// The whole report.
  /// @param against a second selection that the first is compared with
  std::string report(const Filter& filter, Format format = Format::Json,
                     const Filter* against = nullptr);
  /// The report without its sections (report/sections.h): what may be drawn while a file is read.
  std::string overview(const Filter& filter);
  /// How many mentions, by sentiment and by brand, and no more: for what follows a finger. JSON.
  std::string counts_of(const Filter& filter);
  /// Sections of the report alone, as one JSON object, e.g. {"adequacy":{...}}.
  /// @param names their keys, with commas between them; others are passed over
  std::string sections(std::string_view names, const Filter& filter,
                       const Filter* against = nullptr);
  /// What was recognised, a JSON array with one entry an input.
  std::string inspect();
  /// The brands in force and where they come from, JSON.
  std::string brands();
  /// Brands that the data suggests, whatever is in force, JSON.
  std::string suggestions();

  /// The mentions that a person is to label for the settings' audit (or one of the default size), in
  /// an order of chance and without what we or the export say of them: file, row, part, name of the
  /// file, time, platform, author, title, text, and the person's label so far.
  std::string audit_sample(Format format);
  /// Takes the labels out of the bytes of such a sample, filled in, in place of those of the settings.
  /// Any table will do, as a spreadsheet may have saved it. Errors: those of an input, BadSettings.
  Result<void> set_audit_labels(std::string_view name, std::string_view bytes);
  /// Whether any of the labels is of a mention that the audit draws; also if there are none. To be asked
  /// when all is read. Error: BadSettings.
  Result<void> check_audit_labels() const;

  /// Whether the settings have the topics and teams that a filter names. Error: BadFilter.
  Result<void> check_filter(const Filter& filter) const;

  /// Makes the selection that `mentions` and `rows` read. Returns its size.
  std::uint64_t select(const Filter& filter);
  /// Mentions `from` to `from + count` of the selection, one a line; CSV has a header before the first.
  std::string mentions(Format format, std::uint64_t from, std::uint64_t count);
  /// The same as one JSON array.
  std::string rows(std::uint64_t from, std::uint64_t count);
  /// Records that were left out, `from` to `from + count` over all inputs as CSV, with the reason.
  std::string rejected(std::uint64_t from, std::uint64_t count) const;
  /// What these brands would find in the data, before anything is counted by them: sample places, and
  /// places that are held back with the reason, spread evenly over what was read. JSON, described in
  /// the README.
  /// @param brands if empty: those in force
  /// @param only if given: that brand alone is printed; the others' longer names still take their place
  /// @param count places a brand
  std::string preview(std::span<const Brand> brands, std::optional<std::size_t> only = {},
                      std::size_t count = 20);
  /// The keys (`text_key`, 16 hexadecimal digits) of the texts of mentions `from` to `from + count` of
  /// the selection, as one JSON array: what corrections of single texts are kept by.
  std::string text_keys(std::uint64_t from, std::uint64_t count);
  /// How many mentions would be labelled otherwise with these corrections, those aside that are
  /// corrected themselves, and some of them with both labels. JSON, described in the README.
  std::string try_corrections(const Corrections& next);
  /// What the texts that were corrected themselves teach, on top of the corrections in force: phrases
  /// that are worth a rule, and weights, null if there is nothing to learn. JSON, as above.
  std::string lessons();
  /// What the corrected texts teach, as `earshot learn` prints it: each proposal and what it would
  /// change. JSON, described in the README.
  std::string learn();
  /// All of that put in force: phrases, then weights on top of them.
  /// @param settings the settings file in force, or ""
  /// @return that file with the corrections that are in force now
  std::string learn_into(std::string_view settings);
  /// Why mention `at` of the selection has its labels: as `classify` says it, of the title, a line feed
  /// and the text where both count. One JSON object.
  std::string explain(std::uint64_t at);
  /// Classifies texts, one a line; one JSON object a line, in the same order.
  std::string classify(std::string_view lines);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace earshot
