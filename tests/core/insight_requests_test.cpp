#include <algorithm>
#include <random>

#include <catch2/catch_approx.hpp>

#include "analysed.h"
#include "insight/requests.h"

using namespace earshot;

namespace {

using Json = nlohmann::json;

Json sections_of(Analysis& analysis, std::string_view names, const Filter& filter = {}) {
  return Json::parse(analysis.sections(names, filter));
}

/// One text a line, in the order given.
Json section_of(const std::vector<std::string>& texts, std::string_view name) {
  Analysis analysis(shipped_model());
  std::string csv = "Text,Author\n";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    csv += '"' + texts[i] + "\",a" + std::to_string(i) + '\n';
  }
  REQUIRE(read_into(analysis, "a.csv", csv));
  return sections_of(analysis, name)[std::string(name)];
}

/// How many mentions the group has that holds a sentence with these words; 0: none.
std::uint64_t mentions_of(const Json& section, std::string_view words) {
  for (const Json& group : section["groups"]) {
    for (const Json& example : group["examples"]) {
      if (example["text"].get<std::string>().find(words) != std::string::npos) return group["mentions"];
    }
  }
  return 0;
}

const std::vector<std::string> kQuestions = {
    // three of each
    "When does my refund arrive?", "Hello, when does the refund arrive?", "when will the refunds arrive??",
    "Does the case fit the older model?", "Will this case fit my older model?", "Does the case fit older models?",
    "환불은 언제 되나요?", "환불 언제 되나요?", "안녕하세요 환불이 언제 되나요?",
    "방수 기능 있나요?", "이 제품 방수 기능이 있나요?", "방수 기능도 있나요?",
    "返金はいつですか？", "返金はいつになりますか？", "すみません、返金はいつですか？",
    "防水機能はありますか？", "このモデルに防水機能はありますか？", "防水機能もありますか？",
    "Когда вернут деньги?", "Подскажите, когда вернут деньги?", "когда деньги вернут??",
    "Есть ли гарантия на чехол?", "Подскажите, есть ли гарантия на чехол?", "Какая гарантия на чехол?",
};

}  // namespace

TEST_CASE("questions that ask the same in other forms and orders are one group, in each language", "[requests]") {
  const Json found = section_of(kQuestions, "questions");
  INFO(found["groups"].dump(1));
  CHECK(found["mentions"] == kQuestions.size());
  CHECK(found["looked"] == kQuestions.size());
  CHECK(found["unanswered"].is_null());
  for (const auto& [words, least] : std::vector<std::pair<std::string, std::uint64_t>>{
           {"refund", 3}, {"older", 3}, {"환불", 3}, {"방수", 3}, {"返金", 3}, {"防水", 3}, {"вернут", 3}, {"гарантия", 3}}) {
    INFO(words);
    CHECK(mentions_of(found, words) == least);
  }
  CHECK(found["groups"].size() == 8);
}

TEST_CASE("one word that two questions share does not make them the same", "[requests]") {
  const Json found = section_of({"What do you think?", "what do you think ???",
                                 "Am I the only one that thinks like this?", "Who would have thought that?"},
                                "questions");
  INFO(found.dump(1));
  CHECK(found["mentions"] == 4);
  REQUIRE(found["groups"].size() == 3);
  CHECK(found["groups"][0]["mentions"] == 2);
  CHECK(found["groups"][0]["text"] == "What do you think?");
}

TEST_CASE("what leads up to a question, or stands as a title over a wish, makes no group", "[requests]") {
  const Json asked = section_of({"I have a question. How long is the warranty?", "Got a question, how long is the warranty?",
                                 "Two things:\n- Is it waterproof in the sea?", "anyone know how to clean the case"},
                                "questions");
  const auto texts_of = [](const Json& section) {
    std::vector<std::string> texts;
    for (const Json& group : section["groups"]) texts.push_back(group["text"]);
    std::ranges::sort(texts);
    return texts;
  };
  CHECK(texts_of(asked) == std::vector<std::string>{"Got a question, how long is the warranty?", "Is it waterproof in the sea?",
                                                          "anyone know how to clean the case"});

  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Title,Text,Author\n"
                    "My wish list,Please add a dark mode to the app.,a\n"
                    "My wish list,It would be great if the app had a dark mode.,b\n"
                    "Please add widgets,Been using it for years.,c\n"));
  const Json wishes = sections_of(analysis, "wishes")["wishes"];
  CHECK(texts_of(wishes) == std::vector<std::string>{"It would be great if the app had a dark mode.", "Please add widgets"});
}

