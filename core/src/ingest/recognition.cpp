#include "ingest/recognition.h"

#include <algorithm>
#include <iterator>

#include <earshot/input.h>

#include "ingest/chat_text.h"
#include "ingest/decoder.h"
#include "ingest/encoding_guess.h"
#include "ingest/twice_encoded.h"
#include "ingest/workbook.h"
#include "text/charset_index.h"

namespace earshot {
namespace {

/// Files that are recognised by their first bytes and not read.
struct ForeignFormat {
  std::string_view magic;
  std::string_view format;
  std::string_view message;
};
constexpr std::string_view kWide = "This text is in UTF-32. Save it again as \"CSV UTF-8\".";
constexpr ForeignFormat kForeignFormats[] = {
    {"\xd0\xcf\x11\xe0", "xls",
     "This is an old Excel file or an encrypted one. Open it in a spreadsheet and save it as "
     "\"Excel workbook (.xlsx)\" without a password."},
    {"\x28\xb5\x2f\xfd", "zstd", "This file is compressed (zstd). Unpack it first."},
    {"7z\xbc\xaf", "7z", "This is a 7z archive. Unpack it first."},
    {"Rar!", "rar", "This is a RAR archive. Unpack it first."},
    {"%PDF", "pdf", "This is a PDF. Export the mentions as CSV instead."},
    {"\x89PNG", "png", "This is a picture. Export the mentions as CSV instead."},
    {"\xff\xd8\xff", "jpeg", "This is a picture. Export the mentions as CSV instead."},
    {"PAR1", "parquet", "This is a Parquet file. Export the mentions as CSV instead."},
    {"SQLite format 3", "sqlite", "This is a database. Export the mentions as CSV instead."},
    {{"\xff\xfe\0\0", 4}, "utf-32", kWide},
    {{"\0\0\xfe\xff", 4}, "utf-32", kWide},
    {"version https://git-lfs.github.com/spec", "git-lfs",
     "This is only a pointer to the file, as Git LFS leaves it. Fetch the file itself."},
};
constexpr std::size_t kTarMagic = 257;

std::string_view trimmed_start(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

/// Text has hardly any control characters.
bool looks_binary(std::string_view text) {
  const auto controls = std::ranges::count_if(text, [](char byte) {
    return byte >= 0 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  });
  return static_cast<std::size_t>(controls) * 20 > text.size();
}

/// A text that begins as JSON does, and as no table or prose would.
bool looks_like_json(std::string_view start) {
  if (start.starts_with("window.") || start.starts_with("var ")) {
    const std::size_t assigned = start.substr(0, 200).find('=');
    if (assigned == std::string_view::npos) return false;
    start = trimmed_start(start.substr(assigned + 1));
    return start.starts_with('[') || start.starts_with('{');
  }
  if (start.empty() || (start[0] != '{' && start[0] != '[')) return false;
  const std::string_view next = trimmed_start(start.substr(1));
  if (next.empty()) return true;
  if (start[0] == '{') return next[0] == '"' || next[0] == '}';
  // "[PHOTO] nice" is a text; "[" before a value is JSON.
  return std::string_view("{[\"]-0123456789").find(next[0]) != std::string_view::npos ||
         next.starts_with("null") || next.starts_with("true") || next.starts_with("false");
}

/// A web page, XML, or a table of HTML that calls itself a workbook.
bool looks_like_page(std::string_view start) {
  static constexpr std::string_view kFirstTags[] = {"html", "head",   "body", "title", "meta", "link",
                                                    "table", "script", "style", "rss",  "feed"};
  if (!start.starts_with('<')) return false;
  if (start.starts_with("<!") || start.starts_with("<?xml")) return true;
  std::string tag;
  for (const char byte : start.substr(1, 8)) {
    const char letter = static_cast<char>(byte | 0x20);
    if (letter < 'a' || letter > 'z') break;
    tag += letter;
  }
  return std::ranges::find(kFirstTags, tag) != std::end(kFirstTags);
}

struct Sample : TextSink {
  void text(std::string_view piece) override { whole.append(piece); }
  std::string whole;
};

Recognition refused(ErrorCode code, std::string_view detail, std::string_view message,
                    std::string_view foreign = {}) {
  Recognition refusal;
  refusal.error = make_error(code, message, detail);
  refusal.foreign = foreign;
  return refusal;
}

/// What is told by bytes, whatever the encoding; no error if it is none of that.
Recognition recognise_bytes(std::string_view name, std::string_view head, bool whole) {
  if (whole && head.find_first_not_of(" \t\n\v\f\r") == head.npos) {
    return refused(ErrorCode::EmptyInput, "",
                   "The file is empty. Export it again, or choose another one.");
  }
  for (const ForeignFormat& foreign : kForeignFormats) {
    if (!head.starts_with(foreign.magic)) continue;
    return refused(ErrorCode::UnsupportedFormat, foreign.format, foreign.message, foreign.format);
  }
  if (head.size() > kTarMagic && head.substr(kTarMagic).starts_with("ustar")) {
    return refused(ErrorCode::UnsupportedFormat, "tar", "This is a tar archive. Unpack it first.",
                   "tar");
  }
  if (name.starts_with("~$") || head.find("HCellShareFileInfo") < 512) {
    return refused(ErrorCode::NotText, "lock",
                   "This is the lock file that a spreadsheet leaves while a file is open. Choose "
                   "the file itself.");
  }
  return {};
}

}  // namespace

Recognition recognise(std::string_view name, std::string_view head, bool whole,
                      const InputSettings* wish) {
  Recognition found = recognise_bytes(name, head, whole);
  if (found.error) return found;
  constexpr std::string_view kNoText = "This is no text file. Export the mentions as CSV.";
  EncodingGuess guess = guess_encoding(head, whole);
  if (wish && !wish->encoding.empty()) {
    const auto encoding = encoding_of(wish->encoding);
    if (encoding && *encoding != guess.encoding) {
      guess = {can_decode(*encoding) ? *encoding : Encoding::Unknown, 0};
    }
  }
  found.encoding = guess.encoding;
  found.bom = guess.bom;
  const auto refuse = [&](ErrorCode code, std::string_view detail, std::string_view message,
                          std::string_view foreign = {}) {
    found.error = make_error(code, message, detail);
    found.foreign = foreign;
    return found;
  };
  if (guess.encoding == Encoding::Unknown) {
    if (looks_binary(head)) return refuse(ErrorCode::NotText, "", kNoText);
    return refuse(ErrorCode::UnsupportedFormat, "encoding",
                  "The text is in an encoding that Earshot does not know. Save it again as \"CSV "
                  "UTF-8\".");
  }
  Sample sample;
  Decoder decoder(guess.encoding, sample);
  decoder.feed(head.substr(guess.bom));
  if (whole) decoder.finish();
  if (looks_binary(sample.whole) || decoder.nuls() * 20 > head.size()) {
    return refuse(ErrorCode::NotText, "", kNoText);
  }
  found.twice = find_twice_encoded(sample.whole, whole);
  if (found.twice) {
    std::string undone;
    TwiceEncoded twice(*found.twice);
    twice.feed(sample.whole, undone);
    sample.whole = std::move(undone);
  }
  const std::string_view start = trimmed_start(sample.whole);
  if (looks_like_page(start)) {
    return refuse(ErrorCode::UnsupportedFormat, "html",
                  "This is a web page or XML, perhaps an error page saved in place of the export. "
                  "Export the mentions as CSV.",
                  "html");
  }
  if (looks_like_json(start)) {
    found.container = Recognition::Container::Json;
  } else if (ChatReader::looks_like(start)) {
    found.container = Recognition::Container::Chat;
  } else {
    found.layout = find_layout(sample.whole, whole,
                               wish ? LayoutWish{wish->delimiter, wish->header_row} : LayoutWish{});
  }
  return found;
}

SheetChoice choose_sheet(WorkbookReader& workbook) {
  const std::span<const Sheet> sheets = workbook.sheets();
  SheetChoice best;
  std::size_t best_score = 0, best_rows = 0;
  for (std::size_t at = 0; at < sheets.size(); ++at) {
    std::vector<GridRow> rows;
    for (const SheetRow& row : workbook.head(at, 2 * kPreviewRows)) {
      rows.push_back({row.row, row.cells});
    }
    if (rows.size() > 1) ++best.filled;
    Header header = find_header(rows);
    const std::size_t score = sheets[at].hidden ? header.score / 2 : header.score;
    if (at == 0 || score > best_score ||
        (score == best_score && best_rows < 2 && rows.size() > 1)) {
      best.sheet = at;
      best.header = std::move(header.names);
      best_score = score;
      best_rows = rows.size();
    }
  }
  return best;
}

}  // namespace earshot
