// One run of the whole way natively, as node.mjs runs it in wasm: from the first byte of a file to the
// finished figures, without the sections of the report.
//
//   earshot_way MENTIONS.csv SETTINGS.json
//
// Prints {"seconds" on the clock, "mentions"}.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <earshot/analysis.h>

#include "built_in.h"

namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  if (!earshot::load_built_in_tables()) return 1;
  const auto model = earshot::Model::load({earshot_model_data, earshot_model_size});
  const auto settings = earshot::parse_settings(contents(arguments[2]));
  if (!model || !settings) return 1;

  const auto started = std::chrono::steady_clock::now();
  earshot::Analysis analysis(*model);
  analysis.set_settings(*settings);
  analysis.open("bench.csv");
  std::ifstream file(arguments[1], std::ios::binary);
  for (std::string piece(1 << 20, '\0'); file;) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    analysis.feed({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (!analysis.close() || analysis.overview({}).empty()) return 1;
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - started;
  std::printf("{\"seconds\": %.3f, \"mentions\": %llu}\n", time.count(),
              static_cast<unsigned long long>(analysis.counts().mentions));
}
