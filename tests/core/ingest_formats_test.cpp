#include "ingest/formats.h"

#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ingest/column_aliases.h"
#include "ingest/format_rules.h"

using namespace earshot;

namespace {

using Names = std::vector<std::string>;
using Keys = std::vector<std::pair<std::string, std::string>>;

/// "a,b,c" as headers in their normal form; a blank member is a blank header.
Names headers(std::string_view list) {
  Names names;
  while (true) {
    const std::size_t end = std::min(list.find(','), list.size());
    names.push_back(normalize_header(list.substr(0, end)));
    if (end == list.size()) return names;
    list.remove_prefix(end + 1);
  }
}

std::string_view found(std::string_view list, const Keys& around = {}) {
  const NamedFormat* format = find_format(headers(list), around);
  return format ? format->id : "";
}

const NamedFormat& format_for(std::string_view list) {
  const NamedFormat* format = find_format(headers(list), {});
  REQUIRE(format);
  return *format;
}

/// The names of the columns that fill a field, with spaces between.
std::string fills(std::string_view list, Field field) {
  const Names names = headers(list);
  ColumnMap map;
  map_format(format_for(list), names, map);
  std::string filled;
  for (const int column : map[field].columns) {
    if (!filled.empty()) filled += ' ';
    filled += column == FieldColumns::kNone ? "-" : names[static_cast<std::size_t>(column)];
  }
  return filled;
}

constexpr std::string_view kBrandwatch =
    "Query Id,Query Name,Date,Title,Url,Domain,Sentiment,Page Type,Language,Country Code,Added,Author,"
    "Category Details,Full Name,Full Text,Impact,Impressions,Instagram Likes,Original Url,Resource Id,"
    "Thread Author,Thread Created Date,Thread Entry Type,Thread Id,X Followers,X Reply to,X Retweet of,"
    "X Reposts,Likes,Comments,Shares,Updated,Reach (new),Engagement Type,Rating,Topics - Price";
constexpr std::string_view kTalkwalker =
    "url,indexed,published,search_indexed,title_snippet,content_snippet,title,content,parent_url,lang,"
    "sentiment,source_type,tags_internal,matched_profile,article_extended_attributes.facebook_likes,"
    "article_extended_attributes.twitter_likes,source_extended_attributes.twitter_followers,"
    "extra_author_attributes.name,extra_author_attributes.short_name,engagement,reach";
constexpr std::string_view kMeltwater =
    "Date,Time,Document ID,URL,Input Name,Keywords,Information Type,Source Type,Source Name,Source "
    "Domain,Content Type,Author Name,Author Handle,Title,Opening Text,Hit Sentence,Hashtags,Country,"
    "Language,Sentiment,Reach,Engagement,Shares,Quotes,Likes,Replies,Reposts,Comments,Reactions,Views,"
    "Document Tags";
constexpr std::string_view kTypeform =
    "#,What did you like most?,How did you hear of us?,Start Date (UTC),Submit Date (UTC),Network ID";
constexpr std::string_view kQualtrics =
    "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,"
    "RecipientLastName,DistributionChannel,UserLanguage,Q1,Q2";

struct Known {
  std::string_view id, header;
};
const Known kKnown[] = {
    {"brandwatch", kBrandwatch},
    {"brandwatch", "queryId,queryName,pageType,domain,sentiment,fullText,author,date,url"},
    {"talkwalker", kTalkwalker},
    {"talkwalker", "title,content,published,extra_author_attributes.name,reach,engagement"},
    {"meltwater", kMeltwater},
    {"meltwater-legacy", "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Country,"
                         "Language,Reach,Sentiment,Input Name,Keywords,Tweet Id,Twitter Id"},
    {"netbase", "Post ID,Sound Bite Text,Title,Source Type,Post Type,Sentiment,"
                "Followers/Daily Unique Visitors/Subscribers"},
    {"sysomos", "No.,Source,Host,Link,Date(ET),Time(ET),time(Eastern Standard Time),Category,AuthorId,"
                "AuthorName,AuthorUrl,Auth,Followers,Contents,View,UniqueId"},
    {"sysomos", "No.,Source,Host,Link,Date(PT),Time(PT),AuthorName,Auth,Contents,UniqueId"},
    {"infomart", "Publication,Title,Lead,Byline,Page,Length,Date,Region,Media,Tone,Ad Value,Circulation"},
    {"sprinklr", "Conversation Stream,Campaign ID,Profile URL,User Name,Permalink,Created Time,snType "
                 "column,Author Screen Name,Sender Screen Name,Sender Follower Count"},
    {"brand24", ",ID,Date,Hrs,Title,Content,Source,Domain,Category,Sentiment,Tags"},
    {"youscan", "Fecha,Hora,Título,Texto,URL,Sentimiento,Autor,Lugar de publicación,Tipo de recurso"},
    {"youscan", "Date,Time,Title,Text,URL,Sentiment,Author,Publication place,Resource type"},
    {"youscan", "Дата,Время,Заголовок,Текст,Тональность,Автор,Место публикации,Тип ресурса"},
    {"brand-analytics", "timeCreate,text,url,hub,hubtype,authorObject.fullname,toneMark,likesCount"},
    {"brand-analytics", "Дата,Время,Заголовок,Текст,Ссылка,Тип сообщения,Место публикации,Тональность,"
                        "Аудитория,Кто пишет,Тип автора"},
    {"medialogia", "№,Дата,Заголовок,Источник,Категория,МедиаИндекс,Заметность,Тональность,Ссылка,Текст"},
    {"iqbuzz", "Дата,Автор,Заголовок,Текст,Ссылка,Тональность,Площадка,Теги"},
    {"determ", "author,from,title,mention_snippet,date,time,reach,engagement_rate,social_network,url"},
    {"crimson-hexagon", "assignedCategoryId,author,authorsFollowers,category,contents,date,type,url"},
    {"crimson-hexagon", "GUID,Date (EST),URL,Contents,Author,Name,Klout Score,Post Title"},
    {"crowdtangle-facebook", "\xef\xbb\xbf" "Page Name,User Name,Facebook Id,Post Created,Likes,Comments,"
                             "Total Interactions,Message"},
    {"crowdtangle-facebook", "Group Name,User Name,Facebook Id,Post Created,Total Interactions,Message"},
    {"crowdtangle-instagram", "Account,User Name,Followers at Posting,Post Created,Type,Likes,Photo,Title,"
                              "Description"},
    {"crowdtangle-links", "Source,Followers,Date,Interactions,Post Type,Link"},
    {"meta-content-library", "id,mcl_url,creation_time,lang,text,post_owner.name,statistics.like_count"},
    {"exportcomments", ",,Name (click to view profile),Profile ID,Date,Likes,Comment,(view source)"},
    {"rival-iq", "published_at,captured_at,company,channel,presence_handle,message,applause,conversation,"
                 "amplification,audience"},
    {"mention", "id,title,description,url,published_at,source_name,source_type,author_name,tone,direct_reach"},
    {"awario", "Author,Author Username,Post Snippet,Post URL,Source,Date,Reach,Sentiment,Starred"},
    {"synthesio", "Mention ID,Date,Title,Content,URL,Site name,Media type,SynthesioRank,Potential reach"},
    {"digimind", "Title,Detail,Url,Date,Author,Media,Sentiment,Interactions"},
    {"keyhole", "Post Text,Username,Followers,Post URL,Date,Likes,Retweets,Impressions"},
    {"radian6", "ARTICLE_ID,HEADLINE,AUTHOR,CONTENT,ARTICLE_URL,MEDIA_PROVIDER,PUBLISH_DATE"},
    {"sprout-social", "Timestamp,Network,Author,Message,Sentiment,Permalink,Potential Impressions"},
    {"pulsar", "Date,Source,Author,Content,Permalink,Visibility,Engagements,Sentiment,Emotion"},
    {"textom", "번호,채널,제목,내용,URL,작성일,키워드"},
    {"sometrend", "날짜,언급량,전체,커뮤니티,인스타그램"},
    {"sometrend", "순위,연관어,건수"},
    {"twarc-csv", "id,conversation_id,referenced_tweets.replied_to.id,referenced_tweets.retweeted.id,"
                  "author_id,created_at,text,lang,public_metrics.like_count,author.username"},
    {"x-api-v2", "id,text,created_at,author_id,public_metrics.like_count,public_metrics.retweet_count"},
    {"x-api-v1", "created_at,id,id_str,full_text,user.screen_name,user.followers_count,retweet_count"},
    {"x-archive", "id_str,full_text,created_at,favorite_count,retweet_count"},
    {"x-analytics", "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,likes"},
    {"x-analytics", "Post ID,Date,Post text,Post Link,Impressions,Likes,Engagements,New follows,Reposts"},
    {"snscrape", "_type,url,date,rawContent,id,user.username,replyCount,retweetCount,quoteCount,"
                 "conversationId"},
    {"snscrape", "url,date,content,id,user,replyCount,retweetCount,quoteCount,conversationId"},
    {"tags", "id_str,from_user,text,created_at,time,user_followers_count,status_url,entities_str"},
    {"social-feed-manager", "id,tweet_url,created_at,user_screen_name,text,tweet_type,favorite_count"},
    {"4cat", "id,thread_id,timestamp,unix_timestamp,body,author"},
    {"zeeschuimer", "item_id,source_platform,timestamp_collected,desc,author.uniqueId"},
    {"facepager", "path,id,parent_id,level,object_id,object_type,query_status,query_time,message"},
    {"media-cloud", "stories_id,publish_date,title,url,language,media_name"},
    {"gdelt", "url,title,seendate,domain,language,sourcecountry"},
    {"reddit", "author,body,created_utc,id,link_id,parent_id,permalink,score,subreddit"},
    {"reddit", "created_utc,score,domain,id,title,num_comments,permalink,selftext,subreddit_id,url"},
    {"minet-reddit", "title,url,author,points,number_comments,published_date"},
    {"youtube-comment-downloader", "cid,text,time,author,channel,votes,replies,photo,heart,reply"},
    {"youtube-data-tools", "id,replyCount,likeCount,publishedAt,authorName,text,isReply,isReplyTo"},
    {"youtube-data-tools-videos", "position,channelId,channelTitle,videoId,publishedAt,videoTitle,"
                                  "videoDescription,viewCount"},
    {"minet-youtube", "video_id,comment_id,author_name,author_channel_id,text,like_count,published_at"},
    {"youtube-api", "id,snippet.videoId,snippet.topLevelComment.snippet.textOriginal"},
    {"youtube-api", "id,snippet.textOriginal,snippet.authorDisplayName,snippet.parentId"},
    {"telegram", "id,type,date,from,from_id,text,reply_to_message_id"},
    {"telegram", "date,message,views,forwards,reactions,from_id"},
    {"minet-telegram", "link_to_message,user,text,views,datetime"},
    {"discord", "AuthorID,Author,Date,Content,Attachments,Reactions"},
    {"kakaotalk", "\xef\xbb\xbf" "Date,User,Message"},
    {"mastodon-outbox", "id,type,actor,published,to,cc,object.id,object.content"},
    {"mastodon", "id,created_at,content,reblogs_count,favourites_count,account.acct"},
    {"bluesky", "uri,cid,author.did,author.handle,record.text,record.createdAt,likeCount"},
    {"bluesky", "uri,author.handle,record.text,reason.$type"},
    {"bluesky", "uri,author,createdAt,indexedAt,text,replyCount,repostCount,likeCount,quoteCount"},
    {"bluesky", "DID,Handle,Display Name,CreatedAt,Text,ReplyCount,RepostCount,LikeCount,Reply_1_Text"},
    {"tiktok", "id,text,createTime,authorMeta/name,authorMeta/fans,diggCount,shareCount,playCount"},
    {"minet-tiktok", "id,description,digg_count,play_count,author_unique_id,utc_time"},
    {"tiktok-research", "video_id,create_time,video_description,username,like_count,view_count,region_code"},
    {"instagram", "id,type,shortCode,caption,hashtags/0,url,commentsCount,likesCount,ownerUsername"},
    {"minet-instagram", "caption,like_count,comment_count,taken_at_timestamp"},
    {"facebook", "facebookUrl,postId,pageName,url,time,user/name,text,likes,comments,shares"},
    {"facebook-comments", "commentUrl,id,text,date,profileName,likesCount,commentsCount"},
    {"meta-business-suite", "Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type"},
    {"phantombuster-linkedin", "postUrl,imgUrl,type,postContent,likeCount,commentCount,repostCount,postDate"},
    {"google-play", "reviewId,userName,userImage,content,score,thumbsUpCount,reviewCreatedVersion,at"},
    {"google-play", "id,userName,date,score,scoreText,url,title,text,replyDate,replyText,thumbsUp"},
    {"play-console", "App Version Code,Device,Package Name,Review Submit Millis Since Epoch,Review Text,"
                     "Reviewer Language,Star Rating"},
    {"app-store", "date,developerResponse,review,rating,isEdited,title,userName"},
    {"app-store", "id,userName,userUrl,version,score,title,text,url,updated"},
    {"app-store-rss", "id.label,author.name.label,title.label,content.label,im:rating.label"},
    {"trustpilot", "Domain URL,Review ID,Review Created (UTC),Review Title,Review Content,Review Stars"},
    {"trustpilot", "Review Stars,Review Comment,Company Response"},
    {"google-takeout-reviews", "date,five_star_rating_published,review_text_published"},
    {"google-business", "reviewId,reviewer.displayName,starRating,comment,createTime"},
    {"yelp", "review_id,user_id,business_id,stars,useful,funny,cool,text,date"},
    {"amazon", "reviewerID,asin,reviewerName,helpful,reviewText,overall,summary,unixReviewTime"},
    {"amazon", "Id,ProductId,UserId,ProfileName,HelpfulnessNumerator,HelpfulnessDenominator,Score,Text"},
    {"amazon", "rating,date,variation,verified_reviews,feedback"},
    {"steam", "recommendationid,author.steamid,language,review,timestamp_created,voted_up"},
    {"steam", "game_title,appid,recommendationid,review,cleaned_reviews,sentiment"},
    {"naver-movie", "review,date,rating,author,review_id,movie_id"},
    {"g2", "Review ID,Title,What do you like best about it?,What do you dislike about it?,Star rating"},
    {"zendesk", "ID,Requester,Subject,Tags,Status,Priority,Via,Created at,Satisfaction Score"},
    {"intercom", "Conversation ID,Started at,Closed by,Conversation rating,Channel"},
    {"qualtrics", kQualtrics},
    {"qualtrics-legacy", "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2,LocationLatitude,"},
    {"qualtrics-legacy", "ResponseID,ResponseSet,Name,StartDate,EndDate,Finished,Q1"},
    {"surveymonkey", "Respondent ID,Collector ID,Start Date,End Date,How was it?,,"},
    {"surveymonkey", "RespondentID,Do you eat steak?,Gender"},
    {"typeform", kTypeform},
    {"google-forms", "Timestamp,What did you like most?,What should we change?"},
    {"google-forms", "타임스탬프,가장 마음에 들었던 점은 무엇인가요?,바꾸고 싶은 점이 있나요?"},
    {"google-forms", "タイムスタンプ,いちばん気に入った点を教えてください,改善してほしい点を教えてください"},
    {"google-forms", "Отметка времени,Что вам понравилось больше всего?,Что изменить?"},
};

struct Sample {
  Mention mention;
  std::vector<std::string_view> extras;
  std::string scratch;

