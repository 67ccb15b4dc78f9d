# Every folder of reference/ is one library of all its .cc files, one test program of all its
# *_test.cc files and one benchmark per *_bench.cc file. The folders say only what they depend on.

# The presets `release` and `asan` compile several files as one (CMAKE_UNITY_BUILD), since most of the time goes
# into headers; the preset `debug` compiles each alone. Files of one target then share their local names. Those with
# a table of natives, which name their functions after JavaScript's, and those about the syntax tree as a whole do
# not: they are found by what they contain when CMake runs.
function(actx_compile_alone)
  foreach(source ${ARGN})
    file(STRINGS ${source} found REGEX "LazyProperty k|^using namespace ast;" LIMIT_COUNT 1)
    if(found)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()

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
  actx_compile_alone(${sources})
  target_include_directories(actx_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(actx_${name} PUBLIC ${ARG_LINK})
endfunction()

# actx_test_options(TARGET): how a test program is compiled. What is to be checked, and measured, is in the
# libraries; instrumented or optimised assertions would double the time of the whole build.
function(actx_test_options target)
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
