#include "ingest/formats.h"

#include <algorithm>

#include "ingest/format_rules.h"
#include "text/words.h"

namespace earshot {
namespace {

struct Rule {
  std::string_view name;
  Refine refine;
};
constexpr Rule kRules[] = {
    {"parent", refine_parent},
    {"brandwatch", refine_brandwatch},
    {"talkwalker", refine_talkwalker},
    {"meltwater", refine_meltwater},
    {"meltwater-legacy", refine_meltwater_legacy},
    {"netbase", refine_netbase},
    {"crimson", refine_crimson},
    {"exportcomments", refine_exportcomments},
    {"x", refine_x},
    {"youtube", refine_youtube},
    {"youtube-downloader", refine_youtube_downloader},
    {"telegram", refine_telegram},
    {"discord", refine_discord},
    {"kakaotalk", refine_kakaotalk},
    {"mastodon-outbox", refine_mastodon_outbox},
    {"mastodon", refine_mastodon},
    {"bluesky", refine_bluesky},
    {"tiktok", refine_tiktok},
    {"linkedin", refine_linkedin},
    {"app-store-rss", refine_app_store_rss},
    {"google-business", refine_google_business},
    {"amazon", refine_amazon},
    {"steam", refine_steam},
};

std::vector<NamedFormat> read_formats() {
  std::vector<NamedFormat> formats;
  for (WordRows row("formats"); row.next();) {
    const std::string_view key = row.part(), words = row.words();
    if (key == "format") {
      formats.push_back({.id = row.part(), .title = words});
      continue;
    }
    NamedFormat& format = formats.back();
    const auto go_on = [words](std::string& with) {
      if (!with.empty()) with += ' ';
      with += words;
    };
    if (key == "needs") {
      go_on(format.needs);
    } else if (key == "columns") {
      go_on(format.columns);
    } else if (key == "columns-of") {
      format.columns = std::ranges::find(formats, words, &NamedFormat::id)->columns;
    } else if (key == "survey") {
      format.survey = true;
      go_on(format.questions);
    } else if (key == "platform") {
      format.platform = words;
    } else if (key == "rule") {
      format.refine = std::ranges::find(kRules, words, &Rule::name)->refine;
    } else if (key == "tag-mark") {
      format.tag_mark = " " + std::string(words) + " ";
    } else if (key == "dates") {
      format.date_order = words;
    } else if (key == "refusal") {
      format.refusal = words;
    }
  }
  return formats;
}


/// Cuts what stands before the first `mark` off `rest`, and the mark.
std::string_view cut(std::string_view& rest, char mark) {
  const std::size_t at = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

/// "a", or "a*" for all that begins so.
bool matches(std::string_view header, std::string_view word) {
  if (!word.ends_with('*')) return header == word;
  word.remove_suffix(1);
  return header.starts_with(word);
}

/// Whether one of the words with "/" between them is a header, or begins one.
bool any_of(std::span<const std::string> headers, std::string_view words) {
  while (!words.empty()) {
    const std::string_view word = cut(words, '/');
    const auto fits = [word](std::string_view header) { return matches(header, word); };
    if (std::ranges::any_of(headers, fits)) return true;
  }
  return false;
}

bool surrounded(Surroundings surroundings, std::string_view word) {
  const std::string_view key = cut(word, '=');
  return std::ranges::any_of(surroundings, [key, word](const auto& around) {
    return around.first == key && (word.empty() || around.second == word);
  });
}

/// Whether the columns ask. A name of a field is short, and holds no question mark.
bool ask(std::span<const std::string> headers) {
  constexpr std::size_t kLongName = 30;  // bytes: ten letters of Hangul or kana
  const auto asks = [](std::string_view header) {
    return header.size() > kLongName || header.ends_with('?') || header.ends_with("？");
  };
  return headers.size() > 1 &&
         static_cast<std::size_t>(std::ranges::count_if(headers, asks)) * 2 >= headers.size() - 1;
}

bool meets(std::string_view needs, std::span<const std::string> headers,
           Surroundings surroundings) {
  const bool only = needs.starts_with('=');
  if (only) needs.remove_prefix(1);
  std::size_t words = 0;
  while (!needs.empty()) {
    std::string_view word = cut(needs, ' ');
    ++words;
    const char mark = word.front();
    if (mark == '$' || mark == '^') word.remove_prefix(1);
    const bool met = mark == '$'   ? surrounded(surroundings, word)
                     : mark == '?' ? ask(headers)
                     : mark == '^'
                         ? any_of(headers.first(std::min<std::size_t>(headers.size(), 1)), word)
                         : any_of(headers, word);
    if (!met) return false;
  }
  const auto named = std::ranges::count_if(headers, [](auto& header) { return !header.empty(); });
  return !only || static_cast<std::size_t>(named) == words;
}

/// Appends the columns that `word` names.
void find_columns(std::span<const std::string> headers, std::string_view word,
                  std::vector<int>& columns) {
  if (word.starts_with('#')) {
    const int column = word[1] - '1';
    if (static_cast<std::size_t>(column) < headers.size()) columns.push_back(column);
    return;
  }
  for (std::size_t column = 0; column < headers.size() && !word.empty(); ++column) {
    if (!matches(headers[column], word)) continue;
    columns.push_back(static_cast<int>(column));
    if (!word.ends_with('*')) return;
  }
}

}  // namespace

std::span<const NamedFormat> formats() {
  static const std::vector<NamedFormat> formats = read_formats();
  return formats;
}

const NamedFormat* find_format(std::span<const std::string> headers, Surroundings surroundings) {
  for (const NamedFormat& format : formats()) {
    if (meets(format.needs, headers, surroundings)) return &format;
  }
  return nullptr;
}

std::uint64_t map_format(const NamedFormat& format, std::span<const std::string> headers,
                         ColumnMap& map, std::span<const std::string> as_written) {
  std::uint64_t settled = format.survey ? ~std::uint64_t{0} : 0;
  std::string_view entries = format.columns;
  while (!entries.empty()) {
    std::string_view words = cut(entries, ' ');
    const std::optional<Field> field = field_of_name(cut(words, ':'));
    if (!field) continue;
    FieldColumns& filled = map[*field];
    settled |= std::uint64_t{1} << static_cast<unsigned>(*field);
    filled.added = words.find('+') != std::string_view::npos;
    while (!words.empty()) {
      const std::size_t before = filled.columns.size();
      find_columns(headers, cut(words, filled.added ? '+' : ','), filled.columns);
      if (*field == Field::Extra && filled.columns.size() == before) {
        filled.columns.push_back(FieldColumns::kNone);
      }
    }
  }
  for (std::size_t column = 0; column < as_written.size() && !format.tag_mark.empty(); ++column) {
    if (as_written[column].find(format.tag_mark) != std::string::npos) {
      map[Field::Tags].columns.push_back(static_cast<int>(column));
    }
  }
  return settled;
}

bool is_ignored(const NamedFormat& format, std::string_view header) {
  if (header.empty()) return true;
  bool others = true;
  std::string_view words = format.questions;
  while (!words.empty()) {
    std::string_view word = cut(words, ' ');
    const bool ignored = word.starts_with('-');
    if (ignored) word.remove_prefix(1);
    if (matches(header, word)) return ignored;
    others = others && ignored;
  }
  return !others;
}

}  // namespace earshot
