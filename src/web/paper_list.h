// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Lists of papers by date, in pages and as feeds: what /categories/… and /authors/… have in common.

#ifndef BROADSHEET_WEB_PAPER_LIST_H_
#define BROADSHEET_WEB_PAPER_LIST_H_

#include <cstdint>
#include <optional>
#include <string>

#include "papers/newest_papers.h"
#include "web/feeds.h"
#include "web/page.h"

namespace broadsheet::web {

// Which part of a list is asked for, in which form.
struct PaperListPart {
  std::uint64_t page = 0;  // from 0
  std::optional<FeedKind> feed;
  std::uint64_t offset() const;  // of its first paper
};

// Takes the suffix of a feed off the name of the list. kInvalid for a page that there cannot be.
Result<PaperListPart> read_list_part(const Exchange& exchange, std::string& name);

// `newest` as a feed; `path` is that of the list as a page.
http::Response list_feed(const Exchange& exchange, FeedKind kind, const std::string& title,
                         const std::string& path, papers::NewestPapers newest);

// `newest` into {{#PAPERS}} or {{#EMPTY}}, and the way to the other pages.
void add_paper_list(text::TemplateValues body, const Exchange& exchange, const papers::NewestPapers& newest,
                    std::uint64_t page, const std::string& path);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_PAPER_LIST_H_
