# What `cmake --install` puts where. Modules go where aiod looks for them: ../lib/aio/modules, seen from its folder.
include(CMakePackageConfigHelpers)
# What is for module authors is the same on every architecture, and found in share; the library of the app is nobody's
# but aiod's and that of modules' tests, whose version is aio's own: in a folder that the linker does not search.
set(package ${CMAKE_INSTALL_DATADIR}/cmake/aio)
set(private lib/aio)
set(modules ${private}/modules)

install(TARGETS aiod aioctl)
install(TARGETS aioapp LIBRARY DESTINATION ${private})
install(TARGETS aio.demo LIBRARY DESTINATION ${modules}/aio.demo)
install(FILES modules/aio.demo/aio.conf DESTINATION ${modules}/aio.demo)

# What `aioctl --json` prints, for those who read it with a program.
install(DIRECTORY ctl/schema/ DESTINATION ${CMAKE_INSTALL_DATADIR}/aio/schema)

# The texts of journalctl -x; journalctl --update-catalog takes them up.
install(FILES packaging/aio.catalog DESTINATION lib/systemd/catalog)

# Where the shells look. A Debian package has zsh's in share/zsh/vendor-completions.
set(AIO_ZSH_COMPLETIONS ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING "Where zsh looks for completions")
install(DIRECTORY packaging/completions/bash/ DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(DIRECTORY packaging/completions/zsh/ DESTINATION ${AIO_ZSH_COMPLETIONS})
install(DIRECTORY packaging/completions/fish/ DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# For module authors: the headers, and find_package(aio) with aio::sdk and aio_add_module().
install(DIRECTORY sdk/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
set_target_properties(aio_sdk_headers PROPERTIES EXPORT_NAME sdk)
install(TARGETS aio_sdk_headers EXPORT aio)
install(EXPORT aio NAMESPACE aio:: FILE aioTargets.cmake DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/aioConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES packaging/cmake/aioConfig.cmake packaging/cmake/AioModule.cmake
              ${PROJECT_BINARY_DIR}/aioConfigVersion.cmake DESTINATION ${package})

# pkg-config aio, which finds the prefix from its own place.
set(pkgconfig ${CMAKE_INSTALL_DATADIR}/pkgconfig)
file(RELATIVE_PATH prefix_from_pc /${pkgconfig} /)
string(REGEX REPLACE "/$" "" prefix_from_pc ${prefix_from_pc})
configure_file(packaging/cmake/aio.pc.in aio.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/aio.pc DESTINATION ${pkgconfig})