TEST_CASE("questions that differ in the brand alone are one group", "[requests]") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Meridian"}]})"));
  REQUIRE(read_into(analysis, "a.csv", "Text\nWhere can I buy Nova?\nwhere can I buy Meridian??\n"));
  const Json found = sections_of(analysis, "questions")["questions"];
  REQUIRE(found["groups"].size() == 1);
  CHECK(found["groups"][0]["mentions"] == 2);
}

TEST_CASE("a group's sentence is cut out of the mention, and its search finds the mentions", "[requests]") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Author\n"
                    "Hello there. Does anyone know when the black strap is back in stock? Thanks!,ann\n"
                    "When is the black strap back in stock?,bob\n"
                    "Nice watch.,eve\n"));
  const Json found = sections_of(analysis, "questions")["questions"];
  REQUIRE(found["groups"].size() == 1);
  const Json& group = found["groups"][0];
  CHECK(group["text"] == "When is the black strap back in stock?");
  CHECK(group["mentions"] == 2);
  CHECK(group["voices"] == 2);
  CHECK(found["share"]["value"].get<double>() == Catch::Approx(2.0 / 3).margin(1e-6));
  CHECK(group["search"].get<std::string>().find("strap") != std::string::npos);
}

TEST_CASE("a question is unanswered where the data has replies and none to it", "[requests]") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Id,Parent Id,Text,Author\n"
                    "100000001,,Does the strap fit the small model?,ann\n"
                    "100000002,,Will the strap fit the small model?,bob\n"
                    "100000003,100000001,Yes it does.,shop\n"));
  const Json found = sections_of(analysis, "questions")["questions"];
  INFO(found.dump(1));
  CHECK(found["mentions"] == 2);
  CHECK(found["unanswered"] == 1);
  CHECK(found["groups"][0]["unanswered"] == 1);
}

TEST_CASE("wishes and faults are grouped likewise, per brand", "[requests]") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Meridian"}]})"));
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Author\n"
                    "Please add a dark mode to Nova,ann\n"
                    "I wish Nova had a dark mode,bob\n"
                    "Please add dark mode to Meridian,eve\n"
                    "Nova app crashes on startup,dan\n"
                    "The Nova app keeps crashing on startup,kim\n"
                    "I like the packaging,lee\n"));
  const Json found = sections_of(analysis, "wishes,faults");
  INFO(found.dump(1));
  const Json& wish = found["wishes"]["groups"][0];
  CHECK(wish["mentions"] == 3);
  CHECK(wish["brands"][0] == Json({{"name", "Nova"}, {"mentions", 2}}));
  CHECK(wish["brands"][1] == Json({{"name", "Meridian"}, {"mentions", 1}}));
  CHECK_FALSE(wish.contains("unanswered"));
  CHECK(found["faults"]["mentions"] >= 2);
}

TEST_CASE("text sections do not depend on the order of rows", "[requests]") {
  std::vector<std::string> texts = kQuestions;
  for (int i = 0; i < 30; ++i) {
    texts.push_back(std::string(i % 2 ? "I love how light this watch is, worth every cent of it "
                                      : "The strap broke after one week and nobody answers ") +
                    std::to_string(i) + "x");
  }
  const auto print = [&] {
    std::string csv = "Text,Author\n";
    for (const std::string& text : texts) {
      csv += '"' + text + "\",a" + std::to_string(std::hash<std::string>()(text) % 997) + '\n';
    }
    Analysis analysis(shipped_model());
    REQUIRE(read_into(analysis, "a.csv", csv));
    Json all = sections_of(analysis, "clusters,phrases,questions,wishes,faults,quotes");
    // Where a mention stood is another matter.
    const auto strip = [](auto& self, Json& value) -> void {
      if (value.is_object()) value.erase("source"), value.erase("places");
      for (Json& child : value) {
        if (child.is_structured()) self(self, child);
      }
    };
    strip(strip, all);
    return all.dump(1);
  };
  const std::string before = print();
  std::mt19937 random(9);
  for (int i = 0; i < 2; ++i) {
    std::ranges::shuffle(texts, random);
    CHECK(print() == before);
  }
}

