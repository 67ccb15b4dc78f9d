# Every folder of reference/ is one library of all its .cc files, one test program of all its
# *_test.cc files and one benchmark per *_bench.cc file. The folders say only what they depend on.

# actx_library(NAME [FOLDER dir] [LINK targets...]): target actx_NAME from the sources of its folder.
function(actx_library name)
  cmake_parse_arguments(ARG "" "FOLDER" "LINK" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER ${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER}/*.cc)
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_main|_example)\\.cc$")
  list(FILTER sources EXCLUDE REGEX "/(examples|testing)/")
  add_library(actx_${name} STATIC ${sources})
  target_include_directories(actx_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(actx_${name} PUBLIC ${ARG_LINK})
endfunction()

# actx_tests(NAME FOLDER dir LINK targets...): one GoogleTest program from the folder's *_test.cc.
function(actx_tests name)
  cmake_parse_arguments(ARG "" "FOLDER" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER}/*_test.cc)
  list(FILTER sources EXCLUDE REGEX "/(examples|testing)/")
  if(sources)
    add_executable(${name}_test ${sources})
    target_link_libraries(${name}_test PRIVATE ${ARG_LINK} rapidcheck GTest::gtest GTest::gtest_main)
    target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h>)
    if(ACTX_SANITIZE)
      # What is to be checked is in the libraries. Instrumented assertions would double the time of
      # the whole build.
      target_compile_options(${name}_test PRIVATE -fno-sanitize=all)
    endif()
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 120
                         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()

# actx_benchmarks(FOLDER dir LINK targets...): one Google Benchmark program per *_bench.cc.
function(actx_benchmarks)
  cmake_parse_arguments(ARG "" "FOLDER" "LINK" ${ARGN})
  if(NOT ACTX_BENCH OR ACTX_SANITIZE)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER}/*_bench.cc)
  foreach(source ${sources})
    get_filename_component(program ${source} NAME_WE)
    add_executable(${program} ${source})
    target_link_libraries(${program} PRIVATE ${ARG_LINK} benchmark::benchmark)
  endforeach()
endfunction()
