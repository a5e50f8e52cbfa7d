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
