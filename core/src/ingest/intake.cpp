#include "ingest/intake.h"

#include <algorithm>
#include <utility>

#include "ingest/json_reader.h"
#include "ingest/workbook.h"
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::string_view kZipMagic = "PK\x03\x04", kEmptyZipMagic = "PK\x05\x06";
constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::size_t kMagicBytes = 4;
// One piece of work: bytes of a member that are read at a time.
constexpr std::size_t kPiece = std::size_t{1} << 20;

/// What an archive is known by, and the entries that hold its mentions: their names end so. Where
/// one of these stands, the other entries are something else.
constexpr std::string_view kKnownMembers[] = {
    "data/tweets.js", "data/tweet.js", "result.json", "outbox.json",
};
/// Large archives of posts on X go on in "data/tweets-part1.js" and so on.
constexpr std::string_view kPart = "-part";
constexpr std::string_view kReadableEndings[] = {
    ".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".js", ".geojson", ".xlsx",
};

/// Of an archive of posts on X: who wrote them.
constexpr std::string_view kAccountMember = "/data/account.js";
constexpr std::size_t kMaxAccountBytes = std::size_t{1} << 20;

struct AccountReader final : RecordSink {
  void record(const Record& record) override {
    for (std::size_t at = 0; at < record.cells.size() && handle.empty(); ++at) {
      const std::string_view column = reader->columns()[at];
      if (column == "username" || column.ends_with(".username")) handle = record.cells[at];
    }
  }
  void reject(std::uint64_t, ErrorCode, std::string_view) override {}
  const JsonReader* reader = nullptr;
  std::string handle;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& byte : out) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + ('a' - 'A'));
  }
  return out;
}

bool is_workbook_name(std::string_view name) { return lower(name).ends_with(".xlsx"); }

/// "/x/data/tweets-part12.js" without its "-part12".
std::string without_part(std::string name) {
  const std::size_t part = name.rfind(kPart), dot = name.rfind('.');
  if (part == std::string::npos || dot == std::string::npos) return name;
  const std::size_t digits = part + kPart.size();
  if (digits < dot && name.find_first_not_of("0123456789", digits) == dot) {
    name.erase(part, dot - part);
  }
  return name;
}

std::vector<std::size_t> members_to_read(const ZipArchive& archive) {
  const std::span<const ZipEntry> entries = archive.entries();
  std::vector<std::size_t> members;
  for (const std::string_view known : kKnownMembers) {
    for (std::size_t at = 0; at < entries.size(); ++at) {
      const std::string name = without_part("/" + lower(entries[at].name));
      if (entries[at].data && name.ends_with("/" + std::string(known))) members.push_back(at);
    }
    if (!members.empty()) return members;
  }
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const std::string name = lower(entries[at].name);
    const bool readable = std::ranges::any_of(
        kReadableEndings, [&](std::string_view ending) { return name.ends_with(ending); });
    if (entries[at].data && readable) members.push_back(at);
  }
  return members;
}

}  // namespace

Intake::Intake(std::string_view name, std::span<const InputSettings> wishes, InputSink& sink)
    : name_(name), wishes_(wishes), sink_(sink) {}
Intake::~Intake() = default;

void Intake::open(std::string_view name) {
  const InputSink::Opened opened = sink_.open_input(name);
  input_ = opened.input;
  if (!input_) {
    ended_ = true;
    return;
  }
  importer_ = std::make_unique<Importer>(*input_, opened.file, wishes_, sink_);
  importer_->set_author(owner_);
  sha256_ = {};
}

void Intake::close() {
  if (!importer_) return;
  importer_->finish();
  // What came out before a file turned out to be damaged stays, with a word of it.
  if (gzip_ && gzip_->error()) damage_ = gzip_->error();
  if (damage_) {
    damage_->place.file = input_->name;
    damage_->message = "\"" + input_->name + "\": " + damage_->message;
    if (input_->mentions == 0) {
      input_->error = std::move(damage_);
    } else {
      input_->notes.push_back(
          {damage_->code, damage_->place, damage_->detail, 1, damage_->message});
    }
    damage_.reset();
  }
  input_->sha256 = sha256_.finish();
  sink_.close_input(importer_->date_decision());
  importer_.reset();
  input_ = nullptr;
}

