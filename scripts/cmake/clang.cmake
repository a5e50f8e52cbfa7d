# Toolchain file of the preset native-fuzz: the Clang with libFuzzer that scripts/setup found.
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")
set(CMAKE_CXX_COMPILER "${EARSHOT_CACHE_FOLDER}/fuzzing-clang++")
if(NOT EXISTS "${CMAKE_CXX_COMPILER}")
  message(FATAL_ERROR "No Clang with libFuzzer: run scripts/setup --for fuzz.")
endif()
# `clang++` is a name of `clang`, which compiles the C of libraries.
file(REAL_PATH "${CMAKE_CXX_COMPILER}" CMAKE_C_COMPILER)
string(REPLACE "clang++" "clang" CMAKE_C_COMPILER "${CMAKE_C_COMPILER}")
