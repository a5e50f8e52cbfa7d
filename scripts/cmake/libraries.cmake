# Makes a library of libraries.txt available: the copy that scripts/setup fetched, else an installed
# package of that version, else the upstream release.
include(FetchContent)
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")

file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/libraries.txt" library_rows REGEX "^[^#]")
foreach(row IN LISTS library_rows)
  string(REGEX REPLACE " *\\| *" ";" cells "${row}")
  list(GET cells 0 name)
  list(GET cells 1 version)
  list(GET cells 2 url)
  list(GET cells 3 hash)
  string(TOUPPER "${name}" upper_name)
  set(fetched "${EARSHOT_CACHE_FOLDER}/libraries/${name}-${version}")
  if(NOT DEFINED FETCHCONTENT_SOURCE_DIR_${upper_name} AND EXISTS "${fetched}/CMakeLists.txt")
    set(FETCHCONTENT_SOURCE_DIR_${upper_name} "${fetched}")
  endif()
  FetchContent_Declare(${name} URL "${url}" URL_HASH SHA256=${hash} FIND_PACKAGE_ARGS ${version})
endforeach()

# `need_library(NAME)`: after it, the library's own targets exist.
macro(need_library name)
  FetchContent_MakeAvailable(${name})
endmacro()
