# What makes a module of a source where no CMake does: the flags of `aioctl build` and of `pkg-config
# --variable=moduleflags aio`. Of the last three, see below.
set(AIO_MODULE_FLAGS
    "-std=c++20 -shared -fPIC -O2 -g -fno-gnu-unique -fvisibility=hidden -fvisibility-inlines-hidden")

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

# aio_add_module_test(NAME TEST SOURCES... [LIBRARIES LIBRARIES...])
#
# Builds a test of the module NAME, which aio_add_module() has made before, into the folder tests/ of that module, where
# `aioctl test` and ctest find it. Without LIBRARIES it is one of GoogleTest's.
function(aio_add_module_test NAME TEST)
  cmake_parse_arguments(PARSE_ARGV 2 ARG "" "" "LIBRARIES")
  if(NOT ARG_LIBRARIES)
    find_package(GTest REQUIRED)
    set(ARG_LIBRARIES GTest::gmock_main)
  endif()
  get_target_property(folder ${NAME} LIBRARY_OUTPUT_DIRECTORY)
  add_executable(${TEST} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${TEST} PRIVATE aio::testing ${ARG_LIBRARIES})
  set_target_properties(${TEST} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${folder}/tests)
  add_dependencies(${TEST} ${NAME})
  add_test(NAME ${NAME}.${TEST} COMMAND ${TEST})
endfunction()
