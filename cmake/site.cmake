# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
# Puts the files of site/ into the program: `cmake -DROOT=… -DOUT=… -P site.cmake` writes the source file that
# defines web::site_files(), so that the program needs nothing beside it.

file(GLOB_RECURSE names RELATIVE ${ROOT} ${ROOT}/*)
list(SORT names)
set(entries "")
foreach(name ${names})
  if(name MATCHES "\\.woff2$")  # bytes, zeroes among them
    file(SIZE ${ROOT}/${name} size)
    file(READ ${ROOT}/${name} content HEX)
    string(REGEX REPLACE "(..)" "\\\\x\\1" content "${content}")
    string(APPEND entries "    {\"${name}\", {\"${content}\", ${size}}},\n")
  else()
    file(READ ${ROOT}/${name} content)
    string(APPEND entries "    {\"${name}\", R\"~site~(${content})~site~\"},\n")
  endif()
endforeach()
file(WRITE ${OUT} "// Made by cmake/site.cmake from site/.
#include \"web/site_files.h\"

#include <array>

namespace broadsheet::web {
namespace {

constexpr auto kFiles = std::to_array<SiteFile>({
${entries}});

}  // namespace

std::span<const SiteFile> site_files() {
  return kFiles;
}

}  // namespace broadsheet::web
")
