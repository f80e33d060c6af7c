// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The one form in which an author stands in the index and is asked for.

#ifndef BROADSHEET_SEARCH_BYLINE_KEY_H_
#define BROADSHEET_SEARCH_BYLINE_KEY_H_

#include <string>
#include <string_view>

namespace broadsheet::search {

// Under what `byline:` finds an author: the ORCID iD that the text is, or else the name in lower case (of
// ASCII letters), its blanks collapsed and its quotes left out.
std::string byline_key(std::string_view text);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_BYLINE_KEY_H_
