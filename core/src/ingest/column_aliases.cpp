#include "ingest/column_aliases.h"

#include <vector>

#include "text/fold.h"
#include "text/words.h"

namespace earshot {
namespace {

constexpr std::string_view kDecoys[] = {
    "indexed", "searchindexed", "added", "updated", "retrievedon", "scrapedat", "capturedat",
    "reportgeneratedat", "edited", "lastupdate", "authorcreatedat", "pagecreated",
    "lastassignmentdate", "replycontent", "replytext", "companyresponse",
    "responsetext", "authordescription", "bio", "senderbio", "imagetext", "linktext",
    "mentionedauthors", "sentimentconfidence", "inreplytouserid", "retweeted", "externalid",
    "userid", "authorid", "queryid", "usercreatedat", "tokens", "threadauthor", "threadcreateddate",
    "threadurl", "collectedat", "timestampcollected", "crawledat",
    "avatar",
};

constexpr std::string_view kDecoyPrefixes[] = {
    "cleaned", "processed", "translated", "developer", "lastupdate", "reviewlastupdate",
    "preprocessed", "tokenized", "retweetedstatus", "quotedstatus",
};

}  // namespace

std::span<const ColumnAlias> column_aliases() {
  static const std::vector<ColumnAlias> aliases = [] {
    std::vector<ColumnAlias> all;
    for (WordRows row("columns"); row.next();) {
      const auto field = field_of_name(row.part());
      if (!field) continue;
      row.each_word(' ', [&](std::string_view name) { all.push_back({*field, name}); });
    }
    return all;
  }();
  return aliases;
}
std::span<const std::string_view> column_decoys() { return kDecoys; }
std::span<const std::string_view> column_decoy_prefixes() { return kDecoyPrefixes; }

std::string normalize_header(std::string_view header) {
  std::string folded;
  fold(header, folded);
  std::string name;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char byte = folded[at];
    if (std::string_view(" \t\r\n_-./\"'#:").find(byte) != std::string_view::npos) continue;
    // No-break space and byte order mark.
    if (folded.compare(at, 2, "\xc2\xa0") == 0) {
      ++at;
      continue;
    }
    if (folded.compare(at, 3, "\xef\xbb\xbf") == 0) {
      at += 2;
      continue;
    }
    name.push_back(byte);
  }
  return name;
}

}  // namespace earshot
