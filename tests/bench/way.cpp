// One run of the whole way natively, as node.mjs runs it in wasm: from the first byte of a file to the
// finished figures, without the sections of the report.
//
//   earshot_way MENTIONS.csv SETTINGS.json
//
// Prints {"seconds" on the clock, "mentions"}.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include <earshot/analysis.h>

#include "opening.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const auto opened = open_built_in(arguments[2]);
  if (!opened) return 1;

  const auto started = std::chrono::steady_clock::now();
  earshot::Analysis analysis(opened->model);
  analysis.set_settings(opened->settings);
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
