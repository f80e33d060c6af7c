// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/display.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <string_view>

namespace broadsheet::text {
namespace {

TEST(DisplayWidth, CountsLettersOnceAndChineseTwice) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("paper"), 5U);
  EXPECT_EQ(display_width("論文"), 4U);
  EXPECT_EQ(display_width("é"), 1U);
}

TEST(DisplayWidth, CombiningMarksTakeNoRoom) {
  EXPECT_EQ(display_width("e\u0301te\u0301"), 3U);
  EXPECT_EQ(display_width("a\u200Db"), 2U);
}

TEST(DisplayWidth, BytesThatAreNotTextTakeOneColumnEach) {
  EXPECT_EQ(display_width("a\xFF\xFE"), 3U);
}

RC_GTEST_PROP(DisplayWidth, IsThatOfItsClusters, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::inRange<char>(' ', '\x7F'), rc::gen::arbitrary<char>()));
  std::size_t columns = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const DisplayCluster cluster = next_cluster(rest);
    columns += cluster.columns;
    rest.remove_prefix(cluster.bytes);
  }
  RC_ASSERT(display_width(text) == columns);
}

TEST(FitToWidth, LeavesWhatFits) {
  EXPECT_EQ(fit_to_width("paper", 5), "paper");
}

TEST(FitToWidth, EndsWithAnEllipsisAndNoSpaceBeforeIt) {
  EXPECT_EQ(fit_to_width("one two three", 5), "one…");
  EXPECT_EQ(fit_to_width("one two three", 6), "one t…");
  EXPECT_EQ(fit_to_width("one", 0), "");
}

TEST(FitToWidth, NeverSplitsAWideCharacterOrItsMarks) {
  EXPECT_EQ(fit_to_width("論文集", 4), "論…");
  EXPECT_EQ(fit_to_width("e\u0301e\u0301e\u0301", 2), "e\u0301…");
}

TEST(FitEndToWidth, KeepsTheEnd) {
  EXPECT_EQ(fit_end_to_width("a/b/paper.jsonl", 12), "…paper.jsonl");
  EXPECT_EQ(fit_end_to_width("paper.jsonl", 11), "paper.jsonl");
  EXPECT_EQ(fit_end_to_width("論文集", 4), "…集");
  EXPECT_EQ(fit_end_to_width("abc", 0), "");
}

TEST(NextCluster, APileOfMarksEndsSomewhere) {
  std::string pile = "e";
  for (int i = 0; i < 100; ++i) pile += "\u0301";
  EXPECT_LT(next_cluster(pile).bytes, pile.size());
  EXPECT_EQ(display_width(pile), 1U);
}

}  // namespace
}  // namespace broadsheet::text
