#include "ingest/formats.h"

#include <algorithm>
#include <iterator>

#include "ingest/format_rules.h"

namespace earshot {
namespace {

/// All that tell of posts on X name their parts alike, so one list serves them.
constexpr std::string_view kXColumns =
    "id:idstr,id text:notetweettext,extendedtweetfulltext,fulltext,rawcontent,text,content "
    "title: author:authorusername,userscreenname,userusername,fromuser,username "
    "date:createdat,date,parsedcreatedat,time clock: url:url,tweeturl,statusurl platform: "
    "language:lang country:geocountrycode,placecountrycode,placecountry "
    "followers:authorpublicmetricsfollowerscount,userfollowerscount reach: engagement: "
    "likes:publicmetricslikecount,favoritecount,likecount "
    "comments:publicmetricsreplycount,replycount "
    "shares:publicmetricsretweetcount+publicmetricsquotecount+retweetcount+quotecount "
    "views:publicmetricsimpressioncount,viewcount rating: query:query "
    "parent:referencedtweetsrepliedtoid,inreplytostatusidstr,inreplytostatusid,inreplytotweetid,"
    "referencedtweetsquotedid,quotedstatusidstr,quotedtweetid,conversationid "
    "repostOf:referencedtweetsretweetedid,retweetedstatusidstr,retweetedtweet,retweetedtweetid "
    "replyTo:referencedtweetsrepliedtoid,inreplytostatusidstr,inreplytostatusid,inreplytotweetid "
    "quoteOf:referencedtweetsquotedid,quotedstatusidstr,quotedtweet,quotedtweetid "
    "postKind:tweettype tags: "
    "extra:referencedtweetstype,referencedtweetsid,referencedtweetstext,"
    "retweetedstatusextendedtweetfulltext,retweetedstatusfulltext,retweetedstatustext,"
    "retweetedtweetrawcontent,retweetedtweetcontent,user";

constexpr std::string_view kBlueskyColumns =
    "id:uri text:recordtext,text title: "
    "author:authorhandle,handle,author,authordid,did url: platform: "
    "date:recordcreatedat,createdat,indexedat clock: "
    "language:recordlangs country: followers: reach: engagement: "
    "likes:likecount comments:replycount "
    "shares:repostcount+quotecount views: "
    "parent:recordreplyparenturi,parenturi "
    "replyTo:recordreplyparenturi,parenturi,parentdid repostOf: "
    "quoteOf:recordembedrecorduri,recordembedrecordrecorduri postKind: "
    "extra:reason$type";

constexpr std::string_view kTalkwalkerColumns =
    "id:url url:url text:content,contentsnippet title:title,titlesnippet "
    "author:extraauthorattributesname,extraauthorattributesshortname,extrasourceattributesname "
    "date:published clock: platform:sourcetype language:lang "
    "country:extraarticleattributesworlddatacountrycode,"
    "extraauthorattributesworlddatacountrycode,extrasourceattributesworlddatacountrycode "
    "followers:sourceextendedattributestwitterfollowers,"
    "sourceextendedattributesinstagramfollowers,sourceextendedattributesfacebookfollowers,"
    "sourceextendedattributespinterestfollowers reach:reach engagement:engagement "
    "likes:articleextendedattributestwitterlikes+articleextendedattributesfacebooklikes+"
    "articleextendedattributesinstagramlikes+articleextendedattributesyoutubelikes+"
    "articleextendedattributespinterestlikes "
    "comments:articleextendedattributesnumcomments "
    "shares:articleextendedattributestwitterretweets+articleextendedattributesfacebookshares+"
    "articleextendedattributeslinkedinshares+articleextendedattributespinterestrepins "
    "views:articleextendedattributesurlviews+articleextendedattributesyoutubeviews "
    "givenSentiment:sentiment query:matchedprofile parent:parenturl postKind: "
    "tags:tagscustomer,tagsmarking extra:tagsinternal";

constexpr std::string_view kDiscordColumns =
    "id:id text:content title: author:author,authorname,authornickname date:date,timestamp clock: "
    "url: platform: likes:reactionscount followers: comments: "
    "parent:referencemessageid replyTo:referencemessageid postKind: extra:type,reactions";

// The more particular come first.
constexpr NamedFormat kFormats[] = {
    // Listening tools.
    {.id = "brandwatch",
     .title = "Brandwatch",
     .needs = "queryid queryname pagetype/domain fulltext/snippet/sentiment",
     .columns =
         "id:resourceid,url title:title text:fulltext,snippet author:author,fullname "
         "date:date clock: url:url,originalurl "
         "platform:contentsourcename,pagetypename,pagetype,domain "
         "language:language country:countrycode,country "
         "followers:xfollowers,twitterfollowers,instagramfollowers,subredditsubscribers "
         "reach:reach(new),reachestimate engagement: "
         "likes:likes,xlikes,twitterlikes,facebooklikes,instagramlikes,linkedinlikes,redditscore "
         "comments:comments,xreplycount,twitterreplycount,facebookcomments,instagramcomments,"
         "linkedincomments,redditcomments "
         "shares:shares,xretweets,xreposts,twitterretweets,facebookshares,linkedinshares "
         "views:impressions,linkedinimpressions,linkedinvideoviews rating:rating "
         "givenSentiment:sentiment query:queryname tags:categorydetails "
         "parent:parentpostid,threadid,threadurl "
         "repostOf:xretweetof,twitterretweetof,retweetof replyTo:xreplyto,twitterreplyto,replyto "
         "quoteOf: postKind: extra:engagementtype,threadentrytype",
     .refine = refine_brandwatch,
     .tag_mark = " - "},
    {.id = "talkwalker",
     .title = "Talkwalker",
     .needs = "published searchindexed contentsnippet matchedprofile",
     .columns = kTalkwalkerColumns,
     .refine = refine_talkwalker,
     .date_order = "dmy"},
    {.id = "talkwalker",
     .title = "Talkwalker",
     .needs = "published content/contentsnippet extraauthorattributes*/extrasourceattributes*",
     .columns = kTalkwalkerColumns,
     .refine = refine_talkwalker,
     .date_order = "dmy"},
    {.id = "meltwater",
     .title = "Meltwater",
     .needs = "documentid inputname informationtype openingtext",
     .columns =
         "id:documentid title:title text:openingtext,hitsentence author:authorname,authorhandle "
         "date:date clock:time url:url platform:sourcedomain,sourcetype,sourcename "
         "language:language country:country followers: reach:reach engagement:engagement "
         "likes:likes,reactions comments:comments,replies shares:shares+reposts+quotes views:views "
         "rating: givenSentiment:sentiment query:inputname tags:documenttags,customcategories "
         "parent: postKind:contenttype extra:hitsentence",
     .refine = refine_meltwater},
    {.id = "meltwater-legacy",
     .title = "Meltwater",
     .needs = "headline openingtext hitsentence influencer inputname",
     .columns =
         "id:tweetid title:headline text:hitsentence,openingtext author:influencer date:date "
         "clock:time url:url platform:source language:language country:country followers: "
         "reach:reach engagement:engagement likes: comments: shares: views:views "
         "givenSentiment:sentiment query:inputname tags:documenttags,customcategories postKind: "
         "extra:openingtext",
     .refine = refine_meltwater_legacy},
    {.id = "netbase",
     .title = "NetBase Quid",
     .needs = "soundbitetext postid sourcetype",
     .columns =
         "id:postid text:soundbitetext title:title platform:sourcetype "
         "followers:followersdailyuniquevisitorssubscribers likes:postlikes comments:postcomments "
         "shares:postshares views:postviews rating: givenSentiment:sentiment quoteOf:quotedpost "
         "postKind:posttype tags:tags",
     .refine = refine_netbase},
    {.id = "sysomos",
     .title = "Sysomos MAP",
     .needs = "no host date(* uniqueid auth",
     .columns =
         "id:uniqueid title:title text:contents,snippet author:authorname date:date(* clock:time(* "
         "url:link platform:source language:language country:country followers:followers reach: "
         "engagement: likes:favourites comments:comments views:view rating:rating "
         "givenSentiment:sentiment tags:tags"},
    {.id = "infomart",
     .title = "Infomart",
     .needs = "publication lead byline tone circulation",
     .columns = "title:title text:lead author:byline platform:publication date:date url:link "
                "reach:circulation givenSentiment:tone country:region"},
    {.id = "sprinklr",
     .title = "Sprinklr",
     .needs = "sntype* conversationstream/message permalink",
     .columns = "id:esmessageid,messageid text:conversationstream,message "
                "author:senderscreenname,authorscreenname,username followers:senderfollowercount "
                "platform:sntype* url:permalink date:createdtime clock: reach:reachcount "
                "query:topic,theme"},
    {.id = "brand24",
     .title = "Brand24",
     .needs = "hrs content source domain category",
     .columns = "id:id title:title text:content url:source platform:category,domain date:date "
                "clock:hrs tags:tags givenSentiment:sentiment"},
    {.id = "youscan",
     .title = "YouScan",
     .needs = "lugardepublicación/publicationplace/местопубликации "
              "tipoderecurso/resourcetype/типресурса sentimiento/sentiment/тональность",
     .columns = "id: title:título,title,заголовок text:texto,text,текст "
                "author:autor,author,автор,apodo,nickname,никнейм date:fecha,date,дата "
                "clock:hora,time,время url:url,ссылка platform:fuente,source,источник "
                "language:idioma,language,язык country:país,country,страна "
                "followers:suscriptores,subscribers,подписчики "
                "reach:alcancepotencial,potentialreach,потенциальныйохват "
                "engagement:engagement,вовлеченность likes:megusta,likes,лайки "
                "comments:comentarios,comments,комментарии shares:republicaciones,reposts,репосты "
                "views:visualizaciones,views,просмотры rating:rating,рейтинг "
                "givenSentiment:sentimiento,sentiment,тональность query: tags:etiquetas,tags,теги "
                "postKind:tipodepublicación,publicationtype,типпубликации",
     .date_order = "dmy"},
    {.id = "brand-analytics",
     .title = "Brand Analytics",
     .needs = "timecreate hub hubtype tonemark",
     .columns = "id:id text:text title:title author:authorobjectfullname date:timecreate url:url "
                "platform:hub followers: reach:audiencecount likes:likescount "
                "comments:commentscount shares:repostscount views:viewscount engagement: country: "
                "givenSentiment:tonemark",
     .date_order = "dmy"},
    {.id = "brand-analytics",
     .title = "Brand Analytics",
     .needs = "текст тональность типавтора/типсообщения ктопишет/местопубликации/аудитория",
     .columns = "text:текст title:заголовок author:автор,ктопишет date:дата clock:время url:ссылка "
                "platform:источник,местопубликации reach:аудитория engagement:вовлеченность "
                "likes:лайков comments:комментариев shares:репостов views:просмотров "
                "country:страна language:язык givenSentiment:тональность postKind:типсообщения "
                "tags:теги",
     .date_order = "dmy"},
    {.id = "medialogia",
     .title = "Медиалогия",
     .needs = "медиаиндекс заголовок тональность/заметность",
     .columns =
         "id: text:текст title:заголовок author:автор platform:источник date:дата url:ссылка "
         "reach:охват,аудитория,охватаудитория givenSentiment:тональность rating: country:",
     .date_order = "dmy"},
    {.id = "iqbuzz",
     .title = "IQBuzz",
     .needs = "=дата автор заголовок текст ссылка тональность площадка теги",
     .columns = {},
     .date_order = "dmy"},
    {.id = "determ",
     .title = "Determ",
     .needs = "mentionsnippet from reach",
     .columns = "text:mentionsnippet title:title author:author,from platform:socialnetwork,from "
                "date:date clock:time url:url reach:reach engagement:"},
    {.id = "crimson-hexagon",
     .title = "Crimson Hexagon",
     .needs = "assignedcategoryid contents authorsfollowers",
     .columns = "id: url:url text:contents title:title author:author followers:authorsfollowers "
                "platform:type date:date clock: language:language "
                "country:geolocationcountry,geolocationid givenSentiment:category query: "
                "likes: postKind: extra:categoryscorescategoryname,categoryscoresscore",
     .refine = refine_crimson},
    {.id = "crimson-hexagon",
     .title = "Crimson Hexagon",
     .needs = "guid date(* contents kloutscore",
     .columns = "id:guid url:url text:contents title:posttitle author:author,name platform:source "
                "date:date(* clock: followers:followers givenSentiment:category query:brand "
                "postKind:posttype"},
    {.id = "crowdtangle-facebook",
     .title = "CrowdTangle",
     .needs = "pagename/groupname facebookid postcreated totalinteractions",
     .columns =
         "id: title: text:message,imagetext,linktext,description author:pagename,groupname "
         "date:postcreated clock: url:url,link platform: language: country:pageadmintopcountry "
         "followers:followersatposting,likesatposting reach: engagement:totalinteractions "
         "likes:likes comments:comments shares:shares views:totalviews,postviews rating: query: "
         "postKind:",
     .platform = "Facebook"},
    {.id = "crowdtangle-instagram",
     .title = "CrowdTangle",
     .needs = "account followersatposting postcreated/created photo description",
     .columns = "id: title:title text:description author:account,username date:postcreated,created "
                "clock: url:url,link platform: followers:followersatposting reach: "
                "engagement:totalinteractions likes:likes comments:comments views:views postKind:",
     .platform = "Instagram"},
    {.id = "crowdtangle-links",
     .title = "CrowdTangle",
     .needs = "=source followers date interactions posttype link",
     .columns = {},
     .refusal = "This is a CrowdTangle list of who shared a link, without what they said; Earshot "
                "needs the posts themselves."},
    {.id = "meta-content-library",
     .title = "Meta Content Library",
     .needs = "creationtime postowner* statistics*/mclurl",
     .columns = "id:id text:text title: author:postownerusername,postownername date:creationtime "
                "clock: url:mclurl platform: language:lang reach: engagement: "
                "likes:statisticslikecount,statisticsreactioncount "
                "comments:statisticscommentcount shares:statisticssharecount "
                "views:statisticsviews tags:hashtags postKind:"},
    {.id = "exportcomments",
     .title = "ExportComments",
     .needs = "name(clicktoviewprofile) comment",
     .columns =
         "id: text:comment title: author:name(* date:date clock: url:link,(viewsource) platform: "
         "likes:likes comments: extra:#2",
     .refine = refine_exportcomments},
    {.id = "rival-iq",
     .title = "Rival IQ",
     .needs = "presencehandle applause conversation amplification",
     .columns = "id: text:message title:linktitle author:presencehandle date:publishedat clock: "
                "url:postlink platform:channel followers:audience reach: "
                "engagement:engagementtotal likes:applause comments:conversation "
                "shares:amplification views: query:company postKind:"},
    {.id = "mention",
     .title = "Mention",
     .needs = "sourcename sourcetype tone directreach",
     .columns = "id:id text:description title:title author:authorname platform:sourcetype "
                "date:publishedat url:url language:languagecode country:country "
                "reach:cumulativereach,directreach likes: givenSentiment:tone tags:tags"},
    {.id = "awario",
     .title = "Awario",
     .needs = "postsnippet posturl authorusername",
     .columns = "text:postsnippet author:authorusername,author url:posturl platform:source "
                "date:date reach:reach givenSentiment:sentiment"},
    {.id = "synthesio",
     .title = "Synthesio",
     .needs = "mentionid content synthesiorank",
     .columns = "id:mentionid text:content title:title platform:mediatype,sitename "
                "reach:potentialreach engagement:interactions tags:tags query:topics rating:"},
    {.id = "digimind",
     .title = "Digimind",
     .needs = "title detail media interactions/topicconcept",
     .columns = "text:detail title:title platform:media query:topicconcept"},
    {.id = "keyhole",
     .title = "Keyhole",
     .needs = "posttext posturl username impressions",
     .columns = "text:posttext url:posturl author:username shares:retweets views:impressions"},
    {.id = "radian6",
     .title = "Radian6",
     .needs = "articleid content mediaprovider publishdate",
     .columns = "id:articleid title:headline text:content author:author url:articleurl "
                "platform:mediaprovider date:publishdate language:language country:region"},
    {.id = "sprout-social",
     .title = "Sprout Social",
     .needs = "network message/post permalink/link potentialimpressions/engagements",
     .columns = "text:message,post url:permalink,link platform:network author:author,profile "
                "engagement:engagements views:potentialimpressions,impressions"},
    {.id = "pulsar",
     .title = "Pulsar",
     .needs = "content permalink visibility emotion",
     .columns = "text:content url:permalink platform:source engagement:engagements"},
    {.id = "textom",
     .title = "텍스톰",
     .needs = "채널 제목 내용/본문 url 작성일/날짜 키워드",
     .columns = "text:내용,본문 title:제목 platform:채널 url:url date:작성일,날짜 query:키워드"},
    {.id = "sometrend",
     .title = "썸트렌드",
     .needs = "언급량/건수/빈도/빈도수 연관어/연관키워드/긍부정어/감성어/전체/인스타그램",
     .columns = {},
     .refusal = "This is a Sometrend table of counts by day or by word, not of mentions; Earshot "
                "needs the posts themselves."},

    // X.
    {.id = "twarc-csv",
     .title = "twarc (X)",
     .needs = "referencedtweetsretweetedid publicmetricslikecount authorusername",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "x-api-v2",
     .title = "X API v2",
     .needs = "publicmetricslikecount/publicmetricsretweetcount text createdat",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "x-api-v1",
     .title = "X API v1.1",
     .needs = "idstr userscreenname fulltext/text",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "x-archive",
     .title = "X archive",
     .needs = "idstr fulltext favoritecount createdat",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "x-analytics",
     .title = "X Analytics",
     .needs = "tweetid tweetpermalink tweettext impressions",
     .columns = "id:tweetid url:tweetpermalink text:tweettext title: author: date:time clock: "
                "platform: followers: reach: views:impressions engagement:engagements "
                "shares:retweets comments:replies likes:likes,favorites",
     .platform = "X",
     .refine = refine_x},
    {.id = "x-analytics",
     .title = "X Analytics",
     .needs = "postid posttext postlink impressions",
     .columns = "id:postid url:postlink text:posttext title: author: date:date clock: platform: "
                "followers: reach: views:impressions engagement:engagements shares:reposts "
                "comments:replies likes:likes",
     .platform = "X",
     .refine = refine_x},
    {.id = "snscrape",
     .title = "snscrape",
     .needs = "rawcontent/content conversationid quotecount retweetcount user*",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "tags",
     .title = "TAGS",
     .needs = "idstr fromuser statusurl entitiesstr",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},
    {.id = "social-feed-manager",
     .title = "Social Feed Manager",
     .needs = "tweeturl userscreenname tweettype",
     .columns = kXColumns,
     .platform = "X",
     .refine = refine_x},

    // Research tools that serve several platforms.
    {.id = "4cat",
     .title = "4CAT",
     .needs = "threadid body unixtimestamp timestamp",
     .columns =
         "id:id text:body title:subject author:author date:unixtimestamp,timestamp clock: "
         "url:url,tiktokurl,posturl platform: language:languageguess,languages country: "
         "followers:authorfollowers reach: engagement: "
         "likes:likes,numlikes,likecount,reactions "
         "comments:comments,numcomments,replies,replycount "
         "shares:shares,retweetcount,reposts,repostcount views:plays,views rating: query:query "
         "tags:hashtags parent:replyto,repliedtopost,postid,threadid "
         "repostOf:isretweet,authorforwardedfromname "
         "replyTo:isreply,repliedtopost,iscommentoncomment quoteOf:isquotetweet postKind:",
     .refine = refine_parent},
    {.id = "zeeschuimer",
     .title = "Zeeschuimer",
     .needs = "itemid sourceplatform timestampcollected",
     .columns = "id:itemid text:desc,captiontext,legacyfulltext,text,body title: "
                "author:authoruniqueid,userusername,coreuserresultsresultlegacyscreenname,author "
                "date:createtime,takenat,legacycreatedat clock: url: platform:sourceplatform "
                "language:textlanguage,legacylang followers:authorstatsfollowercount "
                "likes:statsdiggcount,likecount,legacyfavoritecount "
                "comments:statscommentcount,commentcount,legacyreplycount "
                "shares:statssharecount,legacyretweetcount views:statsplaycount"},
    {.id = "facepager",
     .title = "Facepager",
     .needs = "objectid objecttype querystatus querytime",
     .columns = "id:objectid text:message author:fromname date:createdtime clock: parent:parentid "
                "postKind:"},
    {.id = "media-cloud",
     .title = "Media Cloud",
     .needs = "storiesid publishdate medianame",
     .columns = "id:storiesid text: title:title author: date:publishdate url:url "
                "platform:medianame language:language"},
    {.id = "gdelt",
     .title = "GDELT",
     .needs = "seendate sourcecountry",
     .columns = "id: text: title:title author: date:seendate url:url platform:domain "
                "language:language country:sourcecountry"},

    // Reddit.
    {.id = "reddit",
     .title = "Reddit",
     .needs = "createdutc selftext/body subreddit/subredditid",
     .columns = "id:id text:body,selftext title:title author:author date:createdutc clock: "
                "url:permalink platform: language: country: followers: reach: engagement: "
                "likes:score,likes comments:numcomments,comments shares: views: rating: query: "
                "tags:linkflairtext parent:parentid,linkid replyTo:parentid "
                "repostOf:crosspostparent postKind:",
     .platform = "Reddit"},
    {.id = "minet-reddit",
     .title = "minet",
     .needs = "points numbercomments publisheddate",
     .columns = "text:text,content title:title author:author date:publisheddate url:url "
                "likes:points comments:numbercomments platform:",
     .platform = "Reddit"},

    // YouTube.
    {.id = "youtube-comment-downloader",
     .title = "youtube-comment-downloader",
     .needs = "cid votes heart channel",
     .columns = "id:cid text:text title: author:author date:timeparsed,time clock: url: platform: "
                "likes:votes comments:replies replyTo: parent:",
     .platform = "YouTube",
     .refine = refine_youtube_downloader},
    {.id = "youtube-data-tools",
     .title = "YouTube Data Tools",
     .needs = "isreplyto authorname publishedat text",
     .columns = "id:id text:text title: author:authorname date:publishedat clock: url: platform: "
                "likes:likecount comments:replycount replyTo:isreply,isreplyto parent:isreplyto "
                "extra:videoid",
     .platform = "YouTube",
     .refine = refine_youtube},
    {.id = "youtube-data-tools-videos",
     .title = "YouTube Data Tools",
     .needs = "channeltitle videoid videotitle videodescription",
     .columns = "id:videoid text:videodescription title:videotitle author:channeltitle "
                "date:publishedat clock: url: platform: likes:likecount comments:commentcount "
                "views:viewcount extra:videoid",
     .platform = "YouTube",
     .refine = refine_youtube},
    {.id = "minet-youtube",
     .title = "minet",
     .needs = "commentid videoid authorchannelid text",
     .columns = "id:commentid text:text author:authorname date:publishedat clock: url: platform: "
                "likes:likecount comments:replycount parent:parentcommentid "
                "replyTo:parentcommentid extra:videoid",
     .platform = "YouTube",
     .refine = refine_youtube},
    {.id = "youtube-api",
     .title = "YouTube API",
     .needs = "snippettoplevelcommentsnippettextoriginal/snippettoplevelcommentsnippettextdisplay",
     .columns =
         "id:snippettoplevelcommentid,id title: "
         "text:snippettoplevelcommentsnippettextoriginal,snippettoplevelcommentsnippettextdisplay "
         "author:snippettoplevelcommentsnippetauthordisplayname "
         "date:snippettoplevelcommentsnippetpublishedat clock: url: platform: "
         "likes:snippettoplevelcommentsnippetlikecount comments:snippettotalreplycount "
         "parent:snippettoplevelcommentsnippetparentid "
         "replyTo:snippettoplevelcommentsnippetparentid "
         "extra:snippetvideoid,snippettoplevelcommentsnippetvideoid",
     .platform = "YouTube",
     .refine = refine_youtube},
    {.id = "youtube-api",
     .title = "YouTube API",
     .needs = "snippettextoriginal/snippettextdisplay snippetauthordisplayname",
     .columns = "id:id title: text:snippettextoriginal,snippettextdisplay "
                "author:snippetauthordisplayname date:snippetpublishedat clock: url: platform: "
                "likes:snippetlikecount comments: parent:snippetparentid replyTo:snippetparentid "
                "extra:snippetvideoid",
     .platform = "YouTube",
     .refine = refine_youtube},

    // Messengers.
    {.id = "telegram",
     .title = "Telegram",
     .needs = "id type date text fromid/actorid",
     .columns = "id:id text:text title: author:from,fromid date:dateunixtime,date clock: url: "
                "platform: likes:reactionscount parent:replytomessageid "
                "replyTo:replytomessageid repostOf:forwardedfrom postKind: extra:type",
     .platform = "Telegram",
     .refine = refine_telegram},
    {.id = "telegram",
     .title = "Telegram",
     .needs = "message views forwards fromid*",
     .columns = "id:id text:message title: author:postauthor,fromiduserid,fromidchannelid,fromid "
                "date:date clock: url: platform: likes:reactionscount views:views "
                "shares:forwards replyTo:replytomsgid parent:replytomsgid postKind: extra:type",
     .platform = "Telegram",
     .refine = refine_telegram},
    {.id = "minet-telegram",
     .title = "minet",
     .needs = "linktomessage user text views",
     .columns =
         "text:text author:user date:datetime clock: url:linktomessage platform: views:views",
     .platform = "Telegram"},
    {.id = "discord",
     .title = "DiscordChatExporter",
     .needs = "author date content attachments reactions",
     .columns = kDiscordColumns,
     .platform = "Discord",
     .refine = refine_discord},
    {.id = "discord",
     .title = "DiscordChatExporter",
     .needs = "$guild $channel content timestamp",
     .columns = kDiscordColumns,
     .platform = "Discord",
     .refine = refine_discord},
    {.id = "kakaotalk",
     .title = "KakaoTalk",
     .needs = "=date user message",
     .columns = "text:message author:user date:date platform:",
     .platform = "KakaoTalk",
     .refine = refine_kakaotalk},

    // The Fediverse and its kin.
    {.id = "mastodon-outbox",
     .title = "Mastodon",
     .needs = "type actor published to object*",
     .columns = "id:objectid,id text:objectcontent title:objectsummary author:actor "
                "date:published,objectpublished clock: url:objecturl,object platform: language: "
                "likes: parent:objectinreplyto replyTo:objectinreplyto tags:objecttagname "
                "postKind: extra:type,to,cc",
     .platform = "Mastodon",
     .refine = refine_mastodon_outbox},
    {.id = "mastodon",
     .title = "Mastodon",
     .needs = "reblogscount favouritescount accountacct",
     .columns = "id:id text:content,reblogcontent title:spoilertext author:accountacct "
                "date:createdat clock: url:url,uri platform: language:language "
                "followers:accountfollowerscount likes:favouritescount shares:reblogscount "
                "comments:repliescount parent:inreplytoid replyTo:inreplytoid repostOf:reblogid "
                "tags:tagsname postKind: extra:visibility",
     .platform = "Mastodon",
     .refine = refine_mastodon},
    {.id = "bluesky",
     .title = "Bluesky",
     .needs = "uri recordtext authorhandle",
     .columns = kBlueskyColumns,
     .platform = "Bluesky",
     .refine = refine_bluesky},
    {.id = "bluesky",
     .title = "Bluesky",
     .needs = "uri createdat text replycount repostcount quotecount",
     .columns = kBlueskyColumns,
     .platform = "Bluesky",
     .refine = refine_bluesky},
    {.id = "bluesky",
     .title = "Bluesky",
     .needs = "did handle createdat text repostcount",
     .columns = kBlueskyColumns,
     .platform = "Bluesky",
     .refine = refine_bluesky},

    // TikTok, Instagram, Facebook, LinkedIn.
    {.id = "tiktok",
     .title = "TikTok",
     .needs = "authormeta* diggcount playcount",
     .columns = "id:id text:text title: author:authormetaname date:createtimeiso,createtime clock: "
                "url:webvideourl platform: language:textlanguage followers:authormetafans reach: "
                "likes:diggcount comments:commentcount shares:sharecount views:playcount rating: "
                "tags:hashtagsname,hashtags,hashtags0* postKind:",
     .platform = "TikTok"},
    {.id = "minet-tiktok",
     .title = "minet",
     .needs = "description diggcount playcount author*",
     .columns = "id:id text:description title: author:authoruniqueid date:utctime,createtime "
                "clock: platform: likes:diggcount comments:commentcount shares:sharecount "
                "views:playcount",
     .platform = "TikTok"},
    {.id = "tiktok-research",
     .title = "TikTok Research API",
     .needs = "videodescription createtime viewcount regioncode",
     .columns = "id:videoid,id text:videodescription title: author:username date:createtime clock: "
                "url: platform: country:regioncode likes:likecount comments:commentcount "
                "shares:sharecount views:viewcount tags:hashtagnames",
     .platform = "TikTok",
     .refine = refine_tiktok},
    {.id = "instagram",
     .title = "Instagram (Apify)",
     .needs = "ownerusername shortcode caption",
     .columns = "id:id,shortcode text:caption title: author:ownerusername date:timestamp clock: "
                "url:url platform: followers: likes:likescount comments:commentscount "
                "views:videoviewcount,videoplaycount tags:hashtags* postKind:",
     .platform = "Instagram"},
    {.id = "minet-instagram",
     .title = "minet",
     .needs = "caption likecount commentcount takenattimestamp",
     .columns = "text:caption title: date:takenattimestamp clock: platform: likes:likecount "
                "comments:commentcount postKind:",
     .platform = "Instagram"},
    {.id = "facebook",
     .title = "Facebook (Apify)",
     .needs = "facebookurl postid text likes",
     .columns = "id:postid text:text title: author:username,pagename date:time,timestamp clock: "
                "url:url platform: followers: likes:likes comments:comments shares:shares query: "
                "postKind:",
     .platform = "Facebook"},
    {.id = "facebook-comments",
     .title = "Facebook (Apify)",
     .needs = "commenturl profilename text",
     .columns = "id:id text:text title: author:profilename date:date clock: url:commenturl "
                "platform: likes:likescount comments:commentscount replyTo:commenturl postKind:",
     .platform = "Facebook"},
    {.id = "meta-business-suite",
     .title = "Meta Business Suite",
     .needs = "postid pageid/accountid permalink publishtime",
     .columns =
         "id:postid text:description,title title: author:pagename,accountusername,accountname "
         "date:publishtime clock: url:permalink platform: language: followers: reach:reach "
         "views:views,impressions likes:likes,reactions comments:comments shares:shares "
         "postKind:",
     .date_order = "mdy"},
    {.id = "phantombuster-linkedin",
     .title = "PhantomBuster",
     .needs = "postcontent posturl postdate likecount",
     .columns = "id: text:postcontent title: author:profileurl date:posttimestamp,postdate clock: "
                "url:posturl platform: likes:likecount comments:commentcount shares:repostcount "
                "quoteOf:sharedposturl postKind:",
     .platform = "LinkedIn",
     .refine = refine_linkedin},

    // Reviews.
    {.id = "google-play",
     .title = "Google Play",
     .needs = "reviewid thumbsupcount reviewcreatedversion at",
     .columns = "id:reviewid text:content title: author:username date:at clock: url: platform: "
                "likes:thumbsupcount rating:score",
     .platform = "Google Play"},
    {.id = "google-play",
     .title = "Google Play",
     .needs = "thumbsup scoretext replytext",
     .columns = "id:id text:text title:title author:username date:date clock: url:url platform: "
                "likes:thumbsup rating:score",
     .platform = "Google Play"},
    {.id = "play-console",
     .title = "Google Play Console",
     .needs = "packagename reviewerlanguage starrating reviewsubmitmillissinceepoch",
     .columns = "id: text:reviewtext title:reviewtitle author: "
                "date:reviewsubmitmillissinceepoch,reviewsubmitdateandtime clock: url:reviewlink "
                "platform: language:reviewerlanguage likes: rating:starrating query:",
     .platform = "Google Play"},
    {.id = "app-store",
     .title = "App Store",
     .needs = "isedited username review rating",
     .columns = "text:review title:title author:username date:date clock: url: platform: "
                "rating:rating likes:",
     .platform = "App Store"},
    {.id = "app-store",
     .title = "App Store",
     .needs = "userurl version score title text",
     .columns = "id:id text:text title:title author:username date:updated clock: url:url platform: "
                "rating:score likes:",
     .platform = "App Store"},
    {.id = "app-store-rss",
     .title = "App Store",
     .needs = "imratinglabel contentlabel",
     .columns = "id:idlabel text:contentlabel title:titlelabel author:authornamelabel "
                "date:updatedlabel clock: url:linkattributeshref platform: rating:imratinglabel "
                "likes: comments: extra:imratinglabel",
     .platform = "App Store",
     .refine = refine_app_store_rss},
    {.id = "trustpilot",
     .title = "Trustpilot",
     .needs = "reviewcreated(utc) reviewstars reviewcontent",
     .columns = "id:reviewid text:reviewcontent title:reviewtitle author:reviewusername "
                "date:reviewcreated(utc) clock: url: platform: language:reviewlanguage country: "
                "rating:reviewstars query: tags:tags",
     .platform = "Trustpilot"},
    {.id = "trustpilot",
     .title = "Trustpilot",
     .needs = "reviewstars reviewcomment companyresponse",
     .columns = "text:reviewcomment title:reviewtitle rating:reviewstars platform:",
     .platform = "Trustpilot"},
    {.id = "google-takeout-reviews",
     .title = "Google Takeout",
     .needs = "fivestarratingpublished",
     .columns = "id: text:reviewtextpublished,reviewtext title: author: date:date clock: "
                "url:googlemapsurl platform: country:locationcountrycode "
                "rating:fivestarratingpublished query:locationname",
     .platform = "Google Maps"},
    {.id = "google-business",
     .title = "Google Business Profile",
     .needs = "starrating reviewerdisplayname",
     .columns = "id:reviewid,name text:comment title: author:reviewerdisplayname date:createtime "
                "clock: url: platform: rating:starrating comments:",
     .platform = "Google Maps",
     .refine = refine_google_business},
    {.id = "yelp",
     .title = "Yelp",
     .needs = "reviewid businessid stars useful funny cool",
     .columns = "id:reviewid text:text title: author:userid date:date clock: url: platform: "
                "likes:useful rating:stars",
     .platform = "Yelp"},
    {.id = "amazon",
     .title = "Amazon",
     .needs = "asin overall reviewtext unixreviewtime/reviewtime",
     .columns = "id: text:reviewtext title:summary author:reviewername,reviewerid "
                "date:unixreviewtime,reviewtime clock: url: platform: likes:vote rating:overall "
                "query: extra:helpful",
     .platform = "Amazon",
     .refine = refine_amazon},
    {.id = "amazon",
     .title = "Amazon",
     .needs = "productid profilename helpfulnessnumerator score text",
     .columns = "id:id text:text title:summary author:profilename,userid date:time clock: url: "
                "platform: likes:helpfulnessnumerator rating:score query:",
     .platform = "Amazon"},
    {.id = "amazon",
     .title = "Amazon",
     .needs = "rating variation verifiedreviews feedback",
     .columns = "text:verifiedreviews title: date:date clock: rating:rating platform: "
                "givenSentiment: likes:",
     .platform = "Amazon"},
    {.id = "steam",
     .title = "Steam",
     .needs = "recommendationid votedup timestampcreated",
     .columns = "id:recommendationid text:review title: author:authorsteamid date:timestampcreated "
                "clock: url: platform: language:language likes:votesup comments:commentcount "
                "rating:votedup extra:votedup",
     .platform = "Steam",
     .refine = refine_steam},
    {.id = "steam",
     .title = "Steam",
     .needs = "appid recommendationid review",
     .columns = "id:recommendationid text:review title: query:gametitle givenSentiment:sentiment "
                "platform:",
     .platform = "Steam"},
    {.id = "naver-movie",
     .title = "네이버 영화",
     .needs = "review rating reviewid movieid",
     .columns = "id:reviewid text:review title: author:author date:date clock: url: platform: "
                "rating:rating likes:",
     .platform = "Naver Movie",
     .date_order = "ymd"},
    {.id = "g2",
     .title = "G2",
     .needs = "whatdoyoulikebest* whatdoyoudislike*",
     .columns = "id:reviewid title:title date:date rating:starrating*",
     .platform = "G2",
     .survey = true,
     .questions = "what*"},

    // Support.
    {.id = "zendesk",
     .title = "Zendesk",
     .needs = "subject status priority via/viachannel createdat",
     .columns = "id:id text:description title:subject author:requester,requesterid date:createdat "
                "clock: url: platform: likes: query: tags:tags "
                "givenSentiment:satisfactionscore,satisfactionratingscore postKind:",
     .platform = "Zendesk"},
    {.id = "intercom",
     .title = "Intercom",
     .needs = "conversationid startedat conversationrating/conversationtags",
     .columns = "id:conversationid date:startedat clock: url: platform: rating:conversationrating "
                "tags:conversationtags parent: comments:",
     .platform = "Intercom"},

    // Surveys.
    {.id = "qualtrics",
     .title = "Qualtrics",
     .needs = "responseid recordeddate",
     .columns = "id:responseid date:recordeddate,enddate language:userlanguage",
     .survey = true,
     .questions = "-startdate -enddate -status -ipaddress -progress -duration* -finished "
                  "-recordeddate -responseid -recipient* -externalreference -externaldatareference "
                  "-location* -distributionchannel -userlanguage"},
    {.id = "qualtrics-legacy",
     .title = "Qualtrics",
     .needs = "responseid/v1 responseset/v2 enddate/v9 finished/v10",
     .columns = "id:responseid,v1 date:enddate,v9",
     .survey = true,
     .questions = "-v1 -v2 -v3 -v4 -v5 -v6 -v7 -v8 -v9 -v10 -responseid -responseset -name "
                  "-externaldatareference -emailaddress -ipaddress -status -startdate -enddate "
                  "-finished -location*"},
    {.id = "surveymonkey",
     .title = "SurveyMonkey",
     .needs = "^respondentid",
     .columns = "id:respondentid date:enddate,datemodified,startdate,datecreated",
     .survey = true,
     .questions = "-respondentid -collectorid -datecreated -datemodified -startdate -enddate "
                  "-ipaddress -emailaddress -firstname -lastname -customdata*"},
    {.id = "typeform",
     .title = "Typeform",
     .needs = "submitdate(utc) networkid",
     .columns = "id:#1 date:submitdate(utc),startdate(utc) tags:tags",
     .survey = true,
     .questions = "-startdate(utc) -stagedate(utc) -submitdate(utc) -networkid -tags -responsetype "
                  "-ending"},
    {.id = "google-forms",
     .title = "Google Forms",
     .needs = "^timestamp/타임스탬프/タイムスタンプ/отметкавремени/horodateur/zeitstempel/"
              "marcatemporal ?",
     .columns = "date:#1",
     .survey = true,
     .questions =
         "-emailaddress -이메일주소 -メールアドレス -адресэлектроннойпочты -username -score"},
};

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

std::span<const NamedFormat> formats() { return kFormats; }

const NamedFormat* find_format(std::span<const std::string> headers, Surroundings surroundings) {
  const auto found = std::ranges::find_if(kFormats, [&](const NamedFormat& format) {
    return meets(format.needs, headers, surroundings);
  });
  return found == std::end(kFormats) ? nullptr : found;
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
