// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/line_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace broadsheet::formats {
namespace {

struct Seen {
  std::uint64_t number;
  std::string text;
  bool too_long;
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> split(std::string_view text, std::size_t piece_bytes, std::size_t line_bytes_max) {
  LineSplitter lines(line_bytes_max);
  std::vector<Seen> seen;
  const auto on_line = [&](const Line& line) {
    seen.push_back({line.number, std::string(line.text), line.too_long});
    return true;
  };
  while (!text.empty()) {
    const std::string piece(text.substr(0, piece_bytes));
    text.remove_prefix(piece.size());
    lines.feed(piece, on_line);
  }
  lines.finish(on_line);
  return seen;
}

TEST(LineSplitter, CutsAtLineEndsOfBothKinds) {
  EXPECT_THAT(split("a\r\n\nb", 100, 10),
              testing::ElementsAre(Seen{1, "a", false}, Seen{2, "", false}, Seen{3, "b", false}));
}

TEST(LineSplitter, CutsAtReturnsWhereTheFirstLineEndsWithOne) {
  for (const std::size_t piece : {1UL, 2UL, 3UL, 100UL}) {
    EXPECT_THAT(split("a\r\rb\nc", piece, 10),
                testing::ElementsAre(Seen{1, "a", false}, Seen{2, "", false}, Seen{3, "b\nc", false}))
        << piece;
    EXPECT_THAT(split("a\r\nb\rc\n", piece, 10),
                testing::ElementsAre(Seen{1, "a", false}, Seen{2, "b\rc", false}))
        << piece;
    EXPECT_THAT(split("a\r", piece, 10), testing::ElementsAre(Seen{1, "a", false})) << piece;
  }
}

TEST(LineSplitter, DropsAByteOrderMarkInTheFirstLineOnly) {
  EXPECT_THAT(split("\xEF\xBB\xBF"
                    "a\n\xEF\xBB\xBF"
                    "b\n",
                    100, 10),
              testing::ElementsAre(Seen{1, "a", false}, Seen{2,
                                                             "\xEF\xBB\xBF"
                                                             "b",
                                                             false}));
}

TEST(LineSplitter, ReportsATooLongLineOnceAndGoesOn) {
  const std::string text = std::string(50, 'x') + "\nnext\n";
  for (const std::size_t piece : {1UL, 7UL, 100UL}) {
    const auto seen = split(text, piece, 10);
    ASSERT_EQ(seen.size(), 2U) << piece;
    EXPECT_TRUE(seen[0].too_long);
    EXPECT_EQ(seen[1], (Seen{2, "next", false}));
  }
}

TEST(LineSplitter, ALineOfExactlyTheLimitIsNotTooLong) {
  const std::string line(10, 'x');
  for (const std::size_t piece : {1UL, 4UL, 100UL}) {
    EXPECT_EQ(split(line + "\r\n", piece, 10).front(), (Seen{1, line, false})) << piece;
    EXPECT_EQ(split(line, piece, 10).front(), (Seen{1, line, false})) << piece;
    EXPECT_TRUE(split(line + "x\n", piece, 10).front().too_long) << piece;
  }
}

TEST(LineSplitter, StopsWhenTold) {
  LineSplitter lines;
  int count = 0;
  lines.feed("a\nb\nc\n", [&](const Line&) { return ++count < 2; });
  EXPECT_EQ(count, 2);
}

RC_GTEST_PROP(LineSplitter, PiecesOfAnySizeGiveTheSameLines, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::element('a', 'b', '\n', '\r', '\xEF', '\xBB', '\xBF'));
  const auto piece = *rc::gen::inRange<std::size_t>(1, 9);
  const auto line_bytes_max = *rc::gen::inRange<std::size_t>(1, 12);
  RC_ASSERT(split(text, piece, line_bytes_max) == split(text, text.size() + 1, line_bytes_max));
}

}  // namespace
}  // namespace broadsheet::formats
