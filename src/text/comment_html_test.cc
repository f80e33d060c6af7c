// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/comment_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

CommentHtml read(std::string_view comment) {
  static Typesetter typesetter;
  Result<CommentHtml> html = comment_html(comment, typesetter);
  EXPECT_TRUE(html.ok()) << html.error().message();
  return std::move(html).value();
}

std::string html(std::string_view comment) {
  return read(comment).html.markup();
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() + part.size() <= bytes) text += part;
  return text;
}

constexpr std::string_view kRel = " rel=\"nofollow ugc noopener\"";

std::string link(std::string_view href, std::string_view words) {
  return "<a href=\"" + std::string(href) + "\"" + std::string(kRel) + ">" + std::string(words) + "</a>";
}

std::string paragraph(const std::string& within) {
  return "<p>" + within + "</p>\n";
}

TEST(CommentHtml, WritesMarkdownAsElements) {
  EXPECT_EQ(html("a *b* **c** `d` \\*e\\*\nf\\\ng"),
            "<p>a <em>b</em> <strong>c</strong> <code>d</code> *e*\nf<br>\ng</p>\n");
  EXPECT_EQ(html("> a\n\n---"), "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n");
  EXPECT_EQ(html("- a\n- b\n  1. c"), "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n");
  EXPECT_EQ(html("7. a\n\n8. b"), "<ol start=\"7\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n");
  EXPECT_EQ(html("```c++\na < b\n```"), "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>\n");
}

TEST(CommentHtml, HeadingsStandBelowThoseOfThePageAndSkipNoLevel) {
  EXPECT_EQ(html("# a\n## b\n# c"), "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n");
  EXPECT_EQ(html("#### a\n###### b\n## c\n# d"), "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>\n<h3>d</h3>\n");
  EXPECT_EQ(html("# a\n## b\n### c\n#### d\n##### e\n###### f"),
            "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n<h6>f</h6>\n");
}

