// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Lists of papers by date in all their forms: what /categories/…, /authors/…, /venues/… and /organizations/…
// have in common.

#ifndef BROADSHEET_WEB_PAPER_LIST_H_
#define BROADSHEET_WEB_PAPER_LIST_H_

#include <cstdint>
#include <string>

#include "papers/newest_papers.h"
#include "web/list_forms.h"
#include "web/page.h"

namespace broadsheet::web {

// Which part of a list is asked for, in which form.
struct PaperListPart {
  std::uint64_t page = 0;  // from 0
  ListForm form;
  std::uint64_t offset() const;  // of its first paper
};

// Takes the suffix of a form off the name of the list. kInvalid for a page that there cannot be.
Result<PaperListPart> read_list_part(const Exchange& exchange, std::string& name);

// The list of all papers that `query` finds, in a form that is no page.
http::Response list_in_form(Exchange& exchange, const PaperListPart& part, const ListText& text,
                            std::string_view query);

// `newest` into {{#PAPERS}} or {{#EMPTY}}, and the way to the other pages.
void add_paper_list(text::TemplateValues body, const Exchange& exchange, const papers::NewestPapers& newest,
                    std::uint64_t page);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_PAPER_LIST_H_
