// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/front_page_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace broadsheet::papers {
namespace {

using store::EditionRow;
using testing::ElementsAre;

EditionRow row(const char* id, bool featured, std::int64_t upvotes,
               std::optional<std::uint32_t> place = std::nullopt) {
  static std::uint32_t next = 0;
  EditionRow made;
  made.number = PaperNumber(++next);
  made.id = id;
  made.edition = {.day = *parse_day("2026-07-01")};
  made.featured = featured;
  made.feed_place = place;
  made.upvotes = upvotes;
  return made;
}

std::vector<std::string> ids_of(const std::vector<EditionRow>& rows) {
  std::vector<std::string> ids;
  for (const EditionRow& each : rows) ids.push_back(each.id);
  return ids;
}

TEST(FrontPage, FeaturedByVotesThenPlaceThenOthersByVotesThenNewestId) {
  std::vector<EditionRow> rows = {
      row("arxiv:2607.00001", false, 90),  row("arxiv:2607.00002", true, 5, 1),
      row("arxiv:2607.00003", true, 5, 0), row("arxiv:2607.00004", true, 80, 9),
      row("arxiv:2607.00005", false, 0),   row("arxiv:2607.00006", false, 0),
      row("arxiv:2607.00007", true, 5),    row("acl:2026.acl-long.1", false, 0),
  };
  sort_as_front_page(rows);
  EXPECT_THAT(ids_of(rows),
              ElementsAre("arxiv:2607.00004", "arxiv:2607.00003", "arxiv:2607.00002", "arxiv:2607.00007",
                          "arxiv:2607.00001", "arxiv:2607.00006", "arxiv:2607.00005", "acl:2026.acl-long.1"));
}

RC_GTEST_PROP(FrontPage, TheOrderDoesNotDependOnTheOrderOfTheRows, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 12);
  std::vector<EditionRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back(row(("arxiv:2607.0000" + std::to_string(i)).c_str(), *rc::gen::arbitrary<bool>(),
                       *rc::gen::inRange(0, 3), *rc::gen::inRange(0U, 3U)));
  }
  std::vector<EditionRow> reversed(rows.rbegin(), rows.rend());
  sort_as_front_page(rows);
  sort_as_front_page(reversed);
  RC_ASSERT(ids_of(rows) == ids_of(reversed));
}

TEST(NewerId, ArxivIdsGoByTheirMonthAndOldOnesAreOld) {
  EXPECT_TRUE(newer_id("arxiv:2607.00002", "arxiv:2607.00001"));
  EXPECT_TRUE(newer_id("arxiv:1501.00001", "arxiv:1412.9999"));
  EXPECT_TRUE(newer_id("arxiv:0704.0001", "arxiv:hep-th/9901001"));
  EXPECT_TRUE(newer_id("arxiv:math/0601001", "arxiv:hep-th/9901001"));
  EXPECT_TRUE(newer_id("arxiv:hep-th/9901001", "acl:2024.acl-long.12"));
  EXPECT_FALSE(newer_id("acl:2024.acl-long.12", "acl:2024.acl-long.12"));
}

}  // namespace
}  // namespace broadsheet::papers
