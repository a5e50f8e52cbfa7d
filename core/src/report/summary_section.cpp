// The summary: five sentences that say nothing but what the figures say.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "insight/adequacy.h"
#include "insight/compare.h"
#include "insight/repetition.h"
#include "report/figure_out.h"
#include "report/sections.h"
#include "report/text_out.h"
#include "text/utf8.h"
#include "text/words.h"

namespace earshot {
namespace {

constexpr std::string_view kEnglishMonths[] = {"January", "February", "March",     "April",
                                               "May",     "June",     "July",      "August",
                                               "September", "October", "November", "December"};
constexpr std::string_view kRussianMonths[] = {"января", "февраля", "марта",    "апреля",
                                               "мая",    "июня",    "июля",     "августа",
                                               "сентября", "октября", "ноября", "декабря"};
constexpr std::string_view kNoBreak = "\u00a0";

struct Argument {
  std::string text;
  std::uint64_t count = 0;  ///< what forms go by
};

/// Writes numbers and days as a language does, and fills in sentences.
class Writer {
 public:
  explicit Writer(SummaryLanguage language) : language_(language) {}

  Argument name(std::string_view text) const { return {std::string(text), 0}; }
  /// The person's own topics have no other name.
  Argument topic(const Topics& topics, std::uint32_t topic) const {
    const std::string_view name = topics.name(topic);
    const std::string_view known =
        topic < kTopicNames.size() ? words("topic-" + std::string(name)) : name;
    return {std::string(known), 0};
  }

  Argument count(std::uint64_t value) const {
    std::string digits;
    append_integer(digits, value);
    const bool russian = language_ == SummaryLanguage::Russian;
    if (digits.size() > (russian ? 4u : 3u)) {
      for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, russian ? kNoBreak : ",");
      }
    }
    return {std::move(digits), value};
  }

  Argument percent(double share) const {
    std::string text;
    append_integer(text, static_cast<std::uint64_t>(std::round(share * 100)));
    if (language_ == SummaryLanguage::Russian) text += kNoBreak;
    return {text + '%', 0};
  }

  /// Net sentiment in points, with its sign.
  Argument points(double net) const {
    const double rounded = std::round(net * 100);
    std::string text = rounded > 0 ? "+" : rounded < 0 ? "\u2212" : "";
    append_integer(text, static_cast<std::uint64_t>(std::abs(rounded)));
    return {std::move(text), 0};
  }

  Argument day(std::int64_t local_ms) const {
    const CivilDate date = civil_from_days(floor_div(local_ms, kDayMs));
    std::string year, month, day;
    append_integer(year, static_cast<std::uint64_t>(date.year));
    append_integer(month, static_cast<std::uint64_t>(date.month));
    append_integer(day, static_cast<std::uint64_t>(date.day));
    const auto at = static_cast<std::size_t>(date.month - 1);
    switch (language_) {
      case SummaryLanguage::English: return {day + ' ' + std::string(kEnglishMonths[at]) + ' ' + year, 0};
      case SummaryLanguage::Korean: return {year + "년 " + month + "월 " + day + "일", 0};
      case SummaryLanguage::Japanese: return {year + "年" + month + "月" + day + "日", 0};
      case SummaryLanguage::Russian:
        return {day + std::string(kNoBreak) + std::string(kRussianMonths[at]) + ' ' + year +
                    std::string(kNoBreak) + "г.", 0};
    }
    return {};
  }

  /// @param sentence its name in the table [summary] of earshot.words, which says what its marks mean
  std::string fill(std::string_view sentence, std::span<const Argument> arguments) const {
    std::string_view text = words(sentence);
    std::string out;
    // The table may have been changed by anybody: a mark that does not end must not do harm.
    const auto skip = [&](std::size_t size) { text.remove_prefix(std::min(size, text.size())); };
    const auto take_until = [&](std::string_view ends) {
      const std::string_view part = text.substr(0, text.find_first_of(ends));
      text.remove_prefix(part.size());
      return part;
    };
    const auto argument = [&] {
      const std::size_t at = text.size() > 1 ? static_cast<std::size_t>(text[1] - '0') : 0;
      return at < arguments.size() ? arguments[at] : Argument();
    };
    while (!text.empty()) {
      const char first = text.front();
      if (first == '{') {
        out += argument().text;
        skip(3);
      } else if (first == '[') {
        const std::size_t wanted = form(argument().count);
        skip(2);
        for (std::size_t at = 0; text.starts_with('|'); ++at) {
          skip(1);
          const std::string_view one = take_until("|]");
          if (at == wanted) out += one;
        }
        skip(1);
      } else if (first == '<') {
        skip(1);
        const std::string_view closed = take_until("|");
        skip(1);
        const std::string_view open = take_until(">");
        skip(1);
        add_particle(out, closed, open);
      } else {
        out += first;
        skip(1);
      }
    }
    return out;
  }

