# Toolchain file of the wasm presets: finds Emscripten under $EMSDK, on the PATH, or where
# scripts/setup unpacked it, in that order; the first that is new enough.
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")
set(oldest_emscripten 3.1.60)

# CMake reads a toolchain file several times; the answer is kept for the later ones.
if("$ENV{EARSHOT_EMSCRIPTEN_ROOT}" STREQUAL "")
  set(candidates)
  if(NOT "$ENV{EMSDK}" STREQUAL "")
    list(APPEND candidates "$ENV{EMSDK}/upstream/emscripten")
  endif()
  execute_process(COMMAND em-config EMSCRIPTEN_ROOT OUTPUT_VARIABLE on_path
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  list(APPEND candidates ${on_path} "${EARSHOT_CACHE_FOLDER}/emscripten")
  foreach(folder IN LISTS candidates)
    if(NOT EXISTS "${folder}/emscripten-version.txt")
      continue()
    endif()
    file(STRINGS "${folder}/emscripten-version.txt" version LIMIT_COUNT 1)
    string(REGEX MATCH "[0-9.]+" version "${version}")
    if(version VERSION_GREATER_EQUAL oldest_emscripten)
      file(REAL_PATH "${folder}" folder)
      set(ENV{EARSHOT_EMSCRIPTEN_ROOT} "${folder}")
      break()
    endif()
  endforeach()
  if("$ENV{EARSHOT_EMSCRIPTEN_ROOT}" STREQUAL "")
    message(FATAL_ERROR "No Emscripten ${oldest_emscripten} or later: run scripts/setup, or put emcc on the PATH.")
  endif()
endif()

include("$ENV{EARSHOT_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