TEST(CommentHtml, HtmlIsShownAsItWasWritten) {
  EXPECT_EQ(html("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  EXPECT_EQ(html("a <b onclick='x'>c</b> <!-- d -->"),
            "<p>a &lt;b onclick=&#39;x&#39;&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>\n");
  EXPECT_EQ(html("&lt;img src=x&gt; &quot;"), "<p>&lt;img src=x&gt; &quot;</p>\n");
}

TEST(CommentHtml, LinksLeadToTheWebAndToMailAlone) {
  EXPECT_EQ(html("[a](https://b.example/?c=1&d=2 \"title\")"),
            paragraph(link("https://b.example/?c=1&amp;d=2", "a")));
  EXPECT_EQ(html("<HTTP://b.example>"), paragraph(link("http://b.example", "HTTP://b.example")));
  EXPECT_EQ(html("<ann@b.example>"), paragraph(link("mailto:ann@b.example", "ann@b.example")));
  EXPECT_EQ(html("[a][r]\n\n[r]: http://b.example"), paragraph(link("http://b.example", "a")));
  for (const std::string_view url : {"javascript:alert(1)",
                                     "JaVaScRiPt:alert(1)",
                                     "java&#10;script:alert(1)",
                                     "&#1;javascript:alert(1)",
                                     "data:text/html,x",
                                     "vbscript:x",
                                     "//b.example",
                                     "/users/b",
                                     "#a",
                                     "?q=a",
                                     "https:b.example",
                                     "http:\\\\b",
                                     "http:///b",
                                     "http://a:b@c.example",
                                     "http://b.example:x",
                                     "http://b\\@c.example",
                                     "mailto:a@b?bcc=c@d",
                                     "http://a&#x202e;b.example",
                                     "file:///etc/passwd",
                                     "blob:http://b.example/x",
                                     "http://&#x2f;.example"}) {
    EXPECT_EQ(html("[a](" + std::string(url) + ")"), paragraph("a")) << url;
  }
}

TEST(CommentHtml, QuotesAndScriptsInAddressesAreEncoded) {
  EXPECT_EQ(html("[a](<http://b.example/ \"'\\<\\>`{}\\\\^|é>)"),
            paragraph(link("http://b.example/%20%22%27%3C%3E%60%7B%7D%5C%5E%7C%C3%A9", "a")));
}

TEST(CommentHtml, ImagesAreLinksAndLinksHaveNoLinksInThem) {
  EXPECT_EQ(html("![a *b*](https://c.example/d.png)"),
            paragraph(link("https://c.example/d.png", "a <em>b</em>")));
  EXPECT_EQ(html("![](https://c.example/d.png)"),
            paragraph(link("https://c.example/d.png", "https://c.example/d.png")));
  EXPECT_EQ(html("[![a](https://b.example)](https://c.example)"), paragraph(link("https://c.example", "a")));
  EXPECT_EQ(html("![a](javascript:b)"), paragraph("a"));
  EXPECT_EQ(html("[a @bob http://b.example](https://c.example)"),
            paragraph(link("https://c.example", "a @bob http://b.example")));
}

TEST(CommentHtml, BareAddressesAreLinks) {
  EXPECT_EQ(
      html("see http://a.example/b_c_d*e?f=g&h, or (https://a.example/(b))."),
      paragraph("see " + link("http://a.example/b_c_d*e?f=g&amp;h", "http://a.example/b_c_d*e?f=g&amp;h") +
                ", or (" + link("https://a.example/(b)", "https://a.example/(b)") + ")."));
  EXPECT_EQ(html("xhttp://a.example http://"), paragraph("xhttp://a.example http://"));
  EXPECT_EQ(html("`http://a.example`"), paragraph("<code>http://a.example</code>"));
}

TEST(CommentHtml, WhereALinkLeadsIsSaidIfItsWordsSayOtherwise) {
  EXPECT_EQ(html("[https://bank.example](https://thief.example)"),
            paragraph(link("https://thief.example", "https://bank.example") + " (thief.example)"));
  EXPECT_EQ(html("[bank.example/a](https://thief.example)"),
            paragraph(link("https://thief.example", "bank.example/a") + " (thief.example)"));
  EXPECT_EQ(html("[bank.example](https://bank.example/login)"),
            paragraph(link("https://bank.example/login", "bank.example")));
  EXPECT_EQ(html("[e.g. this](https://a.example)"), paragraph(link("https://a.example", "e.g. this")));
}

TEST(CommentHtml, NamesOfHostsInOtherLettersAreShownInAscii) {
  // The first letters are Cyrillic.
  EXPECT_EQ(html("http://аррle.example/x"),
            paragraph(link("http://xn--le-6kc8da.example/x", "http://xn--le-6kc8da.example/x")));
  EXPECT_EQ(html("[аррle.example](http://аррle.example)"),
            paragraph(link("http://xn--le-6kc8da.example", "аррle.example") + " (xn--le-6kc8da.example)"));
}

TEST(CommentHtml, CharactersThatMisleadAreTakenOut) {
  EXPECT_EQ(html("a\u202e\u2066b&#x202e;c&#x200f;d&#1;e&#0;f\x01g\u200eh"), paragraph("abcde\uFFFDfgh"));
  EXPECT_EQ(html("\xFF\xC0\xAF a"), paragraph("\uFFFD\uFFFD\uFFFD a"));
}

TEST(CommentHtml, PeopleAreCalledByName) {
  const CommentHtml comment = read("@Ann-B, **@bob**: @ann-b (@c3po).");
  EXPECT_EQ(comment.html.markup(),
            "<p><a href=\"/users/ann-b\">@Ann-B</a>, <strong><a href=\"/users/bob\">@bob</a></strong>: "
            "<a href=\"/users/ann-b\">@ann-b</a> (<a href=\"/users/c3po\">@c3po</a>).</p>\n");
  EXPECT_THAT(comment.mentions, ElementsAre("ann-b", "bob", "c3po"));
  EXPECT_THAT(read("你好@bob你好 “@ann”").mentions, ElementsAre("bob", "ann"));
}

TEST(CommentHtml, NobodyIsCalledByWhatIsNoName) {
  for (const std::string_view text :
       {"`@bob`",    "    @bob",       "[@bob](http://a.example)",
        "me@bob",    "me@bob.example", "@bob.example",
        "@bob/lib",  "@bob@a.example", "@b",
        "@-bob",     "@_bob",          "@bob_s",
        "@bobé",     "é@bob",          "http://a.example/@bob",
        "@@bob",     "<i>@</i>",       "@abcdefghijklmnopqrstuvwxyz0123456789-abcd",
        "**a**@bob", "<b title=@bob>", "<!-- @bob -->"}) {
    EXPECT_THAT(read(text).mentions, IsEmpty()) << text;
  }
}

TEST(CommentHtml, OneCommentCallsTwentyAtMost) {
  std::string comment;
  for (int i = 0; i < 30; ++i) comment += "@user" + std::to_string(i) + " ";
  const CommentHtml crowd = read(comment);
  EXPECT_THAT(crowd.mentions, SizeIs(kCommentMentionsMax));
  EXPECT_THAT(crowd.html.markup(), HasSubstr("@user19</a> @user20 @user21"));
}

TEST(CommentHtml, FormulasAreTypesetWhateverMarkdownSeesInThem) {
  const std::string set = html("so $a_1 * b_{2} * \\{c\\}$ is *it*");
  EXPECT_THAT(set, StartsWith("<p>so <math"));
  EXPECT_THAT(set, Not(HasSubstr("$")));
  EXPECT_THAT(set, HasSubstr("</math> is <em>it</em></p>"));
  EXPECT_THAT(html("$$\nx = 1\n$$"), HasSubstr("display=\"block\" tabindex=\"0\""));
  EXPECT_EQ(
      html("it costs $5 or $10, `$a=$` and\n\n    $b=$"),
      "<p>it costs $5 or $10, <code>$a=$</code> and</p>\n<pre tabindex=\"0\"><code>$b=$\n</code></pre>\n");
  EXPECT_THAT(html("[$x=1$](http://a.example)"), Not(HasSubstr("tabindex")));
  EXPECT_EQ(html("\u00f3\u00b0 \U000F0000 &#xF0000;"), paragraph("\u00f3\u00b0 \uFFFD \uFFFD"));
}

TEST(CommentHtml, OnlySoManyFormulasAreTypeset) {
  const std::string markup = html(repeated("$x=1$ ", 1000));
  EXPECT_THAT(markup, HasSubstr("</math> $x=1$ $x=1$"));
  EXPECT_THAT(html("$" + repeated("x+", kCommentMathBytesMax + 10) + "$"), Not(HasSubstr("<math")));
}

TEST(CommentHtml, WordsAreForNotifications) {
  EXPECT_EQ(read("# A\n\nb *c*\nd `e`\n\n- f\n- g\n\n[h](http://i.example) @bob $x^2$").text,
            "A b c d e f g h @bob x²");
  const std::string words = read(repeated("wörter ", 2000)).text;
  EXPECT_LE(words.size(), kCommentTextBytesMax);
  EXPECT_TRUE(words.ends_with("…") && is_valid_utf8(words));
  EXPECT_EQ(read("[a]: http://b.example").text, "");
  EXPECT_EQ(read(" \n\t").html.markup(), "");
}

TEST(CommentHtml, ACommentThatIsTooLongIsRefusedWithAReason) {
  Typesetter typesetter;
  EXPECT_TRUE(comment_html(std::string(kCommentBytesMax, 'a'), typesetter).ok());
  const auto refused = comment_html(std::string(kCommentBytesMax + 1, 'a'), typesetter);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code(), ErrorCode::kTooLarge);
  EXPECT_THAT(refused.error().message(), HasSubstr("16385 bytes"));
  // What is no UTF-8 grows on its way in.
  EXPECT_FALSE(comment_html(std::string(kCommentBytesMax, '\xFF'), typesetter).ok());
}

