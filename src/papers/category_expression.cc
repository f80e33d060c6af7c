// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/category_expression.h"

#include <algorithm>

#include "papers/limits.h"
#include "search/limits.h"
#include "search/query.h"
#include "search/query_lexer.h"

namespace broadsheet::papers {
namespace {

using search::CategoryStep;

constexpr std::string_view kPrefix = "category:";

// As arXiv writes it, where it is arXiv's.
std::string spelled(const std::string& name) {
  const Category known = find_category(name);
  return known.key.empty() ? name : std::string(known.key);
}

std::string join(const std::vector<CategoryStep>& steps) {
  std::string text;
  for (const CategoryStep& step : steps) {
    if (!text.empty() || !step.add) text += step.add ? '+' : '-';
    text += spelled(step.name);
  }
  return text;
}

// Names in words where there are few, else as they were asked for.
std::string title_of(const std::vector<CategoryStep>& steps, const std::string& text) {
  if (steps.size() > kCategoriesNamedMax) return text;
  std::string title = steps.front().add ? "" : "All papers";
  for (const CategoryStep& step : steps) {
    if (!title.empty()) title += step.add ? " + " : " − ";
    const Category known = find_category(step.name);
    title += known.name.empty() ? step.name : known.name;
  }
  return title;
}

}  // namespace

Result<CategoryExpression> read_category_expression(std::string_view text) {
  TRY(const search::Query query, search::Query::parse(std::string(kPrefix).append(text)));
  const std::vector<search::Node>& children = query.root().children;
  const std::string printed = to_string(query);
  // A group may hold a sign, as in "(-cs.CY)": that asks for no list of categories either.
  if (children.size() != 1 || children.front().kind != search::NodeKind::kCategory ||
      !printed.starts_with(kPrefix)) {
    return Error(ErrorCode::kInvalid,
                 "this is no expression of categories: write their names with + or - between them, as in "
                 "cs.AI+cs.LG-cs.CY");
  }
  const std::vector<CategoryStep>& steps = children.front().categories;
  if (steps.size() >= search::kCategoryStepsMax) {
    return Error(ErrorCode::kInvalid, "an expression names fewer than " +
                                          std::to_string(search::kCategoryStepsMax) + " categories");
  }
  CategoryExpression expression;
  expression.query = printed;
  expression.text = join(steps);
  // Where the plain spelling would read as something else, the language prints it with what keeps it
  // together.
  const auto again = search::Query::parse(std::string(kPrefix) + expression.text);
  if (!again.ok() || to_string(*again) != expression.query)
    expression.text = expression.query.substr(kPrefix.size());
  expression.title = title_of(steps, expression.text);
  for (const CategoryStep& step : steps) {
    const Category known = find_category(step.name);
    if (!known.same_as.empty()) expression.second_names.push_back(known);
  }
  return expression;
}

std::string expression_of(std::string_view category) {
  const Category known = find_category(category);
  if (!known.key.empty()) return std::string(known.key);
  // In quotes there can be no quote.
  std::string quoted = "\"";
  for (std::size_t at = 0; at < category.size();) {
    const std::size_t quote = search::quote_at(category, at);
    if (quote == 0) quoted += category[at];
    at += std::max<std::size_t>(quote, 1);
  }
  quoted += '"';
  const auto read = read_category_expression(quoted);
  return read.ok() ? read->text : quoted;
}

}  // namespace broadsheet::papers
