#include <string>
#include <string_view>

#include <earshot/model.h>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "classify/language.h"
#include "text/fold.h"

namespace {

using namespace earshot;

std::string language_of(const std::string& text) {
  std::string folded;
  fold(text, folded);
  return std::string(language_code(Labeller(shipped_model()).label(text, folded).language));
}

}  // namespace

TEST_CASE("the end of an ordinal is no word of another language") {
  CHECK(language_of("4-е видео про новый телефон за вечер") == "ru");
  CHECK(language_of("3-е видео про Орвесса Висп 2 за вечер") == "ru");
  CHECK(language_of("Това е новото видео за вечерта") == "bg");
}

TEST_CASE("codes and languages belong together, and what is out of range is und") {
  CHECK(language_code(0) == "und");
  CHECK(language_code(255) == "und");
  for (std::size_t i = 0; i < kLanguageCount; ++i) {
    CHECK(language_from_code(kLanguageCodes[i]) == i);
  }
  CHECK(language_from_code("xx") == 0);
}

TEST_CASE("the script alone tells most languages") {
  CHECK(language_of("배송이 빨라요") == "ko");
  CHECK(language_of("ㅋㅋㅋㅋ") == "ko");
  CHECK(language_of("届いた！ありがとう") == "ja");
  CHECK(language_of("ｶﾜｲｲ") == "ja");
  CHECK(language_of("สินค้าดีมาก") == "th");
  CHECK(language_of("अच्छा है") == "hi");
  CHECK(language_of("מוצר מצוין") == "he");
  CHECK(language_of("Πολύ καλό") == "el");
}

TEST_CASE("letters that one language alone uses settle it within a script") {
  CHECK(language_of("дуже дякую, їжа смачна") == "uk");
  CHECK(language_of("это было вкусно") == "ru");
  CHECK(language_of("وصل الطلب اليوم") == "ar");
  CHECK(language_of("خیلی خوب بود، چرا گران") == "fa");
  CHECK(language_of("یہ بہت اچھا ہے") == "ur");
}

TEST_CASE("a Korean or Japanese post full of Latin names stays Korean or Japanese") {
  CHECK(language_of("Nova X2 Ultra Pro 샀다") == "ko");
  CHECK(language_of("Nova Switch 2 Limited 欲しい") == "ja");
  CHECK(language_of("they say 방탄 are back on the world tour this summer, I can not wait") ==
        "en");
}

TEST_CASE("a name does not make another language of a few English words") {
  for (const char* text : {"I love Nova", "I want Nova", "Nova rocks", "hello there", "new Nova day"}) {
    INFO(text);
    CHECK(language_of(text) == "en");
  }
  CHECK(language_of("muchas gracias") == "es");
  CHECK(language_of("merci beaucoup") == "fr");
}

TEST_CASE("names in Russian letters do not make another language of a Russian text") {
  for (const char* text : {"Смотрю стрим Бренвика про новинки", "будет скидка у Бренвика, точно возьму Скальд",
                           "Орвесса Висп 2 умерли через 19 дней.", "Мирельто, сделайте поддержку планшетов",
                           "поверил Тиндре, а в итоге сдали в ремонт 2 недели назад, тишина((", "Ахахаха"}) {
    INFO(text);
    CHECK(language_of(text) == "ru");
  }
}

TEST_CASE("sentences in two scripts are a text in several languages") {
  CHECK(language_of("여러분 감사합니다! Thank you all so much for your support") == "mul");
  CHECK(language_of("今日は楽しかった！ It was so much fun today, thank you all for coming") == "mul");
  CHECK(language_of("Спасибо всем за поддержку! Thank you for your support, see you next week") == "mul");
  CHECK(language_of("감사합니다 또 만나요! Merci beaucoup, à bientôt, on vous attend") == "mul");
}

TEST_CASE("names and a few foreign words make no second language") {
  CHECK(language_of("Spring Boot React Next.js TypeScript 개발자 모집합니다") == "ko");
  CHECK(language_of("iPhone 15 Pro Max vs Galaxy S24 Ultra 비교") == "ko");
  CHECK(language_of("Купил Samsung Galaxy Watch Ultra и Apple AirPods Pro, доволен") == "ru");
  CHECK(language_of("thank you so much 사랑해요") == "ko");
  CHECK(language_of("We were so happy with the food that we went back the next day, 최고") == "en");
}

TEST_CASE("a text in several languages is rated as the one that most of it is in") {
  std::string folded;
  const std::string text = "여러분 정말 최고예요 감사합니다! Thank you all so much for your support";
  fold(text, folded);
  const TextLabels labels = Labeller(shipped_model()).label(text, folded);
  CHECK(language_code(labels.language) == "mul");
  CHECK(language_code(labels.main) == "ko");
  CHECK(labels.sentiment.label == Label::Positive);
}

TEST_CASE("Han without kana is told apart by forms that one of the two lacks") {
  CHECK(language_of("这个很好用") == "zh");
  CHECK(language_of("這個產品很好用") == "zh");
  CHECK(language_of("新製品発売") == "ja");
  CHECK(language_of("東京都知事選挙の結果発表") == "ja");
}

