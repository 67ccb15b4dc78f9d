# Run as a script: installs the component uvsim of BUILD below WORK, moves it, builds the EXAMPLES with it, by
# PROJECT and by the compilers alone, and compares what they print with EXPECTED, the echo of this build.

function(run result)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${status}\n${output}${error}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(expect_same what output expected)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${what} printed\n${output}\nand not\n${expected}")
  endif()
endfunction()

# The program is on uvsim, not on a libuv that was found as well.
function(expect_simulated program)
  run(needed ldd ${program})
  if(needed MATCHES "libuv")
    message(FATAL_ERROR "${program} is linked with libuv:\n${needed}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(ignored ${CMAKE_COMMAND} --install ${BUILD} --component uvsim --prefix ${WORK}/first)
file(RENAME ${WORK}/first ${WORK}/installed)
run(echo_expected ${EXPECTED})

set(ENV{CXX} ${CXX})
list(JOIN FLAGS " " flags)
run(ignored ${CMAKE_COMMAND} -S ${PROJECT} -B ${WORK}/cmake -DCMAKE_PREFIX_PATH=${WORK}/installed
    -DEXAMPLES=${EXAMPLES} "-DCMAKE_CXX_FLAGS=${flags}")
run(ignored ${CMAKE_COMMAND} --build ${WORK}/cmake)
run(echo ${WORK}/cmake/echo)
expect_same("the echo of the CMake package" "${echo}" "${echo_expected}")
expect_simulated(${WORK}/cmake/echo)
run(schedules_expected ${WORK}/cmake/schedules)

find_program(PKG_CONFIG pkg-config REQUIRED)
set(ENV{PKG_CONFIG_PATH} ${WORK}/installed/lib/pkgconfig)
run(arguments ${PKG_CONFIG} --cflags --libs uvsim)
separate_arguments(arguments UNIX_COMMAND "${arguments}")
foreach(name echo schedules)
  run(ignored ${CXX} -std=c++20 ${FLAGS} ${EXAMPLES}/${name}.cc ${arguments} -o ${WORK}/${name})
  run(${name} ${WORK}/${name})
  expect_same("${name}, built with pkg-config," "${${name}}" "${${name}_expected}")
  expect_simulated(${WORK}/${name})
endforeach()

# A program of C needs no C++ compiler.
run(ignored ${CC} ${FLAGS} ${PROJECT}/version.c ${arguments} -o ${WORK}/version)
run(version ${WORK}/version)
expect_same("the program of C" "${version}" "1.44.2 at 1000 ms\n")
