// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/readable.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

TEST(Readable, LeavesPlainTextAlone) {
  EXPECT_EQ(readable("Attention Is All You Need"), "Attention Is All You Need");
  EXPECT_EQ(readable("R&D costs $5 and $10, a < b, 50% off"), "R&D costs $5 and $10, a < b, 50% off");
  EXPECT_EQ(readable("the matrix2019 data at x2 speed, 4x2048"), "the matrix2019 data at x2 speed, 4x2048");
  EXPECT_EQ(readable("see https://x.org/a_2/b and ibm_kingston"), "see https://x.org/a_2/b and ibm_kingston");
}

TEST(Readable, JoinsScriptsToWhatTheyStandOn) {
  EXPECT_EQ(readable("CO$_2$"), "CO2");
  EXPECT_EQ(readable("CO$_{2}$ and H$_2$O"), "CO2 and H2O");
  EXPECT_EQ(readable("CO_2 rises, 4xCO_2 too"), "CO2 rises, 4xCO2 too");
  EXPECT_EQ(readable("high-$T_c$ and $L_p$"), "high-Tc and Lp");
  EXPECT_EQ(readable("$x_{train}$ and $x_{i+1}$"), "x_train and x_(i+1)");
  EXPECT_EQ(readable("$10^5$ m$^2$ cm$^{-1}$ Fe$^{3+}$"), "10⁵ m² cm⁻¹ Fe³⁺");
  EXPECT_EQ(readable("the $n^{th}$ power $2^n$ of $e^{x+y}$"), "the nth power 2^n of e^(x+y)");
  EXPECT_EQ(readable("30$^{\\circ}$C"), "30°C");
  EXPECT_EQ(readable("$^{229m}$Th, $^{13}$C, $f^{(0)}$"), "229mTh, ¹³C, f^(0)");
  EXPECT_EQ(readable("spaces $ X $ and $ n- $ for $ 5 and $ 6"), "spaces X and n- for $ 5 and $ 6");
}

TEST(Readable, ReadsSymbolsAndCommands) {
  EXPECT_EQ(readable("$\\alpha$-stable and $\\ell_1$"), "α-stable and ℓ1");
  EXPECT_EQ(readable("a ell_1-loss"), "a ℓ1-loss");
  EXPECT_EQ(readable("$O(n \\log n)$ and $2\\log n$"), "O(n log n) and 2 log n");
  EXPECT_EQ(readable("$O(n^{\\alpha+1})$"), "O(n^(α+1))");
  EXPECT_EQ(readable("$\\mathbb{R}^3$ or $\\mathbb R^n$"), "ℝ³ or ℝ^n");
  EXPECT_EQ(readable("$\\frac{a}{b+c}$ $\\sqrt{2}$ $\\binom{n}{k}$"), "a/(b+c) √2 (n choose k)");
  EXPECT_EQ(readable("200\\times 130, 5\\% of \\$3"), "200× 130, 5% of $3");
  EXPECT_EQ(readable("\\method achieves \\textbf{state} {\\em of} \\emph{the art}"),
            "method achieves state of the art");
  EXPECT_EQ(readable("\\href{http://x.org}{here}, as shown \\cite{smith99}."), "here, as shown .");
  EXPECT_EQ(readable("\\unicode{x2014}"), "—");
}

TEST(Readable, ComposesAccents) {
  EXPECT_EQ(readable("H\\\"older"), "Hölder");
  EXPECT_EQ(readable("H{\\\"o}lder and H\\\"{o}lder"), "Hölder and Hölder");
  EXPECT_EQ(readable("Poincar\\'e, Fr\\'echet, Erd\\H{o}s, Erd\\H os"), "Poincaré, Fréchet, Erdős, Erdős");
  EXPECT_EQ(readable("{\\L}ukasz \\O rsted Stra\\ss e"), "Łukasz Ørsted Straße");
  EXPECT_EQ(readable("Y{\\i}ld{\\i}z \\j"), "Yıldız ȷ");
  EXPECT_EQ(readable("Garc\\'{\\i}a \\v{C}ech \\c{c}a \\~nu"), "García Čech ça ñu");
}

