#include "insight/people.h"

#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

std::string_view tier_name(Tier tier) {
  return tier == Tier::Unknown ? "unknown" : kTierNames[static_cast<std::size_t>(tier)];
}

void write_authors(JsonOut& json, std::string_view name, const View& view,
                   const std::vector<Author>& authors) {
  json.begin_array(name);
  for (const Author& author : authors) {
    const Sum& followers = author.followers;
    json.begin_object();
    json.text("name", view.table.authors[author.author]);
    json.text_or_null("platform", view.table.platforms[author.platform]);
    write_sentiment(json, author.labels);
    json.number_or_null("reach", author.reach);
    json.number_or_null("engagement", author.engagement);
    json.number_or_null("followers", followers);
    json.text("tier", tier_name(tier_of(
                          followers ? static_cast<std::uint32_t>(*followers) : kAbsent32)));
    json.number("activeDays", author.days);
    json.fraction("influence", author.influence);
    json.end();
  }
  json.end();
}

void write_camp(JsonOut& json, std::string_view name, const View& view, const Camp& camp) {
  json.begin_object(name);
  json.number("authors", camp.authors);
  json.begin_array("shown");
  for (const Voter& voter : camp.shown) {
    json.begin_object();
    json.text("name", view.table.authors[voter.author]);
    json.number("positive", voter.positive);
    json.number("negative", voter.negative);
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace

void write_people(JsonOut& json, const View& view) {
  const auto found = people(view);
  if (!found) return json.null("people");
  json.begin_object("people");
  json.number("authors", found->authors);
  json.number("unnamed", found->unnamed);
  json.begin_object("concentration");
  json.number("authors", found->top_authors);
  json.number("mentions", found->top_mentions);
  json.number("of", found->named);
  json.fraction("share", static_cast<double>(found->top_mentions) / static_cast<double>(found->named));
  json.fraction("gini", found->gini);
  json.end();
  json.begin_array("tiers");
  for (std::size_t tier = 0; tier < kTierNames.size(); ++tier) {
    const TierFigures& figures = found->tiers[tier];
    json.begin_object();
    json.text("name", tier_name(Tier(tier)));
    json.number("authors", figures.authors);
    write_sentiment(json, figures.labels);
    json.number_or_null("engagement", figures.engagement);
    json.end();
  }
  json.end();
  json.begin_array("influenceOf");
  for (std::size_t part = 0; part < kInfluenceParts.size(); ++part) {
    if (found->parts[part]) json.text({}, kInfluenceParts[part]);
  }
  json.end();
  write_authors(json, "byMentions", view, found->by_mentions);
  write_authors(json, "byReach", view, found->by_reach);
  write_authors(json, "byEngagement", view, found->by_engagement);
  write_authors(json, "byInfluence", view, found->by_influence);
  json.begin_array("brands");
  for (std::size_t place = 0; place < found->brands.values.size(); ++place) {
    json.begin_object();
    json.text("name", view.brands[found->brands.values[place]].name);
    write_camp(json, "advocates", view, found->advocates[place]);
    write_camp(json, "detractors", view, found->detractors[place]);
    json.end();
  }
  json.end();
  write_left_out(json, "brands", found->brands.left_out);
  json.end();
}

}  // namespace earshot
