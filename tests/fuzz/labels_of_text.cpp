// Language and sentiment of a text, by the shipped weights where there are any.
#include <vector>

#include <earshot/model.h>

#include "classify/features.h"
#include "input.h"
#include "text/fold.h"

using namespace earshot;

extern "C" const unsigned char earshot_model_data[];
extern "C" const unsigned long earshot_model_size;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto model = Model::load({earshot_model_data, earshot_model_size});
  const std::string raw = fuzz::Input(data, size).text();
  std::string folded;
  fold(raw, folded);
  fuzz::require(web_address_length(folded) <= folded.size());
  if (!model) return 0;
  static Labeller labeller(*model);
  const TextLabels labels = labeller.label(raw, folded);
  const TextLabels alone = Labeller(*model).label(raw, folded);
  fuzz::require(labels.language == alone.language);
  fuzz::require(labels.sentiment.positive == alone.sentiment.positive);
  const Sentiment sentiment = labels.sentiment;
  const unsigned sum = sentiment.positive + sentiment.neutral + sentiment.negative;
  fuzz::require(sum == (sentiment.label == Label::Unrated ? 0u : 65'535u));
  return 0;
}
