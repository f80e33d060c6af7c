// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Letters of ASCII in any case, whatever the locale.

#ifndef BROADSHEET_BASE_ASCII_H_
#define BROADSHEET_BASE_ASCII_H_

#include <cstddef>
#include <string_view>

namespace broadsheet {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Takes `prefix`, which is in lower case, off the front of the text, whatever its case there. False if the
// text begins with something else.
constexpr bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (ascii_lower(text[i]) != prefix[i]) return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_ASCII_H_
