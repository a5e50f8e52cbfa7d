// The shipped weights and a short way from CSV text to documents, for tests of the whole.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <earshot/analysis.h>
#include <nlohmann/json.hpp>

extern "C" const unsigned char earshot_model_data[];
extern "C" const unsigned long earshot_model_size;

namespace earshot {

inline const std::shared_ptr<const Model>& shipped_model() {
  static const std::shared_ptr<const Model> model = [] {
    auto loaded = Model::load({earshot_model_data, earshot_model_size});
    REQUIRE(loaded);
    return *loaded;
  }();
  return model;
}

inline Result<void> read_into(Analysis& analysis, std::string_view name, std::string_view bytes,
                              std::size_t piece = std::string_view::npos) {
  analysis.open(name);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    const std::string_view part = bytes.substr(at, piece);
    analysis.feed({part.data(), part.size()});
  }
  return analysis.close();
}

inline Settings settings_from(std::string_view json) {
  auto settings = parse_settings(json);
  REQUIRE(settings);
  return *settings;
}

inline nlohmann::json report_of(Analysis& analysis, const Filter& filter = {}) {
  return nlohmann::json::parse(analysis.report(filter));
}

inline nlohmann::json rows_of(Analysis& analysis, const Filter& filter = {}) {
  const auto size = analysis.select(filter);
  return nlohmann::json::parse(analysis.rows(0, size));
}

}  // namespace earshot
