// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Organizations as papers name them.

#ifndef BROADSHEET_PAPERS_ORGANIZATIONS_H_
#define BROADSHEET_PAPERS_ORGANIZATIONS_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/source_record.h"
#include "search/searcher.h"
#include "store/record.h"

namespace broadsheet::papers {

// The `_id` under which the API shows it: 24 hex digits.
std::string organization_id(const store::PaperView& paper);

// That of such an id; kNotFound if no paper names it. Reads papers that name one until it is found:
// some 20 ms for a thousand. Without a searcher none is known.
Result<formats::Organization> organization_of_id(store::Record& record, const search::Searcher* searcher,
                                                 std::string_view id);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ORGANIZATIONS_H_