  RowVerdict refine(Refine rule) { return rule({mention, extras, scratch}); }
};

}  // namespace

TEST_CASE("each format is known by its header") {
  for (const Known& known : kKnown) {
    INFO(known.header);
    CHECK(found(known.header) == known.id);
  }
}

TEST_CASE("every entry of the table is the first to claim some header") {
  std::set<const NamedFormat*> claimed;
  for (const Known& known : kKnown) claimed.insert(find_format(headers(known.header), {}));
  claimed.insert(find_format(headers("id,type,timestamp,content,author.name"),
                             Keys{{"guild", ""}, {"channel", ""}}));
  for (const NamedFormat& format : formats()) {
    INFO(format.id << ": " << format.needs);
    CHECK(claimed.contains(&format));
  }
}

TEST_CASE("what the table names are fields, and columns in their normal form") {
  for (const NamedFormat& format : formats()) {
    std::string_view entries = format.columns;
    std::set<std::string_view> fields;
    while (!entries.empty()) {
      const std::string_view entry = entries.substr(0, entries.find(' '));
      entries.remove_prefix(std::min(entry.size() + 1, entries.size()));
      const std::size_t colon = entry.find(':');
      INFO(format.id << ": " << entry);
      REQUIRE(colon != std::string_view::npos);
      CHECK(field_of_name(entry.substr(0, colon)).has_value());
      CHECK(fields.insert(entry.substr(0, colon)).second);
      const std::string_view columns = entry.substr(colon + 1);
      if (!columns.starts_with('#')) CHECK(normalize_header(columns) == columns);
    }
  }
}

