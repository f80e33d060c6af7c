// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/limits.h"

namespace broadsheet::web {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Target, TakesPathAndQueryApart) {
  const auto target = parse_target("/papers/a%2Fb/?q=x+y%2B&empty&q=2&&=v");
  ASSERT_TRUE(target.ok());
  EXPECT_THAT(target->segments, ElementsAre("papers", "a/b", ""));
  EXPECT_THAT(target->parameters,
              ElementsAre(Pair("q", "x y+"), Pair("empty", ""), Pair("q", "2"), Pair("", "v")));
  EXPECT_EQ(target->parameter("q"), "x y+");
  EXPECT_TRUE(target->has("q", "2"));
  EXPECT_FALSE(target->parameter("p"));
}

TEST(Target, KeepsEmptyAndDottedSegmentsAsTheyAre) {
  EXPECT_THAT(parse_target("/")->segments, ElementsAre(""));
  EXPECT_THAT(parse_target("/a//b")->segments, ElementsAre("a", "", "b"));
  EXPECT_THAT(parse_target("/../%2e%2e/a")->segments, ElementsAre("..", "..", "a"));
  EXPECT_THAT(parse_target("/a+b")->segments, ElementsAre("a+b"));
}

TEST(Target, RefusesWhatIsNoText) {
  for (const char* bad :
       {"", "papers", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%ff", "/%c0%af", "/?q=%80", "/?q=%00"}) {
    EXPECT_FALSE(parse_target(bad).ok()) << bad;
  }
  EXPECT_TRUE(parse_target("/?q=a%0Ab").ok()) << "people paste text of several lines";
}

TEST(Target, IsBounded) {
  std::string path;
  for (std::size_t i = 0; i < kSegmentsMax; ++i) path += "/a";
  EXPECT_TRUE(parse_target(path).ok());
  EXPECT_FALSE(parse_target(path + "/a").ok());
  std::string query = "/?";
  for (std::size_t i = 0; i < kParametersMax; ++i) query += "a=b&";
  EXPECT_TRUE(parse_target(query).ok());
  EXPECT_FALSE(parse_target(query + "a=b").ok());
}

}  // namespace
}  // namespace broadsheet::web
