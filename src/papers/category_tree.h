// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// All categories with the number of papers in each: what a reader browses.

#ifndef BROADSHEET_PAPERS_CATEGORY_TREE_H_
#define BROADSHEET_PAPERS_CATEGORY_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "search/searcher.h"

namespace broadsheet::papers {

struct CountedCategory {
  std::string key;
  std::string name = {};          // empty for a key that is not arXiv's
  std::string_view same_as = {};  // as Category has it
  std::uint64_t papers = 0;       // filed under it or, of an archive, under any of its categories
};

struct CountedArchive {
  CountedCategory self;
  std::vector<CountedCategory> categories = {};
};

struct CountedField {
  std::string_view name;
  std::vector<CountedArchive> archives = {};
};

struct CategoryTree {
  std::vector<CountedField> fields;     // all that arXiv has, also those without papers
  std::vector<CountedCategory> closed;  // archives that arXiv closed
  std::vector<CountedCategory> others;  // what other sources file papers under, most papers first
  std::uint64_t others_left_out = 0;    // beyond kOtherCategoriesMax
};

CategoryTree make_category_tree(const std::vector<search::CategoryCount>& counts);

// The same of an index. `searcher` may be null where nothing is indexed yet: then there are no papers. Errors
// are those of Searcher::category_counts.
Result<CategoryTree> count_categories(const search::Searcher* searcher);

// The body of GET /api/categories.
void write_json(const CategoryTree& tree, JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_CATEGORY_TREE_H_
