// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/digest_reasons.h"

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

}  // namespace broadsheet::papers
