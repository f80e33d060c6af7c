// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_PAPERS_FIELD_QUERY_H_
#define BROADSHEET_PAPERS_FIELD_QUERY_H_

#include <string>
#include <string_view>

namespace broadsheet::papers {

// `author:"Ada Lovelace"` for a field of the query language and any value: what is special in queries is left
// out of the value. The empty field: a phrase.
std::string field_query(std::string_view field, std::string_view value);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FIELD_QUERY_H_
