// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_WEB_FIND_PAPER_H_
#define BROADSHEET_WEB_FIND_PAPER_H_

#include <string_view>

#include "base/result.h"
#include "store/paper_view.h"
#include "web/exchange.h"

namespace broadsheet::web {

// The paper of an id in any form that people paste; kNotFound, in the public API's words, if there is none.
Result<store::PaperView> find_paper(Exchange& exchange, std::string_view id);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_FIND_PAPER_H_
