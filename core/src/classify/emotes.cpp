#include "classify/emotes.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace earshot {
namespace {

using enum Emote;

struct EmojiRow {
  char32_t emoji;
  Emote emote;
};

// Sorted by code point.
constexpr EmojiRow kEmoji[] = {
    {U'\u2639', Sad},          {U'\u263A', Joy},          {U'\u2661', Love},
    {U'\u2665', Love},         {U'\u26A1', Fire},         {U'\u2705', Approval},
    {U'\u270A', Approval},     {U'\u270C', Joy},          {U'\u2714', Approval},
    {U'\u2728', Fire},         {U'\u274C', Refusal},      {U'\u2757', Surprise},
    {U'\u2763', Love},         {U'\u2764', Love},         {U'\u2B50', Fire},
    {U'\U0001F31F', Fire},     {U'\U0001F339', Love},     {U'\U0001F389', Joy},
    {U'\U0001F38A', Joy},      {U'\U0001F3C6', Approval}, {U'\U0001F440', Doubt},
    {U'\U0001F44A', Approval}, {U'\U0001F44C', Approval}, {U'\U0001F44D', Approval},
    {U'\U0001F44E', Refusal},  {U'\U0001F44F', Approval}, {U'\U0001F47B', Wink},
    {U'\U0001F47F', Anger},    {U'\U0001F480', Laugh},    {U'\U0001F48B', Love},
    {U'\U0001F48C', Love},     {U'\U0001F48E', Fire},     {U'\U0001F490', Love},
    {U'\U0001F493', Love},     {U'\U0001F494', Sad},      {U'\U0001F495', Love},
    {U'\U0001F496', Love},     {U'\U0001F497', Love},     {U'\U0001F498', Love},
    {U'\U0001F499', Love},     {U'\U0001F49A', Love},     {U'\U0001F49B', Love},
    {U'\U0001F49C', Love},     {U'\U0001F49D', Love},     {U'\U0001F49E', Love},
    {U'\U0001F49F', Love},     {U'\U0001F4A2', Anger},    {U'\U0001F4A9', Disgust},
    {U'\U0001F4AA', Approval}, {U'\U0001F4AF', Approval}, {U'\U0001F525', Fire},
    {U'\U0001F595', Anger},    {U'\U0001F5A4', Love},     {U'\U0001F600', Joy},
    {U'\U0001F601', Joy},      {U'\U0001F602', Laugh},    {U'\U0001F603', Joy},
    {U'\U0001F604', Joy},      {U'\U0001F605', Laugh},    {U'\U0001F606', Laugh},
    {U'\U0001F607', Joy},      {U'\U0001F608', Wink},     {U'\U0001F609', Wink},
    {U'\U0001F60A', Joy},      {U'\U0001F60B', Joy},      {U'\U0001F60C', Joy},
    {U'\U0001F60D', Love},     {U'\U0001F60E', Joy},      {U'\U0001F60F', Doubt},
    {U'\U0001F610', Doubt},    {U'\U0001F611', Doubt},    {U'\U0001F612', Disgust},
    {U'\U0001F613', Sad},      {U'\U0001F614', Sad},      {U'\U0001F615', Doubt},
    {U'\U0001F616', Sad},      {U'\U0001F617', Love},     {U'\U0001F618', Love},
    {U'\U0001F619', Love},     {U'\U0001F61A', Love},     {U'\U0001F61B', Wink},
    {U'\U0001F61C', Wink},     {U'\U0001F61D', Wink},     {U'\U0001F61E', Sad},
    {U'\U0001F61F', Sad},      {U'\U0001F620', Anger},    {U'\U0001F621', Anger},
    {U'\U0001F622', Cry},      {U'\U0001F623', Sad},      {U'\U0001F624', Anger},
    {U'\U0001F625', Sad},      {U'\U0001F626', Sad},      {U'\U0001F627', Sad},
    {U'\U0001F628', Fear},     {U'\U0001F629', Sad},      {U'\U0001F62A', Sad},
    {U'\U0001F62B', Sad},      {U'\U0001F62C', Doubt},    {U'\U0001F62D', Cry},
    {U'\U0001F62E', Surprise}, {U'\U0001F62F', Surprise}, {U'\U0001F630', Fear},
    {U'\U0001F631', Fear},     {U'\U0001F632', Surprise}, {U'\U0001F633', Surprise},
    {U'\U0001F634', None},     {U'\U0001F635', Surprise}, {U'\U0001F636', Doubt},
    {U'\U0001F637', Sad},      {U'\U0001F638', Joy},      {U'\U0001F639', Laugh},
    {U'\U0001F63A', Joy},      {U'\U0001F63B', Love},     {U'\U0001F63D', Love},
    {U'\U0001F63E', Anger},    {U'\U0001F63F', Cry},      {U'\U0001F640', Fear},
    {U'\U0001F641', Sad},      {U'\U0001F642', Joy},      {U'\U0001F643', Wink},
    {U'\U0001F644', Doubt},    {U'\U0001F645', Refusal},  {U'\U0001F647', Sad},
    {U'\U0001F648', Wink},     {U'\U0001F64A', Wink},     {U'\U0001F64B', Joy},
    {U'\U0001F64C', Approval}, {U'\U0001F64F', Approval}, {U'\U0001F6AB', Refusal},
    {U'\U0001F90D', Love},     {U'\U0001F90E', Love},     {U'\U0001F910', Doubt},
    {U'\U0001F911', Joy},      {U'\U0001F912', Sad},      {U'\U0001F913', Joy},
    {U'\U0001F914', Doubt},    {U'\U0001F915', Sad},      {U'\U0001F917', Joy},
    {U'\U0001F921', Disgust},  {U'\U0001F922', Disgust},  {U'\U0001F923', Laugh},
    {U'\U0001F924', Joy},      {U'\U0001F925', Doubt},    {U'\U0001F926', Disgust},
    {U'\U0001F928', Doubt},    {U'\U0001F929', Love},     {U'\U0001F92A', Wink},
    {U'\U0001F92C', Anger},    {U'\U0001F92D', Wink},     {U'\U0001F92E', Disgust},
    {U'\U0001F92F', Surprise}, {U'\U0001F937', Doubt},    {U'\U0001F970', Love},
    {U'\U0001F971', None},     {U'\U0001F972', Cry},      {U'\U0001F973', Joy},
    {U'\U0001F974', Doubt},    {U'\U0001F975', Fire},     {U'\U0001F976', Fear},
    {U'\U0001F979', Cry},      {U'\U0001F97A', Cry},      {U'\U0001F9E1', Love},
    {U'\U0001FA75', Love},     {U'\U0001FA77', Love},     {U'\U0001FAE0', Doubt},
    {U'\U0001FAE1', Approval}, {U'\U0001FAE3', Wink},     {U'\U0001FAE4', Doubt},
    {U'\U0001FAF0', Love},     {U'\U0001FAF6', Love},
};

struct EmoticonRow {
  std::string_view text;
  Emote emote;
};

// As folded. Runs such as ))) , www, ㅋㅋ and ㅠㅠ are not here: the extractor counts them.
constexpr EmoticonRow kEmoticons[] = {
    {":)", Joy},           {":-)", Joy},
    {":=)", Joy},          {":]", Joy},
    {":o)", Joy},          {":^)", Joy},
    {"(:", Joy},           {"(-:", Joy},
    {"=)", Joy},           {"=]", Joy},
    {";)", Wink},          {";-)", Wink},
    {";]", Wink},          {";d", Wink},
    {";p", Wink},          {":d", Laugh},
    {":-d", Laugh},        {"=d", Laugh},
    {":'d", Laugh},        {":')", Joy},
    {":p", Wink},          {":-p", Wink},
    {"=p", Wink},          {":3", Joy},
    {"^^", Joy},           {"^_^", Joy},
    {"^-^", Joy},          {"^.^", Joy},
    {"^o^", Joy},          {"^0^", Joy},
    {"^ ^", Joy},          {"*_*", Love},
    {"*-*", Love},         {"*o*", Love},
    {"<3", Love},          {":*", Love},
    {":-*", Love},         {";*", Love},
    {"</3", Sad},          {":(", Sad},
    {":-(", Sad},          {":[", Sad},
    {"=(", Sad},           {"=[", Sad},
    {"):", Sad},           {":c", Sad},
    {":<", Sad},           {":'(", Cry},
    {":,(", Cry},          {":\"(", Cry},
    {";(", Cry},           {";-(", Cry},
    {";_;", Cry},          {";;", Doubt},
    {"t_t", Cry},          {"t.t", Cry},
    {"t-t", Cry},          {"t^t", Cry},
    {"q_q", Cry},          {":@", Anger},
    {">:(", Anger},        {">_<", Sad},
    {"><", Sad},           {">.<", Sad},
    {">:)", Wink},         {":/", Doubt},
    {":-/", Doubt},        {"=/", Doubt},
    {":\\", Doubt},        {":-\\", Doubt},
    {":|", Doubt},         {":-|", Doubt},
    {"-_-", Disgust},      {"-.-", Disgust},
    {"-,-", Disgust},      {"--;", Disgust},
    {"-_-;", Disgust},     {"=_=", Disgust},
    {"._.", Sad},          {"o_o", Surprise},
    {"o.o", Surprise},     {"0_0", Surprise},
    {":o", Surprise},      {":-o", Surprise},
    {":0", Surprise},      {"x_x", Sad},
    {"u_u", Sad},          {"\\o/", Joy},
    {"m(_ _)m", Approval}, {"m(__)m", Approval},
    {"(笑)", Laugh},       {"(爆笑)", Laugh},
    {"(泣)", Cry},         {"(涙)", Cry},
    {"(怒)", Anger},       {"(汗)", Doubt},
    {"(苦笑)", Doubt},     {"(ノд`)", Cry},
    {"(;_;)", Cry},        {"(t_t)", Cry},
    {"(泣", Cry},          {"(笑", Laugh},
    {"(^^)", Joy},         {"(^_^)", Joy},
    {"(^o^)", Joy},        {"(^-^)", Joy},
    {"(>_<)", Sad},        {"(´;ω;`)", Cry},
    {"(;ω;)", Cry},        {"(´・ω・`)", Sad},
    {"(・∀・)", Joy},      {"(≧▽≦)", Joy},
    {"(*´ω`*)", Joy},      {"(´▽`)", Joy},
    {"(*´▽`*)", Joy},      {"(`・ω・´)", Approval},
    {"('ω')", Joy},        {"(^^;", Doubt},
    {"(^_^;)", Doubt},     {"(-_-)", Disgust},
    {"(o_o)", Surprise},   {"┐(´д`)┌", Doubt},
    {"_(:3", Sad},         {"╰(*´︶`*)╯", Joy},
    {"ಠ_ಠ", Disgust},      {"¯\\_(ツ)_/¯", Doubt},
    {"(╯°□°)╯", Anger},    {"♡", Love},
};

// Rows by first byte, longest first, so that the first hit is the longest.
struct Index {
  std::array<std::uint8_t, 257> begin{};
  std::array<std::uint8_t, std::size(kEmoticons)> row{};
};
static_assert(std::size(kEmoticons) < 256);

constexpr Index make_index() {
  Index index;
  std::size_t count = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    index.begin[byte] = static_cast<std::uint8_t>(count);
    const std::size_t first = count;
    for (std::size_t i = 0; i < std::size(kEmoticons); ++i) {
      if (static_cast<unsigned char>(kEmoticons[i].text[0]) != byte) continue;
      std::size_t at = count++;
      for (; at > first && kEmoticons[index.row[at - 1]].text.size() < kEmoticons[i].text.size();
           --at) {
        index.row[at] = index.row[at - 1];
      }
      index.row[at] = static_cast<std::uint8_t>(i);
    }
  }
  index.begin[256] = static_cast<std::uint8_t>(count);
  return index;
}
constexpr Index kIndex = make_index();

}  // namespace

