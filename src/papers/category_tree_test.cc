// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/category_tree.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/limits.h"

namespace broadsheet::papers {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const CountedArchive& archive_of(const CategoryTree& tree, std::string_view key) {
  for (const CountedField& field : tree.fields) {
    const auto found = std::ranges::find_if(field.archives, [&](const auto& a) { return a.self.key == key; });
    if (found != field.archives.end()) return *found;
  }
  ADD_FAILURE() << key;
  return tree.fields.front().archives.front();
}

TEST(CategoryTree, CountsWhereArxivHasThem) {
  const CategoryTree tree = make_category_tree({{.name = "cs", .papers = 5},
                                                {.name = "CS.lg", .papers = 3, .is_category = true},
                                                {.name = "hep-th", .papers = 7, .is_category = true},
                                                {.name = "cmp-lg", .papers = 1, .is_category = true}});
  const CountedArchive& cs = archive_of(tree, "cs");
  EXPECT_EQ(cs.self.papers, 5U);
  const auto learning = std::ranges::find(cs.categories, "cs.LG", &CountedCategory::key);
  EXPECT_EQ(learning->papers, 3U);
  EXPECT_EQ(learning->name, "Machine Learning");
  EXPECT_EQ(archive_of(tree, "hep-th").self.papers, 7U);
  EXPECT_EQ(archive_of(tree, "math").self.papers, 0U);
  EXPECT_EQ(std::ranges::find(tree.closed, "cmp-lg", &CountedCategory::key)->papers, 1U);
  EXPECT_THAT(tree.others, IsEmpty());
}

TEST(CategoryTree, KeysOfOtherSourcesAreAGroupOfTheirOwn) {
  const CategoryTree tree = make_category_tree({{.name = "acl", .papers = 2, .is_category = true},
                                                {.name = "2024", .papers = 9},
                                                {.name = "2024.acl-long", .papers = 9, .is_category = true},
                                                {.name = "cs.XX", .papers = 4, .is_category = true}});
  ASSERT_EQ(tree.others.size(), 3U) << "what is but the beginning of keys is none";
  EXPECT_EQ(tree.others[0].key, "2024.acl-long");
  EXPECT_EQ(tree.others[1].key, "cs.XX");
  EXPECT_EQ(tree.others[2].key, "acl");
}

TEST(CategoryTree, ListsTheLargestOfVeryMany) {
  std::vector<search::CategoryCount> counts;
  for (std::size_t i = 1; i <= kOtherCategoriesMax + 3; ++i)
    counts.push_back({.name = "k" + std::to_string(i), .papers = i, .is_category = true});
  const CategoryTree tree = make_category_tree(counts);
  EXPECT_EQ(tree.others.size(), kOtherCategoriesMax);
  EXPECT_EQ(tree.others.back().papers, 4U);
  EXPECT_EQ(tree.others_left_out, 3U);
}

TEST(CategoryTree, IsWholeWithoutAnIndex) {
  const CategoryTree tree = count_categories(nullptr).value();
  EXPECT_EQ(tree.fields.size(), 8U);
  JsonWriter json;
  write_json(tree, json);
  EXPECT_THAT(json.text(),
              HasSubstr(R"({"key":"cs.SY","name":"Systems and Control","sameAs":"eess.SY","papers":0})"));
}

}  // namespace
}  // namespace broadsheet::papers
