# zlib without what reads and writes files. Of the archive only what is called is linked: outside the
# tests, that is inflating and CRC-32.
set(zlib_sources adler32 crc32 deflate inffast inflate inftrees trees zutil)
list(TRANSFORM zlib_sources PREPEND "${zlib_SOURCE_DIR}/")
list(TRANSFORM zlib_sources APPEND ".c")
add_library(zlib STATIC ${zlib_sources})
target_include_directories(zlib SYSTEM PUBLIC "${zlib_SOURCE_DIR}")
# Tables that are worked out when first needed make the module 5 KiB smaller, gzipped.
target_compile_definitions(zlib PRIVATE DYNAMIC_CRC_TABLE)
if(EMSCRIPTEN)
  # The time is spent in inffast and crc32.
  foreach(source adler32 inflate inftrees zutil)
    set_source_files_properties("${zlib_SOURCE_DIR}/${source}.c" PROPERTIES COMPILE_OPTIONS -Oz)
  endforeach()
endif()