namespace {

/// Questions, faults and other texts of two platforms and some days, each of an author of its own.
std::string csv_of_texts(int from, int to) {
  std::string csv = "Text,Author,Platform,Date\n";
  for (int i = from; i < to; ++i) {
    const std::string number = std::to_string(i);
    const std::string text =
        i % 4 == 0   ? kQuestions[static_cast<std::size_t>(i / 4) % kQuestions.size()]
        : i % 4 == 1 ? "The Nova app keeps crashing on startup since version " + std::to_string(i % 40)
        : i % 4 == 2 ? "I love the bright screen of Nova and the strap number " + number
                     : "Meridian is late again and nobody answers, parcel " + number;
    csv += '"' + text + "\",a" + number + (i % 3 == 0 ? ",X" : ",Forum") + ",2026-03-" +
           std::to_string(10 + i % 19) + "\n";
  }
  return csv;
}

constexpr std::string_view kTextSections = "phrases,questions,wishes,faults,quotes,spikes";

std::vector<Filter> some_filters() {
  std::vector<Filter> filters(1);
  for (const char* json : {R"({"platform": "X"})", R"({"platform": "Forum"})", R"({"sentiment": "negative"})",
                           R"({"from": "2026-03-14", "to": "2026-03-20"})",
                           R"({"from": "2026-03-15", "to": "2026-03-21"})"}) {
    filters.push_back(*parse_filter(json));
  }
  return filters;
}

}  // namespace

TEST_CASE("what is kept of texts answers as if they were read anew", "[requests]") {
  const std::string csv = csv_of_texts(0, 600);
  Analysis kept(shipped_model());
  REQUIRE(read_into(kept, "a.csv", csv));
  for (int round = 0; round < 2; ++round) {
    for (const Filter& filter : some_filters()) {
      Analysis fresh(shipped_model());
      REQUIRE(read_into(fresh, "a.csv", csv));
      CHECK(kept.sections(kTextSections, filter) == fresh.sections(kTextSections, filter));
    }
  }
}

TEST_CASE("what is kept of texts goes when mentions, brands or corrections become others", "[requests]") {
  const Settings settings = settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Meridian"}]})");
  const Settings corrected = settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Meridian"}],
      "corrections": {"phrases": [{"phrase": "parcel", "intents": {"question": true}}]}})");
  const std::string first = csv_of_texts(0, 300), second = csv_of_texts(300, 500);
  const auto sections_of_fresh = [&](const Settings& of, bool both) {
    Analysis fresh(shipped_model());
    fresh.set_settings(of);
    REQUIRE(read_into(fresh, "a.csv", first));
    if (both) REQUIRE(read_into(fresh, "b.csv", second));
    return fresh.sections(kTextSections, {});
  };
  Analysis kept(shipped_model());
  REQUIRE(read_into(kept, "a.csv", first));
  const std::string plain = kept.sections(kTextSections, {});
  kept.set_settings(settings);
  const std::string branded = kept.sections(kTextSections, {});
  CHECK(branded != plain);
  CHECK(branded == sections_of_fresh(settings, false));
  kept.set_settings(corrected);
  const std::string relabelled = kept.sections(kTextSections, {});
  CHECK(Json::parse(relabelled)["questions"]["mentions"] > Json::parse(branded)["questions"]["mentions"]);
  CHECK(relabelled == sections_of_fresh(corrected, false));
  REQUIRE(read_into(kept, "b.csv", second));
  CHECK(kept.sections(kTextSections, {}) == sections_of_fresh(corrected, true));
  Analysis part(shipped_model());
  part.set_settings(corrected);
  Analysis whole(shipped_model());
  whole.set_settings(corrected);
  REQUIRE(read_into(whole, "a.csv", first));
  whole.sections(kTextSections, {});
  part.open("b.csv", 7);
  part.feed(second);
  REQUIRE(part.close());
  whole.absorb(std::move(part));
  CHECK(whole.sections(kTextSections, {}) == sections_of_fresh(corrected, true));
}

