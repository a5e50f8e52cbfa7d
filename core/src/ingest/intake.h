// One file as it is given, whatever it is packed in: finds the exports inside and has each read as an
// input of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/importer.h"
#include "ingest/inflater.h"
#include "ingest/zip_archive.h"
#include "text/sha256.h"

namespace earshot {

class InputSink : public MentionSink {
 public:
  struct Opened {
    Input* input;  ///< holds until the next one is opened; nullptr if there are too many
    std::uint32_t file;
  };
  /// Adds an input.
  virtual Opened open_input(std::string_view name) = 0;
  /// The last input opened has ended; its account is complete.
  /// @param dates how its date column is to be read, if it has one
  virtual void close_input(const std::optional<DateDecision>& dates) = 0;
};

/// A zip or a workbook is held until it is whole. Larger ones are refused.
inline constexpr std::size_t kMaxArchiveBytes = std::size_t{1} << 30;

class Intake {
 public:
  Intake(std::string_view name, std::span<const InputSettings> wishes, InputSink& sink);
  ~Intake();

  /// Any split of the bytes gives the same inputs.
  void feed(std::string_view bytes);
  /// After the last bytes: a bounded piece of what is left to do; false when nothing is.
  bool advance();
  /// How much of that is done, from 0 to 1: 0 while an archive comes in, 1 if there is nothing to
  /// do.
  double advanced() const;
  /// Does all that is left. With `cancelled` it ends where it is.
  void finish(bool cancelled = false);

  /// How the open input's date column reads at this moment.
  std::optional<DateDecision> date_decision() const;

 private:
  enum class Packing : std::uint8_t { Unknown, None, Gzip, Zip };

  void begin(bool whole);
  void open(std::string_view name);
  void close();
  void end();
  void read(std::string_view bytes);
  bool open_archive();
  void open_member();
  void read_member();
  void fail(Error error);
  void find_owner();

  std::string name_;
  std::span<const InputSettings> wishes_;
  InputSink& sink_;
  Packing packing_ = Packing::Unknown;
  std::string held_;  // the first bytes, or a whole archive
  bool too_large_ = false;
  bool ended_ = false;
  Sha256 sha256_;

  std::optional<Inflater> gzip_;
  std::optional<ZipArchive> archive_;
  std::vector<std::size_t> members_;  // entries of the archive that are to be read
  std::size_t next_member_ = 0;
  // Bytes of theirs: of all, and of those before the one that is being read.
  std::uint64_t members_size_ = 0, members_read_ = 0;
  std::string owner_;                     // whose archive it is
  std::optional<ZipEntryReader> member_;  // the entry that is being read
  bool member_is_workbook_ = false;
  std::string inner_;                 // such a workbook's bytes
  std::optional<ZipArchive> inner_archive_;
  bool workbook_ = false;             // a workbook is open

  Input* input_ = nullptr;            // the open one
  std::unique_ptr<Importer> importer_;
  std::optional<Error> damage_;       // of what it is packed in
};

}  // namespace earshot
