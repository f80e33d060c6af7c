// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which ORCID iDs stand beside a name in the bylines of papers, and which names beside an iD.

#ifndef BROADSHEET_SEARCH_BYLINE_PARTNERS_H_
#define BROADSHEET_SEARCH_BYLINE_PARTNERS_H_

#include <string_view>
#include <vector>

#include "index/snapshot.h"
#include "search/searcher.h"

namespace broadsheet::search {

// As Searcher::byline_partners says; `byline` is the field of schema.h. A walk over the few terms that begin
// with the author.
std::vector<BylinePartner> find_byline_partners(const index::Snapshot& snapshot, index::FieldId byline,
                                                std::string_view author);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_BYLINE_PARTNERS_H_
