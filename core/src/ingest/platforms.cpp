#include "ingest/platforms.h"

#include <algorithm>
#include <string>

#include "text/fold.h"

namespace earshot {
namespace {

struct Platform {
  std::string_view key;  // folded name or host
  std::string_view name;
};

// Sorted by key (in bytes): it is searched by halves.
constexpr Platform kPlatforms[] = {
    {"5ch", "5ch"},
    {"5ch.net", "5ch"},
    {"amazon", "Amazon"},
    {"amazon.com", "Amazon"},
    {"app store", "App Store"},
    {"apple app store", "App Store"},
    {"apps.apple.com", "App Store"},
    {"blog.naver.com", "Naver Blog"},
    {"bluesky", "Bluesky"},
    {"bsky.app", "Bluesky"},
    {"cafe.naver.com", "Naver Cafe"},
    {"dcinside", "DC Inside"},
    {"dcinside.com", "DC Inside"},
    {"discord", "Discord"},
    {"discord.com", "Discord"},
    {"facebook", "Facebook"},
    {"facebook.com", "Facebook"},
    {"fb", "Facebook"},
    {"g2", "G2"},
    {"g2.com", "G2"},
    {"gall.dcinside.com", "DC Inside"},
    {"google maps", "Google Maps"},
    {"google play", "Google Play"},
    {"google play store", "Google Play"},
    {"ig", "Instagram"},
    {"instagram", "Instagram"},
    {"instagram.com", "Instagram"},
    {"intercom", "Intercom"},
    {"itunes.apple.com", "App Store"},
    {"kakaotalk", "KakaoTalk"},
    {"linkedin", "LinkedIn"},
    {"linkedin.com", "LinkedIn"},
    {"m.facebook.com", "Facebook"},
    {"m.youtube.com", "YouTube"},
    {"maps.app.goo.gl", "Google Maps"},
    {"maps.google.com", "Google Maps"},
    {"mastodon", "Mastodon"},
    {"mastodon.social", "Mastodon"},
    {"mobile.twitter.com", "X"},
    {"movie.naver.com", "Naver Movie"},
    {"naver blog", "Naver Blog"},
    {"naver cafe", "Naver Cafe"},
    {"odnoklassniki", "Odnoklassniki"},
    {"ok.ru", "Odnoklassniki"},
    {"old.reddit.com", "Reddit"},
    {"pinterest", "Pinterest"},
    {"pinterest.com", "Pinterest"},
    {"play store", "Google Play"},
    {"play.google.com", "Google Play"},
    {"reddit", "Reddit"},
    {"reddit.com", "Reddit"},
    {"socialmedia_facebook", "Facebook"},
    {"socialmedia_instagram", "Instagram"},
    {"socialmedia_linkedin", "LinkedIn"},
    {"socialmedia_pinterest", "Pinterest"},
    {"socialmedia_reddit", "Reddit"},
    {"socialmedia_tiktok", "TikTok"},
    {"socialmedia_twitter", "X"},
    {"socialmedia_vkontakte", "VK"},
    {"socialmedia_youtube", "YouTube"},
    {"steam", "Steam"},
    {"steamcommunity.com", "Steam"},
    {"store.steampowered.com", "Steam"},
    {"t.me", "Telegram"},
    {"telegram", "Telegram"},
    {"telegram.org", "Telegram"},
    {"threads", "Threads"},
    {"threads.com", "Threads"},
    {"threads.net", "Threads"},
    {"tik tok", "TikTok"},
    {"tiktok", "TikTok"},
    {"tiktok.com", "TikTok"},
    {"tripadvisor", "Tripadvisor"},
    {"tripadvisor.com", "Tripadvisor"},
    {"trustpilot", "Trustpilot"},
    {"trustpilot.com", "Trustpilot"},
    {"truth social", "Truth Social"},
    {"truthsocial.com", "Truth Social"},
    {"twitter", "X"},
    {"twitter.com", "X"},
    {"vk", "VK"},
    {"vk.com", "VK"},
    {"vkontakte", "VK"},
    {"weibo", "Weibo"},
    {"weibo.com", "Weibo"},
    {"x", "X"},
    {"x (formerly twitter)", "X"},
    {"x (twitter)", "X"},
    {"x.com", "X"},
    {"x/twitter", "X"},
    {"yelp", "Yelp"},
    {"yelp.com", "Yelp"},
    {"youtu.be", "YouTube"},
    {"youtube", "YouTube"},
    {"youtube.com", "YouTube"},
    {"zendesk", "Zendesk"},
    {"вконтакте", "VK"},
    {"одноклассники", "Odnoklassniki"},
    {"телеграм", "Telegram"},
    {"ютуб", "YouTube"},
    {"インスタグラム", "Instagram"},
    {"ツイッター", "X"},
    {"ユーチューブ", "YouTube"},
    {"微博", "Weibo"},
    {"新浪微博", "Weibo"},
    {"네이버 블로그", "Naver Blog"},
    {"네이버 카페", "Naver Cafe"},
    {"네이버블로그", "Naver Blog"},
    {"네이버카페", "Naver Cafe"},
    {"유튜브", "YouTube"},
    {"인스타그램", "Instagram"},
    {"카카오톡", "KakaoTalk"},
    {"트위터", "X"},
    {"페이스북", "Facebook"},
};
static_assert(std::ranges::is_sorted(kPlatforms, {}, &Platform::key));

std::string_view look_up(std::string_view key) {
  const auto found = std::ranges::lower_bound(kPlatforms, key, {}, &Platform::key);
  return found != std::end(kPlatforms) && found->key == key ? found->name : std::string_view();
}

}  // namespace

std::string_view platform_name(std::string_view as_exported) {
  std::string folded;
  fold(as_exported, folded);
  const std::string_view name = look_up(folded);
  return name.empty() ? as_exported : name;
}

std::string_view platform_of_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 6) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (host.find('.') == std::string_view::npos) return {};
  const std::string_view name = look_up(host);
  return name.empty() ? host : name;
}

}  // namespace earshot
