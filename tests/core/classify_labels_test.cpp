#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/model.h>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "classify/explanation.h"
#include "text/fold.h"

namespace {

using namespace earshot;

Explanation explained(const std::string& text) {
  std::string folded;
  fold(text, folded);
  Labeller labeller(shipped_model());
  return explain(*shipped_model(), labeller, text, folded);
}

bool wants(const std::string& text, Intent intent) {
  return explained(text).labels.intents >> static_cast<unsigned>(intent) & 1;
}
bool speaks_of(const std::string& text, Topic topic) {
  return explained(text).labels.topics >> static_cast<unsigned>(topic) & 1;
}
Urgency urgency_of(const std::string& text) { return explained(text).labels.urgency; }

std::vector<std::string> questions_in(const std::string& text) {
  std::string folded;
  fold(text, folded);
  std::vector<std::string> out;
  for (const Reason& question : explained(text).questions)
    out.push_back(folded.substr(question.begin, question.end - question.begin));
  return out;
}

}  // namespace

TEST_CASE("a question is told in four languages, with and without its mark") {
  CHECK(wants("Does anyone know how to reset the remote?", Intent::Question));
  CHECK(wants("이거 어떻게 초기화하나요?", Intent::Question));
  CHECK(wants("これってどうやって初期化するんですか", Intent::Question));
  CHECK(wants("Подскажите, как сбросить настройки?", Intent::Question));
  CHECK_FALSE(wants("The new store opens on Monday.", Intent::Question));
}

TEST_CASE("who leaves is told from who praises") {
  CHECK(wants("I cancelled my subscription and I'm never coming back", Intent::Churn));
  CHECK(wants("해지했습니다. 다시는 안 써요", Intent::Churn));
  CHECK(wants("もう解約しました。二度と使いません", Intent::Churn));
  CHECK(wants("Отменил подписку, больше никогда", Intent::Churn));
  CHECK_FALSE(wants("Thank you so much, wonderful service", Intent::Churn));
  CHECK(wants("Thank you so much, wonderful service", Intent::Praise));
}

TEST_CASE("a fault and its topic are told") {
  CHECK(wants("The app crashes every time I open it", Intent::Fault));
  CHECK(speaks_of("The app crashes every time I open it", Topic::App));
  CHECK(wants("앱이 자꾸 튕겨요", Intent::Fault));
  CHECK(speaks_of("배송이 너무 늦어요", Topic::Shipping));
  CHECK(speaks_of("送料が高いのに値段も高い", Topic::Price));
  CHECK(speaks_of("Курьер опоздал на два часа, доставка ужасная", Topic::Shipping));
}

TEST_CASE("danger and the law are urgent, praise is not") {
  CHECK(urgency_of("The charger caught fire and burned my daughter's hand. I have called the police") >=
        Urgency::High);
  CHECK(urgency_of("충전기에서 불이 나서 아이가 다쳤어요. 소비자원에 신고합니다") >= Urgency::High);
  CHECK(urgency_of("Love it, thanks!") == Urgency::Low);
}

TEST_CASE("the question itself is cut out of the text") {
  CHECK(questions_in("Bought it on Monday. Where is my parcel?! Thanks") ==
        std::vector<std::string>{"where is my parcel?!"});
  CHECK(questions_in("It arrived. All fine.").empty());
  CHECK(questions_in("충전이 안 돼요. 어떻게 해야 하나요? 급해요") ==
        std::vector<std::string>{"어떻게 해야 하나요?"});
}

TEST_CASE("every label that holds names words of the text for it, strongest first") {
  const std::string text = "The app crashes every time I open it, please fix the login";
  const Explanation why = explained(text);
  const auto& reasons = why.heads[static_cast<std::size_t>(Intent::Fault)];
  REQUIRE_FALSE(reasons.empty());
  CHECK(std::ranges::is_sorted(reasons, std::greater<>(), &Reason::weight));
  for (const Reason& reason : reasons) {
    CHECK(reason.begin < reason.end);
    CHECK(reason.end <= text.size());
    CHECK(reason.weight > 0);
  }
  CHECK_FALSE(why.sentiment.empty());
}

TEST_CASE("a text with nothing to label has no label and no reason") {
  for (const char* text : {"", " ", "...", "2026"}) {
    const Explanation why = explained(text);
    CHECK(why.labels.intents == 0);
    CHECK(why.labels.urgency == Urgency::Low);
    CHECK(why.sentiment.empty());
    CHECK(why.questions.empty());
  }
}
