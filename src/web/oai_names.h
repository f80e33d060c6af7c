// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What papers and groups of them are called in OAI-PMH: identifiers and sets.
//
// An item is a number of the record, of which the oldest id never changes: oai:NAME:ID, with that id. A paper
// that is merged into another one leaves its item behind as deleted; the ids that a reader knows it by are in
// its metadata. Sets are `category`, `category:cs`, `category:cs:cs.CL` and `source`, `source:arxiv`. What a
// setSpec may not hold is written as '!' and two hexadecimal digits.

#ifndef BROADSHEET_WEB_OAI_NAMES_H_
#define BROADSHEET_WEB_OAI_NAMES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/paper_view.h"
#include "web/backend.h"

namespace broadsheet::web {

// The NAME: the host of server.public_url where that is a domain name, else broadsheet.localhost.
std::string oai_repository(const Site& site);

std::string oai_identifier(std::string_view repository, std::string_view id);
// The id in an identifier of this repository; nothing for every other text.
std::optional<std::string> id_of_oai_identifier(std::string_view repository, std::string_view identifier);

// The sets of a category and of a source.
std::string category_set(std::string_view category);
std::string source_set(std::string_view source);
// Of a paper, also those of second names of its categories, without those that these lie in.
std::vector<std::string> sets_of(const store::PaperView& paper);
bool is_in_set(const store::PaperView& paper, std::string_view set);

// A search that finds all live papers of the set, and perhaps others; nothing for a set of no such form, and
// an empty one for a set of all that there is.
std::optional<std::string> query_of_set(std::string_view set);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_OAI_NAMES_H_
