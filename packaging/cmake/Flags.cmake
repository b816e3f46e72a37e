# The flags of all that is ours, carried by one target that each room links.
add_library(aio_flags INTERFACE)
target_compile_options(aio_flags INTERFACE -Wall -Wextra -Wno-missing-field-initializers $<$<BOOL:${AIO_WERROR}>:-Werror>)
# What is ours calls itself directly: no look-up at the start for what nobody is meant to replace.
target_compile_options(aio_flags INTERFACE
  $<$<CONFIG:Release>:-fvisibility-inlines-hidden;$<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>>)
target_compile_definitions(aio_flags INTERFACE BOOST_ASIO_NO_DEPRECATED)
target_include_directories(aio_flags INTERFACE ${PROJECT_SOURCE_DIR})

# Several sources compiled as one: what only one of them knows is then in no main file, and g++ warns of a type that has a
# member of such a type.
if(CMAKE_UNITY_BUILD)
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

if(AIO_SANITIZE)
  # Without vptr: that check opens a pipe to see whether memory is there, and calls every object wrong when a test has
  # used up the process's descriptors (gcc 12).
  add_compile_options(-fsanitize=${AIO_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AIO_SANITIZE})
  # ThreadSanitizer knows no std::atomic_thread_fence, which g++ then warns of. Of Asio's fences, those around a handler
  # can be left out where locks order all that handlers share.
  if(AIO_SANITIZE MATCHES thread)
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
    add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()

# libFuzzer looks for inputs that reach what no other has.
if(AIO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# The cheap checks of the standard library too.
if(AIO_SANITIZE MATCHES address)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

if(AIO_HARDENING)
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection)
  add_compile_definitions(_FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

# aio_room(NAME SOURCES...): a room's sources as the static library aio_NAME.
function(aio_room NAME)
  add_library(aio_${NAME} STATIC ${ARGN})
  target_link_libraries(aio_${NAME} PUBLIC aio_flags)
endfunction()

# aio_small(TARGETS...): what runs seldom is better small than fast: a daemon's pages are mapped whether they run or not.
function(aio_small)
  foreach(TARGET ${ARGN})
    target_compile_options(${TARGET} PRIVATE $<$<CONFIG:Release>:-Os>)
  endforeach()
endfunction()
