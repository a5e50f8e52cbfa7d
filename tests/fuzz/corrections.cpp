// Labelling under corrections, own topics and brands: made anew under changed settings, labels are
// those that are made under them from the start. What is learnt from them is valid.
//
// Lines before the first empty one are the settings, by their first character: '*' a brand, '&' an
// alias of the last, '+' and '-' a phrase that is good or bad, '=' one that is a name, '#' a word of
// an own topic, '!' a text that was corrected, '~' an own weight. The others are texts.
#include <set>
#include <vector>

#include <earshot/analysis.h>

#include "input.h"
#include "report/json_out.h"
#include "text/fold.h"

using namespace earshot;

extern "C" const unsigned char earshot_model_data[];
extern "C" const unsigned long earshot_model_size;

namespace {

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string out(static_cast<std::size_t>(digits), '0');
  for (std::size_t at = out.size(); at-- > 0; value >>= 4) out[at] = "0123456789abcdef"[value & 15];
  return out;
}

/// Settings files are made of it, so that what they refuse never comes in.
std::string settings_from(std::string_view& rest) {
  std::vector<std::vector<std::string>> brands;
  std::vector<std::pair<char, std::string>> phrases;
  std::vector<std::string> words;
  std::set<std::string> texts, weights, known;
  std::string folded;
  for (std::string_view line; !(line = fuzz::take_line(rest)).empty();) {
    std::string tail(line.substr(1));
    fold(tail, folded);
    if (folded.empty() || !fuzz::is_valid(tail)) continue;
    switch (line[0]) {
      case '*': brands.push_back({tail}); break;
      case '&':
        if (!brands.empty()) brands.back().push_back(tail);
        break;
      case '+':
      case '-':
      case '=':
        if (known.insert(folded).second) phrases.emplace_back(line[0], tail);
        break;
      case '#': words.push_back(tail); break;
      case '!': texts.insert(hexadecimal(text_key(tail), 16)); break;
      case '~': weights.insert(hexadecimal(hash_bytes(tail) & 0xffff'ffff, 8)); break;
      default: break;
    }
  }
  std::string out;
  JsonOut json(out);
  json.begin_object();
  json.begin_array("brands");
  for (const std::vector<std::string>& brand : brands) {
    json.begin_object();
    json.text("name", brand[0]);
    json.texts("aliases", std::span(brand).subspan(1));
    json.end();
  }
  json.end();
  json.begin_object("corrections");
  json.begin_array("phrases");
  for (const auto& [mark, phrase] : phrases) {
    json.begin_object();
    json.text("phrase", phrase);
    json.text("sentiment", mark == '+' ? "positive" : mark == '-' ? "negative" : "name");
    json.end();
  }
  json.end();
  json.begin_object("weights");
  for (const std::string& weight : weights) {
    json.begin_array(weight);
    json.number({}, 30'000);
    json.number({}, 9);
    json.end();
  }
  json.end();
  json.begin_object("mentions");
  for (const std::string& text : texts) {
    json.begin_object(text);
    json.text("sentiment", "neutral");
    json.text("urgency", "high");
    json.end();
  }
  json.end();
  json.end();
  if (!words.empty()) {
    json.begin_array("topics");
    json.begin_object();
    json.text("name", "own");
    json.texts("words", words);
    json.text("team", "team");
    json.end();
    json.end();
  }
  json.end();
  return out;
}

void read(Analysis& analysis, std::string_view texts) {
  std::string table = "Text\n";
  while (!texts.empty()) {
    table += '"';
    for (const char byte : fuzz::take_line(texts)) table.append(byte == '"' ? 2 : 1, byte);
    table += "\"\n";
  }
  analysis.open("a.csv");
  analysis.feed(table);
  (void)analysis.close();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto model = Model::load({earshot_model_data, earshot_model_size});
  if (!model) return 0;
  const std::string text = fuzz::Input(data, size).text();
  std::string_view rest = text;
  const std::string file = settings_from(rest);
  const auto settings = parse_settings(file);
  if (!settings) {
    fuzz::require(fuzz::is_valid(settings.error().message));
    return 0;
  }
  Analysis first(*model), changed(*model);
  first.set_settings(*settings);
  read(first, rest);
  read(changed, rest);
  (void)changed.counts_of({});
  changed.set_settings(*settings);
  fuzz::require(first.counts_of({}) == changed.counts_of({}));
  const std::uint64_t count = first.select({});
  fuzz::require(count == changed.select({}));
  fuzz::require(first.mentions(Format::Json, 0, 64) == changed.mentions(Format::Json, 0, 64));
  for (std::uint64_t at = 0; at < std::min<std::uint64_t>(count, 4); ++at) {
    fuzz::require(fuzz::is_valid(first.explain(at)));
  }
  if (!settings->corrections.mentions.empty()) {
    fuzz::require(parse_settings(first.learn_into(file)).has_value());
  }
  return 0;
}
