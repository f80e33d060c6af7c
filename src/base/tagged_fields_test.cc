// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/tagged_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace broadsheet {
namespace {

using ::testing::ElementsAre;

TEST(TaggedFields, WhatIsWrittenIsRead) {
  std::string bytes;
  TaggedWriter out(bytes);
  out.text(1, "tides");
  out.text(2, "");
  out.flag(3, true);
  out.number(4, -5);
  out.day(5, *parse_day("1969-12-30"));
  out.date(6, PartialDate{*parse_day("1950-02-01"), DatePrecision::kMonth});
  out.texts(7, {"a", "", "c"});
  out.days(8, {*parse_day("2026-01-01"), *parse_day("1901-01-01")});
  out.count(9, 0);
  out.count(10, std::nullopt);

  TaggedReader in(bytes);
  std::vector<int> tags;
  while (in.next()) {
    tags.push_back(in.tag());
    switch (in.tag()) {
      case 1:
        EXPECT_EQ(in.text(), "tides");
        break;
      case 4:
        EXPECT_EQ(in.number(), -5);
        break;
      case 5:
        EXPECT_EQ(in.day(), *parse_day("1969-12-30"));
        break;
      case 6:
        EXPECT_EQ(in.date(), (PartialDate{*parse_day("1950-02-01"), DatePrecision::kMonth}));
        break;
      case 7:
        EXPECT_THAT(in.texts(), ElementsAre("a", "", "c"));
        break;
      case 8:
        EXPECT_THAT(in.days(), ElementsAre(*parse_day("2026-01-01"), *parse_day("1901-01-01")));
        break;
      default:
        break;  // an unread field is skipped
    }
  }
  EXPECT_TRUE(in.ok());
  EXPECT_THAT(tags, ElementsAre(1, 3, 4, 5, 6, 7, 8, 9));
}

RC_GTEST_PROP(TaggedFields, AnyBytesAreReadWithoutHarm, (const std::string& bytes)) {
  TaggedReader in(bytes);
  std::size_t fields = 0;
  while (in.next()) {
    ++fields;
    if (in.tag() % 2 == 0) (void)in.texts();
  }
  RC_ASSERT(fields <= bytes.size());
}

TEST(TaggedFields, ACutIsNoticed) {
  std::string bytes;
  TaggedWriter out(bytes);
  out.text(1, "tides");
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    TaggedReader in(std::string_view(bytes).substr(0, size));
    while (in.next()) {
    }
    EXPECT_FALSE(in.ok()) << size;
  }
}

}  // namespace
}  // namespace broadsheet
