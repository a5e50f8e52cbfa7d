#include "ingest/format_rules.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "ingest/cell_text.h"
#include "ingest/labels.h"
#include "ingest/numbers.h"

namespace earshot {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// What stands behind the last `mark`; all of it where there is none.
std::string_view after_last(std::string_view text, std::string_view mark) {
  const std::size_t at = text.rfind(mark);
  return trimmed(at == std::string_view::npos ? text : text.substr(at + mark.size()));
}

std::string_view before(std::string_view text, std::string_view mark) {
  return trimmed(text.substr(0, text.find(mark)));
}

/// The member of a list (see `kListSeparator`) at a place, "" beyond its end.
std::string_view member(std::string_view list, std::size_t place) {
  for (; place > 0; --place) {
    const std::size_t end = list.find(kListSeparator);
    if (end == std::string_view::npos) return {};
    list.remove_prefix(end + 1);
  }
  return before(list, std::string_view(&kListSeparator, 1));
}

/// A whole number of at most 18 digits at the start of a text, or -1.
std::int64_t leading_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > kMostDigits) return -1;
  std::int64_t number = 0;
  for (const char digit : text.substr(0, digits)) number = number * 10 + (digit - '0');
  return number;
}

/// Counts on a repost are those of the original, and would count once more with each repost.
void forget_engagement(Mention& mention) {
  mention.likes = mention.comments = mention.shares = mention.views = kAbsent;
  mention.engagement = kAbsent;
}

void set_url(const Refinement& record, std::initializer_list<std::string_view> parts) {
  record.scratch.clear();
  for (const std::string_view part : parts) record.scratch += part;
  record.mention.url = record.scratch;
}

/// Some tools write the post itself, or its own address, where its parent would stand.
void drop_own_parent(Mention& mention) {
  if (mention.parent == mention.id || mention.parent == mention.url) mention.parent = {};
}

/// Where posts have no titles, the text stands there once more.
void drop_repeated_title(Mention& mention) {
  if (mention.title == mention.text) mention.title = {};
}

/// "lena_k (Lena Kraus)": the name behind the handle is another column's business.
void drop_real_name(Mention& mention) {
  if (mention.author.ends_with(')')) mention.author = before(mention.author, " (");
}

}  // namespace

bool is_damaged_id(std::string_view id) {
  // Most ids are short and nothing but digits.
  constexpr std::size_t kKept = 15, kSurelyLost = 3;  // spreadsheets keep 15 digits
  if (id.size() < kKept + kSurelyLost &&
      std::ranges::all_of(id, [](char byte) { return byte >= '0' && byte <= '9'; })) {
    return false;
  }
  if (const std::size_t power = id.find_first_of("eE"); power != std::string_view::npos) {
    // A number with a point and a power; other ids hold an "e" too.
    return id.substr(0, power).find_first_of(".,") != std::string_view::npos &&
           id.substr(power + 1).starts_with('+') &&
           id.find_first_not_of("0123456789.,+eE") == std::string_view::npos;
  }
  return id.size() >= kKept + kSurelyLost &&
         id.find_first_not_of("0123456789") == std::string_view::npos &&
         id.find_last_not_of('0') < kKept;
}

/// Trap: the thread of a first post is that post.
RowVerdict refine_parent(const Refinement& record) {
  drop_own_parent(record.mention);
  return RowVerdict::Mention;
}

/// Extras: engagement type, thread entry type. Trap: what a post on X says stands in Title too, and
/// the thread of an original is itself.
RowVerdict refine_brandwatch(const Refinement& record) {
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"RETWEET", Kind::Repost}, {"REPOST", Kind::Repost}, {"share", Kind::Repost},
      {"SHARE", Kind::Repost},   {"QUOTE", Kind::Quote},   {"REPLY", Kind::Reply},
      {"reply", Kind::Reply},    {"COMMENT", Kind::Reply}, {"comment", Kind::Reply},
  };
  Mention& mention = record.mention;
  if (mention.kind == Kind::Original || mention.kind == Kind::Reply) {
    for (const auto& [word, kind] : kKinds) {
      if (!holds(record.extras[0], word) && !holds(record.extras[1], word)) continue;
      mention.kind = kind;
      break;
    }
  }
  drop_real_name(mention);
  drop_own_parent(mention);
  drop_repeated_title(mention);
  return RowVerdict::Mention;
}

