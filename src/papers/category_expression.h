// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// `cs.AI+cs.LG-cs.CY` as somebody asks for it: in an address, on a command line.

#ifndef BROADSHEET_PAPERS_CATEGORY_EXPRESSION_H_
#define BROADSHEET_PAPERS_CATEGORY_EXPRESSION_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/taxonomy.h"

namespace broadsheet::papers {

struct CategoryExpression {
  std::string text;   // in arXiv's spelling: "cs.AI+cs.LG-cs.CY"; reads as the same expression again
  std::string title;  // "Artificial Intelligence + Machine Learning − Computers and Society"
  std::string query;  // a search for its papers: "category:cs.ai+cs.lg-cs.cy"
  // Of the categories that it names those that are another name of one of today.
  std::vector<Category> second_names;
};

// kInvalid for anything but one expression, and for one of too many names. A name with signs in it may stand
// in quotes.
Result<CategoryExpression> read_category_expression(std::string_view text);

// The expression of one category, whatever its key: in quotes where it would read as more.
std::string expression_of(std::string_view category);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_CATEGORY_EXPRESSION_H_
