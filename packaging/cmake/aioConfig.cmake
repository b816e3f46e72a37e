# find_package(aio): the target aio::sdk and the function aio_add_module().
include(CMakeFindDependencyMacro)
find_dependency(fmt)
include(${CMAKE_CURRENT_LIST_DIR}/aioTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/AioModule.cmake)
