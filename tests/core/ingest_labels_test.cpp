#include "ingest/labels.h"

#include <catch2/catch_test_macros.hpp>

#include "ingest/cell_text.h"

using namespace earshot;
using enum earshot::Label;

TEST_CASE("sentiment words are known in many languages and forms") {
  for (const char* cell : {"positive",
                           "Positives",
                           "POSITIVE",
                           "POS",
                           "Basic Positive",
                           "LABEL_POSITIVE",
                           "позитив",
                           "Позитивная",
                           "положительный",
                           "positivo",
                           "positif",
                           "긍정",
                           "긍정적",
                           "ポジティブ",
                           "正面",
                           "积极",
                           "olumlu",
                           "tích cực",
                           "إيجابي",
                           "promoter",
                           "👍",
                           "Positive (0.87)"}) {
    INFO(cell);
    CHECK(read_label(cell) == Positive);
  }
  for (const char* cell :
       {"negative", "Negatives", "NEG", "Very Negative", "негатив", "Негативная", "negativo",
        "négatif", "부정", "ネガティブ", "负面", "olumsuz", "unfavorable", "Détractor 👎"}) {
    INFO(cell);
    CHECK(read_label(cell) == Negative);
  }
  for (const char* cell : {"neutral", "Neutrals", "NEU", "нейтральная", "neutro", "neutre", "중립",
                           "中立", "中性", "mixed", "ambivalent", "positive/negative"}) {
    INFO(cell);
    CHECK(read_label(cell) == Neutral);
  }
}

TEST_CASE("numbers are read by their sign") {
  CHECK(read_label("1") == Positive);
  CHECK(read_label("+5") == Positive);
  CHECK(read_label("0.0004") == Positive);
  CHECK(read_label("0") == Neutral);
  CHECK(read_label("-0.0") == Neutral);
  CHECK(read_label("-1") == Negative);
  CHECK(read_label("−3.0") == Negative);
  CHECK(read_label("-0,2") == Negative);
}

TEST_CASE("on a scale from one to five the middle is three") {
  CHECK(read_label("1", LabelScale::OneToFive) == Negative);
  CHECK(read_label("3", LabelScale::OneToFive) == Neutral);
  CHECK(read_label("3.5", LabelScale::OneToFive) == Positive);
  CHECK(read_label("5", LabelScale::OneToFive) == Positive);
  CHECK(read_label("0", LabelScale::OneToFive) == Unrated);
  CHECK(read_label("not_relevant", LabelScale::OneToFive) == Unrated);
}

TEST_CASE("whatever else stands there is no label") {
  for (const char* cell :
       {"", "-", "not rated", "unknown", "N/A", "not positive", "6", "-100", "1.2.3", "5%",
        "possible", "neuer", "expositive",
        "The service was positively awful and I would never again set foot in it"}) {
    INFO(cell);
    CHECK(read_label(cell) == Unrated);
  }
}
