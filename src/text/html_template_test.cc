// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/html_template.h"

#include <array>
#include <gtest/gtest.h>

namespace broadsheet::text {
namespace {

TEST(HtmlTemplates, EscapeAValueForThePlaceWhereItStands) {
  const std::array<TemplateSource, 2> sources = {
      {{"page",
        "{{%AUTOESCAPE context=\"HTML\"}}<a href=\"{{URL}}\" title=\"{{NAME}}\">{{NAME}}</a>{{>PART}}"},
       {"part", "{{%AUTOESCAPE context=\"HTML\"}}{{#ITEM}}<i>{{NAME}}</i>{{/ITEM}}{{MADE:none}}"}}};
  const auto templates = HtmlTemplates::parse(sources);
  ASSERT_TRUE(templates.ok());
  HtmlPage page;
  TemplateValues values = page.values();
  values.set("URL", "javascript:alert(1)").set("NAME", "<b> \"&'");
  TemplateValues part = values.include("PART", "part");
  part.add("ITEM").set("NAME", "one<");
  part.add("ITEM").set("NAME", "two");
  part.set("MADE", SafeHtml("<hr>"));
  EXPECT_EQ((*templates)->expand("page", page),
            "<a href=\"#\" title=\"&lt;b&gt; &quot;&amp;&#39;\">&lt;b&gt; &quot;&amp;&#39;</a>"
            "<i>one&lt;</i><i>two</i><hr>");
}

TEST(HtmlTemplates, RefuseWhatIsNotEscapedOrDoesNotParse) {
  const auto refused = [](std::string_view text) {
    const std::array<TemplateSource, 1> sources = {{{"page", text}}};
    return !HtmlTemplates::parse(sources).ok();
  };
  EXPECT_TRUE(refused("<p>{{NAME}}</p>"));
  EXPECT_TRUE(refused("{{%AUTOESCAPE context=\"HTML\"}}{{#OPEN}}"));
}

TEST(EscapeHtml, WritesFiveCharactersAsEntities) {
  EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

}  // namespace
}  // namespace broadsheet::text
