// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/paper_list.h"

#include <algorithm>
#include <utility>

#include "web/cards.h"
#include "web/limits.h"

namespace broadsheet::web {

std::uint64_t PaperListPart::offset() const {
  return page * kPageSize;
}

Result<PaperListPart> read_list_part(const Exchange& exchange, std::string& name) {
  PaperListPart part;
  part.feed = take_feed_suffix(name);
  TRY(part.page, number_parameter(exchange.target, "p", 0, 0, kListPageMax));
  return part;
}

http::Response list_feed(const Exchange& exchange, FeedKind kind, const std::string& title,
                         const std::string& path, papers::NewestPapers newest) {
  return feed_response(kind, {.title = "Broadsheet: " + title,
                              .base_url = exchange.base_url,
                              .page_path = path,
                              .self_path = exchange.request.target,
                              .now = exchange.backend.site().clock.now(),
                              .papers = std::move(newest.papers)});
}

void add_paper_list(text::TemplateValues body, const Exchange& exchange, const papers::NewestPapers& newest,
                    std::uint64_t page, const std::string& path) {
  if (newest.papers.empty()) {
    body.add("EMPTY").set("EMPTY_TEXT", newest.total == 0 ? "No papers." : "No papers on this page.");
  } else {
    text::TemplateValues list = body.add("PAPERS");
    for (const store::PaperView& paper : newest.papers)
      add_card(list, paper, true, exchange.backend.typesetter());
  }
  const std::uint64_t reachable = std::min(newest.total, (kListPageMax + 1) * kPageSize);
  add_paging(body, {.page = page, .page_size = kPageSize, .total = reachable},
             [&](std::uint64_t number) { return path + "?p=" + std::to_string(number); });
}

}  // namespace broadsheet::web
