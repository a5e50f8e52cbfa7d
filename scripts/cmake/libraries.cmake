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
  if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/${name}.cmake")
    # Built by that file: a folder that does not exist keeps the library's own build out.
    FetchContent_Declare(${name} URL "${url}" URL_HASH SHA256=${hash} SOURCE_SUBDIR none)
  else()
    FetchContent_Declare(${name} URL "${url}" URL_HASH SHA256=${hash} FIND_PACKAGE_ARGS ${version})
  endif()
endforeach()

# `need_library(NAME)`: after it, the library's targets exist.
macro(need_library name)
  FetchContent_MakeAvailable(${name})
  include("${PROJECT_SOURCE_DIR}/scripts/cmake/${name}.cmake" OPTIONAL)
endmacro()
