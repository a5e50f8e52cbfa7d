#include <earshot/mention.h>

namespace earshot {

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::Original: return "original";
    case Kind::Repost: return "repost";
    case Kind::Reply: return "reply";
    case Kind::Quote: return "quote";
  }
  return "";
}

std::string_view label_name(Label label) {
  switch (label) {
    case Label::Positive: return "positive";
    case Label::Neutral: return "neutral";
    case Label::Negative: return "negative";
    case Label::Unrated: return "unrated";
  }
  return "";
}

}  // namespace earshot
