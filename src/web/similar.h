// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the pages and the API of similar papers have in common.

#ifndef BROADSHEET_WEB_SIMILAR_H_
#define BROADSHEET_WEB_SIMILAR_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/similar_papers.h"
#include "web/exchange.h"

namespace broadsheet::web {

// "a, b" as it stands in an address or a field; empty ones are left out.
std::vector<std::string> ids_of(std::string_view list);

// As papers::similar_papers; errors are for search_error().
Result<papers::SimilarResponse> find_similar(Exchange& exchange, papers::SimilarRequest request);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SIMILAR_H_