TEST(Readable, ReadsTheMarksOfBibliographies) {
  EXPECT_EQ(readable("On \\mkbibquote{Intentionalit{\\\"a}t} and \\enquote*{\\mkbibemph{De Anima}}"),
            "On “Intentionalität” and “De Anima”");
  EXPECT_EQ(readable("methodology\\hyphen independent\\textinterrobang"), "methodology-independent‽");
}

TEST(Readable, ReadsEntitiesAndTags) {
  EXPECT_EQ(readable("AT&amp;T &#x2014; &lt;5&gt; &amp;amp; &eacute;"), "AT&T — <5> & é");
  EXPECT_EQ(readable("<jats:list><jats:list-item><jats:p>One</jats:p></jats:list-item><jats:list-item>two "
                     "<jats:xref>3</jats:xref>.</jats:list-item></jats:list>"),
            "One two 3.");
  EXPECT_EQ(readable("<jats:italic>E. coli</jats:italic> CO<sub>2</sub> 10<sup>5</sup>"), "E. coli CO2 10⁵");
  EXPECT_EQ(readable("<p>One.</p><p>Two.</p>"), "One. Two.");
  EXPECT_EQ(readable("the <think> tag, if a<b and b>c"), "the <think> tag, if a<b and b>c");
  EXPECT_EQ(readable("&nosuch; &"), "&nosuch; &");
}

TEST(Readable, MendsWhatPagesMangle) {
  EXPECT_EQ(readable("unknown timex2014and agnostic"), "unknown time—and agnostic");
  EXPECT_EQ(readable("direc_x0002_tions"), "directions");
  EXPECT_EQ(readable("``quoted'' and Fig.~1, ~10 GeV"), "“quoted” and Fig. 1, ~10 GeV");
}

TEST(Readable, SurvivesWhatIsNotClosed) {
  EXPECT_EQ(readable("open {group and $formula"), "open group and $formula");
  EXPECT_EQ(readable("\\"), "");
  EXPECT_EQ(readable("\\frac"), "/");
  EXPECT_EQ(readable("$"), "$");
  const std::string deep(5000, '{');
  EXPECT_EQ(readable(deep + "x"), "x");
  EXPECT_EQ(readable(deep + "$^éa$"), "a") << "an argument that is too deep is left out whole";
  EXPECT_LE(readable(std::string(3000, '^')).size(), 3000u);
}

// Text in which the characters that mean something are frequent.
rc::Gen<std::string> tex_like() {
  static const std::vector<std::string> kPieces = {
      "\\",     "$",     "{",      "}",           "_",       "^",       "~",       "`",        "'",
      "<",      ">",     "&",      ";",           " ",       "  ",      "a",       "B",        "1",
      "x2014",  "x",     "ell",    "frac",        "\\alpha", "\\sqrt",  "\\\"",    "\\c",      "<sup>",
      "</sup>", "<sub>", "</sub>", "&amp;",       "&lt;",    "\\(",     "\\)",     "\\mathbb", "é",
      "深",     "\xFF",  "\n",     "\\unicode{x", "\\cite{", "_x0002_", "http://", "/",        "."};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& piece : pieces) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(Readable, GivesCleanBoundedTextForAnyInput, ()) {
  const std::string raw = *rc::gen::oneOf(tex_like(), rc::gen::arbitrary<std::string>());
  const std::string text = readable(raw);
  RC_ASSERT(is_valid_utf8(text));
  RC_ASSERT(text.size() <= raw.size() * kReadableGrowthMax + 16);
  RC_ASSERT(sanitize(text) == text);
  std::string reused = "what was there before";
  readable_into(raw, reused);
  RC_ASSERT(reused == text);
}

RC_GTEST_PROP(Readable, ReadsWhatHoldsNoMarkupAsItself, (const std::string& raw)) {
  const std::string line = sanitize_line(raw);
  RC_PRE(line.find_first_of("\\$&_^{}~`'<x") == std::string::npos);
  RC_ASSERT(readable(raw) == line);
}

}  // namespace
}  // namespace broadsheet::text
