// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is new for a reader, as the page and the API show it.

#ifndef BROADSHEET_WEB_NOTICES_H_
#define BROADSHEET_WEB_NOTICES_H_

#include <span>
#include <string>
#include <vector>

#include "papers/discussion.h"
#include "store/notices.h"
#include "store/paper_view.h"
#include "web/exchange.h"

namespace broadsheet::web {

// A notice with what it is about.
struct ShownNotice {
  store::Notice notice;
  papers::Person actor;
  std::string comment_id;  // empty where it is about none
  store::PaperView paper;
};

// Those of papers that are still there; each costs reads of its comment, its paper and a person.
Result<std::vector<ShownNotice>> shown_notices(const Exchange& exchange,
                                               std::span<const store::Notice> notices);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_NOTICES_H_
