# Everything that aio links. The Debian packages that bring it stand in packaging/install-dependencies.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(fmt REQUIRED)
find_package(sdbus-c++ REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(INIH REQUIRED IMPORTED_TARGET inih)
pkg_check_modules(ELF REQUIRED IMPORTED_TARGET libelf)

# libunistring comes without a pkg-config file.
find_library(UNISTRING_LIBRARY unistring REQUIRED)
find_path(UNISTRING_INCLUDE_DIR unicase.h REQUIRED)
add_library(unistring INTERFACE IMPORTED)
target_link_libraries(unistring INTERFACE ${UNISTRING_LIBRARY})
target_include_directories(unistring INTERFACE ${UNISTRING_INCLUDE_DIR})

find_program(SDBUS_XML2CPP sdbus-c++-xml2cpp REQUIRED)
