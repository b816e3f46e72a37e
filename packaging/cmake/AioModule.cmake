# aio_add_module(NAME SOURCES... [CONF aio.conf] [OUTPUT_DIRECTORY DIR])
#
# Builds the aio module NAME (dots are allowed: aio.demo) into the folder that aiod looks for in a module path:
# DIR/NAME/NAME.so with its aio.conf beside it. DIR is lib/aio/modules of the build tree unless told otherwise.
# The target is called NAME too.
function(aio_add_module NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "CONF;OUTPUT_DIRECTORY" "")
  if(NOT ARG_OUTPUT_DIRECTORY)
    set(ARG_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/aio/modules)
  endif()
  set(folder ${ARG_OUTPUT_DIRECTORY}/${NAME})
  add_library(${NAME} MODULE ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${NAME} PRIVATE aio::sdk)
  # Inline and template statics of two modules must not become one (g++ would make them STB_GNU_UNIQUE),
  # and only the entry point is another's business.
  target_compile_options(${NAME} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique> -fvisibility=hidden
                                         -fvisibility-inlines-hidden)
  set_target_properties(${NAME} PROPERTIES PREFIX "" OUTPUT_NAME ${NAME} LIBRARY_OUTPUT_DIRECTORY ${folder})
  if(ARG_CONF)
    configure_file(${ARG_CONF} ${folder}/aio.conf COPYONLY)
  endif()
endfunction()
