// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_path.h"

#include "base/percent.h"

namespace broadsheet::papers {

std::string paper_path(std::string_view printed_id) {
  return "/papers/" + encoded_id(printed_id);
}

std::string encoded_id(std::string_view id) {
  std::string path;
  while (true) {
    const std::size_t slash = id.find('/');
    path += percent_encode(id.substr(0, slash));
    if (slash == std::string_view::npos) return path;
    path += '/';
    id.remove_prefix(slash + 1);
  }
}

}  // namespace broadsheet::papers
