// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/ids.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace broadsheet::text {
namespace {

std::string id_of(std::string_view text) {
  const auto id = parse_paper_id(text);
  if (!id) return "none";
  return id->prefixed + (id->version == 0 ? "" : " v" + std::to_string(id->version));
}

TEST(PaperIds, ReadsArxivIdsOfBothStyles) {
  EXPECT_EQ(id_of("2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of(" 2608.01234v2 "), "arxiv:2608.01234 v2");
  EXPECT_EQ(id_of("arXiv:1305.1234v12"), "arxiv:1305.1234 v12");
  EXPECT_EQ(id_of("arxiv: 2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("hep-th/9901001"), "arxiv:hep-th/9901001");
  EXPECT_EQ(id_of("math.GT/0309136v1"), "arxiv:math/0309136 v1");
  EXPECT_EQ(id_of("cond-mat.mes-hall/0309136"), "arxiv:cond-mat/0309136");
}

TEST(PaperIds, ReadsPastedAddresses) {
  EXPECT_EQ(id_of("https://arxiv.org/abs/2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("https:/arxiv.org/abs/2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("http://www.arxiv.org/pdf/2608.01234v3.pdf?download=1#page=2"), "arxiv:2608.01234 v3");
  EXPECT_EQ(id_of("arxiv.org/html/hep-th/9901001"), "arxiv:hep-th/9901001");
  EXPECT_EQ(id_of("https://huggingface.co/papers/2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("hf.co/papers/2608.01234.md"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("https://www.alphaxiv.org/abs/2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("https://aclanthology.org/2024.acl-long.12/"), "acl:2024.acl-long.12");
  EXPECT_EQ(id_of("https://aclanthology.org/P19-1001.pdf"), "acl:P19-1001");
  EXPECT_EQ(id_of("https://doi.org/10.1162/TACL_a_00001"), "doi:10.1162/tacl_a_00001");
  EXPECT_EQ(id_of("dx.doi.org/10.1000%2Fxyz%28a%29"), "doi:10.1000/xyz(a)");
}

TEST(PaperIds, ReadsTheOtherSchemes) {
  EXPECT_EQ(id_of("acl:2024.acl-long.12"), "acl:2024.acl-long.12");
  EXPECT_EQ(id_of("acl:1952.earlymt-1.1"), "acl:1952.earlymt-1.1");
  EXPECT_EQ(id_of("2024.naacl-main.5"), "acl:2024.naacl-main.5");
  EXPECT_EQ(id_of("W18-6301"), "acl:W18-6301");
  EXPECT_EQ(id_of("doi:10.1/x"), "none");
  EXPECT_EQ(id_of("doi:10.1000/X"), "doi:10.1000/x");
  EXPECT_EQ(id_of("10.48550/arXiv.2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(id_of("b:0123456789AB"), "b:0123456789ab");
}

TEST(PaperIds, TakesNoWordsOrNumbersForIds) {
  for (const char* text : {"",
                           "transformer",
                           "2024",
                           "3.14159",
                           "2613.01234",
                           "2608.0123",
                           "1305.12345",
                           "0612.1234",
                           "2608.01234v0",
                           "2608.01234 attention",
                           "and/or",
                           "cs/ai",
                           "math/030913",
                           "GPT-4",
                           "covid-19",
                           "b:xyz",
                           "b:0123456789abc",
                           "10.5",
                           "10.5/3",
                           "http://example.org/abs/2608.01234",
                           "arxiv.org/list/cs.LG",
                           "2024.12-13.1",
                           "acl:",
                           "doi:",
                           "co2",
                           "10.1000/a b",
                           "10.1000/"}) {
    EXPECT_EQ(id_of(text), "none") << text;
  }
}

TEST(PaperIds, PrintsArxivIdsBare) {
  EXPECT_EQ(printed_id("arxiv:hep-th/9901001"), "hep-th/9901001");
  EXPECT_EQ(printed_id("acl:P19-1001"), "acl:P19-1001");
  EXPECT_EQ(id_scheme_name(IdScheme::kBroadsheet), "b");
}

RC_GTEST_PROP(PaperIds, WhatIsPrintedIsReadAgain, ()) {
  const std::string text = *rc::gen::oneOf(
      rc::gen::arbitrary<std::string>(),
      rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789./v:-abcxACL"))),
                   [](const std::string& tail) { return "10.1" + tail; }),
      rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.v"))),
                   [](const std::string& tail) { return "26" + tail; }));
  const auto id = parse_paper_id(text);
  if (!id) return;
  const auto again = parse_paper_id(printed_id(id->prefixed));
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->prefixed == id->prefixed);
  RC_ASSERT(again->scheme == id->scheme);
}

}  // namespace
}  // namespace broadsheet::text
