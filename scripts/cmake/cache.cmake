# Where scripts/setup keeps what it has fetched: EARSHOT_CACHE_FOLDER.
if(NOT "$ENV{EARSHOT_CACHE}" STREQUAL "")
  set(EARSHOT_CACHE_FOLDER "$ENV{EARSHOT_CACHE}")
elseif(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(EARSHOT_CACHE_FOLDER "$ENV{XDG_CACHE_HOME}/earshot")
else()
  set(EARSHOT_CACHE_FOLDER "$ENV{HOME}/.cache/earshot")
endif()