TEST_CASE("a header of somebody's own is no named format") {
  for (const std::string_view header :
       {"id,date,author,text,url", "Query Name,Full Text,Date,Author", "Date,User,Message,Room",
        "Source,Followers,Date,Interactions,Post Type,Link,Text", "id,type,date,from,text",
        "Timestamp,Text,Author,Likes,Url", "Text,Timestamp,What did you like most?",
        "published,content,reach,engagement", "Date,Headline,Opening Text,Source,Reach",
        "created_utc,title,score", "Review,Rating", "Review Text,Is positive", "uri,text,likes",
        "Content,Author,Date,Reactions", "Title,Text,What is it?", "day,mentions,positive", ""}) {
    INFO(header);
    CHECK(found(header) == "");
  }
}

TEST_CASE("keys around the records tell a chat of Discord from any other") {
  const std::string_view header = "id,type,timestamp,content,author.id,author.name,reactions.count";
  CHECK(found(header, {{"guild", ""}, {"channel", ""}, {"messageCount", "4"}}) == "discord");
  CHECK(found(header, {{"channel", "general"}}) == "");
}

TEST_CASE("decoys lose to what a format says") {
  CHECK(fills(kBrandwatch, Field::Date) == "date");
  CHECK(fills(kBrandwatch, Field::Author) == "author fullname");
  CHECK(fills(kBrandwatch, Field::Url) == "url originalurl");
  CHECK(fills(kTalkwalker, Field::Date) == "published");
  CHECK(fills(kMeltwater, Field::Clock) == "time");
  constexpr std::string_view play =
      "reviewId,userName,content,score,thumbsUpCount,reviewCreatedVersion,at,replyContent,repliedAt";
  CHECK(fills(play, Field::Text) == "content");
  CHECK(fills(play, Field::Date) == "at");
  CHECK(fills("created_utc,score,permalink,selftext,subreddit,url", Field::Url) == "permalink");
  CHECK(fills("created_utc,score,permalink,selftext,subreddit,url", Field::Rating) == "");
  CHECK(fills(",ID,Date,Hrs,Title,Content,Source,Domain,Category,Sentiment,Tags", Field::Url) ==
        "source");
  CHECK(fills("id_str,from_user,text,created_at,time,status_url,entities_str", Field::Date) ==
        "createdat time");
  CHECK(fills("cid,text,time,author,channel,votes,replies,heart", Field::Platform) == "");
}