TEST_CASE("groups of a filter and of its complement add up", "[requests]") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", csv_of_texts(0, 600)));
  const auto of = [&](const char* json) { return sections_of(analysis, "questions", *parse_filter(json))["questions"]; };
  const Json all = of("{}"), x = of(R"({"platform": "X"})"), forum = of(R"({"platform": "Forum"})");
  CHECK(x["mentions"].get<std::uint64_t>() + forum["mentions"].get<std::uint64_t>() == all["mentions"]);
  for (const char* words : {"refund", "older", "환불", "방수", "返金", "防水", "вернут", "гарантия"}) {
    INFO(words);
    CHECK(mentions_of(x, words) > 0);
    CHECK(mentions_of(x, words) + mentions_of(forum, words) == mentions_of(all, words));
  }
}

TEST_CASE("of more questions than are read a sample is grouped, and a small selection by itself", "[requests]") {
  Analysis analysis(shipped_model());
  constexpr std::size_t kAsked = kRequestsRead + 5'000, kFew = 60;
  std::string csv = "Text,Author,Platform\n";
  for (std::size_t i = 0; i < kAsked; ++i) {
    csv += (i % 3 ? "Does the strap fit the small model?,a" : "When does my refund arrive?,a") + std::to_string(i) +
           (i < kFew ? ",Forum\n" : ",X\n");
  }
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json all = sections_of(analysis, "questions")["questions"];
  CHECK(all["mentions"] == kAsked);
  CHECK(all["looked"] == kRequestsRead);
  CHECK(all["groups"][0]["mentions"].get<std::uint64_t>() + all["groups"][1]["mentions"].get<std::uint64_t>() ==
        kRequestsRead);
  const Json few = sections_of(analysis, "questions", *parse_filter(R"({"platform": "Forum"})"))["questions"];
  CHECK(few["mentions"] == kFew);
  CHECK(few["looked"] == kFew);
  CHECK(few["groups"][1]["mentions"] == kFew / 3);
}

TEST_CASE("text sections stand empty and hostile tables", "[requests]") {
  constexpr std::string_view kAll = "clusters,phrases,questions,wishes,faults,quotes";
  Analysis empty(shipped_model());
  CHECK(sections_of(empty, kAll)["questions"]["groups"].empty());

  Analysis hostile(shipped_model());
  std::string csv = "Text\n";
  for (int i = 0; i < 200'000; ++i) csv += "why? ";
  csv += "\n\"\"\n????\n\"\"\"\"\"\"\n";
  for (int i = 0; i < 20'000; ++i) csv += "why does the strap of this watch break so soon?\n";
  REQUIRE(read_into(hostile, "h.csv", csv));
  const Json found = sections_of(hostile, kAll);
  CHECK(found["clusters"]["once"].get<std::uint64_t>() < 5);
  CHECK(mentions_of(found["questions"], "strap") > 0);
}

TEST_CASE("raw counts and those of each text once stand side by side", "[requests]") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Nova"}, {"name": "Meridian"}]})"));
  std::string csv = "Text,Author,Platform\n";
  for (int i = 0; i < 6; ++i) {
    csv += (i < 2 ? "RT @ann: " : "") + std::string("Nova gives away ten watches to those who share this today,b") +
           std::to_string(i) + (i < 4 ? ",X\n" : ",Forum\n");
  }
  csv += "Meridian has a bright screen and a good strap,c,X\nMeridian is late again and nobody answers,d,X\n"
         "Nova is comfortable to wear for a whole day,e,X\n";
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json found = sections_of(analysis, "clusters")["clusters"];
  INFO(found.dump(1));
  CHECK(found["mentions"] == 9);
  CHECK(found["once"] == 4);
  CHECK(found["brands"][0]["mentions"] == 7);
  CHECK(found["brands"][0]["once"] == 2);
  CHECK(found["brands"][0]["shareOnce"]["value"] == 0.5);
  REQUIRE(found["largest"].size() == 1);
  CHECK(found["largest"][0]["kinds"] == Json({{"first", 1}, {"copy", 3}, {"repost", 2}, {"near", 0}}));
  CHECK(found["largest"][0]["authors"] == 6);
  CHECK(found["largest"][0]["platforms"][0] == Json({{"name", "X"}, {"mentions", 4}}));
  CHECK(found["otherClusters"] == 0);
}