void Intake::fail(Error error) {
  if (!input_) open(name_);
  if (!input_) return;
  error.place.file = input_->name;
  error.message = "\"" + input_->name + "\": " + error.message;
  input_->error = std::move(error);
}

/// Bytes of the open input, as they stand in the file or the archive.
void Intake::read(std::string_view bytes) {
  if (!importer_) return;
  input_->bytes += bytes.size();
  sha256_.update(bytes);
  if (packing_ != Packing::Gzip) {
    importer_->feed(bytes);
    return;
  }
  gzip_->feed(bytes);
  for (std::string_view piece = gzip_->next(); !piece.empty(); piece = gzip_->next()) {
    importer_->feed(piece);
  }
}

void Intake::begin(bool whole) {
  const std::string head = std::exchange(held_, {});
  if (head.starts_with(kZipMagic) || head.starts_with(kEmptyZipMagic)) {
    packing_ = Packing::Zip;
    held_ = head;
    return;
  }
  packing_ = head.starts_with(kGzipMagic) ? Packing::Gzip : Packing::None;
  if (packing_ == Packing::Gzip) gzip_.emplace(Inflater::Format::Gzip);
  open(name_);
  if (input_ && packing_ == Packing::Gzip) input_->packed = "gzip";
  if (!head.empty() || whole) read(head);
}

void Intake::feed(std::string_view bytes) {
  if (packing_ == Packing::Unknown) {
    const std::size_t take = std::min(bytes.size(), kMagicBytes - held_.size());
    held_.append(bytes.substr(0, take));
    bytes.remove_prefix(take);
    if (held_.size() < kMagicBytes) return;
    begin(false);
  }
  if (bytes.empty()) return;
  if (packing_ != Packing::Zip) {
    read(bytes);
  } else if (!too_large_) {
    too_large_ = held_.size() + bytes.size() > kMaxArchiveBytes;
    if (too_large_) {
      held_ = {};
    } else {
      held_.append(bytes);
    }
  }
}

bool Intake::advance() {
  if (ended_) return false;
  if (packing_ == Packing::Unknown) begin(true);
  if (packing_ != Packing::Zip) return false;
  if (!archive_) {
    if (!open_archive()) end();
  } else if (workbook_) {
    if (!importer_->advance()) close();
    if (!importer_) workbook_ = false;
  } else if (member_) {
    read_member();
  } else if (next_member_ < members_.size()) {
    open_member();
  } else {
    end();
  }
  return !ended_;
}

void Intake::end() {
  close();
  ended_ = true;
}

/// @returns false if there is nothing in it to be read
bool Intake::open_archive() {
  if (too_large_) {
    fail({ErrorCode::TooLarge, {}, std::to_string(kMaxArchiveBytes),
          "The archive is larger than 1 GiB. Unpack it and choose the files inside."});
    return false;
  }
  auto opened = ZipArchive::open(held_);
  if (!opened) {
    fail(std::move(opened.error()));
    if (input_) input_->container = "zip";
    return false;
  }
  archive_.emplace(std::move(*opened));
  if (WorkbookReader::is_workbook(*archive_)) {
    open(name_);
    if (!input_) return false;
    input_->bytes = held_.size();
    sha256_.update(held_);
    importer_->open_workbook(*archive_);
    workbook_ = true;
    return true;
  }
  if (const std::string_view kind = foreign_document(*archive_); !kind.empty()) {
    fail({ErrorCode::UnsupportedFormat, {}, std::string(kind),
          "This is a document of another kind (" + std::string(kind) +
              "). Save the table as \"Excel workbook (.xlsx)\" or \"CSV UTF-8\"."});
    if (input_) input_->container = kind;
    return false;
  }
  members_ = members_to_read(*archive_);
  if (members_.empty()) {
    fail({ErrorCode::UnsupportedFormat, {}, "zip",
          "The archive holds no file that can be read: no CSV, JSON, text or Excel workbook."});
    if (input_) input_->container = "zip";
    return false;
  }
  for (const std::size_t member : members_) members_size_ += archive_->entries()[member].size;
  find_owner();
  return true;
}