/// Extras: internal tags. Traps: source types and profiles are paths; originals are their own
/// parent; the United Kingdom is "uk".
RowVerdict refine_talkwalker(const Refinement& record) {
  Mention& mention = record.mention;
  for (const std::string_view mark : {",", "\x1f"}) {
    mention.platform = after_last(mention.platform, mark);
  }
  mention.query = after_last(mention.query, " / ");
  if (mention.country == "uk") mention.country = "gb";
  if (holds(record.extras[0], "isRepost")) {
    mention.kind = Kind::Repost;
  } else if (holds(record.extras[0], "isComment") && mention.kind == Kind::Original) {
    mention.kind = Kind::Reply;
  }
  drop_own_parent(mention);
  return RowVerdict::Mention;
}

/// Extras: hit sentence. Traps: the id stands in quotes; it begins with the moment in UTC while
/// Date and Time are the account's; either text can be the longer one. Without a licence both are
/// blank.
RowVerdict refine_meltwater(const Refinement& record) {
  constexpr std::int64_t kFirst = 631'152'000'000, kEnd = 4'102'444'800'000;  // 1990, 2100
  constexpr std::size_t kDigits = 13;
  Mention& mention = record.mention;
  if (mention.id.starts_with('"')) mention.id.remove_prefix(1);
  if (mention.id.ends_with('"')) mention.id.remove_suffix(1);
  if (std::min(mention.id.find_first_not_of("0123456789"), mention.id.size()) == kDigits) {
    const std::int64_t ms = leading_number(mention.id);
    if (ms >= kFirst && ms < kEnd) mention.time = Time::instant(ms);
  }
  if (record.extras[0].size() > mention.text.size()) mention.text = record.extras[0];
  drop_repeated_title(mention);
  return RowVerdict::Mention;
}

/// Extras: opening text. Trap: of an article the hit sentence is a piece of the middle, of a post
/// on X, which has no headline, it is all there is.
RowVerdict refine_meltwater_legacy(const Refinement& record) {
  Mention& mention = record.mention;
  if (!mention.title.empty() && !record.extras[0].empty()) mention.text = record.extras[0];
  return RowVerdict::Mention;
}

/// Trap: the id may be the address.
RowVerdict refine_netbase(const Refinement& record) {
  if (record.mention.url.empty() && record.mention.id.starts_with("http")) {
    record.mention.url = record.mention.id;
  }
  return RowVerdict::Mention;
}

/// Extras: names and scores of the categories. Trap: the sentiment is the category with the best
/// score; the title repeats the text.
RowVerdict refine_crimson(const Refinement& record) {
  constexpr std::size_t kMostCategories = 100;
  Mention& mention = record.mention;
  std::string_view best = "0";
  for (std::size_t place = 0; place < kMostCategories; ++place) {
    // Scores are 0 to 1, in decimals without a power: as text they sort like their values.
    const std::string_view score = member(record.extras[1], place);
    if (score.empty()) break;
    if (score <= best) continue;
    best = score;
    mention.given_sentiment = read_label(member(record.extras[0], place));
  }
  drop_real_name(mention);
  drop_repeated_title(mention);
  return RowVerdict::Mention;
}

/// Extras: the number of a reply, as in "3-1", in a column without a name. Trap: the address is a
/// link's target, the cell itself says "view comment".
RowVerdict refine_exportcomments(const Refinement& record) {
  if (holds(record.extras[0], "-")) record.mention.kind = Kind::Reply;
  if (!holds(record.mention.url, "://")) record.mention.url = {};
  return RowVerdict::Mention;
}

/// Extras: types, ids and texts of the posts that it refers to; the text of the reposted one under
/// five names; the author as a Python dictionary. Traps: a repost's text is cut and its counts are
/// the original's; addresses are left out; ids are rounded.
RowVerdict refine_x(const Refinement& record) {
  Mention& mention = record.mention;
  const auto extra = [&](std::size_t at) {
    return at < record.extras.size() ? record.extras[at] : std::string_view();
  };
  std::string_view original;
  for (std::size_t place = 0;; ++place) {
    const std::string_view type = member(extra(0), place);
    if (type.empty()) break;
    if (type == "retweeted") {
      mention.kind = Kind::Repost;
      original = member(extra(2), place);
    } else {
      mention.parent = member(extra(1), place);
      mention.kind = type == "quoted" ? Kind::Quote : Kind::Reply;
    }
  }
  for (std::size_t at = 3; at < 8 && original.empty(); ++at) original = extra(at);
  if (mention.kind == Kind::Repost) {
    const bool is_cut = mention.text.ends_with("…") || mention.text.ends_with("...");
    if (is_cut && !original.empty()) mention.text = original;
    forget_engagement(mention);
  }

  constexpr std::string_view kUserName = "'username': '";
  if (const std::size_t at = extra(8).find(kUserName);
      mention.author.empty() && at != std::string_view::npos) {
    mention.author = before(extra(8).substr(at + kUserName.size()), "'");
  }
  // ".../lena_k/status/1264263188547616771", of old ".../statuses/..."
  const std::size_t status = mention.url.rfind("/status");
  if (is_damaged_id(mention.id) && status != std::string_view::npos) {
    const std::string_view id = after_last(mention.url.substr(status), "/");
    mention.id = id.substr(0, id.find_first_not_of("0123456789"));
  }
  if (is_damaged_id(mention.parent) || mention.parent == mention.id) mention.parent = {};
  if (mention.url.empty() && !mention.id.empty() && !is_damaged_id(mention.id)) {
    const std::string_view handle = mention.author.empty() ? "i" : mention.author;
    set_url(record, {"https://x.com/", handle, "/status/", mention.id});
  } else if (mention.author.empty() && status != std::string_view::npos) {
    mention.author = after_last(mention.url.substr(0, status), "/");
  }
  return RowVerdict::Mention;
}

