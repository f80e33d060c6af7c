// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/digest_reasons.h"

#include <optional>

#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/subscriptions.h"

namespace broadsheet::papers {

using store::DigestReason;
using store::PartKind;

std::string reason_text(const DigestReason& reason) {
  switch (reason.kind) {
    case PartKind::kFrontPage:
      return "On the front page: " + reason.text;
    case PartKind::kTrending:
      return "Trending: " + reason.text;
    case PartKind::kFollowing:
      return "You follow the " + reason.text;
    case PartKind::kForYou:
      return "For you: " + reason.text;
    case PartKind::kMeaning:
      return "Close in meaning to \"" + reason.text + "\"";
    case PartKind::kSearch:
      return "Found by your search \"" + reason.text + "\"";
    default:
      return std::string(part_kind(reason.kind).title) + ": " + reason.text;
  }
}

Result<void> write_digest_papers(store::Record& record, std::span<const store::DigestItem> items,
                                 JsonWriter& json) {
  json.begin_array();
  for (const store::DigestItem& item : items) {
    // The paper of today, in case it was merged since it was chosen.
    TRY(const std::optional<store::Identity> identity, record.identity(item.identity));
    if (!identity || identity->paper.value() == 0) continue;
    TRY(const std::optional<store::PaperView> view, record.paper(identity->paper));
    if (!view) continue;
    json.begin_object().key("id").value(printed_id(*view)).key("title").value(readable_title(*view));
    json.key("reasons").begin_array();
    for (const DigestReason& reason : item.reasons) json.value(reason_text(reason));
    json.end_array().end_object();
  }
  json.end_array();
  return {};
}

}  // namespace broadsheet::papers