/// An archive of one's own posts says in another member whose they are.
void Intake::find_owner() {
  for (const ZipEntry& entry : archive_->entries()) {
    if (!entry.data || !("/" + lower(entry.name)).ends_with(kAccountMember)) continue;
    auto reader = archive_->read(entry, kMaxAccountBytes);
    if (!reader) return;
    AccountReader account;
    JsonReader json(account);
    account.reader = &json;
    for (auto piece = reader->next(); !piece.empty(); piece = reader->next()) {
      if (valid_prefix(piece) != piece.size()) return;
      json.feed(piece);
    }
    json.finish();
    owner_ = std::move(account.handle);
    return;
  }
}

double Intake::advanced() const {
  if (packing_ != Packing::Zip) return 1;
  if (!archive_) return 0;
  double open = 1;  // how much of the input that is open, or was the last
  if (workbook_) {
    open = importer_->advanced();
  } else if (member_) {
    open = member_is_workbook_ ? 0 : member_->advanced();
  }
  if (members_.empty()) return open;
  if (members_size_ == 0 || next_member_ == 0) return 0;
  const auto size = static_cast<double>(archive_->entries()[members_[next_member_ - 1]].size);
  return (static_cast<double>(members_read_) + size * open) / static_cast<double>(members_size_);
}

void Intake::open_member() {
  if (next_member_ > 0) members_read_ += archive_->entries()[members_[next_member_ - 1]].size;
  const ZipEntry& entry = archive_->entries()[members_[next_member_++]];
  open(name_ + "/" + entry.name);
  if (!input_) return;
  input_->packed = "zip";
  auto reader = archive_->read(entry);
  if (!reader) {
    fail(std::move(reader.error()));
    close();
    return;
  }
  inner_.clear();
  member_is_workbook_ = is_workbook_name(entry.name);
  member_.emplace(std::move(*reader));
}

/// Reads on in a member; a workbook is held until it is whole.
void Intake::read_member() {
  for (std::size_t size = 0; size < kPiece;) {
    const std::string_view piece = member_->next();
    if (piece.empty()) {
      damage_ = member_->error();
      member_.reset();
      if (!member_is_workbook_ || damage_) {
        close();
        return;
      }
      auto opened = ZipArchive::open(inner_);
      if (!opened) {
        fail(std::move(opened.error()));
        close();
        return;
      }
      inner_archive_.emplace(std::move(*opened));
      importer_->open_workbook(*inner_archive_);
      workbook_ = true;
      return;
    }
    size += piece.size();
    if (!member_is_workbook_) {
      read(piece);
      continue;
    }
    if (inner_.size() + piece.size() > kMaxArchiveBytes) {
      fail({ErrorCode::TooLarge, {}, std::to_string(kMaxArchiveBytes),
            "The workbook is larger than 1 GiB. Split it, or export it as CSV."});
      member_.reset();
      close();
      return;
    }
    input_->bytes += piece.size();
    sha256_.update(piece);
    inner_.append(piece);
  }
}

void Intake::finish(bool cancelled) {
  if (ended_) return;
  if (packing_ == Packing::Unknown) begin(true);
  if (!cancelled) {
    while (advance()) {
    }
  }
  if (packing_ == Packing::Zip && !archive_ && !ended_) open(name_);  // cancelled before its end
  if (gzip_ && importer_ && !cancelled) gzip_->finish();
  end();
}

std::optional<DateDecision> Intake::date_decision() const {
  return importer_ ? importer_->date_decision() : std::nullopt;
}

}  // namespace earshot
