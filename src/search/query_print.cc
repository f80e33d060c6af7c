// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The canonical form of a query. Only what is needed to read the same tree again is printed: a sign
// where it differs from what the node means without one, quotes where a value could be read as more.

#include <algorithm>
#include <string>

#include "search/query.h"
#include "search/query_lexer.h"

namespace broadsheet::search {
namespace {

bool words_only(const Node& node) {
  return std::ranges::all_of(node.children, [](const Node& child) {
    return child.kind == NodeKind::kWord && child.field == QueryField::kAnywhere &&
           child.occur == Presence::kShould;
  });
}

bool needs_plus(const Node& node) {
  if (node.occur != Presence::kMust) return false;
  if (node.kind == NodeKind::kAll) return words_only(node);
  return node.kind == NodeKind::kWord && node.field == QueryField::kAnywhere;
}

bool has_space(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (space_at(text, i) != 0) return true;
  }
  return false;
}

// A filter's value as it was typed, in quotes if it would not lex as one word otherwise.
std::string value(std::string_view text) {
  const std::string typed = "org:" + std::string(text);
  const QueryTokens tokens = lex_query(typed);
  const bool bare = !has_space(text) && tokens.tokens.size() == 1 &&
                    tokens.tokens.front().kind == TokenKind::kWord &&
                    tokens.tokens.front().field == QueryField::kOrg && tokens.tokens.front().text == text;
  return bare ? std::string(text) : "\"" + std::string(text) + "\"";
}

std::string join_steps(const std::vector<CategoryStep>& steps, std::string_view minus) {
  std::string text;
  for (const CategoryStep& step : steps) {
    if (!step.add) {
      text += minus;
    } else if (!text.empty()) {
      text += '+';
    }
    text += step.name;
  }
  return text;
}

std::string categories(const std::vector<CategoryStep>& steps) {
  std::string text = join_steps(steps, "-");
  if (parse_category_expression(text) == steps) return value(text);
  if (steps.size() == 1 && steps.front().add) return "\"" + text + "\"";
  // Two names that a hyphen would make one category, "quant" and "gas": a second hyphen keeps them apart.
  return value(join_steps(steps, "--"));
}

std::string dates(const DateRange& range) {
  const bool from_open = range.from == first_possible_day();
  const bool to_open = range.to == last_possible_day();
  if (from_open && to_open) return format_day(range.from) + ".." + format_day(range.to);
  return (from_open ? "" : format_day(range.from)) + ".." + (to_open ? "" : format_day(range.to));
}

std::string join(const Node& node, std::string_view separator) {
  std::string text;
  for (const Node& child : node.children) {
    if (!text.empty()) text += separator;
    text += to_string(child);
  }
  return text;
}

std::string body(const Node& node) {
  const bool sign = node.occur == Presence::kMustNot || needs_plus(node);
  std::string prefix(field_prefix(node.field));
  if (!prefix.empty()) prefix += ':';
  switch (node.kind) {
    case NodeKind::kWord:
      return prefix + node.text;
    case NodeKind::kPhrase:
      return prefix + "\"" + node.text + "\"";
    case NodeKind::kKeyword:
    case NodeKind::kId:
      return prefix + value(node.text);
    case NodeKind::kCategory:
      return prefix + categories(node.categories);
    case NodeKind::kDate:
      return prefix + dates(node.dates);
    case NodeKind::kAll:
      return "(" + join(node, " ") + ")";
    case NodeKind::kAny:
      return sign ? "(" + join(node, " OR ") + ")" : join(node, " OR ");
  }
  return {};
}

}  // namespace

std::string to_string(const Node& node) {
  if (node.occur == Presence::kMustNot) return "-" + body(node);
  return (needs_plus(node) ? "+" : "") + body(node);
}

std::string to_string(const Query& query) {
  return join(query.root(), " ");
}

}  // namespace broadsheet::search
