# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
# A room is a folder under src/ that becomes one static library.
#
# Its include path holds one link per room that it may use (build/rooms/ROOM/ROOM -> src/ROOM)
# and nothing else, so an include against the arrows does not compile. Paths are not inherited:
# a header that a room shows to others must itself stay within what those others may see.

set(ROOMS_DIR ${CMAKE_BINARY_DIR}/rooms)

function(room_link room)
  if(NOT EXISTS ${ROOMS_DIR}/${room}/${room})
    file(MAKE_DIRECTORY ${ROOMS_DIR}/${room})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${room} ${ROOMS_DIR}/${room}/${room} SYMBOLIC)
  endif()
endfunction()

# Lets `target` include and link the rooms named after it, and no others.
function(use_rooms target)
  foreach(room ${ARGN})
    target_include_directories(${target} PRIVATE ${ROOMS_DIR}/${room})
    target_link_libraries(${target} PRIVATE bs_${room})
  endforeach()
endfunction()

function(broadsheet_room room)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  room_link(${room})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/empty_${room}.cc "")
    set(sources ${CMAKE_BINARY_DIR}/empty_${room}.cc)
  endif()
  add_library(bs_${room} STATIC ${sources})
  target_link_libraries(bs_${room} PRIVATE bs_options PUBLIC ${ROOM_LIBRARIES})
  target_include_directories(bs_${room} PRIVATE ${ROOMS_DIR}/${room})
  use_rooms(bs_${room} ${ROOM_USES})

  if(BROADSHEET_TESTS AND tests)
    add_executable(${room}_test ${tests})
    target_link_libraries(${room}_test PRIVATE bs_options bs_${room} bs_testing)
    target_include_directories(${room}_test PRIVATE ${ROOMS_DIR}/${room})
    use_rooms(${room}_test ${ROOM_USES})
    # Tests are compiled far more often than they run: with sanitizers, optimising them takes a third of the time.
    if(BROADSHEET_SANITIZE)
      target_compile_options(${room}_test PRIVATE -O0)
    else()
      target_compile_options(${room}_test PRIVATE -O1)
    endif()
    add_test(NAME ${room} COMMAND ${room}_test --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${room} PROPERTIES TIMEOUT 600)
  endif()
endfunction()

# Puts a text file into a room, as broadsheet::ROOM::NAME_source() (cmake/text_file.cmake).
function(broadsheet_text_file room name file)
  set(made ${CMAKE_BINARY_DIR}/${name}_source.cc)
  add_custom_command(OUTPUT ${made}
                     COMMAND ${CMAKE_COMMAND} -DROOM=${room} -DNAME=${name} -DFILE=${file} -DOUT=${made}
                             -P ${CMAKE_SOURCE_DIR}/cmake/text_file.cmake
                     DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/text_file.cmake)
  # Somebody else's text may hold what compilers warn of, such as bidirectional controls.
  set_source_files_properties(${made} PROPERTIES COMPILE_OPTIONS -w)
  target_sources(bs_${room} PRIVATE ${made})
endfunction()

# Puts the files below FOLDER into a room (cmake/site.cmake).
function(broadsheet_site room folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*)
  set(made ${CMAKE_BINARY_DIR}/site_files.cc)
  add_custom_command(OUTPUT ${made}
                     COMMAND ${CMAKE_COMMAND} -DROOT=${folder} -DOUT=${made} -P ${CMAKE_SOURCE_DIR}/cmake/site.cmake
                     DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/site.cmake)
  # A file is one string, longer than every compiler must take.
  set_source_files_properties(${made} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(bs_${room} PRIVATE ${made})
endfunction()

# A program at NAME below the build folder, from one source and the rooms it uses.
function(broadsheet_program name source)
  cmake_parse_arguments(PROGRAM "" "" "USES;LIBRARIES" ${ARGN})
  add_executable(${name} ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  target_link_libraries(${name} PRIVATE bs_options ${PROGRAM_LIBRARIES})
  use_rooms(${name} ${PROGRAM_USES})
endfunction()

if(BROADSHEET_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
  pkg_check_modules(BROTLIDEC REQUIRED IMPORTED_TARGET libbrotlidec)
  add_library(bs_testing INTERFACE)
  target_link_libraries(bs_testing INTERFACE GTest::gmock_main rapidcheck rapidcheck_gtest PkgConfig::BROTLIDEC)
endif()
