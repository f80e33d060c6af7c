// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Addresses of our own pages, encoded, from the root of the site on.

#ifndef BROADSHEET_WEB_LINKS_H_
#define BROADSHEET_WEB_LINKS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "papers/editions.h"
#include "store/paper_view.h"

namespace broadsheet::web {

std::string paper_path(const store::PaperView& paper);
std::string paper_path(std::string_view printed_id);
std::string thumbnail_path(const store::PaperView& paper);

// "/papers/week/2026-W27"; trending has no day.
std::string edition_path(papers::EditionKind kind, Day day);
// What stands for the period of `day` in it: "2026-W27".
std::string period_name(papers::EditionKind kind, Day day);

// "/papers?q=…": `query` is what the reader would type.
std::string search_path(std::string_view query);
// "/categories/cs.LG", of any category; "/categories/cs.AI+cs.LG", of an expression.
std::string category_path(std::string_view category);
std::string expression_path(std::string_view expression);
// "/authors/Ada%20Lovelace", of a name or an ORCID iD.
std::string author_path(std::string_view author);
// "/venues/ACL", of a name in a list of names at a path.
std::string named_path(std::string_view list_path, std::string_view name);
// The page of the paper at its source, for a reader to follow; empty if there is none that may be followed.
// It is also the paper's lasting name in feeds.
std::string source_url(const store::PaperView& paper);

// "2608.01234", of a paper that is on arXiv under any of its ids; else empty. Its PDF is there too.
std::string arxiv_number(const store::PaperView& paper);
std::string pdf_url(const store::PaperView& paper);

std::string doi_url(std::string_view doi);
std::string orcid_url(std::string_view orcid);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LINKS_H_
