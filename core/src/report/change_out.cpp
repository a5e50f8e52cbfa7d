#include "report/change_out.h"

#include <algorithm>
#include <cmath>

#include "insight/adequacy.h"

namespace earshot {

void write_change(JsonOut& json, const Change& change, std::string_view value,
                  std::string_view against) {
  const auto finite = [&](std::string_view name, double number) {
    std::isinf(number) ? json.null(name) : json.fraction(name, number);
  };
  const auto side = [&](std::string_view name, double number, std::uint64_t n) {
    json.begin_object(name);
    json.fraction("value", number);
    json.number("n", n);
    json.end();
  };
  side(value, change.value, change.n);
  side(against, change.against, change.against_n);
  json.begin_object(change.ratio ? "ratio" : "difference");
  finite("value", change.change.value);
  finite("low", change.change.low);
  finite("high", change.change.high);
  json.end();
  json.fraction("p", change.p);
  json.text("verdict", verdict_of_change(change.verdict));
  json.flag("clear", change.verdict != Verdict::NoClearChange);
  json.flag("enough", std::min(change.n, change.against_n) >= kFewestMentions);
}

}  // namespace earshot
