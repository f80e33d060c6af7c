// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// arXiv's categories: their tree and their names, as arxiv.org/category_taxonomy has them. The facts, also
// which categories are two names of one and what became of the archives of the 1990s, are those of
// arxiv/taxonomy/definitions.py in github.com/arXiv/arxiv-base.

#ifndef BROADSHEET_PAPERS_TAXONOMY_H_
#define BROADSHEET_PAPERS_TAXONOMY_H_

#include <span>
#include <string_view>
#include <vector>

namespace broadsheet::papers {

// A category that papers are filed under: {"cs.AI", "Artificial Intelligence"}.
struct Category {
  std::string_view key;
  std::string_view name;
  std::string_view same_as = {};  // of a second name, or of an archive that was closed: today's category
};

// "cs", "Computer Science". One without categories is a category itself: "hep-th".
struct Archive {
  std::string_view key;
  std::string_view name;
  std::span<const Category> categories;
};

// "Physics" has many archives, every other field has one of its own name.
struct Field {
  std::string_view name;
  std::span<const Archive> archives;
};

// All that papers are filed under today, in arXiv's order.
std::span<const Field> all_fields();
// Archives that were closed; old papers still name them.
std::span<const Category> closed_archives();

// A category, an archive or a closed archive by its key, in any case; with an empty key if there is none.
Category find_category(std::string_view key);

// The name of the field ("Computer Science") of a category, an archive or a closed archive by its key, in any
// case; empty for a key that is not arXiv's.
std::string_view field_of(std::string_view key);

// Where what is filed under a key, as arXiv spells it, belongs besides: today's category of a second name or
// of an archive that was closed, the second names of a category. None for most.
std::span<const std::string_view> also_filed_under(std::string_view key);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TAXONOMY_H_
