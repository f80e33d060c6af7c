// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Recomputes top tens for `check --deep`.

#ifndef BROADSHEET_APP_TOP_TEN_CHECK_H_
#define BROADSHEET_APP_TOP_TEN_CHECK_H_

#include <vector>

#include "app/context.h"
#include "base/result.h"
#include "follow/follower.h"
#include "store/record.h"

namespace broadsheet::app {

// Asks for the titles of papers from all over the record, once for ten results and once for as many as
// there can be, which skips other parts of the index: the first ten must be the same papers with the same
// scores. A difference is a problem of the index. kInterrupted when asked to stop.
Result<std::vector<follow::FollowerProblem>> check_top_tens(const Context& context, store::Record& record);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_TOP_TEN_CHECK_H_
