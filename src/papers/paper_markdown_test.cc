// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

store::PaperView paper(std::string title, std::string abstract) {
  store::PaperView view;
  view.ids = {"arxiv:2608.01234"};
  view.title = std::move(title);
  view.abstract = std::move(abstract);
  view.authors = {"Mina Okafor", "Jun [x](y) Roh"};
  return view;
}

TEST(PaperMarkdown, HasTitleFactsAndAbstract) {
  const std::string text = paper_markdown(paper("Small Tides", "We study tides.\nIt works."));
  EXPECT_THAT(text, StartsWith("# Small Tides\n\n- **Authors:** Mina Okafor, Jun \\[x\\](y) Roh\n"));
  EXPECT_THAT(text, HasSubstr("- **Id:** 2608.01234\n"));
  EXPECT_THAT(text, HasSubstr("<https://arxiv.org/abs/2608.01234>"));
  EXPECT_THAT(text, HasSubstr("## Abstract\n\nWe study tides. It works.\n"));
}

TEST(PaperMarkdown, ShowsTextAsText) {
  const std::string text =
      paper_markdown(paper("# 1 <b>*x*</b>", "1. `a` ![i](u) [l](u) <script> &amp; a_b"));
  EXPECT_THAT(text, StartsWith("# \\# 1 \\<b\\>\\*x\\*\\</b\\>\n"));
  EXPECT_THAT(text, HasSubstr("\n1\\. \\`a\\` \\!\\[i\\](u) \\[l\\](u) \\<script\\> \\&amp; a\\_b\n"));
}

TEST(PaperMarkdown, KeepsFormulas) {
  EXPECT_THAT(paper_markdown(paper("t", "with $\\alpha_i^*$ and 5$ for_x")),
              HasSubstr("with $\\alpha_i^*$ and 5$ for\\_x"));
  EXPECT_THAT(paper_markdown(paper("t", "with $a<b$")), HasSubstr("$a\\<b$"));
}

TEST(PaperMarkdown, ABackslashInAFormulaDoesNotUndoAnEscape) {
  store::PaperView paper;
  paper.ids = {"arxiv:2608.01234"};
  paper.title = R"(A $\<script>x\`y\\<b>$ title)";
  EXPECT_TRUE(paper_markdown(paper).starts_with(R"(# A $\<script>x\`y\\\<b>$ title)"))
      << paper_markdown(paper);
}

TEST(PaperMarkdown, ALinkThatIsNoneIsText) {
  store::PaperView view = paper("t", "a");
  view.url = "javascript:alert(1)";
  view.project_page = "https://tides.example/a b";
  const std::string text = paper_markdown(view);
  EXPECT_THAT(text, Not(HasSubstr("<javascript")));
  EXPECT_THAT(text, Not(HasSubstr("<https://tides.example/a b")));
}

}  // namespace
}  // namespace broadsheet::papers
