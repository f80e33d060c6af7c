// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/typesetter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "text/limits.h"
#include "text/math_spans.h"
#include "text/mathml.h"

namespace broadsheet::text {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string html(std::string_view raw) {
  static Typesetter typesetter;
  return typesetter.typeset(raw).markup();
}

TEST(FindMath, KnowsFormulasFromPrices) {
  EXPECT_THAT(find_math("costs $5 and $10 a day"), IsEmpty());
  EXPECT_THAT(find_math("a \\$ sign, and \\(open"), IsEmpty());
  const auto spans = find_math("of $x$, $$y^2$$, \\(z\\) and \\[w\\].");
  ASSERT_THAT(spans, SizeIs(4));
  EXPECT_EQ(spans[0].tex, "x");
  EXPECT_EQ(spans[1].tex, "y^2");
  EXPECT_TRUE(spans[1].display);
  EXPECT_EQ(spans[2].tex, "z");
  EXPECT_FALSE(spans[2].display);
  EXPECT_EQ(spans[3].tex, "w");
  EXPECT_TRUE(spans[3].display);
}

TEST(Typesetter, SetsFormulasAmongWords) {
  EXPECT_EQ(
      html("Of $x^2$ & more"),
      "Of <math "
      "xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
      " &amp; more");
  EXPECT_THAT(html("$\\mathbb{R}^n$"), HasSubstr("<mi>\u211D</mi>"));
  EXPECT_THAT(html("$\\mathcal{O}(1)$"), HasSubstr("<mi>\U0001D4AA</mi>"));
  EXPECT_THAT(html("$\\mathrm{KL}$"), HasSubstr("<mi mathvariant=\"normal\">K</mi>"));
  EXPECT_THAT(html("\\begin{x} $$\\frac12$$"), HasSubstr("display=\"block\""));
  EXPECT_THAT(html("$\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}$"), HasSubstr("<mtable"));
  EXPECT_EQ(html("H\\\"older &amp; AT&amp;amp;T"), "H\u00F6lder &amp; AT&amp;T");
}

TEST(Typesetter, AFormulaThatMayBeWideCanHaveTheFocus) {
  Typesetter typesetter;
  const SafeHtml set =
      with_focusable_formulas(typesetter.typeset("$$a$$ and $b$ and $$c$$ display=\"block\""));
  std::size_t focusable = 0;
  for (std::size_t at = 0;
       (at = set.markup().find("display=\"block\" tabindex=\"0\">", at)) != std::string::npos; ++at)
    ++focusable;
  EXPECT_EQ(focusable, 2);
  EXPECT_THAT(set.markup(), HasSubstr("display=&quot;block&quot;"));
}

TEST(Typesetter, ReadsWhatAbstractsHoldBesideTex) {
  EXPECT_THAT(html("$11.6%$"), HasSubstr("<math"));
  EXPECT_THAT(html("$\\; ^2P$"), HasSubstr("<math"));
  EXPECT_THAT(html("$\\mbox{depth}\\,x$"), HasSubstr("<mtext>depth</mtext>"));
  EXPECT_THAT(html("$\\Oh(n)$"), HasSubstr("<mi mathvariant=\"normal\">O</mi>"));
  EXPECT_THAT(html("$\\mathds{C}$"), HasSubstr("<mi>\u2102</mi>"));
}

TEST(Typesetter, LeavesWhatItCannotReadAsWords) {
  EXPECT_EQ(html("$\\frac{x_1$ holds"), "x1/ holds");
  EXPECT_EQ(html("$a & b$ and $c$d"), html("a b and $c$d"));
  const std::string deep = "$" + std::string(40, '{') + "x" + std::string(40, '}') + "^2$";
  EXPECT_THAT(html(deep), Not(HasSubstr("<math")));
  EXPECT_THAT(html("$x^" + std::string(kMathBytesMax, '2') + "$"), Not(HasSubstr("<math")));
  EXPECT_THAT(html("$\\def\\a{\\a}\\a$"), Not(HasSubstr("<math")));
  // And the next one is set as ever.
  EXPECT_THAT(html("$y$"), HasSubstr("<mi>y</mi>"));
}

TEST(Typesetter, LetsNothingThroughButFormulas) {
  for (const char* raw :
       {"$\\href{javascript:alert(1)}{x}$", "$\\htmlClass{a}{x}$", "$\\includegraphics{x}$",
        "$\\color{red}x$", "$\\text{<script>alert(1)</script>}$", "<script>alert(1)</script>$x$",
        "$x$\" onload=\"", "&lt;img src=x onerror=alert(1)&gt; $x$", "$\\style{a}{x}$",
        "$\\url{https://x.example}$"}) {
    EXPECT_THAT(html(raw), AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<a")), Not(HasSubstr("<img")),
                                 Not(HasSubstr("href")), Not(HasSubstr("style=")), Not(HasSubstr("color=")),
                                 Not(HasSubstr("onload=\"")), Not(HasSubstr("class="))))
        << raw;
  }
}

TEST(SafeMathml, RefusesWhatNoTypesetterWrites) {
  EXPECT_TRUE(safe_mathml("<span class=\"katex\"><math><mi>x</mi></math></span>"));
  for (const char* markup :
       {"", "x", "<math>", "<math></mi></math>", "<math><script>x</script></math>",
        "<math><mi>&bad;</mi></math>", "<math><mi onclick=x>x</mi></math>", "<mi>x</mi>",
        "<math><annotation>x</math>", "<math><mi>\"</mi></math>", "<math><mi", "<math><mi a=\"",
        "<math><a href=\"x\">x</a></math>", "<math><mo>\xC4\xD4</mo></math>", "<math><mo>\x01</mo></math>",
        "<span><math></math>x</span>", "<span><math/><mi>x</mi></span>"}) {
    EXPECT_FALSE(safe_mathml(markup)) << markup;
  }
  EXPECT_EQ(safe_mathml("<math><mspace width=\"1em\" onclick=\"a\" height=\"url(x)\"/></math>")->markup(),
            "<math><mspace width=\"1em\"></mspace></math>");
}

TEST(MathLetter, HasTheLettersThatUnicodeHadBefore) {
  EXPECT_EQ(math_letter(U'C', "double-struck"), U'\u2102');
  EXPECT_EQ(math_letter(U'A', "double-struck"), U'\U0001D538');
  EXPECT_EQ(math_letter(U'L', "script"), U'\u2112');
  EXPECT_EQ(math_letter(0x3B8, "bold-italic"), U'\U0001D73D');
  EXPECT_EQ(math_letter(U'7', "bold"), U'\U0001D7D5');
  EXPECT_EQ(math_letter(U'+', "bold"), U'+');
  EXPECT_EQ(math_letter(U'x', "normal"), U'x');
}

}  // namespace
}  // namespace broadsheet::text