TEST_CASE("quotes are readable, of different voices, and stand for their group", "[requests]") {
  Analysis analysis(shipped_model());
  std::string csv = "Text,Author\n";
  for (int i = 0; i < 12; ++i) {
    csv += "I love the bright screen and the battery lasts two days " + std::to_string(i) + ",p" +
           std::to_string(i) + "\n";
  }
  csv += "love it,q\n"
         "I love it so much https://example.com/buy the bright screen and battery,r\n"
         "RT @p1: I love the bright screen and the battery lasts two days and more,s\n"
         "I love the bright screen and the battery of this one but...,t\n"
         "I adore how gently the alarm wakes me up every single morning,u\n";
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json found = sections_of(analysis, "quotes")["quotes"];
  INFO(found.dump(1));
  CHECK(found["looked"] == 17);
  const Json& group = found["groups"][0];
  CHECK(group["sentiment"] == "positive");
  REQUIRE(group["quotes"].size() >= 2);
  CHECK(group["quotes"][0]["text"].get<std::string>().starts_with("I love the bright screen and the battery lasts"));
  bool other = false;
  std::vector<std::string> authors;
  for (const Json& quote : group["quotes"]) {
    const std::string text = quote["text"];
    CHECK(text.find("http") == std::string::npos);
    CHECK_FALSE(text.starts_with("RT"));
    CHECK_FALSE(text.ends_with("..."));
    CHECK(text.size() >= 40);
    other |= text.starts_with("I adore");
    authors.push_back(quote["author"]);
  }
  std::ranges::sort(authors);
  CHECK(std::ranges::adjacent_find(authors) == authors.end());
  CHECK(other);
}

TEST_CASE("quotes are of the languages in which is written, in proportion", "[requests]") {
  const auto languages_of = [](int english, int korean, int russian) {
    Analysis analysis(shipped_model());
    std::string csv = "Text,Author\n";
    int author = 0;
    // So different that none is a copy of another.
    const auto add = [&](int count, std::initializer_list<std::string_view> texts) {
      for (; count > 0; --count) {
        csv += std::string(texts.begin()[count % 3]) + ",p" + std::to_string(author++) + '\n';
      }
    };
    // The most frequent does not come first.
    add(russian, {"Очень люблю эти часы: отличный яркий экран и всем советую",
                  "Прекрасная батарея и замечательный ремешок и я очень довольна",
                  "Лучший подарок на праздник: муж в восторге и спасибо магазину"});
    add(korean, {"이 시계 정말 좋아요 화면이 밝고 너무 만족합니다 강력 추천해요",
                 "배터리가 오래가서 최고예요 여행 갈 때 정말 편하고 훌륭합니다",
                 "선물로 받았는데 디자인이 예쁘고 마음에 쏙 들어요 감사합니다"});
    add(english, {"I love the bright screen and it looks absolutely wonderful",
                  "The battery lasts two days which is great and I am so happy",
                  "Best gift of my life and the strap feels amazing every morning"});
    REQUIRE(read_into(analysis, "a.csv", csv));
    const Json groups = sections_of(analysis, "quotes")["quotes"]["groups"];
    REQUIRE(groups[0]["sentiment"] == "positive");
    std::string found;
    for (const Json& quote : groups[0]["quotes"]) {
      const auto first = static_cast<unsigned char>(quote["text"].get<std::string>()[0]);
      found += first < 0x80 ? 'e' : first < 0xe0 ? 'r' : 'k';
    }
    return found;
  };
  CHECK(languages_of(30, 0, 0) == "eee");
  CHECK(languages_of(27, 3, 0) == "eee");
  CHECK(languages_of(18, 9, 3) == "eke");
  CHECK(languages_of(15, 9, 6) == "ekr");
  CHECK(languages_of(6, 9, 15) == "rke");
}

