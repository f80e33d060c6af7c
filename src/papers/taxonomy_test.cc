// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/taxonomy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "search/query.h"

namespace broadsheet::papers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Each archive and category, those of closed archives too.
std::vector<Category> everything() {
  std::vector<Category> all(closed_archives().begin(), closed_archives().end());
  for (const Field& field : all_fields()) {
    for (const Archive& archive : field.archives) {
      all.push_back({archive.key, archive.name});
      all.insert(all.end(), archive.categories.begin(), archive.categories.end());
    }
  }
  return all;
}

TEST(Taxonomy, KnowsNamesInAnyCase) {
  EXPECT_EQ(find_category("cs.AI").name, "Artificial Intelligence");
  EXPECT_EQ(find_category("COND-MAT.MTRL-SCI").key, "cond-mat.mtrl-sci");
  EXPECT_EQ(find_category("q-bio.nc").name, "Neurons and Cognition");
  EXPECT_EQ(find_category("hep-th").name, "High Energy Physics - Theory");
  EXPECT_EQ(find_category("cs").name, "Computer Science");
}

TEST(Taxonomy, KnowsNothingOfOtherKeys) {
  for (const char* key : {"", "cs.", "cs.A", "cs.AII", "acl", "physics.cs"})
    EXPECT_EQ(find_category(key).key, "") << key;
}

TEST(Taxonomy, SecondNamesAndClosedArchivesLeadToCategoriesOfToday) {
  EXPECT_EQ(find_category("cs.SY").same_as, "eess.SY");
  EXPECT_EQ(find_category("stat.TH").same_as, "math.ST");
  EXPECT_EQ(find_category("cmp-lg").same_as, "cs.CL");
  for (const Category& category : everything()) {
    if (category.same_as.empty()) continue;
    EXPECT_NE(find_category(category.same_as).key, "") << category.key;
    EXPECT_EQ(find_category(category.same_as).same_as, "") << category.key;
  }
}

TEST(Taxonomy, BothNamesOfACategoryAreOne) {
  EXPECT_THAT(also_filed_under("cs.SY"), ElementsAre("eess.SY"));
  EXPECT_THAT(also_filed_under("eess.SY"), ElementsAre("cs.SY"));
  EXPECT_THAT(also_filed_under("cmp-lg"), ElementsAre("cs.CL"));
  EXPECT_THAT(also_filed_under("cs.CL"), IsEmpty()) << "what is new is in no archive that was closed";
  EXPECT_THAT(also_filed_under("2026.acl-long"), IsEmpty());
}

TEST(Taxonomy, IsWhole) {
  std::set<std::string_view> keys;
  std::size_t filed_under = 0;
  for (const Category& category : everything()) {
    EXPECT_TRUE(keys.insert(category.key).second) << category.key;
    EXPECT_FALSE(category.name.empty());
  }
  for (const Field& field : all_fields()) {
    for (const Archive& archive : field.archives) {
      filed_under += archive.categories.empty() ? 1 : archive.categories.size();
      for (const Category& category : archive.categories)
        EXPECT_TRUE(category.key.starts_with(std::string(archive.key) + ".")) << category.key;
    }
  }
  EXPECT_EQ(all_fields().size(), 8u);
  EXPECT_EQ(filed_under, 155u);
  EXPECT_EQ(closed_archives().size(), 18u);
}

// The language has its own list of names in which a hyphen takes nothing away.
TEST(Taxonomy, EachKeyIsOneNameInAnExpression) {
  for (const Category& category : everything()) {
    const std::string key(category.key);
    EXPECT_EQ(search::parse_category_expression(key).size(), 1u) << key;
    EXPECT_EQ(search::parse_category_expression("cs.LG-" + key + "+cs.AI").size(), 3u) << key;
  }
}

TEST(Taxonomy, TellsTheFieldOfWhateverPapersAreFiledUnder) {
  for (const Category& each : everything()) EXPECT_NE(field_of(each.key), "") << each.key;
  EXPECT_EQ(field_of("cs.AI"), "Computer Science");
  EXPECT_EQ(field_of("CS.ai"), "Computer Science");
  EXPECT_EQ(field_of("hep-th"), "Physics");
  EXPECT_EQ(field_of("cmp-lg"), "Computer Science");
  EXPECT_EQ(field_of("math"), "Mathematics");
  EXPECT_EQ(field_of("2024.acl-long"), "");
  EXPECT_EQ(field_of(""), "");
}

}  // namespace
}  // namespace broadsheet::papers