 private:
  /// Which of the forms goes with a count.
  std::size_t form(std::uint64_t count) const {
    if (language_ != SummaryLanguage::Russian) return count != 1;
    const std::uint64_t ones = count % 10, tens = count / 10 % 10;
    if (tens == 1 || ones == 0 || ones > 4) return 2;
    return ones == 1 ? 0 : 1;
  }

  /// By the syllable that stands before. How a word of other letters ends is not to be seen.
  static void add_particle(std::string& out, std::string_view closed, std::string_view open) {
    std::size_t at = out.size();
    const char32_t last = at > 0 ? decode_back(out, at) : 0;
    if (last >= 0xac00 && last <= 0xd7a3) {
      out += (last - 0xac00) % 28 != 0 ? closed : open;
    } else {
      out += closed;
      out += '(';
      out += open;
      out += ')';
    }
  }

  std::string_view words(std::string_view name) const {
    for (WordRows row("summary"); row.next();) {
      if (row.part() == name && row.part() == kSummaryLanguages[static_cast<std::size_t>(language_)]) {
        return row.words();
      }
    }
    return "";
  }

  SummaryLanguage language_;
};

std::uint64_t of(const LabelCounts& labels, Label label) {
  return labels[static_cast<std::size_t>(label)];
}

class Summariser {
 public:
  Summariser(JsonOut& json, const View& view)
      : json_(json), view_(view), writer_(view.settings.language),
        slices_(slice(view, bit(By::Platforms) | bit(By::Topics))),
        comparison_(compare(view, slices_)), brands_(slices_.brands.values) {
    if (comparison_) own_ = comparison_->own;
  }

  void write() {
    if (slices_.all.mentions() == 0) return say("nothing", "/totals/mentions", {});
    extent();
    voice();
    mood();
    blame();
    rest();
  }

 private:
  void say(std::string_view sentence, std::string_view figure, std::initializer_list<Argument> arguments) {
    json_.begin_object();
    json_.text("text", writer_.fill(sentence, {arguments.begin(), arguments.size()}));
    json_.text("figure", figure);
    json_.end();
  }

  static std::string path(std::string_view before, std::size_t index, std::string_view behind) {
    return std::string(before) + std::to_string(index) + std::string(behind);
  }

  const std::string& brand(std::size_t place) const { return view_.brands[brands_[place]].name; }

  void extent() {
    const Table& table = view_.table;
    std::uint64_t branded = 0;
    std::optional<std::int64_t> first, last;
    ZoneCursor cursor(view_.zone);
    each_row(table, view_.selection, [&](const Segment& segment, std::size_t row) {
      branded += !table.brands(segment.brands[row]).empty();
      const Time time = table.time(segment, row);
      if (!time.present()) return;
      const std::int64_t local = local_ms(time, cursor);
      first = std::min(first.value_or(local), local);
      last = std::max(last.value_or(local), local);
    });
    const Argument mentions = writer_.count(slices_.all.mentions()), naming = writer_.count(branded);
    const Argument repeating = copies();
    const std::string_view figure = repeating.text.empty() ? "/totals/mentions" : "/clusters/once";
    // That none does is said once, by the sentence on brands.
    const bool only = branded == 0;
    if (!first) {
      return say(only ? "extentUndatedOnly" : "extentUndated", figure, {mentions, naming, repeating});
    }
    const Argument from = writer_.day(*first), to = writer_.day(*last);
    if (from.text == to.text) {
      return say(only ? "extentDayOnly" : "extentDay", figure, {mentions, from, naming, repeating});
    }
    say(only ? "extentOnly" : "extent", figure, {mentions, from, to, naming, repeating});
  }

