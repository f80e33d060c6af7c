// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/notices.h"

#include <optional>
#include <utility>

#include "web/discussion.h"

namespace broadsheet::web {

Result<std::vector<ShownNotice>> shown_notices(const Exchange& exchange,
                                               std::span<const store::Notice> notices) {
  store::Record& record = exchange.backend.record();
  papers::Discussion reading = discussion_for(exchange);
  std::vector<ShownNotice> shown;
  for (const store::Notice& notice : notices) {
    TRY(const std::optional<store::Comment> comment, store::Comments(record).comment(notice.comment));
    auto paper = paper_of(record, notice.identity);
    if (!paper.ok()) continue;
    TRY(papers::Person actor, reading.person(notice.actor));
    shown.push_back({notice, std::move(actor), comment ? comment->id : "", *std::move(paper)});
  }
  return shown;
}

}  // namespace broadsheet::web
