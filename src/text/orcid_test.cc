// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/orcid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace broadsheet::text {
namespace {

// The iDs are those that ORCID gives in its description of the check digit.
TEST(Orcid, IsReadAsSourcesWriteIt) {
  for (const char* text : {"0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097",
                           "http://orcid.org/0000-0002-1825-0097/", "orcid.org/0000-0002-1825-0097",
                           "https://www.orcid.org/0000-0002-1825-0097", "ORCID:0000-0002-1825-0097",
                           " orcid: 0000-0002-1825-0097 "})
    EXPECT_EQ(parse_orcid(text), "0000-0002-1825-0097") << text;
  EXPECT_EQ(parse_orcid("0000-0002-1694-233X"), "0000-0002-1694-233X");
  EXPECT_EQ(parse_orcid("0000-0002-1694-233x"), "0000-0002-1694-233X");
}

TEST(Orcid, IsNoOtherNumber) {
  for (const char* text : {"", "-", "orcid:", "0000-0002-1825-0098", "0000-0002-1825-009",
                           "0000-0002-1825-00977", "0000-0002-1825-0097-", "00000002-1825-009X",
                           "0000--0002-1825-0097", "-0000-0002-1825-0097", "00-00-0002-1825-0097",
                           "X000-0002-1825-0097", "https://example.org/0000-0002-1825-0097", "Mina Okafor"})
    EXPECT_EQ(parse_orcid(text), std::nullopt) << text;
}

RC_GTEST_PROP(Orcid, KnowsAnyOneWrongDigit, ()) {
  const std::string right = "0000-0002-1825-0097";
  const auto place = *rc::gen::inRange<std::size_t>(0, right.size());
  RC_PRE(right[place] != '-');
  std::string wrong = right;
  wrong[place] = *rc::gen::elementOf(std::string("0123456789"));
  RC_ASSERT(parse_orcid(wrong).has_value() == (wrong == right));
}

RC_GTEST_PROP(Orcid, IsItsOwnOrNone, (const std::string& text)) {
  const auto orcid = parse_orcid(text);
  if (orcid) RC_ASSERT(parse_orcid(*orcid) == orcid);
}

}  // namespace
}  // namespace broadsheet::text
