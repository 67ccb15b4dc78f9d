# Installs uvsim as a library of its own, component "uvsim": the archive, its public headers, a CMake package
# and a pkg-config file. What is installed may be moved: it names no folder but that of <uv.h>.
include(CMakePackageConfigHelpers)

find_path(UVSIM_UV_INCLUDE_DIR uv.h HINTS ${LIBUV_INCLUDEDIR} REQUIRED)
mark_as_advanced(UVSIM_UV_INCLUDE_DIR)
set(uvsim_package_dir ${CMAKE_CURRENT_BINARY_DIR}/package)
configure_file(package/uvsim.pc.in ${uvsim_package_dir}/uvsim.pc @ONLY)
configure_package_config_file(package/uvsim-config.cmake.in ${uvsim_package_dir}/uvsim-config.cmake
                              INSTALL_DESTINATION lib/cmake/uvsim NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${uvsim_package_dir}/uvsim-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)

install(TARGETS uvsim EXPORT uvsim-targets ARCHIVE DESTINATION lib COMPONENT uvsim
        INCLUDES DESTINATION include)
install(EXPORT uvsim-targets NAMESPACE uvsim:: DESTINATION lib/cmake/uvsim COMPONENT uvsim)
install(FILES ${uvsim_package_dir}/uvsim-config.cmake ${uvsim_package_dir}/uvsim-config-version.cmake
        DESTINATION lib/cmake/uvsim COMPONENT uvsim)
install(FILES ${uvsim_package_dir}/uvsim.pc DESTINATION lib/pkgconfig COMPONENT uvsim)
install(FILES uvsim.h DESTINATION include COMPONENT uvsim)
install(FILES choice.h DESTINATION include/uvsim COMPONENT uvsim)

# The compilers that the test of the package uses; a C program is linked as one, too.
set(uvsim_package_flags "")
if(ACTX_SANITIZE)
  set(uvsim_package_flags -fsanitize=address,undefined)
endif()
add_test(NAME uvsim.package
         COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DWORK=${uvsim_package_dir}/test
                 -DPROJECT=${CMAKE_CURRENT_SOURCE_DIR}/package/example
                 -DEXAMPLES=${CMAKE_CURRENT_SOURCE_DIR}/examples
                 -DCXX=${CMAKE_CXX_COMPILER} -DCC=${CMAKE_C_COMPILER}
                 "-DFLAGS=${uvsim_package_flags}"
                 -DEXPECTED=$<TARGET_FILE:uvsim_example_echo>
                 -P ${CMAKE_CURRENT_SOURCE_DIR}/package/package_test.cmake)
