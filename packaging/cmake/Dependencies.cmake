# Everything that aio links. The Debian packages that bring it stand in packaging/install-dependencies.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(fmt REQUIRED)
find_package(sdbus-c++ REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(INIH REQUIRED inih)

# A program or library with the property AIO_LINKS_ARCHIVES gets the library's archive, where there is one: the dynamic
# linker is most of the time that a small program takes.
function(link_archive_if_asked TARGET LIBRARY ARCHIVE)
  find_library(${TARGET}_ARCHIVE ${ARCHIVE})
  if(${TARGET}_ARCHIVE)
    set(LIBRARY $<IF:$<BOOL:$<TARGET_PROPERTY:AIO_LINKS_ARCHIVES>>,${${TARGET}_ARCHIVE},${LIBRARY}>)
  endif()
  target_link_libraries(${TARGET} INTERFACE ${LIBRARY})
endfunction()

add_library(inih INTERFACE IMPORTED)
link_archive_if_asked(inih ${INIH_LINK_LIBRARIES} libinih.a)
target_include_directories(inih INTERFACE ${INIH_INCLUDE_DIRS})

# libunistring comes without a pkg-config file.
find_library(UNISTRING_LIBRARY unistring REQUIRED)
find_path(UNISTRING_INCLUDE_DIR unicase.h REQUIRED)
add_library(unistring INTERFACE IMPORTED)
link_archive_if_asked(unistring ${UNISTRING_LIBRARY} libunistring.a)
target_include_directories(unistring INTERFACE ${UNISTRING_INCLUDE_DIR})

find_program(SDBUS_XML2CPP sdbus-c++-xml2cpp REQUIRED)
