# Every folder of reference/ is one library of all its .cc files, one test program of all its
# *_test.cc files and one benchmark per *_bench.cc file. The folders say only what they depend on.

# actx_precompile(TARGET headers... | REUSE owner): the standard headers that nearly every file uses, and those
# named, are read once for the target, or for the owner. A file still includes what it uses: scripts/tidy
# reads each alone.
function(actx_precompile target)
  cmake_parse_arguments(ARG "" "REUSE" "" ${ARGN})
  if(ARG_REUSE)
    target_precompile_headers(${target} REUSE_FROM ${ARG_REUSE})
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <cstring>
    <functional> <limits> <map> <memory> <optional> <span> <string> <string_view> <unordered_map>
    <utility> <vector> ${ARG_UNPARSED_ARGUMENTS})
endfunction()

# actx_library(NAME [FOLDER dir] [LINK targets...]): target actx_NAME from the sources of its folder.
function(actx_library name)
  cmake_parse_arguments(ARG "" "FOLDER" "LINK;PRECOMPILE" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER ${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER}/*.cc)
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_main|_example)\\.cc$")
  list(FILTER sources EXCLUDE REGEX "/(examples|testing)/")
  add_library(actx_${name} STATIC ${sources})
  target_include_directories(actx_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(actx_${name} PUBLIC ${ARG_LINK})
  actx_precompile(actx_${name} ${ARG_PRECOMPILE})
endfunction()

# actx_test_options(TARGET): how a test program is compiled. What is to be checked, and measured, is in the
# libraries; instrumented or optimised assertions would double the time of the whole build.
function(actx_test_options target)
  if(NOT TARGET actx_test_headers)
    file(WRITE ${PROJECT_BINARY_DIR}/test_headers.cc "")
    add_library(actx_test_headers OBJECT ${PROJECT_BINARY_DIR}/test_headers.cc)
    target_link_libraries(actx_test_headers PRIVATE rapidcheck GTest::gtest)
    actx_precompile(actx_test_headers <gtest/gtest.h> <rapidcheck.h> <sstream>)
    actx_plain_options(actx_test_headers)
  endif()
  actx_precompile(${target} REUSE actx_test_headers)
  actx_plain_options(${target})
endfunction()
function(actx_plain_options target)
  target_compile_options(${target} PRIVATE -O0)
  if(ACTX_SANITIZE)
    target_compile_options(${target} PRIVATE -fno-sanitize=all)
  endif()
endfunction()

# actx_tests(NAME FOLDER dir LINK targets...): one GoogleTest program from the folder's *_test.cc.
function(actx_tests name)
  cmake_parse_arguments(ARG "" "FOLDER" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER}/*_test.cc)
  list(FILTER sources EXCLUDE REGEX "/(examples|testing)/")
  if(sources)
    add_executable(${name}_test ${sources})
    target_link_libraries(${name}_test PRIVATE ${ARG_LINK} rapidcheck GTest::gtest GTest::gtest_main)
    actx_test_options(${name}_test)
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
