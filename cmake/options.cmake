# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
# Compiler, linker and sanitizer options that every target shares.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# Line tables are enough for a stack trace and cost a third of the link time of full debug information.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(bs_options INTERFACE)
target_compile_options(bs_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fno-omit-frame-pointer)
if(BROADSHEET_SANITIZE)
  add_compile_options(-fsanitize=${BROADSHEET_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BROADSHEET_SANITIZE})
  add_compile_definitions(BROADSHEET_SANITIZED=1)
  # Asio has a fence around handlers that TSan does not see; without it the locks alone must do, which it does see.
  if(BROADSHEET_SANITIZE STREQUAL "thread")
    add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK=1)
  endif()
endif()
if(BROADSHEET_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
