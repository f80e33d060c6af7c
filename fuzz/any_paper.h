// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper whose texts are whatever the fuzzer says, as far as the record would take it: valid UTF-8 without
// controls, because every reader sees to that.

#ifndef BROADSHEET_FUZZ_ANY_PAPER_H_
#define BROADSHEET_FUZZ_ANY_PAPER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/paper_view.h"
#include "text/utf8.h"

namespace broadsheet {

// A line each for title, abstract, author, category, venue, comment, URL, project page, DOI, summary.
inline store::PaperView any_paper(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto next = [&bytes] {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string line = text::sanitize_line(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return line;
  };
  store::PaperView paper;
  paper.ids = {"arxiv:2608.01234"};
  paper.title = next();
  paper.abstract = next();
  paper.authors = {next(), "Ada Lovelace"};
  paper.categories = {next()};
  paper.venue = next();
  paper.comment = next();
  paper.url = next();
  paper.project_page = next();
  paper.doi = next();
  paper.ai_summary = next();
  return paper;
}

}  // namespace broadsheet

#endif  // BROADSHEET_FUZZ_ANY_PAPER_H_
