# find_package(aio): the targets aio::sdk and aio::testing, and the functions aio_add_module() and aio_add_module_test().
include(CMakeFindDependencyMacro)
find_dependency(fmt)
include(${CMAKE_CURRENT_LIST_DIR}/aioTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/AioModule.cmake)

# The app itself, for tests. A module links only aio::sdk: it finds the rest in aiod.
if(NOT TARGET aio::testing)
  find_library(AIO_APP_LIBRARY aioapp HINTS ${CMAKE_CURRENT_LIST_DIR}/../../../lib/aio NO_DEFAULT_PATH REQUIRED)
  mark_as_advanced(AIO_APP_LIBRARY)
  add_library(aio::testing SHARED IMPORTED)
  set_target_properties(aio::testing PROPERTIES IMPORTED_LOCATION ${AIO_APP_LIBRARY}
                                                INTERFACE_LINK_LIBRARIES aio::sdk)
endif()