bool is_clear(Emote emote) {
  switch (emote) {
    case Love:
    case Joy:
    case Approval:
    case Sad:
    case Anger:
    case Disgust:
    case Refusal: return true;
    default: return false;
  }
}

Emote emoji_emote(std::uint32_t code_point) {
  const auto* row =
      std::lower_bound(std::begin(kEmoji), std::end(kEmoji), code_point,
                       [](const EmojiRow& r, std::uint32_t value) { return r.emoji < value; });
  return row != std::end(kEmoji) && row->emoji == code_point ? row->emote : None;
}

constexpr std::array<bool, 256> kBeginsEmoticon = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) table[i] = kIndex.begin[i] != kIndex.begin[i + 1];
  return table;
}();

EmoticonMatch match_emoticon(std::string_view text) {
  if (text.empty()) return {};
  const auto byte = static_cast<unsigned char>(text[0]);
  for (std::size_t i = kIndex.begin[byte]; i < kIndex.begin[byte + 1u]; ++i) {
    const EmoticonRow& row = kEmoticons[kIndex.row[i]];
    if (text.size() < row.text.size() || text[1] != row.text[1]) continue;  // none has one byte
    if (text.starts_with(row.text)) return {row.emote, row.text.size()};
  }
  return {};
}

}  // namespace earshot