TEST_CASE("likes or shares of several networks are added, texts stand in for each other") {
  ColumnMap map;
  map_format(format_for(kTalkwalker), headers(kTalkwalker), map);
  CHECK(map[Field::Likes].added);
  CHECK(map[Field::Likes].columns.size() == 2);
  CHECK_FALSE(map[Field::Text].added);
  CHECK(fills(kTalkwalker, Field::Text) == "content contentsnippet");
  CHECK(fills(kMeltwater, Field::Shares) == "shares reposts quotes");
}

TEST_CASE("extras keep their places where the file lacks one") {
  CHECK(fills("queryId,queryName,pageType,sentiment,fullText", Field::Extra) == "- -");
  CHECK(fills(kBrandwatch, Field::Extra) == "engagementtype threadentrytype");
}

TEST_CASE("a column of one tag is told by its name as written") {
  Names names, written = {"Query Id", "Query Name", "Page Type", "Full Text", "Topics - Price", "A-B"};
  for (const std::string& name : written) names.push_back(normalize_header(name));
  ColumnMap map;
  map_format(*find_format(names, {}), names, map, written);
  CHECK(map[Field::Tags].columns == std::vector<int>{4});
}

TEST_CASE("the aliases have no say in the fields that a format speaks of") {
  ColumnMap map;
  const std::uint64_t settled = map_format(format_for(kBrandwatch), headers(kBrandwatch), map);
  const auto is_settled = [settled](Field field) { return (settled >> int(field) & 1) != 0; };
  CHECK(is_settled(Field::Engagement));
  CHECK(map[Field::Engagement].empty());
  CHECK(is_settled(Field::Text));
  constexpr std::string_view iqbuzz = "Дата,Автор,Заголовок,Текст,Ссылка,Тональность,Площадка,Теги";
  CHECK(map_format(format_for(iqbuzz), headers(iqbuzz), map) == 0);
}

