// What benchmarks open before their clock starts.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include <earshot/model.h>
#include <earshot/settings.h>

#include "built_in.h"

/// The bytes of a file; none if it cannot be read.
inline std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Opening {
  std::shared_ptr<const earshot::Model> model;
  earshot::Settings settings;
};

/// The built-in tables and weights and a file of settings; nothing if any of them cannot be used.
inline std::optional<Opening> open_built_in(const std::string& settings_path) {
  if (!earshot::load_built_in_tables()) return std::nullopt;
  const auto model = earshot::Model::load({earshot_model_data, earshot_model_size});
  const auto settings = earshot::parse_settings(contents(settings_path));
  if (!model || !settings) return std::nullopt;
  return Opening{*model, *settings};
}
