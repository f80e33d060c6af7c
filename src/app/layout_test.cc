// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/english.h"
#include "text/display.h"

namespace broadsheet::app {
namespace {

std::vector<std::string> lines_of(const StyledText& text, std::size_t columns,
                                  std::size_t lines_max = kAnyNumberOfLines) {
  std::vector<std::string> lines;
  for (const StyledText& line : wrap(text, columns, lines_max)) {
    std::string plain;
    for (const Span& span : line) plain += span.text;
    lines.push_back(plain);
  }
  return lines;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_THAT(lines_of({{"one two three"}}, 8), ElementsAre("one two", "three"));
  EXPECT_THAT(lines_of({{"  one   two  "}}, 8), ElementsAre("one two"));
  EXPECT_THAT(lines_of({{""}}, 8), IsEmpty());
}

TEST(Wrap, BreaksAWordOnlyWhereItIsWiderThanALine) {
  EXPECT_THAT(lines_of({{"a transformers b"}}, 6), ElementsAre("a", "transf", "ormers", "b"));
}

TEST(Wrap, BreaksBetweenWideCharacters) {
  EXPECT_THAT(lines_of({{"論文集論文集"}}, 5), ElementsAre("論文", "集論", "文集"));
}

TEST(Wrap, AWordMayChangeItsStyleInTheMiddle) {
  const auto lines = wrap({{"pre"}, {"train", Style::kHighlight}, {"ing works"}}, 11);
  ASSERT_EQ(lines.size(), 2U);
  ASSERT_EQ(lines[0].size(), 3U);
  EXPECT_EQ(lines[0][1].text, "train");
  EXPECT_EQ(lines[0][1].style, Style::kHighlight);
  EXPECT_EQ(lines[1][0].text, "works");
}

TEST(Wrap, TooManyLinesEndInAnEllipsis) {
  EXPECT_THAT(lines_of({{"one two three four"}}, 8, 2), ElementsAre("one two", "three…"));
  EXPECT_THAT(lines_of({{"onetwo12 three"}}, 8, 1), ElementsAre("onetwo1…"));
  EXPECT_THAT(lines_of({{"one two"}}, 8, 1), ElementsAre("one two"));
}

RC_GTEST_PROP(Wrap, NoLineIsWiderThanAskedAndNoWordIsLost, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcd")))));
  const auto columns = *rc::gen::inRange<std::size_t>(2, 40);
  std::string text;
  std::string letters;
  for (const std::string& word : words) {
    text += word + " ";
    letters += word;
  }
  std::string seen;
  for (const std::string& line : lines_of({{text}}, columns)) {
    RC_ASSERT(text::display_width(line) <= columns);
    for (const char c : line) {
      if (c != ' ') seen += c;
    }
  }
  RC_ASSERT(seen == letters);
}

TEST(Numbers, ReadEasily) {
  EXPECT_EQ(with_thousands(7), "7");
  EXPECT_EQ(with_thousands(361001), "361,001");
  EXPECT_EQ(counted(1, "paper"), "1 paper");
  EXPECT_EQ(counted(0, "paper"), "0 papers");
}

TEST(Padding, CountsColumnsNotBytes) {
  EXPECT_EQ(pad_left("é", 3), "  é");
  EXPECT_EQ(pad_right("論", 3), "論 ");
  EXPECT_EQ(pad_left("long", 2), "long");
}

}  // namespace
}  // namespace broadsheet::app