TEST_CASE("languages of the Latin script are told apart by their words") {
  CHECK(language_of("The parcel came late and the box was open") == "en");
  CHECK(language_of("Das Paket kam zu spät und war offen") == "de");
  CHECK(language_of("Le colis est arrivé en retard") == "fr");
  CHECK(language_of("El paquete llegó tarde y estaba abierto") == "es");
  CHECK(language_of("O pacote chegou atrasado e não funciona") == "pt");
  CHECK(language_of("Il pacco è arrivato in ritardo") == "it");
  CHECK(language_of("Het pakket kwam te laat aan") == "nl");
  CHECK(language_of("Paketnya datang terlambat dan sudah terbuka") == "id");
  CHECK(language_of("Kargo çok geç geldi ve kutu açıktı") == "tr");
  CHECK(language_of("Hàng giao trễ và hộp đã bị mở") == "vi");
  CHECK(language_of("Paczka przyszła za późno i była otwarta") == "pl");
  CHECK(language_of("Coletul a ajuns târziu și era deschis") == "ro");
  CHECK(language_of("Paketet kom för sent och lådan var öppen") == "sv");
}

TEST_CASE("addresses, handles, numbers and emoji are no language") {
  CHECK(language_of("") == "und");
  CHECK(language_of("https://example.org/das/ist/ein/pfad @someone 2026 😀 !!!") == "und");
  CHECK(language_of("https://example.org/the-english-path очень вкусно") == "ru");
}

TEST_CASE("close neighbours are told apart") {
  CHECK(language_of("Balíček přišel pozdě a krabice byla otevřená") == "cs");
  CHECK(language_of("Balík prišiel neskoro a krabica bola otvorená") == "sk");
  CHECK(language_of("Pakken kom for sent, og æsken var åben, da jeg fik den") == "da");
  CHECK(language_of("Pakken kom for seint, og esken var åpen da jeg fikk den") == "no");
  CHECK(language_of("El paquet va arribar tard i la caixa estava oberta") == "ca");
  CHECK(language_of("Paket je stigao kasno, a kutija je bila otvorena") == "hr");
  CHECK(language_of("Paket je prišel prepozno, škatla pa je bila odprta") == "sl");
  CHECK(language_of("Посылка пришла поздно, и коробка была открыта") == "ru");
  CHECK(language_of("Посилка прийшла пізно, і коробка була відкрита") == "uk");
  CHECK(language_of("Пратката дойде късно и кутията беше отворена") == "bg");
  CHECK(language_of("Пакет је стигао касно, а кутија је била отворена") == "sr");
  CHECK(language_of("यह फ़ोन बहुत अच्छा है और जल्दी आ गया") == "hi");
  CHECK(language_of("हा फोन खूप चांगला आहे आणि लवकर आला") == "mr");
}

TEST_CASE("neighbours are told apart by a few everyday words") {
  CHECK(language_of("Kereta saya rosak, tolong hantar ke bengkel esok") == "ms");
  CHECK(language_of("Kenapa bas lambat sangat hari ini?") == "ms");
  CHECK(language_of("Mobil saya rusak, tolong antar ke bengkel besok") == "id");
  CHECK(language_of("Onte chegou o paquete, pero a caixa estaba aberta") == "gl");
  CHECK(language_of("Non me gusta nada este mercado") == "gl");
  CHECK(language_of("Una casa pequeña junto al río") == "es");
  CHECK(language_of("Uma casa pequena junto ao rio") == "pt");
  CHECK(language_of("Et lite hus ved elva") == "no");
  CHECK(language_of("Et lille hus ved åen") == "da");
  CHECK(language_of("Много ми хареса този магазин") == "bg");
  CHECK(language_of("Многу ми се допадна оваа продавница") == "mk");
  CHECK(language_of("Веома ми се допала ова продавница") == "sr");
  CHECK(language_of("Мне вельмі спадабалася гэтая крама") == "be");
  CHECK(language_of("Мені дуже сподобався цей магазин") == "uk");
}

TEST_CASE("further languages of the Latin script are known") {
  CHECK(language_of("Paketti saapui myöhässä ja laatikko oli auki") == "fi");
  CHECK(language_of("A csomag későn érkezett, és a doboz nyitva volt") == "hu");
  CHECK(language_of("Pakk jõudis hilja kohale ja karp oli lahti") == "et");
  CHECK(language_of("Paka pienāca vēlu, un kaste bija vaļā") == "lv");
  CHECK(language_of("Siuntinys atėjo vėlai, o dėžė buvo atidaryta") == "lt");
  CHECK(language_of("Kifurushi kilifika kwa kuchelewa na sanduku lilikuwa wazi") == "sw");
  CHECK(language_of("Dumating nang huli ang pakete at bukas na ang kahon") == "tl");
}

TEST_CASE("Hindi is known in Latin letters, as most people write it, and mixed with English") {
  CHECK(language_of("yaar yeh phone bahut achha hai, battery bhi theek chalti hai") == "hi");
  CHECK(language_of("bhai delivery kab hogi, do din se wait kar raha hu") == "hi");
  CHECK(language_of("kya bakwas service hai inki") == "hi");
  CHECK(language_of("mujhe ye movie bilkul pasand nahi aayi") == "hi");
  CHECK(language_of("update ke baad app open hi nahi ho raha, please fix") == "hi");
  CHECK(language_of("India won the toss, what a match, love this team") == "en");
}

TEST_CASE("languages are rated or not as they were: a new one is no new rating") {
  std::string folded;
  fold("Balíček je skvělý, jsem nadšený a moc spokojený", folded);
  CHECK(Labeller(shipped_model()).label(folded, folded).sentiment.label == Label::Unrated);
}
