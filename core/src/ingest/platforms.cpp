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
    {"app store", "App Store"},
    {"apple app store", "App Store"},
    {"apps.apple.com", "App Store"},
    {"blog.naver.com", "Naver Blog"},
    {"bluesky", "Bluesky"},
    {"bsky.app", "Bluesky"},
    {"cafe.naver.com", "Naver Cafe"},
    {"dcinside", "DC Inside"},
    {"dcinside.com", "DC Inside"},
    {"facebook", "Facebook"},
    {"facebook.com", "Facebook"},
    {"fb", "Facebook"},
    {"gall.dcinside.com", "DC Inside"},
    {"google play", "Google Play"},
    {"google play store", "Google Play"},
    {"ig", "Instagram"},
    {"instagram", "Instagram"},
    {"instagram.com", "Instagram"},
    {"linkedin", "LinkedIn"},
    {"linkedin.com", "LinkedIn"},
    {"m.facebook.com", "Facebook"},
    {"m.youtube.com", "YouTube"},
    {"mobile.twitter.com", "X"},
    {"naver blog", "Naver Blog"},
    {"naver cafe", "Naver Cafe"},
    {"ok.ru", "Odnoklassniki"},
    {"old.reddit.com", "Reddit"},
    {"play store", "Google Play"},
    {"play.google.com", "Google Play"},
    {"reddit", "Reddit"},
    {"reddit.com", "Reddit"},
    {"socialmedia_facebook", "Facebook"},
    {"socialmedia_instagram", "Instagram"},
    {"socialmedia_twitter", "X"},
    {"socialmedia_youtube", "YouTube"},
    {"t.me", "Telegram"},
    {"telegram", "Telegram"},
    {"threads", "Threads"},
    {"threads.com", "Threads"},
    {"threads.net", "Threads"},
    {"tik tok", "TikTok"},
    {"tiktok", "TikTok"},
    {"tiktok.com", "TikTok"},
    {"trustpilot", "Trustpilot"},
    {"trustpilot.com", "Trustpilot"},
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
    {"youtu.be", "YouTube"},
    {"youtube", "YouTube"},
    {"youtube.com", "YouTube"},
    {"вконтакте", "VK"},
    {"телеграм", "Telegram"},
    {"네이버 블로그", "Naver Blog"},
    {"네이버 카페", "Naver Cafe"},
    {"네이버블로그", "Naver Blog"},
    {"네이버카페", "Naver Cafe"},
    {"유튜브", "YouTube"},
    {"인스타그램", "Instagram"},
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
