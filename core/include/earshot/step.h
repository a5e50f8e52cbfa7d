// The lengths of time that figures are counted by.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace earshot {

enum class Step : std::uint8_t { Hour, Day, Week, Month };
inline constexpr std::array<std::string_view, 4> kStepNames = {"hour", "day", "week", "month"};

}  // namespace earshot