  /// How many of the mentions are copies of others, where that is one of twenty or more.
  Argument copies() const {
    if (!view_.clusters || view_.table.size() > kMostForCopies) return {};
    const std::uint64_t repeats = count_repeats(view_);
    if (repeats == 0 || repeats * 20 < slices_.all.mentions()) return {};
    const Argument count[] = {writer_.count(repeats)};
    return {writer_.fill("copies", count), 0};
  }

  void voice() {
    if (brands_.empty()) {
      return say(view_.brands.empty() ? "brandsUnset" : "noBrand", "/totals/branded", {});
    }
    if (brands_.size() == 1) {
      const std::uint64_t mentions = slices_.whole[0].mentions(), all = slices_.all.mentions();
      return say("oneBrand", "/sov/brands/0/mentions",
                 {writer_.name(brand(0)), writer_.count(mentions),
                  writer_.percent(static_cast<double>(mentions) / static_cast<double>(all))});
    }
    const std::uint64_t all = all_weight(slices_.whole);
    // Counted in parts, the first in the list need not have the largest share.
    std::size_t first = 0, second = 1;
    const auto weight = [&](std::size_t place) { return slices_.whole[place].weight; };
    if (weight(1) > weight(0)) std::swap(first, second);
    for (std::size_t place = 2; place < brands_.size(); ++place) {
      if (weight(place) > weight(first)) {
        second = std::exchange(first, place);
      } else if (weight(place) > weight(second)) {
        second = place;
      }
    }
    const Estimate one = *share_of_voice(weight(first), all, slices_.counting);
    const Estimate two = *share_of_voice(weight(second), all, slices_.counting);
    const std::string figure = path("/sov/brands/", first, "/volume");
    if (!enough(slices_.counting.observations(all), one)) return say("leadFew", figure, {});
    if (one.low <= two.high) {
      return say("noLead", figure, {writer_.name(brand(first)), writer_.percent(one.value),
                                  writer_.name(brand(second)), writer_.percent(two.value)});
    }
    say("lead", figure, {writer_.name(brand(first)), writer_.percent(one.value),
                       writer_.percent(one.low), writer_.percent(one.high),
                       writer_.name(brand(second)), writer_.percent(two.value)});
  }

  void mood() {
    const bool branded = !brands_.empty();
    const LabelCounts& labels = branded ? slices_.whole[own_].labels : slices_.all.labels;
    const std::uint64_t positive = of(labels, Label::Positive), negative = of(labels, Label::Negative);
    const auto share = wilson(positive, positive + negative);
    const Argument name = writer_.name(branded ? brand(own_) : std::string());
    const std::string figure = branded ? path("/sentiment/brands/", own_, "/positiveRatio")
                                       : "/sentiment/positiveRatio";
    if (!enough(positive + negative, share)) return say(branded ? "moodFew" : "allFew", figure, {name});
    const std::string_view sentence = share->low > 0.5 ? (branded ? "moodGood" : "allGood")
                                      : share->high < 0.5 ? (branded ? "moodBad" : "allBad")
                                      : (branded ? "moodEven" : "allEven");
    say(sentence, figure, {name, writer_.percent(share->value), writer_.percent(1 - share->value),
                           writer_.points(2 * share->value - 1)});
  }

  /// Whether a topic may be called the most criticised: it is so no less often than the whole, and no
  /// other one has more criticism or clearly the larger share of it, be that known ever so roughly.
  template <class LabelsOf>
  static bool stands_out(const LabelCounts& most, const LabelCounts& whole,
                         std::span<const Slice> topics, LabelsOf&& labels) {
    const auto share = [](const LabelCounts& counts) {
      return wilson(of(counts, Label::Negative), rated(counts));
    };
    const double its = share(most)->value;
    return its >= share(whole)->value && std::ranges::none_of(topics, [&](const Slice& topic) {
      const LabelCounts& other = labels(topic);
      return rated(other) > 0 && (of(other, Label::Negative) > of(most, Label::Negative) ||
                                  share(other)->low > its);
    });
  }

