// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How reference managers find the papers of a page.

#ifndef BROADSHEET_WEB_CITING_H_
#define BROADSHEET_WEB_CITING_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/paper_view.h"

namespace broadsheet::web {

// A <meta> of a page about one paper, by the names that Google Scholar gave to what Highwire Press began
// (scholar.google.com/intl/en/scholar/inclusion.html).
struct CitationTag {
  std::string_view name;  // "citation_title"
  std::string content;    // readable text
};
// `page_url` is the absolute address of the page.
std::vector<CitationTag> citation_tags(const store::PaperView& paper, const std::string& page_url);

// A paper of a list, for the title of <span class="Z3988">: a ContextObject in key/value form
// (ANSI/NISO Z39.88-2004), as COinS has it.
std::string context_object(const store::PaperView& paper);

// "Mina Okafor, Jun Tae Roh. Small Tides. Journal of Tides, 2026. https://arxiv.org/abs/2607.00001"
std::string plain_citation(const store::PaperView& paper);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_CITING_H_