TEST_CASE("a column by its place is found whatever its name") {
  CHECK(fills(kTypeform, Field::Id) == "");
  ColumnMap map;
  map_format(format_for(kTypeform), headers(kTypeform), map);
  CHECK(map[Field::Id].columns == std::vector<int>{0});
}

TEST_CASE("in a survey what is no account of the response is a question") {
  const NamedFormat& qualtrics = format_for(kQualtrics);
  CHECK(qualtrics.survey);
  for (const char* name : {"startdate", "duration(inseconds)", "recipientlastname", "locationlatitude"}) {
    CHECK(is_ignored(qualtrics, name));
  }
  CHECK_FALSE(is_ignored(qualtrics, "q1"));
  CHECK_FALSE(is_ignored(format_for(kTypeform), "whatdidyoulikemost?"));
  CHECK(is_ignored(format_for(kTypeform), "networkid"));
  CHECK(is_ignored(format_for(kTypeform), ""));
}

TEST_CASE("of a review on G2 only what was asked is an answer") {
  const NamedFormat& g2 = format_for("Review ID,Title,What do you like best?,What do you dislike?,Star rating");
  CHECK_FALSE(is_ignored(g2, "whatdoyoulikebest?"));
  CHECK(is_ignored(g2, "reviewertitle"));
}

TEST_CASE("a table of counts is refused with a reason") {
  CHECK_FALSE(format_for("날짜,언급량,전체,블로그").refusal.empty());
  CHECK_FALSE(format_for("Source,Followers,Date,Interactions,Post Type,Link").refusal.empty());
}

TEST_CASE("an id that a spreadsheet rounded is damaged") {
  for (const char* id : {"1.26426E+18", "1,26426E+18", "5.7E+17", "570300000000000000", "1264260000000000000"}) {
    CHECK(is_damaged_id(id));
  }
  for (const char* id : {"1264263188547616771", "1000", "20240301000000", "t3_1e0x", "R_2E+5", "",
                         "1.5", "570306133677760513"}) {
    CHECK_FALSE(is_damaged_id(id));
  }
}

TEST_CASE("Brandwatch: reposts, a repeated title, a thread that is the post itself") {
  Sample sample{{}, {"RETWEET", ""}, {}};
  sample.mention.id = sample.mention.parent = "r1";
  sample.mention.text = sample.mention.title = "Fernhill works";
  sample.mention.author = "lena_k (Lena Kraus)";
  CHECK(sample.refine(refine_brandwatch) == RowVerdict::Mention);
  CHECK(sample.mention.kind == Kind::Repost);
  CHECK(sample.mention.parent == "");
  CHECK(sample.mention.title == "");
  CHECK(sample.mention.author == "lena_k");

  Sample comment{{}, {"COMMENT", ""}, {}};
  comment.refine(refine_brandwatch);
  CHECK(comment.mention.kind == Kind::Reply);
  Sample shared{{}, {"", "share"}, {}};
  shared.refine(refine_brandwatch);
  CHECK(shared.mention.kind == Kind::Repost);
}

