# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
# `cmake -DROOM=… -DNAME=… -DFILE=… -DOUT=… -P text_file.cmake` writes a source file that holds a text.

file(READ ${FILE} content)
file(WRITE ${OUT} "// Made by cmake/text_file.cmake from ${FILE}.
#include <string_view>

namespace broadsheet::${ROOM} {
std::string_view ${NAME}_source();
std::string_view ${NAME}_source() {
  return R\"~file~(${content})~file~\";
}
}  // namespace broadsheet::${ROOM}
")
