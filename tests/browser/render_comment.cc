// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Reads comments from standard input and writes the HTML of each: before a comment and before its HTML
// stand its bytes as a decimal number and a line end. A comment that is refused has the HTML of its reason.

#include <iostream>
#include <string>

#include "text/comment_html.h"

int main() {
  using namespace broadsheet::text;
  Typesetter typesetter;
  for (std::string count; std::getline(std::cin, count);) {
    std::string comment(std::stoul(count), '\0');
    std::cin.read(comment.data(), static_cast<std::streamsize>(comment.size()));
    const auto html = comment_html(comment, typesetter);
    const std::string shown = html.ok() ? html->html.markup() : escape_html(html.error().message());
    std::cout << shown.size() << '\n' << shown;
  }
  return 0;
}