TEST_CASE("Talkwalker: the last part counts, and an original is not its own parent") {
  Sample sample{{}, {"isQuestion, isRepost"}, {}};
  sample.mention.platform = "SOCIALMEDIA,SOCIALMEDIA_TWITTER";
  sample.mention.query = "SEARCH /  / Fernhill";
  sample.mention.url = sample.mention.parent = "https://x.com/a/status/1";
  sample.mention.country = "uk";
  sample.refine(refine_talkwalker);
  CHECK(sample.mention.platform == "SOCIALMEDIA_TWITTER");
  CHECK(sample.mention.query == "Fernhill");
  CHECK(sample.mention.parent == "");
  CHECK(sample.mention.country == "gb");
  CHECK(sample.mention.kind == Kind::Repost);

  Sample reply{{}, {"isComment"}, {}};
  reply.mention.platform = "SOCIALMEDIA\x1fSOCIALMEDIA_YOUTUBE";
  reply.mention.parent = "https://example.com/1";
  reply.refine(refine_talkwalker);
  CHECK(reply.mention.platform == "SOCIALMEDIA_YOUTUBE");
  CHECK(reply.mention.parent == "https://example.com/1");
  CHECK(reply.mention.kind == Kind::Reply);
}

TEST_CASE("Meltwater: the id says the moment in UTC, and stands in quotes") {
  Sample sample{{}, {"the longer sentence of the two"}, {}};
  sample.mention.id = "\"1782439380000_CboPx\"";
  sample.mention.time = Time::wall(1);
  sample.mention.text = "the longer";
  sample.refine(refine_meltwater);
  CHECK(sample.mention.id == "1782439380000_CboPx");
  CHECK(sample.mention.time == Time::instant(1'782'439'380'000));
  CHECK(sample.mention.text == "the longer sentence of the two");
}

TEST_CASE("Meltwater: other ids leave the date alone, and no text stays no text") {
  for (const char* id : {"17824393800001", "0000000000001_x", "abc", ""}) {
    Sample sample{{}, {""}, {}};
    sample.mention.id = id;
    sample.mention.time = Time::wall(1);
    sample.refine(refine_meltwater);
    CHECK(sample.mention.time == Time::wall(1));
    CHECK(sample.mention.text == "");
  }
}

TEST_CASE("Meltwater of old: articles by their opening, posts by what was hit") {
  Sample article{{}, {"The opening of it"}, {}};
  article.mention.title = "Fernhill opens";
  article.mention.text = "... a sentence";
  article.refine(refine_meltwater_legacy);
  CHECK(article.mention.text == "The opening of it");
  Sample post{{}, {"cut"}, {}};
  post.mention.text = "the whole post";
  post.refine(refine_meltwater_legacy);
  CHECK(post.mention.text == "the whole post");
}

TEST_CASE("NetBase: an id may be the address") {
  Sample sample;
  sample.mention.id = "https://example.com/p/1";
  sample.refine(refine_netbase);
  CHECK(sample.mention.url == "https://example.com/p/1");
}

TEST_CASE("Crimson Hexagon: the best score is the sentiment") {
  Sample sample{{}, {"Basic Negative\x1f" "Basic Neutral\x1f" "Basic Positive", "0.1\x1f" "0.25\x1f" "0.65"}, {}};
  sample.mention.title = sample.mention.text = "so good";
  sample.mention.author = "lena (Lena K.)";
  sample.refine(refine_crimson);
  CHECK(sample.mention.given_sentiment == Label::Positive);
  CHECK(sample.mention.title == "");
  CHECK(sample.mention.author == "lena");
  Sample sure{{}, {"Basic Negative\x1f" "Basic Positive", "1\x1f" "0"}, {}};
  sure.refine(refine_crimson);
  CHECK(sure.mention.given_sentiment == Label::Negative);
}

TEST_CASE("ExportComments: numbered replies, and addresses that are none") {
  Sample sample{{}, {"3-1"}, {}};
  sample.mention.url = "view comment";
  sample.refine(refine_exportcomments);
  CHECK(sample.mention.kind == Kind::Reply);
  CHECK(sample.mention.url == "");
}

namespace {

Sample post_on_x() { return {{}, std::vector<std::string_view>(9), {}}; }

}  // namespace

TEST_CASE("X: a cut repost takes the whole text and leaves the counts to its original") {
  Sample sample = post_on_x();
  sample.extras[0] = "retweeted";
  sample.extras[1] = "7";
  sample.extras[2] = "the whole text of it";
  sample.mention.text = "RT @lena_k: the whole te…";
  sample.mention.id = "8";
  sample.mention.author = "mina";
  sample.mention.likes = sample.mention.shares = sample.mention.engagement = 22;
  sample.refine(refine_x);
  CHECK(sample.mention.kind == Kind::Repost);
  CHECK(sample.mention.text == "the whole text of it");
  CHECK(sample.mention.shares == kAbsent);
  CHECK(sample.mention.likes == kAbsent);
  CHECK(sample.mention.engagement == kAbsent);
  CHECK(sample.mention.url == "https://x.com/mina/status/8");
}

TEST_CASE("X: a repost that is whole keeps its words, one without its original too") {
  Sample sample = post_on_x();
  sample.mention.kind = Kind::Repost;
  sample.mention.text = "RT @lena_k: short";
  sample.extras[4] = "short";
  sample.refine(refine_x);
  CHECK(sample.mention.text == "RT @lena_k: short");
  Sample lost = post_on_x();
  lost.mention.kind = Kind::Repost;
  lost.mention.text = "RT @lena_k: cu…";
  lost.refine(refine_x);
  CHECK(lost.mention.text == "RT @lena_k: cu…");
}

