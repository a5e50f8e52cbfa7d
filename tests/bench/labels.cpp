// The speed of all labels together: language, sentiment, intents, topics, urgency, brands and what is aimed
// at each, of mentions that were read into a table beforehand.
//
//   earshot_labels MENTIONS.csv SETTINGS.json
//
// Prints {"seconds" of the processor, "mentions", "bytes" of their texts}. For instructions, natively:
// valgrind --tool=callgrind --toggle-collect='label_all*'.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#if defined(__EMSCRIPTEN__)
#include <emscripten.h>
#endif

#include <earshot/model.h>
#include <earshot/settings.h>

#include "opening.h"
#include "ingest/importer.h"
#include "labelling/labelling.h"
#include "table/identities.h"

namespace {

#if defined(__EMSCRIPTEN__)
EM_JS(double, cpu_seconds, (), { return process.cpuUsage().user / 1e6; });
#else
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
#endif

class Keeper : public earshot::MentionSink {
 public:
  explicit Keeper(earshot::Table& table) : table_(table) {}
  bool mention(const earshot::Mention& mention) override {
    bytes += mention.text.size();
    rows.emplace_back(table_.add(mention), earshot::hash_words(mention));
    return true;
  }
  std::vector<std::pair<earshot::Table::Position, std::uint64_t>> rows;
  std::uint64_t bytes = 0;

 private:
  earshot::Table& table_;
};

}  // namespace

extern "C" [[gnu::noinline]] void label_all(earshot::Labelling& labelling, const Keeper& keeper) {
  for (const auto& [row, words] : keeper.rows) labelling.add(row, words);
  labelling.label_new_rows();
}

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const auto opened = open_built_in(arguments[2]);
  if (!opened) return 1;

  earshot::Table table;
  Keeper keeper(table);
  earshot::Input input;
  {
    earshot::Importer importer(input, 0, {}, keeper);
    std::ifstream file(arguments[1], std::ios::binary);
    for (std::string piece(1 << 20, '\0'); file;) {
      file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      importer.feed({piece.data(), static_cast<std::size_t>(file.gcount())});
    }
    importer.finish();
  }
  table.settle();
  earshot::Labelling labelling(opened->model, table, opened->settings);
  labelling.set_brands(opened->settings.brands, false);
  const double before = cpu_seconds();
  label_all(labelling, keeper);
  const double seconds = cpu_seconds() - before;
  std::printf("{\"seconds\": %.3f, \"mentions\": %zu, \"bytes\": %llu}\n", seconds, table.size(),
              static_cast<unsigned long long>(keeper.bytes));
}
