# The man pages, out of packaging/*.scd, into share/man of the build tree and of what is installed.
find_program(SCDOC scdoc)
if(NOT SCDOC)
  message(WARNING "scdoc is not there: no man pages are built, and none are installed")
  return()
endif()

foreach(page aioctl.1 aio.conf.5 org.aio.Runner1.5 aiod.8 aio-modules.7)
  string(REGEX REPLACE ".*\\." "" chapter ${page})
  set(source ${PROJECT_SOURCE_DIR}/packaging/${page}.scd)
  set(made ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_MANDIR}/man${chapter}/${page})
  # Beside it first: a page that scdoc refuses must leave no half behind.
  add_custom_command(OUTPUT ${made} DEPENDS ${source} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_MANDIR}/man${chapter}
    COMMAND sh -c "\"$1\" <\"$2\" >\"$3.new\" && mv \"$3.new\" \"$3\"" sh ${SCDOC} ${source} ${made}
    COMMENT "Making ${page}")
  list(APPEND pages ${made})
  install(FILES ${made} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${chapter})
endforeach()
add_custom_target(manual ALL DEPENDS ${pages})
add_dependencies(programs manual)