TEST(CommentHtml, WhatIsNestedTooDeeplyIsShownAsWords) {
  for (const std::string& deep :
       {repeated("> ", 40) + "a", repeated("1. ", 60) + "a", repeated("- ", 40) + "a\n\n\n",
        repeated("*a **b ", 700) + "c", std::string(30, '>') + "a", repeated("- > ", 80) + "a"}) {
    EXPECT_THAT(html(deep), AllOf(StartsWith("<p>"), Not(HasSubstr("<li>")), Not(HasSubstr("<blockquote>"))))
        << deep;
  }
  std::string stairs;
  for (std::size_t i = 0; i < 40; ++i) stairs += std::string(2 * i, ' ') + "- a\n";
  EXPECT_THAT(html(stairs), StartsWith("<p>- a<br>\n- a<br>\n"));
  const CommentHtml words = read(std::string(30, '>') + " <b> @bob\nhttp://a.example\n\nc");
  EXPECT_EQ(words.html.markup(), "<p>" + repeated("&gt;", 120) +
                                     " &lt;b&gt; <a href=\"/users/bob\">@bob</a><br>\n" +
                                     link("http://a.example", "http://a.example") + "</p>\n<p>c</p>\n");
  EXPECT_THAT(words.mentions, ElementsAre("bob"));
}

TEST(CommentHtml, ARuleIsNotNestedHoweverLongItIs) {
  EXPECT_EQ(html(repeated("- ", 200)), "<hr>\n");
  EXPECT_EQ(html(repeated("* ", 200)), "<hr>\n");
}

TEST(CommentHtml, WhateverIsRepeatedStaysWithinItsBytes) {
  for (const std::string_view part : {"*",
                                      "[",
                                      "]",
                                      "![[]()",
                                      "`a",
                                      "<",
                                      "&",
                                      "\"",
                                      "-\n",
                                      ">",
                                      "@ab ",
                                      "http://a ",
                                      "http://é ",
                                      "[](http://a)",
                                      "[&](http://a?&&&&)",
                                      "a_ ",
                                      "<!--",
                                      "\\",
                                      "$=$",
                                      "$\\frac12$ ",
                                      "1. ",
                                      "- a\n",
                                      "![](http://a)",
                                      "<a@b>"}) {
    EXPECT_LE(html(repeated(part, kCommentBytesMax)).size(), kCommentHtmlBytesMax) << part;
  }
  const std::string references = "[a]: http://a.example/" + repeated("x", 900) + "\n\n";
  EXPECT_LE(html(references + repeated("[a]", 15000)).size(), kCommentHtmlBytesMax);
}

}  // namespace
}  // namespace broadsheet::text
