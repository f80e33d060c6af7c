// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/search_filters.h"

#include <array>
#include <utility>

#include "base/date.h"
#include "base/percent.h"
#include "papers/category_expression.h"
#include "papers/field_query.h"
#include "web/limits.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

constexpr std::array<FilterField, 7> kFields{{
    {"category", "Category", &SearchFilters::category, "cs.AI+cs.LG"},
    {"author", "Author", &SearchFilters::author, "words of a name"},
    {"organization", "Organization", &SearchFilters::organization, "words of a name"},
    {"venue", "Venue", &SearchFilters::venue, "EMNLP"},
    {"source", "Source", &SearchFilters::source, "arxiv"},
    {"from", "From", &SearchFilters::from, "2026-01"},
    {"to", "Until", &SearchFilters::to, "2026-06"},
}};

Result<void> check_date(std::string_view parameter, const std::string& value) {
  if (value.empty() || parse_partial_date(value).ok()) return {};
  return Error(ErrorCode::kInvalid,
               std::string(parameter) + " must be a day, a month or a year: 2026-07-01, 2026-07, 2026");
}

void add(std::string& query, const std::string& part) {
  if (!part.empty()) query.append(query.empty() ? "" : " ").append(part);
}

}  // namespace

std::span<const FilterField> filter_fields() {
  return kFields;
}

Result<SearchFilters> read_filters(const Target& target) {
  SearchFilters filters;
  for (const FilterField& field : kFields) {
    const std::string_view value = target.parameter(field.parameter).value_or("");
    if (value.size() > kNameBytesMax)
      return Error(ErrorCode::kInvalid, std::string(field.parameter) + " is longer than any name");
    filters.*field.value = value;
  }
  filters.code = target.parameter("code") == "true";
  TRY_VOID(check_date("from", filters.from));
  TRY_VOID(check_date("to", filters.to));
  if (!filters.category.empty()) {
    TRY_VOID(papers::read_category_expression(filters.category));
  }
  return filters;
}

std::string filter_query(const SearchFilters& filters) {
  std::string query;
  if (!filters.category.empty()) {
    const auto expression = papers::read_category_expression(filters.category);
    if (expression.ok()) add(query, expression->query);
  }
  const auto add_name = [&](std::string_view field, const std::string& value) {
    if (!value.empty()) add(query, papers::field_query(field, value));
  };
  add_name("author", filters.author);
  add_name("org", filters.organization);
  add_name("venue", filters.venue);
  add_name("source", filters.source);
  if (!filters.from.empty() || !filters.to.empty()) add(query, "date:" + filters.from + ".." + filters.to);
  if (filters.code) add(query, "has:code");
  return query;
}

std::string filter_parameters(const SearchFilters& filters) {
  std::string parameters;
  for (const FilterField& field : kFields) {
    const std::string& value = filters.*field.value;
    if (!value.empty())
      parameters.append("&").append(field.parameter).append("=").append(percent_encode(value));
  }
  if (filters.code) parameters += "&code=true";
  return parameters;
}

std::vector<SetFilter> set_filters(const SearchFilters& filters) {
  std::vector<SetFilter> set;
  for (const FilterField& field : kFields) {
    const std::string& value = filters.*field.value;
    if (value.empty()) continue;
    SetFilter one{std::string(field.label) + ": " + value, filters};
    (one.others.*field.value).clear();
    set.push_back(std::move(one));
  }
  if (filters.code) {
    SetFilter one{"With code", filters};
    one.others.code = false;
    set.push_back(std::move(one));
  }
  return set;
}

}  // namespace broadsheet::web
