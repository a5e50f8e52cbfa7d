// A file of weights, whatever it holds: loaded or refused.
#include <earshot/model.h>

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto model = Model::load({data, size});
  if (model) (void)Labeller(*model).label("a", "a");
  return 0;
}