TEST_CASE("X: of several posts that it refers to, each has its type") {
  Sample sample = post_on_x();
  sample.extras[0] = "quoted\x1freplied_to";
  sample.extras[1] = "5\x1f" "6";
  sample.mention.text = "look at this…";
  sample.mention.likes = 3;
  sample.refine(refine_x);
  CHECK(sample.mention.kind == Kind::Reply);
  CHECK(sample.mention.parent == "6");
  CHECK(sample.mention.text == "look at this…");
  CHECK(sample.mention.likes == 3);
}

TEST_CASE("X: rounded ids are taken from the address, and make none") {
  Sample sample = post_on_x();
  sample.mention.id = "1.26426E+18";
  sample.mention.parent = "1.26425E+18";
  sample.mention.url = "http://twitter.com/mina/status/1264263188547616771";
  sample.refine(refine_x);
  CHECK(sample.mention.id == "1264263188547616771");
  CHECK(sample.mention.parent == "");
  CHECK(sample.mention.author == "mina");
  Sample lost = post_on_x();
  lost.mention.id = "570300000000000000";
  lost.refine(refine_x);
  CHECK(lost.mention.url == "");
}

TEST_CASE("X: a post is no part of its own conversation, and an author may be a dictionary") {
  Sample sample = post_on_x();
  sample.mention.id = sample.mention.parent = "9";
  sample.extras[8] = "{'username': 'mina', 'id': 4}";
  sample.refine(refine_x);
  CHECK(sample.mention.parent == "");
  CHECK(sample.mention.author == "mina");
  CHECK(sample.mention.url == "https://x.com/mina/status/9");
  Sample nobody = post_on_x();
  nobody.mention.id = "9";
  nobody.refine(refine_x);
  CHECK(nobody.mention.url == "https://x.com/i/status/9");
}

TEST_CASE("YouTube: addresses of videos and of their comments") {
  Sample comment{{}, {"vid1"}, {}};
  comment.mention.id = "c1";
  comment.refine(refine_youtube);
  CHECK(comment.mention.url == "https://www.youtube.com/watch?v=vid1&lc=c1");
  Sample video{{}, {"", "vid1"}, {}};
  video.mention.id = "vid1";
  video.refine(refine_youtube);
  CHECK(video.mention.url == "https://www.youtube.com/watch?v=vid1");
}

TEST_CASE("youtube-comment-downloader: a point in the id makes a reply") {
  Sample sample;
  sample.mention.id = "Ugx1.9zA";
  sample.refine(refine_youtube_downloader);
  CHECK(sample.mention.kind == Kind::Reply);
  CHECK(sample.mention.parent == "Ugx1");
  Sample first;
  first.mention.id = "Ugx1";
  first.refine(refine_youtube_downloader);
  CHECK(first.mention.kind == Kind::Original);
}

TEST_CASE("Telegram: messages of its own are none") {
  Sample service{{}, {"service"}, {}};
  CHECK(service.refine(refine_telegram) == RowVerdict::Service);
  Sample sample{{}, {"message"}, {}};
  CHECK(sample.refine(refine_telegram) == RowVerdict::Mention);
}

TEST_CASE("Discord: reactions are added up, its own messages are none") {
  Sample sample{{}, {"", "👍 (3),❤ (1),1️⃣ (2)"}, {}};
  CHECK(sample.refine(refine_discord) == RowVerdict::Mention);
  CHECK(sample.mention.likes == 6);
  Sample none{{}, {"Default", ""}, {}};
  none.refine(refine_discord);
  CHECK(none.mention.likes == kAbsent);
  Sample joined{{}, {"GuildMemberJoin", ""}, {}};
  CHECK(joined.refine(refine_discord) == RowVerdict::Service);
}

TEST_CASE("KakaoTalk: comings, goings and pictures are no mentions") {
  for (const char* text : {"민지님이 들어왔습니다.", "준호님이 나갔습니다.", "사진", "삭제된 메시지입니다."}) {
    Sample sample;
    sample.mention.author = "민지";
    sample.mention.text = text;
    CHECK(sample.refine(refine_kakaotalk) == RowVerdict::Service);
  }
  Sample sample;
  sample.mention.text = "사진 잘 나왔다";
  CHECK(sample.refine(refine_kakaotalk) == RowVerdict::Service);  // nobody's words are the messenger's
  sample.mention.author = "민지";
  CHECK(sample.refine(refine_kakaotalk) == RowVerdict::Mention);
}

