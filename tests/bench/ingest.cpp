// The speed of reading alone: a file's bytes to mapped mentions, which are counted and thrown away.
//
// Prints {"seconds", "cpu", "mentions", "memory"}: seconds on the clock and of the processor, and the
// most bytes that the module held. The file is read into memory beforehand; with "stream" as second
// argument it is read as it is fed, so that the memory is that of reading alone.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#if defined(__EMSCRIPTEN__)
#include <emscripten.h>
#include <emscripten/heap.h>
#endif

#include "built_in.h"
#include "ingest/importer.h"

namespace {

#if defined(__EMSCRIPTEN__)
EM_JS(double, cpu_seconds, (), { return process.cpuUsage().user / 1e6; });
double memory() { return static_cast<double>(emscripten_get_heap_size()); }
#else
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
double memory() { return 0; }
#endif

class Counter : public earshot::MentionSink {
 public:
  bool mention(const earshot::Mention& mention) override {
    ++mentions;
    bytes += mention.text.size();
    return true;
  }
  std::uint64_t mentions = 0, bytes = 0;
};

/// Hands on the next megabyte, as the page and the command line do; "" at the end.
std::string_view read_piece(std::FILE* file, std::string& piece) {
  piece.resize(1 << 20);
  return std::string_view(piece).substr(0, std::fread(piece.data(), 1, piece.size(), file));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  if (!earshot::load_built_in_tables()) return 1;
  std::FILE* const file = std::fopen(arguments[1], "rb");
  if (!file) return 2;
  const bool workbook = std::string_view(arguments[1]).ends_with(".xlsx");
  const bool stream = count > 2 && !workbook;
  std::string whole, piece;
  while (!stream) {
    const std::string_view bytes = read_piece(file, piece);
    if (bytes.empty()) break;
    whole.append(bytes);
  }
  const auto started = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();
  Counter counter;
  earshot::Input input;
  earshot::Importer importer(input, 0, {}, counter);
  std::optional<earshot::ZipArchive> archive;
  if (workbook) {
    auto opened = earshot::ZipArchive::open(whole);
    if (!opened) return 1;
    archive = std::move(*opened);
    importer.open_workbook(*archive);
    while (importer.advance()) {
    }
  } else if (stream) {
    for (auto bytes = read_piece(file, piece); !bytes.empty(); bytes = read_piece(file, piece)) {
      importer.feed(bytes);
    }
  } else {
    for (std::string_view rest = whole; !rest.empty();) {
      const std::string_view bytes = rest.substr(0, 1 << 20);
      importer.feed(bytes);
      rest.remove_prefix(bytes.size());
    }
  }
  importer.finish();
  const double cpu = cpu_seconds() - cpu_before;
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - started;
  std::fclose(file);
  std::printf("{\"seconds\": %.4f, \"cpu\": %.4f, \"mentions\": %llu, \"memory\": %.0f}\n",
              time.count(), cpu, static_cast<unsigned long long>(counter.mentions), memory());
  return input.error || counter.bytes == 0;
}
