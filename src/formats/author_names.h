// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Lists of authors as people type them.

#ifndef BROADSHEET_FORMATS_AUTHOR_NAMES_H_
#define BROADSHEET_FORMATS_AUTHOR_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

// "A. Smith (MIT), B. Jones and C. Lee" as arXiv keeps what a submitter typed: without what is in brackets.
std::vector<std::string> split_raw_authors(std::string_view text);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_AUTHOR_NAMES_H_
