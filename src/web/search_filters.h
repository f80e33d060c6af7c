// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The filters of a search as its page has them: parameters of the address, beside what was typed. They are
// but another way to say what the query language says.

#ifndef BROADSHEET_WEB_SEARCH_FILTERS_H_
#define BROADSHEET_WEB_SEARCH_FILTERS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/target.h"

namespace broadsheet::web {

struct SearchFilters {
  std::string category;  // an expression: "cs.AI+cs.LG-cs.CY"
  std::string author, organization, venue, source;
  std::string from, to;  // days, months or years: "2026-07"
  bool code = false;     // only papers that say where their code is
};

// A filter that is a text.
struct FilterField {
  std::string_view parameter;
  std::string_view label;
  std::string SearchFilters::*value;
  std::string_view placeholder;
};
std::span<const FilterField> filter_fields();

// kInvalid, with the parameter, for a date or a category that is none.
Result<SearchFilters> read_filters(const Target& target);

// In the query language; empty without filters.
std::string filter_query(const SearchFilters& filters);

// "&category=cs.CL&code=true", to be put behind other parameters.
std::string filter_parameters(const SearchFilters& filters);

// One filter that is set, for a reader: how it reads, and the filters without it.
struct SetFilter {
  std::string text;  // "Category: cs.CL"
  SearchFilters others;
};
std::vector<SetFilter> set_filters(const SearchFilters& filters);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SEARCH_FILTERS_H_