/// Extras: ids of the video. Trap: no address is given.
RowVerdict refine_youtube(const Refinement& record) {
  const Mention& mention = record.mention;
  const auto video = std::ranges::find_if(record.extras, [](auto id) { return !id.empty(); });
  if (video == record.extras.end()) return RowVerdict::Mention;
  if (*video == mention.id || mention.id.empty()) {
    set_url(record, {"https://www.youtube.com/watch?v=", *video});
  } else {
    set_url(record, {"https://www.youtube.com/watch?v=", *video, "&lc=", mention.id});
  }
  return RowVerdict::Mention;
}

/// Trap: that a comment is a reply, and to which, shows in its id alone.
RowVerdict refine_youtube_downloader(const Refinement& record) {
  if (holds(record.mention.id, ".")) {
    record.mention.kind = Kind::Reply;
    record.mention.parent = before(record.mention.id, ".");
  }
  return RowVerdict::Mention;
}

/// Extras: type. Trap: joining, pinning and the like are messages too.
RowVerdict refine_telegram(const Refinement& record) {
  return record.extras[0] == "service" ? RowVerdict::Service : RowVerdict::Mention;
}

/// Extras: type, reactions. Traps: reactions are written "👍 (3),❤ (1)"; joining, pinning and the
/// like are messages too.
RowVerdict refine_discord(const Refinement& record) {
  static constexpr std::string_view kTypes[] = {"", "Default", "Reply", "0", "19"};
  if (std::ranges::find(kTypes, record.extras[0]) == std::end(kTypes)) return RowVerdict::Service;
  std::string_view reactions = record.extras[1];
  for (std::size_t at = reactions.find('('); at != std::string_view::npos;
       at = reactions.find('(')) {
    reactions.remove_prefix(at + 1);
    const std::int64_t count = leading_number(reactions);
    if (count < 0) continue;
    Count& likes = record.mention.likes;
    likes = std::min((likes == kAbsent ? 0 : likes) + static_cast<Count>(count), kLargestCount);
  }
  return RowVerdict::Mention;
}

/// Trap: who comes and goes, what was deleted, and what was sent instead of words stand among the
/// messages.
RowVerdict refine_kakaotalk(const Refinement& record) {
  static constexpr std::string_view kEnds[] = {
      "님이 들어왔습니다.", "님이 나갔습니다.", "님을 내보냈습니다.",    "초대했습니다.",
      "님이 들어왔습니다",  "님이 나갔습니다",  "joined this chatroom.", "left this chatroom."};
  static constexpr std::string_view kWhole[] = {
      "사진",  "동영상", "이모티콘", "음성메시지", "삭제된 메시지입니다.",
      "Photo", "Video",  "Emoticons"};
  const std::string_view text = record.mention.text;
  const bool service =
      record.mention.author.empty() ||
      std::ranges::any_of(kEnds, [text](std::string_view end) { return text.ends_with(end); }) ||
      std::ranges::find(kWhole, text) != std::end(kWhole);
  return service ? RowVerdict::Service : RowVerdict::Mention;
}

/// Extras: type, to, cc. Traps: a boost is an address without a text; posts for followers or for
/// one person are in the same file; the author is an address.
RowVerdict refine_mastodon_outbox(const Refinement& record) {
  Mention& mention = record.mention;
  const auto is_public = [](std::string_view audience) {
    return holds(audience, "#Public") || holds(audience, "as:Public");
  };
  if (!is_public(record.extras[1]) && !is_public(record.extras[2])) return RowVerdict::NotPublic;
  if (record.extras[0] == "Announce") {
    mention.kind = Kind::Repost;
    mention.text = {};
  } else if (record.extras[0] != "Create") {
    return RowVerdict::Service;
  }
  mention.author = after_last(mention.author, "/");
  return RowVerdict::Mention;
}

