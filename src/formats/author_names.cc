// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/author_names.h"

#include "formats/fields.h"

namespace broadsheet::formats {

std::vector<std::string> split_raw_authors(std::string_view text) {
  std::string flat;
  int brackets = 0;
  for (const char c : clean(text)) {
    if (c == '(') ++brackets;
    if (brackets == 0) flat += c;
    if (c == ')' && brackets > 0) --brackets;
  }
  constexpr std::string_view kAnd = " and ";
  std::string list;
  std::size_t from = 0;
  for (std::size_t at = flat.find(kAnd); at != std::string::npos; at = flat.find(kAnd, from)) {
    list.append(flat, from, at - from).append(", ");
    from = at + kAnd.size();
  }
  list.append(flat, from);
  return split_names(list);
}

}  // namespace broadsheet::formats
