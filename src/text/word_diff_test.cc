// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/word_diff.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace broadsheet::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DiffPiece same(std::string text) {
  return {DiffKind::kSame, std::move(text)};
}
DiffPiece removed(std::string text) {
  return {DiffKind::kRemoved, std::move(text)};
}
DiffPiece added(std::string text) {
  return {DiffKind::kAdded, std::move(text)};
}

TEST(WordDiff, SaysWhichWordsWentAndCame) {
  EXPECT_THAT(diff_words("we show that tides are quiet", "we prove that all tides are quiet"),
              ElementsAre(same("we"), removed("show"), added("prove"), same("that"), added("all"),
                          same("tides are quiet")));
  EXPECT_THAT(diff_words(" one\n two ", "one two"), ElementsAre(same("one two"))) << "blanks do not count";
  EXPECT_THAT(diff_words("", ""), IsEmpty());
  EXPECT_THAT(diff_words("", "new"), ElementsAre(added("new")));
  EXPECT_THAT(diff_words("old", ""), ElementsAre(removed("old")));
  EXPECT_THAT(diff_words("a b c d", "x b y d"),
              ElementsAre(removed("a"), added("x"), same("b"), removed("c"), added("y"), same("d")));
}

TEST(WordDiff, OfLists) {
  EXPECT_THAT(diff_lists({"cs.CL", "cs.AI", "cs.LG"}, {"cs.CL", "cs.LG", "stat.ML"}),
              ElementsAre(same("cs.CL"), removed("cs.AI"), same("cs.LG"), added("stat.ML")));
}

TEST(WordDiff, AnotherTextIsOnePieceForAnother) {
  std::string before = "first";
  std::string after = "first";
  for (std::size_t i = 0; i < kDiffWordsMax; ++i) {
    before += " a" + std::to_string(i);
    after += " b" + std::to_string(i);
  }
  const auto pieces = diff_words(before + " last", after + " last");
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[1].text, before.substr(6));
  EXPECT_EQ(pieces[2].text, after.substr(6));
}

// The length of a longest common subsequence, by the table.
std::size_t common(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::vector<std::size_t>> length(one.size() + 1, std::vector<std::size_t>(other.size() + 1));
  for (std::size_t i = 1; i <= one.size(); ++i) {
    for (std::size_t j = 1; j <= other.size(); ++j) {
      length[i][j] = one[i - 1] == other[j - 1] ? length[i - 1][j - 1] + 1
                                                : std::max(length[i - 1][j], length[i][j - 1]);
    }
  }
  return length.back().back();
}

std::vector<std::string> words(const std::vector<DiffPiece>& pieces, DiffKind kind, bool with_same) {
  std::vector<std::string> found;
  for (const DiffPiece& piece : pieces) {
    if (piece.kind != kind && !(with_same && piece.kind == DiffKind::kSame)) continue;
    std::size_t at = 0;
    for (;;) {
      const std::size_t end = piece.text.find(", ", at);
      found.push_back(piece.text.substr(at, end - at));
      if (end == std::string::npos) break;
      at = end + 2;
    }
  }
  return found;
}

RC_GTEST_PROP(WordDiff, GivesBothTextsAndIsShortest, ()) {
  const auto letters = rc::gen::container<std::vector<std::string>>(
      rc::gen::map(rc::gen::inRange('a', 'e'), [](char c) { return std::string(1, c); }));
  const std::vector<std::string> before = *letters;
  const std::vector<std::string> after = *letters;
  const auto pieces = diff_lists(before, after);
  RC_ASSERT(words(pieces, DiffKind::kRemoved, true) == before);
  RC_ASSERT(words(pieces, DiffKind::kAdded, true) == after);
  RC_ASSERT(words(pieces, DiffKind::kSame, true).size() == common(before, after));
  for (std::size_t i = 1; i < pieces.size(); ++i) RC_ASSERT(pieces[i].kind != pieces[i - 1].kind);
}

}  // namespace
}  // namespace broadsheet::text