TEST_CASE("Mastodon: boosts have no text, and what is not for all is left out") {
  constexpr std::string_view everybody = "https://www.w3.org/ns/activitystreams#Public";
  Sample post{{}, {"Create", everybody, ""}, {}};
  post.mention.author = "https://mastodon.example/users/lena";
  CHECK(post.refine(refine_mastodon_outbox) == RowVerdict::Mention);
  CHECK(post.mention.author == "lena");
  Sample unlisted{{}, {"Create", "https://mastodon.example/users/lena/followers", everybody}, {}};
  CHECK(unlisted.refine(refine_mastodon_outbox) == RowVerdict::Mention);
  Sample followers{{}, {"Create", "https://mastodon.example/users/lena/followers", ""}, {}};
  CHECK(followers.refine(refine_mastodon_outbox) == RowVerdict::NotPublic);
  Sample boost{{}, {"Announce", everybody, ""}, {}};
  boost.mention.text = "https://mastodon.example/@mina/1";
  CHECK(boost.refine(refine_mastodon_outbox) == RowVerdict::Mention);
  CHECK(boost.mention.kind == Kind::Repost);
  CHECK(boost.mention.text == "");
  Sample like{{}, {"Like", everybody, ""}, {}};
  CHECK(like.refine(refine_mastodon_outbox) == RowVerdict::Service);
}

TEST_CASE("Mastodon's API: visibility, boosts, and Truth Social in the same shape") {
  for (const char* visibility : {"private", "direct"}) {
    Sample sample{{}, {visibility}, {}};
    CHECK(sample.refine(refine_mastodon) == RowVerdict::NotPublic);
  }
  Sample sample{{}, {"public"}, {}};
  sample.mention.url = "https://truthsocial.com/@lena/1";
  sample.mention.kind = Kind::Repost;
  sample.mention.likes = 5;
  CHECK(sample.refine(refine_mastodon) == RowVerdict::Mention);
  CHECK(sample.mention.platform == "Truth Social");
  CHECK(sample.mention.likes == kAbsent);
}

TEST_CASE("Bluesky: address from the identifier, reposts from the reason") {
  Sample sample{{}, {"app.bsky.feed.defs#reasonRepost"}, {}};
  sample.mention.id = "at://did:plc:abc/app.bsky.feed.post/3kq";
  sample.mention.language = "ko\x1f" "en";
  sample.mention.likes = 3;
  sample.refine(refine_bluesky);
  CHECK(sample.mention.url == "https://bsky.app/profile/did:plc:abc/post/3kq");
  CHECK(sample.mention.kind == Kind::Repost);
  CHECK(sample.mention.likes == kAbsent);
  CHECK(sample.mention.language == "ko");
  Sample other{{}, {""}, {}};
  other.mention.id = "at://did:plc:abc/app.bsky.feed.like/3kq";
  other.refine(refine_bluesky);
  CHECK(other.mention.url == "");
}

TEST_CASE("TikTok's research API: the address from author and id") {
  Sample sample;
  sample.mention.id = "71";
  sample.mention.author = "mina";
  sample.refine(refine_tiktok);
  CHECK(sample.mention.url == "https://www.tiktok.com/@mina/video/71");
}

TEST_CASE("LinkedIn: the author is the end of an address") {
  Sample sample;
  sample.mention.author = "https://www.linkedin.com/in/lena-kraus/";
  sample.refine(refine_linkedin);
  CHECK(sample.mention.author == "lena-kraus");
}

TEST_CASE("Apple's feed: the entry without a rating is the app") {
  Sample app{{}, {""}, {}};
  CHECK(app.refine(refine_app_store_rss) == RowVerdict::Service);
  Sample review{{}, {"4"}, {}};
  CHECK(review.refine(refine_app_store_rss) == RowVerdict::Mention);
}

TEST_CASE("Google: the words themselves, not their translation") {
  Sample sample;
  sample.mention.text = "(Translated by Google) Very good\n\n(Original)\n아주 좋아요";
  sample.refine(refine_google_business);
  CHECK(sample.mention.text == "아주 좋아요");
  Sample other;
  other.mention.text = "아주 좋아요\n\n(Translated by Google)\nVery good";
  other.refine(refine_google_business);
  CHECK(other.mention.text == "아주 좋아요");
}

TEST_CASE("Amazon: two of three votes are two likes") {
  for (const char* votes : {"2\x1f" "3", "[2, 3]"}) {
    Sample sample{{}, {votes}, {}};
    sample.refine(refine_amazon);
    CHECK(sample.mention.likes == 2);
  }
  Sample none{{}, {""}, {}};
  none.mention.likes = 7;
  none.refine(refine_amazon);
  CHECK(none.mention.likes == 7);
}

TEST_CASE("Steam: the vote is the sentiment, languages have codes") {
  Sample up{{}, {"true"}, {}};
  up.mention.language = "koreana";
  up.refine(refine_steam);
  CHECK(up.mention.given_sentiment == Label::Positive);
  CHECK(up.mention.language == "ko");
  Sample down{{}, {"false"}, {}};
  down.mention.language = "tchinese";
  down.refine(refine_steam);
  CHECK(down.mention.given_sentiment == Label::Negative);
  CHECK(down.mention.language == "zh");
}

TEST_CASE("4CAT: the thread of a first post is no parent") {
  Sample sample;
  sample.mention.id = sample.mention.parent = "12";
  sample.refine(refine_parent);
  CHECK(sample.mention.parent == "");
}