  void blame() {
    const bool branded = !brands_.empty();
    const std::vector<Slice>& topics = slices_[By::Topics].slices;
    const auto labels = [&](const Slice& topic) -> const LabelCounts& {
      return branded ? topic.brands[own_].labels : topic.all.labels;
    };
    const Slice* most = nullptr;
    for (const Slice& topic : topics) {
      const std::uint64_t negative = of(labels(topic), Label::Negative), n = rated(labels(topic));
      if (negative == 0 || !enough(n, wilson(negative, n))) continue;
      if (!most || negative > of(labels(*most), Label::Negative)) most = &topic;
    }
    const Argument name = writer_.name(branded ? brand(own_) : std::string());
    if (!most) return say(branded ? "blamedFew" : "allBlamedFew", "/topics", {name});
    if (!stands_out(labels(*most), branded ? slices_.whole[own_].labels : slices_.all.labels, topics, labels)) {
      return say(branded ? "blamedEven" : "allBlamedEven", "/topics", {name});
    }
    std::string figure = path("/topics/", most->value, "");
    if (branded) {
      // Brands that nobody mentions with the topic are not printed there.
      const auto before = std::span(most->brands).first(own_);
      figure += path("/brands/", static_cast<std::size_t>(std::ranges::count_if(
                                     before, [](const Talk& talk) { return talk.mentions() > 0; })), "");
    }
    const std::uint64_t negative = of(labels(*most), Label::Negative), n = rated(labels(*most));
    say(branded ? "blamed" : "allBlamed", figure + "/sentiment/negative",
        {name, writer_.topic(view_.settings.topics, most->value),
         writer_.percent(static_cast<double>(negative) / static_cast<double>(n)), writer_.count(n)});
  }

  /// What lies between us and them; else where the talk is; else whether all this rests on enough.
  void rest() {
    for (const bool opening : {true, false}) {
      if (!comparison_) break;
      const std::vector<Gap>& gaps = opening ? comparison_->openings : comparison_->threats;
      if (gaps.empty()) continue;
      const Gap& gap = gaps.front();
      const auto negative = [&](std::size_t place) {
        const LabelCounts& labels = comparison_->brands[place][gap.topic].talk.labels;
        return writer_.percent(static_cast<double>(of(labels, Label::Negative)) /
                               static_cast<double>(rated(labels)));
      };
      return say(opening ? "opening" : "threat", opening ? "/compare/openings/0/difference" : "/compare/threats/0/difference",
                 {writer_.name(brand(gap.competitor)), writer_.topic(view_.settings.topics, gap.topic),
                  negative(gap.competitor), negative(own_), writer_.name(brand(own_))});
    }
    const std::vector<Slice>& platforms = slices_[By::Platforms].slices;
    // Of a single one nothing is to be said.
    const std::string_view name =
        platforms.size() < 2 ? "" : slice_name(view_, By::Platforms, platforms[0].value);
    if (!name.empty()) {
      const std::uint64_t all = slices_.all.mentions();
      const auto share = wilson(platforms[0].all.mentions(), all);
      if (!enough(all, share)) return say("platformFew", "/platforms/0/mentions", {});
      return say("platform", "/platforms/0/mentions",
                 {writer_.name(name), writer_.percent(share->value), writer_.percent(share->low),
                  writer_.percent(share->high)});
    }
    const Adequacy found = adequacy(view_);
    if (found.warnings.empty()) return say("enoughData", "/adequacy/enough", {});
    // By Shortfall.
    constexpr std::string_view kLacking[] = {"lackingFew", "lackingFew", "lackingTime",
                                             "lackingSides", "lackingSides", "lackingDates"};
    say(kLacking[static_cast<std::size_t>(found.warnings.front().shortfall)], "/adequacy/warnings/0", {});
  }

  JsonOut& json_;
  const View& view_;
  Writer writer_;
  Slices slices_;
  std::optional<Comparison> comparison_;
  const std::vector<std::uint32_t>& brands_;
  std::size_t own_ = 0;
};

}  // namespace

void write_summary(JsonOut& json, const View& view) {
  json.begin_object("summary");
  json.text("language", kSummaryLanguages[static_cast<std::size_t>(view.settings.language)]);
  json.begin_array("sentences");
  Summariser(json, view).write();
  json.end();
  json.end();
}

}  // namespace earshot