/// Extras: visibility. Traps: a boost has the counts of its original; Truth Social has the same
/// shape.
RowVerdict refine_mastodon(const Refinement& record) {
  Mention& mention = record.mention;
  const std::string_view visibility = record.extras[0];
  if (visibility == "private" || visibility == "direct") return RowVerdict::NotPublic;
  if (mention.kind == Kind::Repost) forget_engagement(mention);
  if (holds(mention.url, "://truthsocial.com/")) mention.platform = "Truth Social";
  return RowVerdict::Mention;
}

/// Extras: the reason why a post is in a feed. Traps: a repost has the counts of its original; the
/// address has to be made from the identifier; several languages may be given.
RowVerdict refine_bluesky(const Refinement& record) {
  constexpr std::string_view kScheme = "at://", kCollection = "/app.bsky.feed.post/";
  Mention& mention = record.mention;
  if (holds(record.extras[0], "reasonRepost")) {
    mention.kind = Kind::Repost;
    forget_engagement(mention);
  }
  mention.language = member(mention.language, 0);
  const std::size_t at = mention.id.find(kCollection);
  if (mention.id.starts_with(kScheme) && at != std::string_view::npos) {
    set_url(record,
            {"https://bsky.app/profile/", mention.id.substr(kScheme.size(), at - kScheme.size()),
             "/post/", mention.id.substr(at + kCollection.size())});
  }
  return RowVerdict::Mention;
}

/// Trap: no address is given.
RowVerdict refine_tiktok(const Refinement& record) {
  const Mention& mention = record.mention;
  if (!mention.author.empty() && !mention.id.empty()) {
    set_url(record, {"https://www.tiktok.com/@", mention.author, "/video/", mention.id});
  }
  return RowVerdict::Mention;
}

/// Trap: authors are given by the addresses of their profiles.
RowVerdict refine_linkedin(const Refinement& record) {
  std::string_view& author = record.mention.author;
  if (author.ends_with('/')) author.remove_suffix(1);
  author = after_last(author, "/");
  return RowVerdict::Mention;
}

/// Extras: rating. Trap: the first entry of older feeds is the app itself.
RowVerdict refine_app_store_rss(const Refinement& record) {
  return record.extras[0].empty() ? RowVerdict::Service : RowVerdict::Mention;
}

/// Trap: a translation may stand before the words themselves.
RowVerdict refine_google_business(const Refinement& record) {
  constexpr std::string_view kOriginal = "(Original)", kTranslated = "(Translated by Google)";
  std::string_view& text = record.mention.text;
  if (holds(text, kTranslated)) {
    text = holds(text, kOriginal) ? after_last(text, kOriginal) : before(text, kTranslated);
  }
  return RowVerdict::Mention;
}

/// Extras: helpful. Trap: [2, 3] is two of three votes.
RowVerdict refine_amazon(const Refinement& record) {
  std::string_view votes = member(record.extras[0], 0);
  if (votes.starts_with('[')) votes.remove_prefix(1);
  if (const std::int64_t helpful = leading_number(votes); helpful >= 0) {
    record.mention.likes = static_cast<Count>(helpful);
  }
  return RowVerdict::Mention;
}

/// Extras: voted up. Traps: the rating is a yes or no; languages are English words.
RowVerdict refine_steam(const Refinement& record) {
  static constexpr std::pair<std::string_view, std::string_view> kLanguages[] = {
      {"english", "en"},   {"koreana", "ko"},    {"japanese", "ja"},   {"russian", "ru"},
      {"schinese", "zh"},  {"tchinese", "zh"},   {"german", "de"},     {"french", "fr"},
      {"spanish", "es"},   {"latam", "es"},      {"portuguese", "pt"}, {"brazilian", "pt"},
      {"italian", "it"},   {"polish", "pl"},     {"turkish", "tr"},    {"ukrainian", "uk"},
      {"thai", "th"},      {"vietnamese", "vi"}, {"indonesian", "id"}, {"dutch", "nl"},
      {"czech", "cs"},     {"hungarian", "hu"},  {"swedish", "sv"},    {"danish", "da"},
      {"norwegian", "no"}, {"finnish", "fi"},    {"greek", "el"},      {"romanian", "ro"},
      {"bulgarian", "bg"}, {"arabic", "ar"},
  };
  Mention& mention = record.mention;
  const std::string_view vote = record.extras[0];
  if (!vote.empty()) {
    const bool up = vote == "true" || vote == "True" || vote == "1";
    mention.given_sentiment = up ? Label::Positive : Label::Negative;
  }
  for (const auto& [name, code] : kLanguages) {
    if (mention.language == name) mention.language = code;
  }
  return RowVerdict::Mention;
}

}  // namespace earshot
