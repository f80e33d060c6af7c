// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/prose.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

TEST(Prose, APlainTextStaysWhatItIs) {
  EXPECT_EQ(prose_of("We measure tides\nwith few sensors.").body, "We measure tides with few sensors.");
  EXPECT_EQ(prose_of("We measure tides\nwith few sensors.").title, "");
  EXPECT_EQ(prose_of("").body, "");
  EXPECT_EQ(prose_of("one line alone").body, "one line alone");
}

TEST(Prose, AHeadingOrALineByItselfIsTheTitle) {
  EXPECT_EQ(prose_of("# Small *Tides*\nWe measure.").title, "Small Tides");
  EXPECT_EQ(prose_of("Small Tides\n===========\nWe measure.").title, "Small Tides");
  EXPECT_EQ(prose_of("\n\nSmall Tides\n\nWe measure.").title, "Small Tides");
  EXPECT_EQ(prose_of("Small Tides\n\nWe measure.").body, "We measure.");
  EXPECT_EQ(prose_of("Small Tides\n").title, "");
}

TEST(Prose, LayoutAndAddressesAreLeftOut) {
  EXPECT_EQ(prose_of("a\n> quoted **bold** `code`\n- one\n2. two\n---\n[x]: https://a.example/b").body,
            "a quoted bold code one two");
  EXPECT_EQ(
      prose_of("see [the *paper*](https://a.example/graph) and ![figure](x.png), or https://b.example").body,
      "see the paper and figure , or");
  EXPECT_EQ(prose_of("a\n| x | y |\n|---|---|\n| 1 | 2 |").body, "a x y 1 2");
  EXPECT_EQ(prose_of("a\n* * *\nb").body, "a b");
}

TEST(Prose, CodeIsLeftOutUnlessItNeverEnds) {
  EXPECT_EQ(prose_of("a\n```python\nimport os\n```\nb").body, "a b");
  EXPECT_EQ(prose_of("a\n```\nb ~ d\nc").body, "a b ~ d c");
}

TEST(Prose, MathematicsIsRead) {
  EXPECT_EQ(prose_of("levels of CO$_2$ &amp; more").body, "levels of CO2 & more");
}

RC_GTEST_PROP(Prose, TakesAnyBytesAndGivesText, (const std::string& bytes)) {
  const Prose prose = prose_of(bytes);
  RC_ASSERT(is_valid_utf8(prose.title));
  RC_ASSERT(is_valid_utf8(prose.body));
  RC_ASSERT(prose.body.find('\n') == std::string::npos);
}

RC_GTEST_PROP(Prose, TakesAnyMarks, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("#>-*+`~[]()!|=_: \n1.ab\"<h")));
  (void)prose_of(text);
}

}  // namespace
}  // namespace broadsheet::text