TEST_CASE("emerging phrases are those of the last quarter of the period", "[requests]") {
  Analysis analysis(shipped_model());
  std::string csv = "Text,Author,Date\n";
  for (int day = 1; day <= 28; ++day) {
    for (int i = 0; i < 4; ++i) {
      const std::string id = std::to_string(day * 10 + i);
      const bool late = day > 22;
      csv += (late ? "the hinge squeaks loudly " : "the parcel came quickly ") + id + "x,a" + id + ",2026-03-" +
             (day < 10 ? "0" : "") + std::to_string(day) + "\n";
    }
  }
  REQUIRE(read_into(analysis, "a.csv", csv));
  const Json found = sections_of(analysis, "phrases")["phrases"];
  INFO(found.dump(1));
  CHECK(found["lastQuarter"] == "2026-03-21T06:00:00.000+00:00");
  CHECK(found["emerging"]["phrases"][0]["text"] == "hinge squeaks loudly");
  CHECK(found["emerging"]["phrases"][0]["clear"] == true);
  CHECK(found["fading"]["phrases"][0]["text"] == "parcel came quickly");
  CHECK(found["emerging"]["inside"] == 28);

  Filter filter;
  filter.search = "hinge";
  const Json selected = sections_of(analysis, "phrases", filter)["phrases"];
  CHECK(selected["looked"] == 24);
  CHECK(selected["apart"][0]["of"] == "selection");
  CHECK(selected["apart"][0]["phrases"][0]["text"] == "hinge squeaks loudly");
  CHECK(selected["apart"][0]["outside"] == 88);
}

TEST_CASE("the places of a group are a filter for just its mentions", "[requests]") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv",
                    "Text,Author\nNothing to see,a\nWhen does my refund arrive?,b\n"
                    "The case broke after one single week of careful use,c\n"));
  REQUIRE(read_into(analysis, "b.csv",
                    "Text,Author\n\"Hello, when does the refund arrive?\",d\n"
                    "The case broke after one single week of careful use!,e\n"));
  const Json found = sections_of(analysis, "questions,clusters");
  const Json groups[] = {found["questions"]["groups"], found["clusters"]["largest"]};
  const std::vector<std::pair<std::uint64_t, std::uint64_t>> rows = {{3, 2}, {4, 3}};
  for (std::size_t i = 0; i < 2; ++i) {
    INFO(groups[i].dump(1));
    REQUIRE(groups[i].size() == 1);
    const Json& places = groups[i][0]["places"];
    CHECK(places == Json::array({{{"file", "a.csv"}, {"rows", {rows[i].first}}},
                                 {{"file", "b.csv"}, {"rows", {rows[i].second}}}}));
    Filter filter;
    for (const Json& of : places) {
      for (const Json& row : of["rows"]) filter.mentions.push_back({of["file"], row});
    }
    CHECK(analysis.select(filter) == groups[i][0]["mentions"]);
  }
}

TEST_CASE("more places than a person looks through are not listed", "[requests]") {
  std::vector<std::string> texts(1'000, "When does my refund arrive?");
  CHECK(section_of(texts, "questions")["groups"][0]["places"][0]["rows"].size() == 1'000);
  texts.push_back(texts.front());
  const Json found = section_of(texts, "questions");
  CHECK(found["groups"][0]["mentions"] == 1'001);
  CHECK(found["groups"][0]["places"].is_null());
}

TEST_CASE("one word of Han joins no other questions, and an interrogative is none", "[requests]") {
  const Json chinese = section_of({"为什么？", "他为什么哭？", "为什么？？", "这个表带为什么这么容易断？"}, "questions");
  INFO(chinese.dump(1));
  CHECK(mentions_of(chinese, "他为什么哭") == 1);
  const Json japanese = section_of({"返金はいつ？", "返金はいつになりますか？", "返金の手続きと送料の負担はどうなりますか？"}, "questions");
  INFO(japanese.dump(1));
  CHECK(mentions_of(japanese, "返金はいつ") == 2);
}
