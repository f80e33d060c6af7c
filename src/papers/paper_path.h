// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_PAPERS_PAPER_PATH_H_
#define BROADSHEET_PAPERS_PAPER_PATH_H_

#include <string>
#include <string_view>

namespace broadsheet::papers {

// The page of a paper below the address of the site, encoded: "/papers/2608.01234". It leads there for ever,
// also under an id that the paper had before a merge.
std::string paper_path(std::string_view printed_id);

// An id as a part of a path: ids of arXiv before 2007 and DOIs have slashes of their own, which stay.
std::string encoded_id(std::string_view id);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_PATH_H_
